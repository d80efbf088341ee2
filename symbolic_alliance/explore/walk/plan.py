"""A strategy compiled onto the tree: what the walker needs at a node, as steps of one program.

In:  a `Game` and a `Strategy` for it.
Out: a `CompiledPlan`: the tree's nodes with the strategy's pieces, the payoffs and the kinks of every choice; each closed
     form is the place of a step in the plan's program.
Raises `RequestError` naming the node where the strategy does not fit the tree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, product

import sympy as sp

from symbolic_alliance.algebra.division import divide
from symbolic_alliance.claims.closure import radicands
from symbolic_alliance.closed_form import Compiler, Program
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Piece, Policy, Regime, Strategy
from symbolic_alliance.game.payoff_form import SPLIT_FUNCTIONS
from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery, Mover, Node, Outcome, children, histories, subtree


@dataclass(frozen=True, eq=False)
class PlannedPiece:
    """A piece of a policy: cases of slacks, the action as a label or a closed form, and the payoffs that it claims.

    Each slack comes with whether it must be > 0.
    """

    cases: tuple[tuple[tuple[int, bool], ...], ...]
    action: str | int
    payoffs: tuple[int, ...]
    outcome: str


@dataclass(frozen=True, eq=False)
class PlannedNode:
    """A node of the tree with the plan for it, and the histories that the plan leaves out.

    ``relevant`` are the choices above the node that matter at it or below it.  ``mover`` is the player's place in the
    game's order, ``chances`` are the probabilities of a lottery, ``choice`` is the place of the choice among all names.  A
    kink is a polynomial in the choice, by falling degree, at whose roots a payoff further down may bend or jump.
    """

    node: Node
    relevant: frozenset[int]
    moves: Mapping[str, "PlannedNode"] = field(default_factory=dict)
    pieces: tuple[PlannedPiece, ...] = ()
    left_out: tuple[PlannedPiece, ...] = ()
    mover: int = -1
    choice: int = -1
    lower: int | None = None
    upper: int | None = None
    kinks: tuple[tuple[int, ...], ...] = ()
    payoffs: tuple[int, ...] = ()
    chances: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The node's name; an outcome's label."""
        return self.node.label if isinstance(self.node, Outcome) else self.node.name

    @property
    def is_part(self) -> bool:
        """Whether a part of a choice is chosen from here, of which it has been said which one."""
        return isinstance(self.node, Choose) and self.node.whole is not None

    @property
    def then(self) -> "PlannedNode":
        """The node that follows a choice."""
        return self.moves[""]


@dataclass(frozen=True, eq=False)
class CompiledPlan:
    """A compiled game and strategy; the program's names are the parameters, then the choices.

    A regime is kept as a piece whose action is its name, in the order of precedence; ``assumptions`` are slacks, and whether
    each is strict.
    """

    game: Game
    program: Program
    root: PlannedNode
    regimes: tuple[PlannedPiece, ...]
    assumptions: tuple[tuple[int, bool], ...]


def compile_plan(game: Game, strategy: Strategy, regimes: Sequence[Regime] = (), *, with_kinks: bool = True) -> CompiledPlan:
    """Compile a strategy, and the regimes it claims, onto the tree; `RequestError` where it does not fit.

    Kinks are needed to look for deviations, and not to play.
    """
    game = divide(game)
    forms = Compiler((*game.parameters.names, *(choice.name for choice in game.choices)))
    planner = _Planner(game, strategy, forms, _known(game), with_kinks)
    planned: dict[Node, PlannedNode] = {}
    for node in reversed(game.nodes):
        planned[node] = planner.plan(node, planned)
    symbols = frozenset(game.parameters.symbols)
    claims = tuple(planner.piece(f"regime {regime.name}", symbols, _claim(game, regime)) for regime in regimes)
    assumptions = tuple((planner.form(slack), is_strict)
                        for assumption in game.parameters.assumptions for slack, is_strict in assumption.slacks)
    return CompiledPlan(game, forms.program, planned[game.root], claims, assumptions)


def _claim(game: Game, regime: Regime) -> Piece:
    return Piece(regime.region, regime.name, tuple(regime.payoffs[player] for player in game.players), regime.outcome)


