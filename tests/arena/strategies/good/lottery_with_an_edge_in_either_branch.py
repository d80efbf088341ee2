"""After either branch x just suffices at its own edge; s picks the edge that pays it most, or both at once where k = m."""

from tests.arena.shorthand import choose, decide, game, lottery, pays, piece, strategy, symbols

k, m, x = symbols("k m x")


def answer(name, least):
    return decide(name, "t", yes=pays(f"yes_{name}", s=1 - x / 4, t=x - least), no=pays(f"no_{name}", s=-x / 4, t=0))


GAME = game(choose(x, "s", 0, 1, lottery("luck", low=(1 - k, answer("one", k)), high=(k, answer("two", m)))),
            k > 0, k < 1, m >= k, m < 1, k="1/3", m="2/3")
gain = k - (m - k) / 4  # what reaching for the second answer adds
STRATEGY = strategy(GAME, choose_x=(piece(m, (gain,)), piece(k, (-gain,))),
                    one=(piece("yes", (x - k,)), piece("no", (k - x,))), two=(piece("yes", (x - m,)), piece("no", (m - x,))))
EDGE = {"k": "1/2", "m": "1/2"}
