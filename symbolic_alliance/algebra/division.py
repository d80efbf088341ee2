"""Divide a choice where a payoff jumps: first the part of its interval is chosen, then the number in it.

In:  a `Game` whose payoffs may jump in a choice: a cost that is fixed when active, a bonus at an end, an indicator.
Out: the same game with such a `Choose` as a `Decide` between its parts: the number at which a payoff jumps, what lies below
     it and what lies above, as far as there is any.  The same player moves at both, so that the subgame-perfect equilibria
     are the same; and on each part payoffs are continuous.  A game without jumps is returned as it is, and so are steps in
     the parameters alone: regions say which side owns their edge (`equilibrium.Region.strict`).
Raises `UnsupportedError`, naming the branch, for a jump that cannot be told apart in this way.

1. find two branches of a payoff that are not seen to pay the same where both may hold, and the condition that they part at;
2. solve it for the last choice in it, and show where in its interval that number lies;
3. put the parts in the place of the choice, conditions decided on each of them; until nothing jumps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.algebra.cases import rational_cases
from symbolic_alliance.algebra.well_posed import closed_claim, no_jump, prove_closed
from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.errors import UnsupportedError
from symbolic_alliance.game.parameters import Choice
from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery, Node, Outcome, children, histories
from symbolic_alliance.proof.claim import ClaimKind, Inequality, Verdict

MOST = 6


@dataclass(frozen=True)
class PayoffJump:
    """A payoff that jumps where ``edge`` is 0, at an outcome that follows the choosers ``above``."""

    outcome: Outcome
    player: str
    values: tuple[sp.Expr, sp.Expr]
    edge: sp.Expr
    above: tuple[Choose, ...]

    def __str__(self) -> str:
        return (f"the payoff of {self.player} at {self.outcome.label} jumps from {self.values[0]} to {self.values[1]} "
                f"where {self.edge} = 0")


def divide(game: Game) -> Game:
    """Return the game with every choice divided where a payoff jumps in it.

    >>> from symbolic_alliance import Assumption, Choice, Parameter, Parameters
    >>> f, q = sp.symbols("f q", real=True)
    >>> profit = sp.Piecewise((0, sp.Eq(q, 0)), (q * (1 - q) - f, True))
    >>> game = Game("entry", "A fixed cost", ("firm",), Parameters((Parameter("f", "f", "the fixed cost"),),
    ...     (Assumption("costly", (f > 0,), "it costs"),), {"f": "1/10"}),
    ...     Choose("produce", "firm", Choice("q", "q", "output"), 0, 1, Outcome("market", {"firm": profit})))
    >>> print(*repr(divide(game)).splitlines()[-2:], sep="\\n")
      produce: firm decides between q = 0, 0 < q <= 1
      produce_above: firm chooses q_above in (0, 1]
    """
    for _ in range(MOST):
        jump = next(_jumps(game), None)
        if jump is None:
            return game
        game = _divided_at(game, jump)
    raise UnsupportedError(f"{jump}, and more jumps are left after {MOST} divisions: write them as moves of a Decide")


def as_solved(game: Game) -> Game:
    """The game as it is solved: divided, or as it is where that cannot be done (then nothing of it is solved)."""
    try:
        return divide(game)
    except UnsupportedError:
        return game


def steps(game: Game) -> tuple[sp.Expr, ...]:
    """The slacks of conditions in the parameters alone by which a branch of a payoff leaves its edge to another one.

    >>> from symbolic_alliance import Assumption, Parameter, Parameters
    >>> a = sp.Symbol("a", real=True)
    >>> game = Game("tax", "A tax that steps", ("firm",), Parameters((Parameter("a", "a", "size"),),
    ...     (Assumption("some", (a > 0,), "it has some"),), {"a": 1}), Decide("sell", "firm", {
    ...     "stay": Outcome("out", {"firm": 0}), "go": Outcome("in", {"firm": sp.Piecewise((a, a <= 1), (a / 2, True))})}))
    >>> steps(game)
    (a - 1,)
    """
    known = frozenset(game.parameters.symbols)
    return tuple(dict.fromkeys(slack for node in game.nodes if isinstance(node, Outcome) for payoff in node.payoffs.values()
                               for case in rational_cases(payoff) for slack, strict in case.conditions(known) if strict))


def _jumps(game: Game) -> Iterator[PayoffJump]:
    for above, node in histories(game):
        if isinstance(node, Outcome):
            choosers = tuple(mover for mover in above if isinstance(mover, Choose))
            for player, payoff in node.payoffs.items():
                if payoff.has(sp.Piecewise):
                    yield from _jumps_of(game, node, player, choosers)


def _jumps_of(game: Game, node: Outcome, player: str, above: tuple[Choose, ...]) -> Iterator[PayoffJump]:
    made = [chooser.choice.symbol for chooser in above]
    for first, second in combinations(rational_cases(node.payoffs[player]), 2):
        claim = no_jump(game, node, player, first, second)
        edges = [slack for slack in first.slacks for opposite in second.slacks
                 if _depth(slack, made) >= 0 and sp.expand(slack + opposite) == 0]
        if claim is not None and edges and prove_closed(claim).verdict is not Verdict.PROVED:
            edge = max(edges, key=lambda edge: _depth(edge, made))
            yield PayoffJump(node, player, (first.value, second.value), edge, above)


def _depth(edge: sp.Expr, made: list[sp.Symbol]) -> int:
    """The place of the last choice in an expression, -1 where there is none."""
    return max((made.index(symbol) for symbol in edge.free_symbols if symbol in made), default=-1)


# ---- the parts of a choice


@dataclass(frozen=True)
class _Part:
    """A part of an interval: the number at which a payoff jumps (side 0), what lies below it (-1) or above it (1).

    ``owns`` says whether a part below or above has the number too, and ``suffix`` what the names in it end in.
    """

    side: int
    number: sp.Expr
    owns: bool = False
    suffix: str = ""


def _divided_at(game: Game, jump: PayoffJump) -> Game:
    depth = _depth(jump.edge, [node.choice.symbol for node in jump.above])
    node = jump.above[depth]
    number = _number(game, jump, node)
    parts = _owned(game, node, [_Part(side, number) for side in _sides(game, jump, node, number)])
    moves = dict(_move(game, node, part) for part in parts)
    fixed = {label: number for label, part in zip(moves, parts, strict=True) if part.side == 0}
    parent = next((one for one in game.nodes if isinstance(one, Decide) and node in one.moves.values()), None)
    if node.whole is not None and isinstance(parent, Decide):
        others = {label: child for label, child in parent.moves.items() if child is not node}
        return replace(game, root=_with(game.root, parent, replace(parent, moves={**others, **moves},
                                                                   fixed={**parent.fixed, **fixed})))
    if len(moves) == 1:
        return replace(game, root=_with(game.root, node, _alone(next(iter(moves.values())))))
    return replace(game, root=_with(game.root, node, Decide(node.name, node.player, moves, node.choice, fixed)))


def _alone(node: Node) -> Node:
    return replace(node, whole=None) if isinstance(node, Choose) else node


def _number(game: Game, jump: PayoffJump, node: Choose) -> sp.Expr:
    """Where the edge of a jump lies, in terms of what is known when the choice is made."""
    symbol = node.choice.symbol
    edge = sp.Poly(sp.fraction(sp.together(jump.edge))[0], symbol)
    if edge.degree() != 1:
        raise UnsupportedError(f"{jump}, which is not linear in {symbol}: write the parts of {symbol} as moves of a Decide")
    slope, constant = edge.all_coeffs()
    if not (_holds(game, slope) or _holds(game, -slope)):
        raise UnsupportedError(f"{jump}, and the sign of {slope} is not known: state it as an assumption")
    return sp.cancel(-constant / slope)


def _sides(game: Game, jump: PayoffJump, node: Choose, number: sp.Expr) -> tuple[int, ...]:
    """Which parts the interval of a choice has, the number itself first."""
    above_lower = sp.cancel(number - node.lower)
    below_upper = None if node.upper is None else sp.cancel(node.upper - number)
    if above_lower == 0:
        return (1,) if node.lower_open else (0, 1)
    if below_upper == 0:
        return (-1,) if node.upper_open else (0, -1)
    if _holds(game, above_lower) and (below_upper is None or _holds(game, below_upper)):
        return 0, -1, 1
    if _holds(game, -above_lower):
        return (1,)
    if below_upper is not None and _holds(game, -below_upper):
        return (-1,)
    ends = f"from {node.lower}" + ("" if node.upper is None else f" to {node.upper}")
    raise UnsupportedError(f"{jump}, and it is not known whether {node.choice.name} = {number} lies inside the interval "
                           f"{ends}: state an assumption that says so, or write the parts as moves of a Decide")


def _owned(game: Game, node: Choose, parts: list[_Part]) -> list[_Part]:
    """The parts, the number given to the side on which every condition is as it is at the number, where there is one."""
    if [part.side for part in parts] != [0, -1, 1]:
        return [replace(part, suffix="" if len(parts) == 1 else f"_{_WORDS[part.side]}") for part in parts]
    tested = dict.fromkeys(relation for outcome in _outcomes(node) for payoff in outcome.payoffs.values()
                           for relation in sorted(payoff.atoms(Relational), key=sp.default_sort_key))
    truths = {part.side: [_decided(game, node, one, part) for one in tested] for part in parts}
    owner = next((side for side in (-1, 1) if truths[side] == truths[0]), None)
    return [replace(part, owns=part.side == owner, suffix=f"_{_WORDS[part.side]}")
            for part in parts if part.side != 0 or owner is None]


_WORDS = {-1: "below", 0: "at", 1: "above"}


def _outcomes(node: Node) -> Iterator[Outcome]:
    if isinstance(node, Outcome):
        yield node
    else:
        for child in children(node):
            yield from _outcomes(child)


def _holds(game: Game, expression: sp.Expr) -> bool:
    """Whether an expression is shown to be positive, whatever is chosen."""
    claim = closed_claim(game, game.name, ClaimKind.THEOREM, "", (), ((Inequality(expression, strict=True),),))
    return prove_closed(claim).verdict is Verdict.PROVED


def _move(game: Game, node: Choose, part: _Part) -> tuple[str, Node]:
    """A part as a move with its label: ``q = 1/2``, or ``0 <= q < 1/2`` with a choice of its own."""
    whole = node.whole or node.choice
    choice = node.choice if part.side == 0 else _own_choice(node.choice, part)
    value = part.number if part.side == 0 else choice.symbol

    def changed(expression: sp.Expr) -> sp.Expr:
        known = {one: truth for one in expression.atoms(Relational)
                 if (truth := _decided(game, node, one, part)) is not None}
        result = expression.xreplace(known).xreplace({node.choice.symbol: value})
        if result.has(sp.zoo, sp.nan, sp.oo):
            raise UnsupportedError(f"{expression} has no value where {whole.name} = {part.number}: give it one with a "
                                   "Piecewise")
        return result

    then = _changed(node.then, changed, part.suffix, {})
    if part.side == 0:
        return f"{whole.name} = {write(part.number)}", then
    ends = {"lower": part.number, "lower_open": not part.owns} if part.side > 0 else {
        "upper": part.number, "upper_open": not part.owns}
    found = replace(node, name=node.name + part.suffix, choice=choice, then=then, whole=whole, **ends)
    return _interval(found, whole.name), found


def _interval(node: Choose, name: str) -> str:
    upper = "" if node.upper is None else f" {'<' if node.upper_open else '<='} {write(node.upper)}"
    return f"{write(node.lower)} {'<' if node.lower_open else '<='} {name}{upper}"


def _own_choice(choice: Choice, part: _Part) -> Choice:
    mark = "<" if part.side < 0 else ">"
    latex = rf"{{{choice.latex}}}_{{{mark}}}" if part.suffix else choice.latex
    return Choice(choice.name + part.suffix, latex, choice.meaning)


def _decided(game: Game, node: Choose, relation: Relational, part: _Part) -> sp.Basic | None:
    """What becomes of a condition on a part: true or false where the part settles it."""
    symbol = node.choice.symbol
    if symbol not in relation.free_symbols:
        return None
    gap = relation.lhs - relation.rhs
    share = sp.cancel(gap / (symbol - part.number))
    if symbol in share.free_symbols:
        return relation.func(sp.cancel(gap.xreplace({symbol: part.number})), 0) if part.side == 0 else None
    signs = [sign for sign in (1, -1) if _holds(game, sign * share)]
    return relation.func(sp.Integer(signs[0] * part.side), 0) if signs else None


def _changed(node: Node, changed: Callable[[sp.Expr], sp.Expr], suffix: str, done: dict[int, Node]) -> Node:
    """A subtree with other expressions, its movers' names ending in a suffix; a shared node stays one node."""
    if id(node) not in done:
        done[id(node)] = _changed_node(node, changed, suffix, done)
    return done[id(node)]


