"""Labels on a plane, and the two rules by which a layer follows from the one before.

By the rule of label diffusion all pixels at once copy the label that their link brings; by the sharp rule every pixel
takes the label that most pixels around it have.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from nnlib.arrays import frozen
from nnlib.checks import whole_number

Labels = NDArray[np.uint8]
"""A plane (rows, columns): 0 where a pixel has no label, else the number of its group, from 1."""

UNLABELLED = 0

STEPS = frozen(np.array([[-1, 1, 0, 0], [0, 0, -1, 1]]))
"""The step (rows, columns) to the neighbour of each of the four directions, (2, 4): up, down, left, right."""


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
    way = (STEPS[0] * (size + 2) + STEPS[1]).astype(np.int32)
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


class MajorityVote:
    """The sharp rule, layer after layer, on the labels of layer 0; any of its layers can be asked for.

    Parameters
    ----------
    labels
        Layer 0.
    radius, groups
        As for :func:`vote`.
    layers
        How many layers follow layer 0.
    """

    def __init__(self, labels: Labels, radius: int, groups: int, layers: int) -> None:
        self.size, self.groups = len(labels), whole_number("groups", groups, least=1)
        self.radius, self.layers = whole_number("radius", radius, least=1), whole_number("layers", layers)
        seen = hashlib.sha256(labels.tobytes())
        seen.update(repr((self.radius, self.groups, self.layers)).encode())
        # All that determines the layers, for whoever keeps what was made of them.
        self.digest = seen.hexdigest()
        self._planes = [labels]

    def layer(self, t: int) -> Labels:
        """Return the labels of layer ``t``, 0 to ``layers``: (size, size), read-only."""
        if whole_number("layer", t) > self.layers:
            raise ValueError(f"layer: the last one is {self.layers}, got {t}")
        while len(self._planes) <= t:
            self._planes.append(frozen(vote(self._planes[-1], self.radius, self.groups)))
        return self._planes[t]

    def __deepcopy__(self, memo: object) -> MajorityVote:
        return self  # it never changes, and holds many layers


def border_pixels(labels: Labels) -> NDArray[np.bool_]:
    """Return which labelled pixels touch another group, (size, size)."""
    touching = np.zeros(labels.shape, dtype=bool)
    for axis in (0, 1):
        other = np.roll(labels, 1, axis=axis)
        differs = (other != labels) & (other != UNLABELLED) & (labels != UNLABELLED)
        touching |= differs | np.roll(differs, -1, axis=axis)
    return touching


def chessboard_share(labels: Labels) -> float:
    """Return how much more often a pixel has the label of those beside it corner to corner than edge to edge.

    Below 0 where regions are smooth. It is the difference of two shares of all pixels, from −1 to 1.
    """
    beside = [float((labels == np.roll(labels, 1, axis=axis)).mean()) for axis in (0, 1)]
    across = [float((labels == np.roll(labels, (1, way), axis=(0, 1))).mean()) for way in (-1, 1)]
    return sum(across) / 2 - sum(beside) / 2


def border_share(labels: Labels) -> float:
    """Return the share of labelled pixels that touch another group: 0 for none, small for smooth borders."""
    labelled = int((labels != UNLABELLED).sum())
    return float(border_pixels(labels).sum() / labelled) if labelled else 0.0


def _window_sums(votes: NDArray[np.bool_], radius: int) -> NDArray[np.int32]:
    """Return how many are set in the square window around each pixel."""
    width = 2 * radius + 1
    shares = uniform_filter(votes.astype(np.float64), width, mode="wrap")
    return np.rint(shares * width**2).astype(np.int32)
