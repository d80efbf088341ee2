"""The propositions: the whole strategy profile, and the cutoffs between its regimes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Block,
    Cite,
    Display,
    Item,
    Listing,
    NumberedStatement,
    Parts,
    entry,
    join,
    paragraph,
    say,
    say_if,
)
from symbolic_alliance.appendix.prose.lemmas import movers
from symbolic_alliance.appendix.prose.opening import starts
from symbolic_alliance.appendix.prose.policies import alternatives, policy_blocks
from symbolic_alliance.appendix.prose.repeats import Repeat
from symbolic_alliance.appendix.prose.wording import player, sentence_case, spell, term
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Regime
from symbolic_alliance.game.tree import Choose
from symbolic_alliance.typeset.layout import Formulas, Marked, equation
from symbolic_alliance.typeset.widths import width

MOST_INLINE, NARROW = 2, 13.0  # cases in one sentence; the width in em of a cutoff in running text
CUTOFFS = ("At these values the equilibrium passes from one regime to the next. Where a cutoff has several cases, the one "
           "that counts is that at whose value both of its regimes hold.")


def strategy_profile(context: Context, repeated: tuple[Repeat, ...]) -> NumberedStatement:
    """The profile on the path, regime by regime, then every node's policy."""
    return NumberedStatement("proposition:strategy-profile", "strategy profile", (
        *path(context), paragraph("On the path and off it, from the last mover upwards; of the cases of a policy the first "
                                  "that holds is followed:", "The strategies."),
        Listing(policies(context, repeated))))


def path_of_play(context: Context) -> NumberedStatement:
    """The regimes alone."""
    return NumberedStatement(context.label("proposition", "path-of-play"), "path of play", path(context))


def path(context: Context) -> tuple[Block, ...]:
    """The regimes as a list."""
    if not context.equilibrium.regimes:
        return (paragraph("No play is known.", "On the path."),)
    regimes = tuple(Item(tuple(_regime(context, regime)), context.label("regime", regime.name))
                    for regime in context.equilibrium.regimes)
    return (paragraph("In the equilibrium the play is one of the following.", "On the path."), Listing(regimes))


def _regime(context: Context, regime: Regime) -> Iterator[Block]:
    """Where a regime is, what is played in it and what it pays."""
    game, heading = context.equilibrium.game, f"{spell(regime.name)}:"
    cases = context.conditions.cases(regime.region.cases)
    condition = context.condition(cases, None)
    if len(cases) > MOST_INLINE and condition:
        yield paragraph("if", heading)
        yield alternatives(context, cases, None, ".")
    else:
        yield paragraph("if {condition}." if condition else "everywhere.", heading, condition=condition)
    yield paragraph("{steps}.", steps=_steps(context, regime))
    payoffs = (equation(Marked(context.payoff_name(), below=spell(name)), context.form(regime.payoffs[name]))
               for name in game.players)
    choices = (context.define(node.choice.symbol, action) for name, action in regime.path
               if isinstance(node := game.node(name), Choose))
    yield Display(Formulas((*choices, *payoffs)))


def _steps(context: Context, regime: Regime) -> Parts:
    """The moves and the letters of what is chosen, player by player."""
    steps = [(context.equilibrium.game.node(name), action) for name, action in regime.path]
    runs: list[Parts] = []
    for who, run in groupby(steps, key=lambda step: step[0].player):
        moves = [context.style.name(node.choice.symbol) if isinstance(node, Choose) else term(str(action))
                 for node, action in run]
        runs.append(say("{who}: {moves}", who=spell(who) if runs else sentence_case(spell(who)), moves=join(moves, ", ")))
    return join(runs, "; ", "; ")


def policies(context: Context, repeated: tuple[Repeat, ...], left_out: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """The policies from the last mover upwards; of nodes that repeat others, which they repeat."""
    twins = tuple(repeat for repeat in repeated if repeat.node not in left_out)
    known = (*left_out, *(repeat.node for repeat in twins))
    own = (Item(policy_blocks(context, found, say("{node} ({mover}):", node=term(found.name), mover=player(found.player))),
                context.label("policy", found.name)) for found in movers(context) if found.name not in known)
    again = (entry("In the subgame at {node} the strategies are those in the subgame at {like} with {values}.",
                   node=term(one.node), like=term(one.like), values=context.define_all(one.values))
             for one in starts(context, twins))
    return (*own, *again)


def cutoff_proposition(context: Context, profile: str) -> NumberedStatement | None:
    """The cutoffs in the parameters that the author names, each in its cases; None where there are none.

    ``profile`` labels the proposition that states the regimes.
    """
    cutoffs = context.equilibrium.cutoffs
    body: list[Block] = [paragraph(CUTOFFS)]
    for parameter in dict.fromkeys(cutoff.parameter for cutoff in cutoffs):
        body += [paragraph("In {letter}:", letter=context.style.name(parameter)),
                 Listing(tuple(Item(tuple(_cutoff(context, cutoff)), context.label("cutoff", cutoff.name))
                               for cutoff in cutoffs if cutoff.parameter == parameter))]
    proof = paragraph("By Proposition {profile} the conditions of two regimes meet where one relation of each is an "
                      "equation; each cutoff is that equation solved.", profile=Cite(profile))
    return NumberedStatement(context.label("proposition", "cutoffs"), "cutoffs", tuple(body), (proof,)) if cutoffs else None


def _cutoff(context: Context, cutoff: Cutoff) -> Iterator[Block]:
    pairs: dict[CutoffCase, list[Parts]] = {}
    for case in cutoff.cases:
        low, high = map(term, case.between)
        pairs.setdefault(replace(case, between=("", "")), []).append(say("from {low} to {high}", low=low, high=high))
    for form, found in pairs.items():
        where = say_if(", if {condition}" if form.suffices else ", where {condition}",
                       condition=context.condition((form.where,), None))
        value = context.define(cutoff.parameter, form.expression)
        between = say("{found}{where}", found=join(found, " or "), where=where)
        if width(value) > NARROW:
            yield paragraph("{between}:", between=between)
            yield Display(value)
        else:
            yield paragraph("{between}: {equation}.", between=between, equation=value)
