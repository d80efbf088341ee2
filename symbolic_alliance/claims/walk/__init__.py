"""Walk a strategy through the tree at exact numbers: the checker that a reader trusts first."""

from symbolic_alliance.claims.walk.checker import Disagreement, disagreements
from symbolic_alliance.claims.walk.grid import Effort
from symbolic_alliance.claims.walk.start import Walk, play
from symbolic_alliance.game.points import points_beside_cutoffs, points_in_regimes, random_points

__all__ = [
    "Disagreement",
    "Effort",
    "Walk",
    "disagreements",
    "play",
    "points_beside_cutoffs",
    "points_in_regimes",
    "random_points",
]
