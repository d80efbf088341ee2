"""What every command shares: one derivation that is wrong stops no other, and a report is text or JSON."""

import json

import pytest

from symbolic_alliance.derivation.formats import Format, Notation
from symbolic_alliance.errors import BAD_NEWS, WELL, WRONG, RequestError
from symbolic_alliance.interface.running import one_by_one, print_report


def test_one_that_is_wrong_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []

    def command(name: str) -> int:
        if name == "wrong":
            raise RequestError("it is wrong")
        done.append(name)
        return BAD_NEWS if name == "bad" else WELL

    assert one_by_one(["wrong", "bad", "good"], command) == WRONG
    assert done == ["bad", "good"]
    assert capsys.readouterr().err == "symbolic-alliance: it is wrong\n"
    assert one_by_one(["good", "bad"], command) == BAD_NEWS


@pytest.mark.parametrize("form", [Format.JSON, Notation.JSON])
def test_a_report_is_text_or_json(form: Format | Notation, capsys: pytest.CaptureFixture[str]) -> None:
    print_report(form, lambda: {"k": "1/2"}, lambda: "k = 1/2")
    assert json.loads(capsys.readouterr().out) == {"k": "1/2"}
    print_report(Format.TEXT, lambda: {"k": "1/2"}, lambda: "k = 1/2")
    assert capsys.readouterr().out == "k = 1/2\n"
