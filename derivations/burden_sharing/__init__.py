"""Asymmetric burden-sharing: a superpower, a prospective ally and an opponent.

A reconstruction, as an explicit game, of the verbal argument of "Asymmetric Burden-Sharing and the Restraining and
Deterrence Effects of Alliances" (Journal of Peace Research 61(5), 2024).  Nothing that follows from the model is typed in:
``theorems`` states what the argument asserts in terms of derived objects, and each statement is proved or refuted.
"""

from derivations.burden_sharing import theorems
from derivations.burden_sharing.model import ABBREVIATIONS, BENCHMARK, EFFECTS, FORCES, GAME, PARAMETERS, LeastOffers
from derivations.burden_sharing.sentences import SENTENCES
from symbolic_alliance import Model, Reference

REFERENCES = (
    Reference("fearon1995", "Fearon, J. D.", 1995, "Rationalist Explanations for War",
              "International Organization 49(3), 379-414"),
    Reference("source", "", 2024, "Asymmetric Burden-Sharing and the Restraining and Deterrence Effects of Alliances",
              "Journal of Peace Research 61(5)"),
)
DERIVATION = Model(
    game=GAME,
    benchmark=BENCHMARK,
    effects=EFFECTS,
    held_fixed={FORCES.name: 0},
    example={**PARAMETERS.witness, "k_A": "1/5"},
    companions=(LeastOffers().game(),),
    theorems=theorems,
    sentences=SENTENCES,
    abbreviations=ABBREVIATIONS,
    references=REFERENCES,
)
