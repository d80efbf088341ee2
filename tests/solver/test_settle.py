"""What is not solved: where, and for which reason; and that nothing is planned there."""

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from symbolic_alliance import ModelError, Outcome, solve, verify
from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, PathStep
from symbolic_alliance.solver.regions import Winners
from symbolic_alliance.solver.settle import settle
from tests.arena.shorthand import choose, decide, game, pays, symbols

k, m, x, y = symbols("k m x y")
CLOSED = "which has no closed form of degree 1 or 2"


def told(root, *given, **witness):
    """At each node that is not solved: on which cases, and why; and the cases of the regimes by their first action."""
    found = solve(game(root, *given, **witness))
    regimes = {one.path[0][1]: on(*one.region.cases) for one in found.regimes}
    return [(one.node, on(*one.region.cases), one.reason) for one in found.unsolved], regimes


def on(*cases):
    """A region, whatever the order in which it is written."""
    return frozenset(map(frozenset, cases))


@pytest.mark.parametrize(("node", "where", "reason", "regimes"), [
    # k x falls for k < 0, so that 0 is best; for k > 0 it rises towards what cannot be chosen.
    (choose(x, "A", 0, 1, pays("o", A=k * x), upper_open=True), on((k,)), "the supremum lies at the open end 1 alone",
     {0: on((-k,))}),
    (choose(x, "A", 0, None, pays("o", A=k * x)), on((k,)), "its payoff grows without bound in x", {0: on((-k,))}),
    (choose(x, "A", 0, None, pays("o", A=k * x / (x + 1))), on((k,)),  # rises from 0 towards k
     "the supremum is neared as x grows without bound, and never reached", {0: on((-k,))}),
    # k/x - x: for k > 0 a pole at 0; for k < 0 the slope -k/x**2 - 1 is 0 at x = sqrt(-k), up to 1 at k = -1.
    (choose(x, "A", 0, 1, pays("o", A=k / x - x), lower_open=True), on((k,)),
     "its payoff grows without bound at the open end 0", {1: on((-k - 1,)), sp.sqrt(-k): on((-k, k + 1))}),
    # m x + k x/(x+1): for m > 0 no bound; else the slope m + k/(x+1)**2 is 0 at x = -1 + sqrt(-k/m), > 0 for k > -m.
    # At m = 0 the slope k/(x+1)**2 is positive for k > 0, and else 0 is best.
    (choose(x, "A", 0, None, pays("o", A=m * x + k * x / (x + 1))), on((m,), (k + m, 2 * m)),
     "its payoff grows without bound in x",
     {0: on((-m, -k - m)), (-m - sp.sqrt(-k * m)) / m: on((-m, k + m))}),
], ids=lambda value: value if isinstance(value, str) else "")
def test_no_best_reply(node, where, reason, regimes):
    assert told(node, k=1, **({"m": 1} if m in node.then.payoffs["A"].free_symbols else {})) == (
        [("choose_x", where, f"A has no best reply: {reason}")], regimes)


def test_a_best_reply_without_a_closed_form():
    # k x - x**4 has the slope k - 4 x**3: 0 is best for k <= 0, and 1 for k >= 4.
    cubic = f"A's best reply is a stationary point of degree 3, {CLOSED}"
    assert told(choose(x, "A", 0, 1, pays("o", A=k * x - x**4)), k=1) == (
        [("choose_x", on((4 - k, k)), cubic)], {0: on((-k,)), 1: on((k - 4,))})


def test_what_can_be_said_beside_a_best_reply_without_a_closed_form():
    # A fixed cost m: what x > 0 pays at most is 3 (k/4)**(4/3) - m, so that 0 is best where 27 k**4 <= 256 m**3.
    payoff = sp.Piecewise((0, x <= 0), (k * x - x**4 - m, True))
    ((node, where, reason),), regimes = told(choose(x, "A", 0, 1, pays("o", A=payoff)), k > 0, m > 0, k=1, m="1/10")
    assert (node, where, reason) == ("choose_x", on((4 - k, 27 * k**4 - 256 * m**3)),
                                     f"A's best reply is a stationary point of degree 3, {CLOSED}")
    assert regimes == {"x = 0": on((256 * m**3 - 27 * k**4,), (m - k + 1, k - 4)), "0 < x <= 1": on((k - 4, k - m - 1))}


