"""The claims that make a strategy *the* subgame-perfect equilibrium of a game, generated from the tree alone.

In:  a `Game` and a `Strategy` in closed form, from `solve` or from an author.
Out: one `Result` a claim:
  - ``follows``: each piece's play leads where its payoffs are taken from;
  - ``best_response``: no one-shot deviation pays, at any node, on the path or off it, the deviation left as a variable;
  - ``out_of_reach``: where the plan is played, no choice leads to that alternative at all;
  - ``unique``: an alternative that the mover's own payoff tells apart is strictly worse (where it does not, the tie is on an
    open set, and `Equilibrium.ties` lists it);
  - ``cover``: the pieces of each policy cover every history; ``no_overlap``: they overlap only on edges.
Method: one-shot deviation principle (Blackwell 1965; Hendon, Jacobsen and Sloth 1996), children before parents: the value of
a node is computed from the strategy and its children's values, never taken from the strategy's own report.  Claims are
stated on open sets, where nobody ties, and hold on the closures by continuity.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell, PathStep, conjunction, merge, outcome_cells, substitute
from symbolic_alliance.algebra.literals import Case, case_masks
from symbolic_alliance.algebra.oracle import OracleAnswer
from symbolic_alliance.algebra.questions import Plan, Question, node_questions, overlap_questions, uniqueness_questions
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.claims.statements import Statements
from symbolic_alliance.closed_form.bounded_z3 import EFFORT
from symbolic_alliance.errors import ModelError, Progress, UnsupportedError
from symbolic_alliance.game.equilibrium import Piece, Policy, Strategy
from symbolic_alliance.game.tree import Choose, Decide, Game, Outcome, histories
from symbolic_alliance.proof.claim import Claim, ClaimKind, Grade, Result, Verdict, fails_at
from symbolic_alliance.proof.prover import with_witness

PATIENCE = (EFFORT, 16 * EFFORT, 80 * EFFORT)


@dataclass(frozen=True)
class _Node:
    """One node's policy in coordinates."""

    node: Decide | Choose
    policy: Policy
    plans: tuple[Plan, ...]
    actions: tuple[Rational | None, ...]
    rivals: tuple[Cell, ...]


def verify(game: Game, strategy: Strategy, progress: Progress = lambda text: None,
           known: Callable[[Claim], Result | None] = lambda claim: None) -> tuple[Result, ...]:
    """Settle every obligation of a strategy; a claim that the solver decides is graded ``decided``, never more.

    A claim of which ``known`` has a result, such as one with a certificate, is not asked again.  Every proved claim carries
    a witness, an exact point at which its hypotheses hold; one whose hypotheses contradict each other is vacuous.

    Raises `ModelError` where the strategy is not one for this game: a node without a policy, a move that does not exist, a
    symbol that is not known at its node, a closed form that is not rational up to square roots; `UnsupportedError` where a
    continuation holds the root of a choice, or roots depend on each other.

    >>> from symbolic_alliance import Assumption, Outcome, Parameter, Parameters, Region
    >>> c = sp.Symbol("c", real=True)
    >>> strike = Decide("strike", "rival", {"hold": Outcome("bluff", {"rival": 0}), "go": Outcome("war", {"rival": 1 - c})})
    >>> game = Game("threat", "A threat", ("rival",), Parameters((Parameter("c", "c", "the rival's cost of war"),),
    ...     (Assumption("costly", (c > 0,), "war is costly"),), {"c": 2}), strike)
    >>> always = Strategy((Policy("strike", "rival", (Piece(Region(((),)), "go"),)),))
    >>> [str(result.verdict) for result in verify(game, always) if result.claim.kind is ClaimKind.BEST_RESPONSE]
    ['refuted']
    """
    require_strategy(game, strategy)
    arena = strategy_arena(game, strategy)
    statements = Statements(arena)
    results: list[Result] = []
    for here in _nodes(arena, strategy):
        progress(f"{here.node.player} at {here.node.name}")
        best: dict[tuple[object, ...], Result] = {}
        started = time.monotonic()
        for question, claim in _state(arena, statements, here):
            weaker = best.get(_comparison(question)) if question.kind is ClaimKind.UNIQUE else None
            result = known(claim) or (
                _strict(claim, weaker) if weaker is not None else _settle(arena, statements, question, claim))
            if question.kind is ClaimKind.BEST_RESPONSE and result.verdict is not Verdict.PROVED:
                best[_comparison(question)] = result
            results.append(replace(_add_witness(statements, question, result), seconds=time.monotonic() - started))
            started = time.monotonic()
    return tuple(results)


