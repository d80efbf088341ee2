"""A policy as a reader is told it: in the order of its pieces, each action with where it is taken, the last as the rest."""

from itertools import groupby
from typing import TypeAlias

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Block,
    Cite,
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
from symbolic_alliance.game.equilibrium import Piece
from symbolic_alliance.game.tree import Choose, Decide

PlannedAction: TypeAlias = str | sp.Expr
SHORT = 3  # how many actions one sentence may hold


def regions_by_action(context: Context, node: Decide | Choose) -> tuple[tuple[PlannedAction, tuple[Slacks, ...]], ...]:
    """The actions of a node's policy in its order, each with the cases in which it is taken: the first that holds is."""
    return tuple((action, tuple(case for piece in run for case in piece.region.cases))
                 for action, run in runs_of_pieces(context, node))


def runs_of_pieces(context: Context, node: Decide | Choose) -> tuple[tuple[PlannedAction, tuple[Piece, ...]], ...]:
    """The actions of a node's policy in its order, each with its pieces."""
    runs = groupby(context.equilibrium.strategy[node.name].pieces, key=lambda piece: piece.action)
    return tuple((action, tuple(run)) for action, run in runs)


def told_cases(context: Context, pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, Slacks], ...]:
    """The cases of some pieces as they are printed, each with its piece."""
    return tuple((piece, case) for piece in pieces for case in context.conditions.cases(piece.region.cases))


def policy_blocks(context: Context, node: Decide | Choose, heading: Parts) -> tuple[Block, ...]:
    """The policy of a node: in one sentence where it is short, else as a list."""
    if not context.equilibrium.strategy[node.name].pieces:
        return (paragraph("nothing is known.", heading),)
    *regions, (last, _) = [(action, tuple(case for _, case in told_cases(context, run)))
                           for action, run in runs_of_pieces(context, node)]
    whole = regions_by_action(context, node)[-1][1]
    is_rest = regions and not context.equilibrium.strategy[node.name].left_out
    rest = (say("{action} otherwise", action=_words(context, node, last)) if is_rest
            else _sentence(context, node, last, whole))
    if len(regions) < SHORT and all(len(region) == 1 for _, region in regions):
        sayings = [*(_sentence(context, node, *one) for one in regions), rest]
        return (paragraph("{sayings}.", heading, sayings=join(sayings, "; ", "; ")),)
    if isinstance(node, Choose) and is_told_by_regimes(context, node):
        return (_by_regimes(context, node, heading),)
    items = (Item(_split(context, node, f"{number}. ", *one)) for number, one in enumerate(regions, 1))
    return (Paragraph((), heading), Listing((*items, entry("{number}. {rest}.", number=str(len(regions) + 1), rest=rest))))


def is_told_by_regimes(context: Context, node: Decide | Choose) -> bool:
    """Whether a node is the first and the pieces of its plan are the regimes, which are printed in a list of their own."""
    plan = context.equilibrium.strategy.policies[0].pieces
    regions = {piece.region for piece in plan}
    is_one_to_one = len(regions) == len(plan) == len(context.equilibrium.regimes)
    return (len(plan) > SHORT and node is context.equilibrium.game.root and is_one_to_one
            and regions == {regime.region for regime in context.equilibrium.regimes})


def _by_regimes(context: Context, node: Choose, heading: Parts) -> Paragraph:
    """The first plan by the regimes, which are its pieces."""
    order = [Cite(context.label("regime", regime.name)) for regime in context.equilibrium.in_order]
    return paragraph("the {choice} of the first of these regimes that holds: {order}.", heading,
                     choice=context.style.name(node.choice.symbol), order=join(order, ", "))


def _words(context: Context, node: Decide | Choose, action: PlannedAction) -> Parts:
    """An action in a sentence: a move's name, or the choice and its value."""
    return (context.define(node.choice.symbol, action) if isinstance(node, Choose) else term(str(action)),)


def _sentence(context: Context, node: Decide | Choose, action: PlannedAction, region: tuple[Slacks, ...]) -> Parts:
    return say("{action}{where}", action=_words(context, node, action),
               where=say_if(" if {condition}", condition=context.condition(region, node)))


def _split(context: Context, node: Decide | Choose, number: str, action: PlannedAction,
           region: tuple[Slacks, ...]) -> tuple[Block, ...]:
    """An action with its cases as a list where there are several."""
    if len(region) == 1:
        return (paragraph("{number}{sentence};", number=number, sentence=_sentence(context, node, action, region)),)
    return (paragraph("{number}{action} if", number=number, action=_words(context, node, action)),
            alternatives(context, region, node, ";"))


def alternatives(context: Context, cases: tuple[Slacks, ...], node: Decide | Choose | None, end: str) -> Listing:
    """The cases of a region as a list."""
    return Listing(tuple(entry("{case}{end}", case=context.condition((case,), node), end=", or" if place else end)
                         for place, case in zip(range(len(cases))[::-1], cases, strict=True)))
