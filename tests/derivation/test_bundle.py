"""The bundle names every result once, says what is bad news, and refuses a declaration that contradicts itself."""

from dataclasses import replace
from fractions import Fraction

import pytest

from symbolic_alliance.derivation.bundle import THEOREMS, Model
from symbolic_alliance.errors import ModelError, RequestError
from symbolic_alliance.proof.claim import Verdict
from tests.derivation.test_lock import MODEL, SOLVED
from tests.games import CRISIS, ULTIMATUM
from tests.project.derivations.walls import BENCHMARK, GAME


@pytest.mark.parametrize(("declared", "complaint"), [
    ({"held_fixed": {"g": 1}}, "HELD_FIXED names g, no choice of the game; its choices are f"),
    ({"held_fixed": {"f": 0.5}}, "HELD_FIXED: f = 0.5 is not an exact number"),
    ({"example": {"b": 4, "k": 1}}, "EXAMPLE gives no value for v"),
    ({"example": {"b": 4, "k": 1, "v": -3}}, "EXAMPLE violates the assumption v > 0 (positive): v = -3"),
])
def test_a_declaration_that_contradicts_the_game_is_refused(declared: dict[str, dict[str, object]], complaint: str) -> None:
    with pytest.raises((ModelError, RequestError)) as refusal:
        Model("walls", GAME, BENCHMARK, **declared)  # type: ignore[arg-type]
    assert complaint in str(refusal.value)


def test_an_example_is_exact_and_the_witness_where_there_is_none() -> None:
    assert Model("walls", GAME).example == {"b": 4, "k": 1, "v": 3}
    assert Model("walls", GAME, example={"b": "1/4", "k": 1, "v": 3}).example["b"] == Fraction(1, 4)  # type: ignore[dict-item]


def test_the_games_of_a_model_come_in_one_order() -> None:
    assert Model("walls", GAME, BENCHMARK, companions=(ULTIMATUM, CRISIS)).games == (GAME, BENCHMARK, ULTIMATUM, CRISIS)
    assert Model("walls", GAME, companions=(CRISIS,)).games == (GAME, CRISIS)


def test_results_of_other_games_carry_their_games_name() -> None:
    companion = replace(SOLVED.equilibrium, game=replace(GAME, name="other"))
    games = dict.fromkeys(("other", "unwalled", "walls"), SOLVED.settled["walls"][:1])
    both = replace(SOLVED, companions=(companion,), settled={**games, THEOREMS: SOLVED.settled["walls"][1:2]})
    assert list(both.claims) == ["best_response_1", "cover_1", "unwalled.cover_1", "other.cover_1"]
    assert [prefix for prefix, _ in both.prefixed] == ["", "unwalled."]
    assert [prefix for prefix, _ in both.all_prefixed] == ["", "unwalled.", "other."]
    assert list(SOLVED.cutoffs) == [cutoff.name for cutoff in SOLVED.equilibrium.cutoffs]
    assert list(replace(SOLVED, benchmark=SOLVED.equilibrium).cutoffs) == [
        *SOLVED.cutoffs, *(f"walls.{name}" for name in SOLVED.cutoffs)]


def test_only_what_is_proved_is_good_news() -> None:
    assert list(SOLVED.bad_news) == ["best_response_1", "unique_1"]
    assert not SOLVED.is_complete
    proved = {"walls": tuple(claim for claim in SOLVED.settled["walls"] if claim.verdict is Verdict.PROVED)}
    assert replace(SOLVED, settled=proved).is_complete


def test_a_theorem_may_break_in_a_variant_but_not_stay_open() -> None:
    variant = replace(SOLVED, model=replace(MODEL, variant_of="plain"), settled={THEOREMS: SOLVED.settled["walls"]})
    assert list(variant.bad_news) == ["unique_1"]
    assert list(replace(variant, model=MODEL).bad_news) == ["best_response_1", "unique_1"]


def test_a_point_is_read_exactly() -> None:
    with pytest.raises(RequestError, match=r"k = 0\.5 is not an exact number"):
        SOLVED.at(b=4, k=0.5, v=3)
