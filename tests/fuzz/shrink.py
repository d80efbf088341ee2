"""Make a case smaller while it shows the same sort of finding.

In:  a case, and a bound in seconds.
Out: a case whose source is as short as was found.  Method: greedy; nodes are dropped first, then players, parameters,
assumptions, pieces, parts of payoffs and slacks, and last numbers; each try is bounded, and what takes longer does not count.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import sympy as sp

from symbolic_alliance import (
    Assumption,
    Choose,
    Decide,
    Game,
    Lottery,
    Node,
    Outcome,
    Parameter,
    Parameters,
    Piece,
    Policy,
    Region,
    Strategy,
    UserError,
    verify,
)
from symbolic_alliance.algebra.division import as_solved
from symbolic_alliance.game.tree import children
from tests.fuzz.examine import Case, again
from tests.fuzz.planned import movers
from tests.fuzz.rewrite import mapped
from tests.fuzz.source import source
from tests.fuzz.subject import Finding, Judge
from tests.fuzz.workers import TooSlow, limited

A_TRY = 5.0
PLAIN = tuple(map(sp.Rational, ("1", "0", "1/2", "2")))
Form = Callable[[sp.Expr], sp.Expr]


@dataclass(frozen=True)
class Parts:
    """A case taken apart; nothing is checked before `whole` puts it together."""

    players: tuple[str, ...]
    declared: tuple[Parameter, ...]
    assumed: tuple[tuple[str, sp.Basic], ...]
    witness: Mapping[str, object]
    root: Node
    policies: tuple[Policy, ...] | None
    cutoffs: tuple[str, ...]
    finding: Finding
    seed: str


def parts(case: Case) -> Parts:
    """A case taken apart."""
    game = case.game
    assumed = tuple((one.name, relation) for one in game.parameters.assumptions for relation in one.relations)
    return Parts(game.players, game.parameters.declared, assumed, game.parameters.witness, game.root,
                 None if case.strategy is None else case.strategy.policies, game.cutoff_parameters, case.finding, case.seed)


def whole(made: Parts) -> Case:
    """A case put together; `ModelError` where it is none."""
    names = dict.fromkeys(name for name, relation in made.assumed if relation != sp.true)
    assumptions = tuple(Assumption(name, tuple(relation for other, relation in made.assumed if other == name), "as given")
                        for name in names)
    parameters = Parameters(made.declared, assumptions, made.witness)
    game = Game("fuzz", "A random game", made.players, parameters, made.root, made.cutoffs)
    named = [node.name for node in movers(as_solved(game))]
    strategy = None if made.policies is None else Strategy(tuple(one for one in made.policies if one.node in named))
    return Case(game, strategy, made.finding, made.seed)


def shrink(case: Case, seconds: float, judge: Judge = verify) -> Case:
    """The smallest case that was found within this many seconds of processor time."""
    until = time.process_time() + seconds
    found: Case | None = case
    while found is not None:
        case = found
        found = next((shown for smaller in _smaller(case)
                      if time.process_time() < until and (shown := _shown(smaller, judge)) is not None), None)
    return case


def size(case: Case) -> int:
    """The length of what a reader has to read."""
    return len(source(replace(case, finding=Finding(case.finding.kind, "", ""), seed="")))


def _shown(case: Case, judge: Judge) -> Case | None:
    try:
        with limited(A_TRY):
            found = again(case, judge)
    except TooSlow:
        return None
    return None if found is None else replace(case, finding=found)


def _smaller(case: Case) -> Iterator[Case]:
    """Cases that are shorter, the much shorter ones first."""
    made, length = parts(case), size(case)
    for smaller in chain.from_iterable(draw(made) for draw in (
            _fewer_nodes, _fewer_players, _fewer_parameters, _fewer_assumptions, _fewer_pieces, _plainer_ends,
            _shorter_forms, _plainer_witness)):
        try:
            put = whole(smaller)
        except UserError:
            continue
        if size(put) < length:
            yield put


# ---- trees


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _nodes(child)


def _with(node: Node, at: Node, into: Node) -> Node:
    """A tree with one node replaced."""
    if node is at:
        return into
    if isinstance(node, Decide):
        return replace(node, moves={move: _with(child, at, into) for move, child in node.moves.items()})
    if isinstance(node, Lottery):
        return replace(node, branches={label: (chance, _with(child, at, into))
                                       for label, (chance, child) in node.branches.items()})
    return replace(node, then=_with(node.then, at, into)) if isinstance(node, Choose) else node


def _mapped(node: Node, form: Form, players: tuple[str, ...]) -> Node:
    """A tree with every form changed, and payoffs for these players alone."""
    if isinstance(node, Outcome):
        return replace(node, payoffs={player: form(node.payoffs[player]) for player in players})
    if isinstance(node, Decide):
        return replace(node, moves={move: _mapped(child, form, players) for move, child in node.moves.items()})
    if isinstance(node, Lottery):
        return replace(node, branches={label: (form(chance), _mapped(child, form, players))
                                       for label, (chance, child) in node.branches.items()})
    return replace(node, lower=form(node.lower), upper=None if node.upper is None else form(node.upper),
                   then=_mapped(node.then, form, players))


def _formed(policy: Policy, form: Form) -> Policy:
    return replace(policy, pieces=tuple(Piece(
        mapped(piece.region, form),
        piece.action if isinstance(piece.action, str) else form(piece.action)) for piece in policy.pieces))


def _put(made: Parts, symbol: sp.Symbol, value: sp.Expr) -> Parts:
    """A symbol replaced by a value everywhere."""
    def form(one: sp.Expr) -> sp.Expr:
        return one.subs(symbol, value)

    policies = None if made.policies is None else tuple(_formed(policy, form) for policy in made.policies)
    return replace(made, root=_mapped(made.root, form, made.players), policies=policies,
                   assumed=tuple((name, form(relation)) for name, relation in made.assumed))


def _fewer_nodes(made: Parts) -> Iterator[Parts]:
    ends = [node for node in _nodes(made.root) if isinstance(node, Outcome)]
    for node in _nodes(made.root):
        if isinstance(node, Decide):
            for move, child in node.moves.items():
                rest = {other: one for other, one in node.moves.items() if other != move}
                yield replace(made, root=_with(made.root, node, child))
                if rest:
                    yield replace(made, root=_with(made.root, node, replace(node, moves=rest)))
        elif isinstance(node, Lottery):
            yield from (replace(made, root=_with(made.root, node, child)) for child in children(node))
        elif isinstance(node, Choose):
            without = replace(made, root=_with(made.root, node, node.then))
            yield from (_put(without, node.choice.symbol, value)
                        for value in (node.lower, node.upper, sp.Rational(1, 2)) if value is not None)
        if not isinstance(node, Outcome):
            yield from (replace(made, root=_with(made.root, node, end)) for end in ends)


def _fewer_players(made: Parts) -> Iterator[Parts]:
    moving = [node.player for node in _nodes(made.root) if isinstance(node, (Decide, Choose))]
    for player in made.players:
        if player not in moving:
            players = tuple(one for one in made.players if one != player)
            yield replace(made, players=players, root=_mapped(made.root, lambda one: one, players))


def _plainer_ends(made: Parts) -> Iterator[Parts]:
    for node in _nodes(made.root):
        if isinstance(node, Choose):
            for other in (replace(node, lower_open=False), replace(node, upper_open=False),
                          replace(node, lower=sp.Integer(0), upper=sp.Integer(1))):
                yield replace(made, root=_with(made.root, node, other))


# ---- parameters


def _fewer_parameters(made: Parts) -> Iterator[Parts]:
    if made.cutoffs:
        yield replace(made, cutoffs=())
    for one in made.declared:
        point = made.finding.point
        own = [sp.Rational(str(point[one.name]))] if point and one.name in point else []
        for value in dict.fromkeys((*PLAIN, *own)):
            yield replace(
                _put(made, one.symbol, value), declared=tuple(other for other in made.declared if other != one),
                witness=_without(made.witness, one.name), cutoffs=tuple(name for name in made.cutoffs if name != one.name),
                finding=replace(made.finding, point=point and _without(point, one.name)))


def _without(point: Mapping[str, object], name: str) -> dict[str, object]:
    return {other: value for other, value in point.items() if other != name}


def _fewer_assumptions(made: Parts) -> Iterator[Parts]:
    for place in range(len(made.assumed)):
        yield replace(made, assumed=(*made.assumed[:place], *made.assumed[place + 1:]))


def _plainer_witness(made: Parts) -> Iterator[Parts]:
    for name in made.witness:
        yield from (replace(made, witness={**made.witness, name: str(value)}) for value in PLAIN)


# ---- strategies and forms


def _fewer_pieces(made: Parts) -> Iterator[Parts]:
    for number, policy in enumerate(made.policies or ()):
        for pieces in _fewer(policy.pieces):
            yield _with_policy(made, number, pieces)
        for place, piece in enumerate(policy.pieces):
            for region in _smaller_regions(piece.region):
                pieces = (*policy.pieces[:place], replace(piece, region=region), *policy.pieces[place + 1:])
                yield _with_policy(made, number, pieces)


def _with_policy(made: Parts, number: int, pieces: tuple[Piece, ...]) -> Parts:
    assert made.policies is not None
    policy = replace(made.policies[number], pieces=pieces)
    return replace(made, policies=(*made.policies[:number], policy, *made.policies[number + 1:]))


def _fewer(every: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """The pieces without one of them, if any is left."""
    for place in range(len(every)) if len(every) > 1 else ():
        yield (*every[:place], *every[place + 1:])


def _smaller_regions(region: Region) -> Iterator[Region]:
    """The region with an edge of its own, without one of its cases, or without one slack of a case."""
    cases = region.cases
    yield from (replace(region, strict=tuple(one for one in region.strict if one != slack)) for slack in region.strict)
    for place, case in enumerate(cases):
        if len(cases) > 1:
            yield replace(region, cases=(*cases[:place], *cases[place + 1:]))
        for slot in range(len(case)):
            yield replace(region, cases=(*cases[:place], (*case[:slot], *case[slot + 1:]), *cases[place + 1:]))


def _shorter_forms(made: Parts) -> Iterator[Parts]:
    for node in _nodes(made.root):
        if isinstance(node, Outcome):
            for player, payoff in node.payoffs.items():
                for form in shorter(payoff):
                    into = replace(node, payoffs={**node.payoffs, player: form})
                    yield replace(made, root=_with(made.root, node, into))
    for number, policy in enumerate(made.policies or ()):
        forms = [slack for piece in policy.pieces for case in piece.region.cases for slack in case]
        actions = [piece.action for piece in policy.pieces if isinstance(piece.action, sp.Expr)]
        for old in dict.fromkeys((*forms, *actions)):
            for new in shorter(old) if old in actions else (new for new in shorter(old) if new.free_symbols):
                changed = {old: new}
                yield _with_policy(made, number, _formed(policy, lambda one, to=changed: to.get(one, one)).pieces)


def shorter(form: sp.Expr) -> Iterator[sp.Expr]:
    """Shorter forms: a number, a part, a form of which one part is left out or is shorter.

    >>> x, y = sp.symbols("x y", real=True)
    >>> sorted(set(map(str, shorter(x + 2 * y))))
    ['0', '2*y', 'x', 'x + 2', 'x + y']
    """
    if form in (0, 1):
        return
    if form.is_Rational:
        yield from PLAIN[:2]
    elif isinstance(form, sp.Piecewise):
        for place, (value, condition) in enumerate(form.args):
            yield value
            yield from (form.func(*form.args[:place], (one, condition), *form.args[place + 1:]) for one in shorter(value))
    elif form.args and not form.is_Relational and not form.is_Pow:
        yield sp.Integer(0)
        for place, part in enumerate(form.args):
            rest = (*form.args[:place], *form.args[place + 1:])
            yield from (form.func(*rest), part) if rest else (part,)
            yield from (form.func(*form.args[:place], one, *form.args[place + 1:]) for one in shorter(part))
