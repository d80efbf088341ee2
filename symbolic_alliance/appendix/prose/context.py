"""What every part of a proof draws on: the equilibrium, its style, its oracle, and the words for its conditions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Compatibility, Slacks
from symbolic_alliance.appendix.prose.conditions import Conditions
from symbolic_alliance.appendix.prose.document import Parts, join
from symbolic_alliance.appendix.prose.reasons import Reason, Reasons
from symbolic_alliance.appendix.prose.wording import rests_on
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.derivation.normal_form import ToldForm
from symbolic_alliance.game.equilibrium import Equilibrium, union
from symbolic_alliance.game.tree import Choose, Decide, histories, subtree
from symbolic_alliance.proof.claim import ClaimKind, Grade, Verdict
from symbolic_alliance.typeset.layout import Layout, Marked, Name, Relation, equation
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
    """One equilibrium being written up: what has been settled about it, and what goes before its labels.

    ``forms`` are the regions of its regimes in normal form, and ``equations`` grows as the proofs are written.
    """

    equilibrium: Equilibrium
    style: Style
    claims: tuple[JudgedClaim, ...] = ()
    prefix: str = ""
    forms: Mapping[str, ToldForm] = field(default_factory=dict)
    equations: list[LabelledEquation] = field(default_factory=list)

    @cached_property
    def logic(self) -> Compatibility:
        """What can hold together in its game."""
        return Compatibility(self.equilibrium)

    @cached_property
    def conditions(self) -> Conditions:
        """The words for its regions."""
        solved = self.equilibrium
        told = [part.region for parts in ((piece for policy in solved.strategy.policies for piece in policy.pieces),
                                          solved.regimes, solved.ties, solved.unsolved) for part in parts]
        return Conditions(self.style, self.logic, union(told).strict)

    def label(self, kind: str, name: str) -> str:
        """The label of a thing of this equilibrium."""
        return f"{kind}:{self.prefix}{name}"

    def grounds(self, node: Decide | Choose) -> str:
        """How a comparison was settled whose sign is not seen from its factors."""
        replies = [claim for claim in self.claims if claim.about == node.name and claim.kind is ClaimKind.BEST_RESPONSE]
        if replies and all(claim.verdict is Verdict.PROVED for claim in replies):
            is_certified = all(claim.grade is Grade.CERTIFIED for claim in replies)
            return "certified by an identity that the checker replays" if is_certified else "decided by computation"
        return "the solver found it so, and it has not been verified"

    def form(self, expression: sp.Expr | str) -> Layout:
        """An expression in house style."""
        return normal_form(sp.sympify(expression, strict=True), self.style)

    def define(self, letter: sp.Symbol | str, value: sp.Expr | str) -> Relation:
        """A letter with its value."""
        return equation(self.style.name(letter), self.form(value))

    def define_all(self, values: Iterable[tuple[sp.Symbol | str, sp.Expr]]) -> Parts:
        """Letters with their values."""
        return join([self.define(letter, value) for letter, value in values])

    def unknowns(self, node: Decide | Choose | None) -> tuple[sp.Symbol, ...]:
        """What conditions at a node are solved for: its own choice, those above it, then the author's cutoff parameters."""
        game = self.equilibrium.game
        names = game.cutoff_parameters or game.parameters.names
        above = next((above for above, found in histories(game) if found is node), ())
        choices = tuple(mover.choice.symbol for mover in (node, *reversed(above)) if isinstance(mover, Choose))
        return (*choices, *(sp.Symbol(name, real=True) for name in reversed(names)))

    def reasons(self, node: Decide | Choose) -> Reasons:
        """The finder of reasons at a node."""
        return Reasons(self.style, self.unknowns(node))

    def condition(self, cases: Sequence[Slacks], node: Decide | Choose | None) -> Parts:
        """A region as a condition, or nothing where it is everywhere."""
        return self.conditions.union(self.conditions.cases(cases), self.unknowns(node))

    def why(self, reason: Reason, node: Decide | Choose | None) -> Parts:
        """What a sign rests on, as ``by ... and since ...``."""
        wanted = self.unknowns(node)
        return rests_on(self.equilibrium.game.parameters.assumed(reason.assumptions),
                        [relation(slack, wanted, self.style) for slack in reason.slacks(self.style)])

    def expectation(self, node: Decide | Choose) -> str:
        """What a mover's expectation rests on: the lemmas of the nodes that follow, or nothing where the game ends."""
        is_last = not any(isinstance(one, (Decide, Choose)) for one in subtree(node)[1:])
        return "It can expect:" if is_last else "By the lemmas above it can expect:"

    def payoff_name(self) -> Name:
        """A letter for payoffs that no quantity of the model has."""
        taken = {quantity.latex for quantity in (*self.equilibrium.game.parameters, *self.equilibrium.game.choices)}
        return next(Name(letter, letter) for letter in ("U", "V", "W", "u", "F") if letter not in taken)

    def payoff(self, place: int) -> Marked:
        """The mover's payoff on the continuation in this place."""
        return Marked(self.payoff_name(), below=str(place + 1))
