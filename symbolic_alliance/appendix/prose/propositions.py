"""The propositions: the whole strategy profile, and the cutoffs between its regimes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import sympy as sp

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
from symbolic_alliance.appendix.prose.restated import region_words
from symbolic_alliance.appendix.prose.wording import player, sentence_case, spell, term
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Regime
from symbolic_alliance.game.tree import Choose, Mover, Outcome, subtree
from symbolic_alliance.proof.claim import Verdict
from symbolic_alliance.typeset.layout import Formulas, Marked, Relation, equation
from symbolic_alliance.typeset.widths import width

MOST_INLINE, NARROW = 2, 13.0  # cases in one sentence; the width in em of a cutoff in running text
CUTOFFS = ("At these values the equilibrium passes from one regime to the next. Where a cutoff has several cases, the one "
           "that counts is that at whose value both of its regimes hold.")
SHOWN = " The other cutoffs are the bounds that the conditions of the regimes show."


def strategy_profile(context: Context, repeated: tuple[Repeat, ...]) -> NumberedStatement:
    """Every node's policy; its proof names the lemmas of the nodes, and why they suffice."""
    known = [repeat.node for repeat in repeated]
    cited = [Cite(context.label("lemma", found.name)) for found in movers(context) if found.name not in known]
    proof = paragraph("Lemmas {lemmas} show of each policy that it is a best reply to what follows it, at every history. By "
                      "Proposition {why} no strategy of any player then gains against the others. Following the policies "
                      "from the first node on gives the path of each regime of Proposition {path}.",
                      lemmas=join(cited), why=Cite(context.label("proposition", "sufficiency")),
                      path=Cite(context.label("proposition", "path-of-play")))
    is_proved = bool(context.claims) and all(claim.verdict is Verdict.PROVED for claim in context.claims)
    return NumberedStatement("proposition:strategy-profile", "equilibrium", (
        paragraph("These policies are a subgame-perfect equilibrium, on the path of play and off it; from the last mover "
                  "upwards, and of the cases of a policy the first that holds is followed:"),
        Listing(policies(context, repeated))), (proof,) if is_proved else (), is_proved)


def path_of_play(context: Context, before: Sequence[Context] = (), paid: Sequence[str] = ()) -> NumberedStatement:
    """The regimes alone; one that is played as a regime of a game ``before`` is refers to it.

    Payoffs are those of the players that are ``paid`` as in the game, or of all: what others get only orders outcomes.
    """
    title = "path of play" if context.prefix == "" else f"path of play: {context.equilibrium.game.title}"
    return NumberedStatement(context.label("proposition", "path-of-play"), title, _path(context, before, paid))


def _path(context: Context, before: Sequence[Context], paid: Sequence[str]) -> tuple[Block, ...]:
    """The regimes as a list."""
    if not context.equilibrium.regimes:
        return (paragraph("No play is known."),)
    players = tuple(paid) or context.equilibrium.game.players
    regimes = tuple(Item(tuple(_regime(context, regime, before, players)), context.label("regime", regime.name))
                    for regime in context.equilibrium.regimes)
    return (paragraph("The play is one of the following."), Listing(regimes))


def _regime(context: Context, regime: Regime, before: Sequence[Context], players: Sequence[str]) -> Iterator[Block]:
    """Where a regime is, what is played in it and what it pays."""
    heading = f"{spell(regime.name)}:"
    cases = () if regime.name in context.forms else context.conditions.cases(regime.region.cases)
    known = next(((other, one) for other in before for one in other.equilibrium.regimes
                  if _is_played_as(context, regime, one)), None)
    if len(cases) > MOST_INLINE:
        yield paragraph("if", heading)
        yield alternatives(context, cases, None, ".")
        yield from () if known is None else [paragraph("{play}.", play=_as_before(context, regime, players, *known))]
    else:
        condition = region_words(context, regime)
        yield paragraph("if {condition}.{play}" if condition else "everywhere.{play}", heading, condition=condition,
                        play=() if known is None else say(" {play}.", play=_as_before(context, regime, players, *known)))
    if known is None:
        yield paragraph("{steps}.", steps=_steps(context, regime))
        ends = [say("{outcome} with probability {chance}", outcome=term(label), chance=context.form(chance))
                for label, chance in regime.ends.items()]
        if ends:
            yield paragraph("It ends in {ends}.", ends=join(ends))
        payoffs = (_payoff(context, regime, name) for name in players)
        yield Display(Formulas((*_choices(context, regime), *payoffs)))


def _is_played_as(context: Context, regime: Regime, other: Regime) -> bool:
    """Whether another game's regime ends alike, with the same choices where it has them, and any other at its end."""
    ends = {node.choice.name: node.lower for node in context.equilibrium.game.nodes if isinstance(node, Choose)}
    return regime.outcome == other.outcome and regime.actions.keys() >= other.actions.keys() and all(
        context.style.is_same(value, other.actions.get(name, ends.get(name, value)))
        for name, value in regime.actions.items())


