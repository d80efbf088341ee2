"""When the superpower takes part, how likely the status quo is, and what moves the results: questions 9 to 11."""

from collections.abc import Iterator

import sympy as sp

from derivations.burden_sharing.found import (
    K_D,
    K_HIGH,
    K_LOW,
    K_N,
    K_R,
    Found,
    found,
    k_D,
    k_high,
    k_low,
    k_N,
    k_R,
    m_D,
    sigma,
)
from derivations.burden_sharing.model import ARMS, FORCES, a, k_A, k_S, m, m_O, q, v, w_A, w_O
from symbolic_alliance.claims.theorems import (
    Assertion,
    Formula,
    Implied,
    Let,
    Setting,
    Stated,
    Threshold,
    always,
    corollary,
    each,
    formula,
    inside,
    proposition,
    remark,
    sign_table,
    square_roots,
    state,
    within,
)
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.game.parameters import Quantity

ANY, SOME = (sigma >= 0, sigma < 1), (sigma > 0, sigma < 1)  # the bounds on the burden share that are admitted


@proposition("Participation", answers=(9,), uses=("effects_never_overlap",))
def the_superpower_offers_the_least_or_nothing(setting: Setting) -> Stated:
    """The superpower makes the least effective offer if its cost of forces is low, and none otherwise."""
    it = found(setting)
    stands = it.full.regimes_with("status_quo")
    others = [one for one in it.full.regimes if one not in stands]
    return state(
        "In the game with participation the superpower makes the least effective offer if it costs less than the "
        "status quo is worth, {pays}, and no offer if every effective one costs more. Where the status quo stands alone it "
        "offers nothing.",
        each(the_offer_is_the_least(it, regime) for regime in stands),
        each(no_offer_is_worth_its_cost(it, regime) for regime in others),
        pays=k_S < v / a)


def the_offer_is_the_least(it: Found, regime: Regime) -> tuple[Assertion, ...]:
    """The offer of a regime in which the status quo stands is the least effective one, if any, and worth its cost."""
    same = [least for least in it.least.regimes_with("status_quo") if least.actions == regime.actions]
    return always(within(*same), k_S * regime.actions["a"] < v, given=[inside(regime)])


def no_offer_is_worth_its_cost(it: Found, regime: Regime) -> tuple[Assertion, ...]:
    """Where the status quo does not stand, nothing is offered, and every offer with an effect costs more than it is worth.

    Said of the least offers where the region speaks of their square roots, else of all that the ally accepts.
    """
    nothing = always(sp.Eq(regime.actions["a"], 0), given=[inside(regime)])
    met = it.setting.meeting(it.effective, regime)
    known = [root for case in regime.region.cases for slack in case for root in square_roots(slack)]
    if all(root in known for offer in met for root in square_roots(offer.actions["a"])):
        return nothing + each(always(k_S * offer.actions["a"] > v, given=[inside(regime), inside(offer)]) for offer in met)
    stands = inside(*it.full.plans("ally_joins", outcome="status_quo"))
    return nothing + always(k_S * a > v, given=[inside(regime), stands, a > 0])


@proposition("Likelihood of the status quo", answers=(10,),
             uses=("restraining_burden_falls_with_cost", "deterring_burden_rises_with_cost"))
def burden_sharing_keeps_the_status_quo(setting: Setting) -> Stated:
    """The opportunity costs at which the status quo stands, with offers of a bounded burden share, grow with the bound."""
    it = found(setting)
    low, high, idle = it.low, it.high, it.marginal
    return state(
        "Set participation aside and admit only least offers with a burden share of at most {sigma}. The status quo then "
        "stands between {k_R} and {k_D}, without an offer. Below {k_R} an offer that restrains is admitted if {above}, "
        "where {low}. Above {k_D} an offer that deters is admitted if {below} and, wherever the opponent would leave an "
        "ally without arms a part of the good, if besides {idle}; here {high}. As {sigma} rises, {k_low} falls and, beyond "
        "that last bound, {k_high} rises: the more unequal a burden the superpower accepts, the likelier, weakly, is the "
        "status quo.",
        share_is_below(it, it.restrained, k_A > low),
        share_is_above(it, it.restrained, k_A < low),
        share_is_below(it, it.disarmed, k_A < high),
        share_is_below(it, it.protected, k_A < high, k_A >= idle),
        share_is_above(it, it.deterred, k_A > high),
        share_is_above(it, it.protected, k_A < idle),
        each(always(sp.diff(value, sigma) < 0, given=[*where, *SOME]) for value, where in cases(low)),
        each(always(sp.diff(value, sigma) > 0, given=[*where, value > idle, *SOME]) for value, where in cases(high)),
        sigma=sigma, k_R=k_R, k_D=k_D, above=k_A >= k_low, below=k_A <= k_high, low=Let(K_LOW, low), high=Let(K_HIGH, high),
        k_low=k_low, k_high=k_high, idle=k_A >= idle)


