"""A declaration is whole and exact, and one that contradicts itself is refused."""

from fractions import Fraction

import pytest

from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import ModelError, RequestError
from tests.games import CRISIS, ULTIMATUM
from tests.project.derivations.walls import BENCHMARK, EFFECTS, GAME


@pytest.mark.parametrize(("declared", "complaint"), [
    ({"held_fixed": {"g": 1}}, "held_fixed names g, no choice of the game; its choices are f"),
    ({"held_fixed": {"f": 0.5}}, "held_fixed: f = 0.5 is not an exact number"),
    ({"example": {"b": 4, "k": 1}}, "example gives no value for v"),
    ({"example": {"b": 4, "k": 1, "v": -3}}, "example violates the assumption v > 0 (positive): v = -3"),
    ({"benchmark": CRISIS}, "its benchmark is no subgame of its game"),
    ({"effects": {("war", "truce"): "end"}}, "effects speaks of the outcome 'truce'; the outcomes of walls are peace, war"),
    ({"companions": (GAME,)}, "its companions give the name walls to a second game"),
    ({"companions": [CRISIS]}, "its companions is a list, not a tuple"),
])
def test_a_declaration_that_contradicts_itself_is_refused(declared: dict[str, object], complaint: str) -> None:
    with pytest.raises((ModelError, RequestError)) as refusal:
        Model(**{"game": GAME, "benchmark": BENCHMARK, **declared})
    assert complaint in str(refusal.value)


def test_an_example_is_exact_and_the_witness_where_there_is_none() -> None:
    assert Model(game=GAME).example == {"b": 4, "k": 1, "v": 3}
    assert Model(game=GAME, example={"b": "1/4", "k": 1, "v": 3}).example["b"] == Fraction(1, 4)


def test_the_games_of_a_model_come_in_one_order() -> None:
    assert Model(game=GAME, benchmark=BENCHMARK, companions=(ULTIMATUM, CRISIS)).games == (GAME, BENCHMARK, ULTIMATUM, CRISIS)
    assert Model(game=GAME, companions=(CRISIS,)).games == (GAME, CRISIS)


def test_what_is_declared_cannot_be_changed() -> None:
    effects = dict(EFFECTS)
    model = Model(game=GAME, benchmark=BENCHMARK, effects=effects)
    effects.clear()
    assert model.effects == EFFECTS
    with pytest.raises(TypeError):
        model.effects["war", "peace"] = "peace"
