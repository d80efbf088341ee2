"""A square over a factor of itself, (x - k)^3/(x - k) written out: it is 0/0 at x = k, where it would be best."""

from tests.arena.shorthand import choose, game, pays, strategy, symbols

x, k = symbols("x k")
payoff = -((x - k)**3).expand() / (x - k)
GAME = game(choose(x, "s", 0, 1, pays("done", s=payoff)), k > 0, k < 1, k="1/2")
STRATEGY = strategy(GAME, choose_x=k)
WRONG_AT = {"k": "1/2"}
