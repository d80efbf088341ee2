"""The theorems of a paper: stated by its author about derived objects, settled like every other claim."""

from symbolic_alliance.claims.theorems.comparative_statics import Implied, sign_table
from symbolic_alliance.claims.theorems.formula import HALF, Formula, formula, inside, square_roots, within
from symbolic_alliance.claims.theorems.judge import Judged, judge, raised, wanted
from symbolic_alliance.claims.theorems.language import (
    Assertion,
    Let,
    Stated,
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
from symbolic_alliance.claims.theorems.restate import Finding, Part, findings, theorems_of
from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.claims.theorems.threshold import Threshold, at, cutoff, passing, threshold, touching

__all__ = [
    "HALF",
    "Assertion",
    "Finding",
    "Formula",
    "Implied",
    "Judged",
    "Let",
    "Part",
    "Setting",
    "Stated",
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
    "raised",
    "remark",
    "sign_table",
    "square_roots",
    "state",
    "theorems_of",
    "threshold",
    "touching",
    "wanted",
    "within",
]
