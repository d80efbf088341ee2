"""What a person at the command line is shown: progress while they wait, and reports as plain text.

In:  step by step what is being done; or a report, as `explore` makes it.
Out: a moving line on a terminal, else a line now and then, and nothing at all for what is quick; or lines of text.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
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


def evaluation_text(report: Mapping[str, Any], situations: tuple[str, ...]) -> str:
    """A report on a point for reading; ``situations`` are the keys of the games in it."""
    point = ", ".join(f"{name} = {value}" for name, value in report["parameters"].items())
    lines = [f"{report['derivation']} at {point}"]
    for key in situations:
        lines += ["", *_situation_lines(key, report[key])]
    lines += ["", f"effect: {report['effect']}"]
    for key in situations:
        lines += _cutoff_lines(key, report)
    if "edges" in report:
        lines += ["", edges_text(report["edges"])]
    if "deviations" in report:
        lines += ["", deviations_text(report["deviations"])]
    return "\n".join(lines)


def edges_text(changes: Mapping[str, dict[str, Any] | None]) -> str:
    """How far each parameter is from its edge, for reading."""
    rows = [(f"  {name}", "none" if change is None else number_text(change)) for name, change in changes.items()]
    return "\n".join(["the smallest change of one parameter alone that leaves the regime:", *aligned(rows)])


def deviations_text(deviations: Sequence[dict[str, Any]]) -> str:
    """What each mover loses, for reading: node, mover, the other action, where it leads, the loss."""
    return "\n".join(["what the mover loses by leaving the path once:", *aligned(list(map(_deviation_row, deviations)))])


def _situation_lines(key: str, situation: Mapping[str, Any]) -> list[str]:
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


def _cutoff_lines(situation: str, report: Mapping[str, Any]) -> list[str]:
    """The cutoffs of one game that arise here, parameter by parameter, ascending, with the point marked among them."""
    prefix = "" if situation == "equilibrium" else f"{situation}."
    own = [(name, cutoff) for name, cutoff in report["cutoffs"].items()
           if cutoff is not None and name == prefix + name.rpartition(".")[2]]
    lines: list[str] = []
    for parameter in dict.fromkeys(cutoff["parameter"] for _, cutoff in own):
        rows = [(cutoff["value"], (f"  {number_text(cutoff)}", f"{cutoff['between'][0]} to {cutoff['between'][1]}", name))
                for name, cutoff in own if cutoff["parameter"] == parameter]
        here = Fraction(report["parameters"][parameter])
        rows.append((float(here), (f"> {number_text({'exact': str(here), 'value': float(here)})}", "here", "")))
        lines += ["", f"{situation}, cutoffs in {parameter}:",
                  *aligned([row for _, row in sorted(rows, key=lambda one: one[0])])]
    return lines or ["", f"{situation}: no cutoff arises here"]


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
