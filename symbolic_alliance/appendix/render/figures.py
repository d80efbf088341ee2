"""The figure of an appendix: the regime map at the point of the worked example.

In:  a derivation whose author asks for cutoffs in two parameters or more.
Out: a picture and the block that shows it; nothing where matplotlib is missing, or there are no two such parameters.
"""

from typing import TYPE_CHECKING

import sympy as sp

from symbolic_alliance.appendix.prose.document import Figure, say
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.errors import RequestError
from symbolic_alliance.typeset.style import Style

if TYPE_CHECKING:
    from symbolic_alliance.explore.plot.drawing import Picture

NAME = "regime-map"


def regime_map(derivation: Derivation) -> "Picture | None":
    """Draw the map of the first two parameters in which cutoffs are asked for, with the example marked in it."""
    from symbolic_alliance.explore.atlas import Atlases
    from symbolic_alliance.explore.plot import plot

    wanted = derivation.equilibrium.game.cutoff_parameters
    if len(wanted) < 2 or not derivation.equilibrium.regimes:
        return None
    try:
        return plot(Atlases(derivation), wanted[0], wanted[1], derivation.model.example)
    except RequestError:  # no matplotlib, or no range
        return None


def regime_map_block(derivation: Derivation, style: Style, picture: "Picture") -> Figure:
    """The figure with its caption."""
    wanted = derivation.equilibrium.game.cutoff_parameters[:2]
    across, upwards = (style.name(sp.Symbol(name, real=True)) for name in wanted)
    caption = say("The regimes in {across} and {upwards}; all else is as in the example, which is the point. A heavy line "
                  "separates what the colours tell apart, a thin one two regimes of one colour.",
                  across=across, upwards=upwards)
    svg = picture.draw("svg").decode()
    return Figure(f"figure:{NAME}", f"figures/{NAME}.pdf", caption, svg[svg.index("<svg"):])
