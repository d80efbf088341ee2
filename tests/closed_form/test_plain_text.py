"""Numbers and tables for a terminal."""

from symbolic_alliance.closed_form import number, square_root
from symbolic_alliance.closed_form.plain_text import aligned, number_text


def test_numbers_show_their_float_where_it_says_more() -> None:
    assert number_text(0.123456789) == "0.123457"
    assert number_text(square_root(number(2))) == "sqrt(2) (1.41421)"
    assert aligned([]) == []
