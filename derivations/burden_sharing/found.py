"""The derived objects that the theorems speak of, each under the letter that the paper gives it.

In:  a `Setting`: the game, its benchmark without the alliance, and the least offers.
Out: `found(setting)`.  Nothing here is a formula of the solution: cutoffs, thresholds and regimes are looked up or solved.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

import sympy as sp

from derivations.burden_sharing.model import ALLY, a, k_A, m, m_O, w_O
from symbolic_alliance.claims.theorems import (
    Assertion,
    Setting,
    Threshold,
    cutoff,
    factor,
    inside,
    never,
    passing,
    threshold,
    touching,
    within,
)
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Regime, Region
from symbolic_alliance.game.parameters import Assumption, Parameter, Quantity
from symbolic_alliance.game.tree import Decide, Outcome

K_N = Quantity("k_N", "k_N", "the opportunity cost below which no offer restrains the ally")
K_R = Quantity("k_R", "k_R", "the opportunity cost up to which the ally revises without the alliance")
K_D = Quantity("k_D", "k_D", "the opportunity cost from which on the ally is extorted without the alliance")
K_H = Quantity("k_H", "k_H", "the opportunity cost below which the superpower bears more than half of the burden")
K_LOW = Quantity("k_low", r"\underline{k}", "the lowest opportunity cost at which the status quo stands")
K_HIGH = Quantity("k_high", r"\overline{k}", "the highest opportunity cost at which the status quo stands")
M_R = Quantity("m_R", "m_R", "the least arms at which the ally's threat to attack is credible")
M_D = Quantity("m_D", "m_D", "the least force on the ally's side that deters the opponent")
k_N, k_R, k_D, k_H = (one.symbol for one in (K_N, K_R, K_D, K_H))
k_low, k_high, m_R, m_D = (one.symbol for one in (K_LOW, K_HIGH, M_R, M_D))
SHARE = Parameter("sigma", r"\sigma", "the largest burden share that is admitted")
sigma = SHARE.symbol
IS_SHARE = Assumption("admissible_share", (sigma >= 0, sigma < 1), "a burden share is admitted up to a bound below one")


class Found:
    """The derived objects that the theorems speak of."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.alone, self.least, self.full = setting["without_alliance"], setting["least_offers"], setting.equilibria[0]

    @cached_property
    def k_R(self) -> Threshold:
        """The cutoff in k_A between revision and the status quo, without the alliance."""
        return cutoff(self.setting, self.alone, "k_A_revision_to_status_quo")

    @cached_property
    def k_D(self) -> Threshold:
        """The cutoff in k_A between the status quo and extraction, without the alliance."""
        return cutoff(self.setting, self.alone, "k_A_status_quo_to_extraction")

    @cached_property
    def k_N(self) -> Threshold:
        """The cutoff in k_A below which no offer restrains the ally."""
        return cutoff(self.setting, self.least, "k_A_revision_to_status_quo")

    @cached_property
    def m_R(self) -> sp.Expr:
        """The least arms at which the ally's threat to attack is credible."""
        return passing(self.setting, self.alone.plans("ally_attacks_alone", move="attack"), m)

    @cached_property
    def m_D(self) -> sp.Expr:
        """The least force on the ally's side that deters the opponent."""
        return passing(self.setting, self.alone.plans("opponent_attacks_alone", move="attack"), m)

    def demand(self, node: str) -> sp.Expr:
        """What is demanded at a node, where the demand is not an end of its interval."""
        actions = [piece.number for piece in self.full.strategy[node].pieces]
        return next(action for action in actions if action.free_symbols)

    def pieces(self, node: str, outcome: str, action: sp.Expr) -> tuple[Region, ...]:
        """Where a demand is made and leads to an outcome."""
        return tuple(piece.region for piece in self.full.strategy[node].pieces
                     if (piece.outcome, piece.action) == (outcome, action))

    def war(self, node: str) -> Mapping[str, sp.Expr]:
        """What the players get from the war that an attack at a node starts."""
        mover = self.full.game.node(node)
        after = mover.moves["attack"] if isinstance(mover, Decide) else mover
        if not isinstance(after, Outcome):
            raise RequestError(f"an attack at {node} does not end the game")
        return after.payoffs

    def reaching(self, bound: Threshold) -> Iterator[tuple[Regime, sp.Expr, tuple[sp.Expr, ...]]]:
        """Each offer that restrains up to a case of a threshold, with the value and the conditions of that case."""
        for value, when in bound.cases:
            yield from ((offer, value, when) for offer in touching(self.setting, self.restrained, bound.symbol, value, when))

    @cached_property
    def restrained(self) -> tuple[Regime, ...]:
        """The regimes of least offers that restrain the ally."""
        return self.setting.meeting(self.least.regimes_with("status_quo"), k_A < self.k_R)

    @cached_property
    def deterred(self) -> tuple[Regime, ...]:
        """The regimes of least offers that deter the opponent."""
        return self.setting.meeting(self.least.regimes_with("status_quo"), k_A > self.k_D)

    @cached_property
    def low(self) -> Threshold:
        """The opportunity cost above which an offer that restrains has a burden share of less than sigma."""
        return self._admitted(self.restrained)

    @cached_property
    def high(self) -> Threshold:
        """The opportunity cost below which an offer that deters has a burden share of less than sigma."""
        return self._admitted(self.deterred)

    @cached_property
    def wide(self) -> Setting:
        """The setting with the bound on the burden share as one more symbol."""
        return self.setting.varying(SHARE, assumed=[IS_SHARE], start=["1/2"])

    @property
    def root(self) -> sp.Expr:
        """What the ally's problem is quadratic in: the arms that it would build alone are m_O/root - m_O."""
        return sp.sqrt(k_A * m_O)

    def _admitted(self, offers: tuple[Regime, ...]) -> Threshold:
        return threshold(self.wide, k_A, *((offer.actions["a"] - sigma * self.m_D, within(offer)) for offer in offers))

    def least_of(self, offer: Regime) -> tuple[Assertion, ...]:
        """That with any smaller offer, accepted or not, the status quo does not stand."""
        stands = self.least.plans("ally_joins", outcome="status_quo")
        return never(inside(offer), inside(*stands), a > 0, a < offer.actions["a"])

    def shares(self, offers: tuple[Regime, ...]) -> tuple[tuple[Regime, sp.Expr], ...]:
        """Each offer with the superpower's share of all the forces on the ally's side."""
        return tuple((offer, offer.actions["a"] / self.m_D) for offer in offers)

    @property
    def disarmed(self) -> tuple[Regime, ...]:
        """The regimes in which an offer deters an opponent that would leave the ally nothing."""
        return tuple(offer for offer in self.deterred if offer.payoffs[ALLY] == 0)

    @property
    def protected(self) -> tuple[Regime, ...]:
        """The regimes in which an offer deters an opponent that would leave the ally a part of the good."""
        return tuple(offer for offer in self.deterred if offer not in self.disarmed)

    @property
    def marginal(self) -> sp.Expr:
        """What one more unit of arms adds to the chance of winning, beside forces of the largest share that is admitted."""
        forces = sigma * self.m_D
        return factor(sp.diff((m + forces) / (m + forces + m_O), m).subs(m, 0))

    @property
    def rate(self) -> sp.Expr:
        """What the upper end of the status quo grows at least as fast as."""
        return w_O / (self.m_D * (1 - sigma))

    @property
    def effective(self) -> tuple[Regime, ...]:
        """The regimes of least offers that have either effect."""
        return self.restrained + self.deterred

    @cached_property
    def revising(self) -> tuple[tuple[Regime, Regime], ...]:
        """Each regime in which the ally revises alone, with each in which an offer restrains it, where they meet."""
        return tuple((alone, offer) for alone in self.alone.regimes_with("revision")
                     for offer in self.setting.meeting(self.restrained, alone))

    @cached_property
    def extorted(self) -> tuple[tuple[Regime, Regime], ...]:
        """Each regime in which the ally is extorted alone, with each in which an offer deters the opponent."""
        return tuple((alone, offer) for alone in self.alone.regimes_with("extraction")
                     for offer in self.setting.meeting(self.deterred, alone))


found = cache(Found)
