"""A strategy read literally: at a history the first piece whose printed conditions all hold is played, and nothing else.

In:  a game, a strategy for it, and exact numbers for the parameters and for the choices made so far.
Out: `Line`s: what is played from a history, and what it pays; or where, and why, no play follows from it.
Every condition and number is exact.  A condition that has no value at a history does not hold there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp
from flint import fmpq

from symbolic_alliance import Choose, Decide, Game, Node, Outcome, Piece, Region, Strategy
from symbolic_alliance.closed_form import Compiler, Evaluation, Real, UndefinedForm, compare

NOT_COVERED, NO_VALUE = "no piece holds", "the action has no value"
NOT_FEASIBLE, NO_PAYOFF = "the action is not feasible", "a payoff has no value"


@dataclass(frozen=True, eq=False)
class Step:
    """One move of a play: at which node, by which piece, and what."""

    node: str
    piece: Piece
    action: str | Real


@dataclass(frozen=True, eq=False)
class Line:
    """What follows a history literally; ``stopped`` says why nothing does, at the node ``at``."""

    steps: tuple[Step, ...] = ()
    outcome: str = ""
    payoffs: tuple[Real, ...] = ()
    stopped: str = ""
    at: str = ""


@dataclass(frozen=True, eq=False)
class History:
    """The numbers of a point and of the choices made so far; ``lines`` remembers what is played on from these."""

    run: Evaluation
    chosen: str = ""
    before: "History | None" = None
    lines: dict[int, Line] = field(default_factory=dict)

    def known_to(self, relevant: frozenset[str]) -> "History":
        """The shortest beginning with all the choices that matter."""
        here = self
        while here.before is not None and here.chosen not in relevant:
            here = here.before
        return here


class Reading:
    """A game and a strategy, compiled: each closed form is a step of one program."""

    def __init__(self, game: Game, strategy: Strategy, more: Iterable[sp.Expr] = ()) -> None:
        self.game, self.strategy = game, strategy
        self.names = (*game.parameters.names, *(choice.name for choice in game.choices))
        self.movers = {node.name: node for node in game.nodes if not isinstance(node, Outcome)}
        self.pieces = {name: strategy[name].pieces for name in self.movers}
        compiler = Compiler(self.names)
        for form in (*self._forms(), *more):
            compiler.place(form)
        self.program = compiler.program
        self.relevant: dict[int, frozenset[str]] = {}
        for node in reversed(game.nodes):
            self.relevant[id(node)] = self._relevant(node)

    def _forms(self) -> Iterator[sp.Expr]:
        for assumption in self.game.parameters.assumptions:
            yield from (slack for slack, _ in assumption.slacks)
        for node in self.game.nodes:
            yield from self._own_forms(node)

    def _own_forms(self, node: Node) -> Iterator[sp.Expr]:
        """The closed forms that are read at a node."""
        if isinstance(node, Outcome):
            yield from node.payoffs.values()
            return
        if isinstance(node, Choose):
            yield from (node.lower, *(() if node.upper is None else (node.upper,)))
        for piece in self.pieces[node.name]:
            yield from (slack for case in piece.region.cases for slack in case)
            yield from piece.payoffs
            yield from () if isinstance(piece.action, str) else (piece.action,)

    def _relevant(self, node: Node) -> frozenset[str]:
        """The choices made above a node that matter at it or below."""
        own = frozenset(str(symbol) for form in self._own_forms(node) for symbol in sorted(form.free_symbols, key=str))
        below = own.union(*(self.relevant[id(child)] for child in children(node)))
        return below - {node.choice.name} if isinstance(node, Choose) else below

    def start(self, point: Mapping[str, Fraction]) -> History:
        """The history before the first move."""
        numbers = [fmpq(point[name].numerator, point[name].denominator) if name in point else None for name in self.names]
        return History(Evaluation(self.program, numbers))

    def assumptions_hold(self, history: History) -> bool:
        """Whether a point satisfies the assumptions as printed, weak ones weakly."""
        return all(self.sign(history, slack) >= is_strict for assumption in self.game.parameters.assumptions
                   for slack, is_strict in assumption.slacks)

    def sign(self, history: History, form: sp.Expr) -> int:
        """The sign of a form; -1 where it has no value."""
        try:
            return history.run.sign(self.program.places[form])
        except UndefinedForm:
            return -1

    def is_zero(self, history: History, form: sp.Expr) -> bool:
        """Whether a form has a value, and it is 0."""
        try:
            return history.run.sign(self.program.places[form]) == 0
        except UndefinedForm:
            return False

    def value(self, history: History, form: sp.Expr) -> Real:
        """The number of a form; `UndefinedForm` where it has no value."""
        return history.run.value(self.program.places[form])

    def holds(self, history: History, region: Region) -> bool:
        """Whether in some case every condition holds as printed, strict ones strictly."""
        return any(all(self.sign(history, slack) >= is_strict for slack, is_strict in case) for case in region.conditions)

    def after(self, history: History, node: Choose, number: Real) -> History:
        """The history with one more number."""
        return History(history.run.moved(self.names.index(node.choice.name), number), node.choice.name, history)

    def is_feasible(self, history: History, node: Choose, number: Real) -> bool:
        """Whether a number lies in the interval of a choice, open ends left out."""
        above = compare(number, self.value(history, node.lower))
        below = 1 if node.upper is None else compare(self.value(history, node.upper), number)
        return above >= node.lower_open and below >= node.upper_open

    # ---- playing

    def line(self, history: History, node: Node) -> Line:
        """What is played from a history on."""
        home = history.known_to(self.relevant[id(node)])
        if id(node) not in home.lines:
            home.lines[id(node)] = self._line(home, node)
        return home.lines[id(node)]

    def _line(self, history: History, node: Node) -> Line:
        if isinstance(node, Outcome):
            try:
                return Line((), node.label, tuple(self.value(history, node.payoffs[one]) for one in self.game.players))
            except UndefinedForm:
                return Line(stopped=NO_PAYOFF, at=node.label)
        piece = next((piece for piece in self.pieces[node.name] if self.holds(history, piece.region)), None)
        if piece is None:
            return Line(stopped=NOT_COVERED, at=node.name)
        if isinstance(piece.action, str):
            return _begun(Step(node.name, piece, piece.action), self.line(history, _move(node, piece.action)))
        assert isinstance(node, Choose)
        try:
            action = self.value(history, piece.action)
            if not self.is_feasible(history, node, action):
                return Line(stopped=NOT_FEASIBLE, at=node.name)
        except UndefinedForm:
            return Line(stopped=NO_VALUE, at=node.name)
        return _begun(Step(node.name, piece, action), self.line(self.after(history, node, action), node.then))


def _move(node: Node, label: str) -> Node:
    assert isinstance(node, Decide)
    return node.moves[label]


def _begun(step: Step, then: Line) -> Line:
    return then if then.stopped else Line((step, *then.steps), then.outcome, then.payoffs)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes that follow directly."""
    return tuple(node.moves.values()) if isinstance(node, Decide) else (node.then,) if isinstance(node, Choose) else ()


def is_part(node: Node) -> bool:
    """Whether a node chooses a number in a part of an interval, and is one node with the choice of the part."""
    return isinstance(node, Choose) and node.whole is not None
