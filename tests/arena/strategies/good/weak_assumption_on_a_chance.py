"""A lottery that wins a with chance p and loses b otherwise, 0 <= p <= 1: played where p a >= (1 - p) b."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

p, a, b = symbols("p a b")
odds = p * a - (1 - p) * b
GAME = game(decide("play", "s", stay=pays("stay", s=0), play=pays("lottery", s=odds)),
            p >= 0, p <= 1, a > 0, b > 0, p="1/2", a=2, b=1)
STRATEGY = strategy(GAME, play=(piece("stay", (-odds,)), piece("play", (odds,))))
EDGE = {"p": "1/3", "a": 2, "b": 1}
