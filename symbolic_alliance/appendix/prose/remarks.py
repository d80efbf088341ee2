"""What is said besides: the ties that were broken, what is left open, and how the claims have been settled."""

from collections.abc import Mapping

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Item, Listing, NumberedStatement, Paragraph, Table, say
from symbolic_alliance.appendix.prose.lemmas import tally
from symbolic_alliance.appendix.prose.wording import count, node, player, spoken
from symbolic_alliance.game.equilibrium import Tie
from symbolic_alliance.proof.claim import ClaimKind, Kind

KINDS: Mapping[Kind, str] = {
    ClaimKind.BEST_RESPONSE: "no other choice pays the mover more",
    ClaimKind.FOLLOWS: "the play leads where the policies below say",
    ClaimKind.COVER: "the cases leave no history out",
    ClaimKind.NO_OVERLAP: "two cases share an edge at most",
    ClaimKind.UNIQUE: "another choice that changes somebody's payoff pays the mover less",
    ClaimKind.OUT_OF_REACH: "what is left out of a comparison cannot arise there",
}


def ties(context: Context) -> NumberedStatement | None:
    """The ties on open sets, with what was discarded; None where there are none."""
    found = context.equilibrium.ties
    if not found:
        return None
    items = tuple(Item(_tie(context, tie)) for tie in found)
    intro = Paragraph(("On these sets of histories a mover is indifferent between continuations that others are not "
                       "indifferent between. The selection of the definition picks one; the other is discarded.",))
    return NumberedStatement("remark", context.label("remark", "ties"), "ties", (intro, Listing(items)))


def _tie(context: Context, tie: Tie) -> tuple[Block, ...]:
    found = context.equilibrium.game.node(tie.node)
    condition = context.condition(tie.region.cases, found)
    where = say(" if {condition}", condition=condition) if condition else ()
    why = f"{player(tie.broken_for)} prefers it" if tie.broken_for else "it is the more peaceful one"
    return (Paragraph(say("At {node}, {mover} is indifferent between \"{chosen}\" and \"{discarded}\"{where}. The first "
                          "stands, since {why}.", node=node(tie.node), mover=player(tie.player), chosen=spoken(tie.chosen),
                          discarded=spoken(tie.discarded), where=where, why=why)),)


def unsolved(context: Context) -> NumberedStatement | None:
    """What the solver could not settle, plainly; None where the equilibrium is complete."""
    found = context.equilibrium.unsolved
    if not found:
        return None
    items = []
    for one in found:
        is_node = any(policy.node == one.node for policy in context.equilibrium.strategy.policies)
        where = context.condition(one.region.cases, context.equilibrium.game.node(one.node) if is_node else None)
        items.append(Item((Paragraph(say("At {node}{where}: {reason}.", node=node(one.node), reason=one.reason,
                                         where=say(" if {condition}", condition=where) if where else ())),)))
    intro = Paragraph(("The equilibrium is not complete. These places are left open:",))
    return NumberedStatement("remark", context.label("remark", "unsolved"), "what is not solved",
                             (intro, Listing(tuple(items))))


def settled(context: Context) -> Paragraph:
    """How many claims there are, and how they have been settled."""
    claims = list(context.claims)
    if not claims:
        return Paragraph(("No claim about this equilibrium has been verified yet.",))
    said = tally(claims)
    return Paragraph((f"The strategies below are the equilibrium if {count(len(claims), 'claim')} about them hold: "
                      f"{said[:1].lower()}{said[1:]}.",), heading=("Claims.",))


def by_kind(context: Context) -> Table:
    """The claims by kind."""
    kinds = tuple(dict.fromkeys(claim.kind for claim in context.claims))
    rows = tuple(((f"{spoken(kind)}: {KINDS[kind]}" if kind in KINDS else spoken(kind),),
                  (tally([claim for claim in context.claims if claim.kind == kind]),)) for kind in kinds)
    return Table((("Kind of claim",), ("JudgedClaim",)), rows, (0.5, 0.42))
