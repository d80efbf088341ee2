"""What the formulas of a derivation are written with: its names by their LaTeX, which of them are functions, what is defined.

In:  the formulas of a document.
Out: a `Vocabulary`, with which a text is read back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from symbolic_alliance.typeset.latex_reader import PrintedName
from symbolic_alliance.typeset.layout import Applied, Layout, Marked, Name, Relation, Word, unfold
from symbolic_alliance.typeset.tex import inline


@dataclass(frozen=True)
class Vocabulary:
    """The names that a text may use; ``defined`` are the formulas in which one of them is said to be equal to something."""

    names: Mapping[str, PrintedName]
    functions: frozenset[PrintedName]
    defined: Mapping[str, tuple[Relation, ...]]
    twice: tuple[str, ...]


def vocabulary(formulas: Iterable[Layout]) -> Vocabulary:
    """Collect the names, functions and definitions of formulas, and what prints two names alike.

    >>> k, twin = Name("k", "k"), Name("k_2", "k")
    >>> vocabulary([Relation(k, (("=", twin),))]).twice
    ('k stands for k and for k_2',)
    """
    names: dict[str, PrintedName] = {}
    functions: dict[PrintedName, None] = {}
    defined: dict[str, list[Relation]] = {}
    twice: dict[str, None] = {}
    for formula in formulas:
        for part in _parts(formula):
            if isinstance(part, (Name, Marked)):
                known = names.setdefault(inline(part), part)
                if isinstance(known, Name) and isinstance(part, Name) and known.name != part.name:
                    twice.setdefault(f"{inline(part)} stands for {known.name} and for {part.name}")
            if isinstance(part, Applied) and isinstance(part.function, (Name, Marked)):
                functions.setdefault(part.function)
            if isinstance(part, Relation) and isinstance(part.first, (Name, Marked)) and part.steps[0][0] in ("=", ":="):
                defined.setdefault(inline(part.first), []).append(part)
    return Vocabulary(names, frozenset(functions), {name: tuple(group) for name, group in defined.items()}, tuple(twice))


def _parts(formula: Layout) -> Iterator[Layout]:
    for part in unfold(formula):
        yield part
        if isinstance(part, Applied) and not isinstance(part.function, Word):
            yield part.function
