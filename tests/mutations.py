"""Planted changes: models and locks in which one thing is other than it was, or only written in another way.

Each is an old lock and a new one, and whether a change of meaning was planted.  `score` counts how many are told rightly;
`complaints` checks what a comparison says of its points with SymPy's own arithmetic.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import sympy as sp

from symbolic_alliance import Assumption, Choose, Decide, Game, Node, Outcome, solve
from symbolic_alliance.closed_form.notation import read, write
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.diff import Diff, PartChange, ResultChange, compare_texts
from symbolic_alliance.derivation.lock import read_lock, write_lock
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import find_project, read_model
from symbolic_alliance.game.equilibrium import Region
from symbolic_alliance.game.fingerprint import fingerprint
from symbolic_alliance.proof.claim import Inequality
from tests.games import BARGAINING, CONTEST, CRISIS, DUOPOLY, ENTRY, ULTIMATUM
from tests.project.derivations.walls import GAME as WALLS

ROOT = Path(__file__).resolve().parent.parent
GAMES = (ULTIMATUM, BARGAINING, CRISIS, CONTEST, WALLS, DUOPOLY, ENTRY)
Form = Callable[[sp.Expr, Sequence[sp.Symbol]], sp.Expr | None]


@dataclass(frozen=True)
class Mutation:
    """An old lock, a new one, and whether a change of meaning was planted."""

    name: str
    old: str
    new: str
    is_change: bool


@cache
def lock(game: Game) -> str:
    """The lock of a solved game; of ours the committed one, since solving it takes a while."""
    ours = read_model(find_project(ROOT), "burden_sharing")
    if fingerprint(game) == fingerprint(ours.game):
        return find_project(ROOT).lock(ours.name).read_text()
    return solved_lock(game)


def solved_lock(game: Game) -> str:
    """The lock of a game that is solved now."""
    return write_lock(Derivation(Model(name="planted", game=game), solve(game)))


# ---- one formula of a lock

def _swapped(form: sp.Expr, symbols: Sequence[sp.Symbol]) -> sp.Expr | None:
    used = [symbol for symbol in symbols if symbol in form.free_symbols]
    return form.subs({used[0]: used[1], used[1]: used[0]}, simultaneous=True) if len(used) > 1 else None


def _without_a_term(form: sp.Expr, symbols: Sequence[sp.Symbol]) -> sp.Expr | None:
    return sp.Add(*form.args[1:]) if form.is_Add else None


def _squared_name(form: sp.Expr, symbols: Sequence[sp.Symbol]) -> sp.Expr | None:
    used = [symbol for symbol in symbols if symbol in form.free_symbols]
    return form.subs(used[0], used[0] ** 2) if used else None


CHANGES: dict[str, Form] = {
    "sign": lambda form, symbols: -form,
    "coefficient": lambda form, symbols: 2 * form,
    "constant": lambda form, symbols: form + sp.Rational(1, 100),
    "players swapped": _swapped,
    "cost dropped": _without_a_term,
    "exponent": _squared_name,
}
REWRITINGS: dict[str, Form] = {
    "expanded": lambda form, symbols: sp.expand(form),
    "over one bar": lambda form, symbols: sp.together(form),
    "with a factor above and below": lambda form, symbols: sp.expand(form * (1 + symbols[0])) / (1 + symbols[0]),
    "with a name added and taken away": lambda form, symbols: sp.Mul(
        sp.expand((form + symbols[-1]) * (2 + symbols[0])), 1 / (2 + symbols[0]), evaluate=True) - symbols[-1],
    "under a root": lambda form, symbols: sp.sqrt(sp.expand((1 + symbols[0]) ** 2)) * form / (1 + symbols[0]),
}
FORMULA = re.compile(r"( +(?:payoff \S+ = |value |choose (?:\S+ = )?))(.+)")
SLACK = re.compile(r"( {6,}nonnegative )(.+)")


def _symbols(game: Game) -> tuple[sp.Symbol, ...]:
    """The parameters that are known to be positive first, since rewritings multiply by them."""
    positive = [symbol for assumption in game.parameters.assumptions for slack, strict in assumption.slacks
                for symbol in game.parameters.symbols if slack == symbol and strict]
    return tuple(dict.fromkeys((*positive, *game.parameters.symbols)))


def _formulas(game: Game, pattern: re.Pattern[str], forms: dict[str, Form], is_change: bool,
              every: int) -> Iterator[Mutation]:
    """One formula of a lock written otherwise, at every so manieth line, one way after the other."""
    lines, symbols = lock(game).split("\n"), _symbols(game)
    names = {symbol.name: symbol for symbol in (*symbols, *(choice.symbol for choice in game.choices))}
    places = [place for place, line in enumerate(lines) if pattern.fullmatch(line)][::every]
    for turn, place in enumerate(places):
        head, text = pattern.fullmatch(lines[place]).groups()  # type: ignore[union-attr]
        old = read(text, names)
        name, form = list(forms.items())[turn % len(forms)]
        new = form(old, symbols)
        if new is None or write(new) == text or (is_change and sp.cancel(sp.together(new - old)) == 0):
            continue
        changed = "\n".join([*lines[:place], head + write(new), *lines[place + 1:]])
        yield Mutation(f"{game.name}, line {place + 1}: {name}", lock(game), changed, is_change)


# ---- regions, names and orders of a lock

def _scaled_slack(form: sp.Expr, symbols: Sequence[sp.Symbol]) -> sp.Expr:
    return sp.expand(3 * form)


def _slack_times_positive(form: sp.Expr, symbols: Sequence[sp.Symbol]) -> sp.Expr:
    return sp.expand(form * (1 + symbols[0] ** 2))


SLACK_REWRITINGS: dict[str, Form] = {"scaled": _scaled_slack, "times what is positive": _slack_times_positive}
SLACK_CHANGES: dict[str, Form] = {"negated": lambda form, symbols: -form,
                                  "moved": lambda form, symbols: form - sp.Rational(1, 20)}


def _orders(game: Game) -> Iterator[Mutation]:
    """The pieces of a plan, the cases of a region and the slacks of a case in another order; regimes in another order."""
    text = lock(game)
    for keyword, indent in (("piece", 4), ("case", 6), ("case", 4), ("regime", 2)):
        changed = _reversed_blocks(text, keyword, indent)
        if changed != text:
            yield Mutation(f"{game.name}: {keyword}s at {indent} in reverse", text, changed, False)
    names = re.findall(r"^  regime (\S+)$", text, re.MULTILINE)
    if len(names) > 1:
        turned = dict(zip(names, (*names[1:], names[0]), strict=True))
        changed = re.sub(r"^(  regime |    where )(.+)$",
                         lambda found: found[1] + " ".join(turned.get(word, word) for word in found[2].split()), text,
                         flags=re.MULTILINE)
        yield Mutation(f"{game.name}: regimes renumbered", text, changed, False)


def _reversed_blocks(text: str, keyword: str, indent: int) -> str:
    """The text with runs of blocks of a keyword at one indentation reversed."""
    margin, lines, out = " " * indent, text.split("\n"), []
    run: list[list[str]] = []
    for line in [*lines, ""]:
        if re.fullmatch(f"{margin}{keyword}( .*)?", line):
            run.append([line])
        elif run and line.startswith(margin + " "):
            run[-1].append(line)
        else:
            out += [one for block in reversed(run) for one in block]
            run = []
            out.append(line)
    return "\n".join(out[:-1])


def _split_pieces(game: Game) -> Iterator[Mutation]:
    """A piece of a plan cut in two along a parameter: the plan stays what it was."""
    text, symbol = lock(game), game.parameters.symbols[0]
    gap = symbol - sp.Rational(str(game.parameters.witness[symbol.name]))
    found = re.search(r"^    piece\n(?:      .*\n)+", text, re.MULTILINE)
    if found and "      case\n" in found[0]:
        halves = [re.sub(r"      case\n", f"      case\n        nonnegative {slack}\n", found[0])
                  for slack in (write(gap), write(-gap))]
        yield Mutation(f"{game.name}: a piece cut in two", text, text.replace(found[0], "".join(halves), 1), False)


# ---- models

def changed_payoffs(game: Game, change: Callable[[str, str, sp.Expr], sp.Expr]) -> Game:
    """The game with other payoffs: ``change`` maps outcome, player and payoff to the new payoff."""
    done: dict[int, Node] = {}

    def node(old: Node) -> Node:
        if id(old) not in done:
            if isinstance(old, Outcome):
                done[id(old)] = Outcome(old.label, {player: change(old.label, player, payoff)
                                                    for player, payoff in old.payoffs.items()})
            elif isinstance(old, Decide):
                done[id(old)] = replace(old, moves={label: node(then) for label, then in old.moves.items()})
            elif isinstance(old, Choose):
                done[id(old)] = replace(old, then=node(old.then))
        return done[id(old)]

    return replace(game, root=node(game.root))


def with_assumptions(game: Game, *assumptions: Assumption) -> Game:
    """The game under other assumptions."""
    return replace(game, parameters=replace(game.parameters, assumptions=assumptions))


def _strict_for_weak(game: Game) -> Game:
    """Every weak assumption made strict, or, where all are strict, the first one weak."""
    weak = any(not strict for one in game.parameters.assumptions for _, strict in one.slacks)

    def other(assumption: Assumption, first: bool) -> Assumption:
        relations = tuple(slack > 0 if weak or not (first and place == 0) else slack >= 0
                          for place, (slack, _) in enumerate(assumption.slacks))
        return replace(assumption, relations=relations)

    return with_assumptions(game, *(other(one, place == 0) for place, one in enumerate(game.parameters.assumptions)))


def _models(game: Game) -> Iterator[Mutation]:
    """Models with one payoff other than it was, and models that are written in another way."""
    first = game.players[0]
    k = _symbols(game)[0]
    labels = [node.label for node in game.nodes if isinstance(node, Outcome)]
    last = labels[-1]
    changes: dict[str, Game] = {
        "a payoff is doubled": changed_payoffs(game, lambda label, player, payoff: 2 * payoff
                                               if (label, player) == (last, first) else payoff),
        "a cost is paid": changed_payoffs(game, lambda label, player, payoff: payoff - k / 7
                                          if (label, player) == (labels[0], first) else payoff),
        "strict for weak": _strict_for_weak(game),
    }
    same: dict[str, Game] = {
        "payoffs expanded": changed_payoffs(game, lambda label, player, payoff: sp.expand(payoff)),
        "payoffs over one bar": changed_payoffs(game, lambda label, player, payoff: sp.together(
            sp.expand(payoff * (1 + k)) / (1 + k))),
        "assumptions in reverse, scaled": with_assumptions(game, *(
            replace(one, relations=tuple(3 * slack > 0 if strict else 3 * slack >= 0 for slack, strict in one.slacks))
            for one in reversed(game.parameters.assumptions))),
    }
    for is_change, games in ((True, changes), (False, same)):
        for name, other in games.items():
            yield Mutation(f"{game.name}: {name}", solved_lock(game), solved_lock(other), is_change)


def lock_mutations(games: Sequence[Game] = GAMES, every: int = 3) -> Iterator[Mutation]:
    """Locks in which one line, or the order of lines, is other than it was."""
    for game in games:
        yield from _formulas(game, FORMULA, CHANGES, True, every)
        yield from _formulas(game, FORMULA, REWRITINGS, False, every + 2)
        yield from _formulas(game, SLACK, SLACK_REWRITINGS, False, every + 4)
        yield from islice(_formulas(game, SLACK, SLACK_CHANGES, True, every + 6), 2)
        yield from _orders(game)
        yield from _split_pieces(game)


def model_mutations(games: Sequence[Game] = GAMES) -> Iterator[Mutation]:
    """Models solved again after an edit."""
    for game in games:
        yield from _models(game)


# ---- checking what is said

def complaints(mutation: Mutation, found: Diff) -> list[str]:
    """What a comparison gets wrong: a change that it misses, one that is none, a value that SymPy does not confirm."""
    wrong = []
    if found.is_harmless is mutation.is_change:
        statuses = sorted({change.status for change in found.changes})
        wrong.append(f"{mutation.name}: planted {'a change' if mutation.is_change else 'no change'}, told {statuses}")
    pointed = [(change, part) for change in found.news for part in change.parts if part.difference is not None]
    if mutation.is_change and not pointed:
        wrong.append(f"{mutation.name}: no point is given")
    sides = [{game.name: game for game in read_lock(text).games} for text in (mutation.old, mutation.new)]
    return wrong + [f"{mutation.name}: {change.kind} {change.name}, {part.what}: {part.difference}"
                    for change, part in pointed if not _is_confirmed(change, part, sides)]


def _is_confirmed(change: ResultChange, part: PartChange, sides: list[dict[str, Any]]) -> bool:
    """Whether the values at the point are those that SymPy computes, and differ."""
    difference = part.difference
    assert difference is not None
    if difference.old == difference.new:
        return False
    values = {sp.Symbol(name, real=True): _number(value) for name, value in difference.point.items()}
    assumed = [one for side in sides for slacks in side[change.game].frame.assumptions.values() for one in slacks]
    if part.what != "assumption" and not all(_holds(one, values) for one in assumed
                                             if one.expression.free_symbols <= values.keys()):
        return False
    if part.what == "assumption":
        given = [side[change.game].frame.assumptions.values() for side in sides]
        inside = [all(_holds(one, values) for slacks in each for one in slacks) for each in given]
        return inside[0] != inside[1]
    for form, told in ((part.old, difference.old), (part.new, difference.new)):
        if isinstance(form, sp.Expr) and not isinstance(told, str):
            gap = form.subs(values) - _number(told)
            if gap != 0 and abs(sp.N(gap, 40)) > sp.Float("1e-30"):
                return False
    if isinstance(part.old, Region) and isinstance(part.new, Region):
        inside = [_inside(region, values) for region in (part.old, part.new)]
        return inside[0] != inside[1]
    return True


def _number(value: Any) -> sp.Expr:
    """A number of ours as one of SymPy's, read from its text."""
    return read(str(value).replace(" ", ""), {})


def _holds(one: Inequality, values: dict[sp.Symbol, sp.Expr]) -> bool:
    value = one.expression.subs(values)
    return bool(value > 0) if one.strict else bool(value >= 0)


def _inside(region: Region, values: dict[sp.Symbol, sp.Expr]) -> bool:
    return any(all(slack.subs(values).is_real and _holds(Inequality(slack), values) for slack in case)
               for case in region.cases)


def score(mutations: Sequence[Mutation]) -> tuple[int, int, list[str]]:
    """How many planted changes there were, how many harmless rewritings, and what was told wrongly."""
    wrong = [complaint for mutation in mutations
             for complaint in complaints(mutation, compare_texts(mutation.old, mutation.new))]
    changes = sum(mutation.is_change for mutation in mutations)
    return changes, len(mutations) - changes, wrong
