"""Figures: the regime map of two parameters, and a quantity along one.

In:  a derivation with its atlases, the axes, exact numbers for the other parameters.
Out: a `Picture`, shown in a notebook and saved as PNG, SVG, PDF or PGF.  matplotlib is imported when it is first needed.

The colour of a region says what becomes of the alliance there (an effect, else the outcome), the name in it which regime is
played.  Boundaries are the curves of the closed forms, see `plane`.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from symbolic_alliance.errors import RequestError, near
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.plot.axes import Range, axis, complete
from symbolic_alliance.explore.plot.drawing import require_matplotlib
from symbolic_alliance.explore.sweep import quantities
from symbolic_alliance.game.parameters import exact

if TYPE_CHECKING:
    from symbolic_alliance.explore.plot.drawing import Picture


def plot(atlases: Atlases, x: str, y: str, point: Mapping[str, Fraction],
         x_range: Range | None = None, y_range: Range | None = None) -> "Picture":
    """Draw the regime map where ``y`` is a parameter, else the quantity ``y`` along ``x``.

    A quantity is a choice, a player (its payoff) or a cutoff.  The point gives the other parameters; where it gives those on
    the axes too, it is marked.  Without a range an axis ends a little beyond the last change of regime.  Raises
    `RequestError` for an unknown name, a point outside the assumptions, an empty range, or where matplotlib is missing.
    """
    require_matplotlib()
    names = atlases.game.parameters.names
    if x not in names:
        raise RequestError(f"the x axis is a parameter, and there is no {x}{near(x, names)}")
    if x == y:
        raise RequestError(f"both axes are {x}: name two different ones")
    if y in names:
        from symbolic_alliance.explore.plot.regime_map import regime_map

        here = complete(atlases.derivation.model, point, (x, y))
        axes = (axis(atlases, here, x, x_range), axis(atlases, here, y, y_range))
        return regime_map(atlases, here, axes, is_marked=x in point and y in point)
    from symbolic_alliance.explore.plot.line import line

    if y_range is not None:
        raise RequestError(f"a range is for a parameter, and {y} is a quantity")
    known = (*names, *quantities(atlases.game), *atlases.cutoffs)
    if y not in known:
        raise RequestError(f"{atlases.derivation.name} has no parameter or quantity {y}{near(y, known)}")
    here = complete(atlases.derivation.model, point, (x,))
    return line(atlases, here, axis(atlases, here, x, x_range), y)


def read_axis(text: str) -> tuple[str, Range | None]:
    """Read ``k_A`` or ``k_A=0:1/2``; `RequestError` where the range is none.

    >>> read_axis("k_S"), read_axis("k_A=0:1/2")
    (('k_S', None), ('k_A', (Fraction(0, 1), Fraction(1, 2))))
    """
    name, sign, ends = text.partition("=")
    return name.strip(), read_range(ends, name.strip()) if sign else None


def read_range(text: str, name: str) -> Range:
    """Read the two ends of a range from ``0:1``, exactly; `RequestError` where they are none."""
    low, colon, high = text.partition(":")
    if not colon:
        raise RequestError(f"{name} = {text} is no range: write two numbers, such as {name}=0:1")
    return exact(low, name), exact(high, name)
