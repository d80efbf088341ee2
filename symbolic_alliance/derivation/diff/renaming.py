"""What was renamed between two locks: recognised by structure, told as one line each, and the rest compared under it.

In:  two locks of a derivation.
Out: the old one in the names of the new one, and what was renamed.
Method: names that only one side has are paired in the order in which they stand, kind by kind: games, players, parameters,
choices, nodes, the moves at a node, outcomes, assumptions; parameters and choices also by the author's words for them, so
that names may pass from one to another, and nodes by their order of play.  A kind is taken for renamed where more of the
results are then the same to the letter; any other name is one that came or went.  Players are told apart by name, never by
position.  A move or an outcome that both games have is never renamed; an old lock tells those alone that are played.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import permutations

from symbolic_alliance.derivation.diff.change import ResultChange, Status
from symbolic_alliance.derivation.lock import Lock, lock_of_entries
from symbolic_alliance.derivation.lock_reader import LockedGame
from symbolic_alliance.derivation.outline import Entry, assignment, split, word

NAME = re.compile(r"[^\W\d]\w*")
FORMS = ("positive", "nonnegative", "value", "follows")
MOST_PAIRED = 3  # of more names only the order in which they stand is tried
WHOLES = {"players": "player", "without": "assumption", "table": "symbols"}  # of what kind all words of a line are
PLACES = {  # of what kind each word is
    "effect": ("outcome", "outcome"), "game": ("game",),
    "assumption": ("assumption",), "choice": ("node", "choice"), "outcome": ("outcome",),
    "broken_for": ("player",), "tie": ("node", "player"),
    "policy": ("node", "player"), "unsolved": ("node",), "cutoff": ("", "symbols"), "threshold": ("symbols",),
    "letter": ("symbols",), "row": ("symbols",), "claim": ("", "", "node")}
Became = Mapping[str, str]


@dataclass(frozen=True)
class Renaming:
    """What the names of a game became, kind by kind; moves are named ``NODE: MOVE``, the node by its old name."""

    game: Became = field(default_factory=dict)
    player: Became = field(default_factory=dict)
    parameter: Became = field(default_factory=dict)
    choice: Became = field(default_factory=dict)
    node: Became = field(default_factory=dict)
    move: Became = field(default_factory=dict)
    outcome: Became = field(default_factory=dict)
    assumption: Became = field(default_factory=dict)

    @property
    def symbols(self) -> Became:
        """What symbols became."""
        return {**self.parameter, **self.choice}

    def told(self, game: str) -> Iterator[ResultChange]:
        """One line for each name."""
        for kind in fields(self):
            for old, new in getattr(self, kind.name).items():
                before, after = (name.rpartition(": ")[2] if kind.name == "move" else name for name in (old, new))
                yield ResultChange(game, kind.name, after, Status.RENAMED, before=before)


def in_the_new_names(old: Lock, new: Lock) -> tuple[Lock, tuple[ResultChange, ...]]:
    """The old lock in the names of the new one, players in the new order, and what was renamed."""
    games = _pairs([one.name for one in old.games], [one.name for one in new.games])
    games = {before: after for before, after in games.items()  # by structure: who moves where
             if _movers(old, before) == _movers(new, after)}
    told: dict[tuple[str, str, str], ResultChange] = {}  # of names that several games share, once
    renamings: dict[str, Renaming] = {}
    for game in old.games:
        name = games.get(game.name, game.name)
        other = next((one for one in new.games if one.name == name), None)
        if other is None or not (game.frame.is_told and other.frame.is_told):
            continue
        found = _renaming(old, game, other, games)
        found = replace(found, game={game.name: name} if game.name in games else {})
        renamings[game.name] = found
        for one in found.told(name):
            told.setdefault((one.kind, one.name, one.before), one)
    orders = {game.name: game.frame.players for game in new.games}
    for game in old.games:
        name = games.get(game.name, game.name)
        known = _through(game.frame.players, renamings[game.name].player) if game.name in renamings else []
        if sorted(known) == sorted(orders.get(name, ())) != [] and known != [*orders[name]]:
            told["players", name, ""] = ResultChange(name, "players", name, Status.REWRITTEN)
    return (lock_of_entries(_in_names(old.entry, renamings, orders)) if told else old), tuple(told.values())


def _movers(lock: Lock, name: str) -> list[tuple[str, bool]]:
    """Who moves at each node of a game, and whether a number is chosen there."""
    game = next(one for one in lock.games if one.name == name)
    return [(policy.player, policy.node in game.frame.choices) for policy in game.policies]


def _renaming(old: Lock, game: LockedGame, other: LockedGame, games: Became) -> Renaming:
    """The renaming under which most of a game's results are the same to the letter."""
    candidates = [one for one in _candidates(game, other) if one != Renaming()]
    kept, score = Renaming(), _alike(_tried(old, game, Renaming(), other, games), other) if candidates else (0, 0)
    for candidate in candidates:
        found = _alike(_tried(old, game, candidate, other, games), other)
        kept, score = (candidate, found) if found > score else (kept, score)
    for kind in [one.name for one in fields(kept) if getattr(kept, one.name)]:  # what is not needed for that is no renaming
        less = replace(kept, **{kind: {}})
        without = _alike(_tried(old, game, less, other, games), other)
        if without >= score or (kind == "parameter" and without[0] == score[0]):  # an assumption alone makes no parameter
            kept, score = less, without
    return kept


