"""Where a game or a strategy has an edge: polynomials whose zeros are the ends, kinks, jumps, poles and cutoffs.

In:  a game and a strategy for it, and the symbols that an edge may speak of.
Out: irreducible polynomials; choices that are made later are replaced by what the strategy does there, or by their ends.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, islice, product

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance import Choose, Decide, Game, Lottery, Node, Outcome, Strategy

SPLIT = (sp.Max, sp.Min, sp.Abs, sp.Piecewise)
LONGEST, MOST = 60, 60


def branch_edges(payoff: sp.Expr) -> Iterator[sp.Expr]:
    """The differences whose sign picks a branch of a payoff, and what it divides by.

    >>> k, x = sp.symbols("k x", real=True)
    >>> sorted(map(str, branch_edges(sp.Max(x, k) + 1 / (x + k))))
    ['k + x', 'k - x']
    """
    for part in sp.preorder_traversal(payoff):
        if isinstance(part, sp.Abs):
            yield part.args[0]
        elif isinstance(part, (sp.Max, sp.Min)):
            yield from (one - other for one, other in combinations(sorted(part.args, key=sp.default_sort_key), 2))
        elif isinstance(part, Relational):
            yield part.lhs - part.rhs
        elif part.is_Pow and part.exp.is_negative:
            yield part.base


@cache
def polynomials(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """The irreducible polynomials whose zeros hold every zero and pole of a closed form without branches.

    >>> k, m = sp.symbols("k m", real=True)
    >>> polynomials((k - m) * (k - 1)), polynomials(m - sp.sqrt(k))
    ((1 - k, k - m), (k - m**2,))
    """
    if expression.has(*SPLIT) or expression.count_ops() > LONGEST:
        return ()
    found: dict[sp.Expr, None] = {}
    for part in sp.fraction(sp.together(expression)):
        part = _without_roots(part)
        if part.free_symbols and part.is_polynomial():
            _, factors = sp.factor_list(part)
            found.update({_monic(factor): None for factor, _ in factors})
    return tuple(sorted(found, key=sp.default_sort_key))


def _monic(factor: sp.Expr) -> sp.Expr:
    """A polynomial up to its sign."""
    return min(factor, sp.expand(-factor), key=lambda one: (str(one).startswith("-"), str(one)))


def _without_roots(part: sp.Expr) -> sp.Expr:
    """A polynomial that vanishes where this one does: a + b*sqrt(d) becomes a**2 - b**2*d."""
    for _ in range(3):
        part = sp.expand(part)
        roots = sorted((atom for atom in part.atoms(sp.Pow) if atom.exp.is_Rational and atom.exp.q == 2),
                       key=sp.default_sort_key)
        if not roots:
            return part
        root = sp.sqrt(roots[-1].base)
        name = sp.Dummy("r", real=True)
        rest = sp.Poly(sp.expand(part.subs(root, name)), name)
        odd = sum(coefficient * root.base ** ((power - 1) // 2) for (power,), coefficient in rest.terms() if power % 2)
        even = sum(coefficient * root.base ** (power // 2) for (power,), coefficient in rest.terms() if not power % 2)
        part = sp.numer(sp.together(even**2 - odd**2 * root.base))
    return part


def expressions(game: Game, strategy: Strategy) -> Iterator[sp.Expr]:
    """Everything whose sign, zero or pole may matter, in the symbols of its own node."""
    for node in game.nodes:
        if isinstance(node, Outcome):
            for payoff in node.payoffs.values():
                yield from branch_edges(payoff)
            continue
        if isinstance(node, Lottery):
            yield from (part for chance in node.probabilities for part in (chance, *branch_edges(chance)))
            continue
        for piece in strategy[node.name].pieces:
            yield from (slack for case in piece.region.cases for slack in case)
            if isinstance(node, Choose):
                yield node.choice.symbol - piece.action
        if isinstance(node, Choose):
            yield node.choice.symbol - node.lower
            yield from () if node.upper is None else (node.upper - node.choice.symbol,)
        else:
            ends = [_ends(child, node.player) for child in node.moves.values()]
            yield from (one - other for some, others in combinations(ends, 2) for one in some for other in others)


def _ends(node: Node, player: str) -> list[sp.Expr]:
    """The first few payoffs that a node may lead to; of a lottery on average."""
    if isinstance(node, Outcome):
        return [node.payoffs[player]]
    if isinstance(node, Lottery):
        below = [_ends(child, player) for _, child in node.branches.values()]
        return [sum(chance * one for chance, one in zip(node.probabilities, ends, strict=True))
                for ends in islice(product(*below), 4)]
    children = node.moves.values() if isinstance(node, Decide) else [node.then]
    return [end for child in children for end in _ends(child, player)][:4]


def edges(game: Game, strategy: Strategy, known: Iterable[sp.Symbol],
          more: Iterable[sp.Expr] = ()) -> tuple[sp.Expr, ...]:
    """The edges in known symbols, each once, the simplest first."""
    allowed = frozenset(known)
    found: dict[sp.Expr, None] = {}
    for expression in dict.fromkeys((*expressions(game, strategy), *more)):
        for reduced in _reduced(game, strategy, expression, allowed):
            found.update(dict.fromkeys(polynomials(reduced)))
    return tuple(sorted(found, key=lambda one: (one.count_ops(), str(one)))[:MOST])


def _reduced(game: Game, strategy: Strategy, expression: sp.Expr, known: frozenset[sp.Symbol]) -> list[sp.Expr]:
    """An expression in known symbols, its other choices replaced by what may be played, a few of all the ways."""
    waiting = [expression]
    for node in reversed(game.nodes):
        if isinstance(node, Choose) and node.choice.symbol not in known:
            played = [node.lower, *(() if node.upper is None else (node.upper,)),
                      *(piece.action for piece in strategy[node.name].pieces)]
            waiting = list(dict.fromkeys(islice(
                (one.subs(node.choice.symbol, action) if node.choice.symbol in one.free_symbols else one
                 for action in dict.fromkeys(played) for one in waiting), MOST)))
    return [one for one in waiting if one.free_symbols <= known and not one.has(sp.zoo, sp.nan)]
