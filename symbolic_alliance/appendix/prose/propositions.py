"""The propositions: the whole strategy profile, and the cutoffs between its regimes."""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.appendix.prose.compatible import Slacks
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Block,
    Cite,
    Display,
    Item,
    Listing,
    Math,
    NumberedStatement,
    Paragraph,
    Parts,
    listed,
    say,
)
from symbolic_alliance.appendix.prose.lemmas import movers
from symbolic_alliance.appendix.prose.opening import groups
from symbolic_alliance.appendix.prose.policies import PlannedAction, policy_blocks
from symbolic_alliance.appendix.prose.repeats import Repeat
from symbolic_alliance.appendix.prose.wording import move, node, player, sentence_case, spoken
from symbolic_alliance.game.equilibrium import Cutoff, Regime
from symbolic_alliance.game.tree import Choose, Decide, Outcome
from symbolic_alliance.typeset.layout import Formulas, Marked, Relation
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.widths import width

MOST_INLINE, NARROW = 2, 13.0  # cases in one sentence; the width in em of a cutoff in running text
CUTOFFS = ("At these values the equilibrium passes from one regime to the next. Where a cutoff has several cases, the one "
           "that counts is that at whose value both of its regimes hold.")


def strategy_profile(context: Context, repeated: tuple[Repeat, ...]) -> NumberedStatement:
    """The profile on the path, regime by regime, then every node's policy."""
    body: tuple[Block, ...] = (
        *path(context),
        Paragraph(("On the path and off it, from the last mover upwards:",), heading=("The strategies.",)),
        Listing(policies(context, repeated)))
    return NumberedStatement("proposition", "proposition:strategy-profile", "strategy profile", body)


def path_of_play(context: Context) -> NumberedStatement:
    """The regimes alone."""
    return NumberedStatement("proposition", context.label("proposition", "path-of-play"), "path of play", path(context))


def path(context: Context) -> tuple[Block, ...]:
    """The regimes as a list."""
    regimes = tuple(Item(tuple(_regime(context, regime)), context.label("regime", regime.name))
                    for regime in context.equilibrium.regimes)
    return (Paragraph(("In the equilibrium the play is one of the following.",), heading=("On the path.",)), Listing(regimes))


def _regime(context: Context, regime: Regime) -> Iterator[Block]:
    """Where a regime is, what is played in it and what it pays."""
    game, heading = context.equilibrium.game, (f"{spoken(regime.name)}:",)
    cases = context.conditions.cases(regime.region.cases)
    condition = context.condition(cases, None)
    if len(cases) > MOST_INLINE and condition:
        yield Paragraph(("if",), heading=heading)
        yield Listing(tuple(_case(context, case, place == len(cases) - 1) for place, case in enumerate(cases)))
    else:
        yield Paragraph(say("if {condition}.", condition=condition) if condition else ("everywhere.",), heading=heading)
    yield Paragraph(say("{steps}.", steps=_steps(context, regime)))
    choices = [_equation(context, game.node(name), action) for name, action in regime.path if not isinstance(action, str)]
    payoffs = [Relation(Marked(context.payoff_name(), below=spoken(name)),
                        (("=", normal_form(regime.payoffs[name], context.style)),)) for name in game.players]
    yield Display(Formulas((*choices, *payoffs)))


def _case(context: Context, case: Slacks, is_last: bool) -> Item:
    """A case of a region, in a list of alternatives."""
    return Item((Paragraph(say("{case}{end}", case=context.condition((case,), None), end="." if is_last else ", or")),))


def _steps(context: Context, regime: Regime) -> Parts:
    """The moves and the letters of what is chosen, player by player."""
    runs: list[tuple[str, list[Parts]]] = []
    for name, action in regime.path:
        found = context.equilibrium.game.node(name)
        assert not isinstance(found, Outcome)
        word = Math(context.style.name(found.choice.symbol)) if isinstance(found, Choose) else move(str(action))
        if not runs or runs[-1][0] != found.player:
            runs.append((found.player, []))
        runs[-1][1].append((word,))
    return listed([say("{who}: {moves}", who=sentence_case(spoken(who)) if place == 0 else spoken(who),
                       moves=listed(moves, last=", ")) for place, (who, moves) in enumerate(runs)], last="; ", comma="; ")


def _equation(context: Context, found: Decide | Choose, action: PlannedAction) -> Relation:
    assert isinstance(found, Choose)
    value = normal_form(sp.sympify(action, strict=True), context.style)
    return Relation(context.style.name(found.choice.symbol), (("=", value),))


def policy_item(context: Context, name: str) -> Item:
    """The policy of a node."""
    found = context.equilibrium.game.node(name)
    assert not isinstance(found, Outcome)
    return Item(policy_blocks(context, found, _heading(found.player, name)), context.label("policy", name))


def policies(context: Context, repeated: tuple[Repeat, ...], left_out: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """The policies from the last mover upwards; of nodes that repeat others, which they repeat."""
    twins = tuple(repeat for repeat in repeated if repeat.node not in left_out)
    told = (*left_out, *(repeat.node for repeat in twins))
    own = tuple(policy_item(context, found.name) for found in movers(context) if found.name not in told)
    return (*own, *(Item((Paragraph(_again(context, group)),)) for group in groups(context, twins)))


def _again(context: Context, group: Repeat) -> Parts:
    return say("In the subgame at {node} the strategies are those in the subgame at {like} with {values}.",
               node=node(group.node), like=node(group.like), values=context.equations(group.values))


def _heading(mover: str, name: str) -> Parts:
    return say("{node} ({mover}):", node=node(name), mover=player(mover))


def cutoff_proposition(context: Context, profile: str) -> NumberedStatement | None:
    """The cutoffs in the parameters that the author names, each in its cases; None where there are none.

    ``profile`` labels the proposition that states the regimes.
    """
    cutoffs = context.equilibrium.cutoffs
    if not cutoffs:
        return None
    parameters = tuple(dict.fromkeys(cutoff.parameter for cutoff in cutoffs))
    body: list[Block] = [Paragraph((CUTOFFS,))]
    for parameter in parameters:
        letter = Math(context.style.name(sp.Symbol(parameter, real=True)))
        body.append(Paragraph(say("In {letter}:", letter=letter)))
        body.append(Listing(tuple(Item(tuple(_cutoff(context, cutoff)), context.label("cutoff", cutoff.name))
                                  for cutoff in cutoffs if cutoff.parameter == parameter)))
    proof = Paragraph(say("By Proposition {profile} the conditions of two regimes meet where one relation of each is an "
                          "equation; each cutoff is that equation solved.", profile=Cite(profile)))
    return NumberedStatement("proposition", context.label("proposition", "cutoffs"), "cutoffs", tuple(body), (proof,))


def _cutoff(context: Context, cutoff: Cutoff) -> Iterator[Block]:
    letter = context.style.name(sp.Symbol(cutoff.parameter, real=True))
    pairs: dict[sp.Expr, list[Parts]] = {}
    for case in cutoff.cases:
        low, high = case.between
        pairs.setdefault(case.expression, []).append(say("from {low} to {high}", low=move(low), high=move(high)))
    for expression, between in pairs.items():
        equation, said = Relation(letter, (("=", normal_form(expression, context.style)),)), listed(between, last=" or ")
        if width(equation) > NARROW:
            yield Paragraph(say("{between}:", between=said))
            yield Display(equation)
        else:
            yield Paragraph(say("{between}: {equation}.", between=said, equation=Math(equation)))
