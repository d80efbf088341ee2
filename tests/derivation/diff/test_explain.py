"""Each status has a page, and a project says in its pyproject.toml which ones pass."""

from pathlib import Path

import pytest

from symbolic_alliance.derivation.diff import Diff, Effect, Impact, ResultChange, Status
from symbolic_alliance.derivation.diff.explain import IDS, PAGES, accepted, explain, is_accepted
from symbolic_alliance.derivation.project import Project
from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.claim import Rank, Verdict


def test_every_status_has_a_page() -> None:
    assert set(PAGES) == set(Status) == set(IDS.values())
    for name, status in IDS.items():
        assert explain(name).startswith(f"{name} ({'does not fail' if status.is_harmless else 'fails'}")
    with pytest.raises(RequestError, match="no status has the id weakr; did you mean weaker"):
        explain("weakr")


@pytest.mark.parametrize(("text", "expected"), [
    ("", set()), ("[tool.other]\nx = 1\n", set()),
    ('[tool.symbolic_alliance]\ndiff-accepts = ["reworded", "domain-changed"]\n', {Status.REWORDED, Status.DOMAIN_CHANGED})])
def test_a_project_says_what_it_accepts(tmp_path: Path, text: str, expected: set[Status]) -> None:
    assert accepted(Project(tmp_path)) == frozenset()
    (tmp_path / "pyproject.toml").write_text(text)
    assert accepted(Project(tmp_path)) == expected


@pytest.mark.parametrize(("text", "complaint"), [
    ("[tool.symbolic_alliance", "pyproject.toml is no TOML: "),
    ('[tool.symbolic_alliance]\ndiff-accepts = "reworded"\n', "diff-accepts in tool.symbolic_alliance is a list of ids"),
    ('[tool.symbolic_alliance]\ndiff-accepts = ["reworde"]\n', "no status has the id reworde; did you mean reworded or"),
    ("[tool]\nsymbolic_alliance = 1\n", "diff-accepts in tool.symbolic_alliance is a list of ids")])
def test_a_wrong_setting_is_told(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(RequestError) as refusal:
        accepted(Project(tmp_path))
    assert complaint in str(refusal.value)


def test_what_is_accepted_passes_and_what_is_broken_never_does() -> None:
    reworded = ResultChange("paper", "lemma", "margins", Status.REWORDED)
    broken = Impact("margins", Rank.LEMMA, "margins", "", Effect.BROKEN, Verdict.PROVED, Verdict.REFUTED)
    gone = Impact("margins", Rank.LEMMA, "margins", "", Effect.REMOVED, Verdict.PROVED)
    assert not is_accepted(Diff("paper", (reworded,)), frozenset())
    assert is_accepted(Diff("paper", (reworded,)), frozenset({Status.REWORDED}))
    assert not is_accepted(Diff("paper", (reworded,), (broken,)), frozenset(Status))
    assert is_accepted(Diff("paper", (), (gone,)), frozenset({Status.REMOVED}))
