"""Hand-derived equilibria of the games in `tests.games`, whole strategies, independent of the solver.

Each function says where the answer comes from.  Within a policy the pieces cover every history and share only edges, on which
the first of them is played.
"""

import sympy as sp

from symbolic_alliance.game.equilibrium import Piece, Policy, Region, Strategy
from tests.games import symbols


def piece(action: str | sp.Expr | int, *cases: tuple[sp.Expr, ...]) -> Piece:
    """An action on the union of the cases; everywhere where none is given."""
    return Piece(Region(cases or ((),)), action if isinstance(action, str) else sp.sympify(action))


def ultimatum() -> Strategy:
    """Osborne (2004), section 6.1.1: the responder is held to the outside option, where trade leaves more than both."""
    o_P, o_R, x = symbols("o_P o_R x")
    surplus = 1 - o_P - o_R
    return Strategy((
        Policy("offer", "proposer", (piece(o_R, (surplus,)), piece(0, (-surplus,)))),
        Policy("answer", "responder", (piece("accept", (x - o_R,)), piece("reject", (o_R - x,)))),
    ))


def bargaining() -> Strategy:
    """Fearon (1995): A demands p + c_B, what makes B indifferent to war, or everything where that exceeds 1."""
    p, c_B, x = symbols("p c_B x")
    return Strategy((
        Policy("demand", "A", (piece(p + c_B, (1 - p - c_B,)), piece(1, (p + c_B - 1,)))),
        Policy("answer", "B", (piece("accept", (p + c_B - x,)), piece("fight", (x - p - c_B,)))),
    ))


def duopoly() -> Strategy:
    """By hand: on q_1 <= a - c_2 the leader earns q_1 (a - 2 c_1 + c_2 - q_1)/2, beyond it q_1 (a - c_1 - q_1).

    Both are concave, and the second falls faster at the seam a - c_2 where the follower leaves.
    """
    a, c_1, c_2, q_1 = symbols("a c_1 c_2 q_1")
    reach, seam, alone = a - 2 * c_1 + c_2, a - c_2, a - c_1
    return Strategy((
        Policy("lead", "leader", (
            piece(0, (-reach,)),
            piece(reach / 2, (reach, 2 * seam - reach)),
            piece(seam, (reach - 2 * seam, 2 * seam - alone)),
            piece(alone / 2, (alone - 2 * seam,)),
        )),
        Policy("follow", "follower", (piece((seam - q_1) / 2, (seam - q_1,)), piece(0, (q_1 - seam,)))),
    ))


def entry() -> Strategy:
    """Dixit (1979), by hand: against q_I the entrant earns (D - q_I)^2/4 - F, so D - 2 sqrt(F) keeps it out.

    Deterring pays 2 sqrt(F) (D - 2 sqrt(F)), accommodating D^2/8; they are equal at sqrt(F) = D (2 - sqrt(2))/8.
    """
    D, F, q_I = symbols("D F q_I")
    root, accommodating = sp.sqrt(F), D * (2 - sp.sqrt(2)) / 8
    gap = (D - q_I) ** 2 - 4 * F
    return Strategy((
        Policy("commit", "incumbent", (
            piece(D / 2, (4 * root - D,), (accommodating - root,)),
            piece(D - 2 * root, (D - 4 * root, root - accommodating)),
        )),
        Policy("enter", "entrant", (piece("stay_out", (-gap,), (q_I - D,)), piece("enter", (gap, D - q_I)))),
        Policy("produce", "entrant", (piece((D - q_I) / 2, (D - q_I,)), piece(0, (q_I - D,)))),
    ))


def agenda_setter() -> Strategy:
    """Romer and Rosenthal (1978): the voter accepts what lies between q and its mirror image 2 v - q, and the setter
    proposes what is nearest to the own ideal point among it.  The same for every symmetric loss."""
    s, v, q, x = symbols("s v q x")
    mirror = 2 * v - q
    return Strategy((
        Policy("propose", "setter", (
            piece(s, (s - q, mirror - s), (q - s, s - mirror)),
            piece(mirror, (v - q, s - mirror), (q - v, mirror - s)),
            piece(q, (v - q, q - s), (q - v, s - q)),
        )),
        Policy("vote", "voter", (piece("accept", (x - q, mirror - x), (q - x, x - mirror)),
                                 piece("decline", (x - q, x - mirror), (q - x, mirror - x)))),
    ))


