"""Drawing with matplotlib: one style for all figures, and pictures that save themselves.

In:  figures of matplotlib.
Out: `Picture`, the same bytes from run to run; vector formats keep text as text.
"""

import io
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbolic_alliance.derivation.storage import require_writable, write_bytes
from symbolic_alliance.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf", "pgf")
COLUMN = 3.4  # inches: one column of a two-column page
STYLE: Any = {
    "font.family": "serif", "font.serif": ["STIXGeneral", "DejaVu Serif"], "mathtext.fontset": "stix", "font.size": 8,
    "axes.labelsize": 7.5, "xtick.labelsize": 7, "ytick.labelsize": 7, "legend.fontsize": 7, "axes.linewidth": 0.6,
    "xtick.major.width": 0.6, "ytick.major.width": 0.6, "xtick.major.size": 2.5, "ytick.major.size": 2.5,
    "lines.linewidth": 1.1, "pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "symbolic_alliance",
    "pgf.texsystem": "pdflatex", "pgf.rcfonts": False, "text.usetex": False,
}


def require_matplotlib() -> None:
    """Raise `RequestError` with what to install where matplotlib is missing."""
    if find_spec("matplotlib") is None:
        raise RequestError("figures need matplotlib, which is not installed: pip install 'symbolic_alliance[plot]'")


def require_output(file: Path) -> None:
    """Raise `RequestError` for a file that is of no known format, or that could not be written."""
    require_format(format_of(file))
    require_writable(file)


def require_format(kind: str) -> None:
    """Raise `RequestError` for a format that is none of ours."""
    if kind not in FORMATS:
        raise RequestError(f"a figure is written as {', '.join(FORMATS)}, not as {kind or 'a file without ending'}")


def format_of(path: Path) -> str:
    """The format that a file's ending names.

    >>> format_of(Path("map.PDF"))
    'pdf'
    """
    return path.suffix.lstrip(".").lower()


@contextmanager
def house_style() -> "Iterator[None]":
    """Draw in our style, whatever the user's is."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        yield


def blank(height: float) -> "Figure":
    """An empty figure of one column's width."""
    from matplotlib.figure import Figure

    return Figure(figsize=(COLUMN, height), layout="constrained")


def in_words(name: str) -> str:
    """A name or a sentence as running text, in which nothing is read as mathematics.

    >>> in_words("status_quo")
    'status quo'
    """
    return name.replace("_", " ").replace("$", r"\$")


def formula(latex: str, name: str) -> str:
    """An author's LaTeX as matplotlib sets it, or the plain name where that knows less LaTeX than the author."""
    from matplotlib.mathtext import MathTextParser

    try:
        MathTextParser("path").parse(f"${latex}$")
    except ValueError:
        return in_words(name)
    return f"${latex}$"


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure: shown in a notebook, saved with `save`; ``figure`` is matplotlib's, to be changed as one likes."""

    figure: "Figure"
    caption: str

    def __repr__(self) -> str:
        return f"<{self.caption}; .save('figure.pdf') writes it, as {', '.join(FORMATS)}>"

    def _repr_svg_(self) -> str:
        return self.draw("svg").decode()

    def draw(self, kind: str) -> bytes:
        """The figure as the bytes of a file; `RequestError` for a format that is none of ours, or PGF without TeX."""
        require_format(kind)
        buffer = io.StringIO() if kind == "pgf" else io.BytesIO()
        dates: dict[str, Any] = {"pdf": {"metadata": {"CreationDate": None}}, "svg": {"metadata": {"Date": None}}}
        with house_style():
            try:
                self.figure.savefig(buffer, format=kind, dpi=300, **dates.get(kind, {}))
            except (FileNotFoundError, RuntimeError) as error:
                raise RequestError(f"the figure cannot be written as {kind}: {str(error).splitlines()[0]}") from error
        return buffer.getvalue().encode() if isinstance(buffer, io.StringIO) else buffer.getvalue()

    def save(self, path: str | Path) -> Path:
        """Write the figure in the format that the file's ending names, so that a reader meets the old file or the new one."""
        target = Path(path)
        write_bytes(target, self.draw(format_of(target)))
        return target
