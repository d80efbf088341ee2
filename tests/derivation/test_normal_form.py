"""Regions in normal form: found on small games, proved equal to what was solved, and never believed where they are not."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symbolic_alliance import Game, Model
from symbolic_alliance.claims.region_form import AtLeast, FormNames, Membership, RegionForm, form_claims
from symbolic_alliance.claims.theorems import Let, Setting, Stated, always, cutoff, proposition, state
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import NO_THEOREMS, judge_derivation, restate, solve_games, with_forms
from symbolic_alliance.derivation.lock import read_derivation, write_lock
from symbolic_alliance.derivation.normal_form import form_text, names_for, speak_of_the_same, told_forms
from symbolic_alliance.derivation.normal_form.shortest import shortest_clauses
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.game.points import random_points
from symbolic_alliance.proof.claim import ClaimKind, Verdict
from symbolic_alliance.proof.prover import prove
from symbolic_alliance.typeset.style import Style
from tests import games

p, c_A, c_B = games.symbols("p c_A c_B")
LETTER = Quantity("t", "t", "the cost of war up to which B is left a part")


@proposition("A costly war gives all to A")
def a_threshold(setting: Setting) -> Stated:
    """Up to a threshold in B's cost of war A leaves a part to B."""
    found = cutoff(setting, setting.equilibria[0], setting.equilibria[0].cutoffs[-1].name)
    return state("Up to {t} A leaves a part of the good to B.", always(found.value >= 0), t=Let(LETTER, found))


def derivation_of(game: Game, **more: object) -> Derivation:
    model = Model(name="small", game=game, **more)  # type: ignore[arg-type]
    return with_forms(judge_derivation(solve_games(model)))


@pytest.fixture(scope="module")
def bargaining() -> Derivation:
    return derivation_of(games.bargaining(), theorems=(a_threshold,))


def test_a_named_threshold_is_told_by_its_letter(bargaining: Derivation) -> None:
    game = bargaining.equilibrium.game
    told = told_forms(bargaining, game, Style.of(game))
    assert {regime.name for regime in bargaining.equilibrium.regimes} == told.keys()
    assert "c_B <= t" in [form_text(one) for one in told.values()]


@pytest.mark.parametrize("make", [games.ultimatum, games.bargaining, games.duopoly], ids=lambda make: make.__name__)
def test_forms_of_games_that_nobody_tuned_them_for(make: object) -> None:
    """Each form is proved, and holds at exactly the points of the region, edges included."""
    found = derivation_of(make())  # type: ignore[operator]
    game, names = found.equilibrium.game, names_for(found, found.equilibrium.game.name)
    forms = found.forms[game.name]
    assert forms
    claims = [claim for claim in found.judged[game.name] if claim.kind is ClaimKind.NORMAL_FORM]
    assert claims
    assert all(claim.verdict is Verdict.PROVED for claim in claims)
    for form in forms:
        region, solved = form.region(names), found.equilibrium.regime(form.regime).region
        assert sum(map(len, form.clauses)) <= sum(map(len, solved.cases))
        for point in random_points(game.parameters, 40, seed=3):
            assert region.contains(point) == solved.contains(point)


def test_a_wrong_form_is_refuted_by_a_point(bargaining: Derivation) -> None:
    game = bargaining.equilibrium.game
    regime = bargaining.equilibrium.regimes[0]
    right = next(form for form in bargaining.forms[game.name] if form.regime == regime.name)
    wrong = (RegionForm(regime.name, ((AtLeast(sp.S.Half, c_B),),)), RegionForm(regime.name, ()),
             RegionForm(regime.name, (*right.clauses, (AtLeast(p, sp.S.Half),))))
    for form in wrong:
        results = [prove(claim, needs_witness=False) for claim in form_claims(game, regime, form, FormNames())]
        refuted = [one for one in results if one.verdict is Verdict.REFUTED]
        assert refuted
        assert all(one.point for one in refuted)


def test_a_root_without_a_value_is_no_condition() -> None:
    """Where the root of a literal has no value the literal fails, so that a form that forgets it is refuted."""
    game = games.bargaining()
    regime = solve_games(Model(name="small", game=game)).equilibrium.regimes[0]
    root = RegionForm(regime.name, (*((AtLeast(slack, sp.S.Zero),) for slack in regime.region.cases[0]),
                                    (AtLeast(sp.sqrt(c_B - c_A) + 1, sp.S.Zero),)))
    verdicts = [prove(claim, needs_witness=False).verdict for claim in form_claims(game, regime, root, FormNames())]
    assert Verdict.REFUTED in verdicts


def test_a_membership_stands_for_the_region_of_another_game() -> None:
    x = sp.Symbol("x", real=True)
    names = FormNames({}, {("alone", "calm"): ((x,), (1 - x, x - Fraction(1, 2)))})
    assert len(RegionForm("peace", ((Membership("alone", "calm"),), (AtLeast(x, sp.S.Half),))).region(names).cases) == 2


def test_forms_survive_a_lock_and_fall_with_their_letters(bargaining: Derivation) -> None:
    read = read_derivation(write_lock(bargaining), bargaining.model)
    assert read.forms == bargaining.forms
    assert read == bargaining
    assert speak_of_the_same(read, bargaining)

    @proposition("A costly war gives all to A")
    def a_threshold(setting: Setting) -> Stated:  # the letter now stands for something else
        found = cutoff(setting, setting.equilibria[0], setting.equilibria[0].cutoffs[-1].name)
        other = replace(found, cases=((found.value / 2, ()),))
        return state("Up to {t} A leaves a part of the good to B.", always(found.value >= 0), t=Let(LETTER, other))

    changed = restate(replace(read, model=replace(read.model, theorems=(a_threshold,))), known=lambda: NO_THEOREMS)
    assert changed.forms == {}
    assert not [claim for claim in changed.claims.values() if claim.kind is ClaimKind.NORMAL_FORM]


@pytest.mark.parametrize(("price", "chosen"), [(10.0, ((0, 1),)), (3.0, ((2,),))])
def test_the_cheapest_cover_is_chosen(price: float, chosen: tuple[tuple[int, ...], ...]) -> None:
    """Two literals in one clause, or one that says the same at a price."""
    inside = np.array([[True, False], [False, True], [True, True]])
    excluded = np.array([[True, True], [True, True], [True, True]])
    assert shortest_clauses([1.0, 1.0, price], inside, excluded) == chosen
