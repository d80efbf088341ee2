"""Planted edits of small papers, each with the verdict that it must get: `tests/data/edits` has them as tables."""

import tomllib
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from symbolic_alliance.derivation.derive import restate, solve_games
from symbolic_alliance.derivation.diff import Diff, Status, compare_texts
from symbolic_alliance.derivation.lock import write_lock
from symbolic_alliance.derivation.model import Model

PAPERS = {path.stem: tomllib.loads(path.read_text()) for path in sorted(
    (Path(__file__).parents[2] / "data" / "edits").glob("*.toml"))}
EDITS = [pytest.param(name, edit, id=f"{name}: {edit['name']}") for name, paper in PAPERS.items() for edit in paper["edit"]]
MOST = 3.0  # CPU seconds for a comparison of a small paper


@cache
def locked(source: str) -> str:
    """The lock of a paper, solved and stated, with no claim judged."""
    found: dict[str, Any] = {}
    exec(source, found)  # noqa: S102 it is text of the tables
    return write_lock(restate(solve_games(Model(name="paper", game=found["GAME"], theorems=found["THEOREMS"]))))


def edited(source: str, replacements: list[list[str]]) -> str:
    """The source with some texts in the place of others, all of which it has."""
    for old, new in replacements:
        assert old in source, old
        source = source.replace(old, new)
    return source


def told(found: Diff) -> set[str]:
    """Every result with its status."""
    return {f"{one.status} {one.kind} {one.name}" for one in found.changes}


@pytest.mark.parametrize(("name", "edit"), EDITS)
def test_an_edit_is_told_rightly(name: str, edit: dict[str, Any]) -> None:
    source = PAPERS[name]["source"]
    old, new = locked(source), locked(edited(source, edit["replace"]))
    before = process_time()
    found = compare_texts(old, new)
    assert process_time() - before < MOST
    news = {f"{one.status} {one.kind} {one.name}" for one in found.changes if one.status is not Status.SAME}
    assert (int(not found.is_harmless), set(edit["told"]) - told(found)) == (edit["exit"], set()), news
