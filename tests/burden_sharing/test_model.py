"""The shipped derivation: complete, proved, in agreement with its tree, and nothing of it typed in."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from derivations.burden_sharing.model import BENCHMARK, EFFECTS, GAME, BurdenSharing, q, w_A
from symbolic_alliance import solve, verify
from symbolic_alliance.derivation.project import find_project, read_deposited
from symbolic_alliance.explore.walk import disagreements, play, points_beside_cutoffs, points_in_regimes, random_points
from symbolic_alliance.proof.certify import certify_claim
from symbolic_alliance.proof.claim import fails_at
from tests.roots_by_definition import undefined_roots


@pytest.fixture(scope="module")
def equilibrium():
    return solve(GAME)


@pytest.fixture(scope="module")
def benchmark():
    return solve(BENCHMARK)


def test_the_equilibrium_is_complete(equilibrium, benchmark):
    assert equilibrium.unsolved == benchmark.unsolved == ()
    assert {regime.outcome for regime in equilibrium.regimes} == {"revision", "status_quo", "extraction"}


def test_no_root_that_is_printed_is_undefined_where_the_rest_holds(equilibrium, benchmark):
    assert undefined_roots(equilibrium) == undefined_roots(benchmark) == []


def test_every_obligation_is_proved_by_what_is_deposited_or_anew(equilibrium):
    deposited = read_deposited(find_project(Path(__file__).parents[2]), "burden_sharing")
    results = verify(GAME, equilibrium.strategy, known=lambda claim: certify_claim(claim, deposited))
    assert Counter(str(result.verdict) for result in results) == {"proved": len(results)}
    assert {result.claim.kind for result in results} == {
        "follows", "best_response", "out_of_reach", "unique", "cover", "no_overlap", "feasible", "defined", "interval"}
    about = {result.claim.about for result in results if result.claim.kind not in ("defined", "interval")}
    assert about == {policy.node for policy in equilibrium.strategy.policies}


def test_the_equilibrium_agrees_with_the_tree_at_200_points(equilibrium):
    visiting = points_in_regimes(equilibrium, 40, seed=1)
    beside = points_beside_cutoffs(equilibrium, visiting)
    random = random_points(GAME.parameters, 200, seed=2)
    points = [*visiting, *beside[:: max(1, len(beside) // 90)], *random][:200]
    assert disagreements(GAME, equilibrium.strategy, points, regimes=equilibrium.in_order) == []


def test_the_benchmark_is_the_subgame_after_a_rejected_offer(equilibrium, benchmark):
    for point in random_points(GAME.parameters, 30, seed=3):
        alone = play(BENCHMARK, benchmark.strategy, point)
        assert alone.payoffs == play(BENCHMARK, equilibrium.strategy, point).payoffs


def test_both_effects_of_the_alliance_occur_and_never_a_third_one(equilibrium, benchmark):
    found = Counter()
    for point in points_in_regimes(equilibrium, 40, seed=4):
        change = (play(BENCHMARK, benchmark.strategy, point).outcome, play(GAME, equilibrium.strategy, point).outcome)
        found[EFFECTS.get(change, "none" if change[0] == change[1] else "other")] += 1
    assert set(found) == {"restraint", "deterrence", "none"}


# ---- change the model, and the results follow


class DearerWar(BurdenSharing):
    """War costs the ally twice as much."""

    ally_loss = 2 * w_A


class CappedDemand(BurdenSharing):
    """The ally cannot demand more than half of what it lacks."""

    largest_demand = (1 + q) / 2


def alone(variant):
    return variant().game().subgame("ally_arms_alone", "without_alliance", "The game without an alliance")


def closed_forms(equilibrium):
    return {cutoff.name: [case.expression for case in cutoff.cases] for cutoff in equilibrium.cutoffs}


@pytest.mark.parametrize("variant", [DearerWar, CappedDemand])
def test_a_changed_payoff_refutes_the_old_strategy_with_a_point(variant, benchmark):
    refuted = [result for result in verify(alone(variant), benchmark.strategy) if result.verdict == "refuted"]
    assert refuted
    for result in refuted:
        assert fails_at(result.claim, result.point)


@pytest.mark.parametrize("variant", [DearerWar, CappedDemand])
def test_a_changed_payoff_changes_the_results(variant, benchmark):
    changed = solve(alone(variant))
    assert changed.unsolved == ()
    assert closed_forms(changed) != closed_forms(benchmark)
    assert {str(result.verdict) for result in verify(alone(variant), changed.strategy)} == {"proved"}


def test_the_same_model_gives_the_same_bytes_under_any_hash_seed():
    program = ("from derivations.burden_sharing.model import BENCHMARK; from symbolic_alliance import solve; "
               "e = solve(BENCHMARK); print(e.strategy, e.regimes, e.cutoffs, e.ties)")
    outputs = {subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=120,
                              env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")}
    assert len(outputs) == 1
