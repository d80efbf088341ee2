"""Asymmetric burden-sharing: a superpower, a prospective ally and an opponent.

A reconstruction, as an explicit game, of the verbal argument of "Asymmetric Burden-Sharing and the Restraining and
Deterrence Effects of Alliances" (Journal of Peace Research 61(5), 2024).  This file declares the model and nothing that
follows from it.
"""

from derivations.burden_sharing.model import BENCHMARK, COMPANIONS, EFFECTS, EXAMPLE, GAME, HELD_FIXED

__all__ = ["BENCHMARK", "COMPANIONS", "EFFECTS", "EXAMPLE", "GAME", "HELD_FIXED"]
