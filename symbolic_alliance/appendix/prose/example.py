"""A worked example: the equilibrium at one point, in exact numbers."""

from collections.abc import Mapping
from fractions import Fraction as Exact
from typing import Any

import sympy as sp

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Block, Math, Paragraph, Parts, TextPart, listed, say
from symbolic_alliance.appendix.prose.wording import move, player
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.typeset.layout import Fraction, Layout, Numeral, Relation, Sum, Word

SHORT = 12


def example(context: Context, derivation: Derivation) -> tuple[Block, ...]:
    """The report at the derivation's example point as sentences."""
    point = derivation.model.example
    report = derivation.at(**point)
    given = _values(context, {name: {"exact": str(value)} for name, value in point.items()})
    blocks: list[Block] = [Paragraph(say("Take {given}.", given=given))]
    blocks.append(_situation(context, report["equilibrium"], "The equilibrium"))
    if derivation.benchmark is not None:
        blocks.append(_situation(context, report[derivation.benchmark.game.name], derivation.benchmark.game.title))
        blocks.append(Paragraph((f"The effect at this point: {report['effect']}.",)))
    return tuple(blocks)


def _situation(context: Context, situation: Mapping[str, Any], title: str) -> Paragraph:
    """The regime, the choices on the path and the payoffs at a point."""
    payoffs = [say("{who} gets {value}", who=player(name), value=_number(number))
               for name, number in situation["payoffs"].items()]
    actions = _values(context, situation["actions"])
    tied = tuple(situation.get("tied_with", ()))
    also = say(" (tied with {tied})", tied=listed([(move(name),) for name in tied])) if tied else ()
    return Paragraph(say("the regime is {regime}{also}, ending in {outcome}{actions}; {payoffs}.",
                         regime=move(situation["regime"]), also=also, outcome=move(situation["outcome"]),
                         actions=say(", with {actions}", actions=actions) if actions else (), payoffs=listed(payoffs)),
                     heading=(f"{title}:",))


def _values(context: Context, numbers: Mapping[str, Mapping[str, Any]]) -> Parts:
    """Quantities with their values."""
    return listed([(Math(Relation(context.style.name(sp.Symbol(name, real=True)), (("=", _layout(number)),))),)
                   for name, number in numbers.items()])


def _number(number: Mapping[str, Any]) -> TextPart:
    return Math(_layout(number))


def _layout(number: Mapping[str, Any]) -> Layout:
    """A short rational number exactly; any other number to six places."""
    text = str(number["exact"])
    try:
        value = Exact(text)
    except ValueError:
        return _decimal(number["value"])
    if len(text) > SHORT:
        return _decimal(number["value"])
    size = Numeral(abs(value.numerator))
    magnitude = size if value.denominator == 1 else Fraction(size, Numeral(value.denominator))
    return magnitude if value >= 0 else Sum(((-1, magnitude),))


def _decimal(value: float) -> Layout:
    return Word(f"{value:.6g}")
