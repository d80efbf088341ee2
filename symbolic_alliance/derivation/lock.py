"""The lock: what has been derived from a model, as text that is committed beside it.

In:  a `Derivation`; or the text of a lock, with the model that it should belong to or without any.
Out: an outline of both games' strategies, regimes, cutoffs, ties and open ends, and of the verdicts, with expressions in
     the normal printed form, and a seal, the hash of all that; or the derivation again, exactly as it was; or, without the
     model, a `Lock`: the same results, each game's in its own `Frame`, to be compared with those of another model.
Raises `LockError` in one sentence for a line that does not belong (the text may be hostile), or for a model that has changed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import sympy as sp

from symbolic_alliance.algebra.division import as_solved
from symbolic_alliance.claims.region_form import RegionForm
from symbolic_alliance.closed_form.notation import write
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation, JudgedClaim
from symbolic_alliance.derivation.form_entries import form_entry
from symbolic_alliance.derivation.frame import KEYWORDS, Frame, frame_entries, read_frame
from symbolic_alliance.derivation.lock_reader import GameReader, LockedGame
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.outline import Entry, entries_of, text_of, word
from symbolic_alliance.derivation.statement import StatementReader, game_of_regime, statement_entries
from symbolic_alliance.errors import LockError
from symbolic_alliance.game.equilibrium import Cutoff, Equilibrium, Policy, Regime, Region, Strategy, Tie, real_choices
from symbolic_alliance.game.fingerprint import fingerprint
from symbolic_alliance.game.tree import Decide, Game, Outcome

FORMAT = "3"
READ = ("1", "2", FORMAT)  # the first does not keep what theorems assert, the second not where a case of a cutoff counts
MEANINGS = ("effect", "held_fixed")
MERGE = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)


class StaleLockError(LockError):
    """A lock that is well formed, but belongs to an earlier state of the model."""


@dataclass(frozen=True)
class Lock:
    """What a lock says, whatever model it belongs to: the results of each game, and the verdicts on the theorems."""

    name: str
    games: tuple[LockedGame, ...]
    theorems: tuple[JudgedClaim, ...]
    entry: Entry = field(compare=False, repr=False)


def write_lock(derivation: Derivation) -> str:
    """Write a derivation as a lock: the same derivation always gives the same bytes."""
    model = derivation.model
    return _seal(text_of((
        Entry("lock", FORMAT),
        Entry("derivation", word(model.name)),
        Entry("model", fingerprint(*model.games)),
        *((Entry("edition", derivation.edition),) if derivation.edition else ()),
        *_meanings(model),
        *(_game_entry(solved, derivation.forms.get(solved.game.name, ()), derivation.judged.get(solved.game.name, ()))
          for solved in derivation.all_equilibria),
        *_theorem_entries(derivation),
    )))


def _meanings(model: Model) -> tuple[Entry, ...]:
    """What changes of outcome are called, and at what the choices are held that the benchmark leaves out."""
    return (*(Entry("effect", " ".join(map(word, (*pair, name)))) for pair, name in model.effects.items()),
            *(Entry("held_fixed", f"{word(name)} = {value}") for name, value in model.held_fixed.items()))


def _seal(text: str) -> str:
    return f"{text}seal {sha256(text.encode()).hexdigest()}\n"


def is_sealed(text: str) -> bool:
    """Whether a lock is as `write_lock` wrote it: a line edited by hand, or merged by a tool, breaks the seal.

    The seal tells accidents. Whoever forges a lock can forge its seal as well.
    """
    return text == _seal(text[:text.rfind("\nseal ") + 1])


def require_sealed(text: str, advice: str) -> None:
    """Raise `LockError` for a lock that is not as it was written, with what to do then."""
    if not is_sealed(text):
        how = "holds the marks of a merge" if MERGE.search(text) else "is not as it was written"
        raise LockError(f"the lock {how}: {advice}")


def _game_entry(equilibrium: Equilibrium, forms: Iterable[RegionForm], claims: Iterable[JudgedClaim]) -> Entry:
    frame = Frame.of(equilibrium.game)
    return Entry("game", word(equilibrium.game.name), (
        *frame_entries(frame),
        *_label_entries(equilibrium.game),
        *(_regime_entry(regime) for regime in equilibrium.regimes),
        *map(form_entry, forms),
        *(_cutoff_entry(cutoff) for cutoff in equilibrium.cutoffs),
        *(_tie_entry(tie) for tie in equilibrium.ties),
        *(Entry("unsolved", word(place.node), (Entry("reason", word(place.reason)), *_case_entries(place.region)))
          for place in equilibrium.unsolved),
        *(_policy_entry(policy, equilibrium.game) for policy in equilibrium.strategy.policies),
        *(_claim_entry(claim, frame) for claim in claims),
    ))


def _label_entries(game: Game) -> Iterator[Entry]:
    """The moves at each node and the outcomes, those too that are never played."""
    for node in game.nodes:
        if isinstance(node, Decide):
            yield Entry("moves", " ".join(map(word, (node.name, *node.moves))))
    ends = dict.fromkeys(node.label for node in game.nodes if isinstance(node, Outcome))
    yield Entry("outcomes", " ".join(map(word, ends)))


def _theorem_entries(derivation: Derivation) -> tuple[Entry, ...]:
    claims = derivation.judged.get(THEOREMS, ())
    frame = Frame.of(derivation.model.game)
    game_of = game_of_regime((one.game.name, one.regimes) for one in derivation.all_equilibria)
    entries = (_claim_entry(claim, frame, tuple(statement_entries(claim.statement, game_of)) if claim.statement else ())
               for claim in claims)
    return (Entry("theorems", "", tuple(entries)),) if claims else ()


def _case_entries(region: Region) -> tuple[Entry, ...]:
    return tuple(Entry("case", "", tuple(Entry("positive" if strict else "nonnegative", write(slack))
                                         for slack, strict in case)) for case in region.conditions)


def _action_entry(action: str | sp.Expr, prefix: str = "") -> Entry:
    return Entry("move", prefix + word(action)) if isinstance(action, str) else Entry("choose", prefix + write(action))


def _payoff_entries(payoffs: Iterable[tuple[str, sp.Expr]]) -> tuple[Entry, ...]:
    return tuple(Entry("payoff", f"{word(player)} = {write(payoff)}") for player, payoff in payoffs)


def _regime_entry(regime: Regime) -> Entry:
    return Entry("regime", word(regime.name), (
        Entry("outcome", word(regime.outcome)),
        *(_action_entry(action, f"{word(node)} = ") for node, action in regime.path),
        *_payoff_entries(regime.payoffs.items()),
        *(Entry("probability", f"{word(label)} = {write(chance)}") for label, chance in regime.probabilities.items()),
        *_case_entries(regime.region)))


def _cutoff_entry(cutoff: Cutoff) -> Entry:
    return Entry("cutoff", f"{word(cutoff.name)} {word(cutoff.parameter)}", tuple(
        Entry("where", f"{word(case.between[0])} {word(case.between[1])}",
              (Entry("value", write(case.expression)), *(Entry("nonnegative", write(slack)) for slack in case.where),
               *((Entry("suffices"),) if case.suffices else ())))
        for case in cutoff.cases))


def _tie_entry(tie: Tie) -> Entry:
    return Entry("tie", f"{word(tie.node)} {word(tie.player)}", (
        Entry("chosen", word(tie.chosen)), Entry("discarded", word(tie.discarded)), Entry("broken_for", word(tie.broken_for)),
        *_case_entries(tie.region)))


def _policy_entry(policy: Policy, game: Game) -> Entry:
    return Entry("policy", f"{word(policy.node)} {word(policy.player)}", tuple(
        Entry("piece", "", (
            _action_entry(piece.action),
            Entry("origin", word(piece.origin)),
            *((Entry("outcome", word(piece.outcome)),) if piece.outcome else ()),
            *_payoff_entries(zip(game.players, piece.payoffs, strict=bool(piece.payoffs))),
            *_case_entries(piece.region)))
        for piece in policy.pieces) + tuple(Entry("left_out", "", _case_entries(region)) for region in policy.left_out))


def _claim_entry(claim: JudgedClaim, frame: Frame, stated: tuple[Entry, ...] = ()) -> Entry:
    """A claim in two lines, mostly: most rest on all assumptions, so that only those it does without are named.

    What a theorem has ``stated`` follows.
    """
    words = (claim.name, claim.kind, claim.about, claim.verdict, *([claim.grade] if claim.grade else []), *claim.deciders)
    unused = [name for name in frame.assumptions if name not in claim.assumptions]
    return Entry("claim", " ".join(map(word, words)), (
        Entry("text", word(claim.text)),
        *((Entry("without", " ".join(map(word, unused))),) if unused else ()),
        *((Entry("tried", word(claim.tried)),) if claim.tried else ()),
        *(Entry("point", f"{word(name)} = {value}") for name, value in (claim.point or {}).items()),
        *stated))


def read_derivation(text: str, model: Model) -> Derivation:
    """Read a lock back for the model that it was made from.

    Raises `StaleLockError` where the model has changed since, and `LockError` for a text that is no lock.
    """
    lock = _open(text)
    if lock.one("derivation").words(1)[0] != model.name:
        raise lock.one("derivation").wrong(f"this is the lock of another derivation than {model.name}")
    if lock.one("model").rest != fingerprint(*model.games):
        raise StaleLockError(f"the lock is of another model than {model.name} is now; 'update {model.name}' writes a new one")
    told = tuple(entry for entry in lock.below if entry.keyword in MEANINGS)
    if lock.one("lock").rest != READ[0] and told != _meanings(model):
        raise StaleLockError(f"the lock has other effects or choices held fixed than {model.name} has now; "
                             f"'update {model.name}' writes a new one")
    entries = lock.all("game")
    if [entry.words(1)[0] for entry in entries] != [game.name for game in model.games]:
        raise lock.one("model").wrong(f"a lock of the games {', '.join(game.name for game in model.games)} should follow")
    games = list(map(as_solved, model.games))
    parts = [_read_game(game, entry) for game, entry in zip(games, entries, strict=True)]
    theorems = _theorems(lock, Frame.of(model.game), parts)
    claims = {part.name: part.claims for part in parts if part.claims} | ({THEOREMS: theorems} if theorems else {})
    forms = {part.name: part.forms for part in parts if part.forms}
    equilibria = [Equilibrium(game, Strategy(part.policies), part.regimes, part.cutoffs, part.ties, part.unsolved)
                  for game, part in zip(games, parts, strict=True)]
    return replace(Derivation.of(model, equilibria, claims), forms=forms,
                   is_of_old_format=lock.one("lock").rest != FORMAT, edition="".join(lock.optional("edition")))


def _read_game(game: Game, entry: Entry) -> LockedGame:
    frame = Frame.of(game)
    told = tuple(one for one in entry.below if one.keyword in KEYWORDS)
    if told not in ((), frame_entries(frame), frame_entries(replace(frame, meanings={}))):
        raise entry.wrong("the players, parameters, assumptions or choices that follow are not the model's")
    found = GameReader(frame).read(entry)
    return replace(found, regimes=tuple(replace(one, actions=real_choices(game, one.path)) for one in found.regimes))


def read_lock(text: str) -> Lock:
    """Read a lock without its model; raises `LockError` for a text that is no lock."""
    return lock_of_entries(_open(text))


def lock_of_entries(lock: Entry) -> Lock:
    """Read a lock from its outline; raises `LockError` for what is none."""
    parts = tuple(GameReader(read_frame(entry)).read(entry) for entry in lock.all("game"))
    if not parts:
        raise lock.one("derivation").wrong("no game follows")
    return Lock(lock.one("derivation").words(1)[0], parts, _theorems(lock, parts[0].frame, parts), lock)


def _open(text: str) -> Entry:
    lock = Entry("lock", below=entries_of(text))
    lock.refuse_others("lock", "derivation", "model", "edition", *MEANINGS, "game", "theorems", "seal")
    if lock.one("lock").rest not in READ:
        raise lock.one("lock").wrong(f"this program reads locks of the formats {', '.join(READ)}")
    return lock


def _theorems(lock: Entry, frame: Frame, games: Sequence[LockedGame]) -> tuple[JudgedClaim, ...]:
    regimes = {(game.name, regime.name): regime for game in games for regime in game.regimes}
    reader, statements = GameReader(frame), StatementReader(lambda game, name: regimes.get((game, name)))
    return tuple(reader.claim(entry, statements) for block in lock.all("theorems") for entry in block.below)
