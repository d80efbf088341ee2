"""After the second branch t does what is best after the first, x = k."""

from tests.arena.shorthand import choose, decide, game, lottery, pays, strategy, symbols

p, k, x, y = symbols("p k x y")
GAME = game(decide("start", "s", stay=pays("stay", s=0, t=0), go=lottery(
    "luck", one=(p, choose(x, "t", 0, 1, pays("low", s=1, t=-(x - k) ** 2))),
    two=(1 - p, choose(y, "t", 0, 1, pays("high", s=1, t=-(y - k / 2) ** 2))))), p >= 0, p <= 1,
            k > 0, k < 1, p="1/2", k="1/2")
STRATEGY = strategy(GAME, start="go", choose_x=k, choose_y=k)
WRONG_AT = {"p": 1, "k": "1/2"}