def _changed_node(node: Node, changed: Callable[[sp.Expr], sp.Expr], suffix: str, done: dict[int, Node]) -> Node:
    if isinstance(node, Outcome):
        return replace(node, payoffs={player: changed(payoff) for player, payoff in node.payoffs.items()})
    name = node.name + suffix
    if isinstance(node, Lottery):
        return replace(node, name=name, branches={label: (changed(chance), _changed(child, changed, suffix, done))
                                                  for label, (chance, child) in node.branches.items()})
    if isinstance(node, Decide):
        moves = {label: _changed(child, changed, suffix, done) for label, child in node.moves.items()}
        return replace(node, name=name, moves=moves, fixed={label: changed(one) for label, one in node.fixed.items()})
    upper = None if node.upper is None else changed(node.upper)
    return replace(node, name=name, lower=changed(node.lower), upper=upper,
                   then=_changed(node.then, changed, suffix, done))


def _with(root: Node, old: Node, new: Node) -> Node:
    """A tree with one of its nodes replaced."""
    known: dict[int, Node] = {}

    def visit(here: Node) -> Node:
        if here is old:
            return new
        if id(here) not in known:
            if isinstance(here, Decide):
                known[id(here)] = replace(here, moves={label: visit(child) for label, child in here.moves.items()})
            elif isinstance(here, Choose):
                known[id(here)] = replace(here, then=visit(here.then))
            elif isinstance(here, Lottery):
                known[id(here)] = replace(here, branches={label: (chance, visit(child))
                                                          for label, (chance, child) in here.branches.items()})
            else:
                known[id(here)] = here
        return known[id(here)]

    return visit(root)
