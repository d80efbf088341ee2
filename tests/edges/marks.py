"""Numbers at a choice at which something may change: exact roots, what lies between two of them, and beside one.

In:  a `Reading` of a strategy, coordinates, and a history at a choice.
Out: feasible numbers.  A mark is a polynomial in the choice at whose zeros
1. a condition of a piece below is 0, or a number chosen below reaches an end of its interval,
2. a payoff bends, jumps or has a pole, or the payoff of the mover is stationary,
where numbers that are chosen below are replaced by each action that the strategy has for them.
Roots are exact up to degree 2, and where they are rational; floats only say where to look further.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from random import Random

import sympy as sp
from flint import fmpq, fmpq_mpoly, fmpq_poly

from symbolic_alliance import Choose, Node, Outcome
from symbolic_alliance.closed_form import Number, Real, UndefinedForm, ball, exact, sign_of, square_root
from tests.edges.coordinates import Coordinates, branches, evaluate
from tests.edges.literal import History, Reading, children
from tests.fuzz.edges import branch_edges

MOST_FORMS = 400
BESIDE = (fmpq(1, 2**7), fmpq(1, 2**20), fmpq(1, 2**44))
FAR = (fmpq(3, 2), 7, 211)


@dataclass(frozen=True)
class Effort:
    """How many numbers of each kind are tried at a choice, and how many histories are followed from it."""

    roots: int = 40
    between: int = 16
    beside: int = 24
    followed: int = 8


class Marks:
    """The marks of every choice of a game, each worked out when it is first asked for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        game = reading.game
        choices = [choice.name for choice in game.choices]
        self.coordinates = Coordinates(game.parameters.names, choices, reading.program.places)
        self._known: dict[str, tuple[dict[int, fmpq_mpoly], ...]] = {}

    def of(self, node: Choose) -> tuple[dict[int, fmpq_mpoly], ...]:
        """The marks of a choice, by the powers of the choice."""
        if node.name not in self._known:
            self._known[node.name] = tuple(self._marks(node))
        return self._known[node.name]

    def _marks(self, node: Choose) -> Iterator[dict[int, fmpq_mpoly]]:
        place = self.coordinates.names.index(node.choice.name)
        found: dict[str, fmpq_mpoly] = {}
        for form in self._forms(node):
            found |= {str(factor): factor for factor in self.coordinates.factors(form) if factor.degrees()[place]}
        yield from (self.coordinates.split(factor, place) for factor in found.values())

    def _forms(self, node: Choose) -> Iterator[sp.Expr]:
        symbol = node.choice.symbol
        below = [one for one in self.reading.game.nodes if any(one is other for other in nodes_below(node.then))]
        for form in dict.fromkeys(form for one in below for form in self._edges(one)):
            yield from (one for one in self._reduced(form, below) if symbol in one.free_symbols)
        for outcome in below:
            if isinstance(outcome, Outcome):
                for payoff in branches(outcome.payoffs[node.player]):
                    yield from (slope for one in self._reduced(payoff, below)
                                if symbol in (slope := sp.diff(one, symbol)).free_symbols)

    def _edges(self, node: Node) -> Iterator[sp.Expr]:
        """Where something may change at a node, in the symbols that are known there."""
        if isinstance(node, Outcome):
            for payoff in node.payoffs.values():
                yield from (form for edge in branch_edges(payoff) for form in branches(edge))
            return
        pieces = self.reading.pieces[node.name]
        yield from (slack for piece in pieces for case in piece.region.cases for slack in case)
        if isinstance(node, Choose):
            ends = [node.lower, *(() if node.upper is None else (node.upper,))]
            yield from (piece.number - end for piece in pieces for end in ends)

    def _reduced(self, form: sp.Expr, below: Sequence[Node]) -> list[sp.Expr]:
        """A form with each number that is chosen below replaced by what may be played, a few of all the ways."""
        waiting = [form]
        for node in reversed(below):
            if isinstance(node, Choose) and any(node.choice.symbol in one.free_symbols for one in waiting):
                actions = dict.fromkeys(piece.number for piece in self.reading.pieces[node.name])
                waiting = list(dict.fromkeys(islice(
                    (one.xreplace({node.choice.symbol: action}) for one in waiting
                     for action in (actions if node.choice.symbol in one.free_symbols else (sp.Integer(0),))), MOST_FORMS)))
        return waiting

    # ---- numbers

    def numbers(self, history: History, node: Choose, random: Random, effort: Effort) -> list[Real]:
        """Feasible numbers to try at a choice: what pieces play, ends and roots, some numbers between and beside them."""
        roots = list(self._roots(history, node))
        marks = _distinct([*self._own(history, node), *random.sample(roots, min(effort.roots, len(roots)))])
        marks = [mark for mark in marks if self._is_inside(history, node, mark)]
        gaps = list(pairwise(sorted(map(_near, marks))))
        between = [(left + right) / 2 for left, right in random.sample(gaps, min(effort.between, len(gaps)))]
        beside = [_near(mark) + way * random.choice(BESIDE)
                  for mark in random.sample(marks, min(effort.beside, len(marks))) for way in (-1, 1)]
        highest = max(map(_near, marks), default=fmpq(1))
        far = [] if node.upper is not None else [(abs(highest) + 1) * factor for factor in FAR]
        return [one for one in (*marks, *between, *beside, *far) if self.reading.is_feasible(history, node, one)]

    def _is_inside(self, history: History, node: Choose, number: Real) -> bool:
        """Whether a number lies in an interval or is an open end of it."""
        lower, upper = (None if end is None else ball(self.reading.value(history, end)) for end in (node.lower, node.upper))
        return not ball(number) < lower and not (upper is not None and ball(number) > upper)

    def _own(self, history: History, node: Choose) -> Iterator[Real]:
        for form in (*(piece.number for piece in self.reading.pieces[node.name]), node.lower, node.upper):
            try:
                if form is not None:
                    yield self.reading.value(history, form)
            except UndefinedForm:
                continue

    def _roots(self, history: History, node: Choose) -> Iterator[Real]:
        numbers = self.coordinates.at({name: exact(number) for name, number in zip(
            self.reading.names, history.run.numbers, strict=True) if number is not None})
        for mark in self.of(node):
            yield from roots({power: evaluate(part, numbers) for power, part in mark.items()})


