"""The team makes min(x, y); t answers with min(x, k), so s, at cost c x with c < 1, goes as far as k."""

from sympy import Min

from tests.arena.shorthand import choose, game, pays, piece, strategy, symbols

x, y, k, c = symbols("x y k c")
GAME = game(choose(x, "s", 0, 1, choose(y, "t", 0, 1, pays("done", s=Min(x, y) - c * x, t=k * Min(x, y) - y**2 / 2))),
            k > 0, k < 1, c > 0, c < 1, k="1/2", c="1/3")
STRATEGY = strategy(GAME, choose_x=k, choose_y=(piece(k, (x - k,)), piece(x, (k - x,))))
