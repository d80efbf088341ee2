"""A changed model is a model again, and only what was asked for has changed."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance.derivation.derive import solved
from symbolic_alliance.derivation.diff import Status
from symbolic_alliance.derivation.what_if import Change, changed
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.game.tree import Choose, Outcome
from symbolic_alliance.interface.notebook import paper
from tests.derivation.test_lock import MODEL, SOLVED

b, k, v, f = sp.symbols("b k v f", real=True)


def payoffs(game: object) -> list[sp.Expr]:
    return [payoff for node in game.nodes if isinstance(node, Outcome)  # type: ignore[attr-defined]
            for payoff in node.payoffs.values()]


def test_nothing_asked_nothing_changed() -> None:
    same = changed(MODEL, Change())
    assert payoffs(same.game) == payoffs(MODEL.game)
    assert same.game.parameters == MODEL.game.parameters


def test_a_term_is_replaced_in_every_payoff_of_both_games() -> None:
    new = changed(MODEL, Change(replace={k: 2 * k, b: b + k}))
    assert payoffs(new.game) == [payoff.subs({k: 2 * k, b: b + k}, simultaneous=True) for payoff in payoffs(MODEL.game)]
    assert new.benchmark is not None
    assert any(new.benchmark.root is node for node in new.game.nodes)
    assert MODEL.game.nodes[0] is not new.game.nodes[0]


def test_assumptions_are_added_replaced_and_left_out() -> None:
    new = changed(MODEL, Change(assume={"positive": (b > 1, k > 0, v > 0), "dear": k > 2}, witness={"k": 3}))
    assert [one.name for one in new.game.parameters.assumptions] == ["positive", "dear"]
    assert new.game.parameters.assumptions[0].relations[0] == (b > 1)
    assert new.example["k"] == 3
    assert changed(MODEL, Change(without=("positive",))).game.parameters.assumptions == ()


@pytest.mark.parametrize(("change", "kind", "complaint"), [
    (Change(without=("positiv",)), RequestError, "no assumption positiv to leave out; did you mean positive"),
    (Change(replace={sp.Symbol("kk", real=True): k}), RequestError, "no quantity kk to replace or to put in; did you mean k"),
    (Change(assume={"dear": k > 5}), ModelError, "the witness violates the assumption k > 5"),
    (Change(assume={"odd": sp.Eq(k, 5)}), ModelError, "is not an inequality"),
    (Change(replace={v: sp.sin(v)}), ModelError, "a payoff is a rational function"),
])
def test_a_wrong_change_is_named(change: Change, kind: type[Exception], complaint: str) -> None:
    with pytest.raises(kind, match=complaint):
        changed(MODEL, change)


def test_a_game_takes_the_place_of_the_models() -> None:
    root = MODEL.game.root
    game = replace(MODEL.game, cutoff_parameters=("v",))
    new = changed(MODEL, Change(game=game))
    assert new.game.cutoff_parameters == ("v",)
    assert new.game.root.name == root.name  # type: ignore[union-attr]
    assert any(isinstance(node, Choose) for node in new.game.nodes)


def test_what_follows_is_derived_again() -> None:
    walls = paper(SOLVED)
    dearer = walls.what_if(replace={k: 2 * k})
    assert dearer.before is walls
    assert dearer.derivation.cutoffs.b_peace_to_war.cases[0].expression.equals(v**2 / (4 * k**2))
    assert solved(MODEL).cutoffs["b_peace_to_war"].cases[0].expression.equals(v**2 / k**2)
    assert "walls, changed: 3 regimes, 2 cutoffs" in repr(dearer)
    told = dearer.diff.diff.changes
    assert {one.status for one in told if one.name == "b_peace_to_war"} == {Status.CHANGED}
    assert {one.status for one in told if one.kind == "assumption"} == {Status.SAME}
    assert "b_peace_to_war" in repr(dearer.diff)
    assert "removed" not in repr(dearer.diff)
    assert dearer.diff._repr_markdown_().startswith("### walls: ")