def nodes_below(node: Node) -> list[Node]:
    """The node and those below it."""
    return [node, *(one for child in children(node) for one in nodes_below(child))]


def roots(polynomial: dict[int, Number]) -> list[Real]:
    """The real roots of a polynomial: exact at degrees 1 and 2 and where they are rational, else rationals close to them.

    >>> roots({0: fmpq(2), 1: fmpq(-3), 3: fmpq(1)}), roots({0: fmpq(-2), 2: fmpq(1)})
    ([-2, 1], [-sqrt(2), sqrt(2)])
    """
    polynomial = {power: part for power, part in polynomial.items() if sign_of(part) != 0}
    degree = max(polynomial, default=0)
    if degree > 2 and all(isinstance(part, fmpq) for part in polynomial.values()):
        whole = fmpq_poly([polynomial.get(power, fmpq(0)) for power in range(degree + 1)])
        return [root for factor, _ in whole.factor()[1] for root in _few_roots([factor[n] for n in range(len(factor))])]
    return _few_roots([polynomial.get(power, fmpq(0)) for power in range(degree + 1)])


def _few_roots(parts: Sequence[Number]) -> list[Real]:
    if len(parts) == 2:
        return [-parts[0] / parts[1]]
    if len(parts) == 3:
        c, b, a = parts
        square = b * b - 4 * a * c
        if sign_of(square) < 0:
            return []
        root = square_root(square)
        return [(-b - root) / (2 * a), (-b + root) / (2 * a)]
    if len(parts) < 2:
        return []
    found = fmpq_poly([_near(part) for part in parts]).complex_roots()
    return [_rational(float(root.real)) for root, _ in found if root.imag == 0]


def _near(number: Real) -> fmpq:
    return number if isinstance(number, fmpq) else _rational(float(ball(number)))


def _rational(value: float) -> fmpq:
    return fmpq(*value.as_integer_ratio())


def _distinct(numbers: Iterable[Real]) -> list[Real]:
    """The numbers, of those that floats cannot tell apart the first."""
    return list({float(ball(number)): number for number in reversed(list(numbers))}.values())[::-1]