def state_claims(game: Game, strategy: Strategy, node: str) -> tuple[Claim, ...]:
    """The claims about a strategy at one node, with their formulas, not settled; raises as `verify` does.

    >>> from symbolic_alliance import Assumption, Outcome, Parameter, Parameters, solve
    >>> c = sp.Symbol("c", real=True)
    >>> strike = Decide("strike", "rival", {"hold": Outcome("bluff", {"rival": 0}), "go": Outcome("war", {"rival": 1 - c})})
    >>> game = Game("threat", "A threat", ("rival",), Parameters((Parameter("c", "c", "the rival's cost of war"),),
    ...     (Assumption("costly", (c > 0,), "war is costly"),), {"c": 2}), strike, ("c",))
    >>> [claim.name.removeprefix("strike_") for claim in state_claims(game, solve(game).strategy, "strike")][:3]
    ['follows_1', 'best_response_1', 'follows_2']
    """
    require_strategy(game, strategy)
    arena = strategy_arena(game, strategy)
    return tuple(claim for here in _nodes(arena, strategy) if here.node.name == node
                 for _, claim in _state(arena, Statements(arena), here))


def _state(arena: Arena, statements: Statements, here: _Node) -> Iterator[tuple[Question, Claim]]:
    """The questions at a node and the claims that they ask about, numbered by kind."""
    numbers: dict[str, int] = {}
    for question in _questions(arena, here):
        numbers[question.kind] = numbers.get(question.kind, 0) + 1
        yield question, statements.claim(question, here.node, here.plans, here.rivals, numbers[question.kind])


def _add_witness(statements: Statements, question: Question, result: Result) -> Result:
    """A proved result with a point at which its hypotheses hold: a rational one near the bank, else what the prover finds."""
    if result.verdict is not Verdict.PROVED or not result.claim.alternatives:
        return result
    point = statements.witness(result.claim, question)
    return with_witness(result) if point is None else replace(result, witness=point)


def _comparison(question: Question) -> tuple[object, ...]:
    """What a best reply and its strict form share."""
    return question.hypotheses, question.piece, question.rival, None if question.gain is None else question.gain.key


def _strict(claim: Claim, weaker: Result) -> Result:
    """A strict comparison whose weak form is not proved fails where that fails."""
    if weaker.point is not None and fails_at(claim, weaker.point):
        return Result(claim, Verdict.REFUTED, point=weaker.point)
    return Result(claim, Verdict.UNDECIDED, tried=f"its weak form {weaker.claim.name} is {weaker.verdict}")


def _questions(arena: Arena, here: _Node) -> Iterator[Question]:
    mover = arena.game.players.index(here.node.player)
    best_replies = []
    for question in node_questions(arena, mover, here.plans, here.rivals):
        if question.kind is not ClaimKind.BEST_RESPONSE:
            yield question
        elif _is_out_of_reach(arena, question):
            yield Question(ClaimKind.OUT_OF_REACH, question.hypotheses, (), question.piece, question.rival)
        else:
            best_replies.append(question)
            yield question
    choice = arena.ring.generator(here.node.choice.name) if isinstance(here.node, Choose) else None
    yield from uniqueness_questions(arena, best_replies, here.actions, choice)
    yield from overlap_questions(here.plans)


def _is_out_of_reach(arena: Arena, question: Question) -> bool:
    """Whether no history has both the plan's region and the rival: then there is nothing to compare."""
    return arena.oracle.ask([(literal,) for literal in question.hypotheses]).status == "unsat"


def _settle(arena: Arena, statements: Statements, question: Question, claim: Claim) -> Result:
    """Ask with growing patience; only an exact counterexample refutes."""
    answer = OracleAnswer("unknown")
    for effort in PATIENCE:
        arena.oracle.effort = effort
        answer = question.refuted_by(arena)
        if answer.status != "unknown":
            break
    arena.oracle.effort = PATIENCE[0]
    if answer.status == "unsat":
        return Result(claim, Verdict.PROVED, Grade.DECIDED, ("z3",))
    point = statements.counterexample(claim, answer.point) if answer.point is not None else None
    if point is not None:
        return Result(claim, Verdict.REFUTED, point=point)
    tried = "found no proof" if answer.status == "unknown" else "found no rational point that an exact check accepts"
    return Result(claim, Verdict.UNDECIDED, tried=f"z3, {PATIENCE[-1] // 10**6} million units of work a question, {tried}")


# ---- the strategy in coordinates


