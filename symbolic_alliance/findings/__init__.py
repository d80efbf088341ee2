"""The theorems of a paper: stated by its author about derived objects, settled like every other claim."""

from symbolic_alliance.findings.finding import (
    Let,
    always,
    corollary,
    definition,
    fails,
    lemma,
    never,
    proposition,
    remark,
    state,
)
from symbolic_alliance.findings.formula import formula, inside, within
from symbolic_alliance.findings.paper import Paper
from symbolic_alliance.findings.signs import sign_table
from symbolic_alliance.findings.stating import Finding, Judged, findings, judge, theorems_of
from symbolic_alliance.findings.threshold import Threshold, at, cutoff, passing, threshold

__all__ = [
    "Finding",
    "Judged",
    "Let",
    "Paper",
    "Threshold",
    "always",
    "at",
    "corollary",
    "cutoff",
    "definition",
    "fails",
    "findings",
    "formula",
    "inside",
    "judge",
    "lemma",
    "never",
    "passing",
    "proposition",
    "remark",
    "sign_table",
    "state",
    "theorems_of",
    "threshold",
    "within",
]
