"""A literal, a case and a clause hold where their products have the right sign, and the bank says where it cannot tell."""

import numpy as np
import pytest

from symbolic_alliance.algebra.literals import Literal, case_masks, case_of, clause_cost, clause_mask, negate
from symbolic_alliance.algebra.ring import Ring
from symbolic_alliance.algebra.witness_bank import WitnessBank

RING = Ring(("k", "m"))
k, m = RING.generator("k"), RING.generator("m")
(K,), (BELOW,) = (RING.odd_part(value)[1] for value in (k, k - m))
# k - m is 1, 0, 1, -4
BANK = WitnessBank(RING, {"k": np.array([2.0, 1.0, -1.0, -3.0]), "m": np.array([1.0, 1.0, -2.0, 1.0])}, 4)
POSITIVE, ABOVE, BOTH = Literal(1, (K,)), Literal(1, (BELOW,)), Literal(1, tuple(sorted((K, BELOW))))


def test_a_product_holds_where_an_even_number_of_its_factors_is_negative() -> None:
    assert clause_mask(BANK, (BOTH,), strict=True).tolist() == [True, False, False, True]
    assert clause_mask(BANK, (negate(BOTH),), strict=True).tolist() == [False, False, True, False]


@pytest.mark.parametrize(("strict", "rows"), [(True, [True, False, True, True]), (False, [True, True, True, True])])
def test_a_clause_holds_where_one_of_its_literals_does(strict: bool, rows: list[bool]) -> None:
    assert clause_mask(BANK, (ABOVE, negate(POSITIVE)), strict=strict).tolist() == rows


def test_cases_hold_where_all_their_literals_do_and_are_unclear_on_an_edge() -> None:
    holds, unclear = case_masks(BANK, ((POSITIVE, ABOVE), (negate(POSITIVE), negate(ABOVE))))
    assert (holds.tolist(), unclear.tolist()) == ([True, False, False, True], [False, True, False, False])
    everywhere, nowhere = case_masks(BANK, ((),)), case_masks(BANK, ())
    assert (everywhere[0].all(), nowhere[0].any()) == (True, False)


def test_a_case_has_one_order_and_no_contradiction() -> None:
    literals = [Literal(sign, (atom,)) for atom, sign in enumerate((1, -1, -1, 1, -1))]
    assert case_of([*literals[::-1], *literals[:2]]) == case_of(literals) == tuple(sorted(literals))
    assert case_of([ABOVE, negate(ABOVE)]) is None


def test_more_to_decide_costs_more() -> None:
    assert clause_cost(RING, (POSITIVE,)) < clause_cost(RING, (BOTH,)) < clause_cost(RING, (POSITIVE, ABOVE))
