r"""The templates: where they are, and how they are read.

LaTeX has its braces and comments to itself: a value is ``\VAR{...}``, a statement ``\BLOCK{...}``, a comment
``\COMMENT{...}``.  A name that a template uses and nobody gave is an error.
"""

import traceback
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from symbolic_alliance.appendix.prose.document import Table
from symbolic_alliance.appendix.render.running_text import HtmlWords, LatexWords, anchor
from symbolic_alliance.errors import BROKEN, RequestError

SUFFIXES = (".tex", ".sty", ".html", ".js", ".jinja")
PAGE = "article"  # the style of page where none is asked for
NO_PAGE = ("metadata", "results")  # what the styles share
PACKAGE = Path(__file__).resolve().parents[2]


def template_folder() -> Path:
    """The folder of the templates: inside the installed package, else beside it in a checkout."""
    inside, beside = PACKAGE / "templates", PACKAGE.parent / "templates"
    return inside if inside.is_dir() else beside


def folders(own: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for: a project's own folder first, where there is one, then ours."""
    return (*([own] if own is not None and own.is_dir() else []), template_folder())


def require_page(page: str, own: Path | None = None) -> None:
    """Raise `RequestError` where there is no style of page of this name, in a project's own ``styles/`` or in ours."""
    known = sorted({path.stem for folder in folders(own) for path in (folder / "styles").glob("*.tex")} - {*NO_PAGE})
    if page not in known:
        raise RequestError(f"there is no style {page}; there are {', '.join(known)}")


def environment(own: Path | None = None) -> Environment:
    """The template environment of LaTeX and HTML alike; a template in a project's own folder wins by its name."""
    found = Environment(
        loader=FileSystemLoader(folders(own)), undefined=StrictUndefined, autoescape=False,
        block_start_string=r"\BLOCK{", block_end_string="}", variable_start_string=r"\VAR{", variable_end_string="}",
        comment_start_string=r"\COMMENT{", comment_end_string="}", trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True)
    found.filters["kind"] = lambda block: type(block).__name__
    found.filters["words_of"] = lambda parts, words: words.parts(parts)
    found.filters["anchor"] = anchor
    found.filters["columns"] = _columns
    return found


def _columns(table: Table) -> str:
    """The column specification of a LaTeX table."""
    return "".join(rf">{{\raggedright\arraybackslash}}p{{{share:.3f}\linewidth}}" for share in table.widths)


def fill_template(found: Environment, name: str, words: LatexWords | HtmlWords, **values: object) -> str:
    """Fill a template; `RequestError` names the file and the line of what is wrong in it."""
    try:
        return found.get_template(name).render(words=words, **values)
    except TemplateSyntaxError as error:
        raise RequestError(f"the template {error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except TemplateNotFound as error:
        raise RequestError(f"the template {name} uses {error.name}, and there is no such template") from error
    except BROKEN as error:
        raise RequestError(f"the template {_place(error, name)}: {error}") from error
    except UndefinedError as error:
        raise RequestError(f"the template {_place(error, name)} asks for a value that there is none of: {error.message}"
                           ) from error


def _place(error: BaseException, name: str) -> str:
    """The file and the line of a template at which an error arose; Jinja puts them into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).suffix in SUFFIXES]
    return f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else name
