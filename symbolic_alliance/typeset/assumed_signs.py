"""What a model's assumptions say about the sign of a polynomial, and which of them say so.

In:  the slacks of the assumptions and of the choices' intervals, each with its source.
Out: for a polynomial its sign, where rewriting it in the slacks makes every coefficient of one sign.
Method: a slack that is a single name is positive as it stands; from another linear slack its one term with a plus is
eliminated: a name (``q - w_O > 0``: write q = w_O + r) or the number 1 (``1 - q - w_A >= 0``: write 1 = w_O + r + w_A + g
and multiply each term by the power of this that makes the polynomial homogeneous).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

import sympy as sp
from flint import fmpz_mpoly

from symbolic_alliance.algebra.ring import Ring
from symbolic_alliance.typeset.expression_ring import polynomial_in

MOST_TERMS, HIGHEST_DEGREE = 24, 4  # a longer polynomial is left open


class IntervalEnd(NamedTuple):
    """An end of the interval that a choice is made from."""

    choice: str
    is_upper: bool = False


Source: TypeAlias = str | IntervalEnd  # an assumption by its name, or an interval


@dataclass(frozen=True)
class Slack:
    """An expression that is known to be positive (``strict``) or not negative, and where that is known from."""

    expression: sp.Expr
    strict: bool
    source: Source


@dataclass(frozen=True)
class KnownSign:
    """A known sign: +1 or -1, whether it is strict, and the sources that it rests on."""

    value: int
    strict: bool
    sources: tuple[Source, ...]


def agreed_sign(polynomial: fmpz_mpoly, ring: Ring, positive: Mapping[str, KnownSign]) -> KnownSign | None:
    """The sign of a polynomial all of whose coefficients agree, where no generator to an odd power may be negative."""
    terms = polynomial.to_dict()
    values = {1 if coefficient > 0 else -1 for coefficient in terms.values()}
    powers = [{name: int(power) for name, power in zip(ring.names, exponents, strict=True) if power} for exponents in terms]
    if len(values) != 1 or any(power % 2 and name not in positive for one in powers for name, power in one.items()):
        return None
    strict = any(all(name in positive and positive[name].strict for name in one) for one in powers)
    sources = (source for name in ring.names_in(polynomial) if name in positive for source in positive[name].sources)
    return KnownSign(values.pop(), strict, tuple(dict.fromkeys(sources)))


class AssumedSigns:
    """The signs that follow from slacks by rewriting.

    >>> q, w = sp.symbols("q w", real=True)
    >>> signs = AssumedSigns([Slack(w, True, "positive"), Slack(q - w, True, "challenger"), Slack(1 - q, False, "share")])
    >>> signs.of(1 - q + w)
    KnownSign(value=1, strict=True, sources=('positive', 'share'))
    >>> signs.of(w - q), signs.of(1 - 2 * w)
    (KnownSign(value=-1, strict=True, sources=('challenger',)), None)
    """

    def __init__(self, slacks: Iterable[Slack], names: Iterable[str] = ()) -> None:
        self._slacks = tuple(slacks)
        used = sorted({symbol.name for slack in self._slacks for symbol in slack.expression.free_symbols})
        self._names = tuple(dict.fromkeys((*names, *used)))
        gaps = tuple(f"gap_{place}" for place in range(len(self._slacks)))
        self._ring = Ring((*self._names, *gaps))
        self._images = {name: self._image(name) for name in self._ring.names}
        self._unit: fmpz_mpoly | None = None
        self._known: dict[str, KnownSign] = {}
        self._direct: list[tuple[fmpz_mpoly, Slack]] = []
        self._settled: dict[sp.Expr, KnownSign | None] = {}
        for gap, slack in sorted(zip(gaps, self._slacks, strict=True), key=lambda pair: pair[1].expression.is_Symbol):
            self._take(gap, slack)

    def of(self, expression: sp.Expr) -> KnownSign | None:
        """The sign of a polynomial expression, or None where rewriting does not settle it."""
        if expression not in self._settled:
            self._settled[expression] = self._settle(expression)
        return self._settled[expression]

    def _settle(self, expression: sp.Expr) -> KnownSign | None:
        if not all(symbol.name in self._names for symbol in expression.free_symbols):
            return None
        polynomial = polynomial_in(self._ring, expression)
        if polynomial is None or len(polynomial) > MOST_TERMS or polynomial.total_degree() > HIGHEST_DEGREE:
            return None
        sign = self._as_slack(polynomial) or agreed_sign(self._rewrite(polynomial), self._ring, self._known)
        return sign and replace(sign, sources=tuple(sorted(sign.sources, key=self._rank)))

    def _as_slack(self, polynomial: fmpz_mpoly) -> KnownSign | None:
        """The sign of a multiple of a slack."""
        for known, slack in self._direct:
            for value in (1, -1):
                if polynomial * abs(int(known.content())) == known * (value * abs(int(polynomial.content()))):
                    return KnownSign(value, slack.strict, (slack.source,))
        return None

    def is_positive(self, expression: sp.Expr) -> bool:
        """Whether the expression is known to be positive."""
        sign = self.of(expression)
        return sign is not None and sign.value > 0 and sign.strict

    def _rank(self, source: Source) -> int:
        return next((place for place, slack in enumerate(self._slacks) if slack.source == source), 0)

    def _take(self, gap: str, slack: Slack) -> None:
        """Read one slack: a known name, or a name (else the number 1) that is eliminated for the gap."""
        polynomial = polynomial_in(self._ring, slack.expression)
        if polynomial is None or polynomial.is_constant():
            return
        self._direct.append((polynomial, slack))
        if polynomial.total_degree() > 1:
            return
        known, rewritten = KnownSign(1, slack.strict, (slack.source,)), self._rewrite(polynomial)
        linear = {self._name(exponents): coefficient for exponents, coefficient in rewritten.to_dict().items()}
        positive = [name for name, coefficient in linear.items() if coefficient > 0]
        if len(linear) == 1 and positive and positive != [""]:
            self._known.setdefault(positive[0], known)
        elif len(positive) == 1 and linear[positive[0]] == 1 and positive[0] not in self._known:
            eliminated = self._image(gap) - rewritten
            if positive[0] in self._names:
                self._eliminate(positive[0], eliminated + self._image(positive[0]))
            elif positive[0] == "" and self._unit is None:
                self._unit = eliminated + 1
            else:
                return
            self._known[gap] = known

    def _image(self, name: str) -> fmpz_mpoly:
        return self._ring.generator(name).numerator

    def _name(self, exponents: Sequence[int]) -> str:
        return next((name for name, power in zip(self._ring.names, exponents, strict=True) if power), "")

    def _eliminate(self, name: str, image: fmpz_mpoly) -> None:
        for other, known in self._images.items():
            if self._ring.uses(known, name):
                images = (image if generator == name else self._image(generator) for generator in self._ring.names)
                self._images[other] = known.compose(*images)

    def _rewrite(self, polynomial: fmpz_mpoly) -> fmpz_mpoly:
        composed = polynomial.compose(*self._images.values())
        return composed if self._unit is None else self._homogenise(composed, self._unit)

    def _homogenise(self, polynomial: fmpz_mpoly, unit: fmpz_mpoly) -> fmpz_mpoly:
        """Multiply each term by the power of the unit (which is 1) that it lacks to the highest degree."""
        linked = [degree > 0 for degree in unit.degrees()]
        by_degree: dict[int, dict[tuple[int, ...], int]] = {}
        for exponents, coefficient in polynomial.to_dict().items():
            degree = sum(int(power) for power, counts in zip(exponents, linked, strict=True) if counts)
            by_degree.setdefault(degree, {})[exponents] = coefficient
        total, context = self._ring.context.constant(0), self._ring.context
        for degree in range(max(by_degree, default=0) + 1):
            total = total * unit + context.from_dict(by_degree.get(degree, {}))
        return total
