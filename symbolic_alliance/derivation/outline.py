"""Indented outlines: the line-oriented form of a lock, which diffs well and which a person can read.

In:  entries, each a keyword, what follows it on its line, and the entries below it; or text, which may be hostile.
Out: text with two spaces a level; or the entries, with their line numbers.  Raises `LockError` with the line at fault.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from symbolic_alliance.errors import LockError

DEEPEST = 8
_LINE = re.compile(r"((?:  )*)([a-z_]+)(?: (.*\S))?")
_BARE = re.compile(r"[\w.-]+")
_WORD = re.compile(r'[\w.-]+|"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True)
class Entry:
    """A line ``keyword rest`` with the entries that are indented below it.

    >>> print(text_of((Entry("regime", "status_quo", (Entry("outcome", "peace"),)),)), end="")
    regime status_quo
      outcome peace
    """

    keyword: str
    rest: str = ""
    below: tuple["Entry", ...] = ()
    line: int = field(default=0, compare=False)

    def all(self, keyword: str) -> tuple["Entry", ...]:
        """The entries below with this keyword, in their order."""
        return tuple(entry for entry in self.below if entry.keyword == keyword)

    def one(self, keyword: str) -> "Entry":
        """The only entry below with this keyword; `LockError` where there is none, or more than one."""
        found = self.all(keyword)
        if len(found) != 1:
            raise self.wrong(f"'{self.keyword}' needs one line '{keyword}' below it and has {len(found)}")
        return found[0]

    def optional(self, keyword: str) -> tuple[str, ...]:
        """The words after a keyword below that may be missing; `LockError` where it comes twice, or without words."""
        if not self.all(keyword):
            return ()
        line = self.one(keyword)
        words = split(line.rest)
        if not words:
            raise line.wrong(f"'{keyword}' is followed by names")
        return words

    def refuse_others(self, *keywords: str) -> None:
        """Raise `LockError` where a keyword below is none of these."""
        for entry in self.below:
            if entry.keyword not in keywords:
                raise entry.wrong(f"'{entry.keyword}' does not belong below '{self.keyword}'")

    def words(self, count: int) -> tuple[str, ...]:
        """What follows the keyword as exactly so many words; `LockError` otherwise."""
        words = split(self.rest)
        if words is None or len(words) != count:
            raise self.wrong(f"'{self.keyword}' is followed by {count} name{'s' * (count != 1)}, "
                             f"not by '{shorten(self.rest)}'")
        return words

    def wrong(self, reason: str) -> LockError:
        """The error that names this line."""
        return LockError(f"line {self.line}: {reason}")


def shorten(text: str) -> str:
    """A text, short enough for a sentence."""
    return text if len(text) <= 60 else text[:57] + "..."


def word(text: str) -> str:
    """A name as one word of a line: bare where it is plain, else quoted.

    >>> word("ally_arms"), word("back down")
    ('ally_arms', '"back down"')
    """
    return text if _BARE.fullmatch(text) else json.dumps(text)


def split(rest: str) -> tuple[str, ...] | None:
    """The words of a line, unquoted; None where it is not made of words.

    >>> split('ally_arms "back down"'), split("1 + x")
    (('ally_arms', 'back down'), None)
    """
    words = _WORD.findall(rest)
    if " ".join(words) != rest:
        return None
    try:
        return tuple(json.loads(one) if one.startswith('"') else one for one in words)
    except ValueError:
        return None


def text_of(entries: tuple[Entry, ...]) -> str:
    """Write an outline, a line an entry."""
    return "".join(f"{line}\n" for line in _lines(entries, 0))


def _lines(entries: tuple[Entry, ...], depth: int) -> Iterator[str]:
    for entry in entries:
        yield "  " * depth + (f"{entry.keyword} {entry.rest}" if entry.rest else entry.keyword)
        yield from _lines(entry.below, depth + 1)


def entries_of(text: str) -> tuple[Entry, ...]:
    """Read an outline; `LockError` names the first line that is not ``keyword rest`` at a possible indentation."""
    matches: list[tuple[int, int, str, str]] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        match = _LINE.fullmatch(line)
        depth = len(match[1]) // 2 if match else 0
        if match is None or depth > min(DEEPEST, matches[-1][0] + 1 if matches else 0):
            raise LockError(f"line {number}: '{shorten(line)}' is no keyword and the rest, two spaces a level")
        matches.append((depth, number, match[2], match[3] or ""))
    return _nest(matches)


def _nest(lines: list[tuple[int, int, str, str]]) -> tuple[Entry, ...]:
    levels: list[list[Entry]] = [[] for _ in range(DEEPEST + 2)]
    for depth, number, keyword, rest in reversed(lines):
        below = tuple(reversed(levels[depth + 1]))
        levels[depth + 1].clear()
        levels[depth].append(Entry(keyword, rest, below, number))
    return tuple(reversed(levels[0]))


def mapping(entries: tuple[Entry, ...]) -> Mapping[str, str]:
    """Entries ``keyword NAME = text`` as a mapping; `LockError` where a name comes twice or the equals sign is missing."""
    found: dict[str, str] = {}
    for entry in entries:
        name, text = assignment(entry)
        if name in found:
            raise entry.wrong(f"'{shorten(name)}' comes twice")
        found[name] = text
    return found


def assignment(entry: Entry) -> tuple[str, str]:
    """An entry ``keyword NAME = text`` as the name and the text."""
    match = _WORD.match(entry.rest)
    name = split(match[0]) if match else None
    if match is None or name is None or not entry.rest[match.end():].startswith(" = "):
        raise entry.wrong(f"'{entry.keyword}' is followed by a name, '=' and what it is, not by '{shorten(entry.rest)}'")
    return name[0], entry.rest[match.end() + 3:]
