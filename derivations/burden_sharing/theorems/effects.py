"""Restraint, deterrence, and that at most one of them occurs: questions 2 to 5."""


import sympy as sp

from derivations.burden_sharing.found import (
    K_N,
    found,
    k_D,
    k_N,
    k_R,
    m_D,
)
from derivations.burden_sharing.model import FORCES, k_A, m
from symbolic_alliance.claims.theorems import (
    Let,
    Setting,
    Stated,
    always,
    corollary,
    each,
    inside,
    never,
    proposition,
    state,
    within,
)


@proposition("Restraint", answers=(2,), uses=("opportunity_cost_decides_alone",))
def an_offer_restrains_above_a_cutoff(setting: Setting) -> Stated:
    """Where an offer restrains the ally, and the least one that does."""
    it = found(setting)
    return state(
        "Let the ally revise the status quo without the alliance, {revises}. Some offer restrains it if {can}, and none does "
        "if {cannot}, where {k_N}. An ally whose opportunity cost is lowest forges no alliance that restrains it. The least "
        "offer that restrains is {offers}.",
        always(it.k_N < it.k_R.value, given=[k_A < it.k_R]),
        always(within(*it.restrained), given=[k_A > it.k_N, k_A < it.k_R]),
        always(within(*it.least.regimes_with("revision")), given=[k_A < it.k_N]),
        each(always(k_A > it.k_N, k_A < it.k_R, offer.actions["a"] > 0, given=[inside(offer)]) for offer in it.restrained),
        each(it.least_of(offer) for offer in it.restrained),
        revises=k_A < k_R, can=k_A > k_N, cannot=k_A < k_N, k_N=Let(K_N, it.k_N), offers=Let(FORCES, it.restrained))


@corollary("How restraint works", answers=(3,), uses=("an_offer_restrains_above_a_cutoff",))
def restraint_cuts_arms_and_their_cost(setting: Setting) -> Stated:
    """Arms and their cost fall with the alliance."""
    it = found(setting)
    return state(
        "The least offer that restrains the ally cuts its arms, and with them its peacetime defence cost {cost}. All the "
        "forces on its side, its own arms and the superpower's, are {total}, which just deters the opponent and is less "
        "than the arms that the ally builds without the alliance.",
        each(always(k_A * offer.actions["m"] < k_A * alone.actions["m"], it.m_D < alone.actions["m"],
                    given=[inside(offer), inside(alone)]) for alone, offer in it.revising),
        each(always(sp.Eq(offer.actions["a"] + offer.actions["m"], it.m_D), given=[inside(offer)])
             for offer in it.restrained),
        cost=k_A * m, total=m_D)


@proposition("Deterrence", answers=(4,), uses=("opportunity_cost_decides_alone",))
def the_least_offer_makes_the_ally_arm(setting: Setting) -> Stated:
    """Where the opponent extorts the ally, a least offer deters it, and the ally adds arms of its own."""
    it = found(setting)
    return state(
        "Let the opponent extract concessions without the alliance, {extracts}. Then some offer deters it. The least one is "
        "{offers}. It is less than {enough}, the forces that deter without the ally's help, so that the ally always adds "
        "arms of its own, and no more than what is missing to them: its arms and the offer are {enough} together.",
        always(within(*it.deterred), given=[inside(*it.alone.regimes_with("extraction"))]),
        each(always(offer.actions["a"] > 0, offer.actions["a"] < it.m_D, offer.actions["m"] > 0,
                    sp.Eq(offer.actions["a"] + offer.actions["m"], it.m_D), given=[inside(offer)]) for offer in it.deterred),
        each(it.least_of(offer) for offer in it.deterred),
        extracts=k_A > k_D, offers=Let(FORCES, it.deterred), enough=m_D)


@proposition("At most one effect", answers=(5,),
             uses=("an_offer_restrains_above_a_cutoff", "the_least_offer_makes_the_ally_arm"))
def effects_never_overlap(setting: Setting) -> Stated:
    """The cutoffs are ordered, with an interval between the effects in which no alliance forms."""
    it = found(setting)
    stands = inside(*it.alone.regimes_with("status_quo"))
    calm = setting.meeting(it.least.regimes_with("status_quo"), stands)
    return state(
        "The cutoffs are ordered, {first} and {second}: restraint needs an opportunity cost between the first two, "
        "deterrence one above the third. No opportunity cost allows both effects. Between {k_R} and {k_D} the status quo "
        "stands without the alliance, and the least offer is none.",
        always(it.k_N < it.k_R.value),
        always(it.k_D > it.k_R.value),
        each(never(inside(offer), k_A > it.k_R) for offer in it.restrained),
        each(always(k_A > it.k_R, given=[inside(offer)]) for offer in it.deterred),
        always(within(*calm), given=[stands]),
        each(always(sp.Eq(offer.actions["a"], 0), given=[inside(offer)]) for offer in calm),
        first=k_N < k_R, second=k_R < k_D, k_R=k_R, k_D=k_D)
