"""The claims that make a strategy *the* subgame-perfect equilibrium of a game, generated from the tree alone.

In:  a `Game` and a `Strategy` in closed form, from `solve` or from an author.
Out: one `Result` a claim.
Method: one-shot deviation principle (Blackwell 1965; Hendon, Jacobsen and Sloth 1996), children before parents: the value of
a node is computed from the strategy and its children's values, never taken from the strategy's own report.

*Objects.* Theta is the set of parameters as printed, weak assumptions weak. A *cell* of a node is an open set D of histories
with payoffs u_D: at an outcome the branches of its payoffs; at a mover the open case of a piece i together with where the
continuation c is reached, and u(h) = u_c(h, s_i(h)). A piece *holds* at a history that lies in the closure of the interior of
its case.

A. On open sets, every hypothesis strict, the assumptions too:
  - ``follows``: each piece's play leads where its payoffs are taken from;
  - ``best_response``: no one-shot deviation pays, at any node, on the path or off it, the deviation left as a variable;
  - ``out_of_reach``: where the plan is played, no choice leads to that alternative at all;
  - ``cover``: the pieces of each policy cover every history;
  - ``unique``: an alternative that the mover's own payoff tells apart is strictly worse (where it does not, the tie is on an
    open set, and `Equilibrium.ties` lists it); this speaks of generic points.
   *Reached* is a one-sided trace: where the choice comes close to s_i from above or from below, an atom counts by its first
   derivative in the choice that does not vanish at s_i (`cells.substituted_region`); at an interval's end the inner side.
B. ``dense``: Theta lies in the closure of its interior; ``interval``: no choice is made from nothing.
C. ``defined``: payoffs have a value on closed branches; ``continuous``: they do not jump between two.
D. ``feasible``: on the closed case of a piece its action has a value and lies in its interval.
E. ``edge``: a closed piece touches the inside of another nowhere.
B and C are `algebra.well_posed`, D and E are `claims.closure`.

*Theorem.* Let A to D hold. For every node, every history h at it and every cell D with h in its closure, the subgame at h has
a subgame-perfect equilibrium that selects among the pieces that hold at each history, and pays u_D(h). Every history lies in
the closure of some cell, so that every point of Theta has an equilibrium, and every regime that holds there gives one.

*Proof*, by induction on the tree. Generic histories, off the zeros of all atoms, are dense by B, and lie in open cells by
``cover`` and ``follows``. *An outcome*: by C the payoffs are u_D on the closure of D. *The plan of a choice*: take generic
h_n in D = (i, c) that tend to h. By D, s_i(h_n) tends to s_i(h), which can be chosen. By A, (h_n, s_i(h_n)) lies in the
closure of the cell c, hence (h, s_i(h)) does; by induction the subgame there has an equilibrium that pays u_c(h, s_i(h)), the
limit of u_D(h_n). *Another choice x'*: take choices x'_n that tend to x', (h_n, x'_n) generic, in one cell c' along a
subsequence. By ``best_response`` u_D(h_n) is at least u_c'(h_n, x'_n) for the mover; in the limit some equilibrium of the
subgame at (h, x') pays the mover no more than u_D(h). A `Decide` is the same with moves for choices. A choice that is divided
where a payoff jumps (`algebra.division`) is one node: part and number are compared with every other part and number at once.
Intervals may be unbounded: no compactness is used.
"""

import time
from collections.abc import Callable, Iterator, Sequence
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
    sides_of,
    substitute,
)
from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.division import divide
from symbolic_alliance.algebra.literals import Case, case_masks
from symbolic_alliance.algebra.oracle import Answer
from symbolic_alliance.algebra.questions import Plan, Question, node_questions, uniqueness_questions
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.well_posed import numbered, well_posed_claims
from symbolic_alliance.claims.closure import closure_claims
from symbolic_alliance.claims.statements import Statements
from symbolic_alliance.errors import ModelError, Progress, UnsupportedError
from symbolic_alliance.exact.bounded_z3 import EFFORT
from symbolic_alliance.game.equilibrium import Piece, Policy, Strategy
from symbolic_alliance.game.tree import Choose, Decide, Game, Outcome, histories, parts_of
from symbolic_alliance.proof.claim import Claim, Grade, Result, Verdict, fails_at
from symbolic_alliance.proof.prover import prove, with_witness

