"""The lock: what has been derived from a model, as text that is committed beside it.

In:  a `Derivation`; or the text of a lock, with the model that it should belong to or without any.
Out: an outline of both games' strategies, regimes, cutoffs, ties and open ends, and of the verdicts, with expressions in
     the normal printed form, and a seal, the hash of all that; or the derivation again, exactly as it was; or, without the
     model, a `Lock`: the same results, each game's in its own `Frame`, to be compared with those of another model.
Raises `LockError` in one sentence for a line that does not belong (the text may be hostile), or for a model that has changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256

import sympy as sp

from symbolic_alliance.algebra.division import as_solved
from symbolic_alliance.closed_form.notation import read, write
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation, JudgedClaim
from symbolic_alliance.derivation.frame import KEYWORDS, Frame, frame_entries, read_frame
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.outline import Entry, assignment, entries_of, mapping, shorten, split, text_of, word
from symbolic_alliance.errors import LockError, RequestError
from symbolic_alliance.game.equilibrium import (
    Cutoff,
    CutoffCase,
    Equilibrium,
    Piece,
    Policy,
    Regime,
    Region,
    Strategy,
    Tie,
    Unsolved,
    real_choices,
)
from symbolic_alliance.game.fingerprint import fingerprint
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Game
from symbolic_alliance.proof.claim import KINDS, Grade, Verdict

FORMAT = "1"
UNSTATED_ONCE = "it cannot be stated here: "  # how an older lock says of an undecided theorem that it is unstated


class StaleLockError(LockError):
    """A lock that is well formed, but belongs to an earlier state of the model."""


@dataclass(frozen=True)
class LockedGame:
    """What a lock says of one game."""

    name: str
    frame: Frame
    regimes: tuple[Regime, ...]
    cutoffs: tuple[Cutoff, ...]
    ties: tuple[Tie, ...]
    unsolved: tuple[Unsolved, ...]
    policies: tuple[Policy, ...]
    claims: tuple[JudgedClaim, ...]


@dataclass(frozen=True)
class Lock:
    """What a lock says, whatever model it belongs to: the results of each game, and the verdicts on the theorems."""

    name: str
    games: tuple[LockedGame, ...]
    theorems: tuple[JudgedClaim, ...]


def write_lock(derivation: Derivation) -> str:
    """Write a derivation as a lock: the same derivation always gives the same bytes."""
    model = derivation.model
    return _seal(text_of((
        Entry("lock", FORMAT),
        Entry("derivation", word(model.name)),
        Entry("model", fingerprint(*model.games)),
        *(_game_entry(solved, derivation.judged.get(solved.game.name, ())) for solved in derivation.all_equilibria),
        *_theorem_entries(derivation),
    )))


def _seal(text: str) -> str:
    return f"{text}seal {sha256(text.encode()).hexdigest()}\n"


def is_sealed(text: str) -> bool:
    """Whether a lock is as `write_lock` wrote it: a line edited by hand, or merged by a tool, breaks the seal.

    The seal tells accidents. Whoever forges a lock can forge its seal as well.
    """
    return text == _seal(text[:text.rfind("\nseal ") + 1])


def _game_entry(equilibrium: Equilibrium, claims: Iterable[JudgedClaim]) -> Entry:
    frame = Frame.of(equilibrium.game)
    return Entry("game", word(equilibrium.game.name), (
        *frame_entries(frame),
        *(_regime_entry(regime) for regime in equilibrium.regimes),
        *(_cutoff_entry(cutoff) for cutoff in equilibrium.cutoffs),
        *(_tie_entry(tie) for tie in equilibrium.ties),
        *(Entry("unsolved", word(place.node), (Entry("reason", word(place.reason)), *_case_entries(place.region)))
          for place in equilibrium.unsolved),
        *(_policy_entry(policy, equilibrium.game) for policy in equilibrium.strategy.policies),
        *(_claim_entry(claim, frame) for claim in claims),
    ))


def _theorem_entries(derivation: Derivation) -> tuple[Entry, ...]:
    claims = derivation.judged.get(THEOREMS, ())
    frame = Frame.of(derivation.model.game)
    return (Entry("theorems", "", tuple(_claim_entry(claim, frame) for claim in claims)),) if claims else ()


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
        *_case_entries(regime.region)))


def _cutoff_entry(cutoff: Cutoff) -> Entry:
    return Entry("cutoff", f"{word(cutoff.name)} {word(cutoff.parameter)}", tuple(
        Entry("where", f"{word(case.between[0])} {word(case.between[1])}",
              (Entry("value", write(case.expression)), *(Entry("nonnegative", write(slack)) for slack in case.where)))
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


def _claim_entry(claim: JudgedClaim, frame: Frame) -> Entry:
    """A claim in two lines, mostly: most rest on all assumptions, so that only those it does without are named."""
    words = (claim.name, claim.kind, claim.about, claim.verdict, *([claim.grade] if claim.grade else []), *claim.deciders)
    unused = [name for name in frame.assumptions if name not in claim.assumptions]
    return Entry("claim", " ".join(map(word, words)), (
        Entry("text", word(claim.text)),
        *((Entry("without", " ".join(map(word, unused))),) if unused else ()),
        *((Entry("tried", word(claim.tried)),) if claim.tried else ()),
        *(Entry("point", f"{word(name)} = {value}") for name, value in (claim.point or {}).items())))


def read_derivation(text: str, model: Model) -> Derivation:
    """Read a lock back for the model that it was made from.

    Raises `StaleLockError` where the model has changed since, and `LockError` for a text that is no lock.
    """
    lock = _open(text)
    if lock.one("derivation").words(1)[0] != model.name:
        raise lock.one("derivation").wrong(f"this is the lock of another derivation than {model.name}")
    if lock.one("model").rest != fingerprint(*model.games):
        raise StaleLockError(f"the lock is of another model than {model.name} is now; 'update {model.name}' writes a new one")
    entries = lock.all("game")
    if [entry.words(1)[0] for entry in entries] != [game.name for game in model.games]:
        raise lock.one("model").wrong(f"a lock of the games {', '.join(game.name for game in model.games)} should follow")
    games = list(map(as_solved, model.games))
    parts = [_read_game(game, entry) for game, entry in zip(games, entries, strict=True)]
    theorems = _theorems(lock, Frame.of(model.game))
    claims = {part.name: part.claims for part in parts if part.claims} | ({THEOREMS: theorems} if theorems else {})
    equilibria = [Equilibrium(game, Strategy(part.policies), part.regimes, part.cutoffs, part.ties, part.unsolved)
                  for game, part in zip(games, parts, strict=True)]
    return Derivation.of(model, equilibria, claims)


def _read_game(game: Game, entry: Entry) -> LockedGame:
    frame = Frame.of(game)
    if tuple(one for one in entry.below if one.keyword in KEYWORDS) not in ((), frame_entries(frame)):
        raise entry.wrong("the players, parameters, assumptions or choices that follow are not the model's")
    found = _GameReader(frame).read(entry)
    return replace(found, regimes=tuple(replace(one, actions=real_choices(game, one.path)) for one in found.regimes))


def read_lock(text: str) -> Lock:
    """Read a lock without its model; raises `LockError` for a text that is no lock."""
    lock = _open(text)
    parts = tuple(_GameReader(read_frame(entry)).read(entry) for entry in lock.all("game"))
    if not parts:
        raise lock.one("derivation").wrong("no game follows")
    return Lock(lock.one("derivation").words(1)[0], parts, _theorems(lock, parts[0].frame))


def _open(text: str) -> Entry:
    lock = Entry("lock", below=entries_of(text))
    lock.refuse_others("lock", "derivation", "model", "game", "theorems", "seal")
    if lock.one("lock").rest != FORMAT:
        raise lock.one("lock").wrong(f"this program reads locks of format {FORMAT}")
    return lock


def _theorems(lock: Entry, frame: Frame) -> tuple[JudgedClaim, ...]:
    return tuple(_GameReader(frame).claim(entry) for block in lock.all("theorems") for entry in block.below)


class _GameReader:
    """Reads what a lock says of one game; an expression that occurs again is read once."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.parameters, self.names = frame, frame.parameters, frame.names
        self.seen: dict[tuple[str, bool], sp.Expr] = {}

    def read(self, entry: Entry) -> LockedGame:
        entry.refuse_others(*KEYWORDS, "regime", "cutoff", "tie", "unsolved", "policy", "claim")
        return LockedGame(
            entry.words(1)[0], self.frame,
            tuple(map(self.regime, entry.all("regime"))), tuple(map(self.cutoff, entry.all("cutoff"))),
            tuple(map(self.tie, entry.all("tie"))), tuple(map(self.unsolved, entry.all("unsolved"))),
            tuple(map(self.policy, entry.all("policy"))), tuple(map(self.claim, entry.all("claim"))))

    def expression(self, entry: Entry, text: str, with_choices: bool) -> sp.Expr:
        key = (text, with_choices)
        if key not in self.seen:
            try:
                self.seen[key] = read(text, self.names if with_choices else self.parameters)
            except RequestError as error:
                raise entry.wrong(str(error)) from error
        return self.seen[key]

    def region(self, entry: Entry, with_choices: bool) -> Region:
        for case in entry.all("case"):
            case.refuse_others("nonnegative", "positive")
        cases = [[(self.expression(one, one.rest, with_choices), one) for one in case.below] for case in entry.all("case")]
        strict = dict.fromkeys(slack for case in cases for slack, one in case if one.keyword == "positive")
        return Region(tuple(tuple(slack for slack, _ in case) for case in cases), tuple(strict))

    def payoffs(self, entry: Entry, with_choices: bool) -> dict[str, sp.Expr]:
        found = mapping(entry.all("payoff"))
        if found and self.frame.is_told and tuple(found) != self.frame.players:
            raise entry.wrong(f"'{entry.keyword}' needs the payoffs of {', '.join(self.frame.players)}, in this order")
        return {player: self.expression(entry, text, with_choices) for player, text in found.items()}

    def action(self, entry: Entry, with_choices: bool) -> str | sp.Expr:
        return entry.words(1)[0] if entry.keyword == "move" else self.expression(entry, entry.rest, with_choices)

    def regime(self, entry: Entry) -> Regime:
        entry.refuse_others("outcome", "move", "choose", "payoff", "case")
        path = tuple(self.step(step) for step in entry.below if step.keyword in ("move", "choose"))
        actions = {self.frame.choices.get(node, node): action for node, action in path if not isinstance(action, str)}
        return Regime(entry.words(1)[0], self.region(entry, False), entry.one("outcome").words(1)[0], path, actions,
                      self.payoffs(entry, False))

    def step(self, entry: Entry) -> tuple[str, str | sp.Expr]:
        node, text = assignment(entry)
        return node, self.action(replace(entry, rest=text), False)

    def cutoff(self, entry: Entry) -> Cutoff:
        entry.refuse_others("where")
        name, parameter = entry.words(2)
        return Cutoff(name, parameter, tuple(map(self.cutoff_case, entry.below)))

    def cutoff_case(self, entry: Entry) -> CutoffCase:
        entry.refuse_others("value", "nonnegative")
        first, second = entry.words(2)
        value = entry.one("value")
        return CutoffCase(self.expression(value, value.rest, False), (first, second),
                          tuple(self.expression(slack, slack.rest, False) for slack in entry.all("nonnegative")))

    def tie(self, entry: Entry) -> Tie:
        entry.refuse_others("chosen", "discarded", "broken_for", "case")
        chosen, discarded, broken_for = (entry.one(key).words(1)[0] for key in ("chosen", "discarded", "broken_for"))
        node, player = entry.words(2)
        return Tie(node, player, chosen, discarded, broken_for, self.region(entry, True))

    def unsolved(self, entry: Entry) -> Unsolved:
        entry.refuse_others("reason", "case")
        return Unsolved(entry.words(1)[0], self.region(entry, True), entry.one("reason").words(1)[0])

    def policy(self, entry: Entry) -> Policy:
        entry.refuse_others("piece", "left_out")
        node, player = entry.words(2)
        return Policy(node, player, tuple(map(self.piece, entry.all("piece"))),
                      tuple(self.region(region, True) for region in entry.all("left_out")))

    def piece(self, entry: Entry) -> Piece:
        entry.refuse_others("move", "choose", "origin", "outcome", "payoff", "case")
        outcomes, is_move = entry.all("outcome"), entry.all("move")
        return Piece(self.region(entry, True), self.action(entry.one("move" if is_move else "choose"), True),
                     tuple(self.payoffs(entry, True).values()), outcomes[0].words(1)[0] if outcomes else "",
                     entry.one("origin").words(1)[0])

    def claim(self, entry: Entry) -> JudgedClaim:
        entry.refuse_others("text", "without", "tried", "point")
        words = split(entry.rest) or ()
        if len(words) < 4:
            raise entry.wrong("'claim' is followed by its name, its kind, its node and its verdict")
        name, kind, about, *verdict = words
        if kind not in KINDS:
            raise entry.wrong(f"'{shorten(kind)}' is no kind of claim; there are {', '.join(KINDS)}")
        unused, tried = entry.optional("without"), "".join(entry.optional("tried"))
        told = [str(Verdict.UNSTATED)] if tried.startswith(UNSTATED_ONCE) else verdict
        return JudgedClaim(name, KINDS[kind], about, entry.one("text").words(1)[0],
                       tuple(assumption for assumption in self.frame.assumptions if assumption not in unused),
                       *_verdict(entry, told), self.point(entry) or None, tried.removeprefix(UNSTATED_ONCE))

    def point(self, entry: Entry) -> dict[str, Fraction]:
        """A refuting point: a rational number for each name."""
        numbers = {name: self.expression(entry, text, True) for name, text in mapping(entry.all("point")).items()}
        for name, number in numbers.items():
            if not number.is_Rational:
                raise entry.wrong(f"the point's {shorten(name)} is no rational number")
        return {name: exact(number, name) for name, number in numbers.items()}


def _verdict(entry: Entry, words: list[str]) -> tuple[Verdict, Grade | None, tuple[str, ...]]:
    """``verdict``, then ``grade`` and who decided where it has one."""
    verdict, *rest = words
    if verdict not in list(Verdict):
        raise entry.wrong(f"'{shorten(verdict)}' is no verdict; there are {', '.join(Verdict)}")
    if rest and rest[0] not in list(Grade):
        raise entry.wrong(f"'{shorten(rest[0])}' is no grade; there are {', '.join(Grade)}")
    return Verdict(verdict), Grade(rest[0]) if rest else None, tuple(rest[1:])
