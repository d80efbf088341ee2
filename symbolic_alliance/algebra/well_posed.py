"""What must hold of a game so that claims on open sets reach every point: its assumptions, its intervals, its payoffs.

In:  a `Game`.
Out: claims on closed sets, as the author declares them:
  - ``dense``: every point of the assumptions is a limit of points that satisfy each of them strictly;
  - ``interval``: the ends of a choice's interval have values, do not cross, and do not meet where one of them is open;
  - ``defined``: whatever a payoff divides by is not 0 where the branch that divides by it may hold;
  - ``continuous``: two branches of a payoff that may both hold pay the same there;
  - ``probabilities``: none of a lottery is negative (that they add up to 1 is checked when it is made).
Method of ``dense``: where only weak linear assumptions hold with equality, every step towards a point that satisfies all of
them strictly leads inside; where another one does too, some way must lead inside at first order, and that is claimed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import sympy as sp

from symbolic_alliance.algebra.cases import RationalCase, rational_cases
from symbolic_alliance.algebra.factoring import square_roots
from symbolic_alliance.closed_form import sign
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.equilibrium import CaseConditions
from symbolic_alliance.game.points import random_points
from symbolic_alliance.game.tree import Choose, Game, Outcome
from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality, Kind, Result
from symbolic_alliance.proof.prover import prove

MOST_WEAK = 8
DRAWS = 40
SECONDS = 3.0
REMEDIES: Mapping[Kind, str] = {
    ClaimKind.DENSE: "state the assumptions so that every point is a limit of points at which all of them hold strictly",
    ClaimKind.PROBABILITIES: "state an assumption that keeps it from it",
    ClaimKind.INTERVAL: "state an assumption that keeps its ends apart",
    ClaimKind.DEFINED: "give the payoff a value there, the point told letter by letter, as Outcome(..., where={Eq(x, 0) & "
                       "Eq(y, 0): ...}), or exclude it by an assumption or an open end",
}
Conclusion = tuple[tuple[Inequality, ...], ...]


def well_posed_claims(game: Game) -> tuple[Claim, ...]:
    """State what must hold of a game; `ModelError` for more weak nonlinear assumptions than can be looked at together.

    >>> from symbolic_alliance import Assumption, Choice, Parameter, Parameters
    >>> k, x = sp.symbols("k x", real=True)
    >>> game = Game("contest", "A contest", ("firm",), Parameters((Parameter("k", "k", "a rival's effort"),),
    ...     (Assumption("rival", (k > 0,), "the rival tries"),), {"k": 1}),
    ...     Choose("try", "firm", Choice("x", "x", "effort"), 0, 1, Outcome("end", {"firm": x / (x + k) - x})))
    >>> [(claim.name, claim.alternatives[0][0].expression) for claim in well_posed_claims(game)]
    [('try_interval_1', 1), ('end_defined_1', k + x)]
    """
    return numbered((*_dense(game), *_intervals(game), *_lotteries(game), *_payoffs(game)))


def require_well_posed(game: Game) -> None:
    """Raise `ModelError`, with the point, where an interval is empty, a payoff has no value or an assumption has a spike.

    What is not settled here is left to the obligations, which state it again.
    """
    for claim in well_posed_claims(game):
        if claim.kind is not ClaimKind.CONTINUOUS:
            point = prove_closed(claim).point
            if point is not None:
                where = ", ".join(f"{name} = {value}" for name, value in point.items())
                raise ModelError(f"{game.name}: it does not hold that {claim.text}; it fails at {where or 'every point'}: "
                                 f"{REMEDIES[claim.kind]}")


def prove_closed(claim: Claim, seconds: float = SECONDS) -> Result:
    """Settle a claim on closed sets; where its hypotheses never hold nothing can go wrong, and it is proved."""
    return prove(claim, seconds, needs_witness=False, thoroughly=False)


def closed_claim(game: Game, about: str, kind: ClaimKind, text: str, hypotheses: Iterable[Inequality],
                 conclusion: Conclusion) -> Claim:
    """A claim under the assumptions and, of choices that it speaks of, the intervals as declared; it has no number yet."""
    own = tuple(hypotheses)
    symbols = frozenset().union(*(part.expression.free_symbols for group in (own, *conclusion) for part in group))
    assumed = tuple(Inequality(slack, strict, assumption.name)
                    for assumption in game.parameters.assumptions for slack, strict in assumption.slacks)
    return Claim(about, kind, text, (*assumed, *choice_intervals(game, symbols), *own), conclusion, about)


def numbered(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Name each claim by what it is about, its kind and its number among those."""
    found: list[Claim] = []
    for claim in claims:
        number = sum((one.about, one.kind) == (claim.about, claim.kind) for one in found) + 1
        found.append(replace(claim, name=f"{claim.about}_{claim.kind}_{number}"))
    return tuple(found)


