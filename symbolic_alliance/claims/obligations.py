"""The claims that make a strategy *the* subgame-perfect equilibrium of a game, generated from the tree alone.

In:  a `Game` and a `Strategy` in closed form, from `solve` or from an author.
Out: one `Result` a claim.
Method: one-shot deviation principle (Blackwell 1965; Hendon, Jacobsen and Sloth 1996), children before parents: the value of
a node is computed from the strategy and its children's values, never taken from the strategy's own report.

*Objects.* Theta is the set of parameters as printed, weak assumptions weak; histories are made of choices from the intervals
as declared.  A policy is a list of pieces in order: at a history the first piece is played that *holds*, which is to say that
all conditions of one of its cases hold as printed, slack >= 0, or > 0 where it is strict.  The value of a node is a list of
*cells* in the same sense, regions with payoffs u: at an outcome the branches of its payoffs; at a lottery, for each way of
taking a cell of what follows each branch, in order, where they all hold, and u is the sum of theirs, each times its
probability; at a mover, for each piece i in order and each continuation c in order, the case of i together with where c
holds after s_i(h), and u(h) = u_c(h, s_i(h)).

A. On these sets, edges included:
  - ``follows``: after each piece's play one of its continuations holds; a cell that comes before one of these and is passed
    over does not hold there, or pays everybody the same;
  - ``best_response``: no one-shot deviation pays, at any node, on the path or off it, the deviation left as a variable;
  - ``out_of_reach``: where the plan is played, no choice leads to that alternative at all.
  Where that is not so, the claim makes an exception for what is played earlier: an earlier piece, or an earlier cell.
B. ``cover``, off the zeros of all conditions: the pieces of each policy cover every history; of a policy that has strict
   conditions, or leaves histories out, on the sets as printed: they do together with what is left out; ``dense``: Theta lies
   in the closure of its interior; ``interval``: no choice is made from nothing.
C. ``defined``: payoffs have a value on closed branches, and conditions everywhere; ``continuous``: payoffs do not jump
   between two branches that both hold; ``probabilities``: none is negative, whatever was chosen above.
D. ``feasible``: on the case of a piece its action has a value and lies in its interval.
Besides, on open sets: ``no_overlap``, so that the order matters on edges alone; and ``unique``: an alternative that the
mover's own payoff tells apart is strictly worse (where it does not, `Equilibrium.ties` lists the tie).
B and C are `algebra.well_posed` but for ``cover``, D and ``no_overlap`` are `claims.closure`; the order is `piece_order`.

*Theorem.* Let A to D hold.  Then the strategy that plays at each history the first piece that holds is a subgame-perfect
equilibrium at every point of Theta from which no history that is left out can be reached; its payoffs at a history are those
of the first cell that holds.

*Proof.* Some piece holds at every history: by ``cover`` off the zeros of all conditions; those histories are dense by B, so
that along a sequence of them that converges to h one of the finitely many cases holds, and in the limit it does too, its
conditions being closed and, by C, continuous; where there are strict ones, or histories are left out, ``cover`` says it.  By
induction from the end, the payoffs of a node are those of the first cell that holds: at an outcome by C; at a lottery, since
the first that holds is made of the first that holds after each branch, it pays their mean by C; at a mover the first
piece that holds can be played, by D, the first continuation that holds after it is one of those listed or pays everybody the
same, by ``follows``, and what it pays is known by induction.  Another action leads to the first cell that holds after it;
where that cell and the piece are met together ``best_response`` says that the mover gains nothing, and otherwise
``out_of_reach`` that they are not.  So no one-shot deviation pays at any history, and the tree being finite the strategy is
subgame perfect (the one-shot deviation principle).  A `Decide` is the same with moves for choices.  A choice that is divided
where a payoff jumps (`algebra.division`) is one node: part and number are compared with every other part and number at once.
Intervals may be unbounded: no compactness is used.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.division import divide
from symbolic_alliance.algebra.literals import Case, inside
from symbolic_alliance.algebra.node_plans import NodePlan, node_plans, require_strategy, strategy_arena, yielding
from symbolic_alliance.algebra.piece_order import order_pieces
from symbolic_alliance.algebra.questions import Question, node_questions, uniqueness_questions
from symbolic_alliance.algebra.well_posed import numbered, prove_closed, well_posed_claims
from symbolic_alliance.claims.closure import closure_claims
from symbolic_alliance.claims.statements import Statements
from symbolic_alliance.closed_form.bounded_z3 import EFFORT
from symbolic_alliance.errors import Progress
from symbolic_alliance.game.equilibrium import Strategy
from symbolic_alliance.game.tree import Choose, Decide, Game, parts_of
from symbolic_alliance.proof.claim import Claim, ClaimKind, Grade, Result, Verdict, fails_at
from symbolic_alliance.proof.prover import with_witness

PATIENCE = (EFFORT, 16 * EFFORT, 80 * EFFORT)
SECONDS = 40.0  # for a claim on closed sets; a wall-clock bound behind z3's own


def verify(game: Game, strategy: Strategy, progress: Progress = lambda text: None,
           known: Callable[[Claim], Result | None] = lambda claim: None) -> tuple[Result, ...]:
    """Settle every obligation of a strategy; a claim that the solver decides is graded ``decided``, never more.

    What is judged is the function that plays at each history the first piece that holds: the pieces as they are given and,
    where a claim does not come out proved then, in an order that is found for them, one of them perhaps cut along an edge
    (`put_in_order` shows which it is).

    A claim of which ``known`` has a result, such as one with a certificate, is not asked again.  Every proved claim carries
    a witness, an exact point at which its hypotheses hold; one whose hypotheses contradict each other is vacuous.

    Raises `ModelError` where the strategy is not one for this game: a node without a policy, a move that does not exist, a
    symbol that is not known at its node, a closed form that is not rational up to square roots; `UnsupportedError` where a
    continuation holds the root of a choice, or roots depend on each other.

    >>> import sympy as sp
    >>> from symbolic_alliance import Assumption, Outcome, Parameter, Parameters, Piece, Policy, Region
    >>> c = sp.Symbol("c", real=True)
    >>> strike = Decide("strike", "rival", {"hold": Outcome("bluff", {"rival": 0}), "go": Outcome("war", {"rival": 1 - c})})
    >>> game = Game("threat", "A threat", ("rival",), Parameters((Parameter("c", "c", "the rival's cost of war"),),
    ...     (Assumption("costly", (c > 0,), "war is costly"),), {"c": 2}), strike)
    >>> always = Strategy((Policy("strike", "rival", (Piece(Region(((),)), "go"),)),))
    >>> [str(result.verdict) for result in verify(game, always) if result.claim.kind is ClaimKind.BEST_RESPONSE]
    ['refuted']
    """
    return _judge(game, strategy, progress, known)[1]


def _judge(game: Game, strategy: Strategy, progress: Progress, known: Callable[[Claim], Result | None]
           ) -> tuple[Strategy, tuple[Result, ...]]:
    """The strategy in the order that is judged, and the results."""
    game = divide(game)
    require_strategy(game, strategy)
    arena = strategy_arena(game, strategy)
    posed = [known(claim) or prove_closed(claim, SECONDS) for claim in well_posed_claims(game)]
    results: list[Result] = []
    ordered: Strategy | None = None
    for result in _settled(arena, strategy, progress, known):
        results.append(result)
        if ordered is None and result.claim.kind is not ClaimKind.UNIQUE and result.verdict is not Verdict.PROVED:
            ordered = order_pieces(arena, strategy)
            if ordered != strategy:
                return ordered, (*posed, *_settled(arena, ordered, progress, known))
    return strategy, (*posed, *results)


def _settled(arena: Arena, strategy: Strategy, progress: Progress, known: Callable[[Claim], Result | None]
             ) -> Iterator[Result]:
    """The results of the claims about a strategy, its pieces in the order in which they are given."""
    statements = Statements(arena)
    for here in node_plans(arena, strategy):
        progress(f"{here.node.player} at {here.node.name}")
        best: dict[tuple[object, ...], Result] = {}
        started = time.monotonic()
        for question, claim, proved in _state(arena, statements, here, known):
            weaker = best.get(_comparison(question)) if question.kind is ClaimKind.UNIQUE else None
            result = proved or (
                _strict(claim, weaker) if weaker is not None else _settle(arena, statements, question, claim))
            if question.kind is ClaimKind.BEST_RESPONSE and (result.verdict is not Verdict.PROVED or question.yields):
                best[_comparison(question)] = result
            yield replace(_add_witness(statements, question, result), seconds=time.monotonic() - started)
            started = time.monotonic()
        closure = numbered(closure_claims(arena.game, here.policy))
        yield from (known(claim) or prove_closed(claim, SECONDS) for claim in closure)


def put_in_order(game: Game, strategy: Strategy) -> Strategy:
    """Put the pieces of an author's strategy into the order that `verify` judges: the first that holds is played.

    `solve` returns strategies in order.  It takes as long as `verify`, and raises as that does.
    """
    return _judge(game, strategy, lambda text: None, lambda claim: None)[0]


def state_claims(game: Game, strategy: Strategy, node: str) -> tuple[Claim, ...]:
    """The claims about a strategy, its pieces as given, at one node, with their formulas, not settled; raises as `verify`.

    >>> import sympy as sp
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
    return tuple(claim for here in node_plans(arena, strategy) if here.node.name == node
                 for claim in (*(one for _, one, _ in _state(arena, Statements(arena), here, lambda claim: None)),
                               *numbered(closure_claims(game, here.policy))))


