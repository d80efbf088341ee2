"""One result in words: every kind of result, with its verdict."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import solve
from symbolic_alliance.claims.theorems import Setting, Stated, always, inside, lemma, proposition, state
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.check import Check, LockState, account, check_json, check_text
from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Piece, Policy, Region
from symbolic_alliance.interface.notebook import Paper
from symbolic_alliance.interface.show import NamedResult, find, graph_text, graph_values, result_text, result_values, results
from tests.derivation.test_lock import SOLVED
from tests.games import ENTRY, HAGGLING, LEVY

b, f, D, F = sp.symbols("b f D F", real=True)


def test_every_result_has_one_name() -> None:
    names = [result.name for result in results(SOLVED)]
    assert len(set(names)) == len(names)
    assert [result.name for result in results(SOLVED) if result.kind == "claim"] == [
        "cover_1", "best_response_1", "unique_1", "of_war"]
    assert "unwalled.war" in names


def test_a_policy_says_what_is_done_where() -> None:
    policy = Policy("defender_chooses", "defender", (
        Piece(Region(((b - 1, 4 - b), (b - 9,))), sp.sqrt(b), outcome="peace"), Piece(Region(((),)), sp.Integer(0))))
    assert result_text(NamedResult("defender_chooses", "node", policy, SOLVED.equilibrium)) == """\
node defender_chooses
  defender: f = sqrt(b), to peace
    where b >= 1 and b <= 4
    or where b >= 9
  defender: f = 0
    where the assumptions hold"""


def test_an_edge_that_a_regime_does_not_have_is_told() -> None:
    derivation = Derivation(Model(name="levy", game=LEVY), solve(LEVY))
    assert "  where a <= 4/3 and a > 1" in result_text(find(derivation, "go_2")).splitlines()
    assert r"  where $a \le 4/3$ and $a > 1$" in result_text(find(derivation, "go_2"), in_latex=True).splitlines()
    assert result_values(find(derivation, "go_2"))["region"] == [["4 - 3*a", "a - 1 > 0"]]


def test_a_claim_says_its_verdict_and_what_it_rests_on() -> None:
    assert result_text(find(SOLVED, "cover_1")).splitlines()[-2:] == ["  proved, decided by z3, cvc5", "  assumes positive"]
    assert result_text(find(SOLVED, "best_response_1")).splitlines()[-2:] == ["  refuted", "  fails at b = -1/3, k = 2"]
    assert result_text(find(SOLVED, "unique_1")).splitlines()[-1] == "  undecided (z3, 10 s: no answer)"


def test_a_cutoff_says_where_its_roots_have_a_value() -> None:
    solved = solve(HAGGLING)
    cutoff = NamedResult("v_deal_to_none", "cutoff", solved.cutoffs[0], solved)
    assert result_text(cutoff).splitlines()[1:] == ["  v = (b + sqrt(b^2 - 4*c))/2 between deal and none",
                                                    "    where b >= 2*sqrt(c) and both hold"]
    assert result_values(cutoff)["cases"][0]["where"] == ["b - 2*sqrt(c)"]
    named = Paper(Derivation(Model(name="haggling", game=HAGGLING), solved)).cutoffs["v_deal_to_none"]
    assert repr(named) == "v = (b + sqrt(b^2 - 4*c))/2    from deal to none, where b >= 2*sqrt(c) and both hold"
    assert r"none} \text{, where } b \ge 2 \sqrt{c} \text{ and } \text{both hold} \end{aligned}$" in named._repr_latex_()


def test_values_are_plain() -> None:
    assert result_values(find(SOLVED, "peace")) == {
        "name": "peace", "kind": "regime", "game": "walls", "outcome": "peace", "region": [["v - k*sqrt(b)"]],
        "path": [{"node": "defender_builds", "action": "build"}, {"node": "defender_chooses", "action": "sqrt(b)"},
                 {"node": "challenger_moves", "action": "hold"}],
        "payoffs": {"defender": "v - k*sqrt(b)", "challenger": "0"}}
    assert result_values(find(SOLVED, "best_response_1"))["point"] == {"b": "-1/3", "k": "2"}
    assert result_values(find(SOLVED, "challenger_moves"))["pieces"][1]["payoffs"][0] == "-f*k"


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(RequestError, match="walls has no result truce; 'show walls' lists them"):
        find(replace(SOLVED, judged={}), "truce")


@lemma("Blockade", answers=(1,))
def blockade(paper: Setting) -> Stated:
    return state("In a blockade {cost} is more than {bound}.",
                 always(D**2 / 16 < F, given=[inside(paper["entry"].regime("monopoly_2"))]), cost=F, bound=D**2 / 16)


@proposition("A false one", answers=(2,), uses=("blockade",))
def false(_: Setting) -> Stated:
    return state("A market is worth more than entry, {more}.", always(F < D), more=D > F)


PAPER = judge_derivation(Derivation(Model(name="entry", game=ENTRY, theorems=(blockade, false)), solve(ENTRY)))


def test_theorems_come_first_with_their_verdicts() -> None:
    assert [(one.name, one.kind, one.verdict) for one in results(PAPER)][:3] == [
        ("blockade", "lemma", "proved"), ("false", "proposition", "refuted"), ("entry", "regime", "")]
    assert {one.grade for one in results(PAPER) if one.verdict == "proved"} <= {"certified", "decided"}


def test_a_theorem_says_what_it_states_uses_and_is_used_by() -> None:
    assert result_text(find(PAPER, "blockade")).splitlines() == [
        "lemma blockade: Blockade", "  In a blockade F is more than D^2/16.",
        f"  proved, {PAPER.claims['blockade'].grade} by z3", "  assumes positive", "  used by false", "  answers question 1"]
    assert "  A market is worth more than entry, $D > F$." in result_text(find(PAPER, "false"), in_latex=True).splitlines()
    found = result_values(find(PAPER, "false"))
    assert (found["verdict"], found["uses"], found["used_by"], found["text"]) == (
        "refuted", ["blockade"], [], "A market is worth more than entry, D > F.")


def test_what_is_refuted_says_what_fails_and_where_in_every_report() -> None:
    claim = PAPER.claims["false"]
    point, why = claim.point, claim.tried
    assert why == f"false fails: D - F is {point['D'] - point['F']}, not > 0"
    at = f"D = {point['D']}, F = {point['F']}"
    assert f"refuted: false at {at} ({why})" in check_text(Check(PAPER, LockState.SAME))
    assert account("false", claim).splitlines()[1:] == [f"  at        {at}", f"  because   {why}"]
    assert {f"  refuted ({why})", f"  fails at {at}"} <= set(result_text(find(PAPER, "false")).splitlines())
    told = next(one for one in check_json(Check(PAPER, LockState.SAME))["claims"] if one["name"] == "false")
    assert (told["tried"], told["point"]) == (why, {"D": str(point["D"]), "F": str(point["F"])})
    assert {f"  {why}", f"  fails at {at}"} <= set(repr(Paper(PAPER).claims["false"]).splitlines())


def test_the_graph_leads_from_theorems_to_what_they_use() -> None:
    assert graph_text(PAPER) == "lemma blockade\n  assumes positive\nproposition false\n  uses blockade"
    graph = graph_values(PAPER)
    assert [node["name"] for node in graph["nodes"]] == ["blockade", "false", "positive"]
    assert graph["edges"] == [{"from": "blockade", "to": "positive"}, {"from": "false", "to": "blockade"}]
