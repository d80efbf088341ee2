"""The right plan, given to a player who does not move there."""

from symbolic_alliance import Policy, Strategy
from tests.arena.shorthand import choose, game, pays, piece, symbols

x, k = symbols("x k")
GAME = game(choose(x, "s", 0, 1, pays("done", s=k * x, t=-x)), k > 0, k=1)
STRATEGY = Strategy((Policy("choose_x", "t", (piece(1),)),))
WRONG_AT = {"k": 1}
