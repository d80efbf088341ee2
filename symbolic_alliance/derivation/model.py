"""What an author declares: a game, what it is compared with, and what is asserted about it.

In:  a `Model`, which a derivation exposes as ``DERIVATION``; or its fields, each as a global of that name in capitals.
Out: the `Model`, whole and frozen; or a `ModelError` in one sentence, the same for both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from inspect import cleandoc
from types import ModuleType, NoneType
from typing import Any

import sympy as sp

from symbolic_alliance.claims.theorems import theorems_of
from symbolic_alliance.claims.theorems.language import PaperTheorem
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.game.frozen import Frozen
from symbolic_alliance.game.kinds import shown
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Game, Outcome

KINDS: dict[str, type | tuple[type, ...]] = {
    "game": Game, "benchmark": (Game, NoneType), "effects": Mapping, "held_fixed": Mapping, "example": Mapping,
    "companions": tuple, "theorems": (ModuleType, tuple), "sentences": Mapping, "abbreviations": Mapping, "variant_of": str,
    "references": tuple, "authors": str, "about": str, "name": str}


@dataclass(frozen=True)
class Reference:
    """A work that a model refers to; ``source`` is the journal with volume and pages, or the publisher.

    >>> Reference("nash1950", "Nash, J. F.", 1950, "The Bargaining Problem", "Econometrica 18(2), 155-162").entry
    'Nash, J. F. (1950). The Bargaining Problem. Econometrica 18(2), 155-162.'
    """

    key: str
    author: str
    year: int
    title: str
    source: str

    @property
    def entry(self) -> str:
        """The entry in a list of references."""
        signed = f"{self.author} ({self.year}). " if self.author else ""
        return f"{signed}{self.title}. {self.source}{'' if self.author else f', {self.year}'}."


@dataclass(frozen=True, kw_only=True)
class Model:
    """A game, the benchmark that it is compared with, and what is asserted about both.

    ``benchmark`` is a subgame of the game.  ``effects`` names the changes that matter, from the outcome in the benchmark to
    the outcome in the game; ``held_fixed`` says at what value the game's choices that the benchmark leaves out are thought
    to be.  ``example`` is the point of the worked example, the witness where it is empty.  ``companions`` are further games
    that the ``theorems`` speak of: a module that states them, or the functions themselves.  ``sentences`` are those of the
    source that the theorems answer, by the number of the question.  ``abbreviations`` are letters for what recurs in print.
    ``variant_of`` names the derivation whose theorems are tried on this one, where that is what it is for.  ``references``
    are the works that it refers to, and ``authors`` those who sign the appendix.  ``about`` is what the author says of it
    all, the docstring of the file where it is empty; ``name`` is that of the file, and ``edition`` a hash of its files as
    they were when it was read.
    """

    game: Game
    benchmark: Game | None = None
    effects: Mapping[tuple[str, str], str] = field(default_factory=dict, hash=False)
    held_fixed: Mapping[str, Any] = field(default_factory=dict, hash=False)  # numbers or text when declared, then Fractions
    example: Mapping[str, Any] = field(default_factory=dict, hash=False)  # the same
    companions: tuple[Game, ...] = ()
    theorems: tuple[PaperTheorem, ...] | ModuleType = ()
    sentences: Mapping[int, str] = field(default_factory=dict, hash=False)
    abbreviations: Mapping[str, sp.Expr] = field(default_factory=dict, hash=False)
    variant_of: str = ""
    references: tuple[Reference, ...] = ()
    authors: str = ""
    about: str = ""
    name: str = ""
    edition: str = field(default="", compare=False)

    @property
    def games(self) -> tuple[Game, ...]:
        """The game, then its benchmark where there is one, then the companions."""
        return (self.game, *((self.benchmark,) if self.benchmark else ()), *self.companions)

    def __post_init__(self) -> None:
        for name, kind in KINDS.items():
            _require(name, getattr(self, name), kind)
        numbers = {"held_fixed": self.held_fixed, "example": self.example or self.game.parameters.witness}
        for name, values in numbers.items():
            object.__setattr__(self, name, {key: exact(value, f"{name}: {key}") for key, value in values.items()})
        object.__setattr__(self, "theorems", theorems_of(self.theorems))
        for name, kind in KINDS.items():
            if kind is Mapping:
                object.__setattr__(self, name, Frozen(dict(getattr(self, name))))
        for complaint in self._complaints():
            raise ModelError(complaint)

    def _complaints(self) -> Iterator[str]:
        """What does not fit together."""
        if self.benchmark is not None and not any(self.benchmark.root is node for node in self.game.nodes):
            yield "its benchmark is no subgame of its game"
        for pair in self.effects:
            yield from _effect_complaints(pair, (self.benchmark, self.game))
        known = [choice.name for choice in self.game.choices]
        yield from (f"held_fixed names {name}, no choice of the game; its choices are {', '.join(known)}"
                    for name in self.held_fixed if name not in known)
        try:
            self.game.parameters.require(self.example, "example")
        except RequestError as error:
            yield str(error)
        yield from (f"its companions hold {shown(game)}, which is not a Game"
                    for game in self.companions if not isinstance(game, Game))
        yield from (f"its references hold {shown(source)}, which is not a Reference"
                    for source in self.references if not isinstance(source, Reference))
        yield from (f"abbreviations give {name} for {shown(form)}, which is no SymPy expression"
                    for name, form in self.abbreviations.items() if not isinstance(form, sp.Expr))
        names = [game.name for game in self.games]
        yield from (f"its companions give the name {name} to a second game"
                    for place, name in enumerate(names) if name in names[:place])
        yield from (f"{theorem.name} answers question {number}, and its sentences are numbered "
                    f"{', '.join(map(str, self.sentences))}" for theorem in theorems_of(self.theorems)
                    for number in theorem.heading.answers if self.sentences and number not in self.sentences)


def model_of(module: ModuleType, name: str) -> Model:
    """The model that a derivation's module exposes, as ``DERIVATION`` or as globals; `ModelError` where it is none."""
    found = getattr(module, "DERIVATION", None)
    misnamed = [key for key, value in vars(module).items() if isinstance(value, Model)]
    if found is None and misnamed:
        raise ModelError(f"its Model is named {misnamed[0]}: name it DERIVATION")
    if found is None:
        given = {one.name: getattr(module, one.name.upper(), None) for one in fields(Model)[:-3]}
        if given["game"] is None:
            raise ModelError("it exposes no DERIVATION = Model(game=...)")
        found = Model(**{key: value for key, value in given.items() if value is not None})
    _require("DERIVATION", found, Model)
    if found.name not in ("", name):
        raise ModelError(f"its name is {found.name!r}, and that of its file {name}: leave it out")
    return replace(found, name=name, about=found.about or cleandoc(module.__doc__ or ""))


def _require(name: str, value: object, kind: type | tuple[type, ...]) -> None:
    if not isinstance(value, kind):
        wanted = " or a ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)) if one is not NoneType)
        raise ModelError(f"its {name} is {shown(value)}, not a {wanted}")


def _effect_complaints(pair: object, games: tuple[Game | None, Game]) -> Iterator[str]:
    if not (isinstance(pair, tuple) and len(pair) == 2):
        yield f"effects maps a pair of outcomes to a name, and {pair!r} is no pair"
        return
    for label, game in zip(pair, games, strict=True):
        labels = [] if game is None else sorted({node.label for node in game.nodes if isinstance(node, Outcome)})
        if label not in labels:
            where = "there is no benchmark" if game is None else f"the outcomes of {game.name} are {', '.join(labels)}"
            yield f"effects speaks of the outcome {label!r}; {where}"