def share_is_below(it: Found, offers: tuple[Regime, ...], *place: Formula | sp.Rel) -> tuple[Assertion, ...]:
    """At the place the burden share of each of these offers is less than sigma."""
    return each(always(share < sigma, given=[inside(offer), *place, *ANY]) for offer, share in it.shares(offers))


def share_is_above(it: Found, offers: tuple[Regime, ...], *place: Formula | sp.Rel) -> tuple[Assertion, ...]:
    """At the place the burden share of each of these offers is more than sigma."""
    return each(always(share > sigma, given=[inside(offer), *place, *ANY]) for offer, share in it.shares(offers))


def cases(bound: Threshold) -> Iterator[tuple[sp.Expr, list[sp.Rel]]]:
    """Each value of a threshold, and where it counts."""
    for value, when in bound.cases:
        yield value, [slack >= 0 for slack in when]


@corollary("The ends of the likelihood", answers=(10,), uses=("burden_sharing_keeps_the_status_quo",))
def equal_burdens_add_nothing(setting: Setting) -> Stated:
    """Without forces nothing is added; as any share is admitted, the status quo stands at all but the lowest costs."""
    it = found(setting)
    return state(
        "With {none} nothing is added: {k_low} is {k_R}, no offer deters, and the status quo stands on an interval of length "
        "{length}. As {sigma} tends to one, {k_low} falls towards {k_N}, and {k_high} "
        "grows without bound, at least as fast as {rate}.",
        each(always(sp.Eq(value, bound), given=both) for value, bound, both in shared_cases(it, 0, it.k_R)),
        each(always(sp.Eq(value, bound), given=both) for value, bound, both in shared_cases(it, 1, it.k_N)),
        each(always(value >= it.rate, given=[*where, value > it.marginal, *SOME]) for value, where in cases(it.high)),
        none=sp.Eq(sigma, 0), length=k_D - k_R, k_low=k_low, k_high=k_high,
        k_R=k_R, k_N=k_N, sigma=sigma, rate=w_O / (m_D * (1 - sigma)))


def shared_cases(it: Found, share: int, cutoff: Threshold) -> Iterator[tuple[sp.Expr, sp.Expr, list[sp.Rel]]]:
    """The lower end at a share and a cutoff, where the same points belong to a case of each."""
    for value, when in it.low.cases:
        for bound, where in cutoff.cases:
            both = [slack.subs(sigma, share) > 0 for slack in (*when, *where)]
            if it.setting.occurs(formula(sp.And(*both))):
                yield value.subs(sigma, share), bound, both


@remark("The least offer that deters may jump", answers=(4, 6, 10), uses=("the_least_offer_makes_the_ally_arm",))
def deterrence_starts_with_a_jump(setting: Setting) -> Stated:
    """Where the ally would arm alone, no small offer deters: the least one exceeds the arms that it would build alone."""
    it = found(setting)
    armed = [(alone, offer) for alone, offer in it.extorted if alone.actions["m"] != 0]
    return state(
        "Where the ally would arm to {arms} alone, in order to be extorted less, the least offer that deters is larger than "
        "these arms. So at {k_D} the offer jumps from none to a positive one, and a low bound on the burden share admits no "
        "deterrence there.",
        each(always(offer.actions["a"] > alone.actions["m"], given=[inside(offer), inside(alone)]) for alone, offer in armed),
        arms=Let(ARMS, (armed[0][0],)), k_D=k_D)


@proposition("Comparative statics", answers=(11,), uses=("the_superpower_offers_the_least_or_nothing",))
def signs_of_cutoffs_and_offers(setting: Setting) -> Stated:
    """The sign of the derivative of every cutoff and every offer in every parameter."""
    it = found(setting)
    assertions, table = sign_table(setting, dict(quantities(it)), (q, m_O, w_A, w_O, k_A))
    return state("The cutoffs and the least offers move with the parameters as the table says.", assertions, table=table)


def quantities(it: Found) -> Iterator[tuple[tuple[Quantity, sp.Expr], Formula | Implied]]:
    """Every cutoff, case by case, and every offer, with the place where it is meant."""
    for letter, bound in ((K_N, it.k_N), (K_R, it.k_R), (K_D, it.k_D)):
        for value, when in bound.cases:
            yield (letter, value), formula(sp.And(*(slack > 0 for slack in when)))
    for offer in it.effective:
        where = inside(offer)
        yield (FORCES, offer.actions["a"]), indifference(it, where) if offer in it.protected else where


def indifference(it: Found, where: Formula) -> Implied:
    """The least offer at which the ally would rather add the missing arms than be extorted without any."""
    gain = q - k_A * (it.m_D - a) - it.demand("opponent_demands").subs(m, 0)
    return Implied(a, gain, where, known=(sp.diff(gain, a), a, it.m_D - a))
