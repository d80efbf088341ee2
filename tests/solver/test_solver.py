"""The solver: small games of the literature from their trees, refusals, and what it cannot solve."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import (
    Assumption,
    Choice,
    Choose,
    Decide,
    Game,
    ModelError,
    Outcome,
    Parameter,
    Parameters,
    Region,
    solve,
    verify,
)
from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.factoring import square_roots
from symbolic_alliance.algebra.literals import Literal
from symbolic_alliance.closed_form import sign
from symbolic_alliance.errors import UnsupportedError
from symbolic_alliance.explore.walk import disagreements, play, points_beside_cutoffs, random_points
from symbolic_alliance.proof.claim import Verdict
from symbolic_alliance.solver.unions import shortest_union, with_interior
from tests import games
from tests.known_solutions import KNOWN_SOLUTIONS
from tests.roots_by_definition import undefined_roots


@pytest.fixture(scope="module", params=games.GAMES + games.LOTTERIES, ids=lambda game: game.name)
def small(request):
    return request.param, solve(request.param), KNOWN_SOLUTIONS[request.param.name]


def test_a_small_game_is_solved_completely(small):
    _, equilibrium, _ = small
    assert equilibrium.unsolved == ()
    assert equilibrium.regimes


def test_every_obligation_of_a_small_game_is_proved(small):
    game, equilibrium, _ = small
    assert {str(result.verdict) for result in verify(game, equilibrium.strategy)} == {"proved"}


def test_a_small_game_agrees_with_its_tree_and_with_the_literature(small):
    game, equilibrium, known = small
    points = random_points(game.parameters, 40, seed=11)
    points += points_beside_cutoffs(equilibrium, points[:2])[:40]
    assert disagreements(game, equilibrium.strategy, points, regimes=equilibrium.in_order) == []
    for point in points[:40]:
        assert play(game, equilibrium.strategy, point).payoffs == play(game, known, point).payoffs


def test_the_known_solutions_are_equilibria_themselves(small):
    game, _, known = small
    assert {str(result.verdict) for result in verify(game, known)} == {"proved"}


def test_cutoffs_are_those_of_the_literature():
    c_2 = sp.Symbol("c_2", real=True)
    a = sp.Symbol("a", real=True)
    found = {cutoff.name: cutoff.cases[0].expression for cutoff in solve(games.DUOPOLY).cutoffs}
    assert sp.expand(found["c_1_sold_3_to_sold_4"] - (a + c_2) / 2) == 0  # the leader leaves the market
    entry = {cutoff.name: cutoff.cases[0].expression for cutoff in solve(games.ENTRY).cutoffs}
    assert sp.expand(entry["F_monopoly_1_to_monopoly_2"] * 16) == sp.Symbol("D", real=True) ** 2  # entry is blockaded


FAR = (
    (games.CRISIS, {"w_C": 0, "w_T": 0, "r": "1/2"}), (games.CRISIS, {"w_C": "-1e9", "w_T": "1e-9", "r": "1e9"}),
    (games.BARGAINING, {"p": 0, "c_A": "1e9", "c_B": "1e-9"}), (games.BARGAINING, {"p": 1, "c_A": "1e-9", "c_B": "1e-9"}),
    (games.ENTRY, {"D": "1e9", "F": "1e-9"}), (games.ENTRY, {"D": "1e-9", "F": "1e9"}),
    (games.CONTEST, {"k": "1e9", "c": "1e9"}))


@pytest.mark.parametrize(("game", "witness"), FAR, ids=str)
def test_the_witness_changes_no_answer(game, witness):
    far = replace(game, parameters=replace(game.parameters, witness=witness))
    usual, found = solve(game), solve(far)
    assert (found.regimes, found.cutoffs, found.unsolved) == (usual.regimes, usual.cutoffs, ())
    strategy = KNOWN_SOLUTIONS[game.name]
    wrong = replace(strategy, policies=(replace(strategy.policies[0], pieces=strategy.policies[0].pieces[:-1]),
                                        *strategy.policies[1:]))
    for one in (found.strategy, wrong):
        assert [result.verdict for result in verify(far, one)] == [result.verdict for result in verify(game, one)]


# ---- what is refused, and what is said plainly

K = Parameter("k", "k", "a cost")
X = Choice("x", "x", "a choice")
k, x = K.symbol, X.symbol
COSTLY = Parameters((K,), (Assumption("costly", (k > 0,), "it costs"),), {"k": 2})


def one_choice(payoff, lower=0, upper=1, parameters=COSTLY, **ends):
    node = Choose("pick", "chooser", X, lower, upper, Outcome("done", {"chooser": payoff}), **ends)
    return Game("one_choice", "One choice", ("chooser",), parameters, node)


def test_an_interval_whose_ends_may_cross_is_refused():
    with pytest.raises(ModelError, match=r"the interval from 0 to 1 - k at pick is not empty; it fails at k = 2"):
        solve(one_choice(x, upper=1 - k))


def test_a_jump_at_a_share_of_the_choice_above_is_solved():
    # After x the best of y = k x, which pays k x, and y = x, which pays x - k x: hence x = 1, and max(k, 1 - k).
    y = sp.Symbol("y", real=True)
    shared = sp.Piecewise((y, y <= k * x), (y - x * k, True))
    inner = Choose("then_pick", "chooser", Choice("y", "y", "a second choice"), 0, x, Outcome("done", {"chooser": shared}))
    given = Parameters((K,), (Assumption("costly", (k > 0, k < 1), "a share"),), {"k": "1/3"})
    equilibrium = solve(Game("two", "Two", ("chooser",), given, Choose("pick", "chooser", X, 0, 1, inner, lower_open=True)))
    assert equilibrium.unsolved == ()
    assert {(one.payoffs["chooser"], one.region.cases) for one in equilibrium.regimes} == {
        (k, ((2 * k - 1,),)), (1 - k, ((1 - 2 * k,),))}


def test_contradictory_assumptions_are_refused():
    with pytest.raises(ModelError, match="no point satisfies all assumptions together"):
        Parameters((K,), (Assumption("costly", (k > 0,), ""), Assumption("free", (k < 0,), "")), {"k": 2})


def test_a_tie_on_an_open_set_is_broken_upstream_and_listed():
    lower = Decide("answer", "receiver", {"no": Outcome("left", {"sender": 0, "receiver": 0}),
                                          "yes": Outcome("taken", {"sender": k, "receiver": 0})})
    game = Game("gift", "A gift", ("sender", "receiver"), COSTLY,
                Decide("offer", "sender", {"keep": Outcome("kept", {"sender": 0, "receiver": 0}), "give": lower}))
    equilibrium = solve(game)
    assert [(tie.node, tie.broken_for) for tie in equilibrium.ties] == [("answer", "sender")]
    assert [regime.outcome for regime in equilibrium.regimes] == ["taken"]


@pytest.mark.parametrize("game", [*games.GAMES, games.HAGGLING], ids=lambda game: game.name)
def test_no_root_that_is_printed_is_undefined_where_the_rest_holds(game):
    found = solve(game)
    assert undefined_roots(found) == []
    assert all(case.where == () or square_roots(case.expression) for one in found.cutoffs for case in one.cases)


@pytest.mark.parametrize("times", [1, 2, 3, 7])
def test_a_cutoff_does_not_depend_on_the_units_of_its_parameter(times: int) -> None:
    found, D = solve(games.entry(times)), sp.Symbol("D", real=True)
    assert found.unsolved == ()
    deterred = next(one.cases for one in found.cutoffs if one.name == "F_entry_to_monopoly")
    assert [sp.expand(case.expression - D**2 * (3 - 2 * sp.sqrt(2)) / (32 * times)) for case in deterred] == [0]


def test_a_region_and_a_cutoff_say_where_their_roots_are_real():
    b, c = games.symbols("b c")
    found = solve(games.HAGGLING)
    case, = found.regime("deal").region.cases
    assert len(case) == 2
    assert case[1] == b - 2 * sp.sqrt(c)
    assert [one.where for one in found.cutoffs[0].cases] == [(case[1],)]
    silent = replace(found, regimes=(replace(found.regime("deal"), region=Region((case[:1],))),), cutoffs=tuple(
        replace(one, cases=tuple(replace(form, where=()) for form in one.cases)) for one in found.cutoffs))
    assert [line.partition(":")[0] for line in undefined_roots(silent)] == ["regime deal", "cutoff v_deal_to_none"]
    assert {result.verdict for result in verify(games.HAGGLING, found.strategy)} == {Verdict.PROVED}


def test_a_complete_tie_is_left_to_peace():
    same = {"sender": 0}
    game = Game("calm", "Calm", ("sender",), COSTLY,
                Decide("move", "sender", {"rest": Outcome("peace", same), "stir": Outcome("unrest", same)}))
    assert [regime.outcome for regime in solve(game).regimes] == ["peace"]


def test_kinks_and_corners_of_max_and_abs_are_found():
    small = Parameters((K,), (Assumption("small", (k > 0, k < 1), ""),), {"k": "1/2"})
    game = one_choice(-sp.Abs(x - sp.Rational(1, 3)) - sp.Max(k * x, 0) / 10**6, upper=1, parameters=small)
    (regime,) = solve(game).regimes
    assert regime.actions["x"] == sp.Rational(1, 3)


def test_a_candidate_that_only_rounding_favours_wins_nowhere():
    c = Parameter("c", "c", "a threshold")
    both = Parameters((K, c), (Assumption("costly", (k > 0, c.symbol > 0), "it costs"),), {"k": 2, "c": 1})
    game = Game("cancelling", "Large terms that cancel where k is near c", ("mover",), both,
                Decide("move", "mover", {"hold": Outcome("peace", {"mover": 0}),
                                         "strike": Outcome("war", {"mover": -(k - c.symbol) ** 8})}), ("k", "c"))
    equilibrium = solve(game)
    assert ([regime.outcome for regime in equilibrium.regimes], equilibrium.unsolved) == (["peace"], ())


@pytest.fixture
def cost():
    """The oracle of a game with a cost k > 0, and the literals k > n."""
    arena = Arena(one_choice(x), in_units=False)
    return arena.oracle, lambda n: Literal(*arena.ring.odd_part(arena.chart.rational(k - n)))


def test_a_case_without_an_interior_is_dropped(cost):
    oracle, above = cost
    below = Literal(-1, above(2).atoms)
    assert with_interior(oracle, ((above(3), below), (above(3),))) == (((above(3),),), ())


def test_a_union_loses_what_others_cover_and_merges_what_only_splits(cost):
    oracle, above = cost
    below = Literal(-1, above(2).atoms)
    assert shortest_union(oracle, ((above(3),), (above(2),))) == ((above(2),),)
    assert shortest_union(oracle, ((above(1), above(2)), (above(1), below))) == ((above(1),),)
    assert shortest_union(oracle, ((above(3),), (below,))) == ((above(3),), (below,))


def test_what_cannot_be_put_in_order_is_unsolved_with_the_reason(monkeypatch):
    def refuse(arena, plans):
        raise UnsupportedError("square roots in it depend on each other")

    monkeypatch.setattr("symbolic_alliance.solver.order_pieces", refuse)
    found = solve(games.CRISIS)
    assert [one.reason for one in found.unsolved] == ["square roots in it depend on each other"]
    assert (found.regimes, found.strategy.policies) == ((), ())


def test_an_authors_wrong_strategy_is_refuted_with_a_point():
    game, equilibrium = games.BARGAINING, solve(games.BARGAINING)
    policies = tuple(replace(policy, pieces=tuple(
        replace(piece, action=piece.action / 2) if not isinstance(piece.action, str) else piece for piece in policy.pieces))
        for policy in equilibrium.strategy.policies)
    results = verify(game, replace(equilibrium.strategy, policies=policies))
    refuted = [result for result in results if result.point is not None]
    assert refuted
    for result in refuted:
        assert all(sign(hypothesis.expression, result.point) >= 0 for hypothesis in result.claim.hypotheses)


def test_points_between_two_others_stay_inside_an_interval_whose_end_is_convex():
    # On [0, k**2] the payoff 2 m x - x**2 / 2 rises up to x = 2 m, so that the end is best where k**2 <= 2 m; halfway
    # between (k, x) and (k', x') inside, x may lie beyond k**2, where the payoff says nothing.
    m = sp.Symbol("m", real=True)
    given = Parameters((K, Parameter("m", "m", "a worth")), (Assumption("given", (k >= 0, m > 0, k * m < 1), ""),),
                       {"k": "3/4", "m": "1/3"})
    equilibrium = solve(one_choice(2 * m * x - x**2 / 2, upper=k**2, parameters=given))
    assert equilibrium.unsolved == ()
    assert {(piece.action, piece.region.cases) for piece in equilibrium.strategy["pick"].pieces} == {
        (k**2, ((2 * m - k**2,),)), (2 * m, ((k**2 - 2 * m,),))}
