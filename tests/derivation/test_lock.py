"""A lock gives back exactly what was locked, refuses hostile text, and is void once the model has changed."""

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import given, strategies as st

from symbolic_alliance import (
    Assumption,
    Choice,
    Choose,
    Decide,
    Equilibrium,
    Game,
    Outcome,
    Parameter,
    Parameters,
    Piece,
    Policy,
    Region,
    Strategy,
)
from symbolic_alliance.claims.cutoff_conditions import with_conditions
from symbolic_alliance.derivation.bundle import Derivation, JudgedClaim
from symbolic_alliance.derivation.lock import StaleLockError, is_sealed, read_derivation, read_lock, write_lock
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import LockError
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Regime, Tie, Unsolved
from symbolic_alliance.proof.claim import ClaimKind, Grade, Rank, Verdict
from symbolic_alliance.solver import solve
from tests.closed_form.test_notation import combinations, numbers, rebuilt
from tests.games import BARGAINING, LEVY
from tests.project.derivations.walls import BENCHMARK, EFFECTS, GAME

ROOT = Path(__file__).resolve().parents[2]
MODEL = Model(name="walls", game=GAME, benchmark=BENCHMARK, effects=EFFECTS)
SOLVED = Derivation(MODEL, solve(GAME), solve(BENCHMARK), {"walls": (
    JudgedClaim("cover_1", ClaimKind.COVER, "defender_builds", "the plans cover\nevery history", ("positive",),
                Verdict.PROVED, Grade.DECIDED, ("z3", "cvc5")),
    JudgedClaim("best_response_1", ClaimKind.BEST_RESPONSE, "", "", (), Verdict.REFUTED,
                point={"b": Fraction(-1, 3), "k": Fraction(2)}),
    JudgedClaim("unique_1", ClaimKind.UNIQUE, "", "only this", (), Verdict.UNDECIDED, tried="z3, 10 s: no answer"),
    JudgedClaim("of_war", Rank.REMARK, "", "war wastes", (), Verdict.UNSTATED,
                tried="no regime is named war"),
)})
LOCK = write_lock(SOLVED)

words = st.text(max_size=8)
parameters = [parameter.symbol for parameter in GAME.parameters]
closed_forms = st.recursive(numbers | st.sampled_from(parameters), combinations, max_leaves=5).map(rebuilt)
known = [*parameters, GAME.choices[0].symbol]
histories = st.recursive(numbers | st.sampled_from(known), combinations, max_leaves=5).map(rebuilt)
unions = st.lists(st.lists(histories, max_size=2).map(tuple), max_size=2).map(tuple)
regions = st.builds(lambda cases, count: Region(cases, tuple(dict.fromkeys(
    slack for case in cases for slack in case))[:count]), unions, st.integers(0, 2))
payoffs = st.tuples(closed_forms, closed_forms)
steps = st.tuples(words.filter(lambda node: node != "defender_chooses"), words)
regimes = st.builds(
    lambda name, slack, outcome, above, action, paid: Regime(
        name, Region(((slack,),)), outcome, (*above, ("defender_chooses", action)), {"f": action},
        dict(zip(GAME.players, paid, strict=True))),
    words, closed_forms, words, st.lists(steps, max_size=2).map(tuple), closed_forms, payoffs)
cases = st.builds(CutoffCase, closed_forms, st.tuples(words, words), st.lists(closed_forms, max_size=2).map(tuple),
                  st.booleans())
pieces = st.builds(Piece, regions, words | histories, payoffs | st.just(()), words, words)
equilibria = st.builds(
    Equilibrium, st.just(GAME),
    st.builds(Strategy, st.lists(st.builds(Policy, words, words, st.lists(pieces, max_size=2).map(tuple),
                                           st.lists(regions, max_size=1).map(tuple)), max_size=2).map(tuple)),
    st.lists(regimes, max_size=2).map(tuple),
    st.lists(st.builds(Cutoff, words, words, st.lists(cases, max_size=2).map(tuple)), max_size=2).map(tuple),
    st.lists(st.builds(Tie, words, words, words, words, words, regions), max_size=1).map(tuple),
    st.lists(st.builds(Unsolved, words, regions, words), max_size=1).map(tuple))


