"""Which synapses are changing a lot just now, measured against all changes of the run."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnlib import History
from scenes.stage.network.state import Layers
from scenes.training.pacing import travelled

SHARE = 0.06
"""The share of the changes that count as large, of those that a viewer sees in an evenly running replay."""


class LargeUpdates:
    """The large changes of a training.

    Large is a change of a weight in one epoch that only ``SHARE`` of the changes of the run exceed, where each
    counts as long as it is seen (a replay gives the stormy first epochs more time than the calm last ones). It
    is the same for the whole film. Between snapshots that lie some epochs apart the mean change counts.

    Parameters
    ----------
    history
        The recorded training.

    Attributes
    ----------
    threshold
        The change of a weight in one epoch above which it is large.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        epochs = np.diff(np.array(history.recorded, dtype=float))
        points = np.array([snapshot.theta for snapshot in history.snapshots])
        changes = np.abs(np.diff(points, axis=0)) / epochs[:, None]
        places = history.template.structure.unroll(np.arange(changes.shape[1]))
        weights = np.concatenate([layer.ravel() for layer in places.weights])  # biases are no synapses
        seen = np.diff(travelled(history))
        threshold = _exceeded_by(SHARE, changes[:, weights], seen) if seen.sum() > 0 else 0.0
        # Two digits that the film can say, and that every large change does exceed.
        digit = 10.0 ** (np.floor(np.log10(threshold)) - 1) if threshold else 1.0
        self.threshold = float(np.floor(threshold / digit) * digit)
        self._cached_large = changes > self.threshold

    @cached_property
    def _sums(self) -> NDArray[np.float32]:
        """How many large changes each parameter has had up to each snapshot."""
        start = np.zeros((1, self._cached_large.shape[1]), np.float32)
        return np.concatenate([start, np.cumsum(self._cached_large, axis=0, dtype=np.float32)])

    def between(self, start: float, stop: float) -> Layers:
        """Return which share of the steps between two places of the training was large, for each synapse.

        Parameters
        ----------
        start, stop
            Numbers of snapshots from the first one; they may lie between two.

        Returns
        -------
        tuple of (n_in, n_out) arrays
            0 to 1.
        """
        last = len(self._sums) - 1
        start, stop = max(0.0, min(start, last)), max(0.0, min(stop, last))
        if stop - start < 1e-9:
            share = np.zeros(self._cached_large.shape[1], np.float32)
        else:
            share = (self._at(stop) - self._at(start)) / np.float32(stop - start)
        return self.history.template.structure.unroll(share).weights

    def _at(self, place: float) -> NDArray[np.float32]:
        index = min(int(place), len(self._sums) - 1)
        after = min(index + 1, len(self._sums) - 1)
        return self._sums[index] + (self._sums[after] - self._sums[index]) * np.float32(place - index)


def _exceeded_by(share: float, changes: NDArray[np.float64], seen: NDArray[np.float64]) -> float:
    """Return the size that a share of changes (steps, weights) exceeds, each step counted as long as it is seen."""
    sizes = changes.ravel()
    order = np.argsort(sizes)
    counted = np.cumsum(np.repeat(seen, changes.shape[1])[order])
    return float(sizes[order[np.searchsorted(counted, (1 - share) * counted[-1])]])
