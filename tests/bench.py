"""Measure what takes time: ``make bench``, in CPU seconds.  Nothing here is a test.

``python -m tests.bench`` measures this tree; with ``--beside COMMIT`` that commit too, in the same run, and the ratio of the
two; parts that take many minutes run when they are named: ``python -m tests.bench certifying``.  Seconds depend on the
machine, ratios less.  Each figure is taken in a process of its own, with a tree's own library, children counted.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME, POINTS, SOLVER_SECONDS, SAMPLED, LADDERS = "burden_sharing", 2000, 0.5, 4, 20
WITNESS = {"q": "1/2", "m_O": "1", "w_A": "1/10", "w_O": "1/10", "k_A": "1/4", "k_S": "1/5", "v": "1"}
AT = [word for name, value in WITNESS.items() for word in ("--at", f"{name}={value}")]
EDITS = {  # of each file a text that occurs in it, and another of the same meaning
    "a sentence": ("sentences.py", "both sides never hold one at once", "never do both sides hold one at once"),
    "a theorem": ("theorems/alone.py", "Arms settle whose threat is credible", "Arms decide whose threat is credible")}

# What is measured within a process of its own: each prints a JSON object of figures.
START = f"""
import json, time
from pathlib import Path
from fractions import Fraction
def cpu(run):
    started = time.process_time()
    run()
    return time.process_time() - started
def best(run, count):
    return min(cpu(run) for _ in range(count))
NAME, POINT = {NAME!r}, {{name: Fraction(value) for name, value in {WITNESS!r}.items()}}
"""
SOLVE = """
from symbolic_alliance.derivation.derive import solve_games
from symbolic_alliance.derivation.project import find_project, read_model
model = read_model(find_project(Path(".")), NAME)
print(json.dumps({"solve three games": cpu(lambda: solve_games(model))}))
"""
REPLAY = """
from symbolic_alliance.certificate import read_claims, read_theorem
text = Path(f"derivations/{NAME}/{NAME}.certificates.json").read_text()
print(json.dumps({"replay of all certificates": cpu(
    lambda: [read_theorem(case) for cases in read_claims(text).values() for case in cases])}))
"""
WARM = """
from symbolic_alliance import load
paper = load(NAME, Path("."))
paper.at(POINT), paper.thresholds.k_D.at(POINT)
print(json.dumps({"report at a point, warm": best(lambda: paper.at(POINT), 50),
                  "threshold at a point, warm": best(lambda: paper.thresholds.k_D.at(POINT), 50)}))
"""
ARRAYS = """
from symbolic_alliance import load
from symbolic_alliance.game.points import random_columns
paper = load(NAME, Path("."))
cutoffs = sorted(paper.atlases.game.equilibrium.cutoffs, key=lambda one: len(one.cases))
from symbolic_alliance.explore.sweep import cutoff_function, regime_function
import numpy as np
few = random_columns(paper.game.parameters, 20_000, seed=4)
many = {name: np.resize(column, 2_000_000) for name, column in few.items()}
function = cutoff_function(paper.atlases.game, cutoffs[-1])
function(**many)
numbers = {name: float(value) for name, value in POINT.items()}
plane = numbers | {"k_A": np.linspace(0.001, 1, 500)[None, :], "k_S": np.linspace(0.001, 8, 500)[:, None]}
print(json.dumps({"hardest cutoff, a million points": best(lambda: function(**many), 2) / 2,
                  "the same, without a compiler": cpu(lambda: function(**few)) * 50,
                  "regimes, a million points": cpu(lambda: regime_function(paper.atlases.game)(**plane)) * 4}))
