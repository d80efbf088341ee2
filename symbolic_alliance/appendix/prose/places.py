"""What an assertion says, recognised: the regimes, plans and thresholds that its inequalities come from.

In:  a `Formula`, and the places of a paper, each a union of conjunctions with the words for it.
Out: the places that the formula is inside of, and the inequalities that are left over.
Nothing rests on it: what is recognised is the formula itself, told in fewer words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance.appendix.prose.document import Cite, Parts, say
from symbolic_alliance.appendix.prose.wording import term
from symbolic_alliance.claims.region_form import AtLeast
from symbolic_alliance.claims.theorems import Formula, Let, Threshold, inside, within
from symbolic_alliance.game.equilibrium import Equilibrium, Regime, Region
from symbolic_alliance.proof.claim import Conjunction
from symbolic_alliance.typeset.layout import equation
from symbolic_alliance.typeset.style import Style

Expressions = tuple[sp.Expr, ...]


@dataclass(frozen=True)
class Place:
    """A place in words; ``regime`` is the regime that it is, where it is one, and ``home`` the name of its game.

    ``forms`` are its cases, with strict inequalities and with weak ones; of a threshold ``says`` what it says in letters.
    """

    words: Parts
    forms: tuple[tuple[Expressions, ...], tuple[Expressions, ...]]
    home: str = ""
    regime: Regime | None = None
    says: AtLeast | None = None

    def is_met(self, hits: Sequence[Expressions]) -> bool:
        """Whether one of these conjunctions is a case of it."""
        return any(hit in form for hit in hits for form in self.forms)


Group = tuple[Place, ...]


@dataclass(frozen=True)
class Recognised:
    """A formula as places, one alternative of each group, and what is left over, case by case.

    ``implied`` are places that it is inside of too, but whose inequalities all belong to the others.
    """

    groups: tuple[Group, ...]
    rest: tuple[Conjunction, ...]
    implied: tuple[Group, ...] = ()


def groups_of(equilibria: Sequence[tuple[str, Equilibrium]], lets: Sequence[Let], style: Style) -> tuple[Group, ...]:
    """The places of a paper: each game's regimes, thresholds compared with their parameter, each node's plans.

    The equilibria come with what the labels of their regimes start with.
    """
    regimes = (tuple(_place((Cite(f"regime:{prefix}{regime.name}"),), one, (regime,), regime) for regime in one.regimes)
               for prefix, one in equilibria)
    thresholds = (group for let in lets if isinstance(let.value, Threshold) and len(let.value.cases) > 1
                  for group in _compare(let, let.value, style))
    return (*regimes, *thresholds, *(group for _, one in equilibria[::-1] for group in _plans(one)))


def _place(words: Parts, equilibrium: Equilibrium, regions: Sequence[Regime | Region], regime: Regime | None = None) -> Place:
    return Place(words, (_expressions(inside(*regions)), _expressions(within(*regions))), equilibrium.game.name, regime)


def _expressions(formula: Formula) -> tuple[Expressions, ...]:
    return tuple(tuple(one.expression for one in case) for case in formula.cases)


def _compare(let: Let, threshold: Threshold, style: Style) -> Iterator[Group]:
    for sign, word in ((1, "<"), (-1, ">")):
        cases = _expressions(threshold.compare(sign, threshold.symbol, strict=True))
        more, less = (let.symbol, threshold.symbol)[::sign]
        yield (Place((equation(style.name(threshold.symbol), style.name(let.symbol), word),), (cases, cases),
                     says=AtLeast(more, less)),)


def _plans(equilibrium: Equilibrium) -> Iterator[Group]:
    """What each node's plan does, the last node first; then where play ends from each, the first node first."""
    for policy in reversed(equilibrium.strategy.policies):
        node = term(policy.node)
        for move in dict.fromkeys(piece.action for piece in policy.pieces if isinstance(piece.action, str)):
            yield (_place(say("the policy at {node} is {move}", node=node, move=term(move)), equilibrium,
                          [piece.region for piece in policy.pieces if piece.action == move]),)
    for policy in equilibrium.strategy.policies:
        node = term(policy.node)
        for outcome in dict.fromkeys(piece.outcome for piece in policy.pieces if piece.outcome):
            yield (_place(say("the play from {node} on ends in {outcome}", node=node, outcome=term(outcome)), equilibrium,
                          [piece.region for piece in policy.pieces if piece.outcome == outcome]),)


def recognise(formula: Formula, groups: Sequence[Group]) -> Recognised:
    """Find the places that a formula is inside of, those first that say most of it.

    Each of its cases holds a case of the place, and all cases of the place occur.
    """
    known = _expressions(formula)
    left = [dict.fromkeys(expressions) for expressions in known]
    candidates = [found for group in groups for found in _candidates(known, group)]
    chosen: list[Group] = []
    while candidates and any(left):
        best = max(candidates, key=lambda one: _count_hits(one[1], left))
        if not _count_hits(best[1], left):
            break
        candidates.remove(best)
        chosen.append(best[0])
        for hit, rest in zip(best[1], left, strict=True):
            for part in hit:
                rest.pop(part, None)
    rests = (tuple(one for one in case if one.expression in rest) for case, rest in zip(formula.cases, left, strict=True))
    ordered = tuple(group for every in groups for group in chosen if group[0] in every)
    return Recognised(ordered, tuple(dict.fromkeys(rests)), tuple(group for group, _ in candidates))


def _count_hits(hits: Sequence[Expressions], left: Sequence[dict[sp.Expr, None]]) -> int:
    return sum(part in rest for hit, rest in zip(hits, left, strict=True) for part in hit)


def _candidates(known: Sequence[Expressions], group: Group) -> list[tuple[Group, tuple[Expressions, ...]]]:
    """The places of a group that all the cases lie in; else several of its places in which they lie together."""
    single: list[tuple[Group, tuple[Expressions, ...]]] = [
        ((place,), hits) for place in group if (hits := _hits(known, (place,))) is not None]
    if single or len(group) == 1:
        return single
    hits = _hits(known, group)
    return [] if hits is None else [(tuple(place for place in group if place.is_met(hits)), hits)]


def _hits(known: Sequence[Expressions], group: Group) -> tuple[Expressions, ...] | None:
    """For each case the inequalities that put it into a place of the group; None where one lies in none, or where a place is
    met in part only."""
    for form in range(2):
        cases = [case for place in group for case in place.forms[form]]
        if not all(cases):
            continue
        hits = [max((case for case in cases if all(part in expressions for part in case)), key=len, default=())
                for expressions in known]
        wanted = [case for place in group if place.is_met(hits) for case in place.forms[form]]
        if known and all(hits) and all(any(all(part in one for part in case) for one in known) for case in wanted):
            return tuple(hits)
    return None
