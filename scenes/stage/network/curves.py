"""The way of each synapse: a straight line between its neurons, or in a dense network a curve with level ends.

A curve leaves its source and meets its target along the way from layer to layer, so that many of them can be told
apart at both neurons. All are cubic Bézier curves, straight ones too: four points, shape (..., 4, 2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.network.layout import Layout

Curves = NDArray[np.float64]

BEND, LEAST_BEND = 0.5, 0.2  # of the way from layer to layer: how long a curve keeps its direction
STEEP = 0.35  # a way by how far its curves lead aside: below it they bend less, or they would lie flat on one another
INSET = 0.96  # of a radius: where a line ends in its neuron's disc
DEEP_INSET = 0.5  # and a curve, since in a dense network neurons may shrink


def synapse_curves(layout: Layout, layer: int, between_centres: bool = False) -> Curves:
    """Return the way of each synapse of a layer from its source to its target, shape (drawn, drawn, 4, 2).

    It begins and ends where its line is seen, or where ``between_centres`` in the middle of the neurons.
    """
    seen = 0.0 if between_centres else 1.0
    source, target = layout.places[layer][:, None, :], layout.places[layer + 1][None, :, :]
    way = target - source
    if layout.dense:
        along = np.array((0.0, 1.0) if layout.standing else (1.0, 0.0))
        inset = seen * along * layout.radius * DEEP_INSET
        start, end = source + inset, target - inset
        length = float(np.abs((end - start) @ along).max())
        aside = float(np.abs((end - start) @ along[::-1]).max())
        bend = max(LEAST_BEND, BEND * min(1.0, length / max(STEEP * aside, 1e-9)))
        lever = along * bend * length
    else:
        inset = seen * way / np.linalg.norm(way, axis=2, keepdims=True) * layout.radius * INSET
        start, end = source + inset, target - inset
        lever = (end - start) / 3
    return np.stack(np.broadcast_arrays(start, start + lever, end - lever, end), axis=2)


def point_at(curves: Curves, share: ArrayLike) -> NDArray[np.float64]:
    """Return the point of each curve at a share of its way, one for all or one each, shape (..., 2)."""
    t = np.asarray(share, dtype=float)
    return _blossom(curves, t, t, t)


def direction_at(curves: Curves, share: ArrayLike) -> NDArray[np.float64]:
    """Return where each curve leads to at a share of its way, as vectors of length 1, shape (..., 2)."""
    t = np.asarray(share, dtype=float)
    steps = np.diff(curves, axis=-2)
    one, two, three = (steps[..., k, :] for k in range(3))
    a, b = (1 - t)[..., None], t[..., None]
    slope = a * a * one + 2 * a * b * two + b * b * three
    length: NDArray[np.float64] = np.linalg.norm(slope, axis=-1, keepdims=True)
    return slope / np.maximum(length, 1e-12)


def stretch(curves: Curves, start: ArrayLike, stop: ArrayLike) -> Curves:
    """Return the part of each curve from one share of its way to another, as curves of their own."""
    s, t = np.asarray(start, dtype=float), np.asarray(stop, dtype=float)
    return np.stack([_blossom(curves, *at) for at in ((s, s, s), (s, s, t), (s, t, t), (t, t, t))], axis=-2)


def _blossom(curves: Curves, *shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what is left of four points that are blended with their neighbours three times (de Casteljau)."""
    points = curves
    for share in shares:
        u = share[..., None, None]
        points = points[..., :-1, :] + (points[..., 1:, :] - points[..., :-1, :]) * u
    return points[..., 0, :]