def as_printed(conditions: Iterable[tuple[sp.Expr, bool]], source: str) -> tuple[Inequality, ...]:
    """That a case holds, edges included unless a slack is strict; freed of denominators, so that no point is lost where
    one is 0."""
    return tuple(Inequality(_cleared(slack), strict, source) for slack, strict in conditions)


def _cleared(slack: sp.Expr) -> sp.Expr:
    numerator, denominator = sp.fraction(sp.together(slack))
    return slack if denominator.is_number else numerator * denominator


def choice_intervals(game: Game, symbols: frozenset[sp.Symbol]) -> tuple[Inequality, ...]:
    """The intervals of the choices that occur, and of those that occur in their ends."""
    found: list[Inequality] = []
    used, choosers = symbols, {node.choice.symbol: node for node in game.nodes if isinstance(node, Choose)}
    for node in reversed(choosers.values()):
        symbol, source = node.choice.symbol, f"choice {node.choice.name}"
        if symbol in used:
            upper = () if node.upper is None else (Inequality(node.upper - symbol, node.upper_open, source),)
            found = [Inequality(symbol - node.lower, node.lower_open, source), *upper, *found]
            used |= node.lower.free_symbols | (frozenset() if node.upper is None else node.upper.free_symbols)
    return tuple(found)


# ---- the assumptions


def _dense(game: Game) -> Iterator[Claim]:
    parameters = game.parameters
    slacks = [_cleared(slack) for assumption in parameters.assumptions for slack, strict in assumption.slacks if not strict]
    bent = [place for place, slack in enumerate(slacks) if not _is_linear(slack, parameters.symbols)]
    inner = _inner_point(game) if slacks else {}
    if bent and len(slacks) > MOST_WEAK:
        raise ModelError(f"{len(slacks)} assumptions are weak, and {slacks[bent[0]]} >= 0 is not linear: state those that no "
                         f"point needs to meet with equality as strict ones; {MOST_WEAK} can be looked at together")
    if not bent:
        return
    inward = [sp.Rational(inner[one.name].numerator, inner[one.name].denominator) - one.symbol for one in parameters]
    axes = [[sp.Integer(side * (one == other)) for one in parameters] for other in parameters for side in (1, -1)]
    for size in range(1, len(slacks) + 1):
        for active in combinations(range(len(slacks)), size):
            lead = next((place for place in active if place in bent), None)
            if lead is not None:
                ways = [inward, [sp.diff(slacks[lead], symbol) for symbol in parameters.symbols], *axes]
                yield _leads_inside(game, [slacks[place] for place in active], ways)


def _is_linear(slack: sp.Expr, symbols: Sequence[sp.Symbol]) -> bool:
    return slack.is_polynomial(*symbols) and sp.Poly(slack, *symbols).total_degree() <= 1


def _leads_inside(game: Game, active: Sequence[sp.Expr], ways: Iterable[Sequence[sp.Expr]]) -> Claim:
    """That where some slacks are 0 together, one of the ways makes all of them positive at first order."""
    symbols = game.parameters.symbols
    slopes = [[sp.expand(sum(sp.diff(slack, symbol) * step for symbol, step in zip(symbols, way, strict=True)))
               for slack in active] for way in ways]
    text = f"where {', '.join(map(str, active))} is 0, some way leads inside"
    return closed_claim(game, "assumptions", ClaimKind.DENSE, text,
                        [Inequality(one) for slack in active for one in (slack, -slack)],
                        tuple(tuple(Inequality(slope, True) for slope in way) for way in slopes if 0 not in way))


def _inner_point(game: Game) -> dict[str, Fraction]:
    """A point at which every assumption holds strictly: the witness, or one that is found near it."""
    parameters = game.parameters
    points = [{name: parameters.witness[name] for name in parameters.names}, *random_points(parameters, DRAWS)]
    slacks = [slack for assumption in parameters.assumptions for slack, _ in assumption.slacks]
    for point in points:
        if all(sign(slack, point) > 0 for slack in slacks):
            return point
    raise ModelError(f"the assumptions of {game.name} seem to hold on a set without interior, since no point was found where "
                     "all hold strictly: state an equation by substituting it, or give a witness that is such a point")


# ---- the intervals and the payoffs


def _intervals(game: Game) -> Iterator[Claim]:
    for node in {node.choice.name: node for node in game.nodes if isinstance(node, Choose)}.values():
        ends = [node.lower] if node.upper is None else [node.lower, node.upper]
        widths = [] if node.upper is None else [Inequality(node.upper - node.lower, node.lower_open or node.upper_open)]
        lost = values_lost(ends, (one.expression for one in widths))
        if widths or lost:
            end = "infinity" if node.upper is None else node.upper
            text = f"the interval from {node.lower} to {end} at {node.name} is not empty"
            yield closed_claim(game, node.name, ClaimKind.INTERVAL, text, (), ((*widths, *lost),))


