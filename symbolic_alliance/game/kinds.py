"""What the fields of a declaration may hold; what is of another kind is refused in a sentence that names the field.

In:  a value as an author wrote it, and what it is the value of.
Out: the value as it is kept; a list where a tuple is meant becomes one.  Raises `ModelError`.
"""

import inspect
from collections.abc import Mapping
from typing import Any, TypeVar

import sympy as sp

from symbolic_alliance.errors import ModelError

Kind = TypeVar("Kind")


def text(value: object, what: str) -> str:
    """Return text that is not empty.

    >>> text("", "a player's name")
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: a player's name is '': write text that is not empty
    """
    if not isinstance(value, str) or not value.strip():
        raise ModelError(f"{what} is {shown(value)}: write text that is not empty")
    return value


def one(value: object, kind: type[Kind] | tuple[type[Kind], ...], what: str, example: str) -> Kind:
    """Return a value of one of these kinds.

    >>> one("m", int, "the number", "3")
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: the number is 'm': write 3
    """
    if not isinstance(value, kind):
        raise ModelError(f"{what} is {shown(value)}: write {example}")
    return value


def several(values: object, kind: type[Kind], what: str, example: str) -> tuple[Kind, ...]:
    """Return values of one kind as a tuple.

    >>> several(("A", 3), str, "the players", "'A'")
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: one of the players is 3: write 'A'
    >>> several("AB", str, "the players", "'A'")
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: the players are a tuple, such as ('A',), not 'AB'
    """
    if not isinstance(values, (tuple, list)):
        raise ModelError(f"{what} are a tuple, such as ({example},), not {shown(values)}")
    return tuple(one(value, kind, f"one of {what}", example) for value in values)


def mapping(value: object, what: str, example: str) -> Mapping[Any, Any]:
    """Return a mapping whose keys are text that is not empty.

    >>> mapping([1], "outcome war", '{"A": 1}')
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.ModelError: outcome war: [1] is no mapping of names, such as {"A": 1}
    """
    if not isinstance(value, Mapping):
        raise ModelError(f"{what}: {shown(value)} is no mapping of names, such as {example}")
    for key in value:
        if not isinstance(key, str) or not key.strip():
            raise ModelError(f"{what}: {shown(key)} is no name: write text, such as {example}")
    return value


def shown(value: object) -> str:
    """Spell a value that is short; name the kind of any other.

    >>> shown(None), shown("m"), shown(lambda: 1), shown(sp.Symbol("m"))
    ('None', "'m'", 'a function', 'm')
    """
    is_plain = isinstance(value, (str, int, float, complex, list, tuple, dict, set, sp.Basic, type(None)))
    spelt = repr(value) if is_plain else ""
    if spelt and len(spelt) <= 80 and " object at 0x" not in spelt:
        return spelt
    name = "function" if inspect.isroutine(value) else type(value).__name__
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
