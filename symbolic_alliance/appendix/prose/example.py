"""A worked example: the equilibrium at one point, in exact numbers."""

from collections.abc import Mapping
from fractions import Fraction

import sympy as sp

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Math, Paragraph, Parts, listed, say
from symbolic_alliance.appendix.prose.wording import move, player
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.exact import Exact
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.report import Situation, report
from symbolic_alliance.typeset.layout import Layout, Numeral, Quotient, Relation, Sum, Word

SHORT = 12


def example(context: Context, derivation: Derivation) -> tuple[Block, ...]:
    """The report at the derivation's example point as sentences."""
    found = report(Atlases(derivation), derivation.model.example)
    titles = ("The equilibrium", *(one.game.title for one in derivation.equilibria[1:]))
    blocks = [Paragraph(say("Take {given}.", given=_values(context, derivation.model.example))),
              *(_situation(context, one, title) for one, title in zip(found.situations.values(), titles, strict=True))]
    if derivation.benchmark is not None:
        blocks.append(Paragraph((f"The effect at this point: {found.effect}.",)))
    return tuple(blocks)


def _situation(context: Context, situation: Situation, title: str) -> Paragraph:
    """The regime, the choices on the path and the payoffs at a point."""
    payoffs = [say("{who} gets {value}", who=player(name), value=Math(_layout(value)))
               for name, value in situation.payoffs.items()]
    actions = _values(context, situation.actions)
    also = say(" (tied with {tied})", tied=listed([(move(name),) for name in situation.tied_with])
               ) if situation.tied_with else ()
    return Paragraph(say("the regime is {regime}{also}, ending in {outcome}{actions}; {payoffs}.",
                         regime=move(situation.regime or "none"), also=also, outcome=move(situation.outcome or "none"),
                         actions=say(", with {actions}", actions=actions) if actions else (), payoffs=listed(payoffs)),
                     heading=(f"{title}:",))


def _values(context: Context, numbers: Mapping[str, Exact]) -> Parts:
    """Quantities with their values."""
    return listed([(Math(Relation(context.style.name(sp.Symbol(name, real=True)), (("=", _layout(number)),))),)
                   for name, number in numbers.items()])


def _layout(value: Exact) -> Layout:
    """A short rational number exactly; any other number to six places."""
    if not isinstance(value, Fraction) or len(str(value)) > SHORT:
        return _decimal(float(value))
    size = Numeral(abs(value.numerator))
    magnitude = size if value.denominator == 1 else Quotient(size, Numeral(value.denominator))
    return magnitude if value >= 0 else Sum(((-1, magnitude),))


def _decimal(value: float) -> Layout:
    return Word(f"{value:.6g}")