def require_strategy(game: Game, strategy: Strategy) -> None:
    """Raise `ModelError` where a strategy does not fit the game: a node without a plan, or a symbol unknown at its node."""
    known: dict[str, frozenset[sp.Symbol]] = {}
    for above, node in histories(game):
        if not isinstance(node, Outcome):
            here = frozenset(mover.choice.symbol for mover in above if isinstance(mover, Choose))
            known[node.name] = known.get(node.name, here) & here
    planned = [policy.node for policy in strategy.policies]
    for name, upstream in known.items():
        if name not in planned:
            raise ModelError(f"the strategy has no policy for node {name}")
        for piece in strategy[name].pieces:
            if not isinstance(piece.action, (str, sp.Expr)):
                raise ModelError(f"the strategy plays {piece.action!r} at {name}: write a move's label or a SymPy expression")
            for expression in _expressions(piece):
                unknown = sorted(expression.free_symbols - upstream - frozenset(game.parameters.symbols), key=str)
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
            if isinstance(node, Choose):
                action = sp.sympify(piece.action, strict=True)
                if not arena.chart.has_weights(action, node.choice.name):
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


def _nodes(arena: Arena, strategy: Strategy) -> Iterator[_Node]:
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
        rivals = ([replace(cell, path=(PathStep(node.name, move, "move"), *cell.path))
                   for move, child in node.moves.items() for cell in values[id(child)]]
                  if isinstance(node, Decide) else values[id(node.then)])
        values[id(node)] = merge(replace(cell, region=(case,), path=()) for plan in plans for case, cell in plan.cells())
        yield _Node(node, policy, plans, actions, tuple(merge(rivals)))


def _action(arena: Arena, node: Decide | Choose, piece: Piece) -> Rational | None:
    if isinstance(node, Decide):
        if piece.action not in node.moves:
            raise ModelError(f"the strategy plays {piece.action!r} at {node.name}, whose moves are {', '.join(node.moves)}")
        return None
    if isinstance(piece.action, str):
        raise ModelError(f"the strategy plays {piece.action!r} at {node.name}, where a real number is chosen")
    return arena.chart.rational(piece.action, arena.oracle.sign_of)


def _plan(arena: Arena, node: Decide | Choose, piece: Piece, action: Rational | None,
          values: dict[int, list[Cell]]) -> Plan:
    if isinstance(node, Decide):
        continuations = values[id(node.moves[str(piece.action)])]
    else:
        assert action is not None
        continuations = _continuations(arena, node, action, values[id(node.then)])
    region = tuple(case for slacks in piece.region.cases if (case := _case(arena, slacks)) is not None)
    mover = arena.game.players.index(node.player)
    return Plan(region, _reachable(arena, region, [cell for cell in continuations if cell.region], mover))


def _continuations(arena: Arena, node: Choose, action: Rational, cells: Sequence[Cell]) -> list[Cell]:
    """The cells with the action put in; none where it lies at an open end, and no cell in which it has no value."""
    lower, upper = arena.chart.rational(node.lower), None if node.upper is None else arena.chart.rational(node.upper)
    if (node.lower_open and (action - lower).is_zero) or (upper is not None and node.upper_open and (upper - action).is_zero):
        return []
    found = []
    for cell in cells:
        try:
            found.append(substitute(arena, cell, node.choice.name, action, _feasible(arena, node, action)))
        except ZeroDivisionError:
            continue
    return found


def _feasible(arena: Arena, node: Choose, action: Rational) -> list[Rational]:
    ends = [action - arena.chart.rational(node.lower)]
    if node.upper is not None:
        ends.append(arena.chart.rational(node.upper) - action)
    real = [arena.ring.lift(radicand) for root, radicand in arena.ring.radicands.items() if action.uses(root)]
    return [*(end for end in ends if not end.is_zero), *real]


def _case(arena: Arena, slacks: Sequence[sp.Expr]) -> Case | None:
    """The slacks as literals, with the conditions under which their roots are real."""
    values = [arena.chart.rational(slack, arena.oracle.sign_of) for slack in slacks]
    for slack, value in zip(slacks, values, strict=True):
        _refuse_hidden_zero(arena, slack, value)
    roots = arena.ring.roots_in(name for value in values for name in value.names)
    real = [arena.ring.lift(arena.ring.radicands[root]) for root in roots]
    return conjunction(arena, (), [*values, *real])


def _refuse_hidden_zero(arena: Arena, slack: sp.Expr, value: Rational) -> None:
    """Refuse a slack that is 0 wherever the bank looks, although its form is not: roots that depend on each other."""
    bank = arena.oracle.bank
    for atom in arena.ring.odd_part(value)[1] if not value.is_zero else ():
        real = np.isfinite(bank.values(arena.ring.lift(arena.ring.atoms[atom].polynomial)))
        if real.any() and not bank.signs(atom)[real].any():
            raise UnsupportedError(f"the slack {slack} is not told apart from 0: its square roots depend on each other")


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
