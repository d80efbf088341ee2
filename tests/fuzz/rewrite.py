"""The same game and the same strategy, written otherwise: no verdict may change.

In:  a game and a strategy for it.
Out: a game and a strategy that mean the same: pieces in another order, a piece split along a line, or twice around a sliver,
     slacks rescaled, other names of everything, another witness.  A whisker, a slack times what is nowhere negative, means
     the same but where that is 0: there an order of the pieces may mend it, or none does (`compare`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import sympy as sp

from symbolic_alliance import (
    Assumption,
    Choice,
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
)
from symbolic_alliance.algebra.division import as_solved
from symbolic_alliance.game.tree import children
from tests.fuzz.arithmetic import compile_exact, rational, sign
from tests.fuzz.planned import movers
from tests.fuzz.points import Point, Sampler

SLIVER = sp.Rational(1, 10**8)
TRIES = 40


@dataclass(frozen=True)
class Written:
    """A game, a strategy, and the game whose nodes it speaks of, in which a choice may have parts (`tests.fuzz.planned`)."""

    game: Game
    strategy: Strategy
    planned: Game


Rewriting = Callable[[Written, Random], Written | None]


def with_policy(strategy: Strategy, node: str, pieces: tuple[Piece, ...]) -> Strategy:
    """The strategy with other pieces at one node."""
    return Strategy(tuple(replace(policy, pieces=pieces) if policy.node == node else policy for policy in strategy.policies))


def mapped(region: Region, form: Callable[[sp.Expr], sp.Expr]) -> Region:
    """The region with every slack changed, strict ones staying strict."""
    return Region(tuple(tuple(map(form, case)) for case in region.cases), tuple(map(form, region.strict)))


def with_parameters(game: Game, **changes: Any) -> Game:
    """The game with other declared parameters, assumptions or witness."""
    return replace(game, parameters=replace(game.parameters, **changes))


def reordered(written: Written, random: Random) -> Written | None:
    """Pieces, and the cases of each, in another order."""
    policies = []
    for policy in written.strategy.policies:
        pieces = [replace(piece, region=replace(piece.region, cases=tuple(
            random.sample(piece.region.cases, len(piece.region.cases))))) for piece in policy.pieces]
        policies.append(replace(policy, pieces=tuple(reversed(pieces) if random.random() < 0.5
                                                     else random.sample(pieces, len(pieces)))))
    return replace(written, strategy=Strategy(tuple(policies)))


def rescaled(written: Written, random: Random) -> Written | None:
    """Every slack times a positive number."""
    factor = random.choice((sp.Integer(2), sp.Rational(1, 3)))
    return replace(written, strategy=Strategy(tuple(replace(policy, pieces=tuple(
        replace(piece, region=mapped(piece.region, lambda slack: factor * slack)) for piece in policy.pieces))
        for policy in written.strategy.policies)))


def whiskered(written: Written, random: Random) -> Written | None:
    """A slack times a square, or times a parameter that is assumed to be at least 0."""
    policies = [policy for policy in written.strategy.policies if any(any(piece.region.cases) for piece in policy.pieces)]
    sampler = Sampler(written.game.parameters, random)
    if not policies:
        return None
    policy = random.choice(policies)
    place = random.choice([place for place, piece in enumerate(policy.pieces) if any(piece.region.cases)])
    cases = list(policy.pieces[place].region.cases)
    number = random.choice([number for number, case in enumerate(cases) if case])
    slot = random.randrange(len(cases[number]))
    factor = _weakly_positive(written, history(written.planned, policy.node, sampler, random), random)
    if factor is None:
        return None
    shorter = cases[number][slot]
    longer = sp.expand(shorter * factor)
    cases[number] = (*cases[number][:slot], longer, *cases[number][slot + 1:])
    strict = policy.pieces[place].region.strict
    region = Region(tuple(cases), (*strict, longer) if shorter in strict else strict)
    changed = replace(policy.pieces[place], region=region)
    pieces = (*policy.pieces[:place], changed, *policy.pieces[place + 1:])
    return replace(written, strategy=with_policy(written.strategy, policy.node, pieces))


def _weakly_positive(written: Written, there: Point, random: Random) -> sp.Expr | None:
    """What is nowhere negative, and 0 at a history or on an edge of the assumptions."""
    squares = [(sp.Symbol(name, real=True) - sp.Rational(value.numerator, value.denominator)) ** 2
               for name, value in there.items()]
    weak = [slack for assumption in written.game.parameters.assumptions
            for slack, is_strict in assumption.slacks if not is_strict]
    options = [*squares, *weak]
    return random.choice(options) if options else None


def split(written: Written, random: Random) -> Written | None:
    """One piece as two on either side of a line through a point inside it, or as three around a sliver."""
    found = _inside_a_piece(written, random)
    if found is None:
        return None
    policy, place, case, point = found
    name = random.choice([one for one, value in point.items() if value is not None])
    if not _has_both_sides(written, name, point):
        return None
    line = sp.Symbol(name, real=True) - sp.Rational(point[name].numerator, point[name].denominator)
    sides = ((line,), (-line,)) if random.random() < 0.5 else (
        (line - SLIVER,), (SLIVER - line, line + SLIVER), (-line - SLIVER,))
    piece = policy.pieces[place]
    rest = tuple(one for one in piece.region.cases if one is not case)
    parts = [replace(piece, region=replace(piece.region, cases=((*case, *side),))) for side in sides]
    if rest:
        parts.append(replace(piece, region=replace(piece.region, cases=rest)))
    pieces = (*policy.pieces[:place], *parts, *policy.pieces[place + 1:])
    return replace(written, strategy=with_policy(written.strategy, policy.node, pieces))


def _has_both_sides(written: Written, name: str, point: Point) -> bool:
    """Whether the assumptions hold on either side of a point: a part of a piece is to have an interior."""
    sampler = Sampler(written.game.parameters, Random())
    return all(sampler.holds({**point, name: point[name] + way * Fraction(1, 10**6)}) for way in (1, -1))


def _inside_a_piece(written: Written, random: Random) -> tuple[Policy, int, tuple[sp.Expr, ...], Point] | None:
    """A policy, the place of a piece, one of its cases, and a history at which its slacks are positive by a margin."""
    game = written.planned
    names = (*game.parameters.names, *(choice.name for choice in game.choices))
    places = {name: number for number, name in enumerate(names)}
    sampler = Sampler(game.parameters, random)
    for _ in range(TRIES):
        policy = random.choice(written.strategy.policies)
        point = history(game, policy.node, sampler, random)
        place = random.randrange(len(policy.pieces))
        case = random.choice(policy.pieces[place].region.cases)
        numbers = [rational(point[name]) if name in point else None for name in names]
        try:
            if point and all(sign(compile_exact(slack, places)(numbers)) > 0 for slack in case):
                return policy, place, case, point
        except ArithmeticError:
            continue
    return None


def history(game: Game, node: str, sampler: Sampler, random: Random) -> Point:
    """A random history that leads to a node: parameters and the choices made above it, inside their intervals."""
    point = sampler.draw()
    for mover in _above(game.root, node) or ():
        if isinstance(mover, Choose):
            values = {sp.Symbol(name, real=True): sp.Rational(value.numerator, value.denominator)
                      for name, value in point.items()}
            lower = Fraction(str(mover.lower.subs(values)))
            upper = lower + 2 if mover.upper is None else Fraction(str(mover.upper.subs(values)))
            point[mover.choice.name] = lower + (upper - lower) * Fraction(random.randrange(1, 24), 24)
    return point


def _above(node: Node, name: str) -> list[Node] | None:
    """The movers on one way to a node."""
    if isinstance(node, Outcome):
        return None
    if node.name == name:
        return []
    for child in children(node):
        found = _above(child, name)
        if found is not None:
            return [node, *found]
    return None


# ---- other names, another witness


def renamed(written: Written, random: Random) -> Written | None:
    """Other names for parameters, choices, players, nodes, moves and outcomes, in another alphabetical order."""
    game = written.game
    quantities = [*game.parameters.names, *(choice.name for choice in game.choices)]
    fresh = random.sample([f"{letter}_{number}" for letter in "azq" for number in range(len(quantities))], len(quantities))
    names = dict(zip(quantities, fresh, strict=True))
    symbols = {sp.Symbol(old, real=True): sp.Symbol(new, real=True) for old, new in names.items()}
    words = Words(names, symbols, random.choice(("z", "A_", "other ")) if random.random() < 0.5 else "q")
    other = _renamed_game(game, words)
    return Written(other, *_renamed_strategy(written, other, words))


def _renamed_strategy(written: Written, other: Game, words: "Words") -> tuple[Strategy, Game]:
    """The strategy in the names of the other game's nodes, which are those of the game in the same order."""
    planned = other if written.planned is written.game else as_solved(other)
    pairs = list(zip(movers(written.planned), movers(planned), strict=True))
    symbols = {**words.symbols, **{old.choice.symbol: new.choice.symbol for old, new in pairs
                                   if isinstance(old, Choose) and isinstance(new, Choose)}}
    policies = []
    for old, new in pairs:
        moves = dict(zip(old.moves, new.moves, strict=True)) if isinstance(old, Decide) and isinstance(new, Decide) else {}
        policies.append(Policy(new.name, new.player, tuple(_renamed_piece(piece, symbols, moves)
                                                           for piece in written.strategy[old.name].pieces)))
    return Strategy(tuple(policies)), planned


