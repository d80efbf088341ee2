"""Random points satisfy the assumptions on every scale, whatever the witness, and are the same in every run."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.ring import Ring
from symbolic_alliance.algebra.sampling import Interval, draw_choices, sample
from symbolic_alliance.algebra.witness_bank import WitnessBank
from tests.games import BARGAINING, CRISIS, Game

RING = Ring(("x", "y", "k", "m"))
k, m, x = (RING.generator(name) for name in "kmx")
SLACKS = (k, m, m * 2 - k)
INTERVALS = (Interval("x", k, m * 2), Interval("y", x, None))


@pytest.fixture(scope="module")
def bank() -> WitnessBank:
    return sample(RING, {"k": 1.0, "m": 2.0}, SLACKS, INTERVALS, 2000, seed=7)


def test_every_point_is_inside(bank: WitnessBank) -> None:
    assert bank.size == 2000 == len(bank.columns["y"])
    assert all((bank.values(slack) > 0).all() for slack in SLACKS)
    assert ((bank.columns["x"] > bank.columns["k"]) & (bank.columns["x"] < 2 * bank.columns["m"])).all()
    assert (bank.columns["y"] > bank.columns["x"]).all()


def test_small_and_large_values_both_occur(bank: WitnessBank) -> None:
    assert bank.columns["k"].min() < 0.05 < 20 < bank.columns["k"].max()
    share = (bank.columns["x"] - bank.columns["k"]) / (2 * bank.columns["m"] - bank.columns["k"])
    assert share.min() < 0.001 < 0.999 < share.max(), "choices crowd at both ends of their interval"


def test_a_parameter_of_either_sign_has_both() -> None:
    either = sample(RING, {"k": 1.0, "m": 2.0}, (k + 3,), (), 500, seed=7).columns["k"]
    assert -3 < either.min() < -1
    assert either.max() > 1


def test_the_same_seed_gives_the_same_points(bank: WitnessBank) -> None:
    again, other = (sample(RING, {"k": 1.0, "m": 2.0}, SLACKS, INTERVALS, 2000, seed=seed) for seed in (7, 8))
    assert all(np.array_equal(again.columns[name], column) for name, column in bank.columns.items())
    assert not np.array_equal(other.columns["k"], bank.columns["k"])


def test_a_choice_that_is_inside_stays_and_another_is_drawn_anew() -> None:
    given = {"k": np.array([1.0, 1.0, 1.0]), "m": np.array([2.0, 2.0, 2.0]), "x": np.array([3.0, 0.5, 4.5])}
    drawn = draw_choices(RING, given, INTERVALS, np.random.default_rng(1), 3)
    assert drawn["x"][0] == 3
    assert ((drawn["x"][1:] > 1) & (drawn["x"][1:] < 4)).all()
    assert (drawn["y"] > drawn["x"]).all()
    assert given["x"].tolist() == [3.0, 0.5, 4.5], "what was given is left as it is"


def bank_from(game: Game, witness: Mapping[str, object]) -> WitnessBank:
    return Arena(replace(game, parameters=replace(game.parameters, witness=witness))).oracle.bank


@pytest.mark.parametrize(("game", "witness"), [
    (CRISIS, {"w_C": 0, "w_T": 0, "r": "1/2"}), (CRISIS, {"w_C": "-1e9", "w_T": 0, "r": "1e9"}),
    (CRISIS, {"w_C": "1e-9", "w_T": "-1e-9", "r": "1e-9"}), (BARGAINING, {"p": 0, "c_A": "1e9", "c_B": "1e-9"}),
    (BARGAINING, {"p": 1, "c_A": "1e-9", "c_B": "1e9"})])
def test_a_far_witness_spreads_like_a_usual_one(game: Game, witness: Mapping[str, object]) -> None:
    usual, far = bank_from(game, game.parameters.witness), bank_from(game, witness)
    for name in game.parameters.names:
        for sign in (1, -1):
            own, other = (np.log10(sizes[sizes > 0]) for sizes in (sign * usual.column(name), sign * far.column(name)))
            assert len(other) >= len(own) / 2
            if len(own):
                assert np.abs(np.quantile(own, (0.25, 0.5, 0.75)) - np.quantile(other, (0.25, 0.5, 0.75))).max() < 1
