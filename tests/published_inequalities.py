"""Inequalities that papers and textbooks in economics and formal theory state, each with its status, derived by hand.

Each entry has the source, the hypotheses, the alternatives of the conclusion (one may be enough) and whether it is true.
The few false ones are readings that the source itself warns against.
"""

from dataclasses import dataclass

import sympy as sp
from sympy.core.relational import Relational, StrictGreaterThan, StrictLessThan

from symbolic_alliance.proof.claim import Claim, ClaimKind, Inequality


@dataclass(frozen=True)
class Published:
    """An inequality with its source; ``conclusion`` lists alternatives, each a conjunction."""

    name: str
    source: str
    hypotheses: tuple[Relational, ...]
    conclusion: tuple[tuple[Relational, ...], ...]
    is_true: bool = True

    @property
    def claim(self) -> Claim:
        """The entry as a claim."""
        return claim_of(self.name, self.hypotheses, self.conclusion)


def claim_of(name: str, hypotheses: tuple[Relational, ...], conclusion: tuple[tuple[Relational, ...], ...]) -> Claim:
    """A claim from relations between expressions."""

    def inequality(relation: Relational) -> Inequality:
        return Inequality(relation.gts - relation.lts, isinstance(relation, (StrictGreaterThan, StrictLessThan)))

    return Claim(name, ClaimKind.THEOREM, "", tuple(map(inequality, hypotheses)),
                 tuple(tuple(map(inequality, case)) for case in conclusion))


def true(name: str, source: str, given: list[Relational], *conclusion: Relational) -> Published:
    """A true statement: all of the conclusion follows."""
    return Published(name, source, tuple(given), (tuple(conclusion),))


def false(name: str, source: str, given: list[Relational], *conclusion: Relational) -> Published:
    """A false statement."""
    return Published(name, source, tuple(given), (tuple(conclusion),), is_true=False)


a, b, c, d, e, f, g, k, n, p, q, r, s, t, u, v, w, x, y, z = sp.symbols("a b c d e f g k n p q r s t u v w x y z", real=True)
T, R, P, S, V, W = sp.symbols("T R P S V W", real=True)
half = sp.Rational(1, 2)
third = sp.Rational(1, 3)

