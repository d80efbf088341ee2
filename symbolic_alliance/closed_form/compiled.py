"""A program compiled for arrays: the same floats as `arrays`, point by point in machine code, where numba is installed.

In:  a program, and the place of the wanted form.
Out: a NumPy ufunc of the names that the form depends on; None without numba.
Method: the steps become a syntax tree of Python, never text, which numba compiles.  Each step is worked out where it is first
needed: of cases only those up to the first that holds, of joint conditions only those up to the first that settles them.
"""

import ast
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from symbolic_alliance.closed_form.program import Program, Step

FEWEST = 2_000_000  # points for which a compilation, which takes seconds, pays
ARITHMETIC: dict[str, ast.operator] = {"sum": ast.Add(), "product": ast.Mult()}
CALLS = {"root": "sqrt", "max": "maximum", "min": "minimum", "abs": "abs"}
COMPARISONS: dict[object, ast.cmpop] = {
    "exceeds": ast.Gt(), "reaches": ast.GtE(), (1,): ast.Gt(), (0, 1): ast.GtE(), (-1,): ast.Lt(), (-1, 0): ast.LtE(),
    (0,): ast.Eq(), (-1, 1): ast.NotEq()}


@lru_cache(maxsize=64)
def compiled(program: Program, place: int) -> Callable[..., Any] | None:
    """The form as a ufunc, its arguments in the order of `needed_names`; compiled once.

    >>> import sympy as sp
    >>> from symbolic_alliance.closed_form.program import compile_program
    >>> k = sp.Symbol("k", real=True)
    >>> root = compiled(compile_program([sp.sqrt(k)], ("k",)), 1)
    >>> root is None or root(np.array([4.0, 0.25])).tolist()
    [2.0, 0.5]
    """
    try:
        import numba
    except ImportError:
        return None
    names = needed_names(program, place)
    signature = f"float64({', '.join(['float64'] * len(names))})"
    return numba.vectorize([signature])(_python(program, place, names)) if names else None


def needed_names(program: Program, place: int) -> tuple[str, ...]:
    """The names that a form depends on, in the program's order."""
    return tuple(name for number, name in enumerate(program.names) if program.steps[place].names & (1 << number))


def _python(program: Program, place: int, names: Sequence[str]) -> FunctionType:
    """The form as a Python function of floats."""
    known = {at: f"x{step.detail}" for at, step in enumerate(program.steps) if step.operation == "name"}
    writer, body = _StepWriter(program), list[ast.stmt]()
    result = writer.value(place, body, known)
    arguments = ast.arguments([], [ast.arg(f"x{program.names.index(name)}") for name in names], None, [], [], None, [])
    function = ast.FunctionDef("form", arguments, [*body, ast.Return(result)], [])
    whole = compile(ast.fix_missing_locations(ast.Module([function], [])), "<a closed form>", "exec")
    code = next(one for one in whole.co_consts if isinstance(one, CodeType))
    return FunctionType(code, {"np": np})


class _StepWriter:
    """Writes steps as statements; ``known`` says which variables hold which steps where a statement stands."""

    def __init__(self, program: Program) -> None:
        self._steps, self._count = program.steps, 0

    def value(self, place: int, body: list[ast.stmt], known: dict[int, str]) -> ast.expr:
        """The value of a step, worked out at the end of the body where it is not known there."""
        if place not in known:
            step = self._steps[place]
            if step.operation in ("all", "any"):
                known[place] = self._joint(step, body, dict(known))
            elif step.operation == "cases":
                known[place] = self._cases(step, body, dict(known))
            else:
                known[place] = self._assign(_formula(step, [self.value(one, body, known) for one in step.operands]), body)
        return _name(known[place])

    def _joint(self, step: Step, body: list[ast.stmt], known: dict[int, str]) -> str:
        """Whether all hold, or any: nested, so that the first that settles it is the last that is asked."""
        is_all = step.operation == "all"
        found = self._assign(ast.Constant(not is_all), body)
        for part in step.operands:
            test, inner = self.value(part, body, known), list[ast.stmt]()
            body.append(ast.If(test if is_all else ast.UnaryOp(ast.Not(), test), inner, []))
            body = inner
        body.append(_set(found, ast.Constant(is_all)))
        return found

    def _cases(self, step: Step, body: list[ast.stmt], known: dict[int, str]) -> str:
        found = self._assign(_numpy("nan"), body)
        for condition, then in zip(step.operands[::2], step.operands[1::2], strict=True):
            test, inside, beyond = self.value(condition, body, known), list[ast.stmt](), list[ast.stmt]()
            inside.append(_set(found, self.value(then, inside, dict(known))))
            body.append(ast.If(test, inside, beyond))
            body = beyond
        body.append(ast.Pass())
        return found

    def _assign(self, value: ast.expr, body: list[ast.stmt]) -> str:
        self._count += 1
        body.append(_set(f"v{self._count}", value))
        return f"v{self._count}"


def _formula(step: Step, parts: list[ast.expr]) -> ast.expr:
    """One operation on values that have been worked out."""
    operation = step.operation
    if operation == "constant":
        return ast.Constant(int(step.detail.p) / int(step.detail.q))
    if operation in ARITHMETIC:
        return reduce(lambda one, other: ast.BinOp(one, ARITHMETIC[operation], other), parts)
    if operation == "power":
        power = reduce(lambda one, other: ast.BinOp(one, ast.Mult(), other), parts * abs(step.detail))
        return power if step.detail > 0 else ast.BinOp(ast.Constant(1.0), ast.Div(), power)
    if operation in CALLS:
        return reduce(lambda one, other: _call(operation, one, other), parts) if len(parts) > 1 else _call(operation, *parts)
    against = 0.0 if operation == "test" else step.detail
    return ast.Compare(parts[0], [COMPARISONS[step.detail if operation == "test" else operation]], [ast.Constant(against)])


def _call(operation: str, *parts: ast.expr) -> ast.expr:
    return ast.Call(_numpy(CALLS[operation]), list(parts), [])


def _numpy(name: str) -> ast.expr:
    return ast.Attribute(_name("np"), name, ast.Load())


def _name(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _set(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)
