"""The arena: what must be accepted is, what must not be is not, and controls show that the entries tell checkers apart.

In:  ``certificates/good`` and ``bad``: deposits for the kernel, named for what is planted in them; a claim's name says why.
     ``strategies/good`` and ``bad``: modules with GAME, STRATEGY and a line why.  A bad one says in WRONG_AT where it goes
     wrong, a good one may name an EDGE: there the walk through the tree, which knows nothing of `verify`, must agree.
Out: `table`: how many each checker gets right, as the README shows it.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest

from symbolic_alliance import Game, Strategy, disagreements, put_in_order, verify
from symbolic_alliance.certificate import main
from symbolic_alliance.claims.obligations import require_strategy
from symbolic_alliance.closed_form import UndefinedForm
from symbolic_alliance.errors import UserError
from symbolic_alliance.explore.walk import Effort, random_points
from symbolic_alliance.game.parameters import exact
from tests.javascript import accepted_in_javascript

ARENA = Path(__file__).resolve().parent
ROOT = ARENA.parent.parent
CERTIFICATES = sorted(ARENA.glob("certificates/*/*.json"))
STRATEGIES = sorted(ARENA.glob("strategies/*/*.py"))
LONG_LOOK = Effort(kinks=12, between=6, histories=12)

Checker = Callable[[Path], bool]


def name(entry: Path) -> str:
    return f"{entry.parent.name}/{entry.stem}"


def is_good(entry: Path) -> bool:
    return entry.parent.name == "good"


def module_of(entry: Path) -> Any:
    """The module of a strategy's entry."""
    return import_module(".".join(entry.relative_to(ROOT).with_suffix("").parts))


# ---- the checkers: ours, and one that reads an entry and believes it

@cache
def replays(deposit: Path) -> bool:
    """Whether the kernel says that every claim of a deposit holds."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return main([str(deposit)]) == 0


@cache
def parses(deposit: Path) -> bool:
    """Whether a deposit has the form of one, no proof being replayed."""
    with patch("symbolic_alliance.certificate.Theorem.__post_init__"):
        return replays.__wrapped__(deposit)


@cache
def is_proved(entry: Path) -> bool:
    """Whether every claim about a strategy is proved; a strategy that is refused with a sentence is not."""
    module = module_of(entry)
    try:
        return {str(result.verdict) for result in verify(module.GAME, module.STRATEGY)} == {"proved"}
    except UserError as sentence:
        assert str(sentence)
        return False


@cache
def fits(entry: Path) -> bool:
    """Whether a strategy is one for its game, whatever it plays."""
    module = module_of(entry)
    try:
        require_strategy(module.GAME, module.STRATEGY)
    except UserError:
        return False
    return True


CHECKERS: Mapping[str, tuple[Checker, Checker]] = {
    "accept all": (lambda deposit: True, lambda entry: True),
    "refuse all": (lambda deposit: False, lambda entry: False),
    "parse only": (parses, fits),
    "ours": (replays, is_proved),
}
JAVASCRIPT = "ours, in JavaScript"  # of certificates only


def table(folder: Path) -> str:
    """How many good entries each checker accepts, and how many bad ones it refuses; ``folder`` is for files on the way."""
    kinds = [[entry for entry in entries if is_good(entry) == verdict]
             for entries in (CERTIFICATES, STRATEGIES) for verdict in (True, False)]
    heads = ["accepts, of {} good certificates", "refuses, of {} bad", "accepts, of {} good strategies", "refuses, of {} bad"]
    rows = [["checker", *(head.format(len(kind)) for head, kind in zip(heads, kinds, strict=True))], ["---"] * 5]
    for title, (judges_deposit, judges_strategy) in CHECKERS.items():
        checkers = (judges_deposit, judges_deposit, judges_strategy, judges_strategy)
        rows.append([title, *(str(sum(checker(entry) == is_good(entry) for entry in kind))
                              for checker, kind in zip(checkers, kinds, strict=True))])
    verdicts = dict(zip(CERTIFICATES, accepted_in_javascript(CERTIFICATES, folder), strict=True))
    rows.append([JAVASCRIPT, *(str(sum(verdicts[entry] == is_good(entry) for entry in kind)) for kind in kinds[:2]), "", ""])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


# ---- the entries

@pytest.mark.parametrize("deposit", CERTIFICATES, ids=name)
def test_a_deposit_gets_its_verdict(deposit: Path) -> None:
    assert replays(deposit) == is_good(deposit)


@pytest.mark.parametrize("entry", STRATEGIES, ids=name)
def test_a_strategy_gets_its_verdict(entry: Path) -> None:
    assert is_proved(entry) == is_good(entry), module_of(entry).__doc__


@pytest.mark.parametrize("entry", [entry for entry in STRATEGIES if not is_good(entry)], ids=name)
def test_a_bad_strategy_is_wrong_where_it_says(entry: Path) -> None:
    module = module_of(entry)
    module.GAME.parameters.require({name: exact(value) for name, value in module.WRONG_AT.items()})
    assert goes_wrong(module.GAME, module.STRATEGY, module.WRONG_AT)


def goes_wrong(game: Game, strategy: Strategy, point: Mapping[str, Any]) -> bool:
    """Whether the walk finds that a deviation pays, a plan or a payoff without a value, or no strategy for this game."""
    try:
        return bool(disagreements(game, strategy, [point], effort=LONG_LOOK))
    except (UndefinedForm, UserError):
        return True


@pytest.mark.parametrize("entry", [entry for entry in STRATEGIES if is_good(entry)], ids=name)
def test_a_good_strategy_agrees_with_the_tree(entry: Path) -> None:
    module = module_of(entry)
    points = [*random_points(module.GAME.parameters, 4), *([module.EDGE] if hasattr(module, "EDGE") else [])]
    assert disagreements(module.GAME, put_in_order(module.GAME, module.STRATEGY), points) == []


def test_the_readme_shows_how_checkers_fare(tmp_path: Path) -> None:
    shown = table(tmp_path)
    assert shown in (ROOT / "README.md").read_text(encoding="utf-8"), f"the README should show\n{shown}"


def test_the_replay_in_javascript_gives_every_deposit_its_verdict(tmp_path: Path) -> None:
    verdicts = accepted_in_javascript(CERTIFICATES, tmp_path)
    assert [name(one) for one, verdict in zip(CERTIFICATES, verdicts, strict=True) if verdict != is_good(one)] == []


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        sys.stdout.write(f"{table(Path(temporary))}\n")
