"""Games: a tree that is well formed is accepted as it is, and a broken one is refused with one sentence."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Node, Outcome, Parameter, Parameters, solve
from symbolic_alliance.errors import ModelError
from symbolic_alliance.game.tree import children, histories
from tests.games import ENTRY, GAMES

k, m, x, y, z = sp.symbols("k m x y z", real=True)
PARAMETERS = Parameters((Parameter("k", "k", "a cost"),), (Assumption("costly", (k > 0,), "arms are costly"),), {"k": 1})
ARMS = Choice("m", "m", "units of arms")
SHARE = Choice("x", "x", "a share")


def game(root: Node, **changes: object) -> Game:
    return replace(Game("small", "A small game", ("A", "B"), PARAMETERS, end()), root=root, **changes)


def end(a: object = 0, b: object = 0) -> Outcome:
    return Outcome("end", {"A": a, "B": b})


def arming(then: Node, **changes: object) -> Choose:
    return replace(Choose("arm", "A", ARMS, 0, None, then), **changes)


def demanding(then: Node, **changes: object) -> Choose:
    return replace(Choose("demand", "B", SHARE, 0, 1, then), **changes)


def luck(chance: object, **branches: Node) -> Lottery:
    """A lottery of two branches."""
    (one, first), (two, second) = branches.items()
    return Lottery("luck", {one: (chance, first), two: (1 - chance, second)})


@pytest.mark.parametrize(("root", "message"), [
    (arming(luck(z, won=end(), lost=end())), "lottery luck: the probability of won uses z, which is no declared parameter"),
    (Decide("turn", "A", {"a": luck(k, won=demanding(end()), lost=demanding(end(), name="late"))}),
     "nodes demand and late both choose x, after two branches of the lottery luck: give the choices two names"),
    (arming(luck(k, won=demanding(end(), name="luck"), lost=end())), "node luck is declared twice"),
    (arming(luck(k, won=Outcome("war_or_peace", {"A": 0, "B": 0}), lost=end())),
     "outcome war_or_peace: where there is a lottery no label has '_or_' in it"),
    (Decide("turn", "A", {"both": luck(k, won=arming(end(), whole=ARMS), lost=end())}, divides=ARMS),
     "node arm chooses a part of m: it must follow a node at which A divides that choice"),
    (arming(end(m - z)), r"outcome end \(after arm\): the payoff of A uses z, which is no declared parameter or choice"),
    (arming(end(), whole=ARMS), "node arm chooses a part of m: it must follow a node at which A divides that choice"),
    (arming(Outcome("end", {"A": m})), r"outcome end \(after arm\) gives no payoff for B"),
    (arming(Outcome("end", {"A": m, "B": 0, "C": 1})), "gives a payoff for C, who is no player"),
    (arming(demanding(end()), upper=x), "node arm: the upper end uses x, which is chosen only below or beside it"),
    (arming(end(), lower=m), "node arm: the lower end uses m, which is chosen only below or beside it"),
    (Decide("turn", "A", {"left": end(m), "right": arming(end())}),
     r"outcome end \(after turn\): the payoff of A uses m, which is chosen only below or beside it"),
    (arming(arming(end(), name="again")), "node again: m has already been chosen above it"),
    (arming(demanding(end(), name="arm")), "node arm is declared twice"),
    (arming(end(), player="C"), "node arm: 'C' is no player; the players are A, B"),
    (arming(end(), choice=Choice("k", "k", "")), "k is declared both as a parameter and as a choice"),
    (arming(end(sp.sqrt(m))), r"the payoff of A contains sqrt\(m\): write a rational function"),
    (arming(end(sp.exp(m))), r"the payoff of A contains exp\(m\)"),
    (arming(end(m * sp.Float("0.5"))), r"contains 0.5, which is not an exact number: write sp.Rational\(1, 2\)"),
    (arming(end(sp.Symbol("k", positive=True))), r"is declared, and is another symbol here: write sp.Symbol\(.k., real"),
    (arming(end(k**m)), r"the payoff of A contains k\*\*m"),
    (arming(end(), upper=sp.sqrt(k)), r"node arm: the upper end contains sqrt\(k\)"),
])
def test_a_broken_tree_is_refused(root: Node, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        game(root)


@pytest.mark.parametrize("payoff", ["m - k", None, True, [1]])
def test_a_payoff_is_a_number_or_an_expression(payoff: object) -> None:
    with pytest.raises(ModelError, match=r"outcome end pays A .*: write a number or a SymPy expression"):
        end(payoff)


@pytest.mark.parametrize(("ends", "message"), [
    ({"upper": sp.oo}, "node arm: the upper end is infinite: an interval that has no end is written upper=None"),
    ({"lower": 1, "upper": 0}, "node arm: nothing lies between 1 and 0"),
    ({"lower": None}, "node arm: the interval starts at None: write a number or a SymPy expression"),
])
def test_an_interval_has_a_lower_end_and_something_in_it(ends: dict[str, object], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        arming(end(), **ends)


def test_players_are_a_tuple() -> None:
    with pytest.raises(ModelError, match=r"the players are a tuple, such as \('A',\), not 'AB'"):
        game(end(), players="AB")


def test_a_node_without_moves_is_refused() -> None:
    with pytest.raises(ModelError, match="node turn: A has no move"):
        Decide("turn", "A", {})


def test_a_player_is_named_once() -> None:
    with pytest.raises(ModelError, match="player A is declared twice"):
        game(end(), players=("A", "A"))


def test_cutoffs_are_asked_for_in_a_declared_parameter() -> None:
    with pytest.raises(ModelError, match="cutoffs are asked for in m, which is no declared parameter"):
        game(arming(end()), cutoff_parameters=("m",))


def test_payoffs_may_branch() -> None:
    branching = sp.Piecewise((sp.Max(m, k), sp.And(m > 1, k < 2)), (sp.Abs(m) / (1 + m) ** 2, True)) - sp.Min(m, 3)
    assert game(arming(end(branching, k**-2))).choices == (ARMS,)


def test_a_shared_node_is_one_subgame_with_several_histories() -> None:
    shared = demanding(end(x, 1 - x))
    tree = game(Decide("turn", "A", {"left": shared, "right": arming(shared)}))
    assert [node.name for node in tree.nodes if not isinstance(node, Outcome)] == ["turn", "arm", "demand"]
    ways = [[mover.name for mover in above] for above, node in histories(tree) if node is shared]
    assert ways == [["turn"], ["turn", "arm"]]


def test_a_choice_above_is_usable_only_where_every_way_makes_it() -> None:
    shared = demanding(end(x * m, 0))
    with pytest.raises(ModelError, match=r"outcome end \(after turn, demand\): the payoff of A uses m"):
        game(Decide("turn", "A", {"left": arming(shared), "right": shared}))


def test_a_subgame_stands_alone_or_is_refused() -> None:
    tree = game(arming(demanding(end(x * m, 0))))
    with pytest.raises(ModelError, match="the payoff of A uses m, which is no declared parameter or choice"):
        tree.subgame("demand", "late", "Too late")
    with pytest.raises(ModelError, match="the game small has no node attack; its nodes are arm, demand"):
        tree.node("attack")
    assert ENTRY.subgame("commit", "same", "The same game").root is ENTRY.root


@pytest.mark.parametrize("known", GAMES, ids=lambda known: known.name)
def test_movers_come_before_what_they_lead_to(known: Game) -> None:
    order = {node: place for place, node in enumerate(known.nodes)}
    assert all(order[node] < order[child] for node in known.nodes for child in children(node))


def test_an_assumption_is_a_rational_function() -> None:
    parameters = replace(PARAMETERS, assumptions=(Assumption("apart", (sp.Abs(k) * (k - 1) >= 0,), "apart"),))
    with pytest.raises(ModelError, match=r"assumption apart contains Abs\(k\): write a rational function"):
        game(end(), parameters=parameters)


NOBODY = sp.Eq(sp.Symbol("x", real=True), 0) & sp.Eq(sp.Symbol("y", real=True), 0)


def test_a_payoff_is_given_a_value_where_it_has_none() -> None:
    x, y = sp.symbols("x y", real=True)
    contest = Outcome("contest", {"A": x / (x + y), "B": y / (x + y)}, where={NOBODY: {"A": sp.Rational(1, 3)}})
    at = {x: 0, y: 0}
    assert contest.payoffs["A"].xreplace(at) == sp.Rational(1, 3)
    assert contest.payoffs["B"] == y / (x + y)  # of whom nothing is said there
    assert replace(contest, label="war").payoffs == contest.payoffs


def test_the_first_condition_that_holds_counts() -> None:
    x = sp.Symbol("x", real=True)
    one = Outcome("done", {"A": 1 / x}, where={sp.Eq(x, 0): {"A": 5}, x < 1: {"A": 6}})
    assert [one.payoffs["A"].xreplace({x: sp.Rational(number)}) for number in ("0", "1/2", "2")] == [5, 6, sp.Rational(1, 2)]


@pytest.mark.parametrize(("where", "message"), [
    ({True: {"A": 1}}, "outcome contest has values where True: write a condition, such as Eq\\(x, 0\\)"),
    ({NOBODY: {"C": 1}}, "outcome contest has a value for C where .*, but no payoff"),
    ({NOBODY: {"A": "1/2"}}, "outcome contest pays A '1/2': write a number or a SymPy expression"),
])
def test_a_value_that_is_none_is_refused(where: dict[sp.Basic, dict[str, sp.Expr]], message: str) -> None:
    x, y = sp.symbols("x y", real=True)
    with pytest.raises(ModelError, match=message):
        Outcome("contest", {"A": x / (x + y)}, where=where)


@pytest.mark.parametrize(("branches", "message"), [
    ({}, "lottery luck: its probabilities add up to 0, not to 1"),
    ({"won": (k, end())}, "lottery luck: its probabilities add up to k, not to 1"),
    ({"won": (k / (k + m), end()), "lost": (m / (k - m), end())}, "lottery luck: its probabilities add up to .*, not to 1"),
    ({"won": ("1/2", end()), "lost": ("1/2", end())}, "branch won has the probability '1/2': write a number or a SymPy"),
    ({"won": (sp.Float("0.5"), end())}, "the probability of won contains 0.5, which is not an exact number"),
    ({"won": (sp.Max(k, 0), end()), "lost": (1 - sp.Max(k, 0), end())},
     r"won contains Max\(0, k\): write a rational function"),
    ({"won": end(), "lost": end()}, r"branch won is an Outcome: write \(probability, node\)"),
])
def test_a_broken_lottery_is_refused(branches: dict[str, object], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        Lottery("luck", branches)


def test_a_lottery_moves_for_nobody() -> None:
    tree = game(arming(luck(k / (k + m), won=demanding(end(x)), lost=end(m))))
    assert [[node.name for node in nodes] for nodes in (tree.movers, tree.lotteries)] == [["arm", "demand"], ["luck"]]
    assert [[mover.name for mover in above] for above, node in histories(tree) if node is tree.lotteries[0]] == [["arm"]]
    assert "luck: chance picks won (k/(k + m)), lost (-k/(k + m) + 1)" in repr(tree)
    with pytest.raises(ModelError, match="the game small has no node luck; its nodes are arm, demand"):
        tree.node("luck")


def test_probabilities_that_may_be_negative_are_refused_with_the_point() -> None:
    with pytest.raises(ModelError, match=r"it does not hold that the probability of lost at luck is not negative; it fails "
                                         r"at k = .*: state an assumption that keeps it from it"):
        solve(game(Decide("turn", "A", {"stay": end(), "go": luck(k, won=end(1), lost=end(-1))})))


def test_one_end_after_two_branches_is_one_outcome() -> None:
    assert luck(k, won=end(1), lost=end(-1)).probabilities == (k, 1 - k)
    regime, = solve(game(Decide("turn", "A", {"go": luck(1 / (1 + k), won=end(1), lost=end(-1))}))).regimes
    assert (regime.outcome, regime.probabilities, dict(regime.ends)) == ("end", {"end": 1}, {})


def test_chance_may_move_first() -> None:
    root = luck(k / (1 + k), won=demanding(end(x, 1 - x)), lost=Decide("late", "A", {"stay": end(), "go": end(k - 2, 1)}))
    found = solve(game(root, cutoff_parameters=("k",)))
    assert [(regime.path, dict(regime.payoffs)["B"]) for regime in found.regimes] == [
        ((("demand", 0), ("late", "stay")), k / (1 + k)), ((("demand", 0), ("late", "go")), 1)]
    assert [(cutoff.parameter, cutoff.cases[0].expression) for cutoff in found.cutoffs] == [("k", 2)]
    assert (found.is_planned, [policy.node for policy in found.strategy.policies]) == (True, ["demand", "late"])
    assert found.game.subgame("luck", "again", "Again").root is found.game.root


def test_who_has_one_move_alone_breaks_no_tie() -> None:
    # B is indifferent; A, who has no say above, would have it go, and peace prevails
    answer = Decide("answer", "B", {"stay": end(0), "go": end(1)})
    assert [regime.path[-1] for regime in solve(game(Decide("open", "A", {"on": answer}))).regimes] == [("answer", "stay")]
    asked = Decide("ask", "A", {"none": end(sp.Rational(1, 2)), "on": answer})
    assert [regime.path[-1] for regime in solve(game(asked)).regimes] == [("answer", "go")]