def test_a_best_reply_where_what_follows_changes_without_a_closed_form():
    # B goes l where x**3 + x >= k; A wants the least such x, since it pays 3 - x, and the other move nothing.
    answer = decide("d", "B", l=pays("l", A=3 - x, B=x**3 + x), r=pays("r", A=0, B=k))
    assert told(choose(x, "A", 0, 2, answer), k > 0, k < 10, k=1) == (
        [("choose_x", on(()), f"A's best reply is a root of degree 3, where what follows changes, {CLOSED}")], {})


def test_a_root_of_a_choice_above():
    # The follower plays sqrt(x) - x, so that the leader's payoff holds the root of its own choice.
    follower = choose(y, "A", 0, 1, pays("o", A=y / (x + y) - y, B=x / (x + y) - x))
    (unsolved,), regimes = told(choose(x, "B", 0, 1, follower, lower_open=True), k > 0, k=1)
    assert unsolved == ("choose_x", on(()), "x stands under a square root in what follows: choose the root, and write its "
                        "square for x")
    assert regimes == {}


def test_a_root_of_a_choice_above_is_told_where_it_is_met_on_part_of_the_histories_alone():
    # The follower plays sqrt(x) - x up to x = 1, and nothing beyond.
    follower = choose(y, "A", 0, 1, pays("o", A=y / (x + y) - y, B=y - (x - k) ** 2))
    found = solve(game(choose(x, "B", k, k + 1, follower), k > 0, k=2))
    assert [(one.node, "stands under a square root" in one.reason) for one in found.unsolved] == [("choose_x", True)]
    assert {on(*piece.region.cases) for piece in found.strategy["choose_y"].pieces} == {on((1 - x,)), on((x - 1,))}


def test_what_is_not_solved_below_is_not_solved_above():
    # B's move `go` leads where A has no best reply for k > 0, so that the whole has no equilibrium there.
    lower = choose(x, "A", 0, 1, pays("o", A=k * x, B=1), upper_open=True)
    reason = "A has no best reply: the supremum lies at the open end 1 alone"
    assert told(decide("r", "B", stay=pays("s", A=0, B=0), go=lower), k=1) == (
        [("choose_x", on((k,)), reason), ("r", on((k,)), f"what follows is not solved: at choose_x, {reason}")],
        {"go": on((-k,))})


def test_a_choice_that_may_lead_into_what_is_not_solved():
    # A has no best reply after y > k, which B can choose unless k >= 1.
    lower = choose(x, "A", 0, 1, pays("o", A=(y - k) * x, B=y), upper_open=True)
    found, regimes = told(choose(y, "B", 0, 1, lower), k=2)
    assert [(node, where) for node, where, _ in found] == [("choose_x", on((y - k,))), ("choose_y", on((1 - k,)))]
    assert regimes == {1: on((k - 1,))}


def test_a_choice_without_an_end_that_may_lead_into_what_is_not_solved():
    lower = choose(x, "A", 0, 1, pays("o", A=(y - k) * x, B=-y), upper_open=True)
    found, regimes = told(choose(y, "B", 0, None, lower), k > 0, k=2)
    assert [(node, where) for node, where, _ in found] == [("choose_x", on((y - k,))), ("choose_y", on(()))]
    assert regimes == {}


@pytest.mark.parametrize(("upper", "action"), [(1, sp.Rational(1, 2)), (None, 1)])
def test_where_every_number_is_a_best_reply_there_is_one(upper, action):
    node = choose(x, "A", 0, upper, pays("o", A=k, B=x), lower_open=True, upper_open=upper is not None)
    assert told(node, k > 0, k=1) == ([], {action: on(())})


