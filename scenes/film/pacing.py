"""Pacing chooses which epochs of a training are shown, so that every stop is worth stopping for."""

from __future__ import annotations

import numpy as np

from nnlib import History
from scenes.film.sections import Pacing


def planned_epochs(pacing: Pacing, epochs: int) -> tuple[int, ...]:
    """Return the shown epochs that can be told before training; none where the weights will decide.

    Parameters
    ----------
    pacing
        The section of the config.
    epochs
        How many are trained.
    """
    if pacing.cycles == "explicit":
        return tuple(pacing.shown or (epochs,))
    if pacing.cycles == "linear":
        return _whole(np.linspace(0, epochs, pacing.count + 1)[1:])
    if pacing.cycles == "log":
        return _whole(np.geomspace(min(2, epochs), epochs, pacing.count))
    return ()


def shown_epochs(pacing: Pacing, history: History) -> tuple[int, ...]:
    """Return the shown epochs of a recorded training, ascending.

    By change of the weights they are spread evenly over the dense snapshots: those were kept whenever the weights
    had moved by a certain amount, so every stretch changes the picture alike.
    """
    planned = planned_epochs(pacing, history.epochs)
    if planned:
        return planned
    recorded = [snapshot.epoch for snapshot in history.snapshots]
    places = np.linspace(0, len(recorded) - 1, pacing.count + 1)[1:]
    return tuple(sorted({recorded[k] for k in np.round(places).astype(int)} - {0}))


def _whole(epochs: np.ndarray) -> tuple[int, ...]:
    return tuple(sorted({max(1, int(e)) for e in np.round(epochs)}))
