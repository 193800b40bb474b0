"""What is worth saying of a training whose average error is watched, each piece of news once."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from nnlib import History

PLATEAU = 0.03  # an error that falls by less has hardly fallen
LOW = 0.05  # an error below it is a breakthrough


class ErrorNews:
    """Tells what has happened between two epochs; what it has told it does not tell again.

    Parameters
    ----------
    history
        The recorded training.
    errors
        The average error of every epoch, index 0 before the first, shape (epochs + 1,).
    """

    def __init__(self, history: History, errors: NDArray) -> None:
        self.errors, self.epochs = errors, history.epochs
        # Only a change of sign seen from one epoch to the next can be dated.
        recorded = set(history.recorded)
        self.flips = [flip.epoch for flip in history.flips() if flip.epoch - 1 in recorded]
        self.told: set[str] = set()

    def between(self, start: int, stop: int) -> tuple[str, dict[str, Any]] | None:
        """Return the news of the stretch after ``start`` up to ``stop`` and its facts, or None.

        It is one of ``flip`` (the first change of sign), ``breakthrough`` (the error is low), ``falling`` (by a
        quarter since the first epoch) and ``plateau`` (hardly, over at least as long as all before).
        """
        before, now = float(self.errors[start]), float(self.errors[stop])
        flips = [epoch for epoch in self.flips if start < epoch <= stop]
        long = stop >= max(2 * start, 100, self.epochs / 100)
        news = [
            ("flip", bool(flips), {"epoch": flips[0] if flips else 0}),
            ("breakthrough", now < LOW <= before, {"epoch": stop, "error": now}),
            ("falling", now < 0.75 * self.errors[1], {"epoch": stop, "error": now}),
            (
                "plateau",
                0 <= before - now < PLATEAU and now > LOW and long,
                {"before": start, "epoch": stop, "was": before, "error": now},
            ),
        ]
        for name, happened, facts in news:
            if happened and name not in self.told:
                self.told.add(name)
                return name, facts
        return None