def test_a_supremum_that_only_breaks_a_tie_is_no_reason():
    # A gets k/2 up to x = k/2 and less beyond; B, above, would like x near 1, where A does not tie any more.
    node = choose(x, "A", 0, 1, pays("o", A=sp.Min(k / 2, k - x), B=x), lower_open=True, upper_open=True)
    assert told(decide("r", "B", go=node), k > 0, k=1)[0] == []


def test_a_region_that_no_point_of_the_bank_lies_in_is_not_forgotten():
    # C's payoff x y/2 - y**2 is best at y = min(x/4, 1); the branches of Max change nothing of that.
    payoff = x * y / 2 - y**2 + sp.Max(k, 3 - x) + sp.Max(0, x - k)
    node = choose(x, "B", 0, 5, choose(y, "C", 0, 1, pays("o", B=-x, C=payoff)), lower_open=True)
    found, _ = told(node, k > 0, k * (1 - k) > -1, k="1/3")
    assert [(where, reason) for _, where, reason in found] == [
        (on(()), "B has no best reply: the supremum lies at the open end 0 alone")]


def test_what_could_not_be_told_apart_is_what_the_winners_leave():
    arena = Arena(game(choose(x, "A", 0, 1, pays("o", A=x)), k > 0, k=2), in_units=False)
    edge, number = arena.oracle.nonnegative(arena.chart.rational(k - 3)), arena.chart.rational(sp.Integer(1))
    above, untold = (Cell(region, (number,), "o", (PathStep("choose_x", number, "end"),))
                     for region in (((edge,),), ((),)))
    standing = settle(arena, "choose_x", Winners((above,), (above,), (untold,), ()), ())
    assert standing.winners == (above,)
    (unknown,) = standing.unknown
    assert (unknown.region, unknown.reason) == (((edge._replace(sign=-edge.sign),),), (
        "the region on which this candidate is the best reply could not be told apart: 1 (o)"))


def test_a_cutoff_without_a_closed_form_takes_nothing_from_its_regimes():
    # k**3 + k m > 1 has no cutoff in k of degree 1 or 2; in m it is (1 - k**3)/k.
    entry = game(decide("d", "A", l=pays("l", A=k**3 + k * m), r=pays("r", A=1)), k > 0, m > 0, k=1, m=1)
    found = solve(replace(entry, cutoff_parameters=("k", "m")))
    assert [sp.expand(one.cases[0].expression * k) for one in found.cutoffs] == [1 - k**3]
    (unsolved,) = found.unsolved
    assert unsolved.reason == f"the cutoff in k between r and l {CLOSED.removeprefix('which ')}"
    assert [unsolved.region.contains({"k": Fraction(1, 2), "m": value}) for value in (Fraction(7, 4), 2)] == [True, False]


# ---- contests in which nobody may fight

NOBODY = sp.Eq(x, 0) & sp.Eq(y, 0)


def in_turn(first, second, where, **ends):
    """A chooses x in [0, 1], then B y, knowing x."""
    end = Outcome("contest", {"A": first, "B": second}, where=where)
    return game(choose(x, "A", 0, 1, choose(y, "B", 0, 1, end), **ends), k > 0, k=1)


def test_a_contest_without_a_value_where_nobody_fights_is_refused_with_the_point():
    with pytest.raises(ModelError, match=r"it fails at k = 1, x = 0, y = 0: give the payoff a value there"):
        solve(in_turn(x / (x + y) - x, y / (x + y) - y, {}))


