"""A program run on NumPy arrays: floats, for plots and sweeps, never for a decision that has to be right.

In:  a program, the places of the wanted forms, and an array for each name; shapes broadcast.
Out: arrays of floats, nan where a form has no value.

The arrays are cut into blocks that fit the processor's cache, and what does not depend on a name that is cut is computed on
its own smaller shape.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from math import prod
from typing import Any, TypeAlias

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbolic_alliance.closed_form.program import Program, Step, compile_program

Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]
BLOCK = 8192


def run(program: Program, wanted: Sequence[int], arrays: Mapping[str, Floats]) -> tuple[Floats, ...]:
    """Evaluate forms on arrays; every name that a wanted form depends on has one.

    >>> k = sp.Symbol("k", real=True)
    >>> program = compile_program([1 / sp.sqrt(k)], ("k",))
    >>> run(program, [program.places[1 / sp.sqrt(k)]], {"k": np.array([4.0, 0.25, -1.0])})
    (array([0.5, 2. , nan]),)
    """
    return blockwise(lambda part: steps(program, wanted, part), len(wanted), arrays)


def values(expression: sp.Expr, arrays: Mapping[str, Floats]) -> Floats:
    """Evaluate one form on arrays of one shape, nan where it has no value; `RequestError` where it holds another name."""
    program = compile_program([expression], tuple(arrays))
    return run(program, [program.places[expression]], arrays)[0]


def in_some_case(cases: Iterable[Iterable[Floats]], least: float, size: int) -> Mask:
    """Where in some case every value exceeds a number; one that is nan does not."""
    found = np.zeros(size, dtype=bool)
    for case in cases:
        found |= reduce(np.logical_and, (values > least for values in case), np.ones(size, dtype=bool))
    return found


def blockwise(function: Callable[[Mapping[str, Floats]], Sequence[Any]], count: int,
              arrays: Mapping[str, Floats], kind: type = np.float64) -> tuple[Any, ...]:
    """Apply a function with ``count`` results to arrays block by block."""
    shape = np.broadcast_shapes(*(array.shape for array in arrays.values()))
    found: tuple[Any, ...] = tuple(np.empty(shape, dtype=kind) for _ in range(count))
    if not shape:
        shape, found = (1,), tuple(one.reshape(1) for one in found)
    rows = max(1, BLOCK // max(1, prod(shape[1:])))
    with np.errstate(all="ignore"):
        for start in range(0, shape[0], rows):
            part = {name: array[start:start + rows] if array.ndim == len(shape) and array.shape[0] > 1 else array
                    for name, array in arrays.items()}
            for one, values in zip(found, function(part), strict=True):
                one[start:start + rows] = values
    return found if any(array.ndim for array in arrays.values()) else tuple(one[0] for one in found)


def steps(program: Program, wanted: Sequence[int], arrays: Mapping[str, Floats]) -> list[Any]:
    """The wanted forms on one block."""
    values: dict[int, Any] = {}
    for place in program.needed(wanted):
        step = program.steps[place]
        if step.operation == "name":
            values[place] = arrays[program.names[step.detail]]
        else:
            values[place] = _RULES[step.operation](step, [values[operand] for operand in step.operands])
    return [values[place] for place in wanted]


def _power(step: Step, parts: list[Any]) -> Any:
    base, exponent = parts[0], step.detail
    power = reduce(np.multiply, [base] * abs(exponent))
    return np.divide(1.0, power) if exponent < 0 else power


def _cases(step: Step, parts: list[Any]) -> Any:
    value: Any = np.nan
    for condition, then in reversed(list(zip(parts[::2], parts[1::2], strict=True))):
        value = np.where(condition, then, value)
    return value


_TESTS: dict[tuple[int, ...], Callable[[Any, Any], Any]] = {
    (1,): np.greater, (0, 1): np.greater_equal, (-1,): np.less, (-1, 0): np.less_equal, (0,): np.equal, (-1, 1): np.not_equal}
_RULES: dict[str, Callable[[Step, list[Any]], Any]] = {
    "constant": lambda step, parts: np.float64(int(step.detail.p) / int(step.detail.q)),
    "sum": lambda step, parts: reduce(np.add, parts), "product": lambda step, parts: reduce(np.multiply, parts),
    "power": _power, "root": lambda step, parts: np.sqrt(parts[0]), "cases": _cases,
    "max": lambda step, parts: reduce(np.maximum, parts), "min": lambda step, parts: reduce(np.minimum, parts),
    "abs": lambda step, parts: np.abs(parts[0]),
    "exceeds": lambda step, parts: np.greater(parts[0], step.detail),
    "reaches": lambda step, parts: np.greater_equal(parts[0], step.detail),
    "test": lambda step, parts: _TESTS[step.detail](parts[0], 0.0),
    "all": lambda step, parts: reduce(np.logical_and, parts, np.True_),
    "any": lambda step, parts: reduce(np.logical_or, parts, np.False_)}
