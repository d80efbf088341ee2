"""Slips of the pen: formulas of the catalogue as they might be misprinted, a sign, a factor, an index or a corner wrong.

None of them was printed, as far as is known; they are the kinds of slips that corrigenda correct.
In:  the equilibrium of a model in the catalogue.
Out: two theorems: what is printed, which must be refuted with a point, and the correction, which must be proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from symbolic_alliance import Equilibrium
from symbolic_alliance.claims.theorems import Setting, always, inside, proposition, state
from symbolic_alliance.claims.theorems.formula import TRUE, Formula
from symbolic_alliance.claims.theorems.language import PaperTheorem
from tests.games import symbols

p, q, c_B, d, m, v, c, m_1, a, c_1, c_2, D, F, r, d_1, d_2 = symbols("p q c_B d m v c m_1 a c_1 c_2 D F r d_1 d_2")
C, G, w_i, w_j, d_CD, d_DC = symbols("C G w_i w_j d_CD d_DC")


@dataclass(frozen=True)
class Slip:
    """A printed formula for a choice in a regime, or for the case of a cutoff, and what is wrong with it."""

    model: str
    wrong: str
    of: str
    printed: sp.Expr
    corrected: sp.Expr
    regime: str = ""
    case: int = 0

    @property
    def name(self) -> str:
        return f"{self.model}: {self.wrong}"

    def derived(self, equilibrium: Equilibrium) -> tuple[sp.Expr, Formula]:
        """The closed form that was derived, and where it holds."""
        if self.regime:
            regime = equilibrium.regime(self.regime)
            return regime.actions[self.of], inside(regime)
        cutoff = next(one for one in equilibrium.cutoffs if one.name == self.of)
        return cutoff.cases[self.case].expression, TRUE

    def theorems(self, equilibrium: Equilibrium) -> Sequence[PaperTheorem]:
        """What is printed, and what is right."""
        form, place = self.derived(equilibrium)

        @proposition("What is printed")
        def printed(setting: Setting) -> object:
            return state("It is {formula}.", always(sp.Eq(form, self.printed), given=[place]), formula=self.printed)

        @proposition("What is right")
        def corrected(setting: Setting) -> object:
            return state("It is what is derived.", always(sp.Eq(form, self.corrected), given=[place]))

        return printed, corrected


SLIPS = (
    Slip("fearon1995", "a sign reversed in the demand", "x", p - c_B, p + c_B, "settlement_1"),
    Slip("fearon1995", "the corner left out, where B would give everything", "x", p + c_B, sp.Integer(1), "settlement_2"),
    Slip("powell1999", "D's cost added to what it is offered", "x", p + d, p - d, "settlement_2"),
    Slip("powell1999", "a satisfied state offered what it would fight for", "x", p - d, q, "settlement_1"),
    Slip("romerrosenthal1978", "ideal and reversion exchanged", "x", 2 * q - m, 2 * m - q, "proposal_1"),
    Slip("stackelberg1934", "the rival's cost with the wrong sign", "q_1", (a - 2 * c_1 - c_2) / 2, (a - 2 * c_1 + c_2) / 2,
         "sold_3"),
    Slip("stackelberg1934", "the follower's quantity twice as large", "q_2", (a + 2 * c_1 - 3 * c_2) / 2,
         (a + 2 * c_1 - 3 * c_2) / 4, "sold_3"),
    Slip("stackelberg1934", "the corner left out, where the follower is shut out", "q_1", (a - 2 * c_1 + c_2) / 2, a - c_2,
         "sold_1"),
    Slip("dixit1979", "a factor 2 left out of the limit output", "q_I", D - sp.sqrt(F), D - 2 * sp.sqrt(F), "monopoly_1"),
    Slip("dixit1979", "the cost that blockades entry four times too large", "F_monopoly_1_to_monopoly_2", D**2 / 4,
         D**2 / 16),
    Slip("spence1977", "capacity that is always used", "q", 1 - r - 2 * sp.sqrt(F), sp.Rational(1, 2), "monopoly_1"),
    Slip("slantchev2005", "a sign reversed in the reply", "m_2", sp.sqrt(m_1 * v) + m_1, sp.sqrt(m_1 * v) - m_1, "war"),
    Slip("slantchev2005", "the root of the cost left out of the cutoff", "m_1_war_to_deterrence", (sp.sqrt(v) - c) ** 2,
         (sp.sqrt(v) - sp.sqrt(c)) ** 2),
    Slip("jacksonmorelli2007", "the chance of victory left out of the cutoff", "B_peace_to_war",
         1 + C * (w_i + w_j) / (G * w_j), 1 + C * (w_i + w_j) / (G * p * w_j)),
    Slip("schultz2001", "the cost of backing down with the wrong sign", "w_C_status_quo_to_concession", r, -r),
    Slip("zagarekilgour2000", "one end taken for the other in the cutoff", "d_DD_defender_concedes_to_status_quo", d_CD,
         d_DC),
    Slip("stahl1972", "the players' discount factors exchanged", "x", d_1 * (1 - d_2), d_2 * (1 - d_1), "agreement_1"),
)
