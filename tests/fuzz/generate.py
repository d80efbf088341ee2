"""Random small games: trees of one to four movers, and of chance, whose payoffs have kinks, jumps, poles and open ends, with
any witness.

In:  a name, which is the seed.
Out: a `Game`; the same for the same name.  Raises `ModelError` where what was drawn is not well formed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Node, Outcome, Parameter, Parameters
from tests.fuzz.points import Sampler

LETTERS = ("k", "m", "c", "v")
PLAYERS = ("A", "B", "C")
HALF = sp.Rational(1, 2)
LOTTERIES = 0.08  # of the nodes
NUMBERS = (sp.Integer(1), HALF, sp.Integer(2), sp.Rational(1, 3), sp.Integer(3))
WITNESSES = tuple(map(Fraction, ("0", "1", "-1", "1/2", "1/3", "2", "1/4", "-1/2", "3/4", "1e9", "-1e9", "1/1000000000",
                                 "1000000001/1000000000", "999999999/1000000000", "3", "1/5")))


@dataclass
class Sketch:
    """What is drawn so far: the letters that may be used, those of them that are chances, and the choices made above, with
    who made them.

    What becomes of chance has a generator of its own, so that a game without a lottery is what it was before there were any.
    """

    random: Random
    letters: tuple[sp.Symbol, ...]
    players: tuple[str, ...]
    chance: Random
    likely: tuple[sp.Symbol, ...] = ()
    count: int = 0
    choices: list[Choice] = field(default_factory=list)

    def one(self, *options: object, weights: Sequence[float] | None = None) -> object:
        return self.random.choices(options, weights)[0]

    def often(self, chance: float) -> bool:
        return self.random.random() < chance

    def letter(self) -> sp.Expr:
        """A letter, or a number where the game has none."""
        return self.random.choice(self.letters) if self.letters else self.random.choice(NUMBERS)

    def atom(self) -> sp.Expr:
        """A number or a short formula in the letters."""
        one, other = self.letter(), self.letter()
        return self.random.choices(
            (one, self.random.choice(NUMBERS), one / 2, 1 - one, one + other, one - other, one * other, 2 * one,
             sp.Integer(0)),
            (10, 5, 1, 2, 1, 2, 1, 1, 1))[0]


def generate(name: str) -> Game:
    """The random game of this name."""
    random = Random(name)
    letters = tuple(sp.Symbol(one, real=True) for one in LETTERS[:random.choices((0, 1, 2, 3), (1, 9, 9, 3))[0]])
    sketch = Sketch(random, letters, PLAYERS[:random.choices((1, 2, 3), (3, 7, 1))[0]], Random(f"{name}: chance"))
    parameters = _parameters(sketch)
    assumed = [slack for assumption in parameters.assumptions for slack, _ in assumption.slacks]
    sketch.likely = tuple(letter for letter in letters if letter in assumed and 1 - letter in assumed)
    movers = random.choices((1, 2, 3, 4), (6, 9, 5, 2))[0]
    root = _node(sketch, movers, ())
    cutoffs = parameters.names[:random.choice((0, 1, 1, 2))]
    return Game("fuzz", "A random game", sketch.players, parameters, root, cutoffs)


# ---- parameters, their assumptions and a witness


def _parameters(sketch: Sketch) -> Parameters:
    declared = tuple(Parameter(letter.name, letter.name, "a number") for letter in sketch.letters)
    assumed = [Assumption(f"on_{letter.name}", relations, "as given")
               for letter in sketch.letters if (relations := _signs(sketch, letter))]
    if sketch.letters and sketch.often(0.3):
        assumed.append(Assumption("together", (_together(sketch),), "as given"))
    while True:
        witness = _witness(sketch, declared, tuple(assumed))
        if witness is not None:
            return Parameters(declared, tuple(assumed), witness)
        assumed.pop()


def _signs(sketch: Sketch, letter: sp.Symbol) -> tuple[Relational, ...]:
    """What is assumed of one letter: weak and strict, one end, both or none."""
    options = ((letter > 0,), (letter >= 0,), (letter > 0, letter < 1), (letter >= 0, letter <= 1), (letter >= 0, letter < 1),
               (letter > -1, letter < 1), (letter >= 1,), (letter < 1,), ())
    return sketch.random.choices(options, (5, 6, 4, 3, 1, 1, 1, 1, 5))[0]


def _together(sketch: Sketch) -> Relational:
    """A relation between letters, now and then a nonlinear one."""
    one, other = sketch.letter(), sketch.letter()
    if one == other:
        return sketch.random.choice((one <= 2, one**2 <= 1, one * (1 - one) > -1, one < 3))
    return sketch.random.choice((one < other, one <= other, one + other <= 1, one + other < 2, one * other <= 1,
                                 one * other < 1, one**2 <= other, one**2 + other**2 <= 1))


def _witness(sketch: Sketch, declared: Sequence[Parameter], assumed: tuple[Assumption, ...]) -> dict[str, Fraction] | None:
    """A plain point, or zeros and very large and very small numbers; None where none was found."""
    plain = sketch.often(0.6)
    every = Parameters(tuple(declared), (), dict.fromkeys((one.name for one in declared), Fraction(1)))
    sampler = Sampler(every, sketch.random)
    sampler.assume(assumed)
    for _ in range(200):
        if plain:
            point = {one.name: sketch.random.choice(WITNESSES[1:9]) for one in declared}
        else:
            point = {one.name: sketch.random.choice(WITNESSES) for one in declared}
        if sampler.holds(point):
            return point
    return None


# ---- the tree


def _node(sketch: Sketch, movers: int, above: tuple[tuple[Choice, str, Choose], ...]) -> Node:
    """A subtree with this many movers below the choices that were made above it."""
    if sketch.count and sketch.chance.random() < LOTTERIES:
        return _lottery(sketch, movers, above)
    if movers == 0:
        return _outcome(sketch, above)
    player = sketch.random.choice(sketch.players)
    sketch.count += 1
    name = f"n{sketch.count}"
    if len(above) < 2 and sketch.often(0.55 if movers > 1 else 0.75):
        return _choose(sketch, name, player, movers, above)
    moves = sketch.random.choices((2, 3), (4, 1))[0]
    shares = [0] * moves
    for _ in range(movers - 1):
        shares[sketch.random.randrange(moves)] += 1
    labels = ("l", "r", "s")[:moves]
    return Decide(name, player, {label: _node(sketch, share, above) for label, share in zip(labels, shares, strict=True)})


def _lottery(sketch: Sketch, movers: int, above: tuple[tuple[Choice, str, Choose], ...]) -> Lottery:
    """A lottery of two branches that share the movers, or of three ends."""
    sketch.count += 1
    name, first = f"n{sketch.count}", sketch.chance.randint(0, movers)
    p = _chance(sketch, above)
    if movers == 0 and sketch.chance.random() < 0.2:
        chances, shares = [p / 2, p / 2, 1 - p], [0, 0, 0]
    else:
        chances, shares = [p, 1 - p], [first, movers - first]
    return Lottery(name, {label: (chance, _node(sketch, share, above))
                          for label, chance, share in zip(("h", "t", "e"), chances, shares, strict=False)})


def _chance(sketch: Sketch, above: Sequence[tuple[Choice, str, Choose]]) -> sp.Expr:
    """A probability: a number, a letter that is one, or a choice that is; seldom one that may be none."""
    units = [choice.symbol for choice, _, node in above if (node.lower, node.upper) == (0, 1)]
    options = [HALF, sp.Rational(1, 3), sp.Rational(3, 4), *sketch.likely * 2, *(1 - one for one in units), *units]
    options += [one * other for one in sketch.likely for other in (*sketch.likely, *units)]
    rare = [sp.Integer(0), sp.Integer(1), *sketch.letters]
    return sketch.chance.choice(rare if sketch.chance.random() < 0.06 else options)


def _choose(sketch: Sketch, name: str, player: str, movers: int, above: tuple[tuple[Choice, str, Choose], ...]) -> Choose:
    lower, upper = _interval(sketch)
    symbol = f"{'xyz'[len(above)]}{sketch.count}"
    choice = Choice(symbol, symbol, "a choice")
    opened = [sketch.often(0.12), sketch.often(0.12) and upper is not None]
    # the node is known to its outcomes by its interval, before what follows is drawn
    shell = Choose(name, player, choice, lower, upper, Outcome("shell", {}))
    then = _node(sketch, movers - 1, (*above, (choice, player, shell)))
    return Choose(name, player, choice, lower, upper, then, *opened)


def _interval(sketch: Sketch) -> tuple[sp.Expr, sp.Expr | None]:
    zero, one = sp.Integer(0), sp.Integer(1)
    letter = sketch.letter()
    return sketch.random.choices(
        ((zero, one), (zero, None), (-one, one), (zero, letter**2), (letter, letter + 1), (zero, sp.Integer(2)), (one, None)),
        (9, 5, 1, 1, 1, 1, 1))[0]


# ---- payoffs


def _outcome(sketch: Sketch, above: Sequence[tuple[Choice, str, Choose]]) -> Outcome:
    sketch.count += 1
    return Outcome(f"o{sketch.count}", {player: _payoff(sketch, player, above) for player in sketch.players})


def _payoff(sketch: Sketch, player: str, above: Sequence[tuple[Choice, str, Choose]]) -> sp.Expr:
    total = sp.Integer(0)
    for choice, mover, _ in above:
        total += _own(sketch, choice.symbol) if mover == player else _others(sketch, choice.symbol)
    if len(above) == 2 and sketch.often(0.4):
        x, y = above[0][0].symbol, above[1][0].symbol
        total += sketch.random.choice((x * y, -x * y, -(x - y) ** 2, -sp.Abs(x - y), x * y / 2))
    if not above or sketch.often(0.4):
        total += _constant(sketch)
    if above and sketch.often(0.1):
        choice, _, node = sketch.random.choice(list(above))
        total = _jump(sketch, total, choice.symbol, node)
    if sketch.often(0.025):
        total += _pole(sketch, [choice.symbol for choice, _, _ in above])
    return total


def _own(sketch: Sketch, x: sp.Symbol) -> sp.Expr:
    """What the mover gets of a choice: mostly something with a best reply."""
    t, c = sketch.atom(), sketch.atom()
    options: tuple[tuple[Callable[[], sp.Expr], float], ...] = (
        (lambda: -((x - t) ** 2), 5), (lambda: x * (t - x), 4), (lambda: t * x - x**2 / 2, 3), (lambda: -sp.Abs(x - t), 4),
        (lambda: -t * x, 2), (lambda: sp.Min(x, t) - x / 2, 2), (lambda: -sp.Max(x - t, 0), 1),
        (lambda: x * (1 - x) - c * x, 2), (lambda: x / (x + t) - c * x, 1), (lambda: sp.Max(t - x, c) - x / 3, 1),
        (lambda: t * x, 1),
        (lambda: sp.Piecewise((x, x <= t), (2 * t - x, True)), 2), (lambda: -x, 1))
    return sketch.random.choices([one for one, _ in options], [weight for _, weight in options])[0]()


def _others(sketch: Sketch, x: sp.Symbol) -> sp.Expr:
    """What a bystander gets of a choice."""
    t = sketch.atom()
    return sketch.random.choices((x, -x, t * x, -((x - t) ** 2), -sp.Abs(x - t), sp.Min(x, t), sp.Max(x - t, 0), 1 - x,
                                  sp.Integer(0)), (5, 5, 2, 1, 3, 1, 1, 3, 2))[0]


def _constant(sketch: Sketch) -> sp.Expr:
    """A payoff in letters alone, with kinks and steps."""
    t, u, w = sketch.atom(), sketch.atom(), sketch.letter()
    return sketch.random.choices(
        (t, t - u, sp.Integer(0), sketch.random.choice(NUMBERS), -t, sp.Max(t, 0), sp.Min(t, u), -sp.Abs(t), sp.Abs(w) - u,
         sp.Max(t, 0) * sp.Max(w, 0) - u, sp.Piecewise((t, w <= 1), (u, True)), sp.Piecewise((t, w > 0), (0, True)),
         sp.Piecewise((t, sp.Eq(w, HALF)), (u, True))),
        (8, 5, 3, 4, 3, 2, 2, 2, 2, 1, 1, 1, 0.5))[0]


def _jump(sketch: Sketch, payoff: sp.Expr, x: sp.Symbol, node: Choose) -> sp.Expr:
    """A payoff with a fixed cost when active, a bonus at an end, an isolated point, a step, or a step in disguise."""
    f, t = sketch.atom(), sketch.atom()
    low, high = node.lower, sp.Integer(1) if node.upper is None else node.upper
    return sketch.random.choice((
        lambda: sp.Piecewise((0, x <= low), (payoff - f, True)),
        lambda: payoff - sp.Piecewise((f, x > low), (0, True)),
        lambda: sp.Piecewise((0, sp.Eq(x, low)), (payoff - f, True)),
        lambda: payoff + sp.Piecewise((f, x >= high), (0, True)),
        lambda: payoff + sp.Piecewise((f, sp.Eq(x, high)), (0, True)),
        lambda: sp.Piecewise((f, sp.Eq(x, t)), (payoff, True)),
        lambda: payoff + sp.Piecewise((f, x < t), (0, True)),
        lambda: payoff + sp.Piecewise((0, x <= t), (f, True)),
        lambda: sp.Piecewise((payoff, x < t), (0, True)) + sp.Piecewise((0, t * x < t**2), (payoff - f, True)),
    ))()


def _pole(sketch: Sketch, chosen: Sequence[sp.Symbol]) -> sp.Expr:
    """A quotient that may have no value somewhere: at an end, on an edge of the assumptions, at 0/0."""
    t, u = sketch.letter(), sketch.letter()
    options = [1 / t, t / u, t / (t + u), 1 / (t - 1), t / (1 - u)]
    if chosen:
        x = chosen[-1]
        options += [x / (x + t), 1 / (x + t), t * x / (x + u), -1 / (x - t) ** 2]
    if len(chosen) == 2:
        x, y = chosen
        options += [x * y / (x**2 + y**2), x / (x + y)]
    return sketch.random.choice(options)
