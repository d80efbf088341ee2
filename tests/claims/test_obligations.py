"""`verify` accepts no strategy that the tree refutes, and says plainly what it cannot judge."""

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
    Piece,
    Policy,
    Region,
    Strategy,
    solve,
    verify,
)
from symbolic_alliance.claims.obligations import state_claims
from symbolic_alliance.closed_form import sign
from symbolic_alliance.errors import UnsupportedError
from symbolic_alliance.explore.walk import disagreements, random_points
from tests.games import AGENDA_QUADRATIC, CONTEST, ENTRY

k, m, x, y = sp.symbols("k m x y", real=True)
X, Y = Choice("x", "x", "a choice"), Choice("y", "y", "another choice")


def parameters(*relations, **witness):
    declared = tuple(Parameter(name, name, "a number") for name in witness)
    return Parameters(declared, (Assumption("given", relations, "as given"),) if relations else (), witness)


def pick(payoff, given, lower=0, upper=1, **ends):
    return Game("pick", "One choice", ("chooser",), given,
                Choose("pick", "chooser", X, lower, upper, Outcome("done", {"chooser": payoff}), **ends))


def playing(*pieces):
    return Strategy((Policy("pick", "chooser", tuple(
        Piece(Region(cases), sp.sympify(action)) for action, cases in pieces)),))


