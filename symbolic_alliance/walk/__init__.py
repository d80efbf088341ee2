"""Walk a strategy through the tree at exact numbers: the checker that a reader trusts first."""

from symbolic_alliance.walk.checker import Disagreement, disagreements
from symbolic_alliance.walk.grid import Effort
from symbolic_alliance.walk.points import points_beside_cutoffs, points_in_regimes, random_points
from symbolic_alliance.walk.start import Walk, play

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
