"""Breakpoints: between two neighbours no form changes its sign."""

from fractions import Fraction
from itertools import pairwise

import sympy as sp
from hypothesis import given, settings, strategies as st

from symbolic_alliance.closed_form import UndefinedForm, evaluate, sign
from symbolic_alliance.closed_form.breakpoints import breakpoints
from tests.closed_form.test_notation import NAMES, combinations, numbers, q, w_A

positive = st.fractions(min_value=Fraction(1, 9), max_value=9, max_denominator=9)
points = st.fixed_dictionaries(dict.fromkeys(NAMES, positive))



def has_square_roots_only(form: sp.Expr) -> bool:
    return all(power.exp.q <= 2 for power in form.atoms(sp.Pow))


parts = numbers | st.sampled_from(list(NAMES.values()))
forms = st.recursive(parts, combinations, max_leaves=6).filter(has_square_roots_only)


def sign_at(form: sp.Expr, point: dict[str, Fraction]) -> int | None:
    try:
        return sign(form, point)
    except UndefinedForm:
        return None


@settings(max_examples=60)
@given(forms, points, st.lists(positive, min_size=3, max_size=3))
def test_signs_are_constant_between_neighbours(form: sp.Expr, point: dict[str, Fraction], parts: list[Fraction]) -> None:
    found = breakpoints([form], point, "q")
    assert all(low.above < high.below for low, high in pairwise(found))
    ends = [found[0].below - 2, *(end for one in found for end in (one.below, one.above)), found[-1].above + 2]
    total = sum(parts)
    for low, high in zip(ends[::2], ends[1::2], strict=True):
        inside = [low + (high - low) * sum(parts[:count]) / total for count in (1, 2)]
        assert len({sign_at(form, {**point, "q": value}) for value in inside}) == 1


def test_roots_of_degree_two_are_exact_and_others_are_enclosed() -> None:
    point = {"q": Fraction(1, 2), "w_A": Fraction(1, 9)}
    found = breakpoints([q**2 - 2, q**5 - q - 1, sp.sqrt(q) - 2 * sp.sqrt(w_A), 1 / (q - 7)], point, "q")
    assert [str(one.exact) for one in found] == ["-sqrt(2)", "0", "4/9", "1/2", "None", "sqrt(2)", "7"]
    assert abs(float(found[4].ball) - 1.1673039782614187) < 1e-12


def test_a_form_that_vanishes_on_the_whole_line_has_no_breakpoints() -> None:
    assert [one.exact for one in breakpoints([q - q, sp.Integer(3)], {"q": Fraction(2)}, "q")] == [2]


def test_breakpoints_of_a_root_are_among_its_squares() -> None:
    found = breakpoints([sp.sqrt(q) + 1], {"q": Fraction(4)}, "q")
    assert [str(one.exact) for one in found] == ["0", "1", "4"]
    assert evaluate(sp.sqrt(q) + 1, {"q": Fraction(1)}) == 2