PUBLISHED = (
    # ---- oligopoly
    true("cournot_output_below_competitive", "Cournot 1838, ch. 7", [a > c, c > 0], 2 * (a - c) / 3 < a - c),
    true("cournot_profit_below_half_of_monopoly", "Cournot 1838, ch. 7", [a > c], (a - c)**2 / 9 < (a - c)**2 / 8),
    true("stackelberg_leader_gains", "Stackelberg 1934", [a > c], (a - c)**2 / 8 > (a - c)**2 / 9),
    true("stackelberg_follower_loses", "Stackelberg 1934", [a > c], (a - c)**2 / 16 < (a - c)**2 / 9),
    true("cournot_best_reply", "Cournot 1838, ch. 7", [x >= 0, y >= 0, a - c - y >= 0],
         (a - x - y - c) * x <= (a - c - y)**2 / 4),
    true("merger_paradox", "Salant, Switzer and Reynolds 1983, QJE 98", [n >= 3], 2 / (n + 1)**2 > 1 / n**2),
    false("merger_paradox_of_two", "Salant, Switzer and Reynolds 1983: merger to monopoly pays", [n >= 2],
          2 / (n + 1)**2 > 1 / n**2),
    true("bertrand_prices_are_lower", "Singh and Vives 1984, RAND J. 15", [g > 0, g < 1], (1 - g) / (2 - g) < 1 / (2 + g)),
    true("bertrand_profits_are_lower", "Singh and Vives 1984, RAND J. 15", [g > 0, g < 1],
         (1 - g) / ((1 + g) * (2 - g)**2) < 1 / (2 + g)**2),
    true("double_marginalisation_raises_the_price", "Spengler 1950, JPE 58", [a > c, c >= 0], (3 * a + c) / 4 > (a + c) / 2),
    true("double_marginalisation_costs_profit", "Spengler 1950, JPE 58", [a > c], 3 * (a - c)**2 / 16 < (a - c)**2 / 4),
    true("markup_of_a_monopolist", "Lerner 1934, RES 1", [e > 1, c > 0], c * e / (e - 1) > c),
    true("collusion_in_a_cournot_duopoly", "Friedman 1971, RES 38", [d >= sp.Rational(9, 17), d < 1],
         sp.Rational(1, 8) / (1 - d) >= sp.Rational(9, 64) + d / (9 * (1 - d))),
    false("collusion_at_any_patience", "Friedman 1971: patience is needed", [d >= half, d < 1],
          sp.Rational(1, 8) / (1 - d) >= sp.Rational(9, 64) + d / (9 * (1 - d))),
    true("entry_fee_that_deters", "Dixit 1980, EJ 90", [x >= 0, y >= 0, f > 0, x + 2 * sp.sqrt(f) >= 1],
         (1 - x - y) * y - f <= 0),
    # ---- contests and war
    true("contest_rents_are_not_exhausted", "Tullock 1980", [n >= 2, V > 0], (n - 1) / n * V < V),
    true("contest_best_reply", "Tullock 1980", [x >= 0, y > 0, V > 0],
         V * x / (x + y) - x <= (sp.sqrt(V) - sp.sqrt(y))**2),
    true("unequal_contest_dissipates_less", "Hillman and Riley 1989, Econ. and Politics 1", [V > 0, W > 0],
         V * W / (V + W) <= (V + W) / 4),
    true("weaker_side_may_win", "Hirshleifer 1989, Public Choice 63", [x > 0, y > x], x / (x + y) < half, x / (x + y) > 0),
    true("bargaining_range_is_not_empty", "Fearon 1995, IO 49", [a > 0, b > 0], p + b > p - a),
    true("take_it_or_leave_it_offer_is_accepted", "Fearon 1995, IO 49",
         [a > 0, b > 0, p - a >= 0, p <= 1, x <= p + b, x >= p],
         1 - x >= 1 - p - b, x >= p - a),
    true("power_shift_makes_war", "Powell 2006, IO 60",
         [d > 0, d < 1, a > 0, b > 0, p >= 0, q <= 1, d * (q - p) > (a + b), x >= q - b],
         1 - p - a > (1 - d) * 1 + d * (1 - x) - (1 - d) * p),
    true("trust_threshold", "Kydd 2005, ch. 2", [T > R, R > P, P > S], (P - S) / (P - S + R - T + T - P) > 0,
         (T - R) / (T - R + P - S) > 0, (T - R) / (T - R + P - S) < 1),
    true("patience_sustains_cooperation", "Axelrod 1984, appendix B", [T > R, R > P, d < 1, d >= (T - R) / (T - P)],
         R / (1 - d) >= T + d * P / (1 - d)),
    false("impatience_sustains_cooperation", "Axelrod 1984: patience is needed", [T > R, R > P, d < 1, d >= 0],
          R / (1 - d) >= T + d * P / (1 - d)),
    true("critical_patience_is_a_probability", "Friedman 1971, RES 38", [T > R, R > P], (T - R) / (T - P) > 0,
         (T - R) / (T - P) < 1),
    # ---- bargaining, voting, communication
    true("nash_product", "Nash 1950, Econometrica 18", [a >= 0, b >= 0, x >= a, 1 - x >= b],
         (x - a) * (1 - x - b) <= (1 - a - b)**2 / 4),
    true("first_mover_gets_more", "Rubinstein 1982, Econometrica 50", [d > 0, d < 1], 1 / (1 + d) > half, 1 / (1 + d) < 1),
    true("patience_pays_in_bargaining", "Rubinstein 1982, Econometrica 50", [d > 0, d < 1, e > d, e < 1, f > 0, f < 1],
         (1 - f) / (1 - e * f) > (1 - f) / (1 - d * f)),
    true("proposer_keeps_a_majority", "Baron and Ferejohn 1989, APSR 83", [n >= 3, d > 0, d <= 1],
         1 - d * (n - 1) / (2 * n) >= half + 1 / (2 * n)),
    true("setter_moves_the_policy", "Romer and Rosenthal 1978, Public Choice 33", [x >= q, x <= 2 * v - q],
         (v - x)**2 <= (v - q)**2),
    true("two_messages_inform_better", "Crawford and Sobel 1982, Econometrica 50", [b > 0, b < sp.Rational(1, 4)],
         sp.Rational(1, 48) + b**2 < sp.Rational(1, 12), half - 2 * b > 0),
    false("two_messages_at_any_bias", "Crawford and Sobel 1982: the bias is below 1/4", [b > 0, b < half],
          half - 2 * b > 0),
    true("median_platform_wins", "Downs 1957, ch. 8", [x < y, w <= (x + y) / 2], (w - x)**2 <= (w - y)**2),
    # ---- information and contracts
    true("separating_education_exists", "Spence 1973, QJE 87", [b > a, a > 0], a * (b - a) < b * (b - a)),
    true("single_crossing", "Spence 1973, QJE 87", [b > a, a > 0, y > x], (y - x) / b < (y - x) / a),
    true("market_unravels", "Akerlof 1970, QJE 84", [p > 0], 3 * p / 4 < p),
    true("trade_needs_a_gap", "Chatterjee and Samuelson 1983, Oper. Res. 31",
         [2 * v / 3 + sp.Rational(1, 12) >= 2 * c / 3 + sp.Rational(1, 4)],
         v - c >= sp.Rational(1, 4)),
    true("best_reserve_price", "Myerson 1981, Math. Oper. Res. 6", [r >= 0, r <= 1],
         third + r**2 - sp.Rational(4, 3) * r**3 <= sp.Rational(5, 12)),
    true("incentives_are_muted_by_risk", "Holmstrom and Milgrom 1987, Econometrica 55", [r > 0, c > 0, v > 0],
         1 / (1 + r * c * v) < 1, 1 / (1 + r * c * v) > 0),
    # ---- choice under risk, welfare, growth
    true("risk_lowers_a_quadratic_value", "Pratt 1964, Econometrica 32", [w >= 0, w <= 1],
         (w * x + (1 - w) * y)**2 <= w * x**2 + (1 - w) * y**2),
    true("certainty_equivalent_of_a_root", "Pratt 1964, Econometrica 32", [w >= 0, w <= 1, x >= 0, y >= 0],
         w * sp.sqrt(x) + (1 - w) * sp.sqrt(y) <= sp.sqrt(w * x + (1 - w) * y)),
    true("diversification", "Markowitz 1952, J. Finance 7", [x > 0, y > 0], x * y / (x + y) < x, x * y / (x + y) < y),
    true("portfolio_variance", "Markowitz 1952, J. Finance 7", [r >= -1, r <= 1],
         a**2 * x**2 + 2 * r * a * b * x * y + b**2 * y**2 >= 0),
    true("transfers_to_the_poorer", "Atkinson 1970, JET 2", [y > 0, x > y, t > 0, t < x - y], (x - t) * (y + t) > x * y),
    true("golden_rule", "Phelps 1961, AER 51", [k >= 0, d > 0], sp.sqrt(k) - d * k <= 1 / (4 * d)),
    true("revenue_has_a_peak", "Laffer; Buchanan and Lee 1982", [t >= 0, t <= 1], t * (1 - t) <= sp.Rational(1, 4)),
    true("long_run_response_is_larger", "Samuelson 1947, ch. 3", [a < 0, d < 0, a * d - b**2 > 0],
         d / (a * d - b**2) <= 1 / a),
    true("price_of_anarchy", "Roughgarden and Tardos 2002, J. ACM 49", [x >= 0, y >= 0], x * y <= x**2 + y**2 / 4),
    true("ces_means_are_ordered", "Arrow, Chenery, Minhas and Solow 1961, REStat 43", [a > 0, b > 0],
         2 * a * b / (a + b) <= sp.sqrt(a * b), sp.sqrt(a * b) <= (a + b) / 2, (a + b) / 2 <= sp.sqrt((a**2 + b**2) / 2)),
    true("chebyshev_sum", "Hardy, Littlewood and Polya 1934, 2.17", [a >= b, c >= d],
         2 * (a * c + b * d) >= (a + b) * (c + d)),
    true("nesbitt", "Nesbitt 1903", [a > 0, b > 0, c > 0], a / (b + c) + b / (a + c) + c / (a + b) >= sp.Rational(3, 2)),
    true("schur", "Hardy, Littlewood and Polya 1934, 2.22", [x >= y, y >= z, z >= 0],
         x * (x - y) * (x - z) + y * (y - x) * (y - z) + z * (z - x) * (z - y) >= 0),
    true("three_means", "Hardy, Littlewood and Polya 1934, 2.5", [x >= 0, y >= 0, z >= 0],
         x**3 + y**3 + z**3 >= 3 * x * y * z),
)