def crisis() -> Strategy:
    """By hand: the challenger fights where war beats backing down, w_C >= -r; the target concedes only to a challenger
    who would fight, and where war is worth nothing to it, w_T <= 0."""
    w_C, w_T, r = symbols("w_C w_T r")
    return Strategy((
        Policy("challenge", "challenger", (piece("wait", (-w_C - r,), (-w_C, w_T)),
                                           piece("challenge", (w_C + r, -w_T), (w_C, w_T)))),
        Policy("answer", "target", (piece("resist", (-w_C - r,), (w_T,)), piece("concede", (w_C + r, -w_T)))),
        Policy("fight", "challenger", (piece("back_down", (-w_C - r,)), piece("attack", (w_C + r,)))),
    ))


def contest() -> Strategy:
    """By the first-order condition c/(m + c)^2 = k, or nothing where the first unit already costs more than it wins."""
    k, c = symbols("k c")
    return Strategy((
        Policy("arms", "state", (piece(0, (k * c - 1,)), piece(sp.sqrt(c / k) - c, (1 - k * c,)))),
    ))


def accident() -> Strategy:
    """By hand: A fights where war is no worse than backing down, p - c_A >= -d; B concedes to one who would, where
    1 - p <= c_B; and A threatens where what that leads to, war by accident with it, is worth something."""
    p, c_A, c_B, h, d = symbols("p c_A c_B h d")
    fights, gives_in, gains = p - c_A + d, p + c_B - 1, 1 - h + h * (p - c_A)
    return Strategy((
        Policy("threaten", "A", (piece("wait", (-fights,), (-gives_in, c_A - p), (-gains,)),
                                 piece("threaten", (fights, gives_in, gains), (-gives_in, p - c_A)))),
        Policy("answer", "B", (piece("resist", (-fights,), (-gives_in,)), piece("concede", (fights, gives_in)))),
        Policy("follow_up", "A", (piece("back down", (-fights,)), piece("fight", (fights,)))),
    ))


def random_reversion() -> Strategy:
    """By hand: the voter expects -r|q - 1| - (1 - r) of a rejection, and accepts what is no farther from 1 than that."""
    r, q, x = symbols("r q x")
    below, above = 1 - r * q, 1 - 2 * r + r * q  # the expected loss where q <= 1, and where q >= 1
    return Strategy((
        Policy("propose", "setter", (piece(1 + below, (1 - q,)), piece(1 + above, (q - 1,)))),
        Policy("vote", "voter", (
            piece("yes", (1 - q, below - x + 1, below + x - 1), (q - 1, above - x + 1, above + x - 1)),
            piece("no", (1 - q, x - 1 - below), (1 - q, 1 - x - below), (q - 1, x - 1 - above), (q - 1, 1 - x - above)))),
    ))


def power_shift() -> Strategy:
    """By hand: a strong A takes all, a weak one what B's cost of war allows, so that waiting is worth (1 - p)(1 - c_B)."""
    p, c_B, y = symbols("p c_B y")
    half = sp.Rational(1, 2)
    waits = (1 - p) * (1 - c_B) - half
    return Strategy((
        Policy("start", "B", (piece("settle", (-waits,), (c_B - 1,)), piece("wait", (waits, 1 - c_B)))),
        Policy("demand_strong", "A", (piece(1),)), Policy("answer_strong", "B", (piece("accept"),)),
        Policy("demand_weak", "A", (piece(c_B, (1 - c_B,)), piece(1, (c_B - 1,)))),
        Policy("answer_weak", "B", (piece("accept", (c_B - y,)), piece("fight", (y - c_B,)))),
    ))


KNOWN_SOLUTIONS = {
    "ultimatum": ultimatum(),
    "bargaining": bargaining(),
    "duopoly": duopoly(),
    "entry": entry(),
    "agenda_absolute": agenda_setter(),
    "agenda_quadratic": agenda_setter(),
    "crisis": crisis(),
    "contest": contest(),
    "costly_lottery": bargaining(),
    "accident": accident(),
    "random_reversion": random_reversion(),
    "power_shift": power_shift(),
    "drawn_at_first": Strategy(power_shift().policies[1:]),
}
