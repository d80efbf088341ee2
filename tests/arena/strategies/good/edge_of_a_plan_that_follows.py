"""At c = -1 the challenger attacks, since standing back does not have that edge: so the target concedes there."""

from symbolic_alliance import Piece, Region
from tests.arena.shorthand import decide, game, pays, piece, strategy, symbols

c, t = symbols("c t")
FIGHT = decide("fight", "challenger", back_down=pays("called", challenger=-1, target=1),
               attack=pays("war", challenger=c, target=t))
ANSWER = decide("answer", "target", concede=pays("concession", challenger=1, target=0), resist=FIGHT)
GAME = game(ANSWER, c < 1, t < 1, c=0, t=0)
STRATEGY = strategy(GAME, answer=(piece("resist", (-c - 1,), (t,)), piece("concede", (c + 1, -t))),
                    fight=(Piece(Region(((-c - 1,),), (-c - 1,)), "back_down"), piece("attack", (c + 1,))))
EDGE = {"c": -1, "t": "-1/2"}