def test_a_solved_model_comes_back() -> None:
    assert read_derivation(LOCK, MODEL) == SOLVED
    assert write_lock(read_derivation(LOCK, MODEL)) == LOCK


def test_an_older_lock_tells_what_is_unstated_as_undecided() -> None:
    older = LOCK.replace('remark "" unstated', 'remark "" undecided').replace(
        'tried "no regime is named war"', 'tried "it cannot be stated here: no regime is named war"')
    assert older != LOCK
    assert read_derivation(older, MODEL) == SOLVED


def test_a_lock_of_the_second_format_is_read_and_known_as_old() -> None:
    older = "\n".join(line for line in LOCK.replace("lock 3", "lock 2").split("\n")
                      if not line.strip().startswith(("meaning ", "suffices")))
    assert older.count("\n") < LOCK.count("\n")
    found = read_derivation(older, MODEL)
    assert (found, found.is_of_old_format, read_derivation(LOCK, MODEL).is_of_old_format) == (SOLVED, True, False)


def test_where_a_case_of_a_cutoff_counts_comes_back() -> None:
    told = replace(SOLVED, equilibrium=with_conditions(solve(BARGAINING)), model=Model(name="walls", game=BARGAINING),
                   benchmark=None, judged={})
    cutoff = read_derivation(write_lock(told), told.model).equilibrium.cutoffs[0]
    assert [(case.suffices, case.where) for case in cutoff.cases] == [(True, (1 - sp.Symbol("c_B", real=True),))]


def test_a_game_whose_payoff_jumps_at_a_number_comes_back() -> None:
    f, q = sp.symbols("f q", real=True)
    market = Outcome("market", {"firm": sp.Piecewise((0, sp.Eq(q, 0)), (q * (1 - q) - f, True))})
    given = Parameters((Parameter("f", "f", "the fixed cost"),), (Assumption("costly", (f > 0,), "it costs"),), {"f": "1/10"})
    game = Game("entry", "Entry", ("firm",), given, Choose("produce", "firm", Choice("q", "q", "output"), 0, 1, market))
    derivation = Derivation(Model(name="entry", game=game), solve(game))
    assert derivation.equilibrium.unsolved == ()
    text = write_lock(derivation)
    again = read_derivation(text, derivation.model)
    assert again.equilibrium.regimes == derivation.equilibrium.regimes
    assert [one.actions for one in again.equilibrium.regimes] == [{"q": 0}, {"q": sp.Rational(1, 2)}]
    assert write_lock(again) == text


def test_an_edge_that_a_region_does_not_have_is_positive_in_the_lock() -> None:
    derivation = Derivation(Model(name="levy", game=LEVY), solve(LEVY))
    lines = [line.strip() for line in write_lock(derivation).splitlines()]
    assert lines.count("positive a - 1") == 2  # in the regime and in the plan
    assert "nonnegative a - 1" not in lines


@given(equilibria)
def test_any_equilibrium_comes_back(equilibrium: Equilibrium) -> None:
    derivation = Derivation(Model(name="any", game=GAME), equilibrium)
    text = write_lock(derivation)
    again = read_derivation(text, derivation.model)
    assert again == derivation
    assert write_lock(again) == text


