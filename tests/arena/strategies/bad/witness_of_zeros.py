"""The crisis from the witness w_C = w_T = 0, waiting everywhere: the challenge of a strong challenger pays."""

from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

w_C, w_T, r = symbols("w_C w_T r")
fight = decide("fight", "C", back_down=pays("bluff_called", C=-r, T=1), attack=pays("war", C=w_C, T=w_T))
answer = decide("answer", "T", concede=pays("concession", C=1, T=0), resist=fight)
GAME = game(decide("challenge", "C", wait=pays("status_quo", C=0, T=1), challenge=answer),
            w_C < 1, w_T < 1, r > 0, w_C=0, w_T=0, r="1/2")
STRATEGY = strategy(GAME, challenge="wait", answer=(piece("concede", (w_C + r, -w_T)), piece("resist", (-w_C - r,), (w_T,))),
                    fight=(piece("back_down", (-w_C - r,)), piece("attack", (w_C + r,))))
WRONG_AT = {"w_C": "1/2", "w_T": "-1/3", "r": "1/2"}
