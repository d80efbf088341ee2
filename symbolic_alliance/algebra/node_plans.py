"""A strategy in coordinates: at every mover's node what each piece of the plan leads to, and what else could be done.

In:  a `Game` and a `Strategy` in closed form, its pieces in order: at a history the first that holds is played.
Out: an `Arena` in which the strategy can be judged, and a `NodePlan` for every node, children first.
Method: the value of a node is a list of cells in order: at a history the first that holds tells what is played and paid.
Raises `ModelError` where the strategy does not fit the game, `UnsupportedError` where a closed form cannot be carried over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell, PathStep, chance_cells, printed_case, refuse_hidden_zero, trace
from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.literals import Case, case_masks, case_of, inside
from symbolic_alliance.algebra.questions import Plan, Question, passing_questions
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.closed_form.bounded_z3 import EFFORT
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.equilibrium import CaseConditions, Piece, Policy, Strategy
from symbolic_alliance.game.parameters import refuse_duplicates
from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery, Outcome, histories, parts_of
from symbolic_alliance.proof.claim import ClaimKind


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
        if isinstance(node, (Decide, Choose)):
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
    plain = Arena(game, effort=effort, closed=True)
    in_units = _is_homogeneous(plain, strategy)
    rooted = rooted_parameters(plain, strategy) if in_units else ()
    return Arena(game, rooted, effort, in_units=in_units, closed=True)


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
        if isinstance(node, (Outcome, Lottery)):
            values[id(node)] = chance_cells(arena, node, values)
            continue
        policy = strategy[node.name]
        actions = tuple(action_in_coordinates(arena, node, piece) for piece in policy.pieces)
        plans: tuple[Plan, ...] = ()
        for piece, action in zip(policy.pieces, actions, strict=True):
            plans += (_plan(arena, node, piece, action, values, tuple(case for plan in plans for case in plan.region)),)
        values[id(node)] = _merge_runs(replace(plan.continuations[place], region=(case,), path=())
                                       for plan in plans for case, place in plan.cells())
        yield NodePlan(node, policy, plans, actions, tuple(_rivals(node, values)))


def yielding(arena: Arena, here: NodePlan, question: Question) -> Question:
    """The question, and where it fails as it stands, the exception for what is played earlier there."""
    if question.refuted_by(arena).status != "sat":
        return question
    met = [case for case in earlier_cases(here, question) if case not in question.conclusion
           and arena.signs.ask([(literal,) for literal in (*question.hypotheses, *case)]).status != "unsat"]
    return replace(question, yields=tuple(met))


def earlier_cases(here: NodePlan, question: Question) -> Cases:
    """Where something is played before what a question is about: an earlier piece, or an earlier cell on either way."""
    earlier = [case for plan in here.plans[:question.piece] for case in plan.region]
    if question.kind is ClaimKind.BEST_RESPONSE:
        plan, rival = here.plans[question.piece], here.rivals[question.rival]
        earlier += [case for cell in plan.continuations[:question.reached] for case in cell.region]
        earlier += [case for cell in here.rivals[:question.rival] if cell.path == rival.path for case in cell.region]
    return tuple(dict.fromkeys(earlier))


def _merge_runs(cells: Iterable[Cell]) -> list[Cell]:
    """One cell for those that follow each other and pay the same, so that the order stays what it is."""
    return [replace(run[0], region=tuple(dict.fromkeys(case for cell in run for case in cell.region)))
            for _, group in groupby(cells, key=lambda cell: cell.key) if (run := list(group))]


def _rivals(node: Decide | Choose, values: dict[int, list[Cell]]) -> list[Cell]:
    """What else could be done at a node: of a choice, and of the parts of one, with the number left as a variable."""
    if isinstance(node, Decide):
        parts = parts_of(node)
        return [replace(cell, path=(PathStep(node.name, move, "move"),)) for move, child in node.moves.items()
                for cell in values[id(child.then if child in parts and isinstance(child, Choose) else child)]]
    return [] if node.whole is not None else values[id(node.then)]


def action_in_coordinates(arena: Arena, node: Decide | Choose, piece: Piece) -> Rational | None:
    """What a piece chooses, in coordinates; None for a move."""
    return None if isinstance(node, Decide) else arena.chart.rational(
        piece.number, arena.oracle.sign_of, arena.signs.is_never_zero)


def continuations(arena: Arena, node: Decide | Choose, piece: Piece, action: Rational | None,
                  values: Mapping[int, Sequence[Cell]]) -> list[Cell]:
    """The cells of what follows a piece's action, in their order; without those that have no value there.

    None follows where a number lies at an open end.
    """
    if action is None or isinstance(node, Decide):
        assert isinstance(node, Decide)
        return list(values[id(node.moves[str(piece.action)])])
    lower, upper = arena.chart.rational(node.lower), None if node.upper is None else arena.chart.rational(node.upper)
    if (node.lower_open and (action - lower).is_zero) or (upper is not None and node.upper_open and (upper - action).is_zero):
        return []
    found = []
    for cell in values[id(node.then)]:
        try:
            found.append(trace(arena, cell, node.choice.name, action))
        except ZeroDivisionError:
            continue
    return [cell for cell in found if cell.region]


def region_in_coordinates(arena: Arena, node: Decide | Choose, piece: Piece) -> Cases:
    """The cases of a piece; `ModelError` for one whose conditions hold on a set without interior."""
    return tuple(_case(arena, conditions, f"plan {piece.action} at {node.name}") for conditions in piece.region.conditions)


def _plan(arena: Arena, node: Decide | Choose, piece: Piece, action: Rational | None,
          values: Mapping[int, Sequence[Cell]], earlier: Cases) -> Plan:
    region = region_in_coordinates(arena, node, piece)
    following = continuations(arena, node, piece, action, values)
    bank = arena.oracle.bank
    unseen = [arena.oracle.ask([(literal,) for literal in case]).point for case in map(_open, region)
              if case and not case_masks(bank, (case,))[0].any()]
    arena.extend_bank([point for point in unseen if point is not None])
    kept = _reached(arena, region, following)
    for _ in following:
        missing = _missing(arena, region, following, kept, earlier)
        if not missing - kept:
            break
        kept |= missing
    return _in_order(region, following, kept)


def _open(case: Case) -> Case:
    return inside(case) or ()


def _reached(arena: Arena, region: Cases, following: Sequence[Cell]) -> set[int]:
    """The places of the cells that are the first to hold somewhere on a region, as far as the bank knows."""
    bank = arena.oracle.bank
    rows, kept = case_masks(bank, region)[0], set()
    for place, cell in enumerate(following):
        here = rows & case_masks(bank, cell.region)[0]
        if here.any():
            kept.add(place)
            rows = rows & ~here
    return kept


def _missing(arena: Arena, region: Cases, following: Sequence[Cell], kept: set[int], earlier: Cases) -> set[int]:
    """The places of cells that are led into as well, where no earlier piece is played: where none of the kept ones holds, or
    before some of them."""
    found: set[int] = set()
    for case in region:
        target = tuple(one for place in sorted(kept) for one in following[place].region)
        answer = find_uncovered(arena.signs, case, target)
        if answer.status == "sat" and answer.point is not None:
            arena.extend_bank([answer.point])
            found |= _reached(arena, region, following)
            found |= {place for place, cell in enumerate(following) if place not in kept and any(
                find_uncovered(arena.signs, together, target).status == "sat"
                for other in cell.region if (together := case_of((*case, *other))) is not None)}
    in_order = sorted(kept)
    for place in range(max(kept, default=0)):
        if place not in kept:
            count = sum(other < place for other in in_order)
            questions = passing_questions(arena, region, following[place], [following[one] for one in in_order], count)
            if any(question.refuted_by(arena).status == "sat"
                   and replace(question, yields=earlier).refuted_by(arena).status == "sat" for question in questions):
                found.add(place)
    return found


def _in_order(region: Cases, following: Sequence[Cell], kept: set[int]) -> Plan:
    if not kept:
        return Plan(region, tuple(following[:1]))
    places = sorted(kept)
    passed = [(cell, sum(place < other for place in places)) for other, cell in enumerate(following[:places[-1]])
              if other not in kept]
    return Plan(region, tuple(following[place] for place in places), tuple(passed))


def _case(arena: Arena, conditions: CaseConditions, where: str) -> Case:
    """The slacks as literals, and the conditions under which their roots are real; `ModelError` for an empty interior."""
    if conditions in arena.cases:
        return arena.cases[conditions]
    values = {slack: arena.chart.rational(slack, arena.oracle.sign_of, arena.signs.is_never_zero) for slack, _ in conditions}
    for slack, value in values.items():
        refuse_hidden_zero(arena, value, f"the slack {slack}")
    roots = arena.ring.roots_in(name for value in values.values() for name in value.names)
    real = [arena.ring.lift(arena.ring.radicands[root]) for root in roots]
    case = printed_case(arena, [*((values[slack], strict) for slack, strict in conditions), *((one, False) for one in real)])
    within = None if case is None else inside(case)
    if case is None or within is None or (
            within and arena.oracle.ask([(literal,) for literal in within]).status == "unsat"):
        raise ModelError(f"{where}: the conditions {', '.join(map(str, values))} >= 0 hold on a set without interior; a case "
                         "of a plan is the closure of an open set")
    arena.cases[conditions] = case
    return case
