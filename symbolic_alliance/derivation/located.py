"""Theorems that travel between processes: by the project, the derivation and the name that their functions are found by.

In:  the theorems of a model that has been read, and a function that reads it again elsewhere.
Out: the same theorems, whose functions can be pickled: the modules of derivations are nobody's to import.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from symbolic_alliance.claims.theorems import PaperTheorem, Setting, Stated
from symbolic_alliance.errors import RequestError

TheoremReader = Callable[[Path, str], tuple[PaperTheorem, ...]]


@dataclass(frozen=True)
class Located:
    """A theorem's function, the place that it is found at, and who finds it; ``edition`` is that of its files."""

    root: Path
    derivation: str
    edition: str
    theorem: str
    function: Callable[[Setting], Stated] = field(compare=False, repr=False)
    read: TheoremReader = field(compare=False, repr=False)

    @property
    def __name__(self) -> str:
        return self.theorem

    @property
    def __wrapped__(self) -> Callable[[Setting], Stated]:
        return self.function

    def __call__(self, setting: Setting) -> Stated:
        return self.function(setting)

    def __reduce__(self) -> tuple[object, ...]:
        return _found, (self.read, self.root, self.derivation, self.edition, self.theorem)


def located(theorems: tuple[PaperTheorem, ...], root: Path, derivation: str, edition: str, read: TheoremReader
            ) -> tuple[PaperTheorem, ...]:
    """The theorems with functions that know where they are found."""
    return tuple(replace(one, function=Located(root.resolve(), derivation, edition, one.name, one.function, read))
                 for one in theorems)


def _found(read: TheoremReader, root: Path, derivation: str, edition: str, name: str) -> Callable[[Setting], Stated]:
    """The function at a place; `RequestError` where it is no longer there."""
    for theorem in _theorems(read, root, derivation, edition):
        if theorem.name == name:
            return theorem.function
    raise RequestError(f"{derivation} in {root} has no theorem {name} any more")


@lru_cache(maxsize=8)
def _theorems(read: TheoremReader, root: Path, derivation: str, edition: str) -> tuple[PaperTheorem, ...]:
    return read(root, derivation)
