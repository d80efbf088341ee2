"""Read strategies literally at exact points on edges: ``python -m tests.edges burden_sharing --points 100 --seed 1``.

In:  the name of a shipped derivation, or ``--small``: the small games of the tests and of the arena; points and a seed.
Out: figures by kind of point, and what was found.  The exit status is 1 where anything was found.
"""

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from symbolic_alliance import Equilibrium, Game, load, solve
from tests import games
from tests.edges.figures import Figures, Subject, look_around, table

GOOD = Path(__file__).resolve().parent.parent / "arena" / "strategies" / "good"


def small_games() -> dict[str, Game]:
    """The small games by the name of what they come from."""
    found = {game.name: game for game in games.GAMES}
    for path in sorted(GOOD.glob("*.py")):
        if not path.stem.startswith("__"):
            found.setdefault(path.stem, import_module(f"tests.arena.strategies.good.{path.stem}").GAME)
    return found


def equilibria(name: str, only: str) -> Iterator[tuple[str, Equilibrium]]:
    """What is looked at: the game, benchmark and companions of a derivation, or what solves the small games."""
    if name:
        yield from ((one.game.name, one) for one in load(name).derivation.all_equilibria if only in ("", one.game.name))
        return
    for label, game in small_games().items():
        if only in ("", label):
            yield label, solve(game)


def main() -> int:
    """Run, and print the table."""
    reader = argparse.ArgumentParser("python -m tests.edges", description=__doc__)
    reader.add_argument("name", nargs="?", default="", help="a shipped derivation")
    reader.add_argument("--points", type=int, default=100, help="points of each of its games")
    reader.add_argument("--small", type=int, default=0, help="points of each small game, in place of a derivation")
    reader.add_argument("--seed", default="0")
    reader.add_argument("--game", default="", help="this game alone")
    reader.add_argument("--no-walk", action="store_true", help="do not ask the walk")
    read = reader.parse_args()
    if bool(read.name) == bool(read.small):
        reader.error("name a derivation, or say --small N")
    figures = Figures()
    subjects = (Subject(label, one, read.seed, not read.no_walk)
                for label, one in equilibria(read.name, read.game) if not one.unsolved)
    look_around(subjects, read.small or read.points, figures)
    sys.stdout.write(f"{table(figures)}\n")
    return int(bool(figures.faults or figures.walk_alone))


if __name__ == "__main__":
    sys.exit(main())
