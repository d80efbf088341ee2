"""Numbers and tables for a terminal."""

from symbolic_alliance.exact.plain_text import aligned, number_text


def test_numbers_show_their_float_where_it_says_more() -> None:
    assert number_text({"exact": None, "value": 0.123456789}) == "0.123457"
    assert number_text({"exact": "sqrt(2)", "value": 2**0.5}) == "sqrt(2) (1.41421)"
    assert aligned([]) == []
