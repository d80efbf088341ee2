"""A changed model is a model again, and only what was asked for has changed."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.variation import Variation, vary
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.game.tree import Choose, Outcome
from tests.derivation.test_lock import MODEL
from tests.games import ACCIDENT

b, k, v, f = sp.symbols("b k v f", real=True)


def payoffs(game: object) -> list[sp.Expr]:
    return [payoff for node in game.nodes if isinstance(node, Outcome)  # type: ignore[attr-defined]
            for payoff in node.payoffs.values()]


def test_nothing_asked_nothing_changed() -> None:
    same = vary(MODEL, Variation())
    assert payoffs(same.game) == payoffs(MODEL.game)
    assert same.game.parameters == MODEL.game.parameters


def test_a_term_is_replaced_in_every_payoff_of_both_games() -> None:
    new = vary(MODEL, Variation(replace={k: 2 * k, b: b + k}))
    assert payoffs(new.game) == [payoff.subs({k: 2 * k, b: b + k}, simultaneous=True) for payoff in payoffs(MODEL.game)]
    assert new.benchmark is not None
    assert any(new.benchmark.root is node for node in new.game.nodes)
    assert MODEL.game.nodes[0] is not new.game.nodes[0]


def test_terms_may_be_texts_or_symbols_of_any_kind() -> None:
    k = next(symbol for symbol in MODEL.game.parameters.symbols if symbol.name == "k")
    wanted = vary(MODEL, Variation(replace={k: 2 * k}))
    for old, new in (("k", "2*k"), (sp.Symbol("k"), 2 * sp.Symbol("k")), (sp.Symbol("k", positive=True), "2*k")):
        assert vary(MODEL, Variation(replace={old: new})).game == wanted.game
    with pytest.raises(RequestError, match="'__import__' is no"):
        vary(MODEL, Variation(replace={"k": "__import__(k)"}))


def test_assumptions_are_added_replaced_and_left_out() -> None:
    new = vary(MODEL, Variation(assume={"positive": (b > 1, k > 0, v > 0), "dear": k > 2}, witness={"k": 3}))
    assert [one.name for one in new.game.parameters.assumptions] == ["positive", "dear"]
    assert new.game.parameters.assumptions[0].relations[0] == (b > 1)
    assert new.example["k"] == 3
    assert vary(MODEL, Variation(without=("positive",))).game.parameters.assumptions == ()


@pytest.mark.parametrize(("change", "kind", "complaint"), [
    (Variation(without=("positiv",)), RequestError, "no assumption positiv to leave out; did you mean positive"),
    (Variation(replace={sp.Symbol("kk", real=True): k}), RequestError,
     "no quantity kk to replace or to put in; did you mean k"),
    (Variation(assume={"dear": k > 5}), ModelError, "the witness violates the assumption k > 5"),
    (Variation(assume={"odd": sp.Eq(k, 5)}), ModelError, "is not an inequality"),
    (Variation(replace={v: sp.sin(v)}), ModelError, "write a rational function"),
])
def test_a_wrong_change_is_named(change: Variation, kind: type[Exception], complaint: str) -> None:
    with pytest.raises(kind, match=complaint):
        vary(MODEL, change)


def test_a_game_takes_the_place_of_the_models() -> None:
    root = MODEL.game.root
    game = replace(MODEL.game, cutoff_parameters=("v",))
    new = vary(MODEL, Variation(game=game))
    assert new.game.cutoff_parameters == ("v",)
    assert new.game.root.name == root.name  # type: ignore[union-attr]
    assert any(isinstance(node, Choose) for node in new.game.nodes)


def test_what_another_game_does_not_have_is_left_out() -> None:
    renamed = replace(MODEL.game.node("challenger_moves"), moves={"hold": Outcome("calm", {"defender": v, "challenger": 0})})
    held = replace(MODEL, benchmark=None, effects={}, held_fixed={"f": 0})
    without_a_choice = vary(held, Variation(game=replace(MODEL.game, root=renamed, cutoff_parameters=())))
    assert without_a_choice.held_fixed == {}
    assert vary(MODEL, Variation()).effects == MODEL.effects


def test_a_term_is_replaced_in_probabilities_too() -> None:
    h = sp.Symbol("h", real=True)
    new = vary(Model(name="accident", game=ACCIDENT), Variation(replace={h: h / 2}))
    assert new.game.lotteries[0].probabilities == (1 - h / 2, h / 2)
    assert vary(Model(name="accident", game=ACCIDENT), Variation()).game.lotteries == ACCIDENT.lotteries
