"""Cells say where a play leads and what it pays, also after a choice has been made, and which of two equal plays counts."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cell, PathStep, conjunction, merge, outcome_cells, peace_rank, substitute
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.game.tree import Outcome
from tests.games import AGENDA_ABSOLUTE, CRISIS, symbols

s, v, q, x = symbols("s v q x")


@pytest.fixture(scope="module")
def arena() -> Arena:
    return Arena(AGENDA_ABSOLUTE, in_units=False)


@pytest.fixture(scope="module")
def proposal(arena: Arena) -> list[Cell]:
    return outcome_cells(arena, Outcome("proposal", {"setter": -sp.Abs(x - s), "voter": -sp.Abs(x - v)}))


def holding(arena: Arena, cells: list[Cell], **point: int) -> list[Cell]:
    return [cell for cell in cells for case in cell.region if all(arena.oracle.holds_at((one,), point) for one in case)]


def value(arena: Arena, payoff: Rational, **point: int) -> sp.Expr:
    return arena.chart.expression(payoff).subs({sp.Symbol(name, real=True): number for name, number in point.items()})


@pytest.mark.parametrize("point", [{"s": 3, "v": 1, "x": 2}, {"s": 1, "v": 3, "x": 2}, {"s": 1, "v": 2, "x": 3},
                                   {"s": 3, "v": 2, "x": 1}])
def test_each_branch_of_a_payoff_is_a_cell_of_its_own(arena: Arena, proposal: list[Cell], point: dict[str, int]) -> None:
    (cell,) = holding(arena, proposal, **point)
    assert [value(arena, payoff, **point) for payoff in cell.payoffs] == [-abs(point["x"] - point[name]) for name in "sv"]


def test_a_choice_is_put_in_everywhere(arena: Arena, proposal: list[Cell]) -> None:
    (cell,) = holding(arena, proposal, s=3, v=1, x=2)
    chosen = replace(cell, path=(PathStep("propose", arena.chart.rational(x), "stationary"),))
    there = substitute(arena, chosen, "x", arena.chart.rational((s + v) / 2), [arena.chart.rational(s - q)])
    assert [arena.chart.expression(payoff) for payoff in there.payoffs] == [(v - s) / 2, (v - s) / 2]
    assert arena.chart.expression(there.path[0].action) == (s + v) / 2
    assert holding(arena, [there], s=3, v=1, q=2) == [there]
    assert holding(arena, [there], s=3, v=1, q=4) == holding(arena, [there], s=1, v=3, q=0) == []


def test_what_cannot_be_is_no_region(arena: Arena, proposal: list[Cell]) -> None:
    (cell,) = holding(arena, proposal, s=3, v=1, x=2)
    assert substitute(arena, cell, "x", arena.chart.rational(s + v)).region == ()
    assert conjunction(arena, (), [arena.chart.rational(-s - v)]) is None
    assert conjunction(arena, (), [arena.chart.rational(s + v)]) == ()


def test_one_play_with_one_payoff_is_one_cell(arena: Arena, proposal: list[Cell]) -> None:
    first, second, *_ = proposal
    other = replace(first, region=second.region)
    assert merge([first, second, other, first]) == [replace(first, region=(*first.region, *second.region)), second]
    others = replace(first, attained=False), replace(first, path=(PathStep("vote", "accept", "move"),))
    assert merge([first, *others]) == [first, *others]


def test_the_play_that_can_be_chosen_and_keeps_the_peace_comes_first() -> None:
    arena = Arena(CRISIS)
    (end,) = outcome_cells(arena, Outcome("end", {"challenger": 0, "target": 1}))
    wait, challenge, attack = (PathStep("challenge", "wait", "move"), PathStep("challenge", "challenge", "move"),
                               PathStep("fight", "attack", "move"))
    plays = [replace(end, path=path) for path in ((wait,), (challenge,), (challenge, attack))]
    unreachable = replace(end, path=(wait,), attained=False)
    assert sorted([unreachable, *plays[::-1]], key=lambda cell: peace_rank(arena, cell)) == [*plays, unreachable]
