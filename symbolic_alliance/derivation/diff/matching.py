"""Which result of the new side is which of the old: by content before by name, since names are numbered and shift.

In:  the regimes, cutoffs or plans of both sides.
Out: pairs of places, each used once, best first; what has no partner is left out.
"""

from collections.abc import Sequence

import numpy as np

from symbolic_alliance.derivation.diff.common_ground import Ground
from symbolic_alliance.derivation.diff.equality import same_form
from symbolic_alliance.game.equilibrium import Cutoff, Regime

Pairs = tuple[tuple[int, int], ...]


def best_pairs(scores: Sequence[tuple[float, int, int]]) -> Pairs:
    """Pair greedily, the highest score first, each place once.

    >>> best_pairs([(1.0, 0, 0), (2.0, 0, 1), (0.5, 1, 0)])
    ((0, 1), (1, 0))
    """
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if not any(i == first or j == second for first, second in pairs):
            pairs.append((i, j))
    return tuple(sorted(pairs))


def shape(regime: Regime) -> tuple[object, ...]:
    """What a regime is without its formulas: the outcome, and who moves how."""
    return regime.outcome, tuple((node, action if isinstance(action, str) else "") for node, action in regime.path)


def match_regimes(ground: Ground, old: Sequence[Regime], new: Sequence[Regime]) -> Pairs:
    """Pair regimes of one shape whose regions meet, or whose formulas agree."""
    scores = []
    for i, first in enumerate(old):
        for j, second in enumerate(new):
            if shape(first) == shape(second):
                score = _agreement(ground, first, second)
                if score > 0:
                    scores.append((score + 0.01 * (first.name == second.name), i, j))
    return best_pairs(scores)


def _agreement(ground: Ground, old: Regime, new: Regime) -> float:
    """The share of the points that both regions have, and the share of formulas that are the same; 0 where neither is."""
    inside, also = ground.inside(old.region), ground.inside(new.region)
    either = np.count_nonzero(inside | also)
    overlap = np.count_nonzero(inside & also) / either if either else float(old.region == new.region)
    pairs = [(form, new.payoffs.get(player)) for player, form in old.payoffs.items()]
    pairs += [(form, new.actions.get(name)) for name, form in old.actions.items()]
    agreeing = [other is not None and same_form(form, other) for form, other in pairs]
    share = sum(agreeing) / len(agreeing) if agreeing else 1.0
    return overlap + share if overlap or share == 1.0 else 0.0


def match_cutoffs(old: Sequence[Cutoff], new: Sequence[Cutoff], renamed: dict[str, str]) -> Pairs:
    """Pair cutoffs in one parameter that lie between the same regimes, or that have one name."""
    scores = []
    for i, first in enumerate(old):
        between = {tuple(renamed.get(name, name) for name in case.between) for case in first.cases}
        for j, second in enumerate(new):
            if first.parameter == second.parameter:
                shared = len(between & {case.between for case in second.cases}) / max(len(between), len(second.cases), 1)
                same = sum(any(case.expression == other.expression for other in second.cases) for case in first.cases)
                score = shared + 0.1 * same / max(len(first.cases), 1) + 0.01 * (first.name == second.name)
                if score >= 0.01:
                    scores.append((score, i, j))
    return best_pairs(scores)
