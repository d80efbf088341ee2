"""Steps in parameters belong to one side; where nobody has a best reply there is no regime, and that is said with a point."""

from fractions import Fraction

import pytest
import sympy as sp

from symbolic_alliance import (
    Assumption,
    Choice,
    Choose,
    Decide,
    Equilibrium,
    Game,
    Lottery,
    Outcome,
    Parameter,
    Parameters,
    Piece,
    Policy,
    Region,
    Strategy,
    disagreements,
    prove,
    put_in_order,
    solve,
    verify,
)
from symbolic_alliance.closed_form import holds_at
from symbolic_alliance.proof.claim import Verdict

a, b, k, p, x, y = sp.symbols("a b k p x y", real=True)
Piecewise = sp.Piecewise
HALF, THREE_QUARTERS = sp.Rational(1, 2), sp.Rational(3, 4)


def given(witness, *assumptions):
    named = tuple(Parameter(name, name, name) for name in witness)
    return Parameters(named, (Assumption("given", assumptions, ""),) if assumptions else (), witness)


def enter(go, stay=THREE_QUARTERS, parameters=None):
    """A stays or goes; payoffs are of A alone."""
    moves = {"stay": Outcome("stay", {"A": stay}), "go": Outcome("go", {"A": go})}
    return Game("entry", "An entry", ("A",), parameters or given({"a": 1}, a > 0), Decide("pick", "A", moves), ("a",))


def one_choice(payoff, lower, upper, parameters, **ends):
    node = Choose("pick", "A", Choice("x", "x", "a number"), lower, upper, Outcome("done", {"A": payoff}), **ends)
    return Game("one", "One choice", ("A",), parameters, node)


def told(equilibrium: Equilibrium):
    """The regimes as their outcome and conditions, and the places that are unsolved."""
    def written(region):
        return tuple(tuple(f"{slack} {'>' if strict else '>='} 0" for slack, strict in case) for case in region.conditions)

    return ([(regime.outcome, *written(regime.region)) for regime in equilibrium.regimes],
            [(place.node, *written(place.region)) for place in equilibrium.unsolved])


def stand(equilibrium: Equilibrium, *points) -> bool:
    """Whether every claim is proved, also by the prover alone, and the walk agrees at the points."""
    results = verify(equilibrium.game, equilibrium.strategy)
    return (all(one.verdict is Verdict.PROVED for one in results)
            and all(prove(one.claim, needs_witness=False).verdict is Verdict.PROVED for one in results)
            and disagreements(equilibrium.game, equilibrium.strategy, points, regimes=equilibrium.in_order) == [])


EDGES = [{"a": value} for value in ("1/2", 1, "5/4", "4/3", "3/2", 2, 3)]
MET = "1 - a >= 0"

# Going pays 1 + 1/(2a) or 1/a, staying 3/4: the first is more wherever it is paid up to a = 1, and 1/a >= 3/4 <=> a <= 4/3.
STEPS = [
    (Piecewise((1 + 1 / (2 * a), a <= 1), (1 / a, True)), [("go", (MET,)), ("go", ("4 - 3*a >= 0", "a - 1 > 0")),
                                                           ("stay", ("3*a - 4 >= 0",))]),
    (Piecewise((1 + 1 / (2 * a), a < 1), (1 / a, True)), [("go", ("1 - a > 0",)), ("go", ("4 - 3*a >= 0", "a - 1 >= 0")),
                                                          ("stay", ("3*a - 4 >= 0",))]),
    # the same with the branches in the other order: the side that a condition does not take has the edge
    (Piecewise((1 / a, a > 1), (1 + 1 / (2 * a), True)), [("go", (MET,)), ("go", ("4 - 3*a >= 0", "a - 1 > 0")),
                                                          ("stay", ("3*a - 4 >= 0",))]),
    # 1 > 3/4 > 0: at the edge itself it is the step that decides
    (Piecewise((1, a <= 1), (0, True)), [("go", (MET,)), ("stay", ("a - 1 > 0",))]),
    (Piecewise((1, a < 1), (0, True)), [("go", ("1 - a > 0",)), ("stay", ("a - 1 >= 0",))]),
    (Piecewise((1, a**2 <= 2), (0, True)), [("go", ("2 - a**2 >= 0",)), ("stay", ("a**2 - 2 > 0",))]),
    (Piecewise((1, (a >= 1) & (a < 2)), (0, True)), [("go", ("2 - a > 0", "a - 1 >= 0")),
                                                     ("stay", ("a - 2 >= 0",), ("1 - a > 0",))]),
    (Piecewise((2, a < 1), (HALF, a <= sp.Rational(3, 2)), (1, True)), [
        ("go", ("1 - a > 0",)), ("stay", ("3 - 2*a >= 0", "a - 1 >= 0")), ("go", ("2*a - 3 > 0",))]),
    (sp.Max(a, 1) - HALF, [("stay", ("5 - 4*a >= 0",)), ("go", ("4*a - 5 >= 0",))]),  # no step: a - 1/2 >= 3/4 <=> a >= 5/4
]


