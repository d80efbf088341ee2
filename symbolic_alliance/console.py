"""What a person at the command line is shown: progress while they wait, and reports as plain text.

In:  step by step what is being done; or a report, as `explore` makes it.
Out: a moving line on a terminal, else a line now and then, and nothing at all for what is quick; or lines of text.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

QUIET_SECONDS = 1.0


@contextmanager
def progress(stream: TextIO, task: str) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step; on a terminal the steps pass on one line, else one a second is printed."""
    if stream.isatty():
        from rich.console import Console

        with Console(file=stream).status(task) as status:
            yield lambda step: status.update(f"{task}: {step}")
    else:
        yield _Lines(stream, task)


class _Lines:
    """Prints a step when a second has passed since the last line."""

    def __init__(self, stream: TextIO, task: str) -> None:
        self.stream, self.task, self.last = stream, task, time.monotonic()

    def __call__(self, step: str) -> None:
        now = time.monotonic()
        if now - self.last >= QUIET_SECONDS:
            self.stream.write(f"{self.task}: {step}\n")
            self.stream.flush()
            self.last = now


def evaluation_text(report: dict[str, Any], situations: tuple[str, ...]) -> str:
    """A report on a point for reading; ``situations`` are the keys of the games in it."""
    point = ", ".join(f"{name} = {value}" for name, value in report["parameters"].items())
    lines = [f"{report['derivation']} at {point}"]
    for key in situations:
        lines += ["", *_situation_lines(key, report[key])]
    lines += ["", f"effect: {report['effect']}", "", "cutoffs that arise here:"]
    lines += _cutoff_lines(report["cutoffs"])
    if "edges" in report:
        lines += ["", "the smallest change of one parameter alone that leaves the regime:"]
        lines += aligned([(f"  {name}", "none" if change is None else number_text(change))
                          for name, change in report["edges"].items()])
    if "deviations" in report:
        lines += ["", "what the mover loses by leaving the path once:"]
        lines += aligned([_deviation_row(deviation) for deviation in report["deviations"]])
    return "\n".join(lines)


def _situation_lines(key: str, situation: dict[str, Any]) -> list[str]:
    if situation["regime"] is None:
        return [f"{key}: no regime is known here"]
    tied = f" (tied with {', '.join(situation['tied_with'])})" if situation["tied_with"] else ""
    rows = [(f"  {name}", number_text(value)) for name, value in situation["actions"].items()]
    rows += [(f"  {player} gets", number_text(value)) for player, value in situation["payoffs"].items()]
    return [f"{key}: regime {situation['regime']}, outcome {situation['outcome']}{tied}", *aligned(rows)]


def _deviation_row(deviation: dict[str, Any]) -> tuple[str, ...]:
    action = deviation["action"]
    done = "without bound" if action is None else action if isinstance(action, str) else number_text(action)
    return (f"  {deviation['node']}", deviation["player"], done if deviation["attained"] else f"towards {done}",
            deviation["outcome"], number_text(deviation["loss"]))


def _cutoff_lines(cutoffs: dict[str, Any]) -> list[str]:
    rows = [(f"  {cutoff['parameter']} = {number_text(cutoff)}", f"from {' to '.join(cutoff['between'])}", name)
            for name, cutoff in cutoffs.items() if cutoff is not None]
    return aligned(rows) or ["  none"]


def number_text(number: dict[str, Any]) -> str:
    """An exact number, and its float where that says more.

    >>> number_text({"exact": "1/3", "value": 0.333333333333}), number_text({"exact": "2", "value": 2.0})
    ('1/3 (0.333333)', '2')
    """
    exact, value = number["exact"], f"{number['value']:.6g}"
    return value if exact is None else exact if exact == value else f"{exact} ({value})"


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows of cells as lines with the columns under each other.

    >>> aligned([("a", "1"), ("abc", "2")])
    ['a    1', 'abc  2']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