def test_a_changed_model_voids_the_lock() -> None:
    dearer = replace(GAME, cutoff_parameters=("k",))
    with pytest.raises(StaleLockError, match=r"the lock is of another model than walls is now; 'update walls' writes a new"):
        read_derivation(LOCK, replace(MODEL, game=dearer))
    with pytest.raises(StaleLockError):
        read_derivation(LOCK, replace(MODEL, benchmark=None, effects={}))


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("lock 3", "lock 4", "line 1: this program reads locks of the formats 1, 2, 3"),
    ("derivation walls", "derivation other", "line 2: this is the lock of another derivation than walls"),
    ("game unwalled", "game walled", "line 3: a lock of the games walls, unwalled should follow"),
    ("v - k*sqrt(b)", "v - __import__(b)", "'__import__' is no name here; the names are b, k, v"),
    ("v - k*sqrt(b)", "v - f*sqrt(b)", "'f' is no name here; the names are b, k, v"),
    ("  regime peace", "  regime peace war", "'regime' is followed by 1 name, not by 'peace war'"),
    ("    outcome peace\n", "", "'regime' needs one line 'outcome' below it and has 0"),
    ("    payoff defender = 0\n", "", "'regime' needs the payoffs of defender, challenger, in this order"),
    ("      origin edge\n", "      origin edge\n      pickle x\n", "'pickle' does not belong below 'piece'"),
    ("defender_builds proved", "defender_builds true", "'true' is no verdict; there are proved, refuted, undecided, vacuous, "
     "unstated"),
    ("proved decided z3", "proved surely", "'surely' is no grade; there are certified, decided"),
    ("without positive", "without 1+1", "'without' is followed by names"),
    ("claim cover_1 cover defender_builds proved", "claim",
     "'claim' is followed by its name, its kind, its node and its verdict"),
    ("point b = -1/3", "point b = 1e99999", "expected the end, found 'e99999'"),
    ("point b = -1/3", "point b = sqrt(2)", "the point's b is no rational number"),
    ("  cutoff k_peace_to_war k", "  cutoff k_peace_to_war", "'cutoff' is followed by 2 names, not by 'k_peace_to_war'"),
])
def test_a_malformed_lock_is_refused_with_one_sentence(old: str, new: str, complaint: str) -> None:
    assert old in LOCK
    with pytest.raises(LockError) as refusal:
        read_derivation(LOCK.replace(old, new, 1), MODEL)
    assert complaint in str(refusal.value)
    assert "\n" not in str(refusal.value)


@given(st.integers(0, len(LOCK) - 1), st.text(max_size=3))
def test_a_damaged_lock_is_refused_or_reads_as_another_derivation(place: int, text: str) -> None:
    try:
        read_derivation(LOCK[:place] + text + LOCK[place + 1:], MODEL)
    except LockError as error:
        assert str(error)


@given(st.integers(0, len(LOCK) - 1), st.text(max_size=3))
def test_a_seal_breaks_at_any_edit(place: int, text: str) -> None:
    edited = LOCK[:place] + text + LOCK[place + 1:]
    assert is_sealed(edited) is (edited == LOCK)
    assert is_sealed(LOCK)
    assert not is_sealed(LOCK[:LOCK.rindex("seal")])


def test_verdicts_do_not_pass_for_exact_forms() -> None:
    unread = sp.Symbol("f", real=True)
    strange = replace(SOLVED.equilibrium.regimes[0], region=Region(((sp.sin(unread),),)))
    with pytest.raises(ValueError, match="has no printed form"):
        write_lock(replace(SOLVED, equilibrium=replace(SOLVED.equilibrium, regimes=(strange,))))


def test_the_same_model_gives_the_same_bytes_in_every_run() -> None:
    program = ("from symbolic_alliance.derivation.bundle import Derivation\n"
               "from symbolic_alliance.derivation.model import Model\n"
               "from symbolic_alliance.derivation.lock import write_lock\n"
               "from symbolic_alliance.solver import solve\n"
               "from tests.games import GAMES\n"
               "print('\\n'.join(write_lock(Derivation(Model(name='any', game=game), solve(game))) for game in GAMES))\n")
    runs = [subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
                           capture_output=True, text=True, check=True, timeout=120).stdout for seed in ("1", "2")]
    assert runs[0] == runs[1]
    assert runs[0].count("lock 3\n") > 3


def test_the_lock_tells_moves_and_outcomes_that_are_never_played() -> None:
    idle = Game("threat", "A threat", ("A",), BARGAINING.parameters, Decide(
        "act", "A", {"hold": Outcome("peace", {"A": 1}), "go": Outcome("war", {"A": 0})}))
    text = write_lock(Derivation.of(Model(game=idle, name="threat"), [solve(idle)]))
    assert "  moves act hold go\n  outcomes peace war\n" in text
    assert read_lock(text).games[0].labels == {("act", "hold"), ("act", "go"), ("", "peace"), ("", "war")}
