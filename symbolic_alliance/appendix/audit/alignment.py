"""Compare the formulas of a text with those of the derivation under the same label.

In:  the two sequences, and a `Vocabulary` to read the text with.
Out: what is wrong, in a `Alignment` that counts as it goes.
Method: a longest common subsequence of what is printed alike; between its runs, one of what means the same (Myers 1986 of
sequences, here by dynamic programming, since the runs are short).  What is left on both sides is paired in its order.
"""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

import sympy as sp

from symbolic_alliance.appendix.audit.expected import Printed
from symbolic_alliance.appendix.audit.printed_names import Vocabulary
from symbolic_alliance.appendix.audit.source import Found
from symbolic_alliance.typeset.latex_reader import UnreadableFormula, read_latex
from symbolic_alliance.typeset.layout import Layout, Marked, Name, Relation
from symbolic_alliance.typeset.same_formula import is_same_formula, value_of
from symbolic_alliance.typeset.style import Style
from symbolic_alliance.typeset.tex import inline

MANY = 400  # pairs of formulas that are compared by meaning, before their order alone has to do


class Alignment:
    """What has been found so far: complaints with their lines, and counts."""

    def __init__(self, style: Style, words: Vocabulary, short: Mapping[sp.Symbol, sp.Expr]) -> None:
        self.style, self.words, self.short = style, words, short
        self.complaints: list[tuple[int, str]] = []
        self.compared = self.own = self.left_out = 0

    def compare(self, expected: Sequence[Printed], found: Sequence[Found]) -> None:
        """Align two sequences, and complain of what does not agree."""
        ours, theirs = (["".join(one.latex.split()) for one in group] for group in (expected, found))
        pairs: list[tuple[int, int]] = []
        for kind, low, high, start, end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            more = self._alike(expected[low:high], found[start:end]) if kind == "replace" else []
            pairs += ([(place, place - low + start) for place in range(low, high)] if kind == "equal"
                      else [(low + place, start + at) for place, at in more])
        self.compared += len(pairs)
        gone: list[Printed] = []
        for (place, at), (before, start) in zip([*pairs, (len(expected), len(found))], [(-1, -1), *pairs], strict=True):
            for one, other in zip_longest(expected[before + 1:place], found[start + 1:at]):
                if one is not None and other is not None:
                    self.complaints.append((other.line, self._difference(one, other)))
                elif other is not None:
                    self._own(other)
                else:
                    gone.append(one)
        self.left_out += len(gone)
        kept = {id(expected[place].sentence): found[at].line for place, at in pairs}
        self.complaints += [(kept[id(one.sentence)], f"the condition {one.latex} has gone") for one in gone
                            if one.is_condition and id(one.sentence) in kept]

    def all_own(self, found: Sequence[Found]) -> None:
        """Take formulas as the author's own, and complain of those that give a letter another meaning."""
        for one in found:
            self._own(one)

    def _alike(self, expected: Sequence[Printed], found: Sequence[Found]) -> list[tuple[int, int]]:
        """The longest common subsequence by meaning, as places."""
        if len(expected) * len(found) > MANY:
            return []
        read = [self._read(one.latex) for one in found]
        same = [[isinstance(theirs, Layout) and self._is_same(ours.layout, theirs) for theirs in read] for ours in expected]
        best = [[0] * (len(found) + 1) for _ in range(len(expected) + 1)]
        for row in range(len(expected) - 1, -1, -1):
            for column in range(len(found) - 1, -1, -1):
                best[row][column] = (best[row + 1][column + 1] + 1 if same[row][column]
                                     else max(best[row + 1][column], best[row][column + 1]))
        pairs, row, column = [], 0, 0
        while row < len(expected) and column < len(found):
            if same[row][column]:
                pairs.append((row, column))
                row, column = row + 1, column + 1
            elif best[row + 1][column] >= best[row][column + 1]:
                row += 1
            else:
                column += 1
        return pairs

    def _is_same(self, one: Layout, other: Layout) -> bool:
        return is_same_formula(one, other, self.style, self.short)

    def _read(self, latex: str) -> Layout | str:
        """A formula of the text, or why it cannot be read."""
        try:
            return read_latex(latex, self.words.names, self.words.functions)
        except UnreadableFormula as error:
            return str(error)

    def _difference(self, ours: Printed, theirs: Found) -> str:
        read = self._read(theirs.latex)
        wanted = " ".join(ours.latex.split())
        if isinstance(read, str):
            return f"{read}; the derivation has {wanted}"
        return f"{' '.join(theirs.latex.split())} is not shown to be what the derivation has, {wanted}"

    def _own(self, found: Found) -> None:
        """Count a formula of the author's, which must not define a letter of the derivation otherwise."""
        self.own += 1
        read = self._read(found.latex)
        if not (isinstance(read, Relation) and isinstance(read.first, (Name, Marked)) and read.steps[0][0] in ("=", ":=")):
            return
        known = self.words.defined.get(inline(read.first), ())
        try:
            is_number = not value_of(read.steps[0][1]).free_symbols
        except TypeError:
            return
        if known and not is_number and not any(self._is_same(one, read) for one in known):
            words = f"{' '.join(found.latex.split())} is not what the derivation has, {inline(known[0])}"
            self.complaints.append((found.line, f"{inline(read.first)} stands for two things: {words}"))
