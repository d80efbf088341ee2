"""A comparison in any of its formats, to be printed or kept in files.

In:  a `Diff`, its `Origin`, and a format; or ``FORMAT=FILE``, as on a command line.
Out: text, or files.
"""

import json
from pathlib import Path

from symbolic_alliance.derivation.diff.annotations import Origin, diff_github
from symbolic_alliance.derivation.diff.change import Diff
from symbolic_alliance.derivation.diff.machine import diff_json, diff_junit
from symbolic_alliance.derivation.diff.text import diff_markdown, diff_text
from symbolic_alliance.derivation.formats import DiffFormat
from symbolic_alliance.derivation.storage import write_text
from symbolic_alliance.errors import RequestError


def report(diff: Diff, form: DiffFormat, origin: Origin) -> str:
    """Write a comparison in one of its formats."""
    if form is DiffFormat.GITHUB:
        return diff_github(diff, origin)
    if form is DiffFormat.JSON:
        return json.dumps(diff_json(diff), indent=2, ensure_ascii=False)
    if form is DiffFormat.JUNIT:
        return diff_junit(diff)
    return diff_markdown(diff) if form is DiffFormat.MARKDOWN else diff_text(diff)


def write_report(diff: Diff, also: tuple[DiffFormat, Path], origin: Origin) -> None:
    """Keep a comparison in a file."""
    form, path = also
    write_text(path, report(diff, form, origin) + "\n")


def read_also(wanted: str) -> tuple[DiffFormat, Path]:
    """Read ``FORMAT=FILE``; `RequestError` where it is none.

    >>> read_also("json=changes.json")
    (<DiffFormat.JSON: 'json'>, PosixPath('changes.json'))
    """
    form, _, path = wanted.partition("=")
    if form not in list(DiffFormat) or not Path(path).name or Path(path).suffix in (".lock", ".py"):
        raise RequestError(f"--also {wanted} is no FORMAT=FILE, such as markdown=changes.md; "
                           f"the formats are {', '.join(DiffFormat)}")
    return DiffFormat(form), Path(path)
