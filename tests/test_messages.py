"""Whatever a person may write in a model, they get one sentence that names the culprit."""

import re
from pathlib import Path

import pytest

from symbolic_alliance.derivation.project import Project, read_model
from symbolic_alliance.errors import ModelError
from tests.messages import GOOD, MISTAKES, Mistake


def project(folder: Path, source: str) -> Project:
    (folder / "derivations").mkdir()
    (folder / "derivations" / "walls.py").write_text(source, encoding="utf-8")
    return Project(folder)


def test_the_good_model_is_accepted(tmp_path: Path) -> None:
    assert read_model(project(tmp_path, GOOD), "walls").game.name == "walls"


@pytest.mark.parametrize("mistake", MISTAKES, ids=[" ".join(one.written.split())[:60] for one in MISTAKES])
def test_a_mistake_is_told_in_one_sentence_with_its_place(mistake: Mistake, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as raised:
        read_model(project(tmp_path, mistake.source), "walls")
    place, _, told = str(raised.value).partition(": ")
    assert re.fullmatch(r"derivations/walls\.py(, line \d+)?", place)
    assert told == mistake.told
    assert "\n" not in told


def test_no_message_shows_what_only_the_program_knows() -> None:
    leaked = re.compile(r"AttributeError|RecursionError|KeyError| object at 0x|<function|Traceback")
    assert [one.told for one in MISTAKES if leaked.search(one.told)] == []
    assert len({one.source for one in MISTAKES}) == len(MISTAKES) > 100
