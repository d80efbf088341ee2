"""Mutants of a right strategy: one thing is changed, most often at an edge, on a whisker, at a pole or where two are equal.

In:  a game, a strategy for it, and a random generator.
Out: another strategy, and what was done.  A mutant may still be right; the tree says.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import sympy as sp

from symbolic_alliance import Decide, Game, Piece, Policy, Region, Strategy
from tests.fuzz.rewrite import mapped, with_policy

SHIFTS = tuple(map(sp.Rational, ("1/1000", "-1/1000", "1/20", "-1/20", "1/2", "-1/2")))
TRIES = 30
Case = tuple[sp.Expr, ...]


@dataclass(frozen=True)
class Draw:
    """A policy, and a piece of it, in which something is to be changed."""

    game: Game
    strategy: Strategy
    policy: Policy
    place: int
    random: Random

    @property
    def piece(self) -> Piece:
        return self.policy.pieces[self.place]

    @property
    def known(self) -> list[sp.Expr]:
        """The slacks and letters that the node's pieces may speak of, and constants."""
        slacks = [slack for piece in self.policy.pieces for case in piece.region.cases for slack in case]
        return list(dict.fromkeys([*slacks, *self.game.parameters.symbols])) or [sp.Integer(1)]

    def with_piece(self, *pieces: Piece) -> Strategy:
        """The strategy with these pieces in place of the one that was drawn."""
        every = (*self.policy.pieces[:self.place], *pieces, *self.policy.pieces[self.place + 1:])
        return with_policy(self.strategy, self.policy.node, every)

    def with_cases(self, *cases: Case) -> Strategy | None:
        """The strategy with another region for the piece that was drawn."""
        return self.with_piece(replace(self.piece, region=replace(self.piece.region, cases=cases))) if cases else None

    def other_action(self) -> str | sp.Expr:
        """What another piece plays here, an end of the interval, another move, or the piece's own action moved a little."""
        node = self.game.node(self.policy.node)
        if isinstance(node, Decide):
            return self.random.choice([move for move in node.moves if move != self.piece.action] or [str(self.piece.action)])
        others = [piece.action for piece in self.policy.pieces if piece.action != self.piece.action]
        ends = [node.lower, *(() if node.upper is None else (node.upper,))]
        moved = [self.piece.action + self.random.choice(SHIFTS), self.piece.action * sp.Rational(99, 100)]
        options = [*others, *ends, *moved]
        return self.random.choice([one for one in options if one != self.piece.action])


Mutation = Callable[[Draw], Strategy | None]


def _slack(draw: Draw) -> tuple[int, int] | None:
    """The places of a case and of a slack in it."""
    cases = [(number, case) for number, case in enumerate(draw.piece.region.cases) if case]
    if not cases:
        return None
    number, case = draw.random.choice(cases)
    return number, draw.random.randrange(len(case))


def _with_slack(draw: Draw, change: Callable[[sp.Expr], Case]) -> Strategy | None:
    """The strategy with one slack of one piece replaced by others, or by none."""
    found = _slack(draw)
    if found is None:
        return None
    number, place = found
    region = draw.piece.region
    old = region.cases[number][place]
    new = change(old)
    case = (*region.cases[number][:place], *new, *region.cases[number][place + 1:])
    changed = Region((*region.cases[:number], case, *region.cases[number + 1:]),
                     (*region.strict, *new) if old in region.strict else region.strict)
    return draw.with_piece(replace(draw.piece, region=changed))


def shifted_cutoff(draw: Draw) -> Strategy | None:
    """A cutoff of the node moved, in all pieces that it bounds."""
    found = _slack(draw)
    if found is None:
        return None
    slack = draw.piece.region.cases[found[0]][found[1]]
    shift = draw.random.choice((*SHIFTS, draw.random.choice(draw.known) * sp.Rational(1, 50)))

    def moved(other: sp.Expr) -> sp.Expr:
        ratio = sp.cancel(other / slack) if slack != 0 else sp.Integer(0)
        return other + ratio * shift if ratio.is_Rational else other

    return with_policy(draw.strategy, draw.policy.node, tuple(
        replace(piece, region=mapped(piece.region, moved)) for piece in draw.policy.pieces))


def swapped(draw: Draw) -> Strategy | None:
    """The actions of two pieces exchanged."""
    if len(draw.policy.pieces) < 2:
        return None
    other = draw.random.choice([place for place in range(len(draw.policy.pieces)) if place != draw.place])
    pieces = list(draw.policy.pieces)
    pieces[draw.place], pieces[other] = (replace(pieces[draw.place], action=pieces[other].action),
                                         replace(pieces[other], action=draw.piece.action))
    return with_policy(draw.strategy, draw.policy.node, tuple(pieces))


def dropped_case(draw: Draw) -> Strategy | None:
    cases = draw.piece.region.cases
    gone = draw.random.randrange(len(cases))
    return draw.with_cases(*cases[:gone], *cases[gone + 1:])


def dropped_piece(draw: Draw) -> Strategy | None:
    return draw.with_piece() if len(draw.policy.pieces) > 1 else None


def dropped_slack(draw: Draw) -> Strategy | None:
    return _with_slack(draw, lambda slack: ())


def other_action(draw: Draw) -> Strategy | None:
    return draw.with_piece(replace(draw.piece, action=draw.other_action()))


