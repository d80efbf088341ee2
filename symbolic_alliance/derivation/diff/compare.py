"""Compare two states of a derivation by meaning: every parameter, assumption, regime, cutoff and plan of every game.

In:  two `Lock` values.
Out: a `Diff`.
Results are compared where the assumptions of both sides hold; that the assumptions themselves say something else is a result
of its own.
"""

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from symbolic_alliance.derivation.diff.change import Diff, Difference, PartChange, ResultChange, Status
from symbolic_alliance.derivation.diff.common_ground import Ground, ground_of
from symbolic_alliance.derivation.diff.cutoff_changes import compare_cutoffs
from symbolic_alliance.derivation.diff.impact import impacts
from symbolic_alliance.derivation.diff.plan_changes import compare_places, compare_policies
from symbolic_alliance.derivation.diff.regime_changes import compare_regimes
from symbolic_alliance.derivation.diff.renaming import in_the_new_names
from symbolic_alliance.derivation.diff.theorem_changes import compare_theorems
from symbolic_alliance.derivation.frame import Frame
from symbolic_alliance.derivation.lock import MEANINGS, Lock
from symbolic_alliance.derivation.lock_reader import LockedGame
from symbolic_alliance.errors import Progress
from symbolic_alliance.game.equilibrium import CutoffCase
from symbolic_alliance.proof.claim import Inequality

UNTOLD = "the old lock does not say under which assumptions its results hold; those of now are taken for both"


def compare(old: Lock, new: Lock, progress: Progress = lambda text: None) -> Diff:
    """Compare two states of a derivation: its results by meaning, its claims by their verdicts."""
    found = compare_results(old, new, progress)
    return replace(found, impacts=impacts(old, new, found.changes))


def compare_results(old: Lock, new: Lock, progress: Progress = lambda text: None) -> Diff:
    """Compare the results of two states by meaning, and leave the claims aside."""
    old, renamed = in_the_new_names(old, new)
    before = {game.name: game for game in old.games}
    changes: list[ResultChange] = [*renamed, *_meanings(old, new)]
    for game in new.games:
        progress(f"compare {game.name}")
        changes += _compare(before[game.name], game, progress) if game.name in before else _whole(game, Status.ADDED)
    for name in before:
        if name not in [game.name for game in new.games]:
            changes += _whole(before[name], Status.REMOVED)
    changes += _theorems(old, new, progress)
    untold = any(not game.frame.is_told for game in old.games) and old != new
    return Diff(new.name, tuple(changes), notes=(UNTOLD,) if untold else ())


def _meanings(old: Lock, new: Lock) -> Iterator[ResultChange]:
    """What changes of outcome are called, and at what choices are held: by what they are about."""
    for keyword in MEANINGS:
        before, after = (dict(entry.rest.rsplit(" ", 1) for entry in side.entry.all(keyword)) for side in (old, new))
        for about in dict.fromkeys((*after, *before)):
            pair = before.get(about), after.get(about)
            status = (Status.SAME if pair[0] == pair[1] else Status.ADDED if pair[0] is None
                      else Status.REMOVED if pair[1] is None else Status.CHANGED)
            parts = () if status is Status.SAME else (PartChange(keyword.replace("_", " "), status, *pair),)
            yield ResultChange(new.name, keyword.replace("_", " "), about.removesuffix(" ="), status, parts)


def _theorems(old: Lock, new: Lock, progress: Progress) -> tuple[ResultChange, ...]:
    """The theorems of both sides, read in the frames of their games."""
    if not (old.theorems or new.theorems):
        return ()
    progress("compare the theorems")
    before, after = old.games[0].frame, new.games[0].frame
    names = sorted({symbol.name for claim in (*old.theorems, *new.theorems) if claim.statement
                    for one in claim.statement.stated.assertions for symbol in one.given.symbols | one.then.symbols}
                   | before.witness.keys() | after.witness.keys())
    bare = ground_of(Frame(("",), {**before.witness, **after.witness}), Frame(), names)
    return tuple(compare_theorems(ground_of(before, after, names), bare, new.name, old.theorems, new.theorems))


def _whole(game: LockedGame, status: Status) -> tuple[ResultChange, ...]:
    return (ResultChange(game.name, "game", game.name, status),)


def _compare(old: LockedGame, new: LockedGame, progress: Progress) -> Iterator[ResultChange]:
    yield from _reworded(old.frame, new.frame, new.name)
    if _content(old) == _content(new):
        yield from _all_same(new)
        return
    ground = ground_of(old.frame, new.frame, _names(old, new))
    yield from _frames(old.frame, new.frame, new.name)
    progress(f"compare the regimes of {new.name}")
    regimes, renamed = compare_regimes(ground, new.name, old.regimes, new.regimes)
    yield from regimes
    yield from compare_cutoffs(ground, old, new, renamed)
    progress(f"compare the plans of {new.name}")
    yield from compare_policies(ground, old, new)
    yield from compare_places(ground, old, new)


