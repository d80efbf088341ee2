"""Two peaks, of height a at 0 and b at 2: the higher one."""

from sympy import Max

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, a, b = symbols("x a b")
GAME = game(choose(x, "s", -1, 3, pays("done", s=Max(a - x**2, b - (x - 2)**2))), a=1, b=2)
STRATEGY = strategy(GAME, choose_x=(piece(0, (a - b,)), piece(2, (b - a,))))
EDGE = {"a": 2, "b": 2}
