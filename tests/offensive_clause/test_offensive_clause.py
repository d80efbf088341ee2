"""The variant: no offer restrains, offers still deter, and what breaks breaks where the tree says so."""

from collections import Counter
from itertools import chain

import pytest

from derivations.offensive_clause import DERIVATION
from symbolic_alliance import load
from symbolic_alliance.appendix.plain_proof import text_of, theorem
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation
from symbolic_alliance.explore.walk import disagreements, play, points_in_regimes, random_points
from symbolic_alliance.game.tree import Outcome
from symbolic_alliance.proof.claim import Inequality, Verdict, fails_at
from tests.roots_by_definition import undefined_roots


@pytest.fixture(scope="module")
def variant() -> Derivation:
    return load("offensive_clause").derivation


def test_one_line_of_the_model_changes(variant: Derivation) -> None:
    base = load(DERIVATION.variant_of).game
    pairs = zip(variant.model.game.nodes, base.nodes, strict=True)
    changed = [node.label for node, other in pairs if isinstance(node, Outcome) and node.payoffs != other.payoffs]
    assert changed == ["war"]  # the one that the ally starts beside the superpower's forces


def test_the_equilibrium_is_complete_and_agrees_with_the_tree(variant: Derivation) -> None:
    assert variant.is_complete
    game, equilibrium = variant.model.game, variant.equilibrium
    points = points_in_regimes(equilibrium, 24, seed=5)
    assert disagreements(game, equilibrium.strategy, points, regimes=equilibrium.in_order) == []


def test_every_obligation_is_proved(variant: Derivation) -> None:
    kept = [claim for name, claims in variant.judged.items() if name != THEOREMS for claim in claims]
    assert len(kept) > 1000
    assert {claim.verdict for claim in kept} == {Verdict.PROVED}


def test_no_root_that_is_printed_is_undefined_where_the_rest_holds(variant: Derivation) -> None:
    assert [undefined_roots(one) for one in variant.all_equilibria] == [[], [], []]


def test_the_alliance_deters_and_never_restrains(variant: Derivation) -> None:
    found: Counter[str] = Counter()
    least = variant.companions[0]
    for point in [*points_in_regimes(variant.equilibrium, 24, seed=4), *random_points(variant.model.game.parameters, 24)]:
        alone = play(variant.benchmark.game, variant.benchmark.strategy, point).outcome
        found[DERIVATION.effects.get((alone, play(least.game, least.strategy, point).outcome), "none")] += 1
    assert set(found) == {"deterrence", "none"}
    assert not any("revision" in cutoff.name for cutoff in variant.equilibrium.cutoffs if cutoff.parameter == "k_S")


def test_what_becomes_of_the_theorems(variant: Derivation) -> None:
    verdicts = {claim.name: claim.verdict for claim in variant.judged[THEOREMS]}
    assert {name for name, verdict in verdicts.items() if verdict is Verdict.REFUTED} == {
        "threats_exclude_each_other", "outcome_of_the_crisis", "an_offer_restrains_above_a_cutoff", "effects_never_overlap"}
    for name in ("opportunity_cost_decides_alone", "the_least_offer_makes_the_ally_arm", "deterring_burden_rises_with_cost",
                 "the_superpower_offers_the_least_or_nothing", "signs_of_cutoffs_and_offers", "only_deterrence_aggrandizes",
                 "the_alliance_provokes_nobody", "deterrence_starts_with_a_jump"):
        assert verdicts[name] is Verdict.PROVED
    assert {name for name, verdict in verdicts.items() if verdict is Verdict.UNSTATED} == {
        "restraint_cuts_arms_and_their_cost", "restraining_burden_falls_with_cost", "burden_sharing_keeps_the_status_quo",
        "equal_burdens_add_nothing"}


def test_each_refuting_point_lies_within_what_its_theorem_supposes_and_one_assertion_fails_there(variant: Derivation) -> None:
    broken = {claim.name: claim for claim in variant.judged[THEOREMS] if claim.verdict is Verdict.REFUTED}
    assumed = [Inequality(slack, strict) for one in variant.model.game.parameters.assumptions for slack, strict in one.slacks]
    for one in variant.theorems:
        if one.name in broken:
            point = broken[one.name].point
            assert all(slack.holds_at(point) for slack in assumed)
            failing, = (part.claim for part in one.parts
                        if {symbol.name for two in (*part.claim.hypotheses, *chain.from_iterable(part.claim.alternatives))
                            for symbol in two.expression.free_symbols} <= set(point) and fails_at(part.claim, point))
            assert broken[one.name].tried.startswith(f"{failing.name} fails: ")
    # Proposition 2 supposes that the ally revises the status quo alone.
    at = {name: broken["an_offer_restrains_above_a_cutoff"].point[name] for name in variant.model.game.parameters.names}
    assert play(variant.benchmark.game, variant.benchmark.strategy, at).outcome == "revision"


def test_what_breaks_is_told_and_is_not_set_as_a_proof(variant: Derivation) -> None:
    shown = theorem(variant, "an_offer_restrains_above_a_cutoff")
    assert not shown.is_proved
    told = " ".join(" ".join(text_of(shown.proof)).split())
    assert told.startswith("Refuted: at q = ")
    assert "this is false: If k_A < k_R, then 0 > 0, where the two sides are equal (claim 1)." in told


def test_the_crisis_lemma_breaks_where_the_tree_says_so(variant: Derivation) -> None:
    """At its point the ally attacks with fewer arms than it would need alone, since the forces beside it count."""
    broken, = (claim for claim in variant.judged[THEOREMS] if claim.name == "threats_exclude_each_other")
    at = {name: broken.point[name] for name in variant.model.game.parameters.names}
    m, a = broken.point["m"], broken.point["a"]
    arms_needed = (at["q"] + at["w_A"]) * at["m_O"] / (1 - at["q"] - at["w_A"])
    history = [("superpower_offers", a), ("ally_joins", "accept"), ("ally_arms", m), ("ally_moves", "challenge"),
               ("ally_demands", 1), ("opponent_answers", "resist")]
    assert m <= arms_needed
    walked = play(variant.model.game, variant.equilibrium.strategy, at, history)
    assert dict(walked.path)["ally_attacks"] == "attack"
