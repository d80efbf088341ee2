"""Certificates: searched, deposited, replayed, and never believed."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import Claim, ClaimKind, Inequality, LockError, solve, verify
from symbolic_alliance.certificate import main as check_alone, write_polynomial
from symbolic_alliance.proof import certify
from symbolic_alliance.proof.certify import certify_results, read_deposit, search, write_deposit
from symbolic_alliance.proof.polynomial_claim import polynomial_cases
from tests.games import BARGAINING


@pytest.fixture(scope="module")
def results():
    return verify(BARGAINING, solve(BARGAINING).strategy)


@pytest.fixture(scope="module")
def theorems(results):
    with ThreadPoolExecutor(1) as executor:
        return search(results, {}, executor=executor)


def test_every_obligation_of_a_small_game_is_certified(results, theorems):
    judged = certify_results(results, theorems)
    assert {str(result.grade) for result in judged} == {"certified"}
    assert all(result.certificate and result.deciders == () for result in judged)


def test_without_theorems_nothing_is_certified(results):
    assert certify_results(results, {}) == results


def test_a_deposit_is_read_back_and_holds_alone(results, theorems, tmp_path):
    text = write_deposit(certify_results(results, theorems))
    assert certify_results(results, read_deposit(text)) == certify_results(results, theorems)
    file = tmp_path / "certificates.json"
    file.write_text(text)
    assert check_alone([str(file)]) == 0


def test_claims_of_one_name_are_deposited_side_by_side(results, theorems):
    judged = certify_results(results, theorems)
    renamed = [replace(result, claim=replace(result.claim, name="one_name")) for result in judged]
    assert set(read_deposit(write_deposit(renamed))) == set(theorems)


def test_what_is_known_is_not_searched_again(results, theorems):
    asked = []
    search(results, theorems, asked.append, executor=None)
    assert asked == []


def test_a_tampered_deposit_is_refused_and_names_the_claim(results, theorems):
    data = json.loads(write_deposit(certify_results(results, theorems)))
    for cases in data["claims"].values():
        cases[0]["hypotheses"] = []
    with pytest.raises(LockError, match=r"the certificate of .* does not hold"):
        read_deposit(json.dumps(data))


def test_a_hint_is_said_in_the_variables_of_the_claim_that_it_is_given_to():
    k, c, m = sp.symbols("k c m", real=True)
    given = Claim("given", ClaimKind.THEOREM, "", (Inequality(c, True), Inequality(m, True), Inequality(k, True)),
                  ((Inequality(sp.sqrt(m) + sp.sqrt(k) - c),),))
    asked = Claim("asked", ClaimKind.THEOREM, "", (Inequality(c, True), Inequality(k, True)),
                  ((Inequality(sp.sqrt(k) - c**2),),))
    narrow = Claim("narrow", ClaimKind.THEOREM, "", (Inequality(k, True),), ((Inequality(sp.sqrt(k) - 3),),))
    conditions = certify._conditions([*polynomial_cases(narrow), *polynomial_cases(given)])
    case, *_ = polynomial_cases(asked)
    assert [write_polynomial(hint, case.statement.variables) for hint in certify._hints(case, conditions)] == ["root_1 - 3"]