def _lotteries(game: Game) -> Iterator[Claim]:
    """That probabilities have values, and that none is negative; numbers need no claim where they are not."""
    for lottery in game.lotteries:
        for divisor in dict.fromkeys(divisor for chance in lottery.probabilities for divisor in divisors(chance)):
            text = f"the probabilities at {lottery.name} have a value: what they divide by is not 0"
            yield closed_claim(game, lottery.name, ClaimKind.DEFINED, text, (), not_zero(divisor))
        for label, (chance, _) in lottery.branches.items():
            if not (chance.is_number and chance >= 0):
                text = f"the probability of {label} at {lottery.name} is not negative"
                yield closed_claim(game, lottery.name, ClaimKind.PROBABILITIES, text, (), ((Inequality(chance),),))


def _payoffs(game: Game) -> Iterator[Claim]:
    seen: set[tuple[CaseConditions, sp.Expr]] = set()
    for node in game.nodes:
        if isinstance(node, Outcome):
            for player in game.players:
                cases = rational_cases(node.payoffs[player])
                yield from _defined(game, node, player, cases, seen)
                yield from _continuous(game, node, player, cases)


def _defined(game: Game, node: Outcome, player: str, cases: Sequence[RationalCase],
             seen: set[tuple[CaseConditions, sp.Expr]]) -> Iterator[Claim]:
    """That no divisor of a branch is 0 where the branch may hold, and none of a condition anywhere."""
    tested = [argument for part in sp.preorder_traversal(node.payoffs[player])
              if part.is_Relational or isinstance(part, (sp.Max, sp.Min, sp.Abs)) for argument in part.args]
    known = frozenset(game.parameters.symbols)
    divided: list[tuple[CaseConditions, sp.Expr]] = [((), divisor) for argument in tested for divisor in divisors(argument)]
    divided += [(case.conditions(known), divisor) for case in cases for divisor in divisors(case.value)]
    for conditions, divisor in divided:
        if (conditions, divisor) not in seen and ((), divisor) not in seen:
            seen.add((conditions, divisor))
            text = f"the payoff of {player} at {node.label} has a value: what it divides by is not 0"
            hypotheses = as_printed(conditions, f"branch at {node.label}")
            yield closed_claim(game, node.label, ClaimKind.DEFINED, text, hypotheses, not_zero(divisor))


def not_zero(expression: sp.Expr) -> Conclusion:
    """That an expression has a value, and that it is not 0."""
    return (Inequality(expression, True),), (Inequality(-expression, True),)


def divisors(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """What an expression without branches divides by, on every level of it.

    >>> x, k = sp.symbols("x k", real=True)
    >>> divisors(x / (x + k) + 1 / (1 / x - 1))
    (x, -1 + 1/x, k + x)
    """
    found = [part.base for part in sp.preorder_traversal(expression)
             if isinstance(part, sp.Pow) and part.exp.is_negative and not part.base.is_number]
    return tuple(dict.fromkeys(sorted(found, key=sp.default_sort_key)))


def values_lost(forms: Iterable[sp.Expr], kept: Iterable[sp.Expr]) -> tuple[Inequality, ...]:
    """What makes some forms have a value and does not show in what is kept of them: a difference may lose a divisor or root.

    >>> k, m = sp.symbols("k m", real=True)
    >>> [str(one.expression) for one in values_lost([1 / k, sp.sqrt(m) + k], [1 / k + k])]
    ['m']
    """
    told, left = list(forms), list(kept)
    divided = [one for form in told for one in divisors(form) if not any(one in divisors(other) for other in left)]
    rooted = [root.base for form in told for root in square_roots(form)
              if not root.base.is_number and not any(root in square_roots(other) for other in left)]
    return tuple(dict.fromkeys((*(Inequality(one**2, True) for one in divided), *map(Inequality, rooted))))


def _continuous(game: Game, node: Outcome, player: str, cases: Sequence[RationalCase]) -> Iterator[Claim]:
    for first, second in combinations(cases, 2):
        claim = no_jump(game, node, player, first, second)
        if claim is not None:
            yield claim


def no_jump(game: Game, node: Outcome, player: str, first: RationalCase, second: RationalCase) -> Claim | None:
    """That two branches of a payoff pay the same where both may hold; None where they are the same formula, or step."""
    known = frozenset(game.parameters.symbols)
    gap, one, two = sp.together(first.value - second.value), first.conditions(known), second.conditions(known)
    if gap == 0 or any(strict or other_strict for slack, strict in one for other, other_strict in two
                       if sp.expand(slack + other) == 0):
        return None
    text = f"the payoff of {player} at {node.label} does not jump from {first.value} to {second.value}"
    hypotheses = as_printed((*one, *two), f"branches at {node.label}")
    same = (Inequality(gap), Inequality(-gap))
    return closed_claim(game, node.label, ClaimKind.CONTINUOUS, text, hypotheses, (same,))
