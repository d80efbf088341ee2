"""Work that several processes need, done by the first of them.

In:  a file that they share, the name of a piece of work, and a function that does it and returns text.
Out: the text, which the others wait for; where the first one is killed, the next one does it.
Method: a transaction of SQLite that excludes all others holds while the work is done.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PATIENCE = 24 * 3600.0  # seconds to wait for whoever does the work


def once(path: Path, name: str, work: Callable[[], str]) -> str:
    """Return what a piece of work comes to, done once by all processes that share the file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [once(Path(folder) / "shared", "sum", lambda: str(number)) for number in (1, 2)]
    ['1', '1']
    """
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as shared:
        shared.execute("BEGIN EXCLUSIVE")
        shared.execute("CREATE TABLE IF NOT EXISTS done (name TEXT PRIMARY KEY, text TEXT)")
        found = shared.execute("SELECT text FROM done WHERE name = ?", (name,)).fetchone()
        text = work() if found is None else str(found[0])
        if found is None:
            shared.execute("INSERT INTO done VALUES (?, ?)", (name, text))
        shared.execute("COMMIT")
    return text