@pytest.mark.parametrize(("pays", "regimes"), STEPS, ids=lambda value: str(value)[:40])
def test_a_step_belongs_to_the_branch_that_is_taken_at_it(pays, regimes):
    equilibrium = solve(enter(pays))
    assert told(equilibrium) == (regimes, [])
    assert stand(equilibrium, *EDGES)


@pytest.mark.parametrize("first", ["go", "stay"])
def test_an_authors_weak_plan_is_put_in_the_order_of_a_step(first):
    # Going pays 1 at a <= 1, 0 above, staying 3/4: at a = 1 the firm goes.
    pieces = {"go": Piece(Region(((1 - a,),)), "go"), "stay": Piece(Region(((a - 1,),)), "stay")}
    plan = Strategy((Policy("pick", "A", (pieces.pop(first), *pieces.values())),))
    assert [piece.action for piece in put_in_order(enter(STEPS[3][0]), plan)["pick"].pieces] == ["go", "stay"]
    assert all(one.verdict is Verdict.PROVED for one in verify(enter(STEPS[3][0]), plan))


@pytest.mark.parametrize(("pays", "go", "stay", "kind", "at"), [
    (STEPS[3][0], ((1 - a,), True), ((a - 1,), False), "best_response", 1),  # stays at a = 1, where going pays more
    (STEPS[3][0], ((1 - a,), True), ((a - 1,), True), "cover", 1),  # and nothing at all there
    (Piecewise((-5, sp.Eq(a, 1)), (1 / a, True)), ((4 - 3 * a,), False), ((3 * a - 4,), False), "best_response", 1),
    (Piecewise((5, sp.Eq(a, 2)), (1 / a, True)), ((4 - 3 * a,), False), ((3 * a - 4,), False), "best_response", 2),
    (Piecewise((1, (a - 1) ** 2 * (a - 2) >= 0), (0, True)), ((a - 2,), False), ((2 - a,), False), "best_response", 1),
], ids=["owner", "gap", "equation", "equation_elsewhere", "spike"])
def test_a_wrong_owner_of_an_edge_is_refuted_there(pays, go, stay, kind, at):
    pieces = tuple(Piece(Region((case,), case if strict else ()), move)
                   for move, (case, strict) in (("go", go), ("stay", stay)))
    refuted = [(one.claim.kind, one.point) for one in verify(enter(pays), Strategy((Policy("pick", "A", pieces),)))
               if one.verdict is not Verdict.PROVED]
    assert refuted == [(kind, {"a": at})]


def test_cutoffs_lie_at_a_step_too():
    found = {cutoff.name: cutoff.cases[0].expression for cutoff in solve(enter(STEPS[0][0])).cutoffs}
    assert found == {"a_go_1_to_go_2": 1, "a_go_to_stay": sp.Rational(4, 3)}


@pytest.mark.parametrize(("condition", "go", "stay"), [
    (a <= b, "-a + b >= 0", "a - b > 0"), (a < b, "-a + b > 0", "a - b >= 0"),
    (a * b <= 1, "-a*b + 1 >= 0", "a*b - 1 > 0")], ids=str)
def test_a_step_may_lie_at_another_parameter(condition, go, stay):
    equilibrium = solve(enter(Piecewise((1, condition), (HALF, True)), parameters=given({"a": 1, "b": "1/2"}, a > 0, b > 0)))
    assert told(equilibrium) == ([("go", (go,)), ("stay", (stay,))], [])
    assert stand(equilibrium, {"a": 1, "b": 1}, {"a": "1/2", "b": 2}, {"a": 2, "b": 1})


