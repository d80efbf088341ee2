"""Check at one exact point that a strategy, read literally, is subgame perfect.

In:  a `Reading` of a strategy with its marks, an exact point, a random generator and an `Effort`.
Out: `Fault`s, how many histories and deviations were looked at, and how many of the histories are on an edge of pieces.
1. at every history that is reached some piece holds, its action is feasible, and payoffs have a value;
2. no action pays the mover more than what is played, play after either being literal again (one-shot deviation principle);
3. the piece that is played pays what it claims.
Histories are visited from the root down: what is played, every move, and some of the numbers that were tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from symbolic_alliance import Choose, Decide, Node, Outcome, Piece
from symbolic_alliance.closed_form import Real, UndefinedForm, ball, compare, plain
from tests.edges.literal import History, Line, Reading, is_part
from tests.edges.marks import Effort, Marks

Path = tuple[tuple[str, str], ...]
PAYS, CLAIMS = "a deviation pays", "a piece claims another payoff or outcome"


@dataclass(frozen=True)
class Fault:
    """What is wrong at a history of a point."""

    reason: str
    node: str
    point: Mapping[str, Fraction] = field(hash=False)
    path: Path = ()
    words: str = ""

    def __str__(self) -> str:
        where = ", ".join(f"{name} = {value}" for name, value in self.point.items())
        moves = "".join(f", {node}: {action}" for node, action in self.path)
        return f"{self.reason}: {self.node}: at {where}{moves}{': ' if self.words else ''}{self.words}"


@dataclass(frozen=True, eq=False)
class Option:
    """An action at a history, the history and the node after it, and the line from there."""

    action: str | Real
    history: History
    node: Node
    line: Line

    def __str__(self) -> str:
        return shown(self.action)


@dataclass
class Check:
    """The check of one point."""

    reading: Reading
    marks: Marks
    point: Mapping[str, Fraction]
    random: Random
    effort: Effort = field(default_factory=Effort)
    faults: list[Fault] = field(default_factory=list)
    deviations: int = 0
    on_edges: int = 0
    _seen: dict[tuple[int, int], History] = field(default_factory=dict)

    @property
    def histories(self) -> int:
        """How many histories were visited."""
        return len(self._seen)

    def run(self) -> "Check":
        """Visit histories from the root down."""
        self.visit(self.reading.start(self.point), self.reading.game.root, ())
        return self

    def visit(self, history: History, node: Node, path: Path) -> None:
        """Check a history and some of those further down."""
        home = history.known_to(self.reading.relevant[id(node)])
        if isinstance(node, Outcome) or (id(home), id(node)) in self._seen:
            return
        self._seen[id(home), id(node)] = home
        self.on_edges += sum(self.reading.holds(home, piece.region) for piece in self.reading.pieces[node.name]) > 1
        own = self.reading.line(home, node)
        if own.stopped:
            self.tell(own.stopped, own.at, path)
        options = list(self.options(home, node))
        self.deviations += len(options)
        for option in options:
            if option.line.stopped:
                self.tell(option.line.stopped, option.line.at, (*path, (node.name, str(option))))
        if not own.stopped:
            self.compare(home, node, own, [option for option in options if not option.line.stopped], path)
        for option in self.followed(own, options):
            self.visit(option.history, option.node, (*path, (node.name, str(option))))

    def compare(self, history: History, node: Decide | Choose, own: Line, options: Sequence[Option], path: Path) -> None:
        """Compare what is played with every other action, and with what its piece claims."""
        mover = self.reading.game.players.index(node.player)
        best, most = "", own.payoffs[mover]
        for option in options:
            if compare(option.line.payoffs[mover], most) > 0:
                best, most = str(option), option.line.payoffs[mover]
        if best:
            self.tell(PAYS, node.name, path, f"{best} pays {node.player} {plain(most)}, "
                                             f"{shown(own.steps[0].action)} {plain(own.payoffs[mover])}")
        piece = own.steps[0].piece
        if not self.keeps_its_word(history, piece, own):
            self.tell(CLAIMS, node.name, path, f"it claims {piece.outcome}, {piece.payoffs}; what is played is "
                                               f"{own.outcome}, {numbers_text(own.payoffs)}")

    def keeps_its_word(self, history: History, piece: Piece, line: Line) -> bool:
        """Whether a line has the outcome and the payoffs that its first piece claims, where it claims any."""
        try:
            claimed = [self.reading.value(history, payoff) for payoff in piece.payoffs]
        except UndefinedForm:
            return False
        return piece.outcome in ("", line.outcome) and all(
            compare(one, other) == 0 for one, other in zip(claimed, line.payoffs, strict=bool(claimed)))

    def options(self, history: History, node: Decide | Choose) -> Iterator[Option]:
        """What can be done at a history."""
        moves = {"": node} if isinstance(node, Choose) else node.moves
        for label, child in moves.items():
            if isinstance(child, Choose) and (child is node or is_part(child)):
                for number in self.marks.numbers(history, child, self.random, self.effort):
                    after = self.reading.after(history, child, number)
                    yield Option(number, after, child.then, self.reading.line(after, child.then))
            else:
                yield Option(label, history, child, self.reading.line(history, child))

    def followed(self, own: Line, options: Sequence[Option]) -> list[Option]:
        """Every move, what is played, and some of the numbers."""
        played = [step.action for step in own.steps[:2]]
        kept = [option for option in options
                if isinstance(option.action, str) or any(_is_same(option.action, one) for one in played)]
        others = [option for option in options if all(option is not one for one in kept)]
        return [*kept, *self.random.sample(others, min(self.effort.followed, len(others)))]

    def tell(self, reason: str, node: str, path: Path, words: str = "") -> None:
        """Keep a fault, the first of its reason at a node."""
        if all((reason, node) != (fault.reason, fault.node) for fault in self.faults):
            self.faults.append(Fault(reason, node, self.point, path, words))


def shown(action: str | Real) -> str:
    """An action in words."""
    return action if isinstance(action, str) else str(plain(action))


def numbers_text(numbers: Sequence[Real]) -> str:
    """Exact numbers in words."""
    return f"({', '.join(str(plain(number)) for number in numbers)})"


def _is_same(number: Real, other: str | Real) -> bool:
    """Whether a number is what is played, as far as floats tell: it only says where to look on."""
    return not isinstance(other, str) and float(ball(number)) == float(ball(other))
