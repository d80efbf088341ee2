"""The bank of points learns the same from any witness: sizes and signs do not stay where the witness lies."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.witness_bank import WitnessBank
from tests.games import BARGAINING, CRISIS, Game


def bank(game: Game, witness: Mapping[str, object]) -> WitnessBank:
    return Arena(replace(game, parameters=replace(game.parameters, witness=witness))).oracle.bank


@pytest.mark.parametrize(("game", "witness"), [
    (CRISIS, {"w_C": 0, "w_T": 0, "r": "1/2"}), (CRISIS, {"w_C": "-1e9", "w_T": 0, "r": "1e9"}),
    (CRISIS, {"w_C": "1e-9", "w_T": "-1e-9", "r": "1e-9"}), (BARGAINING, {"p": 0, "c_A": "1e9", "c_B": "1e-9"}),
    (BARGAINING, {"p": 1, "c_A": "1e-9", "c_B": "1e9"})])
def test_a_far_witness_spreads_like_a_usual_one(game: Game, witness: Mapping[str, object]) -> None:
    usual, far = bank(game, game.parameters.witness), bank(game, witness)
    for name in game.parameters.names:
        for sign in (1, -1):
            own, other = (np.log10(sizes[sizes > 0]) for sizes in (sign * usual.column(name), sign * far.column(name)))
            assert len(other) >= len(own) / 2
            if len(own):
                assert np.abs(np.quantile(own, (0.25, 0.5, 0.75)) - np.quantile(other, (0.25, 0.5, 0.75))).max() < 1
