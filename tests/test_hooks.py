"""The pre-commit hook and the GitHub Action that a paper's repository uses, run here as they are written."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.update import update

ROOT = Path(__file__).resolve().parent.parent
HOOK, = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
ACTION = yaml.safe_load((ROOT / ".github" / "actions" / "check" / "action.yml").read_text())
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}
# A program that stands where another is expected, and writes down how it was called.
RECORDER = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
    diff*) for word; do case "$word" in markdown=*) cat "$TABLE" > "${word#markdown=}";; esac; done
           echo "::warning::walls changed"; exit 1;;
esac
exec "$REAL" "$@"
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A paper's repository: a derivation with its lock, committed, and a base revision."""
    paper = tmp_path / "paper"
    shutil.copytree(ROOT / "tests" / "project" / "derivations", paper / "derivations")
    update(Project(paper), "walls", certify=False)
    for command in ("git init --quiet", "git add derivations", "git commit --quiet -m Base", "git tag base"):
        subprocess.run(shlex.split(command), cwd=paper, env=environment(), check=True, timeout=60)
    return paper


def environment(**more: str) -> dict[str, str]:
    """What a command meets on a runner: this interpreter and its scripts first, and an author for commits."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    author = {f"GIT_{who}_{what}": "author@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {"PATH": path, "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", **author, **more}


def step(name: str, folder: Path, **values: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub does, with the values of its environment."""
    assert set(STEPS[name]["env"]) <= set(values)
    files = {"GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md"), "GITHUB_OUTPUT": str(folder.parent / "output")}
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]], cwd=folder,
                          env=environment(**files, **values), capture_output=True, text=True, check=False, timeout=120)


def edit(repository: Path, old: str, new: str) -> None:
    """Change the model, and leave the lock as it was."""
    source = repository / "derivations" / "walls.py"
    assert old in source.read_text()
    source.write_text(source.read_text().replace(old, new))


def test_the_hook_runs_as_it_is_written(repository: Path) -> None:
    def hook() -> subprocess.CompletedProcess[str]:
        return subprocess.run(shlex.split(HOOK["entry"]), cwd=repository, env=environment(), capture_output=True, text=True,
                              check=False, timeout=120)

    assert (HOOK["id"], HOOK["language"], HOOK["pass_filenames"]) == ("symbolic-alliance-check", "python", False)
    assert hook().returncode == 0
    edit(repository, "b - height**2", "b - 4*height**2")
    assert hook().returncode == 1


@pytest.mark.parametrize(("path", "is_ours"), [
    ("derivations/walls.py", True), ("derivations/walls/walls.lock", True), ("paper/derivations/walls.py", True),
    ("paper.tex", False), ("old_derivations/walls.py", False)])
def test_the_hook_runs_for_derivations(path: str, is_ours: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is is_ours


def test_the_action_checks_and_writes_a_summary(repository: Path) -> None:
    run = step("check", repository, NAMES="", PROJECT=".", FULL="false")
    assert run.returncode == 0, run.stderr
    assert "the lock says the same (judged again, not solved again)" in run.stdout
    assert run.stdout in (repository.parent / "summary.md").read_text()
    assert "not solved again" not in step("check", repository, NAMES="walls", PROJECT=".", FULL="true").stdout
    edit(repository, "b - height**2", "b - 4*height**2")
    run = step("check", repository, NAMES="walls", PROJECT=".", FULL="false")
    assert run.returncode == 1
    assert "the lock is of another model" in (repository.parent / "summary.md").read_text()


def compared(repository: Path, table: str) -> subprocess.CompletedProcess[str]:
    """The step that compares, where the program writes this table instead of its own."""
    stub = repository.parent / "bin" / "symbolic-alliance"
    stub.parent.mkdir()
    stub.write_text(RECORDER)
    stub.chmod(0o755)
    (repository.parent / "table").write_text(table)
    real = shutil.which("symbolic-alliance", path=environment()["PATH"])
    assert real is not None
    return step("diff", repository, NAMES="", PROJECT=".", BASE="base", CALLS=str(repository.parent / "calls"), REAL=real,
                TABLE=str(repository.parent / "table"), PATH=f"{stub.parent}{os.pathsep}{environment()['PATH']}")


def test_the_action_compares_once_with_the_base_and_annotates(repository: Path) -> None:
    shutil.copy(repository / "derivations" / "walls.py", repository / "derivations" / "moats.py")
    run = compared(repository, "| walls | changed |\n")
    assert run.returncode == 0, run.stderr
    assert run.stdout == "::warning::walls changed\n"
    assert (repository.parent / "summary.md").read_text() == (
        "**moats** is new: there is no lock of it at the base.\n| walls | changed |\n")
    assert (repository.parent / "output").read_text().startswith("report=")
    first, second = (repository.parent / "calls").read_text().splitlines()
    assert first == "list --project . --format json"
    assert re.fullmatch(r"diff --project \. --against base --format github --also markdown=\S+ -- walls", second)


def test_a_comment_is_cut_and_the_summary_is_not(repository: Path) -> None:
    assert compared(repository, "| walls | changed |\n" * 5000).returncode == 0
    assert len((repository.parent / "summary.md").read_text()) == 20 * 5000
    comment = Path((repository.parent / "output").read_text().strip().removeprefix("report=")).read_text()
    assert 50000 < len(comment) < 60000
    assert comment.endswith("This is cut: the summary of the run has all of it.\n")


@pytest.mark.parametrize("names", ["--help", "$(touch made)", "`touch made`", "../walls", "walls; touch made", "* walls"])
def test_hostile_names_are_data_to_the_action(repository: Path, names: str) -> None:
    run = step("check", repository, NAMES=names, PROJECT=".", FULL="false")
    assert run.returncode == 2
    assert "symbolic-alliance: no derivation " in run.stderr
    assert not (repository / "made").exists()


def test_no_step_of_the_action_pastes_an_expression_into_its_shell() -> None:
    assert [name for name, one in STEPS.items() if "${{" in one["run"]] == []
    assert all(one.get("shell") == "bash" for one in STEPS.values())
    assert STEPS["install"]["env"]["SOURCE"] == "${{ github.action_path }}/../../.."
    assert (ROOT / ".github" / "actions" / "check" / ".." / ".." / ".." / "pyproject.toml").is_file()


def test_the_examples_of_the_documentation_name_the_hook_and_the_action() -> None:
    page = (ROOT / "docs" / "how-to" / "put-it-in-a-paper.md").read_text(encoding="utf-8")
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    hooks = [hook["id"] for block in blocks for repo in block.get("repos", ()) for hook in repo["hooks"]]
    steps = [one for block in blocks for job in block.get("jobs", {}).values() for one in job["steps"] if "with" in one]
    assert hooks == [HOOK["id"]]
    assert [one["uses"].partition("@")[0].split("/", 2)[2] for one in steps] == [".github/actions/check"]
    assert set(steps[0]["with"]) <= set(ACTION["inputs"])
