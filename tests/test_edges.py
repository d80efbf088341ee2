"""The literal reading finds what is planted on edges, bears out what is right there, and knows nothing of walk and claims."""

import ast
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
import sympy as sp
from flint import ctx

from symbolic_alliance import (
    Assumption,
    Choice,
    Choose,
    Decide,
    Game,
    Outcome,
    Parameter,
    Parameters,
    Policy,
    Region,
    Strategy,
    solve,
)
from symbolic_alliance.closed_form import WORKING_DIGITS
from symbolic_alliance.game.equilibrium import Equilibrium
from tests import edges, games
from tests.edges.check import CLAIMS, PAYS, Check
from tests.edges.figures import Figures, Subject, look_around, table
from tests.edges.literal import NO_VALUE, NOT_COVERED, NOT_FEASIBLE, Reading
from tests.edges.marks import Marks
from tests.edges.reported import OTHER, TIED
from tests.known_solutions import KNOWN_SOLUTIONS, piece

LITERAL = ("ultimatum", "bargaining", "duopoly", "entry", "agenda_absolute", "agenda_quadratic", "contest")
c, k, x = sp.symbols("c k x", real=True)
HALF = sp.Rational(1, 2)


def faults(game: Game, strategy: Strategy, **point: str) -> set[tuple[str, str]]:
    """The reasons at their nodes at one point."""
    reading = Reading(game, strategy)
    with ctx.workdps(WORKING_DIGITS):
        at = {name: Fraction(value) for name, value in point.items()}
        return {(fault.reason, fault.node) for fault in Check(reading, Marks(reading), at, Random(0)).run().faults}


@pytest.mark.parametrize("name", LITERAL)
def test_what_is_right_by_hand_is_borne_out_on_edges(name: str) -> None:
    game = next(game for game in games.GAMES if game.name == name)
    subject = Subject(name, Equilibrium(game, KNOWN_SOLUTIONS[name], ()), "right", with_walk=False)
    found = {kind: [point for _ in range(6) if (point := subject.spots.draw(kind))] for kind in ("piece", "corner", "inside")}
    assert len(found["piece"]) + len(found["corner"]) >= 6
    with ctx.workdps(WORKING_DIGITS):
        checks = [Check(subject.reading, subject.marks, point, Random(0)).run()
                  for points in found.values() for point in points]
    assert [fault for check in checks for fault in check.faults] == []
    assert sum(check.on_edges for check in checks) > 0


def demand(*answers: tuple[str, sp.Expr]) -> Strategy:
    """Bargaining with a demand of c_B + p as long as that is at most 1, and these answers in this order."""
    p, c_B = sp.symbols("p c_B", real=True)
    return Strategy((Policy("demand", "A", (piece(p + c_B, (1 - p - c_B,)), piece(1, (p + c_B - 1,)))),
                     Policy("answer", "B", tuple(piece(move, (slack,)) for move, slack in answers))))


def test_the_first_piece_that_holds_is_played() -> None:
    p, c_B = sp.symbols("p c_B", real=True)
    here = {"p": "1/2", "c_A": "1/4", "c_B": "1/4"}
    accept, fight = ("accept", p + c_B - x), ("fight", x - p - c_B)
    assert faults(games.BARGAINING, demand(accept, fight), **here) == set()
    assert faults(games.BARGAINING, demand(fight, accept), **here) == {(PAYS, "demand")}, "what is demanded is fought over"
    assert faults(games.BARGAINING, demand(accept, ("fight", x - p - c_B - HALF)), **here) == {(NOT_COVERED, "answer")}


def pick(payoff: sp.Expr, **ends: bool) -> Game:
    """One choice of x in [0, 1] where k is in [0, 1]."""
    parameters = Parameters((Parameter("k", "k", "a number"),), (Assumption("unit", (k >= 0, k <= 1), ""),), {"k": "1/2"})
    return Game("pick", "One choice", ("s",), parameters,
                Choose("pick", "s", Choice("x", "x", "a choice"), 0, 1, Outcome("done", {"s": payoff}), **ends))


def playing(*pieces: tuple[object, ...]) -> Strategy:
    """A strategy for `pick`."""
    return Strategy((Policy("pick", "s", tuple(piece(action, *cases) for action, *cases in pieces)),))


@pytest.mark.parametrize(("game", "strategy", "there", "reason"), [
    (pick(-(x - k) ** 2, lower_open=True), playing((k,)), "0", NOT_FEASIBLE),
    (pick(-sp.Abs(x - k)), playing(((k**2 - k) / (k - 1),)), "1", NO_VALUE),
    (pick(x * (k - HALF)), playing((0, (HALF - k,)), (1, (k - HALF,))), "1/2", None),
    (pick(x * (k - HALF)), playing((0, (-((k - HALF) ** 2),)), (1, ())), "1/4", PAYS),  # an edge without an interior
    (pick(x * (k - HALF)), playing((0, ((HALF - k) * k,)), (1, (k - HALF,))), "0", None),
    (pick(x * (1 - 2 * k)), playing((0, ((k - HALF) * k,)), (1, (HALF - k,))), "0", PAYS),  # a whisker at k = 0
])
def test_what_is_planted_on_an_edge_is_found(game: Game, strategy: Strategy, there: str, reason: str | None) -> None:
    assert {found for found, _ in faults(game, strategy, k=there)} == ({reason} if reason else set())


