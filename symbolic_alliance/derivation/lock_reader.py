"""Read what a lock says of one game: its entries become regimes, cutoffs, ties, plans and claims again.

In:  the entries of a lock, which may be hostile, and the `Frame` in which they are stated.
Out: a `LockedGame`.  Raises `LockError` with the line that does not belong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

import sympy as sp

from symbolic_alliance.claims.region_form import RegionForm
from symbolic_alliance.closed_form.notation import read
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.derivation.form_entries import read_form
from symbolic_alliance.derivation.frame import KEYWORDS, Frame
from symbolic_alliance.derivation.outline import Entry, assignment, mapping, shorten, split
from symbolic_alliance.derivation.statement import KEYWORDS as STATED, StatementReader
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Piece, Policy, Regime, Region, Tie, Unsolved
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.proof.claim import KINDS, Grade, Rank, Verdict

UNSTATED_ONCE = "it cannot be stated here: "  # how an older lock says of an undecided theorem that it is unstated


@dataclass(frozen=True)
class LockedGame:
    """What a lock says of one game.

    ``labels`` are all its moves with their nodes, and all its outcomes with no node; an old lock does not tell those that are
    never played.
    """

    name: str
    frame: Frame
    regimes: tuple[Regime, ...]
    cutoffs: tuple[Cutoff, ...]
    ties: tuple[Tie, ...]
    unsolved: tuple[Unsolved, ...]
    policies: tuple[Policy, ...]
    forms: tuple[RegionForm, ...]
    claims: tuple[JudgedClaim, ...]
    labels: frozenset[tuple[str, str]] = field(compare=False)


def _labels(game: Entry) -> Iterator[tuple[str, str]]:
    for node, *moves in map(_words, game.all("moves")):
        yield from ((node, move) for move in moves)
    yield from (("", label) for entry in game.all("outcomes") for label in _words(entry))


def _words(entry: Entry) -> tuple[str, ...]:
    found = split(entry.rest)
    if not found:
        raise entry.wrong(f"'{entry.keyword}' is followed by words")
    return found


class GameReader:
    """Reads what a lock says of one game; an expression that occurs again is read once.

    >>> from symbolic_alliance.derivation.outline import entries_of
    >>> game, = entries_of("game threat\\n  tie strike rival\\n    chosen hold\\n    discarded go\\n    broken_for state\\n")
    >>> found = GameReader(Frame()).read(game)
    >>> found.name, found.ties[0].chosen
    ('threat', 'hold')
    """

    def __init__(self, frame: Frame) -> None:
        self.frame, self.parameters, self.names = frame, frame.parameters, frame.names
        self.seen: dict[tuple[str, bool], sp.Expr] = {}

    def read(self, entry: Entry) -> LockedGame:
        """What stands below a game."""
        entry.refuse_others(*KEYWORDS, "moves", "outcomes", "regime", "cutoff", "tie", "unsolved", "policy", "form", "claim")
        return LockedGame(
            entry.words(1)[0], self.frame,
            tuple(map(self._regime, entry.all("regime"))), tuple(map(self._cutoff, entry.all("cutoff"))),
            tuple(map(self._tie, entry.all("tie"))), tuple(map(self._unsolved, entry.all("unsolved"))),
            tuple(map(self._policy, entry.all("policy"))), tuple(map(read_form, entry.all("form"))),
            tuple(map(self.claim, entry.all("claim"))), frozenset(_labels(entry)))

    def _expression(self, entry: Entry, text: str, with_choices: bool) -> sp.Expr:
        key = (text, with_choices)
        if key not in self.seen:
            try:
                self.seen[key] = read(text, self.names if with_choices else self.parameters)
            except RequestError as error:
                raise entry.wrong(str(error)) from error
        return self.seen[key]

    def _region(self, entry: Entry, with_choices: bool) -> Region:
        for case in entry.all("case"):
            case.refuse_others("nonnegative", "positive")
        cases = [[(self._expression(one, one.rest, with_choices), one) for one in case.below] for case in entry.all("case")]
        strict = dict.fromkeys(slack for case in cases for slack, one in case if one.keyword == "positive")
        return Region(tuple(tuple(slack for slack, _ in case) for case in cases), tuple(strict))

    def _payoffs(self, entry: Entry, with_choices: bool) -> dict[str, sp.Expr]:
        found = mapping(entry.all("payoff"))
        if found and self.frame.is_told and tuple(found) != self.frame.players:
            raise entry.wrong(f"'{entry.keyword}' needs the payoffs of {', '.join(self.frame.players)}, in this order")
        return {player: self._expression(entry, text, with_choices) for player, text in found.items()}

    def _action(self, entry: Entry, with_choices: bool) -> str | sp.Expr:
        return entry.words(1)[0] if entry.keyword == "move" else self._expression(entry, entry.rest, with_choices)

    def _regime(self, entry: Entry) -> Regime:
        entry.refuse_others("outcome", "move", "choose", "payoff", "probability", "case")
        path = tuple(self._step(step) for step in entry.below if step.keyword in ("move", "choose"))
        actions = {self.frame.choices.get(node, node): action for node, action in path if not isinstance(action, str)}
        return Regime(entry.words(1)[0], self._region(entry, False), entry.one("outcome").words(1)[0], path, actions,
                      self._payoffs(entry, False), {label: self._expression(entry, text, False) for label, text
                                                    in mapping(entry.all("probability")).items()})

    def _step(self, entry: Entry) -> tuple[str, str | sp.Expr]:
        node, text = assignment(entry)
        return node, self._action(replace(entry, rest=text), False)

    def _cutoff(self, entry: Entry) -> Cutoff:
        entry.refuse_others("where")
        name, parameter = entry.words(2)
        return Cutoff(name, parameter, tuple(map(self._cutoff_case, entry.below)))

    def _cutoff_case(self, entry: Entry) -> CutoffCase:
        entry.refuse_others("value", "nonnegative", "suffices")
        first, second = entry.words(2)
        value = entry.one("value")
        return CutoffCase(self._expression(value, value.rest, False), (first, second),
                          tuple(self._expression(slack, slack.rest, False) for slack in entry.all("nonnegative")),
                          bool(entry.all("suffices")))

    def _tie(self, entry: Entry) -> Tie:
        entry.refuse_others("chosen", "discarded", "broken_for", "case")
        chosen, discarded, broken_for = (entry.one(key).words(1)[0] for key in ("chosen", "discarded", "broken_for"))
        node, player = entry.words(2)
        return Tie(node, player, chosen, discarded, broken_for, self._region(entry, True))

    def _unsolved(self, entry: Entry) -> Unsolved:
        entry.refuse_others("reason", "case")
        return Unsolved(entry.words(1)[0], self._region(entry, True), entry.one("reason").words(1)[0])

    def _policy(self, entry: Entry) -> Policy:
        entry.refuse_others("piece", "left_out")
        node, player = entry.words(2)
        return Policy(node, player, tuple(map(self._piece, entry.all("piece"))),
                      tuple(self._region(region, True) for region in entry.all("left_out")))

    def _piece(self, entry: Entry) -> Piece:
        entry.refuse_others("move", "choose", "origin", "outcome", "payoff", "case")
        outcomes, is_move = entry.all("outcome"), entry.all("move")
        return Piece(self._region(entry, True), self._action(entry.one("move" if is_move else "choose"), True),
                     tuple(self._payoffs(entry, True).values()), outcomes[0].words(1)[0] if outcomes else "",
                     entry.one("origin").words(1)[0])

    def claim(self, entry: Entry, statements: StatementReader | None = None) -> JudgedClaim:
        """A claim with its verdict, and, read by ``statements``, what a theorem says."""
        entry.refuse_others("text", "without", "tried", "point", *(STATED if statements else ()))
        words = split(entry.rest) or ()
        if len(words) < 4:
            raise entry.wrong("'claim' is followed by its name, its kind, its node and its verdict")
        name, kind, about, *verdict = words
        if kind not in KINDS:
            raise entry.wrong(f"'{shorten(kind)}' is no kind of claim; there are {', '.join(KINDS)}")
        unused, tried = entry.optional("without"), "".join(entry.optional("tried"))
        told = [str(Verdict.UNSTATED)] if tried.startswith(UNSTATED_ONCE) else verdict
        text, = entry.one("text").words(1)
        return JudgedClaim(name, KINDS[kind], about, text,
                       tuple(assumption for assumption in self.frame.assumptions if assumption not in unused),
                       *_verdict(entry, told), self._point(entry) or None, tried.removeprefix(UNSTATED_ONCE),
                       statements.read(entry, Rank(kind), text) if statements and kind in list(Rank) else None)

    def _point(self, entry: Entry) -> dict[str, Fraction]:
        """A refuting point: a rational number for each name."""
        numbers = {name: self._expression(entry, text, True) for name, text in mapping(entry.all("point")).items()}
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
