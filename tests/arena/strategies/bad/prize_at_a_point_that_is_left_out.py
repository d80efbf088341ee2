"""x everywhere but at x = k, where it is 5, written with Ne; x = 1 is planned."""

from sympy import Ne, Piecewise

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=Piecewise((x, Ne(x, k)), (5, True)))), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=1)
WRONG_AT = {"k": "1/2"}
