"""The theorems of a paper: stated by its author about derived objects, settled like every other claim."""

from symbolic_alliance.algebra.factoring import factor, square_roots
from symbolic_alliance.claims.theorems.comparative_statics import Implied, sign_table
from symbolic_alliance.claims.theorems.formula import Formula, formula, inside, within
from symbolic_alliance.claims.theorems.judge import JudgedTheorem, certify_theorem, claims_to_certify, judge
from symbolic_alliance.claims.theorems.language import (
    Assertion,
    Let,
    PaperTheorem,
    Stated,
    always,
    corollary,
    definition,
    each,
    fails,
    lemma,
    never,
    proposition,
    remark,
    state,
)
from symbolic_alliance.claims.theorems.restate import StatedTheorem, TheoremClaim, state_theorems, theorems_of
from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.claims.theorems.threshold import Threshold, at, cutoff, passing, threshold, touching

__all__ = [
    "Assertion",
    "Formula",
    "Implied",
    "JudgedTheorem",
    "Let",
    "PaperTheorem",
    "Setting",
    "Stated",
    "StatedTheorem",
    "TheoremClaim",
    "Threshold",
    "always",
    "at",
    "certify_theorem",
    "claims_to_certify",
    "corollary",
    "cutoff",
    "definition",
    "each",
    "factor",
    "fails",
    "formula",
    "inside",
    "judge",
    "lemma",
    "never",
    "passing",
    "proposition",
    "remark",
    "sign_table",
    "square_roots",
    "state",
    "state_theorems",
    "theorems_of",
    "threshold",
    "touching",
    "within",
]
