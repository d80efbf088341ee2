"""The bundle that everything downstream reads: a model, its equilibria and what has been settled about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.game.equilibrium import Cutoff, Equilibrium, Regime
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Game
from symbolic_alliance.proof.claim import Grade, Kind, Result, Verdict

if TYPE_CHECKING:
    from symbolic_alliance.claims.theorems import JudgedTheorem, PaperTheorem, Setting, StatedTheorem
    from symbolic_alliance.explore.atlas import Atlas
    from symbolic_alliance.explore.report import Report

THEOREMS = "theorems"


@dataclass(frozen=True)
class Model:
    """What an author declares: a game and, where there is one, the benchmark that it is compared with.

    ``benchmark`` is a subgame.  ``effects`` names the changes that matter, from the outcome in the benchmark to the outcome
    in the game; ``held_fixed`` says at what value the game's choices that the benchmark leaves out are thought to be.
    ``example`` is the point of the worked example, the witness where it is empty.  ``about`` is what the author says of the
    derivation, in sentences.  ``companions`` are further games that the ``theorems`` speak of.  ``variant_of`` names the
    derivation whose theorems are tried on this one, where that is what it is for.  ``sentences`` are those of the source
    that the theorems answer, by the number of the question.
    """

    name: str
    game: Game
    benchmark: Game | None = None
    about: str = ""
    effects: Mapping[tuple[str, str], str] = field(default_factory=dict, hash=False)
    held_fixed: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    example: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    companions: tuple[Game, ...] = ()
    theorems: tuple["PaperTheorem", ...] = ()
    abbreviations: Mapping[str, sp.Expr] = field(default_factory=dict, hash=False)
    variant_of: str = ""
    sentences: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def games(self) -> tuple[Game, ...]:
        """The game, then its benchmark where there is one, then the companions."""
        return (self.game, *((self.benchmark,) if self.benchmark else ()), *self.companions)

    def __post_init__(self) -> None:
        object.__setattr__(self, "effects", MappingProxyType(dict(self.effects)))
        object.__setattr__(self, "held_fixed", MappingProxyType(
            {name: exact(value, f"HELD_FIXED: {name}") for name, value in self.held_fixed.items()}))
        object.__setattr__(self, "example", MappingProxyType(self._example()))
        known = [choice.name for choice in self.game.choices]
        for name in self.held_fixed:
            if name not in known:
                raise ModelError(f"HELD_FIXED names {name}, no choice of the game; its choices are {', '.join(known)}")

    def _example(self) -> dict[str, Fraction]:
        parameters = self.game.parameters
        point = {name: exact(value, f"EXAMPLE: {name}") for name, value in (self.example or parameters.witness).items()}
        try:
            parameters.require(point, "EXAMPLE")
        except RequestError as error:
            raise ModelError(str(error)) from error
        return point


@dataclass(frozen=True)
class Settled:
    """What is kept of a claim once it has been judged: its words and its verdict, without its formulas."""

    name: str
    kind: Kind
    about: str
    text: str
    assumptions: tuple[str, ...]
    verdict: Verdict
    grade: Grade | None = None
    deciders: tuple[str, ...] = ()
    point: Mapping[str, Fraction] | None = field(default=None, hash=False)
    tried: str = ""
    unstated: str = ""

    @classmethod
    def of(cls, result: Result, game: Game) -> "Settled":
        """Keep a result's verdict, and the assumptions that its certificate uses or, where it has none, that it may use."""
        is_known = result.certificate or not result.claim.hypotheses
        sources = result.used if is_known else tuple(part.source for part in result.claim.hypotheses)
        used = tuple(assumption.name for assumption in game.parameters.assumptions if assumption.name in sources)
        claim = result.claim
        return cls(claim.name, claim.kind, claim.about, claim.text, used, result.verdict, result.grade, result.deciders,
                   result.point, result.tried, result.unstated)

    @property
    def is_answered(self) -> bool:
        """Whether it is known how the claim stands; one that speaks of what is not there does not hold."""
        return self.verdict is not Verdict.UNDECIDED or bool(self.unstated)


