"""Progress is silent for what is quick, and otherwise a line now and then."""

import io

import pytest

from symbolic_alliance.interface import progress as module
from symbolic_alliance.interface.progress import progress


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_a_second_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, stream = Clock(), io.StringIO()
    monkeypatch.setattr(module.time, "monotonic", clock)
    with progress(stream, "walls") as tell:
        for step, seconds in (("one", 0.2), ("two", 0.9), ("three", 0.5), ("four", 0.4), ("five", 0.2)):
            clock.now += seconds
            tell(step)
    assert stream.getvalue() == "walls: two\nwalls: five\n"


def test_on_a_terminal_the_steps_pass_on_one_line() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with progress(stream, "walls") as tell:
        tell("solve walls: defender at defender_builds")
    assert "walls: solve walls: defender at defender_builds" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[1A\x1b[2K")  # the line is erased again
