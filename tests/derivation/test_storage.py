"""Files and folders are replaced as a whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from symbolic_alliance.derivation.storage import read_text, replace_folder, require_writable, write_text
from symbolic_alliance.errors import RequestError


def test_text_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "NAME.lock"
    write_text(path, "cutoff k_A ≥ 0\n")
    write_text(path, "second\n")
    assert read_text(path) == "second\n"
    assert [entry.name for entry in path.parent.iterdir()] == ["NAME.lock"]


def test_where_nothing_can_be_written_is_told_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_writable(tmp_path / "not" / "yet" / "there")
    write_text(tmp_path / "file", "")
    with pytest.raises(RequestError, match=r"out cannot be written: .*file is no folder"):
        require_writable(tmp_path / "file" / "out")
    monkeypatch.setattr(os, "access", lambda place, mode: False)  # whoever runs the tests may be allowed everything
    with pytest.raises(RequestError, match=r"out cannot be written: the folder .* is read-only"):
        require_writable(tmp_path / "out")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_failed_write_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "NAME.lock"
    write_text(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new\ud800\n")
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [("NAME.lock", "old\n")]


def test_what_is_no_text_is_refused_by_path(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"ab\xff")
    with pytest.raises(RequestError, match=r"bytes is no UTF-8 text: byte 2 is out of place"):
        read_text(tmp_path / "bytes")
    with pytest.raises(RequestError, match="cannot be read: Is a directory"):
        read_text(tmp_path)
    with pytest.raises(RequestError, match="cannot be written: File exists"):
        write_text(tmp_path / "bytes" / "below", "text")


def test_a_folder_is_replaced_when_it_is_complete(tmp_path: Path) -> None:
    folder = tmp_path / "build" / "paper"
    for text in ("first", "second"):
        with replace_folder(folder) as beside:
            (beside / f"{text}.tex").write_text(text)
    assert [entry.name for entry in folder.iterdir()] == ["second.tex"]
    assert [entry.name for entry in folder.parent.iterdir()] == ["paper"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, RequestError])
def test_an_interrupted_build_leaves_the_earlier_output_whole(
        tmp_path: Path, interruption: type[BaseException]) -> None:
    folder = tmp_path / "paper"
    with replace_folder(folder) as beside:
        (beside / "appendix.tex").write_text("whole")
    with pytest.raises(interruption), replace_folder(folder) as beside:
        (beside / "appendix.tex").write_text("half")
        raise interruption
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("appendix.tex", "whole")]
    assert [entry.name for entry in tmp_path.iterdir()] == ["paper"]


def test_an_output_that_a_killed_run_left_aside_is_put_back(tmp_path: Path) -> None:
    aside = tmp_path / ".paper.before"
    aside.mkdir()
    (aside / "appendix.tex").write_text("whole")
    with pytest.raises(KeyboardInterrupt), replace_folder(tmp_path / "paper"):
        raise KeyboardInterrupt
    assert (tmp_path / "paper" / "appendix.tex").read_text() == "whole"


def test_an_output_folder_that_is_a_link_or_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.tex").write_text("mine")
    (tmp_path / "link").symlink_to("elsewhere")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    for name, kind in (("link", "a link"), ("dangling", "a link"), ("file", "a file")):
        with (pytest.raises(RequestError, match=f"{name} is to be replaced as a folder, and is {kind}"),
              replace_folder(tmp_path / name)):
            raise AssertionError
    assert sorted(tmp_path.rglob("*")) == before


def test_what_a_run_that_was_killed_long_ago_left_is_removed(tmp_path: Path) -> None:
    for name in (".NAME.lock.1.new", ".NAME.lock.2.new", ".OTHER.lock.1.new"):
        (tmp_path / name).write_text("half")
    os.utime(tmp_path / ".NAME.lock.1.new", (0, 0))
    write_text(tmp_path / "NAME.lock", "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".NAME.lock.2.new", ".OTHER.lock.1.new", "NAME.lock"]


# Runs a piece of Python whose Nth operation on files is never done: the process is killed instead.
MORTAL = """\
import os, shutil, signal, sys
from pathlib import Path
left = int(sys.argv[1])
def mortal(operation):
    def done(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return operation(*arguments, **options)
    return done
for owner, names in ((Path, ("mkdir", "open", "replace", "rename", "unlink")), (os, ("fsync",)), (shutil, ("rmtree",))):
    for name in names:
        setattr(owner, name, mortal(getattr(owner, name)))
"""
WRITE_BOTH = MORTAL + """\
from symbolic_alliance.derivation.storage import replace_folder, write_text
write_text(Path("NAME.lock"), "new" * 10**5)
with replace_folder(Path("paper")) as beside:
    write_text(beside / "appendix.tex", "new" * 10**5)
    write_text(beside / "macros.tex", "new")
"""


def killed(program: str, operation: int, folder: Path, *arguments: str) -> bool:
    """Run a program that is killed at an operation; False where it came to its end before."""
    run = subprocess.run([sys.executable, "-c", program, str(operation), *arguments], cwd=folder, capture_output=True,
                         check=False, timeout=120)
    assert run.returncode in (0, -signal.SIGKILL), run.stderr
    return run.returncode != 0


def test_a_run_killed_at_any_operation_leaves_whole_files(tmp_path: Path) -> None:
    whole = ({"appendix.tex": "old" * 10**5}, {"appendix.tex": "new" * 10**5, "macros.tex": "new"})
    operation, is_killed = 0, True
    while is_killed:
        operation += 1
        place = tmp_path / str(operation)
        place.mkdir()
        write_text(place / "NAME.lock", "old")
        with replace_folder(place / "paper") as beside:
            write_text(beside / "appendix.tex", whole[0]["appendix.tex"])
        is_killed = killed(WRITE_BOTH, operation, place)
        assert read_text(place / "NAME.lock") in ("old", "new" * 10**5)
        # Between two renamings the old folder bears another name, and the next run puts it back.
        folder = place / "paper" if (place / "paper").exists() else place / ".paper.before"
        assert {path.name: path.read_text() for path in folder.iterdir()} in whole
        with pytest.raises(KeyboardInterrupt), replace_folder(place / "paper"):
            raise KeyboardInterrupt
        assert {path.name: path.read_text() for path in (place / "paper").iterdir()} in whole
        assert [path.name for path in place.iterdir() if not path.name.startswith(".")] in (
            ["NAME.lock", "paper"], ["paper", "NAME.lock"])
    assert operation > 20
