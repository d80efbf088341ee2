"""What every part of a proof draws on: the equilibrium, its style, its oracle, and the words for its conditions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Compatibility, Slacks
from symbolic_alliance.appendix.prose.conditions import Conditions
from symbolic_alliance.appendix.prose.document import Math, Parts, listed, say
from symbolic_alliance.appendix.prose.reasons import Reason, Reasons
from symbolic_alliance.appendix.prose.wording import assumptions
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.game.tree import Choose, Decide, Outcome, children, histories
from symbolic_alliance.proof.claim import ClaimKind, Grade, Verdict
from symbolic_alliance.typeset.assumed_signs import IntervalEnd
from symbolic_alliance.typeset.layout import Layout, Marked, Name, Relation
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.relations import relation
from symbolic_alliance.typeset.style import Style


@dataclass(frozen=True)
class LabelledEquation:
    """An equation of a proof: its label, and its formula; a long one is set in the table at the end."""

    label: str
    layout: Layout
    is_long: bool


@dataclass
class Context:
    """One equilibrium being written up; ``identities`` grows as the proofs are written."""

    equilibrium: Equilibrium
    style: Style
    ground: Compatibility
    conditions: Conditions
    claims: tuple[JudgedClaim, ...] = ()
    prefix: str = ""
    identities: list[LabelledEquation] = field(default_factory=list)

    @classmethod
    def of(cls, equilibrium: Equilibrium, style: Style, claims: tuple[JudgedClaim, ...] = (), prefix: str = "") -> "Context":
        """A fresh context; the claims are what has been settled about it, the prefix goes before labels."""
        ground = Compatibility(equilibrium)
        return cls(equilibrium, style, ground, Conditions(style, ground), claims, prefix)

    def label(self, kind: str, name: str) -> str:
        """The label of a thing of this equilibrium."""
        return f"{kind}:{self.prefix}{name}"

    def computed(self, node: Decide | Choose) -> str:
        """How a comparison was settled whose sign is not seen from its factors."""
        replies = [claim for claim in self.claims if claim.about == node.name and claim.kind is ClaimKind.BEST_RESPONSE]
        if replies and all(claim.verdict is Verdict.PROVED for claim in replies):
            is_certified = all(claim.grade is Grade.CERTIFIED for claim in replies)
            return "certified by an identity that the checker replays" if is_certified else "decided by computation"
        return "the solver found it so, and it has not been verified"

    def math(self, expression: sp.Expr) -> Math:
        """An expression in running text."""
        return Math(normal_form(expression, self.style))

    def equations(self, values: Sequence[tuple[sp.Symbol, sp.Expr]]) -> Parts:
        """Letters with their values."""
        return listed([(Math(Relation(self.style.name(symbol), (("=", normal_form(value, self.style)),))),)
                       for symbol, value in values])

    def upstream(self, node: Decide | Choose) -> tuple[sp.Symbol, ...]:
        """The choices made above a node, the nearest first."""
        above = next(above for above, found in histories(self.equilibrium.game) if found is node)
        return tuple(mover.choice.symbol for mover in reversed(above) if isinstance(mover, Choose))

    def wanted(self, node: Decide | Choose | None) -> tuple[sp.Symbol, ...]:
        """What conditions at a node are solved for: its own choice, those above it, then the author's cutoff parameters."""
        game = self.equilibrium.game
        named = game.cutoff_parameters or game.parameters.names
        cutoffs = tuple(sp.Symbol(name, real=True) for name in reversed(named))
        own = (node.choice.symbol,) if isinstance(node, Choose) else ()
        return (*own, *(self.upstream(node) if node is not None else ()), *cutoffs)

    def reasons(self, node: Decide | Choose) -> Reasons:
        """The finder of reasons at a node."""
        return Reasons(self.style, self.wanted(node))

    def condition(self, cases: Sequence[Slacks], node: Decide | Choose | None) -> Parts:
        """A region as a condition, or nothing where it is everywhere."""
        return self.conditions.union(self.conditions.cases(cases), self.wanted(node))

    def burden(self, cases: Sequence[Slacks]) -> int:
        """How much there is to read in a region: its relations."""
        return sum(max(len(case), 1) for case in self.conditions.cases(cases))

    def why(self, reason: Reason, node: Decide | Choose | None) -> Parts:
        """What a sign rests on, as ``by ... and since ...``."""
        named = tuple(assumption.name for assumption in self.equilibrium.game.parameters.assumptions
                      if assumption.name in reason.assumptions)
        slacks = (*(self._interval(source) for source in reason.assumptions if isinstance(source, IntervalEnd)),
                  *reason.conditions)
        formulas = list(dict.fromkeys((Math(relation(slack, self.wanted(node), self.style)),) for slack in slacks))
        parts: list[Parts] = [say("by {names}", names=assumptions(named))] if named else []
        if formulas:
            parts.append(say("since {formulas}", formulas=listed(formulas)))
        return listed(parts)

    def _interval(self, source: IntervalEnd) -> sp.Expr:
        return next(slack.expression for slack in self.style.slacks if slack.source == source)

    def expectation(self, node: Decide | Choose) -> str:
        """What a mover's expectation rests on: the lemmas of the nodes that follow, or nothing where the game ends."""
        is_last = all(isinstance(child, Outcome) for child in children(node))
        return "It can expect:" if is_last else "By the lemmas above it can expect:"

    def payoff_name(self) -> Name:
        """A letter for payoffs that no quantity of the model has."""
        taken = {quantity.latex for quantity in (*self.equilibrium.game.parameters, *self.equilibrium.game.choices)}
        return next(Name(letter, letter) for letter in ("U", "V", "W", "u", "F") if letter not in taken)

    def payoff(self, place: int) -> Marked:
        """The mover's payoff on the continuation in this place."""
        return Marked(self.payoff_name(), below=str(place + 1))
