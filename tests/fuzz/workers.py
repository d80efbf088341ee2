"""Processes that work through tasks, each replaced when a task does not end or kills it.

In:  a function of a task, an iterator of tasks, how many processes, and the seconds of processor time that a task may take.
Out: each task with its answer, None where there was none in time, in the order in which they end.
A task is stopped inside its process (`limited`); where that does not help, as in a library that never comes back, the
process is replaced after some times as many seconds of the clock.
"""

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, Generic, TypeVar

PATIENCE, AGAIN = 8, 0.5  # a destructor may swallow what is raised: it is raised again
Task = TypeVar("Task")
Answer = TypeVar("Answer")


class TooSlow(BaseException):
    """What took too long; no library catches it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` after so much processor time; limits may stand inside each other, the first to end counts."""
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    left, _ = signal.getitimer(signal.ITIMER_PROF)
    bound = min(seconds, left) if left else seconds
    signal.setitimer(signal.ITIMER_PROF, bound, AGAIN)
    try:
        yield
    finally:
        used = bound - signal.getitimer(signal.ITIMER_PROF)[0]
        signal.setitimer(signal.ITIMER_PROF, max(left - used, 0.001) if left else 0, AGAIN if left else 0)
        signal.signal(signal.SIGPROF, before)


@dataclass
class Worker(Generic[Task, Answer]):
    """A process, the pipe to it, and the task that it is at."""

    process: BaseProcess
    pipe: Connection
    task: Task | None = None
    until: float = 0.0

    def begin(self, task: Task, seconds: float) -> None:
        self.task, self.until = task, time.monotonic() + PATIENCE * seconds
        self.pipe.send(task)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(run: Callable[[Any], Any], pipe: Connection, seconds: float) -> None:
    pipe.send("ready")
    while True:
        task, answer = pipe.recv(), None
        try:
            with limited(seconds):
                answer = run(task)
        except TooSlow:
            pass
        pipe.send(answer)


def _started(run: Callable[[Task], Answer], seconds: float) -> Worker[Task, Answer]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(run, theirs, seconds), daemon=True)
    process.start()
    theirs.close()
    ours.recv()
    return Worker(process, ours)


def answers(run: Callable[[Task], Answer], tasks: Iterable[Task], workers: int,
            seconds: float) -> Iterator[tuple[Task, Answer | None]]:
    """Each task with its answer; None for one that took too long or killed its process."""
    waiting = iter(tasks)
    crew: list[Worker[Task, Answer]] = [_started(run, seconds) for _ in range(workers)]
    try:
        busy = [worker for worker in crew if _next(worker, waiting, seconds)]
        while busy:
            soonest = min(worker.until for worker in busy)
            ready = wait([worker.pipe for worker in busy], max(0.0, soonest - time.monotonic()))
            for worker in list(busy):
                if worker.pipe not in ready and time.monotonic() < worker.until:
                    continue
                is_alive, answer = _answer(worker) if worker.pipe in ready else (False, None)
                assert worker.task is not None
                yield worker.task, answer
                if not is_alive:
                    worker.stop()
                    busy.remove(worker)
                    worker = _started(run, seconds)
                    crew.append(worker)
                    busy.append(worker)
                if not _next(worker, waiting, seconds):
                    busy.remove(worker)
    finally:
        for worker in crew:
            worker.stop()


def _next(worker: Worker[Task, Answer], waiting: Iterator[Task], seconds: float) -> bool:
    for task in waiting:
        worker.begin(task, seconds)
        return True
    return False


def _answer(worker: Worker[Task, Answer]) -> tuple[bool, Answer | None]:
    """Whether the process is still there, and what it answered."""
    try:
        return True, worker.pipe.recv()
    except (EOFError, ConnectionError):
        return False, None
