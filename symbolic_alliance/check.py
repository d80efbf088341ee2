"""Derive again, and compare with what was locked.

In:  a project and a model.
Out: a `Check`: the derivation as it comes out now, with every claim judged, and how the lock relates to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from symbolic_alliance.claim import Grade, Verdict
from symbolic_alliance.derivation import Derivation, Model, Settled
from symbolic_alliance.derive import judged
from symbolic_alliance.project import Project, read_deposited, read_locked, solve_model
from symbolic_alliance.snapshot import StaleLockError


class LockState(StrEnum):
    """How a lock relates to what is derived now."""

    SAME = "same"
    CHANGED = "changed"
    VOID = "void"
    MISSING = "missing"


WORDS = {
    LockState.SAME: "the lock says the same",
    LockState.CHANGED: "the lock says something else",
    LockState.VOID: "the lock is of another model",
    LockState.MISSING: "there is no lock",
}


@dataclass(frozen=True)
class Check:
    """A derivation made again, and the state of its lock."""

    derivation: Derivation
    lock: LockState

    @property
    def is_good(self) -> bool:
        """Whether everything is solved and proved, and no lock contradicts it."""
        return self.derivation.is_complete and self.lock in (LockState.SAME, LockState.MISSING)


def check(project: Project, model: Model, progress: Callable[[str], None] = lambda text: None) -> Check:
    """Solve and judge a model again and compare with its lock; raises `LockError` for a lock that is none."""
    try:
        locked = read_locked(project, model)
        state = LockState.MISSING if locked is None else LockState.CHANGED
    except StaleLockError:
        locked, state = None, LockState.VOID
    theorems = read_deposited(project, model.name)
    derivation = judged(solve_model(project, model, progress), progress, theorems)
    return Check(derivation, LockState.SAME if derivation == locked else state)


def check_json(found: Check) -> dict[str, Any]:
    """The claims of a check, what is unsolved, and the state of the lock, for JSON."""
    derivation = found.derivation
    return {
        "claims": [{"name": name, "verdict": settled.verdict, "grade": settled.grade, "deciders": list(settled.deciders),
                    "assumptions": list(settled.assumptions), "seconds": round(seconds, 3)}
                   for (name, settled), seconds in zip(derivation.claims.items(), _seconds(derivation), strict=True)],
        "unsolved": [f"{place.node}: {place.reason}"
                     for equilibrium in derivation.equilibria for place in equilibrium.unsolved],
        "lock": found.lock,
    }


def check_text(found: Check) -> str:
    """A check in a few lines: the tally, the state of the lock, and everything that is not as it should be."""
    derivation = found.derivation
    lines = [f"{derivation.name}: {tally(derivation)}; {WORDS[found.lock]}"]
    lines += [f"  unsolved at {place.node}: {place.reason}"
              for equilibrium in derivation.equilibria for place in equilibrium.unsolved]
    lines += [f"  {claim.verdict}: {name}{_evidence(claim)}"
              for name, claim in derivation.claims.items() if claim.verdict is not Verdict.PROVED]
    return "\n".join(lines)


def tally(derivation: Derivation) -> str:
    """How many claims there are of each verdict, and who decided the proved ones."""
    claims = derivation.claims.values()
    counts = [(verdict, sum(claim.verdict is verdict for claim in claims)) for verdict in Verdict]
    graded = [(grade, sum(claim.grade is grade for claim in claims)) for grade in Grade]
    grades = ", ".join(f"{count} {grade}" for grade, count in graded if count)
    parts = [f"{count} {verdict}" + (f" ({grades})" if verdict is Verdict.PROVED else "")
             for verdict, count in counts if count]
    return f"{len(claims)} claims, {', '.join(parts)}" if claims else "no claims"


def _seconds(derivation: Derivation) -> list[float]:
    return [result.seconds for equilibrium in derivation.equilibria for result in derivation.results[equilibrium.game.name]]


def _evidence(claim: Settled) -> str:
    if claim.point:
        return " at " + ", ".join(f"{name} = {value}" for name, value in claim.point.items())
    return f" ({claim.tried})" if claim.tried else ""
