"""Labels on a plane, and the sharp rule: every pixel takes the label that most pixels around it have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnlib.errors import whole_number

Labels = NDArray[np.uint8]
"""A plane (rows, columns): 0 where a pixel has no label, else the number of its group, from 1."""

UNLABELLED = 0


def vote(labels: Labels, radius: int, groups: int) -> Labels:
    """Return the next layer of the sharp rule: every pixel takes the label that most pixels around it have.

    Parameters
    ----------
    labels
        A plane (rows, columns); it wraps round.
    radius
        Pixels up to this far to each side, up and down are asked, the pixel itself included: a square window.
    groups
        How many groups there are.

    Notes
    -----
    Unlabelled pixels do not vote. Between equals a pixel keeps its own label if it is among them, else the lowest
    number wins; where nobody votes it stays as it is. Nothing is left to chance.
    """
    radius = whole_number("radius", radius, least=1)
    if 2 * radius + 1 > min(labels.shape):
        raise ValueError(f"radius: a window of {2 * radius + 1} pixels is wider than the plane {labels.shape}")
    votes = np.stack([_window_sums(labels == group, radius) for group in range(1, groups + 1)])
    own = np.take_along_axis(votes, np.maximum(labels, 1)[None].astype(np.intp) - 1, axis=0)[0]
    most = votes.max(axis=0)
    keeps = (most == 0) | ((labels != UNLABELLED) & (own == most))
    return np.where(keeps, labels, votes.argmax(axis=0) + 1).astype(np.uint8)


def border_share(labels: Labels) -> float:
    """Return the share of labelled pixels that touch another group: 0 for none, small for smooth borders."""
    touching = np.zeros(labels.shape, dtype=bool)
    for axis in (0, 1):
        other = np.roll(labels, 1, axis=axis)
        differs = (other != labels) & (other != UNLABELLED) & (labels != UNLABELLED)
        touching |= differs | np.roll(differs, -1, axis=axis)
    labelled = int((labels != UNLABELLED).sum())
    return float(touching.sum() / labelled) if labelled else 0.0


def _window_sums(votes: NDArray[np.bool_], radius: int) -> NDArray[np.int32]:
    """Return how many are set in the square window around each pixel, by running sums along each axis."""
    sums = votes.astype(np.int32)
    for axis in (0, 1):
        wide = np.pad(sums, [(radius + 1, radius) if k == axis else (0, 0) for k in (0, 1)], mode="wrap")
        running = np.cumsum(wide, axis=axis, dtype=np.int32)
        count = votes.shape[axis]
        ahead, behind = np.arange(count) + 2 * radius + 1, np.arange(count)
        sums = running.take(ahead, axis) - running.take(behind, axis)
    return sums