def test_steps_for_two_players_bound_one_regime():
    # B accepts up to a = 1; A rejected gets 0 below a = 2 and 3 from there on, accepted 2, staying 1.
    answer = Decide("answer", "B", {"accept": Outcome("trade", {"A": 2, "B": Piecewise((1, a <= 1), (-1, True))}),
                                    "reject": Outcome("war", {"A": Piecewise((0, a < 2), (3, True)), "B": 0})})
    root = Decide("pick", "A", {"stay": Outcome("stay", {"A": 1, "B": 0}), "go": answer})
    equilibrium = solve(Game("two", "Two", ("A", "B"), given({"a": 1}, a > 0), root, ("a",)))
    assert told(equilibrium) == ([("trade", (MET,)), ("stay", ("2 - a > 0", "a - 1 > 0")), ("war", ("a - 2 >= 0",))], [])
    assert stand(equilibrium, *EDGES)


def test_a_step_in_what_follows_moves_the_best_offer():
    # The receiver's way out is worth 1/4 below a = 1, 1/2 from there on: so much is offered.
    answer = Decide("answer", "B", {"accept": Outcome("trade", {"A": 1 - x, "B": x}), "reject": Outcome(
        "war", {"A": 0, "B": Piecewise((sp.Rational(1, 4), a < 1), (HALF, True))})})
    equilibrium = solve(Game("offer", "Offer", ("A", "B"), given({"a": 1}, a > 0),
                             Choose("pick", "A", Choice("x", "x", "the offer"), 0, 1, answer), ("a",)))
    assert [(regime.actions["x"], regime.region.conditions) for regime in equilibrium.regimes] == [
        (sp.Rational(1, 4), (((1 - a, True),),)), (HALF, (((a - 1, False),),))]
    assert stand(equilibrium, *EDGES)


def test_a_payoff_may_jump_in_a_choice_and_step_in_a_parameter():
    # Active costs 1/10 up to a = 1 and 1/2 above: q(1 - q) - 1/10 is 3/20 at q = 1/2, and 1/4 - 1/2 < 0.
    profit = x * (1 - x)
    active = Piecewise((profit - sp.Rational(1, 10), a <= 1), (profit - HALF, True))
    equilibrium = solve(one_choice(Piecewise((0, sp.Eq(x, 0)), (active, True)), 0, 1, given({"a": 1}, a > 0)))
    assert {regime.actions["x"]: regime.region.conditions for regime in equilibrium.regimes} == {
        HALF: (((1 - a, False),),), 0: (((a - 1, True),),)}
    assert stand(equilibrium, *EDGES)


@pytest.mark.parametrize("pays", [
    Piecewise((5, sp.Eq(a, 1)), (1 / a, True)), Piecewise((-5, sp.Eq(a, 1)), (1 / a, True)),
    Piecewise((1 / a, sp.Ne(a, 1)), (5, True)), Piecewise((1 / a, (a < 1) | (a > 1)), (5, True))], ids=str)
def test_at_an_equation_nothing_is_solved(pays):
    # 1/a >= 3/4 <=> a <= 4/3; what is paid at a = 1 is of no branch beside it.
    equilibrium = solve(enter(pays))
    assert told(equilibrium) == ([("go", ("1 - a > 0",), ("4 - 3*a >= 0", "a - 1 > 0")), ("stay", ("3*a - 4 >= 0",))],
                                 [("pick", ("a - 1 >= 0", "1 - a >= 0"))])
    assert equilibrium.unsolved[0].reason == (
        "the branches of payoffs that hold there hold on neither side: state a model for that, with the equation put in")
    assert stand(equilibrium, *EDGES)


def test_a_point_that_two_payoffs_give_to_different_sides_is_left_out():
    # At a = 1 staying pays 1, as on the left, and going 1/2, as on the right: that is so on neither side.
    equilibrium = solve(enter(Piecewise((2, a < 1), (HALF, True)), Piecewise((1, a <= 1), (0, True))))
    assert told(equilibrium) == ([("go", ("1 - a > 0",)), ("go", ("a - 1 > 0",))], [("pick", ("1 - a >= 0", "a - 1 >= 0"))])
    assert stand(equilibrium, *EDGES)


