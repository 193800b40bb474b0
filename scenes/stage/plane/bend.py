"""Where a line between classes bends most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

STEPS = 6  # places along a reach at which a line is asked for its bend


class Bend(NamedTuple):
    """A place on a line, and by how many degrees the line turns there."""

    x: float
    y: float
    degrees: float


def sharpest_bend(lines: Iterable[NDArray[np.float64]], reach: float, width: float, height: float) -> Bend | None:
    """Return where lines turn most, or None where none is long enough to tell.

    Parameters
    ----------
    lines
        Points (n, 2) of each, from (0, 0) to (width, height).
    reach
        How far before and behind a place the directions are compared; nearer to the rim no place is asked.
    """
    found: list[Bend] = []
    for line in lines:
        way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        stops = np.arange(0.0, way[-1], reach / STEPS)
        points = np.column_stack([np.interp(stops, way, line[:, k]) for k in (0, 1)])
        steps = points[STEPS:] - points[:-STEPS]
        before, after, places = steps[:-STEPS], steps[STEPS:], points[STEPS:-STEPS]
        directions = np.arctan2(after[:, 1], after[:, 0]) - np.arctan2(before[:, 1], before[:, 0])
        turns = np.abs((np.degrees(directions) + 180) % 360 - 180)
        inside = (np.minimum(places, (width, height) - places) > reach).all(axis=1)
        found += [Bend(*bend) for bend in np.column_stack([places, turns])[inside].tolist()]
    return max(found, key=lambda bend: bend.degrees, default=None)
