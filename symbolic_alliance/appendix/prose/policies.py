"""A policy as a reader is told it: each action once, with where it is taken, the commonest one last as the rest."""

from typing import TypeAlias

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Item, Listing, Math, Paragraph, Parts, listed, say
from symbolic_alliance.appendix.prose.wording import move
from symbolic_alliance.game.tree import Choose, Decide
from symbolic_alliance.typeset.layout import Relation
from symbolic_alliance.typeset.normal_form import normal_form

PlannedAction: TypeAlias = str | sp.Expr
SHORT = 3  # how many actions one sentence may hold


def regions_by_action(context: Context, node: Decide | Choose) -> tuple[tuple[PlannedAction, tuple[Slacks, ...]], ...]:
    """Each action of a node's policy with the cases in which it is taken, the longest to describe last."""
    regions: dict[PlannedAction, tuple[Slacks, ...]] = {}
    for piece in context.equilibrium.strategy[node.name].pieces:
        regions[piece.action] = (*regions.get(piece.action, ()), *piece.region.cases)
    ordered = list(regions.items())
    longest = max(range(len(ordered)), key=lambda place: context.burden(ordered[place][1]))
    return (*ordered[:longest], *ordered[longest + 1:], ordered[longest])


def action_words(context: Context, node: Decide | Choose, action: PlannedAction) -> Parts:
    """An action in a sentence: a move's name, or the choice and its value."""
    if isinstance(action, str):
        return (move(action),)
    assert isinstance(node, Choose)
    value = normal_form(sp.sympify(action, strict=True), context.style)
    return (Math(Relation(context.style.name(node.choice.symbol), (("=", value),))),)


def policy_blocks(context: Context, node: Decide | Choose, heading: Parts) -> tuple[Block, ...]:
    """The policy of a node: in one sentence where it is short, else as a list."""
    regions = regions_by_action(context, node)
    sayings = [_told(context, node, action, region, is_rest=len(regions) > 1 and place == len(regions) - 1)
               for place, (action, region) in enumerate(regions)]
    is_short = all(len(context.conditions.cases(region)) == 1 for _, region in regions[:-1])
    if is_short and len(regions) <= SHORT:
        return (Paragraph(say("{sayings}.", sayings=listed(sayings, last="; ", comma="; ")), heading=heading),)
    items = [Item(_split(context, node, action, region)) for action, region in regions[:-1]]
    rest = Item((Paragraph(say("{said}.", said=sayings[-1])),))
    return (Paragraph((), heading=heading), Listing((*items, rest)))


def _told(context: Context, node: Decide | Choose, action: PlannedAction, region: tuple[Slacks, ...], is_rest: bool) -> Parts:
    condition = () if is_rest else context.condition(region, node)
    where = say(" if {condition}", condition=condition) if condition else (" otherwise",) if is_rest else ()
    return say("{action}{where}", action=action_words(context, node, action), where=where)


def _split(context: Context, node: Decide | Choose, action: PlannedAction, region: tuple[Slacks, ...]) -> tuple[Block, ...]:
    """An action with its cases as a list where there are several."""
    cases = context.conditions.cases(region)
    if len(cases) == 1:
        return (Paragraph(say("{said};", said=_told(context, node, action, region, is_rest=False))),)
    words = [context.condition((case,), node) for case in cases]
    items = tuple(Item((Paragraph(say("{case}{end}", case=case, end=";" if place == len(words) - 1 else ", or")),))
                  for place, case in enumerate(words))
    return (Paragraph(say("{action} if", action=action_words(context, node, action))), Listing(items))