def _tried(old: Lock, game: LockedGame, renaming: Renaming, other: LockedGame, games: Became) -> LockedGame | None:
    """The old game in other names; None where they do not fit."""
    full = replace(renaming, game={game.name: other.name})
    entry = next(one for one in old.entry.all("game") if one.words(1)[0] == game.name)
    head = tuple(one for one in old.entry.below if one.keyword not in ("game", "theorems"))
    single = replace(old.entry, below=(*head, entry))
    try:
        return lock_of_entries(_in_names(single, {game.name: full}, {other.name: other.frame.players})).games[0]
    except ValueError:
        return None


def _alike(old: LockedGame | None, new: LockedGame) -> tuple[int, int]:
    """How many results of two games are the same to the letter, and how many assumptions."""
    if old is None:
        return -1, -1
    shapes = [[(one.outcome, one.path, one.region) for one in game.regimes] for game in (old, new)]
    pairs: list[tuple[Iterable[object], Iterable[object]]] = [
        (old.frame.intervals, new.frame.intervals), (old.frame.choices.items(), new.frame.choices.items()),
        (old.policies, new.policies), (shapes[0], shapes[1]),
        ([one.forms for one in old.cutoffs], [one.forms for one in new.cutoffs])]
    assumed = old.frame.assumptions.items(), new.frame.assumptions.items()
    return sum(_common(*pair) for pair in pairs), _common(*assumed)


def _common(before: Iterable[object], after: Iterable[object]) -> int:
    known = list(after)
    return sum(one in known for one in before)


def _candidates(old: LockedGame, new: LockedGame) -> Iterator[Renaming]:
    """The names in the order in which they stand; of a few parameters or players, any way to pair them; and by meaning."""
    first = _candidate(old, new)
    parameters = [[*one.frame.witness] for one in (old, new)]
    meant = _by_meaning(old, new, *parameters)
    choice = _by_meaning(old, new, *([*dict.fromkeys(one.frame.choices.values())] for one in (old, new)))
    for choices in _distinct(choice, first.choice):
        for nodes in _distinct(first.node, _by_play(old, new)):
            for parameter in _distinct(meant, *_ways(*parameters)):
                for player in _ways(old.frame.players, new.frame.players):
                    yield replace(first, parameter=parameter, player=player, choice=choices, node=nodes)


def _distinct(*ways: Became) -> list[Became]:
    return [one for place, one in enumerate(ways) if one not in ways[:place]]


def _ways(old: Sequence[str], new: Sequence[str]) -> list[Became]:
    """The ways to pair names that only one side has, where these are few; of many only the order in which they stand."""
    gone, come = _only(old, new)
    if max(len(gone), len(come)) > MOST_PAIRED:
        return [_pairs(old, new)]
    if len(gone) <= len(come):
        return [dict(zip(gone, order, strict=True)) for order in permutations(come, len(gone))]
    return [dict(zip(order, come, strict=True)) for order in permutations(gone, len(come))]


