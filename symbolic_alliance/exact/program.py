"""Many closed forms over the same names as one program, in which nothing is computed twice.

In:  SymPy expressions, as `compile_form` takes them, and the names in them.
Out: a `Program` of steps, each of earlier ones only.  It is run on exact numbers here (`Evaluation`: rationals where that is
     enough, else balls, and the tower of square roots only where a ball does not decide) and on arrays in `arrays`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add, mul
from typing import Any

import sympy as sp
from flint import arb, fmpq
from sympy.core.relational import Relational

from symbolic_alliance.errors import RequestError
from symbolic_alliance.exact.form import UndefinedForm, accepted_signs
from symbolic_alliance.exact.surd import ONE, Number, sign_of, square_root
from symbolic_alliance.exact.value import Real, ball as ball_of_real, exact as exact_of_real

OPERATIONS: dict[type, str] = {sp.Add: "sum", sp.Mul: "product", sp.Max: "max", sp.Min: "min", sp.Abs: "abs"}


@dataclass(frozen=True)
class Step:
    """One operation on earlier steps.

    ``detail`` is the place of a name, the value of a constant, the exponent of a power or the signs that a test accepts;
    ``names`` has a bit for every name that the step depends on.
    """

    operation: str
    operands: tuple[int, ...] = ()
    detail: Any = None
    names: int = 0


@dataclass(frozen=True, eq=False)
class Program:
    """Steps, each of earlier ones only; ``places`` says at which step each compiled expression stands.

    >>> k = sp.Symbol("k", real=True)
    >>> program = compile_program([sp.sqrt(k) - 2, sp.sqrt(k)], ("k",))
    >>> len(program.steps), [program.at([fmpq(9)]).exact(program.places[form]) for form in (sp.sqrt(k) - 2, sp.sqrt(k))]
    (4, [1, 3])
    """

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    places: dict[sp.Expr, int]

    @cached_property
    def dependents(self) -> tuple[tuple[int, ...], ...]:
        """For each name the steps that depend on it."""
        return tuple(tuple(place for place, step in enumerate(self.steps) if step.names & (1 << name))
                     for name in range(len(self.names)))

    def at(self, numbers: Sequence[Real]) -> "Evaluation":
        """The program at one point: a number for each name, in their order."""
        return Evaluation(self, tuple(numbers))

    def needed(self, wanted: Iterable[int]) -> tuple[int, ...]:
        """The steps that the wanted ones depend on, themselves included, in order."""
        found = dict.fromkeys(wanted)
        for place in range(max(found, default=-1), -1, -1):
            if place in found:
                found |= dict.fromkeys(self.steps[place].operands)
        return tuple(sorted(found))


def compile_program(expressions: Iterable[sp.Expr], names: Sequence[str]) -> Program:
    """Compile closed forms together; `RequestError` names a symbol without a value, or what is no closed form."""
    builder = _Builder(tuple(names))
    places = {expression: builder.place(expression) for expression in expressions}
    return Program(builder.names, tuple(builder.steps), places)


class _Builder:
    """Collects steps; a step that is known already is not added again."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.steps: list[Step] = []
        self.known: dict[Step, int] = {}
        self.written: dict[sp.Basic, int] = {}

    def place(self, expression: sp.Basic) -> int:
        if expression not in self.written:
            self.written[expression] = self._new(expression)
        return self.written[expression]

    def _step(self, operation: str, operands: tuple[int, ...] = (), detail: Any = None, names: int = 0) -> int:
        names = reduce(lambda found, one: found | self.steps[one].names, operands, names)
        step = Step(operation, operands, detail, names)
        if step not in self.known:
            self.known[step] = len(self.steps)
            self.steps.append(step)
        return self.known[step]

    def _new(self, expression: sp.Basic) -> int:
        if isinstance(expression, sp.Symbol):
            return self._name(expression)
        if isinstance(expression, sp.Rational):
            return self._step("constant", detail=fmpq(int(expression.p), int(expression.q)))
        if isinstance(expression, sp.Pow):
            return self._power(expression)
        if isinstance(expression, sp.Piecewise):
            return self._step("cases", tuple(self.place(part) for case in expression.args for part in (case.cond, case.expr)))
        if isinstance(expression, (Relational, sp.And, sp.Or)) or expression in (sp.true, sp.false):
            return self._condition(expression)
        operation = next((name for kind, name in OPERATIONS.items() if isinstance(expression, kind)), None)
        if operation is None:
            raise RequestError(f"{expression} is no closed form: only rational operations, square roots, Max, Min, Abs and "
                               "Piecewise can be evaluated exactly")
        return self._step(operation, tuple(map(self.place, expression.args)))

    def _name(self, symbol: sp.Symbol) -> int:
        if symbol.name not in self.names or symbol != sp.Symbol(symbol.name, real=True):
            raise RequestError(f"a value is needed for {symbol}; values are known for {', '.join(self.names) or 'nothing'}")
        place = self.names.index(symbol.name)
        return self._step("name", detail=place, names=1 << place)

    def _power(self, expression: sp.Pow) -> int:
        halves = 2 * expression.exp
        if not halves.is_Integer:
            raise RequestError(f"{expression} is no closed form: an exponent is a whole number or a half")
        base = self.place(expression.base)
        if halves % 2 == 0:
            return self._step("power", (base,), int(halves) // 2)
        root = self._step("root", (base,))
        return root if halves == 1 else self._step("power", (root,), int(halves))

    def _condition(self, condition: sp.Basic) -> int:
        if isinstance(condition, (sp.And, sp.Or)):
            joint = "all" if isinstance(condition, sp.And) else "any"
            return self._step(joint, tuple(map(self.place, sp.ordered(condition.args))))
        if condition in (sp.true, sp.false):
            return self._step("all" if condition == sp.true else "any")
        return self._step("test", (self.place(condition.lhs - condition.rhs),), accepted_signs(condition))


class Evaluation:
    """The numbers of a program at one point, each computed when it is first asked for.

    Run it within ``ctx.workdps(WORKING_DIGITS)``: the balls have the precision in force.
    """

    def __init__(self, program: Program, numbers: tuple[Real, ...], base: "Evaluation | None" = None, moved: int = 0) -> None:
        self.program, self.steps, self.numbers = program, program.steps, numbers
        self._base, self._moved = base, moved
        self.known: list[Any] = [None] * len(self.steps)
        self._exact: dict[int, Any] = {}

    def moved(self, place: int, value: Real) -> "Evaluation":
        """The program where one name has another number; what does not depend on it is not computed again."""
        there = Evaluation(self.program, (*self.numbers[:place], value, *self.numbers[place + 1:]), self, 1 << place)
        there.known = self.known.copy()
        for dependent in self.program.dependents[place]:
            there.known[dependent] = None
        return there

    def seen(self, place: int) -> Any:
        """A rational number, exact, or a ball around the number, not finite where it may be undefined."""
        value = self.known[place]
        if value is None:
            step = self.steps[place]
            if self._base is None or step.names & self._moved:
                value = _SEEN[step.operation](self, step)
            else:
                value = self._base.seen(place)
            self.known[place] = value
        return value

    def quick_sign(self, place: int) -> int | None:
        """The sign where a rational number or a ball decides it, else None."""
        value = self.seen(place)
        if isinstance(value, fmpq):
            return int(value > 0) - int(value < 0)
        return 1 if value > 0 else -1 if value < 0 else None

    def sign(self, place: int) -> int:
        """The sign, exactly; `UndefinedForm` where there is no value."""
        found = self.quick_sign(place)
        return sign_of(self.exact(place)) if found is None else found

    def exact(self, place: int) -> Number:
        """The exact number; `UndefinedForm` where there is none."""
        try:
            value: Number = self.tower(place)
        except UndefinedForm:
            raise
        except (ZeroDivisionError, RequestError) as error:
            raise UndefinedForm(f"a closed form has no value here: {error}") from None
        return value

    def tower(self, place: int) -> Any:
        """The exact number of a step, or the truth of a condition."""
        if place not in self._exact:
            seen, step = self.seen(place), self.program.steps[place]
            if isinstance(seen, (fmpq, bool)):
                return seen
            if self._base is not None and not step.names & self._moved:
                self._exact[place] = self._base.tower(place)
            else:
                self._exact[place] = _EXACT[step.operation](self, step)
        return self._exact[place]


def _seen_fold(fold: Callable[[Any, Any], Any]) -> Callable[[Evaluation, Step], Any]:
    def rule(run: Evaluation, step: Step) -> Any:
        known, total = run.known, None
        for place in step.operands:
            value = known[place]
            if value is None:
                value = run.seen(place)
            total = value if total is None else fold(total, value)
        return total

    return rule


def _seen_power(run: Evaluation, step: Step) -> Any:
    base = run.seen(step.operands[0])
    if step.detail >= 0:
        return base ** step.detail
    return arb.nan() if isinstance(base, fmpq) and base == 0 else ONE / base ** -step.detail


def _seen_root(run: Evaluation, step: Step) -> Any:
    base = run.seen(step.operands[0])
    if isinstance(base, fmpq):
        if base >= 0 and base.p.is_square() and base.q.is_square():
            return fmpq(base.p.isqrt(), base.q.isqrt())
        return arb(base).sqrt() if base > 0 else arb.nan()
    return base.sqrt()


def _seen_extreme(direction: int) -> Callable[[Evaluation, Step], Any]:
    def rule(run: Evaluation, step: Step) -> Any:
        values = [run.seen(place) for place in step.operands]
        if all(isinstance(value, fmpq) for value in values):
            return max(values) if direction > 0 else min(values)
        balls = map(arb, values)
        return reduce(arb.max if direction > 0 else arb.min, balls)

    return rule


def _seen_test(run: Evaluation, step: Step) -> Any:
    """True or False, or a ball that decides nothing."""
    found = run.quick_sign(step.operands[0])
    return arb.nan() if found is None else found in step.detail


def _seen_joint(joint: Callable[[Iterable[bool]], bool]) -> Callable[[Evaluation, Step], Any]:
    def rule(run: Evaluation, step: Step) -> Any:
        parts = [run.seen(place) for place in step.operands]
        return joint(parts) if all(isinstance(part, bool) for part in parts) else arb.nan()

    return rule


def _seen_cases(run: Evaluation, step: Step) -> Any:
    for condition, value in zip(step.operands[::2], step.operands[1::2], strict=True):
        found = run.seen(condition)
        if found is not False:
            return run.seen(value) if found is True else arb.nan()
    return arb.nan()


def _exact_extreme(direction: int) -> Callable[[Evaluation, Step], Any]:
    def rule(run: Evaluation, step: Step) -> Any:
        return reduce(lambda best, one: one if direction * sign_of(one - best) > 0 else best, map(run.tower, step.operands))

    return rule


def _exact_cases(run: Evaluation, step: Step) -> Any:
    for condition, value in zip(step.operands[::2], step.operands[1::2], strict=True):
        if run.tower(condition):
            return run.tower(value)
    raise RequestError("no case of the Piecewise applies")


def _seen_name(run: Evaluation, step: Step) -> Any:
    value = run.numbers[step.detail]
    return value if isinstance(value, fmpq) else ball_of_real(value)


_SEEN: dict[str, Callable[[Evaluation, Step], Any]] = {
    "name": _seen_name, "constant": lambda run, step: step.detail,
    "sum": _seen_fold(add), "product": _seen_fold(mul), "power": _seen_power, "root": _seen_root,
    "max": _seen_extreme(1), "min": _seen_extreme(-1), "abs": lambda run, step: abs(run.seen(step.operands[0])),
    "test": _seen_test, "all": _seen_joint(all), "any": _seen_joint(any), "cases": _seen_cases}
_EXACT: dict[str, Callable[[Evaluation, Step], Any]] = {
    "name": lambda run, step: exact_of_real(run.numbers[step.detail]), "constant": lambda run, step: step.detail,
    "sum": lambda run, step: reduce(add, map(run.tower, step.operands)),
    "product": lambda run, step: reduce(mul, map(run.tower, step.operands)),
    "power": lambda run, step: run.tower(step.operands[0]) ** step.detail,
    "root": lambda run, step: square_root(run.tower(step.operands[0])),
    "max": _exact_extreme(1), "min": _exact_extreme(-1), "abs": lambda run, step: abs(run.tower(step.operands[0])),
    "test": lambda run, step: sign_of(run.tower(step.operands[0])) in step.detail,
    "all": lambda run, step: all(map(run.tower, step.operands)), "any": lambda run, step: any(map(run.tower, step.operands)),
    "cases": _exact_cases}
