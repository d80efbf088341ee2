"""The payoff is best at root_0, a parameter whose name roots had inside the program once; sqrt(1 + q) is another number."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, q, root_0 = symbols("x q root_0")
GAME = game(choose(x, "A", 0, None, pays("done", A=-(x - root_0)**2)), q > 0, root_0 > 0, q=3, root_0=5)
STRATEGY = strategy(GAME, choose_x=sqrt(1 + q))
WRONG_AT = {"root_0": 5, "q": 3}