def test_who_meets_nobody_has_no_best_reply_where_a_share_of_the_prize_is_given():
    # After x = 0 any y > 0 pays 1 - y, and y = 0 pays 1/2; after x > 0 y = sqrt(x) - x is best.
    found = solve(in_turn(x / (x + y) - x, y / (x + y) - y, {NOBODY: {"A": sp.Rational(1, 2), "B": sp.Rational(1, 2)}}))
    reason = ("B has no best reply: the supremum lies beside y = 0, where its payoff jumps: give a value there that is no "
              "less, or keep y away from it")
    assert [(one.node, one.reason) for one in found.unsolved] == [
        ("choose_y_at", reason), ("choose_x", f"what follows is not solved: at choose_y_at, {reason}")]
    (piece,) = found.strategy["choose_y_above"].pieces
    assert sp.expand(piece.action - (sp.sqrt(symbols("x_above")[0]) - symbols("x_above")[0])) == 0
    assert found.regimes == ()


def test_a_contest_is_solved_where_the_defender_keeps_what_nobody_fights_for():
    # A's effort is x**2. After x > 0 B's best y = x - x**2 leaves A the share x, so that A gets x - k x**2: best at
    # x = 1/(2 k), or at 1 where k < 1/2. After x = 0 B keeps the prize with y = 0.
    contest = in_turn(x**2 / (x**2 + y) - k * x**2, y / (x**2 + y) - y, {NOBODY: {"A": 0, "B": 1}})
    found = solve(contest)
    assert found.unsolved == ()
    assert {(one.actions["x"], one.payoffs["A"], one.region.cases) for one in found.regimes} == {
        (1, 1 - k, ((1 - 2 * k,),)), (1 / (2 * k), 1 / (4 * k), ((2 * k - 1,),))}
    assert {str(result.verdict) for result in verify(contest, found.strategy)} == {"proved"}


# ---- no regime in what is not solved


def test_a_peak_between_the_points_of_the_grid_is_seen():
    # The follower plays y = x. The leader's k x + x**3 - x**4 is <= 0 throughout for k <= -max(x**2 - x**3) = -4/27,
    # taken at x = 2/3; its slope k + 3 x**2 - 4 x**3 is >= 0 throughout for k >= 1.
    node = choose(x, "B", 0, 1, choose(y, "A", 0, 1, pays("o", A=x * y - y**2 / 2, B=k * x + y**3 - x**4)))
    assert told(node, k=1) == ([("choose_x", on((1 - k, 27 * k + 4)),
                                 f"B's best reply is a stationary point of degree 3, {CLOSED}")],
                               {0: on((-27 * k - 4,)), 1: on((k - 1,))})


def test_a_peak_on_a_half_line_is_seen_whatever_its_size():
    # k x - x**4 - m is at most 3 (k/4)**(4/3) - m.
    payoff = sp.Piecewise((0, sp.Eq(x, 0)), (k * x - x**4 - m, True))
    ((_, where, _),), regimes = told(choose(x, "A", 0, None, pays("o", A=payoff)), m > 0, k=1, m=1)
    assert (where, regimes) == (on((k, 27 * k**4 - 256 * m**3)), {"x = 0": on((-k,), (256 * m**3 - 27 * k**4,))})


def test_a_stationary_point_at_an_open_end_cannot_be_chosen():
    # -(x - 1)**2 on [0, 1) rises up to 1, where its slope is 0; so does y (1 - y)/2 beside y = 1/2 where that pays less.
    assert told(choose(x, "A", 0, 1, pays("o", A=-k * (x - 1) ** 2), upper_open=True), k > 0, k=1) == (
        [("choose_x", on(()), "A has no best reply: the supremum lies at the open end 1 alone")], {})
    isolated = sp.Piecewise((m, sp.Eq(y, sp.Rational(1, 2))), (y * (1 - y) / 2, True))
    ((_, where, reason),), _ = told(choose(y, "A", 0, 1, pays("o", A=isolated)), m > 0, m=1)
    assert (where, reason) == (on((1 - 8 * m,)), "A has no best reply: the supremum lies beside y = 1/2, where its payoff "
                               "jumps: give a value there that is no less, or keep y away from it")
