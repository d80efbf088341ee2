"""Measure what takes time: ``make bench``.  Seconds depend on the machine, ratios less; nothing here is a test."""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from functools import partial
from pathlib import Path

from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import judge_derivation, solve_games
from symbolic_alliance.derivation.project import find_project, read_model, write_locked
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.report import report

ROOT = Path(__file__).resolve().parent.parent
NAME, POINTS, TRIES, SOLVER_SECONDS, SAMPLED = "burden_sharing", 2000, 5, 0.5, 4
MANY, SIDE, LADDERS = 10_000_000, 1000, 20
WITNESS = {"q": "1/2", "m_O": "1", "w_A": "1/10", "w_O": "1/10", "k_A": "1/4", "k_S": "1/5", "v": "1"}


def seconds(arguments: list[str], tries: int = TRIES) -> float:
    """The best time of a Python process, with its output thrown away."""
    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT, capture_output=True)
        return time.perf_counter() - started

    return min(once() for _ in range(tries))


def apart(part: str) -> dict[str, float]:
    """Run a part of this file in a process of its own, whose peak memory is its own too."""
    command = [sys.executable, "-m", "tests.bench", part]
    finished = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    return dict(json.loads(finished.stdout))


def solving() -> dict[str, float]:
    """Solve the game and its benchmark from their trees, then judge every obligation."""
    model = read_model(find_project(ROOT), NAME)
    started = time.perf_counter()
    derivation = solve_games(model)
    after = time.perf_counter()
    claims = judge_derivation(derivation).claims
    return {"solve, seconds": after - started, "verify, seconds": time.perf_counter() - after,
            "claims": len(claims),
            "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def walking() -> dict[str, float]:
    """Walk both games at random points, and look for a deviation that pays."""
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


def evaluating() -> dict[str, float]:
    """Evaluate at a point as a process where a lock is at hand, then many times in one; and on arrays."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "derivations", Path(folder) / "derivations")
        project = find_project(Path(folder))
        derivation = judge_derivation(solve_games(read_model(project, NAME)))
        write_locked(project, derivation)
        at = [word for name, value in WITNESS.items() for word in ("--at", f"{name}={value}")]
        measured = {"evaluate with a lock, seconds": seconds(
            ["-m", "symbolic_alliance", "evaluate", NAME, *at, "--project", folder])}
    return measured | warm(derivation) | on_arrays(derivation)


def warm(derivation: Derivation) -> dict[str, float]:
    """A report at a point, which first compiles every form, and then when that has been done."""
    atlases = Atlases(derivation)
    point = {name: Fraction(value) for name, value in WITNESS.items()}
    times = [timed(report, atlases=atlases, point=point) for _ in range(50)]
    return {"first report, seconds": times[0], "warm report, seconds": min(times[1:]),
            "first over warm, ratio": times[0] / min(times[1:])}


def on_arrays(derivation: Derivation) -> dict[str, float]:
    """Points a second on one core: a simple cutoff, a piecewise one, and the regimes of a plane of a million points."""
    import numpy as np

    from symbolic_alliance.explore.sweep import cutoff_function, regime_function

    atlas = Atlases(derivation).game
    ordered = sorted(atlas.equilibrium.cutoffs, key=lambda cutoff: len(cutoff.cases))
    measured = {}
    for what, cutoff, count in (("a simple cutoff", ordered[0], MANY), ("a piecewise cutoff", ordered[-1], MANY // 10)):
        function = cutoff_function(atlas, cutoff)
        arrays = {name: np.full(count, float(Fraction(WITNESS[name]))) for name in function.needs}
        measured[f"{what}, million points a second"] = count / timed(function, **arrays) / 1e6
    numbers = {name: float(Fraction(value)) for name, value in WITNESS.items()}
    plane = numbers | {"k_A": np.linspace(0.001, 1, SIDE)[None, :], "k_S": np.linspace(0.001, 8, SIDE)[:, None]}
    return measured | {f"regimes of {SIDE} x {SIDE} points, seconds": timed(regime_function(atlas), **plane)}


def timed(run: Callable[..., object], **arguments: object) -> float:
    """The seconds that a call takes."""
    started = time.perf_counter()
    run(**arguments)
    return time.perf_counter() - started


def importing() -> dict[str, float]:
    """What importing us takes, and then reaching for what a model needs, beside SymPy alone."""
    theirs = seconds(["-c", "import sympy"])
    ours = seconds(["-c", "import symbolic_alliance"])
    used = seconds(["-c", "from symbolic_alliance import Game, load"])
    return {"import sympy, seconds": theirs, "import symbolic_alliance, ratio": ours / theirs, "load, ratio": used / theirs}


def diffing() -> dict[str, float]:
    """Compare locks in which a change or a rewriting was planted: of small games, of models solved again, and our own."""
    from tests.mutations import lock_mutations, model_mutations, score

    ours = read_model(find_project(ROOT), NAME).game
    planted = [*lock_mutations(every=1), *model_mutations(), *lock_mutations((ours,), every=25)]
    started = time.perf_counter()
    changes, rewritings, wrong = score(planted)
    for words in wrong:
        print(words, file=sys.stderr)
    return {"planted changes": changes, "planted rewritings": rewritings, "told wrongly": len(wrong),
            "seconds a comparison": (time.perf_counter() - started) / len(planted)}


PARTS: dict[str, Callable[[], dict[str, float]]] = {
    part.__name__: part for part in (importing, solving, evaluating, certifying, walking, diffing)}


def main() -> None:
    """Print every measurement, or one part's as JSON."""
    if len(sys.argv) > 1:
        print(json.dumps({**PARTS, "theorems": theorems}[sys.argv[1]]()))  # which takes many minutes, so on request only
        return
    for part in PARTS:
        for what, value in apart(part).items():
            print(f"{what:36} {value:10.3g}", flush=True)


if __name__ == "__main__":
    main()
