"""Many closed forms over the same names as one program, in which nothing is computed twice.

In:  SymPy expressions made of rational operations, square roots, Max, Min, Abs and Piecewise, and the names in them.
Out: a `Program` of steps, each of earlier ones only.  It is run on exact numbers in `evaluation` and on arrays in `arrays`.
Raises `RequestError` for an expression that is no closed form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, NamedTuple

import sympy as sp
from flint import fmpq
from sympy.core.relational import Relational

from symbolic_alliance.errors import RequestError

OPERATIONS: dict[type, str] = {sp.Add: "sum", sp.Mul: "product", sp.Max: "max", sp.Min: "min", sp.Abs: "abs"}
ACCEPTED_SIGNS: dict[type, tuple[int, ...]] = {
    sp.Gt: (1,), sp.Ge: (0, 1), sp.Lt: (-1,), sp.Le: (-1, 0), sp.Eq: (0,), sp.Ne: (-1, 1)}


class Step(NamedTuple):
    """One operation on earlier steps.

    ``detail`` is the place of a name, the value of a constant, the exponent of a power, the signs that a test accepts, or the
    float that a number is compared with;
    ``names`` has a bit for every name that the step depends on.
    """

    operation: str
    operands: tuple[int, ...] = ()
    detail: Any = None
    names: int = 0


@dataclass(frozen=True, eq=False)
class Program:
    """Steps, each of earlier ones only; ``places`` says at which step a compiled expression, or a part of one, stands.

    >>> k = sp.Symbol("k", real=True)
    >>> program = compile_program([sp.sqrt(k) - 2, sp.sqrt(k)], ("k",))
    >>> [(step.operation, *step.operands) for step in program.steps]
    [('constant',), ('name',), ('root', 1), ('sum', 0, 2)]
    >>> program.places[sp.sqrt(k) - 2]
    3
    """

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    places: dict[sp.Basic, int]

    @cached_property
    def dependents(self) -> tuple[tuple[int, ...], ...]:
        """For each name the steps that depend on it."""
        return tuple(tuple(place for place, step in enumerate(self.steps) if step.names & (1 << name))
                     for name in range(len(self.names)))

    def needed(self, wanted: Iterable[int]) -> tuple[int, ...]:
        """The steps that the wanted ones depend on, themselves included, in order."""
        found = dict.fromkeys(wanted)
        for place in range(max(found, default=-1), -1, -1):
            if place in found:
                found |= dict.fromkeys(self.steps[place].operands)
        return tuple(sorted(found))


def compile_program(expressions: Iterable[sp.Expr], names: Sequence[str]) -> Program:
    """Compile closed forms together; `RequestError` names a symbol without a value, or what is no closed form."""
    compiler = Compiler(names)
    for expression in expressions:
        compiler.place(expression)
    return compiler.program


class Compiler:
    """Collects the steps of one expression after the other; a step that is known already is not added again."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names, self.steps, self.places = tuple(names), list[Step](), dict[sp.Basic, int]()
        self._known: dict[Step, int] = {}
        self._index = {sp.Symbol(name, real=True): place for place, name in enumerate(names)}

    @classmethod
    def extending(cls, program: Program) -> "Compiler":
        """A compiler that goes on where a program ends; its places stay what they are."""
        compiler = cls(program.names)
        compiler.steps, compiler.places = list(program.steps), dict(program.places)
        compiler._known = {step: place for place, step in enumerate(program.steps)}
        return compiler

    def put(self, name: int, value: int, wanted: Iterable[int]) -> dict[int, int]:
        """The places of the wanted forms, and of what they are made of, with a step in the place of a name.

        >>> k, m = sp.symbols("k m", real=True)
        >>> compiler = Compiler(("k", "m"))
        >>> square, root = compiler.place(k**2), compiler.place(sp.sqrt(m))
        >>> compiler.put(0, root, [square])[square] == compiler.step("power", (root,), 2)
        True
        """
        found: dict[int, int] = {}
        for place in self.program.needed(wanted):
            step = self.steps[place]
            if not step.names & (1 << name):
                found[place] = place
            elif step.operation == "name":
                found[place] = value
            else:
                found[place] = self.step(step.operation, tuple(found[one] for one in step.operands), step.detail)
        return found

    @property
    def program(self) -> Program:
        """What has been compiled so far."""
        return Program(self.names, tuple(self.steps), dict(self.places))

    def place(self, expression: sp.Expr) -> int:
        """The step at which an expression stands."""
        try:
            return self._place(expression)
        except KeyError:
            unknown = sorted(str(symbol) for symbol in expression.free_symbols if symbol not in self._index)
            raise RequestError(f"{expression} needs a value for {', '.join(unknown)}; values are known for "
                               f"{', '.join(self.names) or 'nothing'}") from None

    def _place(self, expression: sp.Basic) -> int:
        if expression not in self.places:
            self.places[expression] = self._new(expression)
        return self.places[expression]

    def step(self, operation: str, operands: tuple[int, ...] = (), detail: Any = None, names: int = 0) -> int:
        """The place of an operation on earlier steps.

        Beside what a closed form is made of there are ``exceeds`` and ``reaches``, tests against a float, for arrays alone.
        """
        names = reduce(lambda found, one: found | self.steps[one].names, operands, names)
        step = Step(operation, operands, detail, names)
        if step not in self._known:
            self._known[step] = len(self.steps)
            self.steps.append(step)
        return self._known[step]

    def _new(self, expression: sp.Basic) -> int:
        if isinstance(expression, sp.Symbol):
            place = self._index[expression]
            return self.step("name", detail=place, names=1 << place)
        if isinstance(expression, sp.Rational):
            return self.step("constant", detail=fmpq(int(expression.p), int(expression.q)))
        if isinstance(expression, sp.Pow):
            return self._power(expression)
        if isinstance(expression, sp.Piecewise):
            return self.step("cases", tuple(self._place(part) for value, test in expression.args for part in (test, value)))
        if isinstance(expression, (Relational, sp.And, sp.Or)) or expression in (sp.true, sp.false):
            return self._condition(expression)
        operation = next((name for kind, name in OPERATIONS.items() if isinstance(expression, kind)), None)
        if operation is None:
            raise RequestError(f"{expression} is no closed form: only rational operations, square roots, Max, Min, Abs and "
                               "Piecewise can be evaluated exactly")
        return self.step(operation, tuple(map(self._place, expression.args)))

    def _power(self, expression: sp.Pow) -> int:
        halves = 2 * expression.exp
        if not halves.is_Integer:
            raise RequestError(f"{expression} is no closed form: an exponent is a whole number or a half")
        base = self._place(expression.base)
        if halves % 2 == 0:
            return self.step("power", (base,), int(halves) // 2)
        root = self.step("root", (base,))
        return root if halves == 1 else self.step("power", (root,), int(halves))

    def _condition(self, condition: sp.Basic) -> int:
        if isinstance(condition, (sp.And, sp.Or)):
            joint = "all" if isinstance(condition, sp.And) else "any"
            return self.step(joint, tuple(map(self._place, sp.ordered(condition.args))))
        if condition in (sp.true, sp.false):
            return self.step("all" if condition == sp.true else "any")
        return self.step("test", (self._place(condition.lhs - condition.rhs),), ACCEPTED_SIGNS[type(condition)])
