"""The checker: hand-derived strategies agree with the tree, and every planted mistake is caught."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from symbolic_alliance import (
    Assumption,
    Choice,
    Choose,
    Decide,
    Game,
    Lottery,
    Node,
    Outcome,
    Parameter,
    Parameters,
    put_in_order,
    solve,
)
from symbolic_alliance.closed_form import evaluate, sign
from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.walk import disagreements, play, points_beside_cutoffs, points_in_regimes, random_points
from symbolic_alliance.game.equilibrium import (
    EVERYWHERE,
    Cutoff,
    CutoffCase,
    Equilibrium,
    Piece,
    Policy,
    Regime,
    Region,
    Strategy,
)
from tests.games import (
    BARGAINING,
    CONTEST,
    CRISIS,
    DUOPOLY,
    ENTRY,
    FREE_ARMS,
    GAMES,
    LEVY,
    LEVY_BELOW,
    LOTTERIES,
    RANDOM_REVERSION,
    ULTIMATUM,
    symbols,
)
from tests.known_solutions import KNOWN_SOLUTIONS

Point = dict[str, Fraction]


def changed(strategy: Strategy, node: str, place: int, *pieces: Piece) -> Strategy:
    """The strategy with one piece of a policy replaced by others, or by none."""
    policies = [replace(policy, pieces=(*policy.pieces[:place], *pieces, *policy.pieces[place + 1:]))
                if policy.node == node else policy for policy in strategy.policies]
    return Strategy(tuple(policies))


def reasons(game: Game, strategy: Strategy, points: list[Point], **options: object) -> set[str]:
    return {found.reason for found in disagreements(game, strategy, points, **options)}


@pytest.mark.parametrize("game", GAMES + LOTTERIES, ids=lambda game: game.name)
def test_a_known_solution_agrees_with_the_tree(game: Game) -> None:
    points = random_points(game.parameters, 100, seed=1)
    assert disagreements(game, KNOWN_SOLUTIONS[game.name], points) == []


def planted() -> Iterator[tuple[str, Game, Strategy]]:
    """Every known solution with one mistake: a wrong action, a region shifted either way, or a missing piece.

    Where a budget of about 1 decides, random points seldom see it.
    """
    for game in (one for one in GAMES + LOTTERIES if one is not RANDOM_REVERSION):
        strategy = KNOWN_SOLUTIONS[game.name]
        for policy in strategy.policies:
            for place, piece in enumerate(policy.pieces):
                for what, mistaken in mistakes(game, policy, piece):
                    name = f"{game.name}: {policy.node}[{place}] {what}"
                    yield name, game, changed(strategy, policy.node, place, *mistaken)


def mistakes(game: Game, policy: Policy, piece: Piece) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    yield "is missing", ()
    if isinstance(piece.action, str):
        others = [move for move in game.node(policy.node).moves if move != piece.action]
        yield from ((f"plays {move}", (replace(piece, action=move),)) for move in others)
    else:
        for factor, added in ((1, Fraction(1, 1000)), (Fraction(99, 100), 0)):
            action = piece.action * sp.Rational(str(factor)) + sp.Rational(str(added))
            if action != piece.action:
                yield f"plays {action}", (replace(piece, action=action),)
    for shift in (sp.Rational(1, 20), -sp.Rational(1, 20)) if piece.region != EVERYWHERE else ():
        yield f"is shifted by {shift}", (replace(piece, region=Region(tuple(
            tuple(slack + shift for slack in case) for case in piece.region.cases))),)


# Where there is nothing to trade, every offer that is rejected pays the same.
PAY_THE_SAME = ("ultimatum: offer[1] plays 1/1000",)
PLANTED = {name: (game, strategy) for name, game, strategy in planted()}


@pytest.mark.parametrize("name", [name for name in PLANTED if name not in PAY_THE_SAME])
def test_a_planted_mistake_is_caught(name: str) -> None:
    game, strategy = PLANTED[name]
    points = random_points(game.parameters, 300, seed=2)
    assert any(disagreements(game, strategy, points[start:start + 30]) for start in range(0, 300, 30))


@pytest.mark.parametrize("name", PAY_THE_SAME)
def test_another_plan_that_pays_the_same_is_no_mistake(name: str) -> None:
    game, strategy = PLANTED[name]
    assert disagreements(game, strategy, random_points(game.parameters, 100, seed=2)) == []


def test_a_deviation_is_told_with_what_it_gains() -> None:
    generous = changed(KNOWN_SOLUTIONS["ultimatum"], "offer", 0, Piece(EVERYWHERE, sp.Rational(1, 2)))
    found, *_ = disagreements(ULTIMATUM, generous, [{"o_P": Fraction(1, 8), "o_R": Fraction(1, 4)}])
    assert (found.node, found.player, found.reason) == ("offer", "proposer", "a deviation pays")
    assert (found.payoff, found.deviation, found.gain) == (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
    assert str(found) == "at o_P = 1/8, o_R = 1/4: offer (proposer): a deviation pays (1/4 gains 1/4 on 1/2)"


def test_a_mistake_off_the_path_is_told_with_its_history() -> None:
    o_R, x = symbols("o_R x")
    proud = Policy("answer", "responder", (Piece(Region(((x - o_R - 1,),)), "accept"),
                                           Piece(Region(((o_R + 1 - x,),)), "reject")))
    strategy, points = Strategy((KNOWN_SOLUTIONS["ultimatum"]["offer"], proud)), random_points(ULTIMATUM.parameters, 20)
    found = [one for one in disagreements(ULTIMATUM, strategy, points) if one.node == "answer"]
    assert found
    for one in found:
        (node, offered), = one.history
        assert (node, one.player, one.deviation) == ("offer", "responder", "accept")
        assert one.gain == offered - one.point["o_R"] > 0


def test_a_gap_between_regions_is_told() -> None:
    holed = changed(KNOWN_SOLUTIONS["contest"], "arms", 1)
    assert reasons(CONTEST, holed, [{"k": Fraction(1, 4), "c": Fraction(1)}]) == {"the strategy has no plan"}


def test_an_action_outside_the_interval_is_told() -> None:
    negative = changed(KNOWN_SOLUTIONS["contest"], "arms", 0, Piece(EVERYWHERE, sp.Integer(-1)))
    assert reasons(CONTEST, negative, [{"k": Fraction(2), "c": Fraction(1)}]) == {"the planned action is not feasible"}


def test_overlapping_plans_are_told_even_where_the_first_is_right() -> None:
    k, c = symbols("k c")
    doubled = changed(KNOWN_SOLUTIONS["contest"], "arms", 0, Piece(Region(((k * c - 1,),)), sp.Integer(0)),
                      Piece(Region(((k * c - 1,),)), sp.Integer(2)))
    assert reasons(CONTEST, doubled, [{"k": Fraction(2), "c": Fraction(1)}]) == {
        "pieces of the strategy overlap and disagree"}


def claiming(first: sp.Expr, second: sp.Expr) -> Strategy:
    p, c_B = symbols("p c_B")
    return changed(KNOWN_SOLUTIONS["bargaining"], "demand", 0,
                   Piece(Region(((1 - p - c_B,),)), p + c_B, (first, second), "settlement", "edge"))


def test_swapped_payoffs_of_a_piece_are_told() -> None:
    p, c_B = symbols("p c_B")
    points = random_points(BARGAINING.parameters, 20, seed=3)
    assert disagreements(BARGAINING, claiming(p + c_B, 1 - p - c_B), points) == []
    assert reasons(BARGAINING, claiming(1 - p - c_B, p + c_B), points) == {
        "the payoffs or the outcome that the strategy claims are not those of the play"}


def settlement(first: sp.Expr, second: sp.Expr, outcome: str = "settlement") -> Regime:
    p, c_B = symbols("p c_B")
    return Regime("settlement", Region(((1 - p - c_B,),)), outcome, (("demand", p + c_B),), {"x": p + c_B},
                  {"A": first, "B": second})


def test_what_a_regime_claims_is_compared_with_the_walk() -> None:
    p, c_B = symbols("p c_B")
    strategy, regime = KNOWN_SOLUTIONS["bargaining"], settlement(p + c_B, 1 - p - c_B)
    inside, outside = {"p": Fraction(1, 3), "c_A": Fraction(1), "c_B": Fraction(1, 4)}, {
        "p": Fraction(1, 3), "c_A": Fraction(1), "c_B": Fraction(1)}
    assert disagreements(BARGAINING, strategy, [inside], regimes=[regime]) == []
    for wrong in (settlement(1 - p - c_B, p + c_B), settlement(p + c_B, 1 - p - c_B, "war")):
        assert reasons(BARGAINING, strategy, [inside], regimes=[wrong]) == {
            "the payoffs or the outcome of regime settlement are not those of the play"}
    assert reasons(BARGAINING, strategy, [outside], regimes=[regime]) == {"no regime contains the point"}


def test_swapped_payoffs_in_the_tree_are_told() -> None:
    q_1, q_2, a, c_1, c_2 = symbols("q_1 q_2 a c_1 c_2")
    sold = Outcome("sold", {"follower": q_1 * (a - q_1 - q_2 - c_1), "leader": q_2 * (a - q_1 - q_2 - c_2)})
    swapped = replace(DUOPOLY, root=replace(DUOPOLY.root, then=replace(DUOPOLY.root.then, then=sold)))
    assert reasons(swapped, KNOWN_SOLUTIONS["duopoly"], random_points(DUOPOLY.parameters, 5)) == {"a deviation pays"}


def deterrence() -> tuple[Game, Strategy]:
    """The state arms until its threat to fight, m - 1 against 0, is just credible; the rival then lets it be."""
    k, m = symbols("k m")

    def outcome(label: str, state: sp.Expr, rival: int) -> Outcome:
        return Outcome(label, {"state": state - k * m, "rival": rival})

    answer: Node = Decide("answer", "state", {"yield": outcome("loss", sp.Integer(0), 1), "fight": outcome("war", m - 1, -1)})
    attack = Decide("attack", "rival", {"wait": outcome("peace", sp.Integer(2), 0), "attack": answer})
    game = Game("deterrence", "Deterrence", ("state", "rival"), Parameters(
        (Parameter("k", "k", "the cost of arms"),), (Assumption("costly", (k > 0,), "arms are costly"),), {"k": 1}),
        Choose("arm", "state", Choice("m", "m", "arms"), 0, None, attack))
    weak, strong = Region(((1 - m,),)), Region(((m - 1,),))
    return game, Strategy((
        Policy("arm", "state", (Piece(Region(((k - 2,),)), sp.Integer(0)), Piece(Region(((2 - k,),)), sp.Integer(1)))),
        Policy("attack", "rival", (Piece(strong, "wait"), Piece(weak, "attack"))),
        Policy("answer", "state", (Piece(weak, "yield"), Piece(strong, "fight")))))


def test_on_an_edge_the_first_piece_is_played() -> None:
    # at m = 1 the state is indifferent between its answers; only to fight keeps the rival from attacking
    game, strategy = deterrence()
    assert play(game, strategy, {"k": "3/2"}, [("arm", 1), ("attack", "attack")]).path == (("answer", "yield"),)
    assert reasons(game, strategy, [{"k": Fraction(3, 2)}]) == {"a deviation pays"}
    strategy = put_in_order(game, strategy)
    assert disagreements(game, strategy, random_points(game.parameters, 40)) == []
    assert play(game, strategy, {"k": "3/2"}).outcome == "peace"
    assert play(game, strategy, {"k": "3/2"}, [("arm", 1)]).outcome == "peace"
    assert play(game, strategy, {"k": "3/2"}, [("arm", 1), ("attack", "attack")]).path == (("answer", "fight"),)
    assert play(game, strategy, {"k": "3/2"}, [("arm", "999/1000")]).outcome == "loss"


def test_a_step_is_walked_on_the_side_that_has_its_edge() -> None:
    (a,) = symbols("a")
    for game, holds in ((LEVY, a <= 1), (LEVY_BELOW, a < 1)):
        solved = solve(game)
        assert disagreements(game, solved.strategy, [{"a": 1}], regimes=solved.in_order) == []
        assert play(game, solved.strategy, {"a": 1}).payoffs == {"firm": Fraction(3, 2) if holds.subs(a, 1) else 1}


def test_what_a_strategy_leaves_out_is_not_walked() -> None:
    solved = solve(FREE_ARMS)
    free = {"k": 0, "c": 1}
    assert disagreements(FREE_ARMS, solved.strategy, [free, {"k": "1/4", "c": 1}], regimes=solved.in_order) == []
    with pytest.raises(RequestError, match="node arms, after no move: the strategy has no plan"):
        play(FREE_ARMS, solved.strategy, free)
    everywhere = Strategy(tuple(replace(policy, left_out=(), pieces=tuple(
        replace(piece, region=piece.region.closure) for piece in policy.pieces)) for policy in solved.strategy.policies))
    assert [one.reason for one in disagreements(FREE_ARMS, everywhere, [free])] == ["the planned action has no value"]


def test_an_open_end_is_no_action() -> None:
    k, x = symbols("k x")
    taking = Choose("take", "state", Choice("x", "x", "a share"), 0, 1, Outcome("taken", {"state": x}), upper_open=True)
    game = Game("open", "An open end", ("state",), Parameters(
        (Parameter("k", "k", "nothing"),), (Assumption("positive", (k > 0,), ""),), {"k": 1}), taking)
    all_of_it = Strategy((Policy("take", "state", (Piece(EVERYWHERE, sp.Integer(1)),)),))
    most_of_it = Strategy((Policy("take", "state", (Piece(EVERYWHERE, sp.Rational(99, 100)),)),))
    assert reasons(game, all_of_it, [{"k": Fraction(1)}]) == {"the planned action is not feasible"}
    assert reasons(game, most_of_it, [{"k": Fraction(1)}]) == {"a deviation pays"}


def backward_induction(game: Game, node: Node, point: Point) -> tuple[list[Fraction], list[str]]:
    """Solve a finite tree at numbers by brute force: the payoffs, and the moves."""
    if isinstance(node, Outcome):
        return [evaluate(node.payoffs[player], point) for player in game.players], []
    mover = game.players.index(node.player)
    solved = {move: backward_induction(game, child, point) for move, child in node.moves.items()}
    best = max(solved, key=lambda move: solved[move][0][mover])
    return solved[best][0], [best, *solved[best][1]]


def test_a_finite_game_is_played_as_brute_force_solves_it() -> None:
    for point in random_points(CRISIS.parameters, 200, seed=4):
        if 0 in (point["w_T"], point["w_C"], point["w_C"] + point["r"]):
            continue
        walk = play(CRISIS, KNOWN_SOLUTIONS["crisis"], point)
        payoffs, moves = backward_induction(CRISIS, CRISIS.root, point)
        assert (list(walk.payoffs.values()), [move for _, move in walk.path]) == (payoffs, moves)


def test_roots_are_played_exactly() -> None:
    point, strategy = {"D": 1, "F": "1/50"}, KNOWN_SOLUTIONS["entry"]
    walk = play(ENTRY, strategy, point)
    assert [str(action) for _, action in walk.path] == ["1 - 1/5*sqrt(2)", "stay_out"]
    assert str(walk.payoffs["incumbent"]) == "-2/25 + 1/5*sqrt(2)"
    limit = walk.path[0][1]
    assert play(ENTRY, strategy, point, [("commit", limit)]).outcome == "monopoly"
    assert play(ENTRY, strategy, point, [("commit", limit - Fraction(1, 10**30))]).outcome == "entry"


@pytest.mark.parametrize(("history", "message"), [
    ([("answer", "accept")], "the history names node answer where the tree is at offer"),
    ([("offer", 2)], "node offer: x = 2 is outside the interval"),
    ([("offer", 0.5)], "x = 0.5 is not an exact number"),
    ([("offer", 1), ("answer", "haggle")], "node answer has no move 'haggle'; its moves are accept, reject"),
    ([("offer", 1), ("answer", "accept"), ("answer", "accept")], "names node answer where the tree is at trade"),
])
def test_a_history_that_does_not_fit_is_refused(history: list[tuple[str, object]], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        play(ULTIMATUM, KNOWN_SOLUTIONS["ultimatum"], {"o_P": "1/4", "o_R": "1/4"}, history)


def test_a_point_that_violates_an_assumption_is_refused() -> None:
    with pytest.raises(RequestError, match=r"violates the assumption o_R < 1 \(modest\): o_R = 2"):
        disagreements(ULTIMATUM, KNOWN_SOLUTIONS["ultimatum"], [{"o_P": Fraction(1, 4), "o_R": Fraction(2)}])


@pytest.mark.parametrize(("node", "place", "piece", "message"), [
    ("offer", 0, Piece(EVERYWHERE, sp.Symbol("x", real=True)), "node offer: the strategy uses x, which is not known there"),
    ("offer", 0, Piece(EVERYWHERE, "accept"), "node offer: the strategy plays 'accept', where a number is chosen"),
    ("answer", 0, Piece(EVERYWHERE, "haggle"), "node answer: the strategy plays 'haggle'; the moves are accept, reject"),
])
def test_a_strategy_that_does_not_fit_the_tree_is_refused(node: str, place: int, piece: Piece, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        disagreements(ULTIMATUM, changed(KNOWN_SOLUTIONS["ultimatum"], node, place, piece), [])


def test_a_strategy_that_leaves_out_a_node_is_refused() -> None:
    with pytest.raises(RequestError, match="the strategy says nothing of node answer"):
        disagreements(ULTIMATUM, Strategy(KNOWN_SOLUTIONS["ultimatum"].policies[:1]), [])


def contest_equilibrium() -> Equilibrium:
    k, c = symbols("k c")
    armed = Regime("armed", Region(((1 - k * c,),)), "fought", (("arms", sp.sqrt(c / k) - c),), {}, {})
    unarmed = Regime("unarmed", Region(((k * c - 1,),)), "fought", (("arms", sp.Integer(0)),), {}, {})
    cutoff = Cutoff("k_arms", "k", (CutoffCase(1 / c, ("armed", "unarmed")), CutoffCase(1 / c - 9, ("armed", "unarmed"))))
    return Equilibrium(CONTEST, KNOWN_SOLUTIONS["contest"], (armed, unarmed), (cutoff,))


def test_points_in_regimes_visit_each_as_often() -> None:
    points = points_in_regimes(contest_equilibrium(), 40)
    assert [sign(1 - sp.Symbol("k", real=True) * sp.Symbol("c", real=True), point) for point in points].count(1) == 20


def test_points_beside_cutoffs_lie_on_either_side_of_those_that_are_active() -> None:
    point = {"k": Fraction(5), "c": Fraction(1, 20)}
    beside = points_beside_cutoffs(contest_equilibrium(), [point])
    assert [moved["c"] for moved in beside] == [point["c"]] * 4
    assert sorted(moved["k"] - 20 > 0 for moved in beside) == [False, False, True, True]
    assert all(0 < abs(moved["k"] - 20) <= Fraction(1, 50) for moved in beside)
    assert disagreements(CONTEST, KNOWN_SOLUTIONS["contest"], beside) == []


@pytest.mark.parametrize("first", [True, False])
def test_what_is_no_probability_is_told_of_chance(first: bool) -> None:
    p, q = symbols("p q")
    luck = Lottery("luck", {"won": (p / q, Outcome("won", {"A": 1})), "lost": (1 - p / q, Outcome("lost", {"A": 0}))})
    root = luck if first else Decide("start", "A", {"go": luck})
    parameters = Parameters((Parameter("p", "p", ""), Parameter("q", "q", "")), (), {"p": 0, "q": 1})
    game = Game("luck", "Luck", ("A",), parameters, root)
    plan = Strategy(() if first else (Policy("start", "A", (Piece(EVERYWHERE, "go"),)),))
    assert disagreements(game, plan, [{"p": "1/2", "q": 1}]) == []
    for point, reason in (({"p": 2, "q": 1}, "the probability of lost is negative"),
                          ({"p": 0, "q": 0}, "a probability has no value")):
        found, = disagreements(game, plan, [point])
        assert (found.node, found.player, found.reason) == ("luck", "chance", reason)
