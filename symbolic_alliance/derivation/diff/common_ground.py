"""The ground on which two models are compared: where the assumptions of both hold, and where both let choices be made.

In:  the frames of a game before and after, and the names that its results use.
Out: a `Ground`: exact points of small height inside it, lowest first; arrays of values on them, which only guide; and the
     answer to a question, which is proved or refuted at a point, exactly.
Method: coordinates are drawn from small rationals and from the witnesses, and kept where the assumptions hold; not from
`game.points`, which walks from one witness (that of one model may violate the other's assumptions) and seeks no low numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbolic_alliance.closed_form import Surd, UndefinedForm, compile_program, evaluate
from symbolic_alliance.closed_form.arrays import Mask, in_some_case, run, values
from symbolic_alliance.derivation.frame import Frame
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import CaseConditions, Region
from symbolic_alliance.proof.claim import Claim, ClaimKind, Conjunction, Inequality, Verdict, fails_at
from symbolic_alliance.proof.prover import prove
from symbolic_alliance.typeset.assumed_signs import AssumedSigns, Slack

Point: TypeAlias = Mapping[str, Fraction]

SMALL = "1 2 1/2 3 1/3 1/4 3/4 2/3 3/2 1/5 1/10 2/5 4 5 3/10 1/20 9/10 10 1/100 20 1/8 5/4"
NUMBERS = tuple(Fraction(number) for number in SMALL.split())
DRAWS, ROUNDS, ENOUGH = 40_000, 6, 4_000
TOLERANCE, CHECKED, SECONDS = 1e-9, 60, 6.0


@dataclass(frozen=True)
class Judgement:
    """Whether a question has been settled: it holds, or it fails at a point, or neither is known."""

    holds: bool = False
    point: Point | None = None


HOLDS, OPEN = Judgement(True), Judgement()


@dataclass(frozen=True, eq=False)
class Ground:
    """Where two models are compared; ``points`` are exact, lowest first, and ``columns`` the same as floats."""

    hypotheses: tuple[Inequality, ...]
    choices: frozenset[str]
    witnesses: tuple[Point, ...]
    points: tuple[Point, ...]
    columns: Mapping[str, NDArray[np.float64]]
    seen: dict[sp.Expr, NDArray[np.float64]] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        """How many points there are."""
        return len(self.points)

    def values(self, expression: sp.Expr) -> NDArray[np.float64]:
        """An expression at every point, nan where it has no value."""
        if expression not in self.seen:
            self.seen[expression] = np.broadcast_to(values(expression, self.columns), (self.size,))
        return self.seen[expression]

    def inside(self, region: Region, least: float = TOLERANCE) -> Mask:
        """Which points lie in the interior of a region, up to rounding."""
        return in_some_case((map(self.values, case) for case in region.cases), least, self.size)

    @cached_property
    def signs(self) -> AssumedSigns:
        """The signs that the assumptions settle."""
        return AssumedSigns([Slack(one.expression, one.strict, "assumed") for one in self.hypotheses], tuple(self.columns))

    @property
    def nowhere(self) -> Mask:
        """No point."""
        return np.zeros(self.size, dtype=bool)

    def all_inside(self, regions: Iterable[Region]) -> Mask:
        """Which points lie in the interiors of all these regions."""
        return np.logical_and.reduce([np.ones(self.size, dtype=bool), *map(self.inside, regions)])

    def allows(self, relations: Iterable[Inequality]) -> Mask:
        """At which points all these inequalities hold, up to rounding."""
        shifted = (self.values(one.expression) - (TOLERANCE if one.strict else -TOLERANCE) for one in relations)
        return in_some_case([shifted], 0, self.size)

    def outside(self, region: Region) -> Mask:
        """Which points lie outside a region, up to rounding."""
        return ~self.inside(region, -TOLERANCE)

    def differ(self, old: sp.Expr, new: sp.Expr) -> Mask:
        """At which points two expressions differ, up to rounding; also where only one has a value."""
        first, second = self.values(old), self.values(new)
        with np.errstate(all="ignore"):
            apart = np.abs(first - second) > TOLERANCE * (1 + np.abs(first) + np.abs(second))
        return apart | (np.isfinite(first) != np.isfinite(second))

    def at(self, mask: Mask) -> Iterator[Point]:
        """The lowest points of a mask; the hypotheses hold there exactly."""
        weak = [one for one in self.hypotheses if not one.strict]
        for place in np.flatnonzero(mask)[:CHECKED].tolist():
            if all(one.holds_at(self.points[place]) for one in weak):
                yield self.points[place]

    def ask(self, given: Iterable[Inequality], alternatives: Sequence[Conjunction], suspects: Mask) -> Judgement:
        """Whether one of the alternatives holds wherever all of this is given.

        The suspects are looked at first, then the prover is asked; a point counts where it refutes the question exactly.
        """
        claim = self.claim(given, alternatives)
        used = symbols_of((*claim.hypotheses, *(one for case in alternatives for one in case)))
        for point in self.at(suspects):
            if fails_at(claim, point):
                return Judgement(point=self.restrict(point, used))
        try:
            result = prove(claim, SECONDS)
        except RequestError:
            return OPEN
        if result.verdict in (Verdict.PROVED, Verdict.VACUOUS):
            return HOLDS
        if result.point is None:
            return OPEN
        return Judgement(point=self.restrict(self.complete(result.point, claim), used))

    def claim(self, given: Iterable[Inequality], alternatives: Sequence[Conjunction]) -> Claim:
        """The question as a claim, with the assumptions that bear on it."""
        own = tuple(given)
        bearing = self.bearing(symbols_of((*own, *(one for case in alternatives for one in case))))
        return Claim("comparison", ClaimKind.THEOREM, "", (*bearing, *own), tuple(alternatives))

    def bearing(self, symbols: frozenset[sp.Symbol]) -> tuple[Inequality, ...]:
        """The hypotheses that bear on some symbols, directly or through other parameters that they tie them to."""
        grown = symbols
        while True:
            tied = [one for one in self.hypotheses if one.expression.free_symbols & grown
                    and all(symbol.name not in self.choices or symbol in grown for symbol in one.expression.free_symbols)]
            larger = grown.union(*(one.expression.free_symbols for one in tied))
            if larger == grown:
                return tuple(tied)
            grown = larger

    def complete(self, point: Point, claim: Claim) -> Point:
        """The point with a value for every name, where a witness can lend those that do not matter."""
        for witness in self.witnesses:
            full = {**witness, **{name: value for name, value in point.items() if name in self.columns}}
            if all(one.holds_at(full) for one in self.hypotheses if all(
                    symbol.name in full for symbol in one.expression.free_symbols)) and fails_at(claim, full):
                return full
        return point

    def restrict(self, point: Point, symbols: frozenset[sp.Symbol]) -> Point:
        """The point without choices that are not spoken of."""
        used = {symbol.name for symbol in symbols}
        return {name: value for name, value in point.items() if name not in self.choices or name in used}


def symbols_of(relations: Iterable[Inequality]) -> frozenset[sp.Symbol]:
    """What some inequalities speak of."""
    return frozenset().union(*(one.expression.free_symbols for one in relations))


def strictly(case: Iterable[sp.Expr]) -> Conjunction:
    """The interior of a case."""
    return tuple(Inequality(slack, True) for slack in case)


def as_printed(case: CaseConditions) -> Conjunction:
    """A case with the edges that it has."""
    return tuple(Inequality(slack, strict) for slack, strict in case)


def value_of(expression: sp.Expr, point: Mapping[str, Any]) -> Fraction | Surd | str:
    """The exact value of an expression at a point, or the words that it has none."""
    try:
        return evaluate(expression, point)
    except UndefinedForm:
        return "no value"


def ground_of(old: Frame, new: Frame, names: Iterable[str]) -> Ground:
    """The ground of two frames, with points for these names; an old lock that tells no frame is read in the new one."""
    frames = [frame for frame in (old, new) if frame.is_told]
    hypotheses = tuple(dict.fromkeys(
        Inequality(one.expression, one.strict) for frame in frames
        for one in (*(slack for slacks in frame.assumptions.values() for slack in slacks), *frame.intervals)))
    chosen = frozenset(name for frame in frames for name in frame.choices.values())
    told = (name for frame in reversed(frames) for name in (*frame.witness, *frame.choices.values()))
    every = tuple(dict.fromkeys((*told, *names)))
    lent = {name: value for frame in frames for name, value in frame.witness.items()}  # a parameter may be on one side alone
    witnesses = tuple({**lent, **frame.witness} for frame in reversed(frames))
    points = _drawn(hypotheses, every, witnesses)
    columns = {name: np.array([float(point[name]) for point in points]) for name in every}
    return Ground(hypotheses, chosen, witnesses, points, columns)


def _drawn(hypotheses: Sequence[Inequality], names: Sequence[str], witnesses: Sequence[Point]) -> tuple[Point, ...]:
    """Points at which the hypotheses hold, up to rounding where they hold with equality, lowest first."""
    if not names:
        return ({},)
    random = np.random.default_rng(0)
    tables = [_numbers(name, hypotheses, witnesses) for name in names]
    program = compile_program([one.expression for one in hypotheses], tuple(names))
    places = [program.places[one.expression] for one in hypotheses]
    floats = [np.array([float(value) for value in table]) for table in tables]
    found = np.zeros((0, len(names)), dtype=np.int64)
    for _ in range(ROUNDS):
        drawn = np.array([(random.random(DRAWS) ** 2 * len(table)).astype(int) for table in tables]).T
        lent = np.where(random.random(drawn.shape) < 0.5, drawn, 0)  # the first number of a table is a witness's
        picks = np.concatenate([drawn[:DRAWS // 2], lent[DRAWS // 2:]])
        columns = {name: row[picks[:, place]] for place, (name, row) in enumerate(zip(names, floats, strict=True))}
        kept = np.ones(DRAWS, dtype=bool)
        for one, slack in zip(hypotheses, run(program, places, columns), strict=True):
            kept &= (slack > TOLERANCE) if one.strict else (slack >= -TOLERANCE)
        found = np.unique(np.concatenate([found, picks[kept]]), axis=0)
        if len(found) >= ENOUGH:
            break
    height = sum(np.array(list(map(_height, table)))[found[:, place]] for place, table in enumerate(tables))
    lowest = found[np.argsort(height, kind="stable")]
    return tuple(dict(zip(names, (table[pick] for table, pick in zip(tables, row, strict=True)), strict=True))
                 for row in lowest.tolist())


def _numbers(name: str, hypotheses: Sequence[Inequality], witnesses: Sequence[Point]) -> tuple[Fraction, ...]:
    """The numbers that a name may take: the witnesses' first, then small ones, with 0 and negative ones if not excluded."""
    symbol = sp.Symbol(name, real=True)
    own = [witness[name] for witness in witnesses if name in witness]
    above = [one.strict for one in hypotheses if one.expression == symbol]
    if above:
        signed = NUMBERS if any(above) else (Fraction(0), *NUMBERS)
    else:
        signed = (Fraction(0), *(value for one in NUMBERS for value in (one, -one)))
    return tuple(dict.fromkeys((*own, *signed)))


def _height(value: Fraction) -> int:
    """How large a number is, above and below the bar; of two opposite ones the negative one is larger."""
    return abs(value.numerator) + value.denominator + (value < 0)
