"""What a user is told: errors, each in a sentence that names the culprit and what would be right, progress, exit statuses."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeAlias

# How what takes long says what it is doing.
Progress: TypeAlias = Callable[[str], None]

# How a command ends: all is proved or the same, something is not, or the request cannot be served.
WELL, BAD_NEWS, WRONG = 0, 1, 2


class UserError(ValueError):
    """A request or a model that cannot be served; the command line prints it and exits with status 2."""


class ModelError(UserError):
    """A game that is not well formed: the message names the node, the symbol or the assumption at fault."""


class RequestError(UserError):
    """A request that names something unknown or gives a value out of its domain."""


class LockError(UserError):
    """A lock file that is malformed, or that belongs to another model."""


class UnsupportedError(UserError):
    """A well-formed game that asks for more than can be done yet; the message says what."""


class TooManyRootsError(UnsupportedError):
    """A game whose solution needs more different square roots than the solver has room for."""


class SolverError(UserError):
    """A solver that does not run as it is installed here: the message says which and what it refused."""


# What an author's own Python may raise while it is run.
BROKEN = (ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, NameError, OSError, RuntimeError,
          SyntaxError, TypeError, ValueError)


def similar(name: str, known: Iterable[str]) -> list[str]:
    """The known names that a misspelt one may mean, the likeliest first."""
    return sorted(get_close_matches(name, list(known), n=3, cutoff=0.6), key=lambda one: one.lower() != name.lower())


def near(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt name: the near ones, or all where none is near.

    >>> near("k_a", ("k_A", "k_S", "q"))
    '; did you mean k_A or k_S?'
    """
    names = list(known)
    close = similar(name, names)
    return f"; did you mean {' or '.join(close)}?" if close else f"; there are {', '.join(names)}" if names else ""
