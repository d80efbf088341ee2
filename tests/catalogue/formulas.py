"""What the papers of the catalogue print, with the source; each with the corners that a paper leaves to its reader.

In:  the name of a model in the catalogue.
Out: a `Printed`: choices as closed forms that hold at every point (`FORMULAS`), or where which outcome arises (`OUTCOMES`).
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import SimpleNamespace
from typing import NamedTuple

import sympy as sp

from tests.games import symbols

p, q, c_B, d, m, v, c, m_1, a, c_1, c_2, q_1, D, F, r, d_1, d_2 = symbols("p q c_B d m v c m_1 a c_1 c_2 q_1 D F r d_1 d_2")


class Printed(NamedTuple):
    """A choice on the path, and where its formula stands; it is compared in these outcomes, or in all."""

    source: str
    choice: str
    formula: sp.Expr
    outcomes: tuple[str, ...] = ()


LEADS = sp.Piecewise((0, a - 2 * c_1 + c_2 <= 0), ((a - 2 * c_1 + c_2) / 2, a + 2 * c_1 - 3 * c_2 >= 0),
                     (sp.Max(a - c_2, (a - c_1) / 2), True))
DETERS = D - 2 * sp.sqrt(F)
IS_DETERRED = 2 * sp.sqrt(F) * DETERS - D**2 / 8
CAPACITY = 1 - r - 2 * sp.sqrt(F)
HALF, SHARED = sp.Rational(1, 2), (1 - r) ** 2 / 8  # what the leader gets where entry is let in
PAYS_IDLE = sp.And(CAPACITY >= HALF, HALF**2 - r * CAPACITY >= SHARED)
PAYS_USED = sp.And(CAPACITY <= HALF, CAPACITY * (1 - r - CAPACITY) >= SHARED)

FORMULAS: Mapping[str, tuple[Printed, ...]] = {
    "fearon1995": (Printed("Fearon (1995: 386-388): A demands all of the range up to p + c_B, as far as it is there", "x",
                           sp.Min(p + c_B, 1)),),
    "powell1999": (Printed("Powell (1999: ch. 3): a dissatisfied D, p - d > q, is offered p - d, and no war is fought", "x",
                           sp.Max(q, p - d)),),
    "romerrosenthal1978": (Printed("Romer and Rosenthal (1978): the mirror image 2m - q of a reversion below m; else q",
                                   "x", m + sp.Abs(q - m)),),
    "stackelberg1934": (
        Printed("Osborne (2004, An Introduction to Game Theory, section 6.2): (a - 2 c_1 + c_2)/2", "q_1", LEADS),
        Printed("the same: (a + 2 c_1 - 3 c_2)/4 inside", "q_2", sp.Max(0, (a - c_2 - LEADS) / 2))),
    "dixit1979": (Printed("Tirole (1988, The Theory of Industrial Organization, section 8.1), where D = 1: entry is "
                          "blockaded from F = 1/16 on, and deterred by 1 - 2 sqrt(F)", "q_I",
                          sp.Piecewise((D / 2, F >= D**2 / 16), (DETERS, IS_DETERRED >= 0), (D / 2, True))),),
    "spence1977": (Printed("by hand, after Spence (1977): the capacity at which the entrant just loses, if need be idle", "k",
                           sp.Piecewise(((1 - r) / 2, (1 - r) ** 2 / 16 <= F), (CAPACITY, sp.Or(PAYS_IDLE, PAYS_USED)),
                                        ((1 - r) / 2, True))),),
    "slantchev2005": (Printed("by hand, after Slantchev (2005): the reply to m_1 in a contest for v", "m_2",
                              sp.sqrt(m_1 * v) - m_1, ("war",)),),
    "stahl1972": (Printed("Osborne and Rubinstein (1990, Bargaining and Markets, chapter 3): what a responder can wait for",
                          "x", d_2 * (1 - d_1)),),
}

Condition = Callable[[SimpleNamespace], bool]


def _bias_needed(at: SimpleNamespace) -> Fraction:
    """The bias from which on no transfer satisfies the leader: the joint loss C (w_i + w_j) over the illusory gain."""
    return 1 + at.C * (at.w_i + at.w_j) / (at.G * at.p * at.w_j)


# Where each outcome arises, the first that holds.
OUTCOMES: Mapping[str, tuple[str, tuple[tuple[str, Condition], ...]]] = {
    "zagarekilgour2000": ("Zagare and Kilgour (2000: ch. 5): the status quo stands where the defender's threat is credible, "
                          "or the challenger's is not", (
                              ("status_quo", lambda at: at.d_DD > at.d_DC or at.c_CD > at.c_DD),
                              ("defender_concedes", lambda at: True))),
    "schultz2001": ("Schultz (2001: ch. 2): a challenger fights from w_C = -r on; a target resists from w_T = 0 on", (
        ("status_quo", lambda at: at.w_C < -at.r), ("concession", lambda at: at.w_T < 0),
        ("status_quo", lambda at: at.w_C <= 0), ("war", lambda at: True))),
    "jacksonmorelli2007": ("by hand, after Jackson and Morelli (2007): no war without bias, no peace with enough of it", (
        ("war", lambda at: max(_bias_needed(at), at.w_i * (at.C + at.G * (1 - at.p)) / (at.G * at.p * at.w_j)) < at.B),
        ("peace", lambda at: True))),
    "slantchev2005": ("by hand: fighting is worth (sqrt(v) - sqrt(m_1))^2 - c", (
        ("deterrence", lambda at: at.m_1 > at.v or (at.v + at.m_1 - at.c) < 0
         or (at.v + at.m_1 - at.c) ** 2 < 4 * at.v * at.m_1),
        ("war", lambda at: True))),
}
