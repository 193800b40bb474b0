"""Pacing chooses which epochs of a training are shown, so that every stop is worth stopping for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnlib import History
from scenes.config.sections.pacing import Length, Pacing


def planned_epochs(pacing: Length, epochs: int) -> tuple[int, ...]:
    """Return the shown epochs that can be told before training; none where the weights will decide.

    Parameters
    ----------
    pacing
        The section of the config; of a lesson that does not ask which epochs are shown, it tells none.
    epochs
        How many are trained.
    """
    if not isinstance(pacing, Pacing):
        return ()  # a lesson that keeps every epoch, or chooses them itself
    if pacing.cycles == "explicit":
        return tuple(pacing.shown or ())
    if pacing.cycles == "linear":
        return _whole(np.linspace(0, epochs, pacing.count + 1)[1:])
    if pacing.cycles == "log":
        return _whole(np.geomspace(min(2, epochs), epochs, pacing.count))
    return ()


def shown_epochs(pacing: Pacing, history: History) -> tuple[int, ...]:
    """Return the shown epochs of a recorded training, ascending.

    By change of the weights every stretch between two of them moves the weights equally far.
    """
    planned = planned_epochs(pacing, history.epochs)
    if planned:
        return planned
    way = travelled(history)
    stops = np.searchsorted(way, np.linspace(0, way[-1], pacing.count + 1)[1:] * (1 - 1e-12))
    return tuple(sorted({history.snapshots[k].epoch for k in stops} - {0} | {history.epochs}))


def travelled(history: History) -> NDArray[np.float64]:
    """Return how far all parameters have moved in all up to each snapshot, the Euclidean length of their way.

    Returns
    -------
    (snapshots,) array
        Ascending from 0; in units of the parameters.
    """
    points = np.array([snapshot.theta for snapshot in history.snapshots])
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def _whole(epochs: np.ndarray) -> tuple[int, ...]:
    return tuple(sorted({max(1, int(e)) for e in np.round(epochs)}))