@dataclass(frozen=True)
class Derivation:
    """A model with its solved equilibria and its settled claims, each under the name of the game that it belongs to.

    ``settled`` maps a game's name to its claims, and `THEOREMS` to the paper's; it is empty where nothing has been verified
    yet.  ``results`` holds the same with their formulas, and ``judged`` the theorems with the results of their claims, where
    they have just been verified; a lock does not keep them.
    """

    model: Model
    equilibrium: Equilibrium
    benchmark: Equilibrium | None = None
    settled: Mapping[str, tuple[Settled, ...]] = field(default_factory=dict, hash=False)
    results: Mapping[str, tuple[Result, ...]] = field(default_factory=dict, hash=False, compare=False)
    companions: tuple[Equilibrium, ...] = ()
    judged: tuple["JudgedTheorem", ...] = field(default=(), hash=False, compare=False)

    @cached_property
    def stated_theorems(self) -> tuple["StatedTheorem", ...]:
        """The paper's theorems, stated about the equilibria; at once where they have just been judged."""
        from symbolic_alliance.claims.theorems import state_theorems

        return tuple(one.theorem for one in self.judged) or state_theorems(self.model.theorems, self.setting)

    @cached_property
    def setting(self) -> "Setting":
        """What the paper's theorems speak of: its equilibria, and the points at which they are looked at."""
        from symbolic_alliance.claims.theorems import Setting

        return Setting(self.all_equilibria)

    @property
    def name(self) -> str:
        """The derivation's name, which is also that of its folder."""
        return self.model.name

    @property
    def equilibria(self) -> tuple[Equilibrium, ...]:
        """The equilibrium of the game, then that of the benchmark where there is one."""
        return (self.equilibrium,) if self.benchmark is None else (self.equilibrium, self.benchmark)

    @property
    def all_equilibria(self) -> tuple[Equilibrium, ...]:
        """The same, then those of the companions."""
        return (*self.equilibria, *self.companions)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left unsolved and no claim that has been judged is bad news."""
        return not self.bad_news and not any(equilibrium.unsolved for equilibrium in self.all_equilibria)

    @property
    def bad_news(self) -> Mapping[str, Settled]:
        """The claims that are not proved; but of a variant a theorem may break, which is its answer."""
        tried_on = self.settled.get(THEOREMS, ()) if self.model.variant_of else ()
        answered = [claim.name for claim in tried_on if claim.is_answered]
        return {name: claim for name, claim in self.claims.items()
                if claim.verdict is not Verdict.PROVED and name not in answered}

    @property
    def regimes(self) -> Mapping[str, Regime]:
        """The regimes of the game by name."""
        return MappingProxyType({regime.name: regime for regime in self.equilibrium.regimes})

    @property
    def cutoffs(self) -> Mapping[str, Cutoff]:
        """The cutoffs of both games by name."""
        return MappingProxyType({name: cutoff for name, cutoff, _ in self.placed_cutoffs})

    @property
    def placed_cutoffs(self) -> tuple[tuple[str, Cutoff, Equilibrium], ...]:
        """Every cutoff with its name and its equilibrium."""
        return tuple((prefix + cutoff.name, cutoff, equilibrium)
                     for prefix, equilibrium in self.prefixed for cutoff in equilibrium.cutoffs)

    @property
    def claims(self) -> Mapping[str, Settled]:
        """Every claim that has been judged, by name."""
        return MappingProxyType({prefix + claim.name: claim for prefix, claim in self._placed(self.settled)})

    @property
    def judged_claims(self) -> Mapping[str, Result]:
        """The same claims with their formulas, where they have just been judged."""
        return MappingProxyType({prefix + result.claim.name: result for prefix, result in self._placed(self.results)})

    def _placed(self, kept: Mapping[str, tuple[Any, ...]]) -> Iterator[tuple[str, Any]]:
        """The paper's theorems, then the obligations of each game, each with what its name starts with."""
        yield from (("", one) for one in kept.get(THEOREMS, ()))
        for prefix, equilibrium in self.all_prefixed:
            yield from ((prefix, one) for one in kept.get(equilibrium.game.name, ()))

    @property
    def prefixed(self) -> tuple[tuple[str, Equilibrium], ...]:
        """Each equilibrium with what the names of its results start with: nothing for the game's, else ``GAME.``."""
        return self.all_prefixed[:len(self.equilibria)]

    @property
    def all_prefixed(self) -> tuple[tuple[str, Equilibrium], ...]:
        """The same, then the companions."""
        return (("", self.equilibrium), *((f"{one.game.name}.", one) for one in self.all_equilibria[1:]))

    @cached_property
    def atlases(self) -> tuple["Atlas", ...]:
        """The equilibria compiled for exact points, in the same order."""
        from symbolic_alliance.explore.atlas import Atlas

        return tuple(map(Atlas, self.equilibria))

    def at(self, **values: object) -> "Report":
        """Report on an exact point, as `evaluate` does: regimes, path, payoffs and cutoffs with and without the benchmark.

        Raises `RequestError` for a value that is not exact, a missing one, or a point outside the assumptions.
        """
        from symbolic_alliance.explore.report import report

        return report(self, {name: exact(value, name) for name, value in values.items()})
