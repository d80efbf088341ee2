"""The crisis, and the game without the alliance: questions 0 and 1."""


import sympy as sp

from derivations.burden_sharing.found import (
    K_D,
    K_R,
    M_D,
    M_R,
    found,
    k_D,
    k_R,
    m_D,
    m_R,
)
from derivations.burden_sharing.model import ALLY, ARMS, OPPONENT, a, k_A, m
from symbolic_alliance.claims.theorems import (
    Let,
    Setting,
    Stated,
    always,
    at,
    each,
    inside,
    lemma,
    proposition,
    state,
    within,
)


@lemma("Credible threats", answers=(0,))
def threats_exclude_each_other(setting: Setting) -> Stated:
    """Arms settle whose threat is credible."""
    it = found(setting)
    attacks = it.full.plans("ally_attacks", move="attack")
    resists = it.full.plans("opponent_attacks", move="attack")
    return state(
        "In a crisis the ally's threat to attack is credible if and only if its arms reach {m_R}; the opponent's is, if "
        "and only if all the forces on the ally's side, {total}, fall short of {m_D}. The first is larger than the "
        "second, so that both sides never hold a credible threat at once.",
        always(m > it.m_R, given=[inside(*attacks), m > 0, a > 0]),
        always(within(*attacks), given=[m > it.m_R, a > 0]),
        always(m + a < it.m_D, given=[inside(*resists), m > 0, a > 0]),
        always(within(*resists), given=[m + a < it.m_D, m > 0, a > 0]),
        always(it.m_R > it.m_D),
        m_R=Let(M_R, it.m_R), m_D=Let(M_D, it.m_D), total=m + a)


@lemma("Outcome of the crisis", answers=(0,), uses=("threats_exclude_each_other",))
def outcome_of_the_crisis(setting: Setting) -> Stated:
    """Arms and forces settle the outcome of the crisis."""
    it = found(setting)
    revision, extraction, calm = (it.full.plans("ally_moves", outcome=label)
                                  for label in ("revision", "extraction", "status_quo"))
    x, y = it.demand("ally_demands"), it.demand("opponent_demands")
    most, least = sp.Integer(1), sp.Integer(0)
    return state(
        "The ally revises the status quo if {revises}, the opponent extracts concessions if {extracts}, and the status quo "
        "stands otherwise. A demand leaves the other side what it would get from war: the ally demands {x}, or the whole "
        "good where that is more; the opponent leaves it {y}, or nothing where that is less.",
        always(within(*revision), given=[m > it.m_R, a > 0]),
        always(within(*extraction), given=[m + a < it.m_D, m > 0, a > 0]),
        always(within(*calm), given=[m < it.m_R, m + a > it.m_D, m > 0, a > 0]),
        always(sp.Eq(1 - x, it.war("ally_attacks")[OPPONENT]), sp.Eq(y - k_A * m, it.war("opponent_attacks")[ALLY]),
               given=[m > 0, a > 0]),
        each(always(x >= 1, given=[inside(piece), m > 0]) for piece in it.pieces("ally_demands", "revision", most)),
        each(always(y <= 0, given=[inside(piece), m > 0, a > 0])
             for piece in it.pieces("opponent_demands", "extraction", least)),
        revises=m >= m_R, extracts=m + a < m_D,
        x=x, y=y)


@proposition("Without the alliance", answers=(1,), uses=("outcome_of_the_crisis",))
def opportunity_cost_decides_alone(setting: Setting) -> Stated:
    """Two opportunity-cost cutoffs part revision, the status quo and extraction."""
    it = found(setting)
    revision, calm, extraction = (it.alone.regimes_with(label) for label in ("revision", "status_quo", "extraction"))
    peace, armed, arms = calm[0].payoffs[ALLY], extraction[0].payoffs[ALLY], extraction[0].actions["m"]
    (first, (gap,)), (second, _) = it.k_D.cases
    armed_first, disarmed_first = gap >= 0, gap <= 0
    root, bound = it.root, at(it.wide, it.root, k_A, first)
    return state(
        "Without the alliance the ally arms to revise the status quo if {low}; the opponent extracts concessions "
        "from it if {high}; in between the status quo stands. Here {k_R} and {k_D}. The ally's arms are {arms}.",
        always(k_A < it.k_R, given=[inside(*revision)]),
        always(within(*revision), given=[k_A < it.k_R]),
        always(k_A > it.k_R, k_A < it.k_D, given=[inside(*calm)]),
        always(within(*calm), given=[k_A > it.k_R, armed_first, k_A < first], by=[root < bound, armed <= peace, armed >= 0]),
        always(within(*calm), given=[k_A > it.k_R, disarmed_first, k_A < second],
               by=[sp.Or(root >= bound, armed <= peace), sp.Or(armed <= peace, armed <= 0, arms <= 0)]),
        always(k_A > it.k_D, given=[inside(*extraction)],
               by=[arms < it.m_D, sp.Or(armed <= 0, root > bound), sp.Or(disarmed_first, root > bound)]),
        always(within(*extraction), given=[k_A > it.k_D]),
        low=k_A <= k_R, high=k_A > k_D, k_R=Let(K_R, it.k_R), k_D=Let(K_D, it.k_D),
        arms=Let(ARMS, it.alone.regimes))
