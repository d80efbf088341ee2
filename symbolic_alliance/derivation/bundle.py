"""The bundle that everything downstream reads: a model, its equilibria and what has been judged of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from symbolic_alliance.claims.region_form import RegionForm
from symbolic_alliance.claims.theorems import JudgedTheorem, Setting, StatedTheorem, state_theorems, theorems_of
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.plain_forms import sentence
from symbolic_alliance.derivation.statement import PaperStatement
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.frozen import Frozen
from symbolic_alliance.game.tree import Game
from symbolic_alliance.proof.claim import Grade, Kind, Result, Verdict

THEOREMS = "theorems"
NOTHING: Mapping[str, tuple["JudgedClaim", ...]] = Frozen({})


@dataclass(frozen=True)
class JudgedClaim:
    """A claim once it has been judged: its words and its verdict; with its formulas in ``result`` where that was just now.

    A lock keeps all but the formulas of an obligation, which follow from the strategy; the ``statement`` of a theorem is
    kept, but for a lock of an older format.
    """

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
    statement: PaperStatement | None = field(default=None, hash=False, repr=False)
    result: Result | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, result: Result, game: Game, statement: PaperStatement | None = None) -> "JudgedClaim":
        """Keep a result, and the assumptions that its certificate uses or, where it has none, that it may use."""
        is_known = result.certificate or not result.claim.hypotheses
        sources = result.used if is_known else tuple(part.source for part in result.claim.hypotheses)
        claim, used = result.claim, game.parameters.assumed(sources)
        return cls(claim.name, claim.kind, claim.about, claim.text, used, result.verdict, result.grade, result.deciders,
                   result.point, result.tried, statement, result)

    @property
    def sentence(self) -> str:
        """The English of the claim with the formulas in their places."""
        return sentence(self.statement.stated) if self.statement else self.text


@dataclass(frozen=True)
class Derivation:
    """A model with its solved equilibria and what has been judged of them.

    ``judged`` maps a game's name to its claims, and `THEOREMS` to the paper's theorems; it is empty where nothing has been
    judged yet.  ``forms`` are the regions of its games in normal form, as far as they have one.  ``judged_theorems`` are the
    theorems with all their claims, where they have just been judged, and ``stated`` those that have just been stated; a lock
    does not keep these.  ``is_of_old_format`` is one that an old lock holds.  ``edition`` tells what the files of the model
    were when it was derived.
    """

    model: Model
    equilibrium: Equilibrium
    benchmark: Equilibrium | None = None
    judged: Mapping[str, tuple[JudgedClaim, ...]] = field(default_factory=dict, hash=False)
    companions: tuple[Equilibrium, ...] = ()
    forms: Mapping[str, tuple[RegionForm, ...]] = field(default_factory=dict, hash=False)
    judged_theorems: tuple[JudgedTheorem, ...] = field(default=(), hash=False, compare=False)
    stated: tuple[StatedTheorem, ...] = field(default=(), hash=False, compare=False)
    is_of_old_format: bool = field(default=False, compare=False)
    edition: str = field(default="", compare=False)

    @classmethod
    def of(cls, model: Model, equilibria: Sequence[Equilibrium], judged: Mapping[str, tuple[JudgedClaim, ...]] = NOTHING
           ) -> "Derivation":
        """A derivation from the equilibria of its model's games, in their order."""
        equilibrium, *others = equilibria
        benchmark = others.pop(0) if model.benchmark else None
        return cls(model, equilibrium, benchmark, judged, tuple(others), edition=model.edition)

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
    def prefixes(self) -> tuple[str, ...]:
        """What the names of the results of each of them start with: nothing for the game's, else ``GAME.``."""
        return ("", *(f"{one.game.name}." for one in self.all_equilibria[1:]))

    @cached_property
    def setting(self) -> Setting:
        """What the paper's theorems speak of: its equilibria, and the points at which they are looked at."""
        return Setting(self.all_equilibria)

    @cached_property
    def theorems(self) -> tuple[StatedTheorem, ...]:
        """The paper's theorems, stated about the equilibria; at once where they just have been."""
        known = self.stated or tuple(one.theorem for one in self.judged_theorems)
        return known or state_theorems(theorems_of(self.model.theorems), self.setting)

    @property
    def claims(self) -> Mapping[str, JudgedClaim]:
        """Every claim that has been judged, by name: the paper's theorems, then the obligations of each game."""
        places = [("", THEOREMS), *zip(self.prefixes, (one.game.name for one in self.all_equilibria), strict=True)]
        return Frozen({prefix + claim.name: claim
                                 for prefix, place in places for claim in self.judged.get(place, ())})

    @property
    def bad_news(self) -> Mapping[str, JudgedClaim]:
        """The claims that are not proved; but of a variant a theorem may break, which is its answer."""
        tried_on = self.judged.get(THEOREMS, ()) if self.model.variant_of else ()
        answered = [claim.name for claim in tried_on if claim.verdict is not Verdict.UNDECIDED]
        return {name: claim for name, claim in self.claims.items()
                if claim.verdict is not Verdict.PROVED and name not in answered}

    @property
    def lacks_statements(self) -> bool:
        """Whether it comes from a lock of an older format, which does not keep what the theorems assert."""
        return any(claim.statement is None for claim in self.judged.get(THEOREMS, ()))

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left unsolved, or out of a plan, and no claim that has been judged is bad news."""
        return not self.bad_news and not any(
            one.unsolved or any(policy.left_out for policy in one.strategy.policies) for one in self.all_equilibria)