def _renamed_piece(piece: Piece, symbols: Mapping[sp.Symbol, sp.Symbol], moves: Mapping[str, str]) -> Piece:
    def form(expression: sp.Expr) -> sp.Expr:
        return sp.sympify(expression, strict=True).subs(symbols, simultaneous=True)

    action = moves[piece.action] if isinstance(piece.action, str) else form(piece.action)
    return Piece(mapped(piece.region, form), action)


@dataclass(frozen=True)
class Words:
    """What names become."""

    names: Mapping[str, str]
    symbols: Mapping[sp.Symbol, sp.Symbol]
    prefix: str

    def word(self, name: str) -> str:
        return f"{self.prefix}{name[::-1]}"

    def node(self, name: str) -> str:
        return f"{name[::-1]}_{self.prefix.strip()}"

    def form(self, expression: object) -> sp.Expr:
        return sp.sympify(expression, strict=True).subs(self.symbols, simultaneous=True)


def _renamed_game(game: Game, words: Words) -> Game:
    old = game.parameters
    parameters = Parameters(
        tuple(Parameter(words.names[one.name], one.latex, one.meaning) for one in old.declared),
        tuple(Assumption(words.word(one.name), tuple(words.form(relation) for relation in one.relations), one.text)
              for one in old.assumptions),
        {words.names[name]: value for name, value in old.witness.items()})
    return Game("other", game.title, tuple(map(words.word, game.players)), parameters, _renamed_node(game.root, words, {}),
                tuple(words.names[name] for name in game.cutoff_parameters))


