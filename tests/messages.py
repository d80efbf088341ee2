"""What a person may write in a model that will not do, and the sentence that they get.

In:  a small model that is well formed, and `data/messages.toml`: what was written in place of a piece, and the sentence.
Out: each mistake with the model that has it.
"""

import tomllib
from pathlib import Path
from typing import NamedTuple

GOOD = '''\
import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Model, Outcome, Parameter, Parameters
from symbolic_alliance.claims.theorems import always, inside, proposition, state

k, v, m = sp.symbols("k v m", real=True)
z = sp.Symbol("z", real=True)

PARAMETERS = Parameters(
    (Parameter("k", "k", "the cost of a wall"), Parameter("v", "v", "the worth of the city")),
    (Assumption("positive", (k > 0, v > 0), "a wall costs something, and the city is worth something"),
     Assumption("modest", (k < 3,), "walls are not too costly")),
    {"k": 1, "v": 2})

WAR = Outcome("war", {"defender": v*m - k*m, "attacker": 1 - 2*m})
PEACE = Outcome("peace", {"defender": v - k*m, "attacker": 0})
MOVE = Decide("move", "attacker", {"hold": PEACE, "attack": WAR})

GAME = Game("walls", "Walls", ("defender", "attacker"), PARAMETERS,
            Choose("build", "defender", Choice("m", "m", "the height of the wall"), 0, 1, MOVE),
            cutoff_parameters=("k",))


@proposition("Walls deter")
def walls_deter(setting):
    peace = setting["walls"].regime("peace")
    return state("In peace the wall is {m} high.", always(peace.actions["m"] > 0, given=[inside(peace)]),
                 m=peace.actions["m"])


DERIVATION = Model(game=GAME, theorems=(walls_deter,))
'''


class Mistake(NamedTuple):
    """What is mistaken, the piece of the good model, what was written instead, and what is said."""

    subject: str
    piece: str
    written: str
    told: str

    @property
    def source(self) -> str:
        """The model with the mistake in it."""
        assert GOOD.count(self.piece) == 1, f"{self.piece} does not stand in the good model once"
        return GOOD.replace(self.piece, self.written)


def _read(path: Path) -> tuple[Mistake, ...]:
    groups = tomllib.loads(path.read_text(encoding="utf-8"))["mistakes"]
    return tuple(Mistake(group["subject"], group["piece"], *row) for group in groups for row in group["rows"])


MISTAKES = _read(Path(__file__).resolve().parent / "data" / "messages.toml")