def test_an_edge_that_is_left_to_another_is_not_held() -> None:
    game, slack = pick(x * (k - HALF)), k - HALF
    for left, reasons in (((), set()), ((slack,), {NOT_COVERED})):
        pieces = (replace(piece(1, (slack,)), region=Region(((slack,),), strict=left)),
                  replace(piece(0, (-slack,)), region=Region(((-slack,),), strict=(-slack,))))
        assert {reason for reason, _ in faults(game, Strategy((Policy("pick", "s", pieces),)), k="1/2")} == reasons


def test_a_wrong_edge_far_down_is_found_by_an_exact_root() -> None:
    """The last mover answers x = sqrt(k) alone wrongly, after a first move that is never made."""
    below = Decide("answer", "t", {"l": Outcome("L", {"s": 0, "t": x**2 - k}), "r": Outcome("R", {"s": 0, "t": 0})})
    chosen = Choose("choose", "s", Choice("x", "x", "a choice"), 0, 1, below)
    game = replace(pick(x), players=("s", "t"),
                   root=Decide("enter", "s", {"out": Outcome("out", {"s": 1, "t": 0}), "in": chosen}))
    right = (piece("l", (x**2 - k,)), piece("r", (k - x**2,)))
    for wrong, found in (((), set()), ((piece("r", (x - sp.sqrt(k) - HALF, HALF + sp.sqrt(k) - x)),), {(PAYS, "answer")})):
        strategy = Strategy((Policy("enter", "s", (piece("out"),)), Policy("choose", "s", (piece(0),)),
                             Policy("answer", "t", (*wrong, *right))))
        assert faults(game, strategy, k="1/9") == found


def test_part_and_number_are_chosen_at_once() -> None:
    cost = sp.Piecewise((0, sp.Eq(x, 0)), (x * (1 - x) - k, True))
    solved = solve(pick(cost))
    for value in ("0", "1/5", "1/4", "1"):
        assert faults(solved.game, solved.strategy, k=value) == set()
    swapped = Strategy(tuple(replace(policy, pieces=tuple(replace(one, region=Region(((),))) for one in policy.pieces[:1]))
                             for policy in solved.strategy.policies))
    assert PAYS in {reason for value in ("1/5", "1") for reason, _ in faults(solved.game, swapped, k=value)}


def test_what_is_claimed_and_reported_is_compared_with_what_is_played() -> None:
    solved = solve(games.ULTIMATUM)
    first, *others = solved.regimes
    offer, *rest = solved.strategy["offer"].pieces
    lying = Strategy((Policy("offer", "proposer", (replace(offer, payoffs=(offer.payoffs[0] - 1, offer.payoffs[1])), *rest)),
                      solved.strategy["answer"]))
    point = {"o_P": Fraction(1, 4), "o_R": Fraction(1, 4)}
    assert faults(games.ULTIMATUM, lying, o_P="1/4", o_R="1/4") | faults(games.ULTIMATUM, lying, o_P="3/4", o_R="3/4") == {
        (CLAIMS, "offer")}
    exchanged = (replace(first, region=others[0].region), replace(others[0], region=first.region))
    with ctx.workdps(WORKING_DIGITS):
        for regimes, expected in ((solved.regimes, []), (exchanged, [OTHER])):
            reported = Subject("", replace(solved, regimes=regimes), "", with_walk=False).reported
            assert [fault.reason for fault in reported.faults(point)] == expected


def test_tied_with_is_every_other_regime_that_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = solve(games.ULTIMATUM)
    subject = Subject("", solved, "", with_walk=False)
    edge = {"o_P": Fraction(1, 2), "o_R": Fraction(1, 2)}
    with ctx.workdps(WORKING_DIGITS):
        assert TIED not in [fault.reason for fault in subject.reported.faults(edge)]
        monkeypatch.setattr(type(subject.reported.atlases.game), "regimes", lambda self, run: solved.regimes[:1])
        assert TIED in [fault.reason for fault in subject.reported.faults(edge)]


def test_points_lie_on_edges_with_roots() -> None:
    """D = 4 sqrt(F), where D and the root are rational; sqrt(F) = D (2 - sqrt(2))/8 has no rational point."""
    subject = Subject("entry", solve(games.ENTRY), "edges", with_walk=False)
    points = [subject.spots.draw("regime") for _ in range(5)]
    assert [point and point["D"] ** 2 == 16 * point["F"] for point in points] == [True] * 5


def test_a_run_is_told_by_kind_of_point() -> None:
    figures = look_around([Subject("contest", solve(games.CONTEST), "0")], 12, Figures())
    assert figures.by_kind["regime"]["points"] > 3
    assert table(figures).splitlines()[1].startswith("weak assumption")
    assert figures.faults == {}


def test_a_short_run_finds_nothing_on_the_edges_of_small_games() -> None:
    solved = [Subject(game.name, solve(game), "short") for game in (
        games.BARGAINING, games.CRISIS, games.AGENDA_ABSOLUTE, games.AGENDA_QUADRATIC, games.DUOPOLY)]
    figures = look_around(solved, 30, Figures())
    assert (figures.faults, figures.walk_alone) == ({}, {}), table(figures)
    assert sum(figures.by_kind[kind]["points"] for kind in ("weak assumption", "regime", "corner")) > 90
    assert sum(counts["on edges"] for counts in figures.by_kind.values()) > 150


def test_nothing_is_shared_with_the_walk_or_the_claims() -> None:
    for name in ("literal", "marks", "coordinates", "check", "spots", "reported"):
        tree = ast.parse((Path(edges.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert [module for module in imported if "explore.walk" in module or "claims" in module] == []
