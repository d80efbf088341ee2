"""The results of a derivation as a list, all of them or some.

In:  a derivation; perhaps a pattern for names, such as ``k_*``, and words that a result is of: a kind, a verdict or a grade.
Out: the results that fit, as text in columns or as plain values.  Raises `RequestError` for what fits nothing.
"""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from symbolic_alliance.closed_form.plain_text import aligned
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.errors import RequestError, near
from symbolic_alliance.interface.show import NamedResult, results


def is_pattern(name: str, derivation: Derivation) -> bool:
    """Whether a name has * or ? in it and is that of no result."""
    return any(mark in name for mark in "*?") and name not in [one.name for one in results(derivation)]


def listing(derivation: Derivation, pattern: str = "*", words: Sequence[str] = ()) -> tuple[NamedResult, ...]:
    """Return the results whose name fits a pattern and that are of all of these kinds, verdicts or grades."""
    every = results(derivation)
    known = [word for one in every for word in (one.kind, one.verdict, one.grade) if word]
    for word in words:
        if word not in known:
            raise RequestError(f"no result of {derivation.name} is a {word}{near(word, dict.fromkeys(known))}")
    found = tuple(one for one in every if fnmatchcase(one.name, pattern)
                  and all(word in (one.kind, one.verdict, one.grade) for word in words))
    if not found:
        told = " that is ".join((pattern, *words))
        raise RequestError(f"{derivation.name} has no result {told}; 'show {derivation.name}' lists all")
    return found


def listing_text(found: Sequence[NamedResult]) -> str:
    """Results in columns: the name, the kind, and of a claim the verdict and the grade."""
    return "\n".join(aligned([(one.name, one.kind, one.verdict, one.grade) for one in found]))


def listing_values(found: Sequence[NamedResult]) -> list[dict[str, Any]]:
    """The same as plain values."""
    return [{"name": one.name, "kind": one.kind, "verdict": one.verdict or None, "grade": one.grade or None} for one in found]
