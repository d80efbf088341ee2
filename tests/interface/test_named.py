"""Names are completed, attributes are names, and a typo is answered with its neighbours."""

import pytest

from symbolic_alliance.errors import RequestError
from symbolic_alliance.interface.named import Named, NoSuchName

NUMBERS = Named("number", {"one": 1, "two": 2, "paper.three": 3}, lambda value: f"<{value}>")


def test_a_mapping_with_attributes() -> None:
    assert dict(NUMBERS) == {"one": 1, "two": 2, "paper.three": 3}
    assert (NUMBERS.two, NUMBERS["paper.three"], NUMBERS.get("four")) == (2, 3, None)
    assert NUMBERS._ipython_key_completions_() == ["one", "two", "paper.three"]
    assert [name for name in dir(NUMBERS) if not name.startswith("_")] == ["items", "keys", "one", "two", "values"]


@pytest.mark.parametrize("kind", [RequestError, KeyError, AttributeError])
def test_a_typo_is_told_in_one_sentence(kind: type[Exception]) -> None:
    with pytest.raises(kind) as error:
        NUMBERS["tow"]
    assert str(error.value) == "no number is named tow; did you mean two?"
    assert isinstance(error.value, NoSuchName)
    assert not hasattr(NUMBERS, "three")


@pytest.mark.parametrize("name", [None, 3, ["one"], "__import__('os')"])
def test_what_is_no_name_is_refused_alike(name: object) -> None:
    with pytest.raises(RequestError, match="no number is named"):
        NUMBERS[name]  # type: ignore[index]


def test_what_is_shown_is_bounded_and_escaped() -> None:
    many = Named("line", {f"<b{place}>": place for place in range(100)}, str)
    assert repr(many).splitlines()[-1] == "and 70 more: list(...) names all"
    assert "&lt;b1&gt;" in many._repr_html_()
    assert "<b1>" not in many._repr_html_()
    assert repr(Named("claim", {}, str)) == "no claim"
    with pytest.raises(RequestError, match="there are 100, such as <b0>"):
        many["x"]
