"""Results by name, as a person at a prompt wants them: printed as a table, completed by the tab key, forgiving of nothing.

In:  named values, and a function that says each in one line.
Out: a mapping whose names are attributes too; a name that it does not have is answered with the near ones.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Generic, TypeVar

from symbolic_alliance.closed_form.plain_text import aligned
from symbolic_alliance.errors import RequestError, near, similar

Value = TypeVar("Value")
SHOWN = 30


class NoSuchName(RequestError, KeyError, AttributeError):
    """A name that a mapping does not have; a `KeyError` and an `AttributeError` to whoever asks for these."""

    def __str__(self) -> str:
        return str(self.args[0])


class Named(Mapping[str, Value], Generic[Value]):
    """Values by name.

    >>> numbers = Named("number", {"one": 1, "two": 2}, lambda value: f"the number {value}")
    >>> numbers
    one  the number 1
    two  the number 2
    >>> numbers.two, list(numbers)
    (2, ['one', 'two'])
    >>> numbers["too"]
    Traceback (most recent call last):
        ...
    symbolic_alliance.interface.named.NoSuchName: no number is named too; did you mean two?
    """

    def __init__(self, kind: str, values: Mapping[str, Value], summary: Callable[[Value], str]) -> None:
        self._kind, self._values, self._summary = kind, dict(values), summary

    def __getitem__(self, name: str) -> Value:
        try:
            return self._values[name]
        except (KeyError, TypeError):
            raise NoSuchName(f"no {self._kind} is named {name}{_hint(name, self._values)}") from None

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __dir__(self) -> list[str]:
        return [*(name for name in self._values if name.isidentifier()), "items", "keys", "values"]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._values)

    def _rows(self) -> list[tuple[str, str]]:
        return [(name, self._summary(value)) for name, value in list(self._values.items())[:SHOWN]]

    def _rest(self) -> str:
        more = len(self) - SHOWN
        return f"and {more} more: list(...) names all" if more > 0 else ""

    def __repr__(self) -> str:
        lines = aligned(self._rows()) or [f"no {self._kind}"]
        return "\n".join([*lines, *filter(None, [self._rest()])])

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td><code>{escape(name)}</code></td><td style='text-align:left'>{escape(summary)}</td></tr>"
                       for name, summary in self._rows())
        return f"<table>{rows}</table>{escape(self._rest())}"


def _hint(name: object, known: Mapping[str, object]) -> str:
    if similar(str(name), known) or len(known) <= SHOWN:
        return near(str(name), known)
    return f"; there are {len(known)}, such as {next(iter(known))}"
