"""A policy as a reader is told it: each action once, with where it is taken, the commonest one last as the rest."""

import sympy as sp

from symbolic_alliance.game import Choose, Decide
from symbolic_alliance.prose.context import Context
from symbolic_alliance.prose.document import Item, Listing, Math, Paragraph, Parts, say
from symbolic_alliance.prose.ground import Slacks
from symbolic_alliance.prose.wording import move
from symbolic_alliance.typeset.layout import Relation
from symbolic_alliance.typeset.normal_form import normal_form

Action = str | sp.Expr


def regions_by_action(context: Context, node: Decide | Choose) -> tuple[tuple[Action, tuple[Slacks, ...]], ...]:
    """Each action of a node's policy with the cases in which it is taken, the longest to describe last."""
    regions: dict[Action, tuple[Slacks, ...]] = {}
    for piece in context.equilibrium.strategy[node.name].pieces:
        regions[piece.action] = (*regions.get(piece.action, ()), *piece.region.cases)
    ordered = list(regions.items())
    longest = max(range(len(ordered)), key=lambda place: context.burden(ordered[place][1]))
    return (*ordered[:longest], *ordered[longest + 1:], ordered[longest])


def action_words(context: Context, node: Decide | Choose, action: Action) -> Parts:
    """An action in a sentence: a move's name, or the choice and its value."""
    if isinstance(action, str):
        return (move(action),)
    assert isinstance(node, Choose)
    value = normal_form(sp.sympify(action), context.style)
    return (Math(Relation(context.style.name(node.choice.symbol), (("=", value),))),)


def policy_listing(context: Context, node: Decide | Choose) -> Listing:
    """The policy of a node as a list, or as one item where it is one action."""
    regions = regions_by_action(context, node)
    items = []
    for place, (action, region) in enumerate(regions):
        is_rest = len(regions) > 1 and place == len(regions) - 1
        condition = () if is_rest else context.condition(region, node)
        where = say(" if {condition}", condition=condition) if condition else (" otherwise",) if is_rest else ()
        end = "." if place == len(regions) - 1 else ";"
        items.append(Item((Paragraph(say("{action}{where}{end}", action=action_words(context, node, action), where=where,
                                         end=end)),)))
    return Listing(tuple(items))
