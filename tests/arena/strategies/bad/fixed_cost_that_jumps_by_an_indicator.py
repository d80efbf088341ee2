"""The same with the cost of an idle firm given back: V + F [q <= 0]."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

q, c, F = symbols("q c F")
GAME = game(choose(q, "firm", 0, 1, pays("market", firm=(1 - q - c) * q - F + Piecewise((F, q <= 0), (0, True)))),
            F > 0, c > 0, c < 1, F="1/10", c="1/5")
STRATEGY = strategy(GAME, choose_q=(1 - c) / 2)
WRONG_AT = {"F": 1, "c": "1/2"}
