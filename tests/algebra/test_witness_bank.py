"""On the bank a sign is shown only where floating point can tell it, and a value only where there is one."""

import numpy as np
import pytest

from symbolic_alliance.algebra.ring import Ring
from symbolic_alliance.algebra.witness_bank import WitnessBank

RING = Ring(("k", "m"))
k, m = RING.generator("k"), RING.generator("m")
ROOT = RING.square_root((k - m).numerator)


@pytest.fixture
def bank() -> WitnessBank:
    return WitnessBank(RING, {"k": np.array([3.0, 1.0, 2.0]), "m": np.array([2.0, 1.0, 6.0])}, 3)


def test_a_sign_is_that_of_the_polynomial(bank: WitnessBank) -> None:
    assert bank.signs(RING.factor((k - m).numerator)[1][0][0]).tolist() == [1, 0, -1]


def test_a_sign_that_is_lost_in_rounding_is_none() -> None:
    near = WitnessBank(RING, {"k": np.array([1e8, 1e8]), "m": np.array([1e8 - 1e-6, 1e8 - 1])}, 2)
    assert near.signs(RING.factor((k - m).numerator)[1][0][0]).tolist() == [0, 1]


def test_a_value_is_undefined_over_zero_and_under_a_negative_root(bank: WitnessBank) -> None:
    np.testing.assert_array_equal(bank.values(ROOT), [1, 0, np.nan])
    np.testing.assert_array_equal(bank.values((k + m) / (m - 2)), [np.inf, -2, 2])
    assert bank.signs(RING.factor(ROOT.numerator)[1][0][0]).tolist() == [1, 0, 0]


def test_the_blur_of_a_value_covers_what_cancels(bank: WitnessBank) -> None:
    difference = (k - m) * 10**9
    assert bank.values(difference)[1] == 0 < 1e-3 < bank.blur(difference)[1]
    assert bank.blur(k - m)[1] < 1e-9


def test_rows_are_added_and_taken_apart(bank: WitnessBank) -> None:
    atom = RING.factor((k - m).numerator)[1][0][0]
    other = bank.with_columns({"k": np.array([5.0]), "m": np.array([4.0])})
    assert (other.size, other.signs(atom).tolist()) == (1, [1])
    assert bank.signs(atom).tolist() == [1, 0, -1]
    bank.extend({"k": np.array([5.0]), "m": np.array([7.0])})
    assert (bank.size, bank.signs(atom).tolist()) == (4, [1, 0, -1, -1])


def test_the_central_row_is_the_one_in_the_middle() -> None:
    spread = WitnessBank(RING, {"k": np.array([1e-4, 1.0, 1e4, 1.0]), "m": np.array([1.0, 1.1, 1.2, 1e9])}, 4)
    assert spread.central(np.array([True, True, True, False])) == 1
    assert spread.central(np.array([False, False, True, False])) == 2


def test_a_moved_coordinate_leaves_the_rest_as_it_is(bank: WitnessBank) -> None:
    atoms = [RING.factor(value.numerator)[1][0][0] for value in (k - m, m - 2, k + 1, ROOT, ROOT - 1)]
    for atom in atoms:
        bank.signs(atom)
    for name, column in (("k", np.array([1.0, 5.0, 9.0])), ("m", np.array([7.0, 0.5, 1.0]))):
        moved, anew = bank.moved(name, column), bank.with_columns({**bank.columns, name: column})
        for atom in atoms:
            np.testing.assert_array_equal(moved.signs(atom), anew.signs(atom))
        np.testing.assert_array_equal(moved.values(ROOT), anew.values(ROOT))
    assert bank.signs(atoms[0]).tolist() == [1, 0, -1]