EVERYWHERE = ((),)
OPEN = ("follows", "best_response", "unique", "cover")
WRONG = {
    "an action in other units": (pick(m * x - x**2 / 2, parameters(m > 0, m=2), upper=None), playing((1, EVERYWHERE))),
    "a root of a number of either sign": (pick(k * x - x**3 / 3, parameters(k > -1, k < 1, k="1/2"), upper=2),
                                          playing((sp.sqrt(k), EVERYWHERE))),
    "a region that is not real everywhere": (pick(x, parameters(k > 0, k < 3, k=2)),
                                             playing((1, ((sp.sqrt(k - 1) + 1,),)))),
    "regions that are real together only": (
        pick(x, parameters(k > 0, k < 3, m > 0, m < 5, k=2, m=1)),
        playing((1, ((sp.sqrt(k - 1) - sp.sqrt(m + 1),),)), (1, ((sp.sqrt(m + 1) - sp.sqrt(k - 1),),)))),
    "an open end": (pick(k * x, parameters(k > 0, k=2), upper_open=True), playing((1, EVERYWHERE))),
    "a payoff of -1/0": (pick(-1 / (x - k) ** 2, parameters(k > 0, k < 1, k="1/2"), upper=5), playing((k, EVERYWHERE))),
    "a worse end": (pick(k * x, parameters(k > 0, k=2)), playing((0, EVERYWHERE))),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_the_tree_refutes_is_not_proved(case):
    game, strategy = WRONG[case]
    assert {str(result.verdict) for result in verify(game, strategy)} != {"proved"}


def test_a_strict_comparison_is_refuted_with_its_weak_form():
    game, strategy = WRONG["a worse end"]
    verdicts = {result.claim.kind: result.verdict for result in verify(game, strategy)}
    assert verdicts["best_response"] == verdicts["unique"] == "refuted"


def test_a_tie_at_a_single_point_is_no_unique_best_reply():
    game = pick(-x * ((x - 1) ** 2 + (k - 1) ** 2), parameters(k > 0, k < 3, k=2), upper=2)
    results = verify(game, playing((0, EVERYWHERE)))
    assert "proved" not in {result.verdict for result in results if result.claim.kind == "unique"}


@pytest.mark.parametrize(("action", "region", "message"), [
    (x / 2, EVERYWHERE, "uses x, which is neither a parameter nor chosen above it"),
    (1, ((x - 1,),), "uses x"),
    (1, ((sp.Symbol("z", real=True),),), "uses z"),
])
def test_a_plan_that_uses_what_is_not_known_at_its_node_is_refused(action, region, message):
    with pytest.raises(ModelError, match=message):
        verify(pick(x, parameters(k > 0, k=1)), playing((action, region)))


def test_a_label_where_a_number_is_chosen_is_refused():
    named = Strategy((Policy("pick", "chooser", (Piece(Region(EVERYWHERE), "1/2"),)),))
    with pytest.raises(ModelError, match="plays '1/2' at pick, where a real number is chosen"):
        verify(pick(x, parameters(k > 0, k=1)), named)


def test_a_strategy_without_a_policy_for_a_node_is_refused():
    with pytest.raises(ModelError, match="no policy for node pick"):
        verify(pick(x, parameters(k > 0, k=1)), Strategy(()))


def test_roots_that_depend_on_each_other_are_refused():
    game = pick(x, parameters(k > 0, m > 0, k=1, m=2))
    hidden = sp.sqrt(k + 1) * sp.sqrt(m + 2) - sp.sqrt(sp.expand((k + 1) * (m + 2)))
    with pytest.raises(UnsupportedError, match="depend on each other"):
        verify(game, playing((0, ((hidden,),))))


def test_a_root_of_a_choice_upstream_is_left_unsolved_and_said_so():
    follow = Choose("follow", "b", Y, 0, None, Outcome("done", {"a": y - x / 10, "b": (x + 1) * y - y**3 / 3}))
    game = Game("leader", "A leader", ("a", "b"), parameters(k > 0, k=1), Choose("lead", "a", X, 0, 4, follow))
    equilibrium = solve(game)
    (unsolved,) = equilibrium.unsolved
    assert (unsolved.node, "stands under a square root" in unsolved.reason) == ("lead", True)
    assert [(policy.node, len(policy.pieces)) for policy in equilibrium.strategy.policies] == [("lead", 0), ("follow", 1)]


def test_one_choice_from_two_intervals_is_refused():
    sides = {side: Choose(side, "chooser", X, 0, upper, Outcome(side, {"chooser": x}))
             for side, upper in (("l", 1), ("r", 3))}
    with pytest.raises(ModelError, match="nodes l and r both choose x, from different intervals"):
        Game("two", "Two sides", ("chooser",), parameters(k > 0, k=1), Decide("turn", "chooser", sides))


def test_a_jump_that_may_lie_outside_the_interval_is_said_to_be_unsupported():
    equilibrium = solve(pick(sp.Piecewise((x, x < k), (0, True)), parameters(k > 0, k=1)))
    assert ["not known whether x = k lies inside the interval from 0 to 1" in place.reason
            for place in equilibrium.unsolved] == [True]


def test_where_a_supremum_is_not_reached_there_is_no_regime():
    equilibrium = solve(pick(sp.Piecewise((x, x < sp.Rational(1, 2)), (0, True)), parameters(k > 0, k=1)))
    assert [place.reason for place in equilibrium.unsolved] == [
        "chooser has no best reply: the supremum lies beside x = 1/2, where its payoff jumps: give a value there that is no "
        "less, or keep x away from it"]
    assert equilibrium.regimes == ()


PART = sp.Piecewise
JUMPS = {
    "a fixed cost when active": (PART((0, sp.Eq(x, 0)), (x * (1 - x) - k, True)), {"k": "1/3"}, {"x": 0}),
    "the same as an inequality": (PART((x * (1 - x) - k, x > 0), (0, True)), {"k": "1/5"}, {"x": sp.Rational(1, 2)}),
    "a bonus at the upper end": (x / 2 + PART((k, sp.Eq(x, 1)), (0, True)), {"k": "2/3"}, {"x": 1}),
    "a status quo that is kept or left": (PART((k, sp.Eq(x, k)), (0, True)), {"k": "1/3"}, {"x": k}),
    "an indicator": (PART((k, x >= sp.Rational(1, 2)), (0, True)) - x, {"k": "3/5"}, {"x": sp.Rational(1, 2)}),
}


@pytest.mark.parametrize("case", JUMPS)
def test_a_choice_is_divided_where_a_payoff_jumps(case):
    payoff, point, best = JUMPS[case]
    game = pick(payoff, parameters(k > 0, k < 1, k="1/2"))
    equilibrium = solve(game)
    assert equilibrium.unsolved == ()
    assert {str(result.verdict) for result in verify(game, equilibrium.strategy)} == {"proved"}
    at = {"k": sp.Rational(point["k"])}
    (regime,) = [one for one in equilibrium.regimes
                 if any(all(slack.subs(k, at["k"]) >= 0 for slack in case) for case in one.region.cases)]
    assert regime.actions == best
    points = [point, *random_points(game.parameters, 10)]
    assert disagreements(game, equilibrium.strategy, points, regimes=equilibrium.in_order) == []


def test_a_payoff_without_a_value_is_refused_with_the_point():
    with pytest.raises(ModelError, match="divides by is not 0; it fails at k = 1/2, x = 1/2: give the payoff a value"):
        solve(pick(1 / (x - k), parameters(k > 0, k < 1, k="1/2")))


def test_assumptions_without_interior_are_refused():
    with pytest.raises(ModelError, match="without interior"):
        solve(pick(x, parameters(k >= 1, k <= 1, k=1)))


@pytest.mark.parametrize("game", [
    pick(k * x, parameters(k=2)),
    pick(-(x - sp.Rational(1, 3)) ** 2, parameters()),
    pick(sp.Piecewise((x, (x < k) & (k < 1)), (k, k < 1), (1 - x, True)), parameters(k > 0, k < 1, k="1/2")),
    pick(k * x, parameters(k > -5, k < 5, k=2)),
], ids=["no assumption", "no parameter", "conditions joined by and", "a parameter of either sign"])
def test_unusual_models_are_solved_and_agree_with_their_trees(game):
    equilibrium = solve(game)
    assert equilibrium.unsolved == ()
    assert disagreements(game, equilibrium.strategy, random_points(game.parameters, 20), regimes=equilibrium.in_order) == []
    assert {str(result.verdict) for result in verify(game, equilibrium.strategy)} == {"proved"}


@pytest.mark.parametrize("game", [ENTRY, AGENDA_QUADRATIC, CONTEST], ids=lambda game: game.name)
def test_the_hypotheses_of_every_proved_claim_hold_at_its_witness(game):
    strategy = solve(game).strategy
    proved = [result for result in verify(game, strategy) if result.verdict == "proved" and result.claim.alternatives
              and result.claim.kind in OPEN]
    assert len(proved) > 5
    assert all(sign(one.expression, result.witness) >= one.strict for result in proved for one in result.claim.hypotheses)


def test_the_claims_at_a_node_can_be_stated_again_without_being_settled():
    strategy = solve(ENTRY).strategy
    again = {claim.name: claim for node in ENTRY.nodes if not isinstance(node, Outcome)
             for claim in state_claims(ENTRY, strategy, node.name)}
    assert again == {result.claim.name: result.claim for result in verify(ENTRY, strategy)}


def test_claims_whose_hypotheses_contradict_each_other_are_vacuous_not_proved(monkeypatch):
    monkeypatch.setattr("symbolic_alliance.claims.obligations._is_out_of_reach", lambda *_: False)
    verdicts = {str(result.verdict) for result in verify(ENTRY, solve(ENTRY).strategy)}
    assert verdicts == {"proved", "vacuous"}


def test_no_other_choice_is_called_worse_where_the_plan_is_no_best_reply():
    game = pick(x**2, parameters(k > 0, k="1/2"), upper=1)
    verdicts = {str(result.claim.kind): str(result.verdict) for result in verify(game, playing((0, ((1 - 3 * k**2,),))))}
    assert (verdicts["best_response"], verdicts["unique"]) == ("refuted", "refuted")