def _state(arena: Arena, statements: Statements, here: NodePlan, known: Callable[[Claim], Result | None]
           ) -> Iterator[tuple[Question, Claim, Result | None]]:
    """The questions at a node and the claims that they ask about, numbered by kind, with what is known of them."""
    numbers: dict[str, int] = {}
    excepted = set()
    for question in _questions(arena, here):
        if _comparison(question) in excepted and _fails_inside(arena, question):
            continue
        number = numbers[question.kind] = numbers.get(question.kind, 0) + 1
        claim = statements.claim(question, here.node, here.plans, here.rivals, number)
        result = known(claim)
        if result is None and question.kind in (ClaimKind.BEST_RESPONSE, ClaimKind.FOLLOWS):
            question = yielding(arena, here, question)
            claim = statements.claim(question, here.node, here.plans, here.rivals, number)
            result = known(claim)
            excepted |= {_comparison(question)} if question.yields else set()
        yield question, claim, result


def _add_witness(statements: Statements, question: Question, result: Result) -> Result:
    """A proved result with a point at which its hypotheses hold: one that is at hand, else what the prover finds."""
    if result.verdict is not Verdict.PROVED or not result.claim.alternatives:
        return result
    point = statements.witness(result.claim, question)
    if point is not None:
        return replace(result, witness=point)
    found = with_witness(result)
    if found.witness is not None:
        statements.keep(found.witness)
    return found


