"""The list of results: all, those that fit a pattern, those of a kind, a verdict or a grade."""

import pytest

from symbolic_alliance.errors import RequestError
from symbolic_alliance.interface.listing import is_pattern, listing, listing_text, listing_values
from symbolic_alliance.interface.show import results
from tests.derivation.test_lock import SOLVED


def names(*request: object) -> list[str]:
    return [one.name for one in listing(SOLVED, *request)]


def test_without_a_wish_everything_is_listed() -> None:
    assert listing(SOLVED) == results(SOLVED)


def test_a_pattern_and_words_narrow_it() -> None:
    assert names("*", ["claim"]) == ["cover_1", "best_response_1", "unique_1", "of_war"]
    assert names("*_1", ["claim", "refuted"]) == ["best_response_1"]
    assert listing_text(listing(SOLVED, "cover_*")) == "cover_1  claim  proved  decided"
    assert listing_values(listing(SOLVED, "cover_*")) == [
        {"name": "cover_1", "kind": "claim", "verdict": "proved", "grade": "decided"}]


@pytest.mark.parametrize(("request_", "message"), [
    (("*", ["clame"]), "is a clame; did you mean claim"),
    (("nothing_*", ["claim"]), r"no result nothing_\* that is claim"),
])
def test_what_fits_nothing_is_told(request_: tuple[object, ...], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        names(*request_)


def test_a_name_with_a_mark_in_it_is_no_pattern_where_a_result_has_it() -> None:
    assert is_pattern("k_*", SOLVED)
    assert not is_pattern("cover_1", SOLVED)
