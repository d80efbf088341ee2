r"""The templates: where they are, and how they are read.

LaTeX has its braces and comments to itself: a value is ``\VAR{...}``, a statement ``\BLOCK{...}``, a comment
``\COMMENT{...}``.  A name that a template uses and nobody gave is an error.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError

from symbolic_alliance.appendix.prose.document import Table
from symbolic_alliance.appendix.render.running_text import HtmlWords, LatexWords, anchor
from symbolic_alliance.errors import RequestError

PACKAGE = Path(__file__).resolve().parents[2]


def template_folder() -> Path:
    """The folder of the templates: inside the installed package, else beside it in a checkout."""
    inside, beside = PACKAGE / "templates", PACKAGE.parent / "templates"
    return inside if inside.is_dir() else beside


def environment(folder: Path | None = None) -> Environment:
    """The template environment of LaTeX and HTML alike."""
    found = Environment(
        loader=FileSystemLoader(folder or template_folder()), undefined=StrictUndefined, autoescape=False,
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
    return "".join(rf">{{\raggedright\arraybackslash}}p{{{share}\linewidth}}" for share in table.widths)


def fill_template(found: Environment, name: str, words: LatexWords | HtmlWords, **values: object) -> str:
    """Fill a template; `RequestError` names a value that it asks for and does not get."""
    try:
        return found.get_template(name).render(words=words, **values)
    except UndefinedError as error:
        raise RequestError(f"the template {name} asks for a value that there is none of: {error.message}") from error