@dataclass(frozen=True)
class _Planner:
    game: Game
    strategy: Strategy
    forms: Compiler
    known: Mapping[Node, frozenset[sp.Symbol]]
    with_kinks: bool

    def plan(self, node: Node, planned: Mapping[Node, PlannedNode]) -> PlannedNode:
        if isinstance(node, Outcome):
            payoffs = tuple(self.form(node.payoffs[player]) for player in self.game.players)
            return PlannedNode(node, self._choices_of(payoffs), payoffs=payoffs)
        if isinstance(node, Lottery):
            chances = tuple(map(self.form, node.probabilities))
            branches = {label: planned[child] for label, (_, child) in node.branches.items()}
            relevant = self._choices_of(chances).union(*(child.relevant for child in branches.values()))
            return PlannedNode(node, relevant, branches, chances=chances)
        policy, where, known = self._policy(node), f"node {node.name}", self.known[node]
        pieces = tuple(self.piece(where, known, piece) for piece in policy.pieces)
        left_out = tuple(self.piece(where, known, Piece(region, "")) for region in policy.left_out)
        mover = self.game.players.index(node.player)
        below = frozenset[int]().union(*(planned[child].relevant for child in children(node)),
                                       self._choices_in((*pieces, *left_out)))
        if isinstance(node, Decide):
            moves = {label: planned[child] for label, child in node.moves.items()}
            return PlannedNode(node, below, moves, pieces, left_out, mover)
        lower, upper = self.form(node.lower), None if node.upper is None else self.form(node.upper)
        choice = self.forms.names.index(node.choice.name)
        ends = self._choices_of((lower,) if upper is None else (lower, upper))
        relevant = (below | ends) - {choice}
        return PlannedNode(node, relevant, {"": planned[node.then]}, pieces, left_out, mover, choice, lower, upper,
                           tuple(self.kinks(node)) if self.with_kinks else ())

    def piece(self, where: str, known: frozenset[sp.Symbol], piece: Piece) -> PlannedPiece:
        _refuse_unknown(where, known, piece)
        cases = tuple(tuple((self.form(slack), strict) for slack, strict in (*case, *(
            (radicand, False) for radicand in radicands(tuple(slack for slack, _ in case)))))
            for case in piece.region.conditions)
        action = piece.action if isinstance(piece.action, str) else self.form(piece.action)
        return PlannedPiece(cases, action, tuple(self.form(payoff) for payoff in piece.payoffs), piece.outcome)

    def kinks(self, node: Choose) -> Iterator[tuple[int, ...]]:
        """Where the payoff from a choice may bend or jump, by what the tree and the plans below it say."""
        reachable = self.known[node] | {node.choice.symbol}
        seen: dict[sp.Expr, None] = {}
        for expression in self._edges_below(node.then):
            if node.choice.symbol in expression.free_symbols and expression.free_symbols <= reachable:
                seen.update(dict.fromkeys(sp.Mul.make_args(sp.fraction(sp.together(expression))[0])))
        for factor in seen:
            polynomial = factor.as_poly(node.choice.symbol) if node.choice.symbol in factor.free_symbols else None
            if polynomial is not None:
                yield tuple(map(self.form, polynomial.all_coeffs()))

    def _edges_below(self, node: Node) -> Iterator[sp.Expr]:
        for below in subtree(node):
            if isinstance(below, Outcome):
                yield from (edge for player in self.game.players for edge in _edges_within(below.payoffs[player]))
            if isinstance(below, (Outcome, Lottery)):
                continue
            for piece in self._policy(below).pieces:
                yield from (slack for case in piece.region.cases for slack in case)
            if isinstance(below, Decide):
                yield from (one - other for one, other in combinations(_ends(below, below.player), 2))

    def form(self, expression: sp.Expr) -> int:
        return self.forms.place(sp.sympify(expression, strict=True))

    def _choices_of(self, forms: tuple[int, ...]) -> frozenset[int]:
        choices = range(len(self.game.parameters.names), len(self.forms.names))
        return frozenset(choice for choice in choices for form in forms if self.forms.steps[form].names & (1 << choice))

    def _choices_in(self, pieces: tuple[PlannedPiece, ...]) -> frozenset[int]:
        bounds = tuple(slack for piece in pieces for case in piece.cases for slack, _ in case)
        claimed = tuple(payoff for piece in pieces for payoff in piece.payoffs)
        actions = tuple(piece.action for piece in pieces if isinstance(piece.action, int))
        return self._choices_of(bounds + claimed + actions)

    def _policy(self, node: Mover) -> Policy:
        policy = self.strategy[node.name]
        if policy.player != node.player:
            raise RequestError(f"the strategy gives node {node.name} to {policy.player}; {node.player} moves there")
        for piece in policy.pieces:
            if isinstance(node, Decide) and piece.action not in node.moves:
                raise RequestError(f"node {node.name}: the strategy plays {piece.action!r}; "
                                   f"the moves are {', '.join(node.moves)}")
            if isinstance(node, Choose) and isinstance(piece.action, str):
                raise RequestError(f"node {node.name}: the strategy plays {piece.action!r}, where a number is chosen")
        return policy


def _refuse_unknown(where: str, known: frozenset[sp.Symbol], piece: Piece) -> None:
    used = [*(slack for case in piece.region.cases for slack in case), *piece.payoffs]
    for expression in used if isinstance(piece.action, str) else [*used, piece.action]:
        for symbol in sorted(expression.free_symbols - known, key=str):
            raise RequestError(f"{where}: the strategy uses {symbol}, which is not known there")


def _known(game: Game) -> dict[Node, frozenset[sp.Symbol]]:
    """The parameters, and the choices that are made on every way to a node."""
    known: dict[Node, frozenset[sp.Symbol]] = {}
    for above, node in histories(game):
        chosen = frozenset(mover.choice.symbol for mover in above if isinstance(mover, Choose))
        symbols = chosen | frozenset(game.parameters.symbols)
        known[node] = known.get(node, symbols) & symbols
    return known


def _ends(node: Node, player: str) -> tuple[sp.Expr, ...]:
    """What a player may get after a node, each once: of a lottery on average."""
    if isinstance(node, Outcome):
        return (node.payoffs[player],)
    below = [_ends(child, player) for child in children(node)]
    if isinstance(node, Lottery):
        return tuple(dict.fromkeys(sp.Add(*map(sp.Mul, node.probabilities, paid)) for paid in product(*below)))
    return tuple(dict.fromkeys(chain.from_iterable(below)))


def _edges_within(payoff: sp.Expr) -> Iterator[sp.Expr]:
    """The differences whose sign picks a branch of a Max, Min, Abs or Piecewise in a payoff."""
    for part in sp.preorder_traversal(payoff):
        if isinstance(part, sp.Abs):
            yield part.args[0]
        elif isinstance(part, (sp.Max, sp.Min)):
            yield from (one - other for one, other in combinations(part.args, 2))
        elif isinstance(part, SPLIT_FUNCTIONS):
            yield from (atom.lhs - atom.rhs for _, condition in part.args
                        for atom in sp.ordered(condition.atoms(sp.core.relational.Relational)))
