"""The figures of an appendix: the regime map at the point of the worked example, and the choices along a parameter.

In:  a derivation whose author asks for cutoffs.
Out: pictures, and the blocks that show them, each with its number; nothing where matplotlib is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import sympy as sp

from symbolic_alliance.appendix.prose.document import Block, Cite, Figure, Parts, join, paragraph, say
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.errors import RequestError
from symbolic_alliance.typeset.style import Style

if TYPE_CHECKING:
    from symbolic_alliance.explore.plot.drawing import Picture

MAP = "regime-map"
CHOICES = 2  # as many choices are drawn, in the order of the game


@dataclass(frozen=True)
class Drawing:
    """A picture of one parameter across, and of what is drawn upwards: another parameter, or a choice."""

    name: str
    across: str
    upwards: str
    picture: "Picture"

    @cached_property
    def svg(self) -> bytes:
        """The picture as SVG, for a file and for the HTML edition."""
        return self.picture.draw("svg")


def drawings(derivation: Derivation) -> tuple[Drawing, ...]:
    """Draw the map of the first two parameters in which cutoffs are asked for, and the first choices along the first."""
    game = derivation.equilibrium.game
    wanted = game.cutoff_parameters
    if not wanted or not derivation.equilibrium.regimes:
        return ()
    asked = [(MAP, wanted[1])] if len(wanted) > 1 else []
    asked += [(f"choice-{place}", choice.name) for place, choice in enumerate(game.choices[:CHOICES], 1)]
    return tuple(_drawn(derivation, wanted[0], asked))


def _drawn(derivation: Derivation, across: str, asked: list[tuple[str, str]]) -> Iterator[Drawing]:
    from symbolic_alliance.explore.atlas import Atlases
    from symbolic_alliance.explore.plot import plot

    atlases = Atlases(derivation)
    for name, upwards in asked:
        try:
            yield Drawing(name, across, upwards, plot(atlases, across, upwards, derivation.model.example))
        except RequestError:  # no matplotlib, or no range
            continue


def figure_blocks(drawn: tuple[Drawing, ...], style: Style) -> tuple[Block, ...]:
    """A sentence that says which figure shows what, and the figures with their captions."""
    if not drawn:
        return ()
    told = [say("Figure {number} shows {what}", number=Cite(f"figure:{one.name}"), what=_subject(one, style))
            for one in drawn]
    return (paragraph("{told}.", told=join(told)), *(_block(one, style) for one in drawn))


def _subject(one: Drawing, style: Style) -> Parts:
    across, upwards = (style.name(sp.Symbol(name, real=True)) for name in (one.across, one.upwards))
    return say("the regimes in {across} and {upwards}" if one.name == MAP else "{upwards} along {across}",
               across=across, upwards=upwards)


def _block(one: Drawing, style: Style) -> Figure:
    across, upwards = (style.name(sp.Symbol(name, real=True)) for name in (one.across, one.upwards))
    if one.name == MAP:
        caption = say("The regimes in {across} and {upwards}; all else is as in the example, which is the point. A heavy "
                      "line separates what the colours tell apart, a thin one two regimes of one colour.",
                      across=across, upwards=upwards)
    else:
        caption = say("The equilibrium {upwards} along {across}; all else is as in the example. Dotted lines stand where the "
                      "regime changes, the line has a gap where it jumps, and dashes are for the benchmark where it has this "
                      "choice.", across=across, upwards=upwards)
    svg = one.svg.decode()
    return Figure(f"figure:{one.name}", f"figures/{one.name}.pdf", caption, svg[svg.index("<svg"):])
