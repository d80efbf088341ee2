"""A program run on exact numbers at one point.

In:  a `Program`, or one SymPy expression, and an exact number for each of its names.
Out: values and signs, all exact.  Raises `UndefinedForm` where a form has no value.
1. where everything is rational, compute with rationals;
2. where a root occurs, compute with balls of 60 digits; a ball that excludes zero has a sign;
3. else compute exactly, in the tower of square roots.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any, TypeVar

import sympy as sp
from flint import arb, ctx, fmpq

from symbolic_alliance.closed_form.program import Program, Step, compile_program
from symbolic_alliance.closed_form.surd import ONE, WORKING_DIGITS, Number, Surd, number, sign_of, square_root
from symbolic_alliance.closed_form.value import Delayed, Real, ball, exact, plain
from symbolic_alliance.errors import RequestError

Found = TypeVar("Found")


class UndefinedForm(RequestError):
    """A closed form has no value at a point: a division by zero, the root of a negative number, or no case applies."""

    def __init__(self, reason: str, form: object = "a closed form", where: str = " here") -> None:
        super().__init__(f"{form} has no value{where}: {reason}")
        self.reason = reason


def evaluate(expression: sp.Expr, point: Mapping[str, Any]) -> Fraction | Surd:
    """Evaluate a closed form exactly at a point; `UndefinedForm` where it has no value there.

    >>> k = sp.Symbol("k", real=True)
    >>> evaluate(sp.sqrt(1 / k), {"k": Fraction(1, 9)}), evaluate(sp.sqrt(k), {"k": Fraction(1, 2)})
    (Fraction(3, 1), 1/2*sqrt(2))
    """
    return plain(_ask(Evaluation.exact, expression, point))


def sign(expression: sp.Expr, point: Mapping[str, Any]) -> int:
    """Decide the sign of a closed form at a point, exactly: -1, 0 or 1.

    >>> k = sp.Symbol("k", real=True)
    >>> sign(sp.sqrt(k) - k, {"k": Fraction(1, 4)}), sign(sp.sqrt(k) - k, {"k": Fraction(1)})
    (1, 0)
    """
    return _ask(Evaluation.sign, expression, point)


def holds_at(slack: sp.Expr, point: Mapping[str, Any], *, strictly: bool = False) -> bool:
    """Whether a closed form is >= 0 at a point, or > 0; one that has no value there is neither."""
    try:
        return sign(slack, point) >= strictly
    except UndefinedForm:
        return False


def _ask(question: "Callable[[Evaluation, int], Found]", expression: sp.Expr, point: Mapping[str, Any]) -> Found:
    """Ask about one form at a point; where it has no value, say which form it is and what the point is."""
    program = compile_program([expression], tuple(point))
    run, place = Evaluation.at(program, point), program.places[expression]
    try:
        with ctx.workdps(WORKING_DIGITS):
            return question(run, place)
    except UndefinedForm as error:
        used = [f"{name} = {value}" for index, (name, value) in enumerate(zip(program.names, run.numbers, strict=True))
                if program.steps[place].names & (1 << index)]
        raise UndefinedForm(error.reason, expression, f" at {', '.join(used)}" if used else "") from None


class Evaluation:
    """The numbers of a program at one point, each computed when it is first asked for.

    Run it within ``ctx.workdps(WORKING_DIGITS)``: the balls have the precision in force.  A name may be without a number
    (None) while nothing that depends on it is asked for.

    >>> k, m = sp.symbols("k m", real=True)
    >>> program = compile_program([sp.sqrt(m / k) - m], ("k", "m"))
    >>> here = Evaluation.at(program, {"k": Fraction(1, 2), "m": 1})
    >>> here.exact(program.places[sp.sqrt(m / k) - m]), here.sign(program.places[sp.sqrt(m / k) - m])
    (-1 + sqrt(2), 1)
    """

    def __init__(self, program: Program, numbers: Sequence[Real | None], base: "Evaluation | None" = None,
                 moved: int = 0) -> None:
        self.program, self.steps, self.numbers = program, program.steps, tuple(numbers)
        self._base, self._moved = base, moved
        self.known: list[Any] = [None] * len(self.steps)
        self._exact: dict[int, Any] = {}

    @classmethod
    def at(cls, program: Program, point: Mapping[str, Any]) -> "Evaluation":
        """The program at a point that gives an exact number for each of its names."""
        return cls(program, [number(point[name]) for name in program.names])

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
        if value > 0:
            return 1
        return -1 if value < 0 else 0 if isinstance(value, fmpq) else None

    def value(self, place: int) -> Real:
        """The number, exactly only on demand; `UndefinedForm` where there is none."""
        seen = self.seen(place)
        if isinstance(seen, fmpq):
            return seen
        return Delayed(seen, lambda: self.exact(place)) if seen.is_finite() else self.exact(place)

    def sign(self, place: int) -> int:
        """The sign, exactly; `UndefinedForm` where there is no value."""
        found = self.quick_sign(place)
        return sign_of(self.exact(place)) if found is None else found

    def holds(self, slacks: Iterable[tuple[int, bool]]) -> bool:
        """Whether every slack is >= 0, and > 0 where it is strict; one that has no value does not hold.

        What a ball decides is looked at first.
        """
        doubtful = []
        for place, is_strict in slacks:
            found = self.quick_sign(place)
            if found is None:
                doubtful.append((place, is_strict))
            elif found < is_strict:
                return False
        try:
            return all(sign_of(self.exact(place)) >= is_strict for place, is_strict in doubtful)
        except UndefinedForm:
            return False

    def exact(self, place: int) -> Number:
        """The exact number; `UndefinedForm` where there is none."""
        try:
            value: Number = self.tower(place)
        except UndefinedForm:
            raise
        except (ZeroDivisionError, RequestError) as error:
            raise UndefinedForm("division by zero" if isinstance(error, ZeroDivisionError) else str(error)) from None
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


def _seen_extreme(exactly: Callable[[Any], fmpq], of_balls: Callable[[arb, arb], arb]) -> Callable[[Evaluation, Step], Any]:
    def rule(run: Evaluation, step: Step) -> Any:
        values = [run.seen(place) for place in step.operands]
        is_rational = all(isinstance(value, fmpq) for value in values)
        return exactly(values) if is_rational else reduce(of_balls, map(arb, values))

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


def _exact_cases(run: Evaluation, step: Step) -> Any:
    for condition, value in zip(step.operands[::2], step.operands[1::2], strict=True):
        if run.tower(condition):
            return run.tower(value)
    raise RequestError("no case of the Piecewise applies")


def _seen_name(run: Evaluation, step: Step) -> Any:
    value = run.numbers[step.detail]
    return value if isinstance(value, fmpq) else ball(value)


_SEEN: dict[str, Callable[[Evaluation, Step], Any]] = {
    "name": _seen_name, "constant": lambda run, step: step.detail,
    "sum": _seen_fold(add), "product": _seen_fold(mul), "power": _seen_power, "root": _seen_root,
    "max": _seen_extreme(max, arb.max), "min": _seen_extreme(min, arb.min),
    "abs": lambda run, step: abs(run.seen(step.operands[0])),
    "test": _seen_test, "all": _seen_joint(all), "any": _seen_joint(any), "cases": _seen_cases}
_EXACT: dict[str, Callable[[Evaluation, Step], Any]] = {
    "name": lambda run, step: exact(run.numbers[step.detail]), "constant": lambda run, step: step.detail,
    "sum": lambda run, step: reduce(add, map(run.tower, step.operands)),
    "product": lambda run, step: reduce(mul, map(run.tower, step.operands)),
    "power": lambda run, step: run.tower(step.operands[0]) ** step.detail,
    "root": lambda run, step: square_root(run.tower(step.operands[0])),
    "max": lambda run, step: max(map(run.tower, step.operands)), "min": lambda run, step: min(map(run.tower, step.operands)),
    "abs": lambda run, step: abs(run.tower(step.operands[0])),
    "test": lambda run, step: sign_of(run.tower(step.operands[0])) in step.detail,
    "all": lambda run, step: all(map(run.tower, step.operands)), "any": lambda run, step: any(map(run.tower, step.operands)),
    "cases": _exact_cases}
