"""A worked example: the equilibrium at one point, in exact numbers."""

from collections.abc import Mapping
from fractions import Fraction

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Paragraph, Parts, join, paragraph, say, say_if
from symbolic_alliance.appendix.prose.wording import player, term
from symbolic_alliance.closed_form import Exact
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.report import Situation, report
from symbolic_alliance.typeset.layout import Layout, Word, equation, rational

SHORT = 12


def example(context: Context, derivation: Derivation) -> tuple[Block, ...]:
    """The report at the derivation's example point as sentences."""
    found = report(Atlases(derivation), derivation.model.example)
    titles = ("The equilibrium", *(one.game.title for one in derivation.equilibria[1:]))
    blocks = [paragraph("Take {given}.", given=_values(context, derivation.model.example)),
              *(_situation(context, one, title) for one, title in zip(found.situations.values(), titles, strict=True))]
    if derivation.benchmark is not None:
        blocks.append(paragraph("The effect at this point: {effect}.", effect=str(found.effect)))
    return tuple(blocks)


def _situation(context: Context, situation: Situation, title: str) -> Paragraph:
    """The regime, the choices on the path and the payoffs at a point."""
    payoffs = [say("{who} gets {value}", who=player(name), value=_layout(value)) for name, value in situation.payoffs.items()]
    return paragraph("the regime is {regime}{also}, ending in {outcome}{actions}; {payoffs}.", f"{title}:",
                     regime=term(situation.regime or "none"), outcome=term(situation.outcome or "none"),
                     also=say_if(" (tied with {tied})", tied=join([term(name) for name in situation.tied_with])),
                     actions=say_if(", with {actions}", actions=_values(context, situation.actions)), payoffs=join(payoffs))


def _values(context: Context, numbers: Mapping[str, Exact]) -> Parts:
    """Quantities with their values."""
    return join([equation(context.style.name(name), _layout(number)) for name, number in numbers.items()])


def _layout(value: Exact) -> Layout:
    """A short rational number exactly; any other number to six places."""
    if isinstance(value, Fraction) and len(str(value)) <= SHORT:
        return rational(value)
    return Word(f"{float(value):.6g}")