"""


def figures(tree: Path) -> Iterator[tuple[str, float]]:
    """The figures of a tree, one after the other, in CPU seconds but for memory."""
    for module in ("sympy", "symbolic_alliance"):
        yield f"import {module}", seconds(tree, "-c", f"import {module}")
    yield "evaluate, as a process", seconds(tree, "-m", "symbolic_alliance", "evaluate", NAME, *AT)
    for part in (REPLAY, WARM, ARRAYS, SOLVE):
        yield from told(tree, START + part).items()
    yield from editing(tree)


def editing(tree: Path) -> Iterator[tuple[str, float]]:
    """What an author waits for: a build from the lock, with nothing changed, and after an edit; and a check."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(tree / "derivations", Path(folder) / "derivations")
        build = partial(seconds, tree, "-m", "symbolic_alliance", "build", NAME, "--project", folder, "--out",
                        f"{folder}/build")
        yield "build from the lock", build()
        yield "build, nothing changed", build()
        for what, (file, before, after) in EDITS.items():
            path = Path(folder) / "derivations" / NAME / file
            path.write_text(path.read_text().replace(before, after))
            yield f"build after {what} was edited", build()
        shutil.rmtree(Path(folder) / "derivations")
        shutil.copytree(tree / "derivations", Path(folder) / "derivations")
        yield "check", seconds(tree, "-m", "symbolic_alliance", "check", NAME, "--project", folder)
        yield "check, nothing changed", seconds(tree, "-m", "symbolic_alliance", "check", NAME, "--project", folder)
        yield "peak memory so far, MB", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def seconds(tree: Path, *arguments: str) -> float:
    """The CPU seconds of a Python process with a tree's library, its own processes counted, its output thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(tree, *arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def told(tree: Path, program: str) -> dict[str, float]:
    """The figures that a program prints as JSON."""
    return dict(json.loads(_run(tree, "-c", program)))


def _run(tree: Path, *arguments: str) -> str:
    finished = subprocess.run([sys.executable, *arguments], cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)},
                              capture_output=True, text=True)
    if finished.returncode > 1:  # 1 is bad news about a derivation, such as a theorem that differs from its lock
        raise SystemExit(f"{' '.join(arguments)[:200]} ended with {finished.returncode}: {finished.stderr[-2000:]}")
    return finished.stdout


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """A tree of an older commit, in a folder of its own while it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "--detach", str(tree), commit], check=True,
                       capture_output=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree)], check=True,
                           capture_output=True)


def walking() -> dict[str, float]:
    """Walk both games at random points, and look for a deviation that pays."""
    from symbolic_alliance.derivation.derive import solve_games
    from symbolic_alliance.derivation.project import find_project, read_model
    from symbolic_alliance.explore.walk import disagreements, random_points

    derivation = solve_games(read_model(find_project(ROOT), NAME))
    started = time.perf_counter()
    found = [one for equilibrium in derivation.equilibria
             for one in disagreements(equilibrium.game, equilibrium.strategy,
                                      random_points(equilibrium.game.parameters, POINTS), regimes=equilibrium.in_order)]
    return {f"walk at {POINTS} points, seconds": time.perf_counter() - started, "disagreements": len(found)}


