"""Two states of a derivation, compared by mathematical meaning.

`diff` compares a model as it is now with a lock; `compare_derivations` two derivations; `Diff` is what they say.
"""

from symbolic_alliance.derivation.diff.annotations import Origin, diff_github
from symbolic_alliance.derivation.diff.change import Diff, Difference, Effect, Impact, PartChange, ResultChange, Status
from symbolic_alliance.derivation.diff.machine import diff_json, diff_junit
from symbolic_alliance.derivation.diff.reports import report
from symbolic_alliance.derivation.diff.sides import compare_derivations, compare_texts, diff
from symbolic_alliance.derivation.diff.text import diff_markdown, diff_text

__all__ = [
           "Diff",
           "Difference",
           "Effect",
           "Impact",
           "Origin",
           "PartChange",
           "ResultChange",
           "Status",
           "compare_derivations",
           "compare_texts",
           "diff",
           "diff_github",
           "diff_json",
           "diff_junit",
           "diff_markdown",
           "diff_text",
           "report",
]
