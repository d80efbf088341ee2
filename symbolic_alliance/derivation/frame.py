"""The frame of a game: what has to be known of it to read and to compare its results, without its tree.

In:  a `Game`; or the entries of a lock, which may be hostile.
Out: a `Frame`: players, parameters with a witness, assumptions, and the interval of each choice; and its entries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp

from symbolic_alliance.closed_form.notation import read, write
from symbolic_alliance.derivation.outline import Entry, assignment, split, word
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.parameters import exact
from symbolic_alliance.game.tree import Choose, Game
from symbolic_alliance.proof.claim import Inequality

KEYWORDS = ("players", "parameter", "assumption", "choice")


class AnyName(dict[str, sp.Symbol]):
    """Names for a reader that is told none: every name is a plain real symbol."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.isidentifier()

    def __missing__(self, name: str) -> sp.Symbol:
        return self.setdefault(name, sp.Symbol(name, real=True))


@dataclass(frozen=True)
class Frame:
    """What the results of a game are stated in.

    ``assumptions`` maps a name to inequalities; ``choices`` a node to the name of the choice made there; ``intervals`` says
    where choices are made from; ``meanings`` are the author's words for parameters and choices, which an old lock does not
    tell.  A frame without players is that of a lock which does not tell it.

    >>> from symbolic_alliance import load
    >>> frame = Frame.of(load("burden_sharing").game)
    >>> frame.players, frame.choices["ally_arms"], frame.assumptions["opponent_can_challenge"][0].expression
    (('superpower', 'ally', 'opponent'), 'm', q - w_O)
    """

    players: tuple[str, ...] = ()
    witness: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    assumptions: Mapping[str, tuple[Inequality, ...]] = field(default_factory=dict, hash=False)
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    intervals: tuple[Inequality, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, game: Game) -> "Frame":
        """The frame of a game."""
        choosers = [node for node in game.nodes if isinstance(node, Choose)]
        intervals = dict.fromkeys(one for node in choosers for one in _interval(node))
        return cls(
            game.players, {name: game.parameters.witness[name] for name in game.parameters.names},
            {assumption.name: tuple(Inequality(slack, strict, assumption.name) for slack, strict in assumption.slacks)
             for assumption in game.parameters.assumptions},
            {node.name: node.choice.name for node in choosers}, tuple(intervals),
            {one.name: one.meaning for one in (*game.parameters, *(node.choice for node in choosers))})

    @property
    def is_told(self) -> bool:
        """Whether anything is known."""
        return bool(self.players)

    @property
    def parameters(self) -> Mapping[str, sp.Symbol]:
        """The parameters that a lock may speak of."""
        return {name: sp.Symbol(name, real=True) for name in self.witness} if self.is_told else AnyName()

    @property
    def names(self) -> Mapping[str, sp.Symbol]:
        """The parameters and the choices that a lock may speak of."""
        chosen = {name: sp.Symbol(name, real=True) for name in self.choices.values()}
        return {**self.parameters, **chosen} if self.is_told else AnyName()


def _interval(node: Choose) -> tuple[Inequality, ...]:
    source = f"choice {node.choice.name}"
    lower = Inequality(node.choice.symbol - node.lower, node.lower_open, source)
    return (lower,) if node.upper is None else (lower, Inequality(node.upper - node.choice.symbol, node.upper_open, source))


def frame_entries(frame: Frame) -> tuple[Entry, ...]:
    """Write a frame as the first entries of a game.

    >>> from symbolic_alliance.derivation.outline import text_of
    >>> k = sp.Symbol("k", real=True)
    >>> frame = Frame(("firm",), {"k": Fraction(2)}, {"costly": (Inequality(k, True, "costly"),)})
    >>> print(text_of(frame_entries(frame)), end="")
    players firm
    parameter k = 2
    assumption costly
      positive k
    """
    return (
        Entry("players", " ".join(map(word, frame.players))),
        *(Entry("parameter", f"{word(name)} = {value}", _meaning(frame, name)) for name, value in frame.witness.items()),
        *(Entry("assumption", word(name), tuple(map(_slack_entry, slacks))) for name, slacks in frame.assumptions.items()),
        *(Entry("choice", f"{word(node)} {word(name)}",
                (*_meaning(frame, name), *(_slack_entry(one) for one in frame.intervals if one.source == f"choice {name}")))
          for node, name in frame.choices.items()))


def _meaning(frame: Frame, name: str) -> tuple[Entry, ...]:
    return (Entry("meaning", word(frame.meanings[name])),) if name in frame.meanings else ()


def _slack_entry(inequality: Inequality) -> Entry:
    return Entry("positive" if inequality.strict else "nonnegative", write(inequality.expression))


def read_frame(game: Entry) -> Frame:
    """Read the frame of a game's entry; an older lock has none, and any name may then occur in it.  Raises `LockError`."""
    if not game.all("players"):
        return Frame()
    players = split(game.one("players").rest)
    if not players:
        raise game.one("players").wrong("'players' is followed by their names")
    witness = dict(_witness(entry) for entry in game.all("parameter"))
    choices: dict[str, str] = {}
    for entry in game.all("choice"):
        node, name = entry.words(2)
        choices[node] = name
    named = {assignment(entry)[0]: entry for entry in game.all("parameter")}
    named |= {entry.words(2)[1]: entry for entry in game.all("choice")}
    meanings = {name: entry.one("meaning").words(1)[0] for name, entry in named.items() if entry.all("meaning")}
    names = {name: sp.Symbol(name, real=True) for name in (*witness, *choices.values())}
    known = {name: names[name] for name in witness}
    assumptions = {entry.words(1)[0]: _slacks(entry, known, entry.words(1)[0]) for entry in game.all("assumption")}
    intervals = dict.fromkeys(
        one for entry in game.all("choice") for one in _slacks(entry, names, f"choice {entry.words(2)[1]}"))
    return Frame(players, witness, assumptions, choices, tuple(intervals), meanings)


def _witness(entry: Entry) -> tuple[str, Fraction]:
    name, text = assignment(entry)
    entry.refuse_others("meaning")
    try:
        return name, exact(text, name)
    except RequestError as error:
        raise entry.wrong(str(error)) from error


def _slacks(entry: Entry, names: Mapping[str, sp.Symbol], source: str) -> tuple[Inequality, ...]:
    entry.refuse_others("positive", "nonnegative", *(("meaning",) if entry.keyword == "choice" else ()))
    found = []
    for slack in (one for one in entry.below if one.keyword != "meaning"):
        try:
            found.append(Inequality(read(slack.rest, names), slack.keyword == "positive", source))
        except RequestError as error:
            raise slack.wrong(str(error)) from error
    return tuple(found)
