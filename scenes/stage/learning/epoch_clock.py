"""An epoch clock tells which recorded epoch belongs to which moment of a replay."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnlib import Flip, History
from scenes.stage.network.state import Layers
from scenes.training.pacing import travelled


class EpochClock:
    """Runs through the snapshots recorded from one epoch to another, so that the weights move at an even speed.

    Equal times are equal ways of the weights: early in training a second may be ten epochs, late ten thousand.

    Parameters
    ----------
    history
        The recorded training.
    start, stop
        The first and last epoch shown; both must have been recorded.
    tail
        The share of the time at the end in which the last snapshot stands, so that what began can finish.

    Raises
    ------
    ValueError
        If an epoch was not recorded, or ``start`` lies after ``stop``.
    """

    def __init__(self, history: History, start: int, stop: int, tail: float = 0.0) -> None:
        if start > stop:
            raise ValueError(f"a replay cannot run backwards: start is {start}, stop is {stop}")
        for epoch in (start, stop):
            history.at(epoch)
        self.history, self.start, self.stop, self.tail = history, start, stop, tail
        # All there is to know about the clock, for the frame cache.
        self.digest = f"{history.digest} {start} {stop} {tail!r}"

    @cached_property
    def _indices(self) -> tuple[int, int]:
        epochs = self.history.recorded
        return epochs.index(self.start), epochs.index(self.stop)

    @cached_property
    def _way(self) -> NDArray[np.float64]:
        """How far the weights have come at each snapshot from start to stop, 0 to 1."""
        first, last = self._indices
        way = travelled(self.history)[first : last + 1]
        way = way - way[0]
        # Weights that do not move at all pass the time evenly.
        return way / way[-1] if way[-1] > 0 else np.linspace(0, 1, len(way))

    def snapshots(self) -> tuple[int, NDArray[np.float64]]:
        """Return the number of the first snapshot, and for it and all after it the alpha at which it is reached."""
        return self._indices[0], self._way * (1 - self.tail)

    def place(self, alpha: float) -> float:
        """Return which snapshot belongs to ``alpha``, counted from the first; the number may lie between two."""
        first, _ = self._indices
        share = min(1.0, alpha / (1 - self.tail))
        return first + float(np.interp(share, self._way, np.arange(len(self._way))))

    def epoch(self, alpha: float) -> int:
        """Return the recorded epoch last reached at ``alpha`` (0 to 1)."""
        # A hair more than the floor: 3 - 1e-16 is snapshot 3.
        return self.history.snapshots[int(self.place(alpha) + 1e-9)].epoch

    def parameters(self, alpha: float) -> tuple[Layers, Layers]:
        """Return the weights and biases at ``alpha``; between two snapshots they pass from one to the other."""
        place = self.place(alpha)
        index = int(place + 1e-9)
        one = self.history.snapshots[index]
        share = place - index
        if share <= 1e-9 or index + 1 >= len(self.history.snapshots):
            return one.weights, one.biases
        other = self.history.snapshots[index + 1]
        return (
            tuple(a + (b - a) * share for a, b in zip(one.weights, other.weights, strict=True)),
            tuple(a + (b - a) * share for a, b in zip(one.biases, other.biases, strict=True)),
        )

    def flips(self) -> list[tuple[Flip, float]]:
        """Return every sign change on the way, each with the alpha at which the new sign is first recorded."""
        first, alphas = self.snapshots()
        return [
            (flip, float(alphas[self.history.recorded.index(flip.epoch) - first]))
            for flip in self._all_flips
            if self.start < flip.epoch <= self.stop
        ]

    @cached_property
    def _all_flips(self) -> tuple[Flip, ...]:
        return self.history.flips()


class AcceleratingClock(EpochClock):
    """An epoch clock that runs ever faster: equal times multiply the number of epochs by equal factors."""

    @cached_property
    def _way(self) -> NDArray[np.float64]:
        first, last = self._indices
        epochs = np.array(self.history.recorded[first : last + 1], dtype=float)
        way = np.log1p(epochs - epochs[0])
        return way / way[-1] if way[-1] > 0 else np.linspace(0, 1, len(way))
