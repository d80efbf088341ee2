"""Progress: what a person who waits is shown, step by step.

In:  a stream, and what is being done.
Out: a moving line on a terminal, else a line now and then, and nothing at all for what is quick.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from symbolic_alliance.errors import Progress

QUIET_SECONDS = 1.0


@contextmanager
def progress(stream: TextIO, task: str, is_alone: bool = True) -> Iterator[Progress]:
    """Give a function that is told each step; on a terminal the steps pass on one line, else one a second is printed.

    Where others write to the same terminal the steps are printed, too.
    """
    if is_alone and stream.isatty():
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
