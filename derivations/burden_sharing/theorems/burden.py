"""Who bears the burden, whose power grows, and who is provoked: questions 6 to 8."""


import sympy as sp

from derivations.burden_sharing.found import (
    K_H,
    found,
    k_H,
    k_N,
    k_R,
    m_D,
    m_R,
)
from derivations.burden_sharing.model import ARMS, OPPONENT, a, k_A, m, q
from symbolic_alliance.claims.theorems import (
    Let,
    Setting,
    Stated,
    always,
    at,
    each,
    fails,
    inside,
    proposition,
    remark,
    state,
    threshold,
    within,
)

HALF = sp.Rational(1, 2)


@proposition("Burden of restraint", answers=(6,), uses=("restraint_cuts_arms_and_their_cost",))
def restraining_burden_falls_with_cost(setting: Setting) -> Stated:
    """The burden share falls from one to zero as the ally's opportunity cost rises through the region of restraint."""
    it = found(setting)
    half = threshold(setting, k_A, *((share - HALF, within(offer)) for offer, share in it.shares(it.restrained)))
    return state(
        "Where the superpower restrains the ally, its burden share {share} falls as the ally's opportunity cost rises: from "
        "one at {k_N}, where the ally builds nothing itself, to zero at {k_R}. It exceeds one half if and only if {most}, "
        "where {half}.",
        each(always(sp.diff(share, k_A) < 0, share > 0, share < 1, given=[inside(offer)])
             for offer, share in it.shares(it.restrained)),
        each(always(sp.Eq(at(setting, offer.actions["m"], k_A, value), 0), given=[slack >= 0 for slack in when])
             for offer, value, when in it.reaching(it.k_N)),
        each(always(sp.Eq(at(setting, offer.actions["a"], k_A, value), 0), given=[slack >= 0 for slack in when])
             for offer, value, when in it.reaching(it.k_R)),
        each(always(share > HALF, given=[inside(offer), k_A < half]) for offer, share in it.shares(it.restrained)),
        each(always(share < HALF, given=[inside(offer), k_A > half]) for offer, share in it.shares(it.restrained)),
        share=a / (a + m), k_N=k_N, k_R=k_R, most=k_A < k_H, half=Let(K_H, half))


@proposition("Burden of deterrence", answers=(6,), uses=("the_least_offer_makes_the_ally_arm",))
def deterring_burden_rises_with_cost(setting: Setting) -> Stated:
    """The burden share rises with the ally's opportunity cost in the region of deterrence, and towards one."""
    it = found(setting)
    return state(
        "Where the superpower deters the opponent, its burden share rises with the ally's opportunity cost, and as that "
        "grows without bound it tends to one: what is missing to one is at most {rest}.",
        each(always(sp.diff(share, k_A) > 0, 1 - share <= q / (k_A * it.m_D), given=[inside(offer)])
             for offer, share in it.shares(it.deterred)),
        rest=q / (k_A * m_D))


@proposition("Power aggrandizement", answers=(7,),
             uses=("restraint_cuts_arms_and_their_cost", "the_least_offer_makes_the_ally_arm"))
def only_deterrence_aggrandizes(setting: Setting) -> Stated:
    """The alliance's total exceeds the ally's arms alone in deterrence, never in restraint."""
    it = found(setting)
    return state(
        "Measured by all the forces on the ally's side, {total}, alliance formation entails power aggrandizement where it "
        "deters, and never where it restrains. Measured by the ally's own arms, it never does where it restrains; where it "
        "deters, it does wherever the ally would not arm alone.",
        each(always(offer.actions["m"] < alone.actions["m"], it.m_D < alone.actions["m"],
                    given=[inside(offer), inside(alone)]) for alone, offer in it.revising),
        each(always(it.m_D > alone.actions["m"], given=[inside(offer), inside(alone)]) for alone, offer in it.extorted),
        each(always(offer.actions["m"] > alone.actions["m"], given=[inside(offer), inside(alone)])
             for alone, offer in it.extorted if alone.actions["m"] == 0),
        total=m_D)


@remark("An ally that arms less when it is protected", answers=(7,), uses=("only_deterrence_aggrandizes",))
def protection_may_disarm(setting: Setting) -> Stated:
    """Where the ally would arm alone to soften extortion, its own arms may fall with the alliance."""
    it = found(setting)
    (alone, offer), = [(alone, offer) for alone, offer in it.extorted if alone.actions["m"] != 0]
    both, arms, forces = [inside(offer), inside(alone)], alone.actions["m"], it.m_D - alone.actions["m"]
    demanded = it.demand("opponent_demands")
    left = demanded.xreplace({m: sp.Integer(0), a: forces})
    return state(
        "Where the ally alone would arm to {arms}, in order to be extorted less, its own arms may be fewer with the alliance "
        "that deters. They are more if and only if they would be less than half of {m_D} and, if the superpower offered the "
        "other part, the ally would rather keep them than be extorted without any, {prefers}.",
        fails(offer.actions["m"] >= arms, given=both),
        always(offer.actions["m"] > arms, given=[*both, 2 * arms < it.m_D, q - k_A * arms > left]),
        always(offer.actions["m"] < arms, given=[*both, q - k_A * arms < left]),
        always(offer.actions["m"] < arms, given=[*both, 2 * arms > it.m_D]),
        arms=Let(ARMS, (alone,)), m_D=m_D, prefers=q - k_A * m > demanded.xreplace({m: sp.Integer(0), a: m_D - m}))


@proposition("No provocation", answers=(8,),
             uses=("an_offer_restrains_above_a_cutoff", "the_least_offer_makes_the_ally_arm"))
def the_alliance_provokes_nobody(setting: Setting) -> Stated:
    """With the least offer the ally's own arms make no threat credible, and the opponent never loses by it."""
    it = found(setting)
    return state(
        "With the least offer, in either effect, the ally's own arms stay below {m_R}: it cannot profit from challenging "
        "the opponent alone. The opponent keeps its share {share}, which is more than it would have without the alliance "
        "where the ally is restrained.",
        each(always(offer.actions["m"] < it.m_R, offer.payoffs[OPPONENT] >= 1 - q, given=[inside(offer)])
             for offer in it.effective),
        each(always(offer.payoffs[OPPONENT] > alone.payoffs[OPPONENT], given=[inside(offer), inside(alone)])
             for alone, offer in it.revising),
        m_R=m_R, share=1 - q)
