"""A derivation driven by sliders, in a notebook: each move of one answers with the exact report.

In:  what reports on a point, and for each parameter the exact numbers that its slider stops at.
Out: a widget.  A slider stops at exact numbers alone, so that what is reported is true of the point that is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from html import escape
from math import ceil, floor, log10
from typing import Any

from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.parameters import require_range, shortest

FEWEST, TINY, HUGE = 50, Fraction(1, 10**30), 10**30


def read_range(name: str, given: object) -> tuple[Fraction, Fraction]:
    """The ends of a range, as exact numbers; `RequestError` for what is no pair of numbers, the first the smaller.

    >>> read_range("k", (0, 0.5))
    (Fraction(0, 1), Fraction(1, 2))
    """
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise RequestError(f"the range of {name} is a pair of numbers, such as (0, 1), and not {given!r}")
    low, high = (shortest(one, name) for one in given)
    require_range(name, low, high)
    if not TINY < high - low < HUGE:
        raise RequestError(f"the range of {name} is too narrow or too wide for a slider")
    return low, high


def stops(low: Fraction, high: Fraction, also: Fraction) -> tuple[Fraction, ...]:
    """The numbers that a slider stops at: short decimals from one end to the other, at least fifty, and a further one.

    >>> stops(Fraction(0), Fraction(3, 4), Fraction(1, 3))[32:36]
    (Fraction(8, 25), Fraction(33, 100), Fraction(1, 3), Fraction(17, 50))
    """
    step = Fraction(10) ** floor(log10((high - low) / FEWEST))
    return tuple(sorted({also, *(step * place for place in range(ceil(low / step), floor(high / step) + 1))}))


def slider_panel(tell: Callable[[Mapping[str, Fraction]], object], start: Mapping[str, Fraction],
                 known: Mapping[str, Sequence[Fraction]]) -> Any:
    """Sliders, one for each parameter, above what is told of the point that they show.

    Raises `RequestError` where ipywidgets is missing.
    """
    try:
        import ipywidgets as widgets
    except ImportError:
        raise RequestError("sliders need ipywidgets: pip install 'symbolic_alliance[notebook]'") from None
    told = widgets.HTML()
    sliders = {name: widgets.SelectionSlider(options=[(str(one), one) for one in numbers], value=start[name],
                                             description=name, layout=widgets.Layout(width="32em"))
               for name, numbers in known.items()}

    def show(change: object = None) -> None:
        try:
            words = repr(tell({name: slider.value for name, slider in sliders.items()}))
        except RequestError as error:
            words = str(error)
        told.value = f"<pre>{escape(words)}</pre>"

    for slider in sliders.values():
        slider.observe(show, names="value")
    show()
    return widgets.VBox([*sliders.values(), told])
