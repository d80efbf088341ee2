r"""Expressions and relations of a model as LaTeX in house style, and the same as plain text for a terminal.

In:  SymPy expressions, and the model's `Style` (its names in the author's order, and the signs that its assumptions settle).
Out: strings.  The form that is printed is the shortest of several that are equal by exact algebra (`typeset.normal_form`);
     it depends neither on SymPy's printers nor on the order in which SymPy keeps terms.

>>> from symbolic_alliance.game.parameters import Parameter
>>> from symbolic_alliance.typeset.assumed_signs import Slack
>>> q, w, k = sp.symbols("q w_O k", real=True)
>>> style = Style([Parameter("q", "q", "a share"), Parameter("w_O", "w_O", "a cost"), Parameter("k", r"\kappa", "a cost")],
...               [Slack(w, True, "positive"), Slack(q - w, True, "challenger"), Slack(1 - q, False, "share")])
>>> latex(-(w - q) / k, style), text(-(w - q) / k, style)
('(q - w_O)/\\kappa', '(q - w_O)/k')
>>> relation_text(q * (1 - q + w) - k * (q - w), ("k",), style)
'k <= q*(1 - q + w_O)/(q - w_O)'
"""

from collections.abc import Sequence

import sympy as sp

from symbolic_alliance.typeset.layout import Layout
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.relations import relation
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.tex import display, inline

__all__ = ["Style", "latex", "relation_latex", "relation_text", "text"]


def latex(expression: sp.Expr, style: Style, is_display: bool = False) -> str:
    """The LaTeX of an expression, for running text or for a display; `ModelError` names a symbol that is not declared."""
    return (display if is_display else inline)(normal_form(expression, style))


def text(expression: sp.Expr, style: Style) -> str:
    """An expression for a terminal, in one line."""
    return plain(normal_form(expression, style))


def relation_latex(slack: sp.Expr, parameters: Sequence[str], style: Style, *, strict: bool = False) -> str:
    """``slack >= 0``, or ``> 0`` where strict, solved for the first of the parameters for which it can be, as LaTeX."""
    return inline(_relation(slack, parameters, style, strict))


def relation_text(slack: sp.Expr, parameters: Sequence[str], style: Style, *, strict: bool = False) -> str:
    """The same for a terminal."""
    return plain(_relation(slack, parameters, style, strict))


def _relation(slack: sp.Expr, parameters: Sequence[str], style: Style, strict: bool) -> Layout:
    return relation(slack, [sp.Symbol(name, real=True) for name in parameters], style, strict=strict)