def _by_meaning(old: LockedGame, new: LockedGame, before: Sequence[str], after: Sequence[str]) -> Became:
    """What names became by the author's words for them; nothing where two would then have one name."""
    words = [_told_apart(one.frame.meanings, names) for one, names in ((old, before), (new, after))]
    full = {name: words[1][meaning] for meaning, name in words[0].items() if meaning in words[1]}
    left = [name for name in before if name not in full], [name for name in after if name not in full.values()]
    full |= {name: name for name in left[0] if name in left[1]} | _pairs(*left)
    became = {name: full.get(name, name) for name in before}
    if len(set(became.values())) < len(became):
        return {}
    return {name: other for name, other in became.items() if name != other}


def _told_apart(meanings: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The names by their meanings, those that are meant by one name alone."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(meanings.get(name, ""), []).append(name)
    return {meaning: several[0] for meaning, several in found.items() if meaning and len(several) == 1}


def _by_play(old: LockedGame, new: LockedGame) -> Became:
    """The nodes in their order of play, where some name is gone and the same players move; else those that have gone."""
    before, after = ([one.node for one in side.policies] for side in (old, new))
    alike = [one.player for one in old.policies] == [one.player for one in new.policies]
    if not alike or not all(_only(before, after)):
        return _pairs(before, after)
    return {one: other for one, other in zip(before, after, strict=True) if one != other}


def _candidate(old: LockedGame, new: LockedGame) -> Renaming:
    nodes = _pairs([one.node for one in old.policies], [one.node for one in new.policies])
    moves: dict[str, str] = {}
    for policy in old.policies:
        name = nodes.get(policy.node, policy.node)
        here = {before: after for before, after in _pairs(_moves(old, policy.node), _moves(new, name)).items()
                if (name, before) not in new.labels and (policy.node, after) not in old.labels}
        moves |= {f"{policy.node}: {before}": f"{policy.node}: {after}" for before, after in here.items()}
    outcome = {before: after for before, after in _pairs(_outcomes(old), _outcomes(new)).items()
               if ("", before) not in new.labels and ("", after) not in old.labels}
    return Renaming(
        player=_pairs(old.frame.players, new.frame.players), parameter=_pairs([*old.frame.witness], [*new.frame.witness]),
        choice=_pairs([*dict.fromkeys(old.frame.choices.values())], [*dict.fromkeys(new.frame.choices.values())]),
        node=nodes, move=moves, outcome=outcome,
        assumption=_pairs([*old.frame.assumptions], [*new.frame.assumptions]))


def _only(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """What only one side has, in its order."""
    return [one for one in old if one not in new], [one for one in new if one not in old]


def _pairs(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """What only one side has, in its order; nothing where that is not the same number of names."""
    gone, come = _only(old, new)
    return dict(zip(gone, come, strict=True)) if len(gone) == len(come) else {}


def _moves(game: LockedGame, node: str) -> list[str]:
    """The moves that are made at a node, in the order in which a lock tells them."""
    planned = (piece.action for policy in game.policies if policy.node == node for piece in policy.pieces)
    return [*dict.fromkeys(action for action in planned if isinstance(action, str))]


def _outcomes(game: LockedGame) -> list[str]:
    planned = (piece.outcome for policy in game.policies for piece in policy.pieces)
    ends = (label for regime in game.regimes for label in regime.probabilities)
    return [*dict.fromkeys(label for label in (*planned, *ends) if label)]


def _through(names: Iterable[str], became: Became) -> list[str]:
    return [became.get(name, name) for name in names]


# ---- a lock in other names


def _in_names(lock: Entry, renamings: Mapping[str, Renaming], orders: Mapping[str, tuple[str, ...]]) -> Entry:
    every = Renaming(**{kind.name: {before: after for one in reversed(list(renamings.values()))
                                    for before, after in getattr(one, kind.name).items()} for kind in fields(Renaming)})
    games = {before: after for one in renamings.values() for before, after in one.game.items()}
    below: list[Entry] = []
    for entry in lock.below:
        if entry.keyword == "game":
            name, = entry.words(1)
            found = renamings.get(name, Renaming())
            told = _Scribe(found, games).entry(entry)
            below.append(_in_order(told, orders.get(games.get(name, name), ())))
        else:
            below.append(_Scribe(every, games).entry(entry))
    return replace(lock, below=tuple(below))


def _in_order(game: Entry, players: Sequence[str]) -> Entry:
    """A game's entries with the players in another order."""
    known = split(game.one("players").rest) or () if game.all("players") else ()
    return _sorted(game, players) if players and set(players) == set(known) else game


def _sorted(entry: Entry, players: Sequence[str]) -> Entry:
    if entry.keyword == "players":
        return replace(entry, rest=" ".join(map(word, players)))
    below = [_sorted(one, players) for one in entry.below]
    places = [place for place, one in enumerate(below) if one.keyword == "payoff"]
    ordered = sorted((below[place] for place in places), key=lambda one: players.index(assignment(one)[0]))
    for place, one in zip(places, ordered, strict=True):
        below[place] = one
    return replace(entry, below=tuple(below))


@dataclass(frozen=True)
class _Scribe:
    """Writes entries in other names; ``games`` is what games became."""

    names: Renaming
    games: Became

    def entry(self, entry: Entry, node: str = "") -> Entry:
        """An entry and all below it; ``node`` is that of the plan around it."""
        inside = (split(entry.rest) or ("",))[0] if entry.keyword == "policy" else node
        return replace(entry, rest=self._rest(entry, inside),
                       below=tuple(self.entry(one, inside) for one in entry.below))

    def _rest(self, entry: Entry, node: str) -> str:
        names, keyword = self.names, entry.keyword
        if keyword in FORMS:
            return self._form(entry.rest)
        if keyword in ("parameter", "held_fixed", "point", "slot", "payoff", "probability") and " = " in entry.rest:
            name, text = assignment(entry)
            became = {"payoff": names.player, "slot": {}, "probability": names.outcome}.get(keyword, names.symbols)
            return f"{word(became.get(name, name))} = {self._form(text)}"
        if keyword in ("choose", "move"):
            return self._action(entry, node)
        if keyword in ("chosen", "discarded", "reason"):  # in words, in which moves, outcomes and players are told
            moves = {before.rpartition(": ")[2]: after.rpartition(": ")[2] for before, after in names.move.items()}
            became = {**names.player, **names.outcome, **moves}
            return " ".join(word(NAME.sub(lambda name: became.get(name.group(), name.group()), one))
                            for one in split(entry.rest) or ())
        words = split(entry.rest)
        if words is None:
            return entry.rest
        if keyword == "regime" and len(words) > 1:
            return " ".join(map(word, (self.games.get(words[0], words[0]), *words[1:])))
        each = [WHOLES[keyword]] * len(words) if keyword in WHOLES else PLACES.get(keyword, ())
        maps: list[Became] = [self.games if kind == "game" else getattr(names, kind) if kind else {} for kind in each]
        return " ".join(word(maps[place].get(one, one) if place < len(maps) else one)
                        for place, one in enumerate(words)) if maps else entry.rest

    def _action(self, entry: Entry, node: str) -> str:
        """An action: below a regime with its node, below a plan without."""
        if not node and " = " in entry.rest:
            name, text = assignment(entry)
            return f"{word(self.names.node.get(name, name))} = {self._done(entry.keyword, name, text)}"
        return self._done(entry.keyword, node, entry.rest)

    def _done(self, keyword: str, node: str, text: str) -> str:
        if keyword == "choose":
            return self._form(text)
        move = (split(text) or (text,))[0]
        became = self.names.move.get(f"{node}: {move}", f"{node}: {move}")
        return word(became.rpartition(": ")[2])

    def _form(self, text: str) -> str:
        symbols = self.names.symbols
        return NAME.sub(lambda name: symbols.get(name.group(), name.group()), text) if symbols else text
