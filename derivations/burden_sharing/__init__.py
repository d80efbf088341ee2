"""Asymmetric burden-sharing: a superpower, a prospective ally and an opponent.

A reconstruction, as an explicit game, of the verbal argument of "Asymmetric Burden-Sharing and the Restraining and
Deterrence Effects of Alliances" (Journal of Peace Research 61(5), 2024).  Nothing that follows from the model is typed in:
``theorems`` states what the argument asserts in terms of derived objects, and each statement is proved or refuted.
"""

from derivations.burden_sharing import theorems as THEOREMS
from derivations.burden_sharing.model import ABBREVIATIONS, BENCHMARK, COMPANIONS, EFFECTS, EXAMPLE, GAME, HELD_FIXED
from derivations.burden_sharing.sentences import SENTENCES

__all__ = ["ABBREVIATIONS", "BENCHMARK", "COMPANIONS", "EFFECTS", "EXAMPLE", "GAME", "HELD_FIXED", "SENTENCES", "THEOREMS"]
