"""The dispatcher plans films, hands their jobs to whoever renders, and binds what comes back."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import CancelledError as Cancelled
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

from scenes.config.mistakes import ConfigMistakes, shown_path
from scenes.output.video.film_plan import NoSuchBeat, Order, Plan, plan
from scenes.output.video.jobs import Job, WorkerFailed
from scenes.output.video.receipt import keep_receipt, receipt_for
from scenes.output.video.worker_processes import Work, WorkerDied, Workers

LIVES = 3  # how often a job is begun again after a worker has died over it
RANGES_EACH = 3  # for each worker: fewer, and some end long before the others; more, and they mostly get ready
LEAST_SECONDS = 4.0  # of painting in a range: getting ready takes one or two
A_FRAME, A_PIXEL = 2e-3, 6e-9  # seconds they take, roughly: measured on the lessons
BETWEEN_REPORTS = 0.25  # seconds
Report = Callable[[float, str], None]


class RenderFailed(RuntimeError):
    """A film could not be rendered; the text says why in one line, and nothing made before is lost."""


@dataclass(frozen=True)
class Rendered:
    """A finished film, or why there is none.

    Parameters
    ----------
    order
        What was wanted.
    path
        The film.
    frames, painted
        How many it has, and how many of them were painted now; the others were cached.
    error
        What went wrong: ConfigMistakes, NoSuchBeat, RenderFailed, or what the lesson's code has raised.
    """

    order: Order
    path: Path | None = None
    frames: int = 0
    painted: int = 0
    error: Exception | None = None


class Dispatcher:
    """Where films are made: some are planned, some are with the workers, some are being bound."""

    def __init__(self, orders: Sequence[Order], workers: Workers, report: Report) -> None:
        self.waiting = list(orders)
        self.count = len(orders)
        self.workers, self.report = workers, report
        self.plans: dict[int, tuple[Order, Plan, int]] = {}
        self.left: dict[int, int] = {}  # how many jobs of each film are still out
        self.out: dict[Work, tuple[int, Job, int]] = {}
        self.known, self.returned = 0, 0  # frames to be rendered, as far as planned; and those that are back
        self.doing = ""

    def films(self) -> Iterator[Rendered]:
        """Yield finished films."""
        while self.waiting or self.out:
            # One film is planned while the workers are at another.
            if self.waiting and len(self.out) < max(2, self.workers.count):
                yield from self.begin(self.waiting.pop(0))
            elif self.out:
                done, _ = wait(self.out, timeout=BETWEEN_REPORTS, return_when=FIRST_COMPLETED)
                for future in done:
                    if future in self.out:
                        yield from self.take(future)
                if not done:
                    self.workers.check()
            self.say()

    def begin(self, order: Order) -> Iterator[Rendered]:
        """Plan a film and give it to the workers."""
        number = self.count - len(self.waiting)
        self.doing = order.folder
        self.say()

        def training(epoch: int, epochs: int, metrics: Mapping[str, Any]) -> None:
            self.doing = f"{order.folder}: training {epoch / epochs:.0%}"
            self.say()

        try:
            if done := receipt_for(order):
                yield Rendered(order, done.path, done.frames)
                return
            found = plan(order, training)
        except (ConfigMistakes, NoSuchBeat) as mistake:
            yield Rendered(order, error=mistake)
            return
        except Exception as error:  # a mistake in the lesson's code, say; other films are none the worse for it
            yield Rendered(order, error=_failure(error, order))
            return
        self.doing = order.folder
        total = sum(found.missing.values())
        jobs = found.jobs(self.parts(order, total))
        self.plans[number], self.left[number] = (order, found, total), len(jobs)
        self.known += total
        for job in jobs:
            self.out[self.workers.submit(job)] = number, job, LIVES
        if not jobs:
            yield self.bound(number)

    def parts(self, order: Order, frames: int) -> int:
        """Return in how many ranges a film is to be shared out."""
        count = self.workers.count
        seconds = frames * (A_FRAME + A_PIXEL * order.width * order.height)
        return 1 if count == 1 else max(1, min(RANGES_EACH * count, int(seconds / LEAST_SECONDS)))

    def take(self, future: Work) -> Iterator[Rendered]:
        """Take what a job has brought back."""
        number, job, lives = self.out.pop(future)
        try:
            segments = future.result()
        except WorkerDied:
            if lives:
                self.out[self.workers.submit(job)] = number, job, lives - 1
            else:
                text = "a worker has died again and again, perhaps for want of memory; try fewer (--workers 1)"
                yield self.given_up(number, RenderFailed(text))
            return
        except Cancelled:
            raise RenderFailed("the workers have gone; run the command again: what is rendered is kept") from None
        except Exception as error:
            yield self.given_up(number, _failure(error, self.plans[number][0]))
            return
        self.returned += job.frames
        try:
            for segment in segments:
                self.plans[number][1].store(segment)
        except OSError as error:
            yield self.given_up(number, _failure(error, self.plans[number][0]))
            return
        self.left[number] -= 1
        if not self.left[number]:
            yield self.bound(number)

    def bound(self, number: int) -> Rendered:
        """Bind a film whose segments are all there."""
        order, found, total = self.plans.pop(number)
        try:
            path = found.bind()
            keep_receipt(order, found)
            return Rendered(order, path, found.frames, total)
        except (OSError, ValueError, av.FFmpegError) as error:
            return Rendered(order, error=_failure(error, order))

    def given_up(self, number: int, error: Exception) -> Rendered:
        """Drop a film, and the jobs for it that nobody has begun."""
        order, _, total = self.plans.pop(number)
        for future in [future for future, (of, _, _) in self.out.items() if of == number]:
            future.cancel()
            del self.out[future]
        self.known -= total
        return Rendered(order, error=error)

    def say(self) -> None:
        """Report how much is done of all there is to do, as far as can be told."""
        painted = self.workers.painted()
        done = self.returned if painted is None else max(painted, self.returned)
        planned = self.count - len(self.waiting)
        whole = self.known * self.count / max(1, planned)
        self.report(min(1.0, done / whole) if whole else 0.0, self.doing)


def _failure(error: Exception, order: Order) -> Exception:
    """Return an error as one that tells in one line what to do, where something is known of it."""
    if isinstance(error, WorkerFailed):
        failed = RenderFailed(str(error))
        for note in getattr(error, "__notes__", ()):
            failed.add_note(note)
        return failed
    if isinstance(error, (OSError, av.FFmpegError)):
        trouble = disk_trouble(error, order.media, "what is rendered is kept")
        return RenderFailed(trouble or f"{order.folder}: {error.strerror or error}")
    return error


def disk_trouble(error: Any, folder: Path, kept: str) -> str | None:
    """Return in one line what is wrong with the disk of a folder, and what is ``kept``; None of any other error."""
    if error.errno == errno.ENOSPC:
        return f"the disk of {shown_path(folder)} is full; free some space and run the command again: {kept}"
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"{shown_path(folder)} cannot be written ({error.strerror}); name another folder with --output"
    return None
