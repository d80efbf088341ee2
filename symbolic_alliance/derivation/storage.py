"""The one module that reads and writes files.

In:  paths, and text or a function that fills a folder.
Out: text within bounds; files and folders that are replaced as a whole, or not at all: the new one is written beside
     the old one and takes its name only when it is complete.  What a killed run left beside is never taken for output; it is
     removed when a day has passed.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from symbolic_alliance.errors import RequestError

LARGEST_TEXT = 50_000_000
LITTER_SECONDS = 86_400


def read_text(path: Path) -> str:
    """Read a UTF-8 file; `RequestError` where there is none, or it is too large or no text.

    >>> read_text(Path("no/such.lock"))
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.RequestError: no/such.lock cannot be read: No such file or directory
    """
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise RequestError(f"{path} is larger than {LARGEST_TEXT // 10**6} MB")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RequestError(f"{path} is no UTF-8 text: byte {error.start} is out of place") from error


def require_writable(path: Path) -> None:
    """Raise `RequestError` where a file or a folder could not be written, before what goes into it has been worked out.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     try:
    ...         require_writable(Path(file.name) / "out")
    ...     except RequestError as error:
    ...         print(str(error).replace(file.name, "FILE"))
    FILE/out cannot be written: FILE is no folder
    """
    above = next(place for place in path.absolute().parents if place.exists())
    if not above.is_dir():
        raise RequestError(f"{path} cannot be written: {above} is no folder")
    if not os.access(above, os.W_OK | os.X_OK):
        raise RequestError(f"{path} cannot be written: the folder {above} is read-only")


def write_text(path: Path, text: str) -> None:
    """Write a file so that a reader meets the old text or the new one; `RequestError` where that is not possible."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """The same for bytes."""
    beside = _beside(path)
    with _name_the_path(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        try:
            with beside.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends well it takes the place of ``folder``, else it is thrown away.

    An output that an earlier, killed run left aside is put back first.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise RequestError(f"{folder} is to be replaced as a folder, and is {'a link' if folder.is_symlink() else 'a file'}")
    beside, aside = _beside(folder), folder.with_name(f".{folder.name}.before")
    with _name_the_path(folder):
        beside.mkdir(parents=True)
        _sweep(folder)
        if aside.exists() and not folder.exists():
            aside.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
    try:
        yield beside
        with _name_the_path(folder):
            _swap(beside, folder, aside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _sweep(path: Path) -> None:
    """Remove what runs that were killed long ago have left beside a path."""
    for left in path.parent.glob(f".{escape(path.name)}.*.new"):
        if time.time() - left.stat().st_mtime > LITTER_SECONDS:
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _swap(beside: Path, folder: Path, aside: Path) -> None:
    if folder.exists():
        folder.rename(aside)
    try:
        beside.rename(folder)
    finally:
        if aside.exists() and not folder.exists():
            aside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _name_the_path(path: Path) -> Iterator[None]:
    """Turn what the system refuses into one sentence with the path."""
    try:
        yield
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror}") from error
