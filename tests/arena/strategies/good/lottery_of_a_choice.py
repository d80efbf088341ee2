"""A contest as a lottery: arms m win with probability m/(m + c), which is c/(m + c)^2 = k at its best."""

from sympy import sqrt

from tests.arena.shorthand import choose, game, lottery, pays, piece, strategy, symbols

c, k, m = symbols("c k m")
win = m / (m + c)
GAME = game(choose(m, "state", 0, None, lottery("war", won=(win, pays("won", state=1 - k * m)),
                                                lost=(1 - win, pays("lost", state=-k * m)))), c > 0, k > 0, c=1, k="1/4")
STRATEGY = strategy(GAME, choose_m=(piece(0, (k * c - 1,)), piece(sqrt(c / k) - c, (1 - k * c,))))
EDGE = {"c": 1, "k": 1}
