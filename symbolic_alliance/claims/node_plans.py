"""A strategy in coordinates: at every mover's node what each piece of the plan leads to, and what else could be done.

In:  a `Game` and a `Strategy` in closed form.
Out: an `Arena` in which the strategy can be judged, and a `NodePlan` for every node, children first.
Raises `ModelError` where the strategy does not fit the game, `UnsupportedError` where a closed form cannot be carried over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import (
    Cases,
    Cell,
    after_moves,
    conjunction,
    merge,
    outcome_cells,
    refuse_hidden_zero,
    sides_of,
    substitute,
)
from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.literals import Case, case_masks
from symbolic_alliance.algebra.questions import Plan
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.closed_form.bounded_z3 import EFFORT
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.equilibrium import Piece, Policy, Strategy
from symbolic_alliance.game.parameters import refuse_duplicates
from symbolic_alliance.game.tree import Choose, Decide, Game, Outcome, histories, parts_of


@dataclass(frozen=True)
class NodePlan:
    """One node's policy in coordinates."""

    node: Decide | Choose
    policy: Policy
    plans: tuple[Plan, ...]
    actions: tuple[Rational | None, ...]
    rivals: tuple[Cell, ...]


def require_strategy(game: Game, strategy: Strategy) -> None:
    """Raise `ModelError` where a strategy does not fit the game: a node without a plan, or a symbol unknown at its node."""
    known: dict[str, frozenset[sp.Symbol]] = {}
    for above, node in histories(game):
        if not isinstance(node, Outcome):
            here = frozenset(mover.choice.symbol for mover in above if isinstance(mover, Choose))
            known[node.name] = known.get(node.name, here) & here
    planned = [policy.node for policy in strategy.policies]
    refuse_duplicates(planned, "the policy for node")
    for name, upstream in known.items():
        if name not in planned:
            raise ModelError(f"the strategy has no policy for node {name}")
        mover = game.node(name).player
        if strategy[name].player != mover:
            raise ModelError(f"the strategy gives node {name} to {strategy[name].player}; {mover} moves there")
        for piece in strategy[name].pieces:
            _require_action(game.node(name), piece)
            _require_symbols(name, piece, upstream | frozenset(game.parameters.symbols))


def _require_action(node: Decide | Choose, piece: Piece) -> None:
    if not isinstance(piece.action, (str, sp.Expr)):
        raise ModelError(f"the strategy plays {piece.action!r} at {node.name}: write a move's label or a SymPy expression")
    if isinstance(node, Decide) and piece.action not in node.moves:
        raise ModelError(f"the strategy plays {piece.action!r} at {node.name}, whose moves are {', '.join(node.moves)}")
    if isinstance(node, Choose) and isinstance(piece.action, str):
        raise ModelError(f"the strategy plays {piece.action!r} at {node.name}, where a real number is chosen")


def _require_symbols(name: str, piece: Piece, known: frozenset[sp.Symbol]) -> None:
    for expression in _expressions(piece):
        if not isinstance(expression, sp.Expr):
            raise ModelError(f"the strategy at {name} has the condition {expression!r}: write a SymPy expression, "
                             "which is >= 0 where the plan is followed")
        unknown = sorted(expression.free_symbols - known, key=str)
        if unknown:
            raise ModelError(f"the strategy at {name} uses {', '.join(map(str, unknown))}, which is neither a "
                             "parameter nor chosen above it")


def strategy_arena(game: Game, strategy: Strategy, effort: int = EFFORT) -> Arena:
    """The coordinates in which a strategy can be judged: in the game's units only where they lose nothing of it."""
    plain = Arena(game, effort=effort)
    in_units = _is_homogeneous(plain, strategy)
    rooted = rooted_parameters(plain, strategy) if in_units else ()
    return Arena(game, rooted, effort, in_units=in_units)


def _is_homogeneous(arena: Arena, strategy: Strategy) -> bool:
    for policy in strategy.policies:
        node = arena.game.node(policy.node)
        for piece in policy.pieces:
            if not all(map(arena.chart.is_homogeneous, _expressions(piece))):
                return False
            if isinstance(node, Choose) and not arena.chart.has_weights(piece.number, node.choice.name):
                return False
    return True


def rooted_parameters(arena: Arena, strategy: Strategy) -> tuple[str, ...]:
    """The positive parameters whose own square root occurs in the strategy, up to the game's units."""
    rooted: tuple[str, ...] = ()
    roots = {part for policy in strategy.policies for piece in policy.pieces for expression in _expressions(piece)
             for part in expression.atoms(sp.Pow) if part.exp.is_Rational and part.exp.q == 2}
    ring = arena.ring
    for root in sorted(roots, key=sp.default_sort_key):
        if root.base.atoms(sp.Pow) - {root.base} & roots:
            continue
        value = arena.chart.rational(root.base)
        _, inside = ring.squarefree_split(value.numerator * value.denominator)
        names = ring.names_in(inside)
        if len(inside) == 1 and len(names) == 1 and names[0] in arena.chart.parameters and names[0] not in rooted \
                and arena.is_positive(names[0]):
            rooted = (*rooted, names[0])
    return rooted


def _expressions(piece: Piece) -> list[sp.Expr]:
    found = [slack for case in piece.region.cases for slack in case]
    return found if isinstance(piece.action, str) else [*found, piece.action]


