"""A policy as a reader is told it: in the order of its pieces, each action with where it is taken, the last as the rest."""

from itertools import groupby
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Block,
    Item,
    Listing,
    Paragraph,
    Parts,
    entry,
    join,
    paragraph,
    say,
    say_if,
)
from symbolic_alliance.appendix.prose.wording import term
from symbolic_alliance.game.tree import Choose, Decide

PlannedAction: TypeAlias = str | sp.Expr
SHORT = 3  # how many actions one sentence may hold


def regions_by_action(context: Context, node: Decide | Choose) -> tuple[tuple[PlannedAction, tuple[Slacks, ...]], ...]:
    """The actions of a node's policy in its order, each with the cases in which it is taken: the first that holds is."""
    runs = groupby(context.equilibrium.strategy[node.name].pieces, key=lambda piece: piece.action)
    return tuple((action, tuple(case for piece in run for case in piece.region.cases)) for action, run in runs)


def policy_blocks(context: Context, node: Decide | Choose, heading: Parts) -> tuple[Block, ...]:
    """The policy of a node: in one sentence where it is short, else as a list."""
    if not context.equilibrium.strategy[node.name].pieces:
        return (paragraph("nothing is known.", heading),)
    *regions, (last, whole) = regions_by_action(context, node)
    is_rest = regions and not context.equilibrium.strategy[node.name].left_out
    rest = (say("{action} otherwise", action=_words(context, node, last)) if is_rest
            else _sentence(context, node, last, whole))
    if len(regions) < SHORT and all(len(context.conditions.cases(region)) == 1 for _, region in regions):
        sayings = [*(_sentence(context, node, *one) for one in regions), rest]
        return (paragraph("{sayings}.", heading, sayings=join(sayings, "; ", "; ")),)
    items = (Item(_split(context, node, *one)) for one in regions)
    return (Paragraph((), heading), Listing((*items, entry("{rest}.", rest=rest))))


def _words(context: Context, node: Decide | Choose, action: PlannedAction) -> Parts:
    """An action in a sentence: a move's name, or the choice and its value."""
    return (context.define(node.choice.symbol, action) if isinstance(node, Choose) else term(str(action)),)


def _sentence(context: Context, node: Decide | Choose, action: PlannedAction, region: tuple[Slacks, ...]) -> Parts:
    return say("{action}{where}", action=_words(context, node, action),
               where=say_if(" if {condition}", condition=context.condition(region, node)))


def _split(context: Context, node: Decide | Choose, action: PlannedAction, region: tuple[Slacks, ...]) -> tuple[Block, ...]:
    """An action with its cases as a list where there are several."""
    cases = context.conditions.cases(region)
    if len(cases) == 1:
        return (paragraph("{sentence};", sentence=_sentence(context, node, action, region)),)
    return (paragraph("{action} if", action=_words(context, node, action)), alternatives(context, cases, node, ";"))


def alternatives(context: Context, cases: tuple[Slacks, ...], node: Decide | Choose | None, end: str) -> Listing:
    """The cases of a region as a list."""
    return Listing(tuple(entry("{case}{end}", case=context.condition((case,), node), end=", or" if place else end)
                         for place, case in zip(range(len(cases))[::-1], cases, strict=True)))
