"""Closed forms, compiled: a SymPy expression becomes a function of plain numbers.

In:  a SymPy expression made of rational operations, square roots, Max, Min, Abs and Piecewise, and the names in it.
Out: a `Form`, closures that run alike on rationals, on surds and on balls, with no SymPy in them.
Raises `RequestError` for an expression that is no closed form, `UndefinedForm` where a form has no value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import sympy as sp
from flint import arb, ctx, fmpq
from sympy.core.relational import Relational

from symbolic_alliance.errors import RequestError
from symbolic_alliance.exact.surd import ONE, WORKING_DIGITS, Number, ball_of, sign_of, square_root

Evaluator = Callable[[Sequence[Any]], Any]


class UndefinedForm(RequestError):
    """A closed form has no value at a point: a division by zero, the root of a negative number, or no case applies."""


class _Undecided(ArithmeticError):
    """A ball is too wide to say which case applies."""


@dataclass(frozen=True, eq=False)
class Form:
    """A compiled closed form; call it with one exact number for each of its names, in their order.

    >>> k, m = sp.symbols("k m", real=True)
    >>> arms = compile_form(sp.sqrt(m / k) - m, ("k", "m"))
    >>> arms((fmpq(1, 4), fmpq(1))), arms((fmpq(1, 2), fmpq(1)))
    (1, -1 + sqrt(2))
    """

    expression: sp.Expr
    names: tuple[str, ...]
    used: tuple[int, ...]
    has_roots: bool
    run: Evaluator

    def __call__(self, numbers: Sequence[Number]) -> Number:
        """Evaluate exactly; `UndefinedForm` names the expression where it has no value."""
        try:
            value: Number = self.run(numbers)
        except (ZeroDivisionError, RequestError) as error:
            raise UndefinedForm(self._complaint(numbers, error)) from None
        return value

    def ball(self, balls: Sequence[arb]) -> arb:
        """Enclose the value; the ball is not finite where the form may be undefined."""
        try:
            value = self.run(balls)
        except (ZeroDivisionError, RequestError, _Undecided):
            return arb.nan()
        return value if isinstance(value, arb) else ball_of(value)

    def is_rational_at(self, numbers: Sequence[object]) -> bool:
        """Whether only rational arithmetic is needed at these numbers."""
        return not self.has_roots and all(isinstance(numbers[index], fmpq) for index in self.used)

    def _complaint(self, numbers: Sequence[Number], error: Exception) -> str:
        reason = "division by zero" if isinstance(error, ZeroDivisionError) else str(error)
        where = ", ".join(f"{self.names[index]} = {numbers[index]}" for index in self.used)
        return f"{self.expression} has no value{' at ' if where else ''}{where}: {reason}"


def compile_form(expression: sp.Expr, names: Sequence[str]) -> Form:
    """Compile a closed form over the named symbols; `RequestError` where it holds anything else, by name.

    >>> x = sp.Symbol("x", real=True)
    >>> compile_form(sp.Max(x, 1 - x) + sp.sqrt(x)**3, ("x",))((fmpq(1, 4),))
    7/8
    """
    index = {sp.Symbol(name, real=True): place for place, name in enumerate(names)}
    unknown = sorted(str(symbol) for symbol in expression.free_symbols if symbol not in index)
    if unknown:
        raise RequestError(f"{expression} needs a value for {', '.join(unknown)}; values are known for "
                           f"{', '.join(names) or 'nothing'}")
    used = tuple(sorted(index[symbol] for symbol in expression.free_symbols))
    has_roots = any(part.is_Pow and not part.exp.is_Integer for part in sp.preorder_traversal(expression))
    with ctx.workdps(WORKING_DIGITS):
        return Form(expression, tuple(names), used, has_roots, _compile(expression, index))


def _compile(expression: sp.Basic, index: Mapping[sp.Symbol, int]) -> Evaluator:
    if isinstance(expression, sp.Symbol):
        return itemgetter(index[expression])
    if isinstance(expression, sp.Rational):
        return _constant(fmpq(int(expression.p), int(expression.q)))
    if isinstance(expression, sp.Pow):
        return _power(expression, index)
    if isinstance(expression, sp.Piecewise):
        return _cases([(_compile(value, index), _condition(condition, index)) for value, condition in expression.args])
    combine = next((rule for kind, rule in _RULES if isinstance(expression, kind)), None)
    if combine is None:
        raise RequestError(f"{expression} is no closed form: only rational operations, square roots, Max, Min, Abs and "
                           "Piecewise can be evaluated exactly")
    return combine([_compile(part, index) for part in expression.args])


def _constant(value: fmpq) -> Evaluator:
    return lambda numbers: value


def _sum(terms: Sequence[Evaluator]) -> Evaluator:
    first, *others = terms

    def run(numbers: Sequence[Any]) -> Any:
        total = first(numbers)
        for term in others:
            total = total + term(numbers)
        return total

    return run


def _product(factors: Sequence[Evaluator]) -> Evaluator:
    first, *others = factors

    def run(numbers: Sequence[Any]) -> Any:
        product = first(numbers)
        for factor in others:
            product = product * factor(numbers)
        return product

    return run


def _power(expression: sp.Pow, index: Mapping[sp.Symbol, int]) -> Evaluator:
    base, halves = _compile(expression.base, index), 2 * expression.exp
    if not halves.is_Integer:
        raise RequestError(f"{expression} is no closed form: an exponent is a whole number or a half")
    if halves % 2:
        radical = _square_root(base) if expression.base.free_symbols else _constant_root(base(()))
        return radical if halves == 1 else _integer_power(radical, int(halves))
    return _integer_power(base, int(halves) // 2)


def _integer_power(base: Evaluator, exponent: int) -> Evaluator:
    if exponent == -1:
        return lambda numbers: ONE / base(numbers)
    if exponent < 0:
        return lambda numbers: ONE / base(numbers) ** -exponent
    return lambda numbers: base(numbers) ** exponent


def _square_root(base: Evaluator) -> Evaluator:
    def run(numbers: Sequence[Any]) -> Any:
        value = base(numbers)
        return value.sqrt() if isinstance(value, arb) else square_root(value)

    return run


def _constant_root(radicand: Number) -> Evaluator:
    root = square_root(radicand)
    ball = ball_of(root)
    return lambda numbers: ball if any(isinstance(value, arb) for value in numbers) else root


def _extreme(direction: int) -> Callable[[Sequence[Evaluator]], Evaluator]:
    def rule(parts: Sequence[Evaluator]) -> Evaluator:
        def run(numbers: Sequence[Any]) -> Any:
            best, *others = (part(numbers) for part in parts)
            for value in others:
                best = value if direction * _sign(value - best) > 0 else best
            return best

        return run

    return rule


def _absolute(parts: Sequence[Evaluator]) -> Evaluator:
    return lambda numbers: abs(parts[0](numbers))


def _cases(cases: Sequence[tuple[Evaluator, Evaluator]]) -> Evaluator:
    def run(numbers: Sequence[Any]) -> Any:
        for value, condition in cases:
            if condition(numbers):
                return value(numbers)
        raise RequestError("no case of the Piecewise applies")

    return run


def _condition(condition: sp.Basic, index: Mapping[sp.Symbol, int]) -> Evaluator:
    if condition in (sp.true, sp.false):
        return lambda numbers: condition == sp.true
    if isinstance(condition, (sp.And, sp.Or)):
        parts = [_condition(part, index) for part in sp.ordered(condition.args)]
        join = all if isinstance(condition, sp.And) else any
        return lambda numbers: join(part(numbers) for part in parts)
    accepted = accepted_signs(condition)
    gap = _compile(condition.lhs - condition.rhs, index)
    return lambda numbers: _sign(gap(numbers)) in accepted


def accepted_signs(condition: sp.Basic) -> tuple[int, ...]:
    """The signs of left minus right at which a comparison holds; `RequestError` for what is no comparison."""
    if not isinstance(condition, Relational) or type(condition) not in _ACCEPTED_SIGNS:
        raise RequestError(f"{condition} is no condition between real numbers")
    return _ACCEPTED_SIGNS[type(condition)]


def _sign(value: Any) -> int:
    """The sign of a rational, a surd or a ball; a ball that contains zero and more than zero has none."""
    if not isinstance(value, arb):
        return sign_of(value)
    if value > 0 or value < 0:
        return 1 if value > 0 else -1
    if value.is_zero():
        return 0
    raise _Undecided


_RULES: tuple[tuple[type, Callable[[Sequence[Evaluator]], Evaluator]], ...] = (
    (sp.Add, _sum), (sp.Mul, _product), (sp.Max, _extreme(1)), (sp.Min, _extreme(-1)), (sp.Abs, _absolute))
_ACCEPTED_SIGNS: dict[type, tuple[int, ...]] = {
    sp.Gt: (1,), sp.Ge: (0, 1), sp.Lt: (-1,), sp.Le: (-1, 0), sp.Eq: (0,), sp.Ne: (-1, 1)}
