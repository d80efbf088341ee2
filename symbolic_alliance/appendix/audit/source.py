r"""The formulas, labels and references of a LaTeX text, found without running any of it.

In:  the text of a ``.tex`` file, which may be hostile; the macros that stand for formulas.
Out: the formulas by the label that they follow, each with its line; labels and references with their lines.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
EVENT = re.compile(
    r"\\label\{(?P<label>[^{}]*)\}|\\sapoint\{\w+\}\{(?P<point>[^{}]*)\}|(?P<end>\\end\{derived\}|\\(?:sub)*section\b)"
    r"|\\begin\{(?P<kind>equation|align|gather|multline)(?P<star>\*?)\}(?P<display>.*?)\\end\{(?P=kind)(?P=star)\}"
    r"|\\\[(?P<bare>.*?)\\\]|\\\((?P<inline>.*?)\\\)|\\\$|\$\$(?P<double>.*?)\$\$|\$(?P<dollar>(?:[^$\n]|\n(?!\s*\n))*)\$|(?P<open>\$)",
    re.DOTALL)
FORMULAS = ("display", "bare", "inline", "double", "dollar")
LABEL = re.compile(r"\\label\{([^{}]*)\}")
POINT = re.compile(r"\\sapoint\{\w+\}\{([^{}]*)\}")
BARE = re.compile(r"(?<!\\label)(?<!ref)(?<!\\begin\{derived\})(?<!\})(?<!\\bibitem)(?<!\\cite)\{([a-z]+:[^{}\s]+)\}")
TAG = re.compile(r"\\tag\*?\{[^{}]*\}|\\n(?:onumber|otag)\b")
REFERENCE = re.compile(r"\\(?:eq|auto|c|C|page|name)?ref\*?\{([^{}]*)\}")
COMMAND = re.compile(r"\\([A-Za-z]+)")


@dataclass(frozen=True)
class Found:
    """A formula of the text, with its line."""

    latex: str
    line: int


class LatexSource:
    """A LaTeX text without its comments, and where its lines start."""

    def __init__(self, text: str) -> None:
        self.text = COMMENT.sub(r"\1", text)
        self.ends = [match.start() for match in re.finditer("\n", self.text)]

    @property
    def is_whole(self) -> bool:
        """Whether it is a document and no part of one."""
        return r"\begin{document}" in self.text

    @property
    def body(self) -> int:
        """Where the preamble ends."""
        return max(0, self.text.find(r"\begin{document}"))

    def line(self, place: int) -> int:
        """The number of the line of a place."""
        return 1 + bisect_left(self.ends, place)

    def labels(self) -> Iterator[tuple[str, int]]:
        """Every label with its line."""
        for pattern in (LABEL, POINT):
            yield from ((match[1], self.line(match.start())) for match in pattern.finditer(self.text))

    def bare_labels(self) -> Iterator[tuple[str, int]]:
        """What looks like a label and follows no command that takes one, with its line."""
        yield from ((match[1], self.line(match.start())) for match in BARE.finditer(self.text))

    def references(self) -> Iterator[tuple[str, int]]:
        """Every label that is referred to, with its line."""
        for match in REFERENCE.finditer(self.text, self.body):
            yield from ((label.strip(), self.line(match.start())) for label in match[1].split(","))

    def formulas(self, macros: Mapping[str, str]) -> tuple[dict[str, list[Found]], int]:
        """The formulas by the label that they follow, macros put in; and the line of a formula that has no end, or 0."""
        found: dict[str, list[Found]] = {}
        label, unended = "", 0
        for match in EVENT.finditer(self.text, self.body):
            kind = match.lastgroup
            if match["open"]:
                unended = unended or self.line(match.start())
            elif match["label"] is not None or match["point"] is not None:
                label = match["label"] or match["point"]
            elif match["end"]:
                label = ""
            elif kind is not None:
                inside = next((match[name] for name in FORMULAS if match[name] is not None), None)
                if inside is None:
                    continue
                own = LABEL.search(inside)
                label = own[1] if own else label
                bare = TAG.sub("", LABEL.sub("", inside))
                full = COMMAND.sub(lambda name: f"{{{macros[name[1]]}}}" if name[1] in macros else name[0], bare)
                found.setdefault(label, []).append(Found(full.strip().rstrip(".,;"), self.line(match.start())))
        return found, unended
