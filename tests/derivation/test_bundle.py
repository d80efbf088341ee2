"""The bundle names every claim once, and says what is bad news."""

from dataclasses import replace

from symbolic_alliance.derivation.bundle import THEOREMS
from symbolic_alliance.proof.claim import Verdict
from tests.derivation.test_lock import MODEL, SOLVED
from tests.project.derivations.walls import GAME

PROVED, REFUTED, OPEN, UNSTATED = SOLVED.judged["walls"]


def test_results_of_other_games_carry_their_games_name() -> None:
    companion = replace(SOLVED.equilibrium, game=replace(GAME, name="other"))
    games = dict.fromkeys(("other", "unwalled", "walls"), (PROVED,))
    all_of_them = replace(SOLVED, companions=(companion,), judged={**games, THEOREMS: (REFUTED,)})
    assert all_of_them.prefixes == ("", "unwalled.", "other.")
    assert list(all_of_them.claims) == ["best_response_1", "cover_1", "unwalled.cover_1", "other.cover_1"]


def test_only_what_is_proved_is_good_news() -> None:
    assert list(SOLVED.bad_news) == [REFUTED.name, OPEN.name, UNSTATED.name]
    assert not SOLVED.is_complete
    assert replace(SOLVED, judged={"walls": (PROVED,)}).is_complete
    assert PROVED.verdict is Verdict.PROVED


def test_a_theorem_may_break_in_a_variant_but_not_stay_open() -> None:
    variant = replace(SOLVED, model=replace(MODEL, variant_of="plain"), judged={THEOREMS: SOLVED.judged["walls"]})
    assert list(variant.bad_news) == [OPEN.name]
    assert variant.claims[UNSTATED.name].verdict is Verdict.UNSTATED
    assert list(replace(variant, model=MODEL).bad_news) == [REFUTED.name, OPEN.name, UNSTATED.name]
