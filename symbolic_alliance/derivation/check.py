"""Judge a derivation again, and compare with what was locked.

In:  a project and a model.
Out: a `Check`: the derivation with every claim judged anew, and how the lock relates to it.
Method: where the lock is of this model, nothing is solved.  The strategy is read from the lock, and its claims are stated
again from the tree: so a deposited proof counts for the claim that is made, never for a name.  Each certificate is replayed
by the kernel, what has none is decided again, and the outcome must be what the lock says, word for word.  Regimes and
cutoffs, which the solver reads off its strategy, are then the lock's word: a seal tells an edit by hand, and ``full``,
which solves again, a forgery.  Where there is no lock, or one of another model, the model is solved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.closed_form.plain_text import aligned, point_text
from symbolic_alliance.derivation.bundle import Derivation, JudgedClaim
from symbolic_alliance.derivation.derive import derive, edited_theorems, judge_derivation
from symbolic_alliance.derivation.diff.common_ground import value_of
from symbolic_alliance.derivation.lock import StaleLockError
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.outline import shorten
from symbolic_alliance.derivation.project import Project, read_current, read_deposited, read_locked, read_model
from symbolic_alliance.derivation.remembered import is_remembered
from symbolic_alliance.errors import Progress, UserError
from symbolic_alliance.proof.claim import Grade, Verdict, failures


class LockState(StrEnum):
    """How a lock relates to what is derived now."""

    SAME = "same"
    CHANGED = "changed"
    OLD = "old"
    VOID = "void"
    MISSING = "missing"


WORDS = {
    LockState.SAME: "the lock says the same",
    LockState.CHANGED: "the lock says something else",
    LockState.OLD: "the lock is of an older format, which does not keep what theorems assert",
    LockState.VOID: "the lock is of another model",
    LockState.MISSING: "there is no lock",
}


OLD_FORMAT = "the lock is of an older format"


@dataclass(frozen=True)
class Check:
    """A derivation judged again, the state of its lock, whether it was solved again too, or is remembered as it was."""

    derivation: Derivation
    lock: LockState
    is_solved: bool = True
    is_remembered: bool = False

    @property
    def is_good(self) -> bool:
        """Whether everything is solved and proved, and the lock says so."""
        return self.derivation.is_complete and self.lock is LockState.SAME


def check(project: Project, model: Model, progress: Progress = lambda text: None, full: bool = False) -> Check:
    """Judge a model's claims again, solved again where ``full`` or no lock is of this model, and compare with the lock.

    Raises `LockError` for a lock that is none or was edited, and for a certificate that does not replay.
    """
    try:
        locked = read_locked(project, model)
        state = (LockState.MISSING if locked is None else LockState.OLD if locked.lacks_statements else LockState.CHANGED)
    except StaleLockError:
        locked, state = None, LockState.VOID
    is_solved = full or locked is None
    if locked is not None and not full:
        derivation = judge_derivation(locked, progress, read_deposited(project, model.name))
    else:
        derivation = derive(project, model, progress)
    return Check(derivation, LockState.SAME if derivation == locked else state, is_solved)


def recall(project: Project, model: Model) -> Check | None:
    """The check of a model as it came out before, with every file as it is now; None where none was, or none was good."""
    locked = read_current(project, model) if is_remembered(project, model.name) else None
    return None if locked is None else Check(locked, LockState.SAME, False, is_remembered=True)


def standing(project: Project, name: str) -> dict[str, Any]:
    """A derivation in one line: what it is, and whether its lock can be used."""
    title, broken = "", False
    try:
        model = read_model(project, name)
        title = model.game.title
        locked = read_locked(project, model)
        status = WORDS[LockState.MISSING] if locked is None else f"locked: {tally(locked)}{_due(locked)}"
    except StaleLockError:
        status = WORDS[LockState.VOID]
    except UserError as error:
        status, broken = str(error), True
    return {"name": name, "title": title, "status": status, "broken": broken}


def _due(locked: Derivation) -> str:
    """Why a lock of this model should be written anew, if it should."""
    if locked.is_of_old_format:
        return f"; {OLD_FORMAT}: 'update {locked.name}'"
    edited = edited_theorems(locked)
    return f"; since then {edited} changed: 'update {locked.name}'" if edited else ""


def standings_text(own: Sequence[Mapping[str, Any]], published: Sequence[Mapping[str, Any]]) -> str:
    """How derivations stand, a line each; then published models to start from, where there are any."""
    rows = aligned([(one["name"], one["title"], one["status"]) for one in (*own, *published)])
    head = "published models, to start from with 'new NAME --from KEY':"
    return "\n".join((*rows[:len(own)], *(("", head, *rows[len(own):]) if published else ())))


def check_json(found: Check) -> dict[str, Any]:
    """The claims of a check, what is unsolved, and the state of the lock, for JSON."""
    derivation = found.derivation
    return {
        "claims": [{"name": name, "verdict": claim.verdict, "grade": claim.grade, "deciders": list(claim.deciders),
                    "assumptions": list(claim.assumptions), "tried": claim.tried,
                    "point": {name: str(value) for name, value in (claim.point or {}).items()} or None,
                    "seconds": round(claim.result.seconds if claim.result else 0, 3)}
                   for name, claim in derivation.claims.items()],
        "unsolved": [f"{place.node}: {place.reason}"
                     for equilibrium in derivation.all_equilibria for place in equilibrium.unsolved],
        "lock": found.lock,
        "solved": found.is_solved,
        "remembered": found.is_remembered,
    }


def check_text(found: Check) -> str:
    """A check in a few lines: the tally, the state of the lock, and everything that is not as it should be."""
    derivation = found.derivation
    how = "" if found.is_solved else " (judged again, not solved again)"
    how = " (as it was judged before: --no-cache judges again)" if found.is_remembered else how
    lines = [f"{derivation.name}: {tally(derivation)}; {WORDS[found.lock]}{how}"]
    if found.lock is LockState.SAME and derivation.is_of_old_format:
        lines.append(f"  {OLD_FORMAT}: 'symbolic-alliance update {derivation.name}' writes one that keeps more")
    if found.lock is not LockState.SAME:
        lines.append(f"  'symbolic-alliance update {derivation.name}' writes what is derived now")
    return "\n".join((*lines, *unsolved_lines(derivation), *unproved_lines(derivation)))


def unproved_lines(derivation: Derivation) -> list[str]:
    """The claims that are not proved, each with its verdict and why, a line each."""
    return [f"  {claim.verdict}: {name}{_evidence(claim)}"
            for name, claim in derivation.claims.items() if claim.verdict is not Verdict.PROVED]


def unsolved_lines(derivation: Derivation) -> list[str]:
    """Where a derivation is not solved, and why, a line each."""
    return [f"  unsolved at {place.node}: {place.reason}"
            for equilibrium in derivation.all_equilibria for place in equilibrium.unsolved]


def tally(derivation: Derivation) -> str:
    """How many claims there are of each verdict, and who decided the proved ones."""
    claims = derivation.claims.values()
    counts = [(verdict, sum(claim.verdict is verdict for claim in claims)) for verdict in Verdict]
    graded = [(grade, sum(claim.grade is grade for claim in claims)) for grade in Grade]
    grades = ", ".join(f"{count} {grade}" for grade, count in graded if count)
    parts = [f"{count} {verdict}" + (f" ({grades})" if verdict is Verdict.PROVED else "")
             for verdict, count in counts if count]
    return f"{len(claims)} claims, {', '.join(parts)}" if claims else "no claims"


def account(name: str, claim: JudgedClaim) -> str:
    """Tell of a claim that is not proved: the point that refutes it, what was expected there, and what it is instead."""
    lines = [f"{name} is {claim.verdict}: {claim.sentence}"]
    if claim.point is not None:
        lines.append(f"  at        {point_text(claim.point)}")
        for failing in failures(claim.result.claim, claim.point) if claim.result else ():
            lines += [f"  expected  {shorten(write(failing.expression))} {'>' if failing.strict else '>='} 0",
                      f"  got       {value_of(failing.expression, claim.point)}"]
    if claim.tried:
        lines.append(f"  {'tried    ' if claim.verdict is Verdict.UNDECIDED else 'because  '} {claim.tried}")
    return "\n".join(lines)


def _evidence(claim: JudgedClaim) -> str:
    return (f" at {point_text(claim.point)}" if claim.point else "") + (f" ({claim.tried})" if claim.tried else "")
