"""Files and folders are replaced as a whole or not at all."""

from pathlib import Path

import pytest

from symbolic_alliance.errors import RequestError
from symbolic_alliance.storage import read_text, replaced_folder, write_text


def test_text_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "NAME.lock"
    write_text(path, "cutoff k_A ≥ 0\n")
    write_text(path, "second\n")
    assert read_text(path) == "second\n"
    assert [entry.name for entry in path.parent.iterdir()] == ["NAME.lock"]


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
        with replaced_folder(folder) as beside:
            (beside / f"{text}.tex").write_text(text)
    assert [entry.name for entry in folder.iterdir()] == ["second.tex"]
    assert [entry.name for entry in folder.parent.iterdir()] == ["paper"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, RequestError])
def test_an_interrupted_build_leaves_the_earlier_output_whole(
        tmp_path: Path, interruption: type[BaseException]) -> None:
    folder = tmp_path / "paper"
    with replaced_folder(folder) as beside:
        (beside / "appendix.tex").write_text("whole")
    with pytest.raises(interruption), replaced_folder(folder) as beside:
        (beside / "appendix.tex").write_text("half")
        raise interruption
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("appendix.tex", "whole")]
    assert [entry.name for entry in tmp_path.iterdir()] == ["paper"]


def test_an_output_that_a_killed_run_left_aside_is_put_back(tmp_path: Path) -> None:
    aside = tmp_path / ".paper.before"
    aside.mkdir()
    (aside / "appendix.tex").write_text("whole")
    with pytest.raises(KeyboardInterrupt), replaced_folder(tmp_path / "paper"):
        raise KeyboardInterrupt
    assert (tmp_path / "paper" / "appendix.tex").read_text() == "whole"