def node_plans(arena: Arena, strategy: Strategy) -> Iterator[NodePlan]:
    """Every mover's node, children first, with the continuations that its pieces lead into."""
    values: dict[int, list[Cell]] = {}
    for node in reversed(arena.game.nodes):
        if isinstance(node, Outcome):
            values[id(node)] = outcome_cells(arena, node)
            continue
        policy = strategy[node.name]
        actions = tuple(_action(arena, node, piece) for piece in policy.pieces)
        plans = tuple(_plan(arena, node, piece, action, values)
                      for piece, action in zip(policy.pieces, actions, strict=True))
        values[id(node)] = merge(replace(cell, region=(case,), path=()) for plan in plans for case, cell in plan.cells())
        yield NodePlan(node, policy, plans, actions, tuple(merge(_rivals(node, values))))


def _rivals(node: Decide | Choose, values: dict[int, list[Cell]]) -> list[Cell]:
    """What else could be done at a node: of a choice, and of the parts of one, with the number left as a variable."""
    if isinstance(node, Decide):
        return after_moves(node, {**values, **{id(part): values[id(part.then)] for part in parts_of(node)}})
    return [] if node.whole is not None else values[id(node.then)]


def _action(arena: Arena, node: Decide | Choose, piece: Piece) -> Rational | None:
    return None if isinstance(node, Decide) else arena.chart.rational(piece.number, arena.oracle.sign_of)


def _plan(arena: Arena, node: Decide | Choose, piece: Piece, action: Rational | None,
          values: dict[int, list[Cell]]) -> Plan:
    if isinstance(node, Decide):
        continuations = values[id(node.moves[str(piece.action)])]
    else:
        assert action is not None
        continuations = _continuations(arena, node, action, values[id(node.then)])
    region = tuple(_case(arena, slacks, f"plan {piece.action} at {node.name}") for slacks in piece.region.cases)
    mover = arena.game.players.index(node.player)
    return _completed(arena, region, [cell for cell in continuations if cell.region], mover)


def _completed(arena: Arena, region: Cases, feasible: Sequence[Cell], mover: int) -> Plan:
    """The plan with all continuations that it leads into: where one is missing, a point that says so joins the bank."""
    bank = arena.oracle.bank
    inside = [arena.oracle.ask([(literal,) for literal in case]).point for case in region
              if case and not case_masks(bank, (case,))[0].any()]
    arena.extend_bank([point for point in inside if point is not None])
    plan = Plan(region, _reachable(arena, region, feasible, mover))
    for _ in feasible:
        target = tuple(case for cell in plan.continuations for case in cell.region)
        points = [answer.point for case in region
                  if (answer := find_uncovered(arena.oracle, case, target)).status == "sat" and answer.point is not None]
        arena.extend_bank(points)
        more = Plan(region, _reachable(arena, region, feasible, mover)) if points else plan
        if more == plan:
            break
        plan = more
    return plan


def _continuations(arena: Arena, node: Choose, action: Rational, cells: Sequence[Cell]) -> list[Cell]:
    """The cells with the action put in; none where it lies at an open end, and no cell in which it has no value."""
    lower, upper = arena.chart.rational(node.lower), None if node.upper is None else arena.chart.rational(node.upper)
    for gap in (action - lower, *(() if upper is None else (upper - action,))):
        refuse_hidden_zero(arena, gap, f"the distance of {node.choice.name} from an end of its interval at {node.name}")
    if (node.lower_open and (action - lower).is_zero) or (upper is not None and node.upper_open and (upper - action).is_zero):
        return []
    found = []
    for cell in cells:
        try:
            found.append(substitute(arena, cell, node.choice.name, action, _feasible(arena, node, action),
                                     sides_of(action, lower, upper)))
        except ZeroDivisionError:
            continue
    return found


def _feasible(arena: Arena, node: Choose, action: Rational) -> list[Rational]:
    ends = [action - arena.chart.rational(node.lower)]
    if node.upper is not None:
        ends.append(arena.chart.rational(node.upper) - action)
    real = [arena.ring.lift(radicand) for root, radicand in arena.ring.radicands.items() if action.uses(root)]
    return [*(end for end in ends if not end.is_zero), *real]


def _case(arena: Arena, slacks: Sequence[sp.Expr], where: str) -> Case:
    """The slacks as literals, and the conditions under which their roots are real; `ModelError` for an empty interior."""
    values = [arena.chart.rational(slack, arena.oracle.sign_of) for slack in slacks]
    for slack, value in zip(slacks, values, strict=True):
        refuse_hidden_zero(arena, value, f"the slack {slack}")
    roots = arena.ring.roots_in(name for value in values for name in value.names)
    real = [arena.ring.lift(arena.ring.radicands[root]) for root in roots]
    case = conjunction(arena, (), [*values, *real])
    if case is None or (case and arena.oracle.ask([(literal,) for literal in case]).status == "unsat"):
        raise ModelError(f"{where}: the conditions {', '.join(map(str, slacks))} >= 0 hold on a set without interior; a case "
                         "of a plan is the closure of an open set")
    return case


def _reachable(arena: Arena, region: Cases, continuations: Sequence[Cell], mover: int) -> tuple[Cell, ...]:
    """The continuations that the mover's choice leads into somewhere on the region: at an edge, the one it prefers."""
    bank = arena.oracle.bank
    holds = case_masks(bank, region)[0]
    values = np.array([np.where(case_masks(bank, cell.region)[0], bank.values(cell.payoffs[mover]), -np.inf)
                       for cell in continuations])
    if not len(values) or not holds.any():
        return tuple(continuations[:1])
    best = values.argmax(axis=0)[holds & np.isfinite(values.max(axis=0))]
    return tuple(continuations[index] for index in sorted(set(best.tolist()))) or tuple(continuations[:1])
