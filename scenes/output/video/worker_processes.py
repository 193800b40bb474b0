"""Workers render jobs side by side: processes of this computer, none of which outlives the one that called it."""

from __future__ import annotations

import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
from concurrent.futures import Future
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from tqdm import tqdm

from scenes.output.video.jobs import ROOM, Job, Segment, WorkerFailed, render_range

Work = Future[tuple[Segment, ...]]

_spawn = multiprocessing.get_context("spawn")  # a forked process would inherit the threads' locks, not the threads


class WorkerDied(RuntimeError):
    """A worker has died over a job; another may do it."""


class Workers(Protocol):
    """Who renders jobs."""

    @property
    def count(self) -> int:
        """How many work at the same time."""

    def submit(self, job: Job) -> Work:
        """Let a job be rendered; its future may end with `WorkerDied` or `WorkerFailed`."""

    def check(self) -> None:
        """Raise an error when nobody is left who could render."""

    def painted(self) -> int | None:
        """Return how many frames have been painted so far, or None where nobody counts them."""

    def close(self) -> None:
        """End all at once, whatever they are doing."""


class WorkerProcesses:
    """Processes on this computer, each of which renders several jobs in its life.

    When the process that called them ends, however it ends, they end too, and leave nothing behind.

    Parameters
    ----------
    workers
        How many there are; by default one for each processor.
    """

    # The pool of concurrent.futures loses all its workers with one, and before Python 3.12 it can then wait for ever;
    # that of pebble loses them with one that is killed while it sends, for all share one line.

    def __init__(self, workers: int | None = None) -> None:
        self.count = workers or processors()
        self._painted = _spawn.Value("Q", 0)
        self._room: str | None = None  # made with the first worker, who clears it away if nobody else does
        self._jobs: queue.SimpleQueue[tuple[Work, Job]] = queue.SimpleQueue()
        self._started: list[Any] = []
        self._lock, self._closed = threading.Lock(), False
        for _ in range(self.count):
            threading.Thread(target=self._serve, daemon=True).start()

    def submit(self, job: Job) -> Work:
        """Let a job be rendered."""
        future: Work = Future()
        self._jobs.put((future, job))
        return future

    def check(self) -> None:
        """Nothing to do: the death of a process shows in its job."""

    def painted(self) -> int:
        """Return how many frames have been painted so far."""
        return int(self._painted.value)

    def close(self) -> None:
        """End all at once."""
        with self._lock:
            self._closed = True
            for process in self._started:
                process.kill()
        for process in self._started:
            process.join()
        if self._room is not None:
            shutil.rmtree(self._room, ignore_errors=True)

    def _serve(self) -> None:
        """Give one process after the other jobs, one after the other; a dead process is replaced."""
        line: Connection | None = None
        while True:
            future, job = self._jobs.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                line = line or self._start()
                line.send(job)
                answer = line.recv()
            except (EOFError, OSError):
                line = None
                future.set_exception(WorkerDied("a worker has died"))
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    def _start(self) -> Connection:
        """Start a process, and return the line to it."""
        with self._lock:
            if self._closed:
                raise EOFError
            self._room = self._room or tempfile.mkdtemp(prefix=ROOM)
            ours, theirs = _spawn.Pipe()
            process = _spawn.Process(target=_work, args=(theirs, self._painted, self._room), daemon=True)
            process.start()
            theirs.close()  # only the worker holds it now: its death is heard at our end
            self._started.append(process)
            return ours


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# What follows happens in the workers.


def _work(line: Connection, painted: Any, room: str) -> None:
    """Render the jobs that come along the line, for as long as there is anybody at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses Ctrl-C means the one who called
    tempfile.tempdir = room
    tqdm.set_lock(threading.RLock())  # its own, shared by processes, would be missed when this one is killed
    threading.Thread(target=_end_with_the_caller, args=(room,), daemon=True).start()

    def count(frames: int) -> None:
        with painted.get_lock():
            painted.value += frames

    while True:
        try:
            line.send(_answer(line.recv(), count))
        except (EOFError, OSError):
            return


def _answer(job: Job, count: Any) -> tuple[Segment, ...] | WorkerFailed:
    try:
        return render_range(job, count)
    except WorkerFailed as failure:
        return failure


def _end_with_the_caller(room: str) -> None:
    """Wait until the process that called this one has ended, and end at once, leaving nothing in the room."""
    caller = multiprocessing.parent_process()
    assert caller is not None
    wait([caller.sentinel])
    # Other threads of this process may be writing there; it becomes another program, and they are gone.
    clear = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"
    os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", clear, room])