PATIENCE = (EFFORT, 16 * EFFORT, 80 * EFFORT)
SECONDS = 3.0  # for a claim on closed sets


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
    >>> [str(result.verdict) for result in verify(game, always) if result.claim.kind == "best_response"]
    ['refuted']
    """
    game = divide(game)
    require_strategy(game, strategy)
    arena = strategy_arena(game, strategy)
    statements = Statements(arena)
    results = [known(claim) or prove_closed(claim) for claim in well_posed_claims(game)]
    for here in _nodes(arena, strategy):
        progress(f"{here.node.player} at {here.node.name}")
        best: dict[tuple[object, ...], Result] = {}
        started = time.monotonic()
        for question, claim in _state(arena, statements, here):
            weaker = best.get(_comparison(question)) if question.kind == "unique" else None
            result = known(claim) or (
                _strict(claim, weaker) if weaker is not None else _settle(arena, statements, question, claim))
            if question.kind == "best_response" and result.verdict is not Verdict.PROVED:
                best[_comparison(question)] = result
            results.append(replace(_add_witness(statements, question, result), seconds=time.monotonic() - started))
            started = time.monotonic()
        results += [known(claim) or prove_closed(claim) for claim in numbered(closure_claims(game, here.policy))]
    return tuple(results)


def prove_closed(claim: Claim) -> Result:
    """Settle a claim on closed sets; where its hypotheses never hold nothing can go wrong, and it is proved."""
    return prove(claim, SECONDS, needs_witness=False, thoroughly=False)


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
    game = divide(game)
    require_strategy(game, strategy)
    arena = strategy_arena(game, strategy)
    if node not in [policy.node for policy in strategy.policies]:
        return tuple(claim for claim in well_posed_claims(game) if claim.about == node)
    return tuple(claim for here in _nodes(arena, strategy) if here.node.name == node
                 for claim in (*(one for _, one in _state(arena, Statements(arena), here)),
                               *numbered(closure_claims(game, here.policy))))


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
    own = {label for label, child in here.node.moves.items() if child in parts_of(here.node)} \
        if isinstance(here.node, Decide) else frozenset()
    is_part = isinstance(here.node, Choose) and here.node.whole is not None
    for question in node_questions(arena, mover, here.plans, here.rivals):
        if question.kind == "cover" and is_part:  # which part is played where, and that this covers, is said of the whole
            continue
        if question.kind != "best_response":
            yield question
        elif _is_out_of_reach(arena, question):
            yield Question("out_of_reach", question.hypotheses, (), question.piece, question.rival)
        else:
            yield question
            move = here.policy.pieces[question.piece].action
            if move not in own or move != here.rivals[question.rival].path[0].action:
                best_replies.append(question)
    choice = arena.ring.generator(here.node.choice.name) if isinstance(here.node, Choose) else None
    yield from uniqueness_questions(arena, best_replies, here.actions, choice)


def _is_out_of_reach(arena: Arena, question: Question) -> bool:
    """Whether no history has both the plan's region and the rival: then there is nothing to compare."""
    return arena.oracle.ask([(literal,) for literal in question.hypotheses]).status == "unsat"


def _settle(arena: Arena, statements: Statements, question: Question, claim: Claim) -> Result:
    """Ask with growing patience; only an exact counterexample refutes."""
    answer = Answer("unknown")
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
        values[id(node)] = merge(replace(cell, region=(case,), path=()) for plan in plans for case, cell in plan.cells())
        yield _Node(node, policy, plans, actions, tuple(merge(_rivals(node, values))))


def _rivals(node: Decide | Choose, values: dict[int, list[Cell]]) -> list[Cell]:
    """What else could be done at a node: of a choice, and of the parts of one, with the number left as a variable."""
    if isinstance(node, Decide):
        return after_moves(node, {**values, **{id(part): values[id(part.then)] for part in parts_of(node)}})
    return [] if node.whole is not None else values[id(node.then)]


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
    region = tuple(_case(arena, slacks, f"plan {piece.action} at {node.name}") for slacks in piece.region.cases)
    mover = arena.game.players.index(node.player)
    return _completed(arena, region, [cell for cell in continuations if cell.region], mover)


def _completed(arena: Arena, region: Cases, feasible: Sequence[Cell], mover: int) -> Plan:
    """The plan with all continuations that it leads into: where one is missing, a point that says so joins the bank."""
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
        _refuse_hidden_zero(arena, slack, value)
    roots = arena.ring.roots_in(name for value in values for name in value.names)
    real = [arena.ring.lift(arena.ring.radicands[root]) for root in roots]
    case = conjunction(arena, (), [*values, *real])
    if case is None or (case and arena.oracle.ask([(literal,) for literal in case]).status == "unsat"):
        raise ModelError(f"{where}: the conditions {', '.join(map(str, slacks))} >= 0 hold on a set without interior; a case "
                         "of a plan is the closure of an open set")
    return case


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
