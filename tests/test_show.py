"""One result in words: every kind of result, with its verdict."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance.equilibrium import Piece, Policy, Region
from symbolic_alliance.errors import RequestError
from symbolic_alliance.show import Result, find, results, shown, values
from tests.test_snapshot import SOLVED

b, f = sp.symbols("b f", real=True)


def test_every_result_has_one_name() -> None:
    names = [result.name for result in results(SOLVED)]
    assert len(set(names)) == len(names)
    assert [result.name for result in results(SOLVED) if result.kind == "claim"] == [
        "cover_1", "best_response_1", "unique_1"]
    assert "unwalled.war" in names


def test_a_policy_says_what_is_done_where() -> None:
    policy = Policy("defender_chooses", "defender", (
        Piece(Region(((b - 1, 4 - b), (b - 9,))), sp.sqrt(b), outcome="peace"), Piece(Region(((),)), sp.Integer(0))))
    assert shown(Result("defender_chooses", "node", policy, SOLVED.equilibrium)) == """\
node defender_chooses
  defender: f = sqrt(b), to peace
    where b >= 1 and b <= 4
    or where b >= 9
  defender: f = 0
    where the assumptions hold"""


def test_a_claim_says_its_verdict_and_what_it_rests_on() -> None:
    assert shown(find(SOLVED, "cover_1")).splitlines()[-2:] == ["  proved, decided by z3, cvc5", "  assumes positive"]
    assert shown(find(SOLVED, "best_response_1")).splitlines()[-2:] == ["  refuted", "  fails at b = -1/3, k = 2"]
    assert shown(find(SOLVED, "unique_1")).splitlines()[-1] == "  undecided (z3, 10 s: no answer)"


def test_values_are_plain() -> None:
    assert values(find(SOLVED, "peace")) == {
        "name": "peace", "kind": "regime", "game": "walls", "outcome": "peace", "region": [["v - k*sqrt(b)"]],
        "path": [{"node": "defender_builds", "action": "build"}, {"node": "defender_chooses", "action": "sqrt(b)"},
                 {"node": "challenger_moves", "action": "hold"}],
        "payoffs": {"defender": "v - k*sqrt(b)", "challenger": "0"}}
    assert values(find(SOLVED, "best_response_1"))["point"] == {"b": "-1/3", "k": "2"}
    assert values(find(SOLVED, "challenger_moves"))["pieces"][1]["payoffs"][0] == "-f*k"


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(RequestError, match="walls has no result truce; 'show walls' lists them"):
        find(replace(SOLVED, settled={}), "truce")