def _content(game: LockedGame) -> tuple[object, ...]:
    frame = game.frame
    told = (frame.players, tuple(frame.witness), tuple(frame.assumptions.items()), frame.intervals)
    return told, game.regimes, _forms(game), game.policies, game.ties, game.unsolved


def _forms(game: LockedGame) -> tuple[tuple[str, str, tuple[CutoffCase, ...]], ...]:
    """The cutoffs, whatever is told of where each case counts: that follows from the regimes."""
    return tuple((one.name, one.parameter, one.forms) for one in game.cutoffs)


def _all_same(game: LockedGame) -> Iterator[ResultChange]:
    named = (("assumption", game.frame.assumptions), ("regime", [one.name for one in game.regimes]),
             ("cutoff", [one.name for one in game.cutoffs]), ("node", [one.node for one in game.policies]))
    for kind, names in named:
        yield from (ResultChange(game.name, kind, name, Status.SAME) for name in names)


def _names(old: LockedGame, new: LockedGame) -> tuple[str, ...]:
    """Every name that the results of both sides use."""
    forms: list[sp.Expr] = []
    for game in (old, new):
        regions = [*(one.region for one in game.regimes), *(one.region for one in game.ties),
                   *(one.region for one in game.unsolved)]
        pieces = [piece for policy in game.policies for piece in policy.pieces]
        regions += [piece.region for piece in pieces]
        forms += [slack for region in regions for case in region.cases for slack in case]
        forms += [form for regime in game.regimes for form in regime.quantities.values()]
        forms += [case.expression for cutoff in game.cutoffs for case in cutoff.cases]
        forms += [form for piece in pieces for form in (*piece.payoffs, piece.action) if not isinstance(form, str)]
    return tuple(sorted({symbol.name for form in forms for symbol in form.free_symbols}))


def _frames(old: Frame, new: Frame, game: str) -> Iterator[ResultChange]:
    """Players, parameters and assumptions."""
    if not (old.is_told and new.is_told):
        return
    if old.players != new.players:
        yield ResultChange(game, "players", game, Status.CHANGED,
                           (PartChange("players", Status.CHANGED, ", ".join(old.players), ", ".join(new.players)),))
    for name in dict.fromkeys((*new.witness, *old.witness)):
        if name not in old.witness or name not in new.witness:
            yield ResultChange(game, "parameter", name, Status.ADDED if name in new.witness else Status.REMOVED)
    if old.assumptions == new.assumptions and old.intervals == new.intervals:
        yield from (ResultChange(game, "assumption", name, Status.SAME) for name in new.assumptions)
        return
    narrow, wide = _bare(old, new, old.assumptions), _bare(old, new, new.assumptions)
    for name in dict.fromkeys((*new.assumptions, *old.assumptions)):
        yield _assumption(game, name, old.assumptions.get(name), new.assumptions.get(name), narrow, wide)
    if old.intervals != new.intervals:
        narrow, wide = (_bare(old, new, {**side.assumptions, "": side.intervals}) for side in (old, new))
        yield _assumption(game, "the intervals of the choices", old.intervals, new.intervals, narrow, wide)


def _reworded(old: Frame, new: Frame, game: str) -> Iterator[ResultChange]:
    """The parameters and choices that the author now says to mean something else."""
    for name, words in new.meanings.items():
        before = old.meanings.get(name, words)
        if before != words:
            kind = "parameter" if name in new.witness else "choice"
            yield ResultChange(game, kind, name, Status.REWORDED, (PartChange("meaning", Status.REWORDED, before, words),))


def _bare(old: Frame, new: Frame, assumptions: object) -> Ground:
    """The ground of one side's assumptions alone."""
    alone = Frame(("",), {**old.witness, **new.witness}, dict(assumptions))  # type: ignore[call-overload]
    names = sorted({symbol.name for slacks in alone.assumptions.values() for one in slacks
                    for symbol in one.expression.free_symbols})
    return ground_of(alone, Frame(), names)


def _assumption(game: str, name: str, old: tuple[Inequality, ...] | None, new: tuple[Inequality, ...] | None,
                narrow: Ground, wide: Ground) -> ResultChange:
    """An assumption says the same if, with all the others, it allows the same points."""
    if old == new:
        return ResultChange(game, "assumption", name, Status.SAME)
    alone = Status.ADDED if old is None else Status.REMOVED if new is None else Status.DOMAIN_CHANGED
    answers = []
    for ground, after, words in ((narrow, new, ("allowed", "excluded")), (wide, old, ("excluded", "allowed"))):
        conclusion = tuple(Inequality(one.expression, one.strict) for one in after or ())
        answer = ground.ask((), (conclusion,), ~ground.allows(conclusion))
        if answer.point is not None:
            difference = Difference(answer.point, *words)
            return ResultChange(game, "assumption", name, alone, (PartChange("assumption", alone, old, new, difference),))
        answers.append(answer)
    status = Status.REWRITTEN if all(answer.holds for answer in answers) else Status.UNDECIDED
    return ResultChange(game, "assumption", name, status, (PartChange("assumption", status, old, new),))