def test_a_branch_with_a_spike_does_not_own_the_spike():
    # (a - 1)**2 (a - 2) >= 0 <=> a = 1 or a >= 2.
    equilibrium = solve(enter(Piecewise((1, (a - 1) ** 2 * (a - 2) >= 0), (0, True))))
    assert [regime.outcome for regime in equilibrium.regimes] == ["stay", "go"]
    assert told(equilibrium)[1] == [("pick", ("a - 1 >= 0", "1 - a >= 0"))]
    assert stand(equilibrium, *EDGES)


def test_a_branch_on_the_edge_of_the_assumptions_alone_is_left_out():
    equilibrium = solve(enter(Piecewise((1, a <= 1), (0, True)), parameters=given({"a": 2}, a >= 1)))
    assert told(equilibrium) == ([("stay", ("a - 1 > 0",))], [("pick", ("1 - a >= 0",))])
    assert stand(equilibrium, *({"a": value} for value in (1, "3/2", 2)))


# ---- where nobody has a best reply

NO_END = "A has no best reply: its payoff rises with x for ever"
WEAK = given({"k": 1, "p": 1}, k >= 0, p > 0)
DIVIDED = Piecewise((2 * k * x, sp.Eq(x, 2 * k)), (2, x >= 2 * k), (-(k + x - HALF) ** 2 - 1, True))
NOWHERE = [
    # p x/(x + p) - k x: slope p**2/(x + p)**2 - k is 0 at x = p (1 - sqrt(k))/sqrt(k), and always positive at k = 0
    (one_choice(p * x / (x + p) - k * x, 0, None, WEAK),
     [("done", ("sqrt(k) - 1 >= 0",)), ("done", ("1 - sqrt(k) >= 0", "k > 0"))], [("pick", ("k >= 0", "-k >= 0"))], [NO_END]),
    # x - k x**2 peaks at 1/(2k)
    (one_choice(x - k * x**2, 0, None, given({"k": 1}, k >= 0)), [("done", ("k > 0",))], [("pick", ("k >= 0", "-k >= 0"))],
     [NO_END]),
    # the same up to x = 1, which is the best at k <= 1/2
    (one_choice(x - k * x**2, 0, 1, given({"k": 1}, k >= 0)), [("done", ("1 - 2*k >= 0",)), ("done", ("2*k - 1 >= 0",))], [],
     []),
    # x < k, so that -(k + x - 1/2)**2 - 1 is paid: best at 1/2 - k where that is below k <=> k > 1/4, else it rises up to k
    (one_choice(DIVIDED, 0, k, given({"k": "1/3"}, k > 0, k < HALF), lower_open=True, upper_open=True),
     [("done", ("4*k - 1 > 0",))], [("pick", ("1 - 4*k >= 0",))],
     ["A has no best reply: the supremum lies at the open end k alone"]),
    # the peak x = k lies at an open end at both edges of the assumptions
    (one_choice(-(x - k) ** 2, 0, 1, given({"k": "1/2"}, k >= 0, k <= 1), lower_open=True, upper_open=True),
     [("done", ("k > 0", "1 - k > 0"))], [("pick", ("k >= 0", "-k >= 0")), ("pick", ("k - 1 >= 0", "1 - k >= 0"))],
     ["A has no best reply: its payoff rises down to the open end 0 of x",
      "A has no best reply: its payoff rises with x up to the open end 1"]),
    # k x: at k = 0 every x is best, 0 too; above nobody has a best reply
    (one_choice(k * x, 0, None, given({"k": 1})), [("done", ("-k >= 0",))], [("pick", ("k > 0",))],
     ["A has no best reply: its payoff grows without bound in x"]),
    # 1 - 2x - k x**2 = 0 at x = (sqrt(1 + k) - 1)/k, and at 1/2 for k = 0: the closed form has no value there
    (one_choice(-k * x**3 / 3 - x**2 + x, 0, None, given({"k": 1}, k >= 0)), [("done", ("k > 0",))],
     [("pick", ("k >= 0", "-k >= 0"))],
     ["A has no best reply that was found: x = (sqrt(k + 1) - 1)/k, which is one beside it, cannot be chosen there"]),
]


