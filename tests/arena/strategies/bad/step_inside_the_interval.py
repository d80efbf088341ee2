"""x below k and nothing from k on: x = k is no best reply, and there is none."""

from sympy import Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=Piecewise((x, x < k), (0, True)))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": "1/2"}
