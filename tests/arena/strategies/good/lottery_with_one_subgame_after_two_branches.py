"""Two branches lead to one subgame, which is played alike after both; a third ends."""

from tests.arena.shorthand import choose, decide, game, lottery, pays, strategy, symbols

p, k, x = symbols("p k x")
later = choose(x, "t", 0, 1, pays("end", s=x, t=-(x - k) ** 2))
GAME = game(decide("start", "s", stay=pays("stay", s=k, t=0), go=lottery(
    "luck", one=(p / 2, later), two=(p / 2, decide("again", "t", on=later, off=pays("off", s=0, t=-1))),
    three=(1 - p, pays("lost", s=2 * k, t=0)))), p >= 0, p <= 1, k >= 0, k <= 1, p="1/2", k="1/2")
STRATEGY = strategy(GAME, start="go", choose_x=k, again="on")
EDGE = {"p": 1, "k": 0}
