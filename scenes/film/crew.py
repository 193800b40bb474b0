"""A crew renders jobs side by side: processes of this computer, none of which outlives the one that called it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from scenes.film.jobs import Job, Segment, render_range

_spawn = multiprocessing.get_context("spawn")  # a forked process would inherit the threads' locks, not the threads


class Crew(Protocol):
    """Who renders jobs."""

    @property
    def workers(self) -> int:
        """How many work at the same time."""

    def submit(self, job: Job) -> Future[tuple[Segment, ...]]:
        """Let a job be rendered."""

    def renew(self) -> None:
        """Begin anew after a worker has died and taken the others with it; all jobs are to be submitted again."""

    def check(self) -> None:
        """Raise an error when nobody is left who could render."""

    def painted(self) -> int | None:
        """Return how many frames have been painted so far, or None where nobody counts them."""

    def close(self) -> None:
        """Send everybody home at once, whatever they are doing."""


class Processes:
    """A crew of processes on this computer, each of which renders several jobs in its life.

    When the process that called them ends, however it ends, they end too, and leave nothing behind.

    Parameters
    ----------
    workers
        How many there are; by default one for each processor.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or processors()
        self._painted = _spawn.Value("Q", 0)
        self._gather()

    def _gather(self) -> None:
        self._room = tempfile.mkdtemp(prefix="synapses-")
        # Nothing is ever sent: the workers go home when the other end is closed, which the death of a process does.
        self._call, self._hold = _spawn.Pipe(duplex=False)
        begin = (self._call, self._painted, self._room)
        self._pool = ProcessPoolExecutor(self.workers, _spawn, initializer=_begin, initargs=begin)
        self._given: list[Future[Any]] = []

    def submit(self, job: Job) -> Future[tuple[Segment, ...]]:
        """Let a job be rendered."""
        future = self._pool.submit(_render, job)
        self._given.append(future)
        return future

    def renew(self) -> None:
        """Begin anew after a worker has died; see `Crew`."""
        self.close()
        self._gather()

    def check(self) -> None:
        """Nothing to do: the death of a process shows in its jobs."""

    def painted(self) -> int:
        """Return how many frames have been painted so far."""
        return int(self._painted.value)

    def close(self) -> None:
        """Send everybody home at once."""
        if not all(future.done() for future in self._given):
            self._hold.close()
        self._pool.shutdown(cancel_futures=True)
        self._hold.close()
        self._call.close()
        shutil.rmtree(self._room, ignore_errors=True)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# What follows happens in the workers.

_count: Callable[[int], None] = lambda frames: None  # noqa: E731


def _begin(call: Connection, painted: Any, room: str) -> None:
    """Get ready to work: in the room for the crew's files, and only for as long as anybody waits."""
    global _count
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses Ctrl-C means the one who called
    tempfile.tempdir = room

    def count(frames: int) -> None:
        with painted.get_lock():
            painted.value += frames

    _count = count
    threading.Thread(target=_go_home_with, args=(call, room), daemon=True).start()


def _go_home_with(call: Connection, room: str) -> None:
    """Wait until nobody is there to take the work, and end at once."""
    wait([call])
    shutil.rmtree(room, ignore_errors=True)
    os._exit(1)


def _render(job: Job) -> tuple[Segment, ...]:
    return render_range(job, _count)
