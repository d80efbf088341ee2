"""Going pays v (1 - c), v the difference of its parts above and below 0; the cutoff of v > 0 is planned for every v."""

from sympy import Max

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

v, c = symbols("v c")
GAME = game(decide("pick", "s", stay=pays("stay", s=0), go=pays("go", s=(Max(v, 0) - Max(-v, 0)) * (1 - c))), c > 0, v=1, c=2)
STRATEGY = strategy(GAME, pick=(piece("go", (1 - c,)), piece("stay", (c - 1,))))
WRONG_AT = {"v": -1, "c": "1/2"}
