"""False claims that are near misses of true ones: a sign flipped, strict for weak at a tie, an assumption missing, cutoffs
swapped.  Each must be refuted with a point; none may be undecided, let alone proved.
"""

from collections.abc import Sequence

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.proof.claim import Claim
from tests.published_inequalities import claim_of

k, c, m, q, a, b, d, e, n, p, r, t, v, w, x, y, z, h = sp.symbols("k c m q a b d e n p r t v w x y z h", real=True)
s = sp.sqrt(k * c)
COSTLY = (k > 0, c > 0)
CONTEST = (*COSTLY, m >= 0)
SIMPLEX = (w > 0, v > 0, q - w > 0, 1 - q - w - v >= 0)
GAP = (1 - s)**2 - m / (m + c) + k * m
PRIZE, HALF = m / (m + c), sp.Rational(1, 2)


def miss(name: str, given: Sequence[Relational], *conclusion: Relational) -> Claim:
    """A false claim with one alternative."""
    return claim_of(name, tuple(given), (tuple(conclusion),))


def miss_either(name: str, given: Sequence[Relational], *alternatives: Relational) -> Claim:
    """A false claim that one of some relations holds."""
    return claim_of(name, tuple(given), tuple((one,) for one in alternatives))


CONTESTS = (
    miss("contest_optimum_strict", CONTEST, GAP > 0),
    miss("contest_optimum_flipped", CONTEST, -GAP >= 0),
    miss("contest_optimum_strict_without_cost", [c > 0, m >= 0, k >= 0], GAP > 0),
    miss("contest_optimum_other_square", CONTEST, (1 - 2 * s)**2 - PRIZE + k * m >= 0),
    miss("contest_optimum_bound_too_low", CONTEST, (1 - s)**2 - PRIZE + k * m >= sp.Rational(1, 100)),
    miss("contest_corner_without_cutoff", CONTEST, k * m - PRIZE >= 0),
    miss("contest_corner_cutoff_halved", [*CONTEST, 2 * k * c >= 1], k * m - PRIZE >= 0),
    miss("contest_corner_strict_at_zero", [*CONTEST, k * c >= 1], k * m - PRIZE > 0),
    miss("contest_corner_just_below", [*CONTEST, k * c >= sp.Rational(9, 10)], k * m - PRIZE >= 0),
    miss("chance_above_half", [c > 0, m > 0], PRIZE > HALF),
    miss("chance_reaches_one", [c >= 0, m > 0], PRIZE < 1),
    miss("chance_falls", [c > 0, m > 0, x > m], x / (x + c) < PRIZE),
    miss("share_above_root", [*CONTEST, q >= (1 - s)**2], q - PRIZE + k * m > 0),
    miss("share_hypothesis_dropped", [*CONTEST, q >= 0], q - PRIZE + k * m >= 0),
    miss("share_wrong_square", [*CONTEST, q >= (1 - s)**2 - sp.Rational(1, 50)], q - PRIZE + k * m >= 0),
    miss("allied_contest_forces_ignored", [*CONTEST, a > 0], (1 - s)**2 - (m + a) / (m + a + c) + k * m >= 0),
    miss("allied_contest_cost_doubled", [*CONTEST, a > 0], (1 - s)**2 + k * a - (m + a) / (m + a + c) + k * m > 0),
    miss("root_below_itself", COSTLY, s < k * c),
    miss("root_above_itself", COSTLY, s > k * c),
    miss("root_at_one", [*COSTLY, s <= 1], k * c < 1),
    miss("root_monotone_wrong_way", [*COSTLY, k > c], s > k),
)
CUTOFFS = (
    miss("cutoff_swapped", [*SIMPLEX, *COSTLY], 1 - q - w > q),
    miss("cutoff_order_strict", SIMPLEX, 1 - q - w > v),
    miss("cutoff_missing_war_cost", SIMPLEX, 1 - q - 2 * w >= v),
    miss("cutoff_other_player", SIMPLEX, q - v > 0),
    miss("simplex_without_bound", [w > 0, v > 0, q - w > 0], 1 - q >= 0),
    miss("simplex_without_challenger", [w > 0, v > 0, 1 - q - w - v >= 0], q > 0),
    miss("restraint_below_deterrence", [*SIMPLEX, *COSTLY, s <= 1 - q], s < w),
    miss("square_of_a_gap", SIMPLEX, (1 - q)**2 > w),
    miss("square_of_a_sum", SIMPLEX, (w + v)**2 >= w**2 + v**2 + 2 * w),
    miss("arms_to_revise_below_arms_to_deter", [*SIMPLEX, c > 0], (q + v) * c / (1 - q - v) <= (q - w) * c / (1 - q + w)),
    miss("product_of_shares", SIMPLEX, q * (1 - q) > sp.Rational(1, 4)),
    miss("product_of_shares_strict", SIMPLEX, q * (1 - q) < sp.Rational(1, 4)),
    miss("derivative_sign", [*SIMPLEX, *COSTLY], (1 - q + w)**2 * c - k > 0),
    miss_either("cover_with_a_hole", [*SIMPLEX, *COSTLY], s > 1 - q, s < 1 - q),
    miss_either("cover_with_a_gap", [*SIMPLEX, *COSTLY], s >= 1 - q, s <= w),
    miss_either("cover_with_an_open_edge", [c > 0, k > 0, q > 0], k * c > q**2, s < q),
    miss_either("cover_with_a_root_without_value", [x > 0], sp.sqrt(x - 1) >= 0),
    miss_either("cover_where_the_discriminant_is_negative", [a > 0, b > 0],
                2 * x <= a - sp.sqrt(a**2 - 4 * b), 2 * x >= a - sp.sqrt(a**2 - 4 * b)),
    miss("disjoint_but_for_an_edge", [x >= 0, y >= 0, x + y >= 1, x + y <= 1], x * y < sp.Rational(1, 4)),
)
FORMULAS = (
    miss("square_strict", [], (x - y)**2 > 0),
    miss("square_negative", [], -(x - 2 * y)**2 >= 0),
    miss("means_flipped", [x > 0, y > 0], 2 * x * y >= x**2 + y**2),
    miss("means_of_roots_strict", [x > 0, y > 0], (x + y) / 2 > sp.sqrt(x * y)),
    miss("three_means_without_sign", [x + y + z >= -1], x**3 + y**3 + z**3 >= 3 * x * y * z),
    miss("three_means_strict", [x > 0, y > 0, z > 0], x**3 + y**3 + z**3 > 3 * x * y * z),
    miss("schur_without_order", [x >= -1, y >= -1, z >= -1],
         x * (x - y) * (x - z) + y * (y - x) * (y - z) + z * (z - x) * (z - y) >= 0),
    miss("nesbitt_too_high", [x > 0, y > 0, z > 0], x / (y + z) + y / (x + z) + z / (x + y) > sp.Rational(3, 2)),
    miss("chebyshev_unordered", [x >= y], 2 * (x * p + y * r) >= (x + y) * (p + r)),
    miss("surface_of_irrational_points", [x > 0, y > 0], (x**2 - 2 * y**2)**2 > 0),
    miss("circle_without_rational_points", [x > 0, y > 0], (x**2 + y**2 - 3)**2 > 0),
    miss("merger_of_two", [n >= 2], 2 / (n + 1)**2 > 1 / n**2),
    miss("bertrand_flipped", [d > 0, d < 1], (1 - d) / (2 - d) > 1 / (2 + d)),
    miss("bertrand_without_substitutes", [d > -1, d < 1], (1 - d) / (2 - d) < 1 / (2 + d)),
    miss("rubinstein_at_full_patience", [d > 0, d <= 1], 1 / (1 + d) > HALF),
    miss("proposer_of_two", [n >= 1, d > 0, d <= 1], 1 - d * (n - 1) / (2 * n) > HALF + 1 / (2 * n)),
    miss("patience_threshold_too_low", [x > y, y > z, d < 1, d >= (x - y) / (x - z) - sp.Rational(1, 10), d > 0],
         y / (1 - d) >= x + d * z / (1 - d)),
    miss("patience_threshold_strict", [x > y, y > z, d < 1, d >= (x - y) / (x - z)], y / (1 - d) > x + d * z / (1 - d)),
    miss("setter_beyond_the_mirror", [x >= q, x <= 2 * v - q + sp.Rational(1, 10)], (v - x)**2 <= (v - q)**2),
    miss("two_messages_at_the_edge", [b > 0, b <= sp.Rational(1, 4)], sp.Rational(1, 48) + b**2 < sp.Rational(1, 12)),
    miss("reserve_price_bound", [r >= 0, r <= 1], sp.Rational(1, 3) + r**2 - sp.Rational(4, 3) * r**3 < sp.Rational(5, 12)),
    miss("transfer_too_large", [y > 0, x > y, t > 0, t <= x - y], (x - t) * (y + t) > x * y),
    miss("variance_with_any_correlation", [r >= -2, r <= 2], x**2 + 2 * r * x * y + y**2 >= 0),
    miss("anarchy_constant", [x >= 0, y >= 0], x * y <= x**2 + y**2 / 5),
    miss("divided_by_zero", [x >= 0], x / x**2 >= 0),
    miss("golden_rule_strict", [k >= 0, d > 0], sp.sqrt(k) - d * k < 1 / (4 * d)),
    miss("quadratic_root_flipped", [a > 0, b > 0], (a + sp.sqrt(a**2 + 4 * b)) / 2 < a),
    miss("quadratic_root_bound", [a > 0, b > 0], (a + sp.sqrt(a**2 + 4 * b)) / 2 <= a + b),
)
NEAR_MISSES = (*CONTESTS, *CUTOFFS, *FORMULAS)