def _comparison(question: Question) -> tuple[object, ...]:
    """What a best reply and its strict form share."""
    return inside(question.hypotheses), question.piece, question.rival, None if question.gain is None else question.gain.key


def _fails_inside(arena: Arena, question: Question) -> bool:
    """Whether a best reply, of which this is the strict form, fails on an open set: something else is played there."""
    return question.kind is ClaimKind.UNIQUE and \
        replace(question, kind=ClaimKind.BEST_RESPONSE, apart=None).refuted_by(arena).status == "sat"


def _strict(claim: Claim, weaker: Result) -> Result:
    """A strict comparison whose weak form is not proved mostly fails where that fails."""
    if weaker.point is not None and fails_at(claim, weaker.point):
        return Result(claim, Verdict.REFUTED, point=weaker.point)
    return prove_closed(claim, SECONDS)


def _questions(arena: Arena, here: NodePlan) -> Iterator[Question]:
    mover = arena.game.players.index(here.node.player)
    best_replies = []
    own = {label for label, child in here.node.moves.items() if child in parts_of(here.node)} \
        if isinstance(here.node, Decide) else frozenset()
    is_part = isinstance(here.node, Choose) and here.node.whole is not None
    for question in node_questions(arena, mover, here.plans, here.rivals):
        if question.kind is ClaimKind.COVER and (is_part or here.policy.lacks_edges):  # said of the whole, or of closed sets
            continue
        if question.kind is ClaimKind.COVER:
            yield question
        elif _is_out_of_reach(arena, question):
            kind = ClaimKind.OUT_OF_REACH if question.kind is ClaimKind.BEST_RESPONSE else question.kind
            yield Question(kind, question.hypotheses, (), question.piece, question.rival)
        else:
            yield question
            move, within = here.policy.pieces[question.piece].action, inside(question.hypotheses)
            if question.kind is ClaimKind.BEST_RESPONSE and within is not None and (
                    move not in own or move != here.rivals[question.rival].path[0].action) and _has_interior(arena, within):
                best_replies.append(replace(question, hypotheses=within))
    choice = arena.ring.generator(here.node.choice.name) if isinstance(here.node, Choose) else None
    yield from uniqueness_questions(arena, best_replies, here.actions, choice)


def _is_out_of_reach(arena: Arena, question: Question) -> bool:
    """Whether no history has both the plan's region and the rival: then there is nothing to compare."""
    return arena.signs.ask([(literal,) for literal in question.hypotheses]).status == "unsat"


def _has_interior(arena: Arena, case: Case) -> bool:
    return arena.oracle.ask([(literal,) for literal in case]).status != "unsat"


def _settle(arena: Arena, statements: Statements, question: Question, claim: Claim) -> Result:
    """Ask the oracle, then the prover, then the oracle with more patience; only an exact counterexample refutes."""
    result = None
    for effort in PATIENCE:
        arena.oracle.effort = arena.signs.effort = effort
        answer = question.refuted_by(arena)
        arena.oracle.effort = arena.signs.effort = PATIENCE[0]
        if answer.status == "unsat":
            return Result(claim, Verdict.PROVED, Grade.DECIDED, ("z3",))
        point = statements.counterexample(claim, answer.point) if answer.point is not None else None
        if point is not None:
            return Result(claim, Verdict.REFUTED, point=point)
        result = result or prove_closed(claim, SECONDS)
        if result.verdict is not Verdict.UNDECIDED or answer.status == "sat":
            return result
    assert result is not None
    return result
