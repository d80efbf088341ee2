"""What the argument asserts, stated about the derived equilibria: without the alliance, with the least offers, in full.

Each theorem is a function of the setting that returns its English and its mathematics; nothing in it is a formula of the
solution (`found` has the derived objects).  The order here is the order of the paper.
"""

from derivations.burden_sharing.theorems import alone, burden, effects, likelihood

PARTS = (alone, effects, burden, likelihood)