def everywhere(draw: Draw) -> Strategy | None:
    """One piece alone, on the whole node."""
    return with_policy(draw.strategy, draw.policy.node, (replace(draw.piece, region=Region(((),))),))


def whisker(draw: Draw) -> Strategy | None:
    """A slack multiplied by another: where it is 0 the product is 0, whatever the sign of the other."""
    other = draw.random.choice(draw.known)
    return _with_slack(draw, lambda slack: (sp.expand(slack * other),))


def whiskers_and_action(draw: Draw) -> Strategy | None:
    """The same upstream of an edge: a slack below multiplied, and one piece above played everywhere."""
    changed = whisker(draw)
    above = [policy for policy in draw.strategy.policies if policy.node != draw.policy.node and len(policy.pieces) > 1]
    if changed is None or not above:
        return changed
    policy = draw.random.choice(above)
    return with_policy(changed, policy.node, (replace(draw.random.choice(policy.pieces), region=Region(((),))),))


def squared(draw: Draw) -> Strategy | None:
    """A slack squared, or its negative square: it holds everywhere, or where it is 0 alone."""
    way = draw.random.choice((1, -1))
    return _with_slack(draw, lambda slack: (way * slack**2,))


def edge_given_away(draw: Draw) -> Strategy | None:
    """An edge that a piece owns left to another, which may not be there; or one that it does not own taken."""
    found = _slack(draw)
    if found is None:
        return None
    region = draw.piece.region
    slack = region.cases[found[0]][found[1]]
    strict = tuple(one for one in region.strict if one != slack) if slack in region.strict else (*region.strict, slack)
    return draw.with_piece(replace(draw.piece, region=replace(region, strict=strict)))


def pole(draw: Draw) -> Strategy | None:
    """A slack divided by a square: it has no value where that is 0."""
    other = draw.random.choice(draw.known) - draw.random.choice((sp.Integer(0), sp.Rational(1, 2)))
    return _with_slack(draw, lambda slack: (slack / other**2,)) if other != 0 else None


def rooted(draw: Draw) -> Strategy | None:
    """A slack under a root: where it is negative the slack has no value."""
    return _with_slack(draw, lambda slack: (sp.sqrt(slack),))


def equality_first(draw: Draw) -> Strategy | None:
    """A further piece, before all others, on an equality, with another action."""
    edge = draw.random.choice(draw.known)
    extra = replace(draw.piece, region=Region(((edge, -edge),)), action=draw.other_action())
    policy = draw.policy
    return with_policy(draw.strategy, policy.node, (extra, *policy.pieces))


def overlapping(draw: Draw) -> Strategy | None:
    """A further piece on a part of another, with another action."""
    found = _slack(draw)
    case = draw.piece.region.cases[found[0]] if found else ()
    extra = replace(draw.piece, region=Region(((*case, draw.random.choice(draw.known)),)), action=draw.other_action())
    return with_policy(draw.strategy, draw.policy.node, (*draw.policy.pieces, extra))


def action_with_a_pole(draw: Draw) -> Strategy | None:
    """An action times (k^2 - 1)/((k - 1)(k + 1)): it has no value at k = 1 and k = -1."""
    if isinstance(draw.piece.action, str) or not draw.game.parameters.symbols:
        return None
    letter = draw.random.choice(draw.game.parameters.symbols)
    return draw.with_piece(replace(draw.piece, action=draw.piece.action * (letter**2 - 1) / ((letter - 1) * (letter + 1))))


MUTATIONS: dict[str, tuple[Mutation, float]] = {
    "a cutoff shifted": (shifted_cutoff, 4), "two pieces swapped": (swapped, 2), "a case dropped": (dropped_case, 1),
    "a piece dropped": (dropped_piece, 1), "a slack dropped": (dropped_slack, 2), "another action": (other_action, 4),
    "a piece everywhere": (everywhere, 2), "a slack times another": (whisker, 4),
    "a slack times another, a piece everywhere": (whiskers_and_action, 3), "a slack squared": (squared, 1),
    "an edge given away or taken": (edge_given_away, 3), "a slack over a square": (pole, 1),
    "a slack under a root": (rooted, 1), "an equality first": (equality_first, 2), "an overlap": (overlapping, 2),
    "an action with a pole": (action_with_a_pole, 1),
}


def mutant(game: Game, strategy: Strategy, random: Random) -> tuple[str, Strategy]:
    """A random mutant, and what was done to it.

    >>> from tests.games import CONTEST
    >>> from tests.known_solutions import KNOWN_SOLUTIONS
    >>> mutant(CONTEST, KNOWN_SOLUTIONS["contest"], Random(1))[0] in MUTATIONS
    True
    """
    plain = Strategy(tuple(replace(policy, pieces=tuple(replace(piece, payoffs=(), outcome="") for piece in policy.pieces))
                           for policy in strategy.policies))
    for _ in range(TRIES):
        name = random.choices(list(MUTATIONS), [weight for _, weight in MUTATIONS.values()])[0]
        policy = random.choice(plain.policies)
        found = MUTATIONS[name][0](Draw(game, plain, policy, random.randrange(len(policy.pieces)), random))
        if found is not None and found != plain:
            return name, found
    return "nothing", plain
