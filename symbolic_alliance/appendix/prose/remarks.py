"""What is said besides: the ties that were broken, what is left open, and how the claims have been settled."""

from collections.abc import Mapping

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Item,
    Listing,
    NumberedStatement,
    Paragraph,
    Parts,
    Table,
    entry,
    paragraph,
    say,
    say_if,
)
from symbolic_alliance.appendix.prose.lemmas import tally
from symbolic_alliance.appendix.prose.wording import count, player, spell, term
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.game.equilibrium import Tie, Unsolved
from symbolic_alliance.proof.claim import ClaimKind, Kind, Verdict

KINDS: Mapping[Kind, str] = {
    ClaimKind.BEST_RESPONSE: "no other choice pays the mover more",
    ClaimKind.FOLLOWS: "the play leads where the policies below say",
    ClaimKind.COVER: "the cases leave no history out",
    ClaimKind.NO_OVERLAP: "two cases share an edge at most",
    ClaimKind.FEASIBLE: "the planned choice has a value and can be made, also on the edge of its case",
    ClaimKind.DEFINED: "what a payoff or a condition divides by is not 0",
    ClaimKind.CONTINUOUS: "a payoff does not jump from one branch to the next",
    ClaimKind.PROBABILITIES: "no probability is negative",
    ClaimKind.INTERVAL: "there is something to choose from",
    ClaimKind.DENSE: "every point of the assumptions is a limit of inner ones",
    ClaimKind.UNIQUE: "another choice that changes somebody's payoff pays the mover less",
    ClaimKind.NORMAL_FORM: "what a regime's region is printed as is that region",
    ClaimKind.OUT_OF_REACH: "what is left out of a comparison cannot arise there",
}
TIES = ("On these sets of histories a mover is indifferent between continuations that others are not indifferent between. "
        "The selection of the definition picks one; the other is discarded.")


def ties(context: Context) -> NumberedStatement | None:
    """The ties on open sets, with what was discarded; None where there are none."""
    items = tuple(_tie(context, tie) for tie in context.equilibrium.ties)
    return NumberedStatement(context.label("remark", "ties"), "ties", (paragraph(TIES), Listing(items))) if items else None


def _tie(context: Context, tie: Tie) -> Item:
    condition = context.condition(tie.region.cases, context.equilibrium.game.node(tie.node))
    return entry("At {node}, {mover} is indifferent between \"{chosen}\" and \"{discarded}\"{where}. The first stands, since "
                 "{why}.", node=term(tie.node), mover=player(tie.player), chosen=spell(tie.chosen),
                 discarded=spell(tie.discarded), where=say_if(" if {condition}", condition=condition),
                 why=f"{player(tie.broken_for)} prefers it" if tie.broken_for else "it is the more peaceful one")


def unsolved(context: Context) -> NumberedStatement | None:
    """What the solver could not settle, plainly; None where the equilibrium is complete."""
    items = tuple(_open_place(context, one) for one in context.equilibrium.unsolved)
    body = (paragraph("The equilibrium is not complete. These places are left open:"), Listing(items))
    return NumberedStatement(context.label("remark", "unsolved"), "what is not solved", body) if items else None


def _open_place(context: Context, one: Unsolved) -> Item:
    is_node = any(policy.node == one.node for policy in context.equilibrium.strategy.policies)
    condition = context.condition(one.region.cases, context.equilibrium.game.node(one.node) if is_node else None)
    return entry("At {node}{where}: {reason}.", node=term(one.node), reason=one.reason,
                 where=say_if(" if {condition}", condition=condition))


def sum_up(context: Context) -> Paragraph:
    """How many claims there are, and how they have been settled."""
    if not context.claims:
        return paragraph("No claim about this equilibrium has been verified yet.")
    words = tally(context.claims)
    if any(claim.verdict is Verdict.REFUTED for claim in context.claims):
        return paragraph("The strategies below are not the equilibrium at every point: {tally}. The lemmas say which claims "
                         "are false, and where.", "Claims.", tally=words[:1].lower() + words[1:])
    return paragraph("The strategies below are the equilibrium if {claims} about them hold: {tally}.", "Claims.",
                     claims=count(len(context.claims), "claim"), tally=words[:1].lower() + words[1:])


def sum_up_all(derivation: Derivation) -> Parts:
    """How all claims have been settled: those about every game, about its regions, and the theorems; nothing without any."""
    claims = tuple(derivation.claims.values())
    words = tally(claims)
    return say("All results together, theorems and companions included, rest on {count}: {tally}.",
               count=count(len(claims), "claim"), tally=words[:1].lower() + words[1:]) if claims else ()


def by_kind(context: Context) -> Table:
    """The claims by kind."""
    kinds = dict.fromkeys(claim.kind for claim in context.claims)
    rows = tuple(((f"{spell(kind)}: {KINDS[kind]}" if kind in KINDS else spell(kind),),
                  (tally([claim for claim in context.claims if claim.kind == kind]),)) for kind in kinds)
    return Table((("Kind of claim",), ("Settled",)), rows, (0.5, 0.42))