def _as_before(context: Context, regime: Regime, players: Sequence[str], home: Context, other: Regime) -> Parts:
    """What is played, by the regime of another game, and what is paid otherwise."""
    further = [context.define(name, value) for name, value in regime.actions.items() if name not in other.actions]
    payoffs = [_payoff(context, regime, name) for name in players
               if name not in other.payoffs or not context.style.is_same(regime.payoffs[name], other.payoffs[name])]
    return say("Played and paid as in ({regime}){further}{but}", regime=Cite(home.label("regime", other.name)),
               further=say_if(", with {values}", values=join(further)), but=say_if(", but {payoffs}", payoffs=join(payoffs)))


def _payoff(context: Context, regime: Regime, name: str) -> Relation:
    """What a player gets, in the choices of the regime where that is shorter."""
    ends = (node.payoffs[name] for node in context.equilibrium.game.nodes
            if isinstance(node, Outcome) and node.label == regime.outcome)
    choices = {node.choice.symbol: regime.actions.get(node.choice.name) for node in context.equilibrium.game.nodes
               if isinstance(node, Choose)}
    known = {symbol: value for symbol, value in choices.items() if value is not None}
    told = [context.form(regime.payoffs[name]), *(context.form(end) for end in ends if context.style.is_same(
        end.xreplace(known), regime.payoffs[name]))]
    return equation(Marked(context.payoff_name(), below=spell(name)), min(told, key=width))


def _choices(context: Context, regime: Regime) -> Iterator[Relation]:
    for name, action in regime.path:
        node = context.equilibrium.game.node(name)
        if isinstance(node, Choose):
            yield context.define(node.choice.symbol, action)


def _steps(context: Context, regime: Regime) -> Parts:
    """The moves and the letters of what is chosen, player by player."""
    steps = [(context.equilibrium.game.node(name), action) for name, action in regime.path]
    runs: list[Parts] = []
    for who, run in groupby(steps, key=lambda step: step[0].player):
        moves = [_step(context, node, action) for node, action in run]
        runs.append(say("{who}: {moves}", who=spell(who) if runs else sentence_case(spell(who)), moves=join(moves, ", ")))
    return join(runs, "; ", "; ")


def _step(context: Context, node: Mover, action: str | sp.Expr) -> Parts:
    """A move, or the letter of a choice; where chance may lead to other nodes, with the node."""
    done = context.style.name(node.choice.symbol) if isinstance(node, Choose) else term(str(action))
    after_chance = any(node is one for lottery in context.equilibrium.game.lotteries for one in subtree(lottery))
    return say("{done} at {node}", done=done, node=term(node.name)) if after_chance else (done,)


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
    """The cutoffs in the parameters that the author names, but for those that the conditions of the regimes show as bounds;
    None where there is nothing left.

    ``profile`` labels the proposition that states the regimes.
    """
    kept = [replace(cutoff, cases=tuple(case for case in cutoff.cases if not _is_shown(context, cutoff, case)))
            for cutoff in context.equilibrium.cutoffs]
    cutoffs = [cutoff for cutoff in kept if cutoff.cases]
    is_whole = sum(len(one.cases) for one in cutoffs) == sum(len(one.cases) for one in context.equilibrium.cutoffs)
    body: list[Block] = [paragraph("{cutoffs}{rest}", cutoffs=CUTOFFS, rest="" if is_whole else SHOWN)]
    for parameter in dict.fromkeys(cutoff.parameter for cutoff in cutoffs):
        body += [paragraph("In {letter}:", letter=context.style.name(parameter)),
                 Listing(tuple(Item(tuple(_cutoff(context, cutoff)), context.label("cutoff", cutoff.name))
                               for cutoff in cutoffs if cutoff.parameter == parameter))]
    proof = paragraph("By Proposition {profile} the conditions of two regimes meet where one relation of each is an "
                      "equation; each cutoff is that equation solved.", profile=Cite(profile))
    return NumberedStatement(context.label("proposition", "cutoffs"), "cutoffs", tuple(body), (proof,)) if cutoffs else None


def _is_shown(context: Context, cutoff: Cutoff, case: CutoffCase) -> bool:
    """Whether a cutoff is a bound in the conditions of its regimes, as those that speak of no other such parameter are."""
    others = [name for name in context.equilibrium.game.cutoff_parameters if name != cutoff.parameter]
    is_first = cutoff.parameter in context.equilibrium.game.cutoff_parameters[:1]
    return (is_first and all(name in context.forms for name in case.between)
            and not any(case.expression.has(sp.Symbol(name, real=True)) for name in others))


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
