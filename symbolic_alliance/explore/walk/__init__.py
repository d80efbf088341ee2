"""Walk a strategy through the tree at exact numbers: the checker that a reader trusts first."""

from symbolic_alliance.explore.walk.checker import Disagreement, disagreements
from symbolic_alliance.explore.walk.grid import Effort
from symbolic_alliance.explore.walk.start import Walk, play
from symbolic_alliance.explore.walk.visits import points_beside_cutoffs, points_in_regimes
from symbolic_alliance.game.points import random_points

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
