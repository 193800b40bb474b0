"""The rule of label diffusion: in every layer, all pixels at once copy the label that their link brings."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnlib.arrays import frozen
from nnlib.diffusion.rules import UNLABELLED, Labels

ROW_STEP = frozen(np.array([-1, 1, 0, 0]))
COLUMN_STEP = frozen(np.array([0, 0, -1, 1]))
"""The step to the neighbour of each of the four directions: up, down, left, right."""


def next_layer(labels: Labels, directions: Labels, only_unlabelled: bool) -> Labels:
    """Return the layer after ``labels`` (size, size).

    Parameters
    ----------
    directions
        The direction of each pixel's link, 0 to 3, (size, size).
    only_unlabelled
        Whether pixels that have a label keep it.
    """
    size = len(labels)
    # With a rim that repeats the opposite side, each of the four neighbours lies a fixed way off in memory.
    rimmed = np.pad(labels, 1, mode="wrap").ravel()
    way = (ROW_STEP * (size + 2) + COLUMN_STEP).astype(np.int32)
    asked = rimmed[_places(size) + way[directions]]
    copies = asked != UNLABELLED
    if only_unlabelled:
        copies &= labels == UNLABELLED
    return np.where(copies, asked, labels)


@lru_cache(maxsize=2)
def _places(size: int) -> NDArray[np.int32]:
    """The place of each pixel in the plane with a rim, in memory."""
    inner = np.arange(1, size + 1, dtype=np.int32)
    return inner[:, None] * np.int32(size + 2) + inner
