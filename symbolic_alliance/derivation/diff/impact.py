"""What a change does to the claims: which are broken, proved again, newly proved or untouched.

In:  two `Lock` values, and the changes of the results between them.
Out: an `Impact` a claim.  A claim is untouched if it says what it said and nothing that it is about has changed its meaning.
"""

from collections.abc import Iterator, Mapping

from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.derivation.diff.change import Effect, Impact, ResultChange
from symbolic_alliance.derivation.lock import Lock
from symbolic_alliance.proof.claim import Verdict


def impacts(old: Lock, new: Lock, changes: tuple[ResultChange, ...]) -> tuple[Impact, ...]:
    """Compare the claims of two states: the paper's theorems, then each game's obligations."""
    return tuple(_impacts(_claims(old), _claims(new), changes))


def _claims(lock: Lock) -> Mapping[str, tuple[str, JudgedClaim]]:
    """Every claim by the name that the derivation gives it, with its game; none for the paper's theorems."""
    found = {claim.name: ("", claim) for claim in lock.theorems}
    for place, game in enumerate(lock.games):
        prefix = f"{game.name}." if place else ""
        found |= {prefix + claim.name: (game.name, claim) for claim in game.claims}
    return found


def _impacts(old: Mapping[str, tuple[str, JudgedClaim]], new: Mapping[str, tuple[str, JudgedClaim]],
             changes: tuple[ResultChange, ...]) -> Iterator[Impact]:
    news = [change for change in changes if not change.status.is_harmless]
    moved = {(change.game, change.name) for change in news if not change.is_theorem}
    restated = {change.name for change in news if change.is_theorem}
    renamed = {change.name: change.before for change in changes if change.is_theorem and change.before}
    gone = [before for before in renamed.values() if before not in new]
    old = {**{name: told for name, told in old.items() if name not in gone},
           **{name: old[before] for name, before in renamed.items() if before in old}}
    games = {game for game, _ in moved}
    for name in dict.fromkeys((*new, *old)):
        game, claim = new.get(name) or old[name]
        before, after = (side[name][1] if name in side else None for side in (old, new))
        touched = (game, claim.about) in moved if game else bool(games) or name in restated
        yield Impact(name, claim.kind, name.replace("_", "-"), claim.sentence, _effect(before, after, touched),
                     before.verdict if before else None, after.verdict if after else None, after.point if after else None)


def _effect(before: JudgedClaim | None, after: JudgedClaim | None, touched: bool) -> Effect:
    if after is None:
        return Effect.REMOVED
    is_proved = after.verdict is Verdict.PROVED
    if before is None:
        return Effect.ADDED if is_proved else Effect.BROKEN
    was_proved = before.verdict is Verdict.PROVED
    if was_proved and not is_proved:
        return Effect.BROKEN
    if is_proved and not was_proved:
        return Effect.NEWLY_PROVED
    if not is_proved:
        return Effect.STILL_OPEN
    said = [(one.kind, one.about, one.text, one.statement) for one in (before, after)]
    return Effect.STILL_PROVED if touched or said[0] != said[1] else Effect.UNTOUCHED