@pytest.mark.parametrize(("game", "regimes", "unsolved", "reasons"), NOWHERE, ids=map(str, range(len(NOWHERE))))
def test_an_edge_without_a_best_reply_is_in_no_regime(game, regimes, unsolved, reasons):
    equilibrium = solve(game)
    assert told(equilibrium) == (regimes, unsolved)
    assert [place.reason for place in equilibrium.unsolved] == reasons
    points = [{"k": Fraction(value), "p": Fraction(1)} for value in ("0", "1/8", "1/4", "1/3", "2/5", "1")]
    assumed = [pair for one in game.parameters.assumptions for pair in one.slacks]
    inside = [{name: point[name] for name in game.parameters.names} for point in points
              if all(holds_at(slack, point, strictly=strict) for slack, strict in assumed)]
    assert stand(equilibrium, *inside)
    for point in inside:
        assert any(regime.region.contains(point) for regime in equilibrium.regimes) != any(
            place.region.contains(point) for place in equilibrium.unsolved)


def test_an_edge_without_a_best_reply_is_in_no_regime_upstream():
    # B is paid what A chooses, x = p (1 - sqrt(k))/sqrt(k), against 1/2: 2p (1 - sqrt(k)) >= sqrt(k); not at k = 0.
    root = Decide("enter", "B", {"out": Outcome("out", {"A": 0, "B": HALF}), "in": Choose(
        "pick", "A", Choice("x", "x", "a number"), 0, None, Outcome("in", {"A": p * x / (x + p) - k * x, "B": x}))})
    equilibrium = solve(Game("upstream", "Upstream", ("B", "A"), WEAK, root, ("p",)))
    assert told(equilibrium) == ([("out", ("2*sqrt(k)*p + sqrt(k) - 2*p >= 0",)),
                                  ("in", ("-2*sqrt(k)*p - sqrt(k) + 2*p >= 0", "k > 0"))],
                                 [("pick", ("k >= 0", "-k >= 0")), ("enter", ("k >= 0", "-k >= 0"))])
    assert [place.reason for place in equilibrium.unsolved] == [NO_END, f"what follows is not solved: at pick, {NO_END}"]
    assert stand(equilibrium, {"k": 0, "p": 1}, {"k": "1/4", "p": "1/2"}, {"k": "1/4", "p": 1})


def test_who_would_lead_to_where_nobody_has_a_best_reply_has_none():
    # The follower plays x = y in (0, 1], so that y = 0, which the leader likes best, has no answer.
    follow = Choose("pick", "A", Choice("x", "x", "a number"), 0, 1, Outcome("done", {"A": -(x - y) ** 2, "B": -y * k}),
                    lower_open=True)
    equilibrium = solve(Game("lead", "Lead", ("B", "A"), given({"k": "1/2"}, k > 0, k < 1),
                             Choose("lead", "B", Choice("y", "y", "a number"), 0, 1, follow)))
    assert told(equilibrium) == ([], [("pick", ("y >= 0", "-y >= 0")), ("lead", ())])


def test_a_plan_that_leaves_an_edge_out_says_so_in_its_cover():
    results = verify(NOWHERE[0][0], solve(NOWHERE[0][0]).strategy)
    (cover,) = [one.claim for one in results if one.claim.kind == "cover"]
    assert cover.text == "A's plans at pick cover every history but those that are left out"
    assert [[(one.expression, one.strict) for one in case] for case in cover.alternatives] == [
        [(sp.sqrt(k) - 1, False)], [(1 - sp.sqrt(k), False), (k, True)], [(k, False), (-k, False)]]


def test_that_a_lottery_is_the_better_for_ever_the_more_is_staked_is_told() -> None:
    wins = x / (x + p)
    drawn = Lottery("luck", {"won": (wins, Outcome("won", {"A": p - k * x})),
                             "lost": (1 - wins, Outcome("lost", {"A": -k * x}))})
    stake = Choose("pick", "A", Choice("x", "x", "a stake"), 0, None, drawn)
    equilibrium = solve(Game("stakes", "Stakes", ("A",), WEAK, stake))
    assert [(place.reason, place.region.cases) for place in equilibrium.unsolved] == [(NO_END, ((k, -k),))]
    assert {str(result.verdict) for result in verify(equilibrium.game, equilibrium.strategy)} == {"proved"}
