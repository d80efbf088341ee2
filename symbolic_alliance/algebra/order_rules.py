"""Rules by which the pieces of a policy are put in order where nothing more is known.

In:  an `Arena` and a `Strategy` in closed form, its pieces in any order.
Out: which piece is to come before which, and an order that keeps these rules.
Method: 1. a piece of which some point lies inside another comes after that;
        2. where a choice lands on an edge of what follows, as an offer that is just accepted does, the piece comes first
           that the chooser prefers (Simon and Zame 1990: else that choice would be no best reply), or else the one that
           has the outcome that the chooser's piece names;
        3. where pieces meet at an edge, one side of it comes first, the same at all nodes that know of it; which one follows
           from 2, from the side that a step of a payoff gives its edge to, or from a piece that alone has the edge, and is
           free else;
        4. elsewhere what is short to tell comes first.
The bank is asked what the chooser prefers; what such rules miss `piece_order` mends.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import combinations, permutations, product
from typing import NamedTuple

import numpy as np

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell, PathStep, chance_cells
from symbolic_alliance.algebra.division import steps
from symbolic_alliance.algebra.literals import Case, Literal, case_masks, case_of, inside
from symbolic_alliance.algebra.node_plans import action_in_coordinates, continuations, region_in_coordinates
from symbolic_alliance.closed_form.arrays import Floats, Mask
from symbolic_alliance.game.equilibrium import Policy, Strategy
from symbolic_alliance.game.tree import Choose, Decide, Lottery, Outcome

EQUAL = 1e-9  # payoffs that are nearer to each other, relative to their size, are not told apart on the bank

Before = set[tuple[str, int, int]]  # at a node one piece before another
Meet = Callable[[tuple[int, ...], Case], bool]


def order_rules(arena: Arena, strategy: Strategy) -> tuple[Before, Before]:
    """Which piece is to come before which: what is wanted, and one side of each edge.

    >>> import sympy as sp
    >>> from symbolic_alliance import Assumption, Game, Parameter, Parameters, Piece, Region
    >>> k = sp.Symbol("k", real=True)
    >>> turn = Decide("turn", "t", {"stay": Outcome("stay", {"t": 0}), "go": Outcome("go", {"t": k - 1})})
    >>> game = Game("entry", "Entry", ("t",), Parameters((Parameter("k", "k", "what it is worth"),), (), {"k": 2}), turn)
    >>> plan = Strategy((Policy("turn", "t", (Piece(Region(((k - 1,),)), "go"), Piece(Region(((1 - k,),)), "stay"))),))
    >>> order_rules(Arena(game, closed=True), plan)
    (set(), {('turn', 0, 1)})
    """
    wanted: Before = set()
    meetings: list[_Meeting] = []
    meet = cache(partial(_meet, arena))  # subgames that are alike meet at the same edges
    values: dict[int, list[Cell]] = {}
    for node in reversed(arena.game.nodes):
        if isinstance(node, (Outcome, Lottery)):
            values[id(node)] = chance_cells(arena, node, values)
        else:
            policy = strategy[node.name]
            regions = [region_in_coordinates(arena, node, piece) for piece in policy.pieces]
            values[id(node)] = list(_follow(arena, node, policy, regions, values, wanted))
            meetings += _meetings(node.name, regions, meet)
            wanted |= set(_entered(arena, node.name, regions))
    return wanted, _one_side(meetings, wanted, _sides_of_steps(arena))


def _follow(arena: Arena, node: Decide | Choose, policy: Policy, regions: Sequence[Cases],
            values: Mapping[int, Sequence[Cell]], wanted: Before) -> Iterator[Cell]:
    """The cells of a node, as the mover prefers them where several hold; that preference joins what is wanted.

    The path of a cell tells which pieces are played, by their places.
    """
    mover, bank = arena.game.players.index(node.player), arena.oracle.bank
    for index, (piece, region) in enumerate(zip(policy.pieces, regions, strict=True)):
        cells = continuations(arena, node, piece, action_in_coordinates(arena, node, piece), values)
        rows = case_masks(bank, region)[0]
        holds = [rows & case_masks(bank, cell.region)[0] for cell in cells]
        payoffs = [bank.values(cell.payoffs[mover]) for cell in cells]
        for one, other in combinations(range(len(cells)), 2):
            both = holds[one] & holds[other]
            overlap, sign = bool(both.any()), _prefers(payoffs[one], payoffs[other], both)
            if overlap and not sign and cells[one].outcome != cells[other].outcome:
                sign = (cells[one].outcome == piece.outcome) - (cells[other].outcome == piece.outcome)
            if sign:
                wanted |= _parting(cells[one], cells[other]) if sign > 0 else _parting(cells[other], cells[one])
        step = PathStep(node.name, str(index), "piece")
        for place in _best(holds, payoffs):
            narrower = [together for case in region for more in cells[place].region
                        if (together := case_of((*case, *more))) is not None]
            yield replace(cells[place], region=tuple(narrower), path=(step, *cells[place].path))


def _prefers(one: Floats, other: Floats, rows: Mask) -> int:
    """1 where the first payoff is the larger on all rows, -1 where the second is, else 0."""
    gap = ((one - other) / (1 + np.abs(one) + np.abs(other)))[rows]
    if not len(gap):
        return 0
    return 1 if (gap > EQUAL).all() else -1 if (gap < -EQUAL).all() else 0


def _parting(first: Cell, after: Cell) -> Before:
    """Where the pieces on the way to two cells part, the first one's before the other's."""
    others = {step.node: step.action for step in after.path}
    for one in first.path:
        if others.get(one.node, one.action) != one.action:
            return {(one.node, int(str(one.action)), int(str(others[one.node])))}
    return set()


def _best(holds: Sequence[Mask], payoffs: Sequence[Floats]) -> list[int]:
    """The places of the cells that are the best of those that hold, somewhere."""
    if not holds:
        return []
    values = np.array([np.where(here, payoff, -np.inf) for here, payoff in zip(holds, payoffs, strict=True)])
    some = np.isfinite(values.max(axis=0))
    return sorted(set(values.argmax(axis=0)[some].tolist())) or [0]


def _entered(arena: Arena, name: str, regions: Sequence[Cases]) -> Iterator[tuple[str, int, int]]:
    """Which pieces come before which, since a point at which the other holds lies inside their own case."""
    for (first, one), (other, two) in permutations(enumerate(regions), 2):
        if any(arena.signs.enters(case, within, splits=0) for case in two for within in map(inside, one)
               if within is not None):
            yield name, first, other


# ---- the same side of an edge at all nodes


class _Meeting(NamedTuple):
    """Two pieces of a node that meet where the product of some atoms is 0; the first has it >= 0 if ``sign`` is 1.

    ``owner`` is 1 where only the first has the edge, -1 where only the other has it.
    """

    node: str
    first: int
    other: int
    atoms: tuple[int, ...]
    sign: int
    owner: int


def _meetings(name: str, regions: Sequence[Cases], meet: Meet) -> Iterator[_Meeting]:
    for (first, one), (other, two) in combinations(enumerate(regions), 2):
        for case, opposite in product(one, two):
            facing = [(literal, across) for literal in case for across in opposite
                      if (literal.atoms, literal.sign) == (across.atoms, -across.sign)]
            if len(facing) != 1:
                continue
            (edge, across), = facing
            others = case_of(literal._replace(weak=False) for literal in (*case, *opposite) if literal.atoms != edge.atoms)
            if others is not None and meet(edge.atoms, others):
                yield _Meeting(name, first, other, edge.atoms, edge.sign, edge.weak - across.weak)


def _meet(arena: Arena, atoms: tuple[int, ...], others: Case) -> bool:
    """Whether somewhere one of the atoms is 0 and all else that two cases say holds strictly: they have more of the edge in
    common than where it ends."""
    return any(arena.oracle.vanishes([arena.ring.atoms[atom].polynomial], others, ()).status != "unsat" for atom in atoms)


def _sides_of_steps(arena: Arena) -> dict[tuple[int, ...], int]:
    """On which side of the edge of a step payoffs are those of the edge itself."""
    literals = (arena.oracle.nonnegative(arena.chart.rational(step)) for step in steps(arena.game))
    return {literal.atoms: -literal.sign for literal in literals if isinstance(literal, Literal)}


def _one_side(meetings: Sequence[_Meeting], wanted: Before, known_sides: Mapping[tuple[int, ...], int]) -> Before:
    """Which piece comes before which, so that one side of each edge does at all nodes, as far as that can be."""
    sides = {**{one.atoms: one.sign * one.owner for one in meetings if one.owner}, **known_sides}
    found = set(wanted)
    left = list(dict.fromkeys(meetings))
    while left:
        known = [one for one in left if _is_known(one, sides, found)]
        one = (known or left)[0]
        left.remove(one)
        pair, back = (one.node, one.first, one.other), (one.node, one.other, one.first)
        first = pair in found or (back not in found and sides.get(one.atoms, one.sign) == one.sign)
        found.add(pair if first else back)
        sides.setdefault(one.atoms, one.sign if first else -one.sign)
    return found


def _is_known(one: _Meeting, sides: Mapping[tuple[int, ...], int], found: Before) -> bool:
    return one.atoms in sides or not found.isdisjoint({(one.node, one.first, one.other), (one.node, one.other, one.first)})


def sort_pieces(policy: Policy, *rules: Before) -> list[int]:
    """The places of the pieces in an order that keeps the rules, the first rule rather than the others.

    Where there is a choice, an action is told at once, and the one that takes longest to tell comes last.
    """
    found: list[int] = []
    left, actions = list(range(len(policy.pieces))), [piece.action for piece in policy.pieces]
    lengths = Counter(piece.action for piece in policy.pieces for case in piece.region.cases for _ in case)
    longest = max(lengths.values(), default=0)
    while left:
        free = left
        for rule in rules:
            kept = [place for place in free if not any((policy.node, other, place) in rule for other in left)]
            free = kept or free
        last = actions[found[-1]] if found else None
        found.append(min(free, key=lambda place: (actions[place] != last, lengths[actions[place]] == longest, place)))
        left.remove(found[-1])
    return found
