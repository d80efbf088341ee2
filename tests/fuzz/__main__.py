"""Run the fuzzer: ``python -m tests.fuzz --seconds 60 --seed 1``.

In:  a seed, and bounds: seconds, or how many games and mutants (shrinking comes after); and how many processes.
Out: a table by kind on standard output, and shrunk cases as Python files, printed, or kept in a folder.
The exit status is 1 where anything was found.  A run is the same for the same seed, as far as the clock lets it come.
"""

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from tests.fuzz.session import Options, cases, collect, table, tasks

HELP = {
    "seconds": "start nothing new after so many seconds; 60 where no number of games or mutants is given",
    "games": "so many games, and five mutants for each",
    "mutants": "so many mutants; without --games no games",
    "jobs": "processes",
    "slow": "seconds of processor time for one game, or for the mutants of one base",
    "cases": "how many cases of a kind are shrunk",
}


def read_options(arguments: list[str]) -> tuple[Options, Path | None]:
    """The options of the command line, and the folder to keep cases in."""
    reader = argparse.ArgumentParser("python -m tests.fuzz", description="Compare solve, verify, prove and the walk.")
    for one in fields(Options):
        flag = f"--{one.name.replace('_', '-')}"
        reader.add_argument(flag, type=type(one.default), default=one.default, help=HELP.get(one.name))
    reader.add_argument("--keep", type=Path, help="the folder to write cases to")
    read = vars(reader.parse_args(arguments))
    keep = read.pop("keep")
    return Options(**read), keep


def main() -> int:
    """Run, print the table, then the cases."""
    options, keep = read_options(sys.argv[1:])
    total = collect(tasks(options), options)
    print(table(total), flush=True)
    for name, text in cases(total, options):
        if keep is None:
            print(f"\n# ---- {name}\n{text}", flush=True)
        else:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / name).write_text(text, encoding="utf-8")
    return int(bool(total.seen))


if __name__ == "__main__":
    sys.exit(main())