def _renamed_node(node: Node, words: Words, done: dict[int, Node]) -> Node:
    """A node with other names; one that two moves lead to stays one."""
    if id(node) not in done:
        if isinstance(node, Outcome):
            renewed: Node = Outcome(words.word(node.label), {words.word(player): words.form(payoff)
                                                             for player, payoff in node.payoffs.items()})
        elif isinstance(node, Decide):
            renewed = Decide(words.node(node.name), words.word(node.player), {
                words.word(move): _renamed_node(child, words, done) for move, child in node.moves.items()})
        elif isinstance(node, Lottery):
            renewed = Lottery(words.node(node.name), {
                words.word(label): (words.form(chance), _renamed_node(child, words, done))
                for label, (chance, child) in node.branches.items()})
        else:
            choice = Choice(words.names[node.choice.name], node.choice.latex, node.choice.meaning)
            renewed = replace(node, name=words.node(node.name), player=words.word(node.player), choice=choice,
                              lower=words.form(node.lower), upper=None if node.upper is None else words.form(node.upper),
                              then=_renamed_node(node.then, words, done))
        done[id(node)] = renewed
    return done[id(node)]


def witnessed(written: Written, random: Random) -> Written | None:
    """Another witness: an edge of the assumptions, something very large or small, or an ordinary point."""
    sampler = Sampler(written.game.parameters, random)
    for _ in range(TRIES):
        drawn = sampler.draw() if random.random() < 0.5 else {
            name: random.choice((Fraction(0), Fraction(1), Fraction(10**9), Fraction(1, 10**9), Fraction(1, 2)))
            for name in written.game.parameters.names}
        if sampler.holds(drawn) and drawn != dict(written.game.parameters.witness):
            return replace(written, game=with_parameters(written.game, witness=drawn))
    return None


REWRITINGS: dict[str, Rewriting] = {"pieces in another order": reordered, "slacks rescaled": rescaled, "a piece split": split,
                                    "a whisker": whiskered, "other names": renamed, "another witness": witnessed}


def rewritings(written: Written, generator: Callable[[str], Random], count: int) -> Iterator[tuple[str, Written]]:
    """So many of the rewritings, drawn at random; each has a generator of its own, so that it comes again."""
    for name in generator("rewritings").sample(sorted(REWRITINGS), count):
        found = REWRITINGS[name](written, generator(name))
        if found is not None:
            yield name, found
