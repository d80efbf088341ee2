"""The forms in which commands write what they report."""

from enum import StrEnum


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"


class DiffFormat(StrEnum):
    """How a comparison is written.

    >>> ", ".join(DiffFormat)
    'text, markdown, json, github, junit'
    """

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"


class Notation(StrEnum):
    """How a result is written."""

    TEXT = "text"
    LATEX = "latex"
    JSON = "json"