def theorems() -> dict[str, float]:
    """State every theorem of the paper in plain numbers at random points, and along a ladder of costs at some of them."""
    from symbolic_alliance.explore.walk import points_beside_cutoffs, points_in_regimes, random_points
    from tests.walked_theorems import solved as locked

    game, *_ = locked()
    visiting = points_in_regimes(game, POINTS // 4, seed=11)
    beside = points_beside_cutoffs(game, visiting)
    points = [*visiting, *beside[:: max(1, len(beside) * 4 // POINTS)][:POINTS // 4]]
    points += random_points(game.game.parameters, POINTS - len(points), seed=12)
    started = time.perf_counter()
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_theorems_at, range(len(points)), points, chunksize=25))
    wrong = [one for _, several in found for one in several]
    for name, point in wrong:
        print(name, {parameter: str(value) for parameter, value in point.items()}, file=sys.stderr)
    return {"theorems at points, seconds": time.perf_counter() - started, "points": len(points),
            "statements": sum(count for count, _ in found), "disagreements": len(wrong)}


def _theorems_at(place: int, point: Mapping[str, Fraction]) -> tuple[int, list[tuple[str, Mapping[str, Fraction]]]]:
    """How many statements there are at a point, and those that do not hold."""
    from tests.walked_theorems import ALONG_A_LADDER, AT_A_POINT, LIKELIHOOD, told

    along = (*ALONG_A_LADDER, *LIKELIHOOD) if place % LADDERS == 0 else ()
    statements = list(told([point], (*AT_A_POINT, *along)))
    return len(statements), [(name, at) for name, at, holds in statements if not holds]


def certifying() -> dict[str, float]:
    """Certify every obligation of both games from nothing, replay that, and ask each solver alone about the same claims."""
    from symbolic_alliance.derivation.derive import judge_derivation, solve_games
    from symbolic_alliance.derivation.project import find_project, read_model
    from symbolic_alliance.proof.certify import certify_results, read_deposit, search, write_deposit
    from symbolic_alliance.proof.polynomial_claim import polynomial_cases
    from symbolic_alliance.proof.prover.deciders import deciders

    derivation = judge_derivation(solve_games(read_model(find_project(ROOT), NAME)))
    every = [claim.result for claim in derivation.claims.values() if claim.result is not None]
    started = time.perf_counter()
    found = search(every, {})
    searching = time.perf_counter() - started
    judged_again = certify_results(every, found)
    text = write_deposit(judged_again)
    started = time.perf_counter()
    read_deposit(text)
    replaying = time.perf_counter() - started
    measured = {"certify from nothing, seconds": searching, "replay, seconds": replaying,
                "search over replay, ratio": searching / replaying,
                "claims certified": sum(bool(result.certificate) for result in judged_again), "claims in all": len(every),
                "a solver's bound a statement, seconds": SOLVER_SECONDS, "one statement asked of so many": SAMPLED}
    statements = list(dict.fromkeys(case.statement for result in every for case in polynomial_cases(result.claim)))[::SAMPLED]
    for ask in deciders():
        started = time.perf_counter()
        with ProcessPoolExecutor() as workers:  # as the search does
            answers = list(workers.map(partial(ask, seconds=SOLVER_SECONDS), statements, chunksize=4))
        solver = answers[0].solver
        measured |= {f"{solver} alone, seconds": time.perf_counter() - started,
                     f"{solver} alone, share decided": sum(one.status == "unsat" for one in answers) / len(statements)}
    return measured


def diffing() -> dict[str, float]:
    """Compare locks in which a change or a rewriting was planted: of small games, of models solved again, and our own."""
    from symbolic_alliance.derivation.project import find_project, read_model
    from tests.mutations import lock_mutations, model_mutations, score

    ours = read_model(find_project(ROOT), NAME).game
    planted = [*lock_mutations(every=1), *model_mutations(), *lock_mutations((ours,), every=25)]
    started = time.perf_counter()
    changes, rewritings, wrong = score(planted)
    for words in wrong:
        print(words, file=sys.stderr)
    return {"planted changes": changes, "planted rewritings": rewritings, "told wrongly": len(wrong),
            "seconds a comparison": (time.perf_counter() - started) / len(planted)}


PARTS: dict[str, Callable[[], dict[str, float]]] = {part.__name__: part for part in (certifying, walking, theorems, diffing)}


def main() -> None:
    """Print the figures of this tree, beside those of a commit where one is given, or those of a part."""
    parser = argparse.ArgumentParser(description="Measure what takes time, in CPU seconds.")
    parser.add_argument("part", nargs="?", choices=PARTS, help="one part, which takes many minutes")
    parser.add_argument("--beside", metavar="COMMIT", help="measure this commit too, and print the ratio")
    asked = parser.parse_args()
    if asked.part:
        for what, value in PARTS[asked.part]().items():
            print(f"{what:36} {value:10.3g}", flush=True)
    elif asked.beside:
        with checkout(asked.beside) as tree:
            for (what, then), (_, now) in zip(figures(tree), figures(ROOT), strict=True):
                print(f"{what:36} {now:10.3g} {then:10.3g} {now / then:8.2f}", flush=True)
    else:
        for what, now in figures(ROOT):
            print(f"{what:36} {now:10.3g}", flush=True)


if __name__ == "__main__":
    main()
