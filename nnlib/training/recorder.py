"""Which moments of learning are worth keeping? Those between which the weights have moved equally far."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from nnlib.arrays import Array

Point = Sequence[float] | Array  # all parameters end to end, as a list or an array


class Recorder:
    """Keeps the weights at the epochs asked for, and `room` times more whenever they have moved a little further.

    How far "a little" is cannot be known before training has ended. So it starts at nothing; each time
    the room is full the distance is doubled and what lies closer together is thrown away again.
    """

    def __init__(self, always: Iterable[int], room: int) -> None:
        self.always = frozenset(always)
        self.room = room
        self.kept: list[tuple[int, Array]] = []
        self.distance = 0.0
        self._last: Point = ()
        self._free = 0  # how many of the kept ones could be thrown away

    def wants(self, epoch: int) -> bool:
        """Whether this epoch has to be looked at."""
        return self.room > 0 or epoch in self.always

    def see(self, epoch: int, point: Point) -> None:
        """Keep a copy if the weights have moved far enough since the last one kept."""
        always = epoch in self.always
        if not always and not _far(point, self._last, self.distance):
            return
        copy = np.array(point, dtype=np.float64)
        self.kept.append((epoch, copy))
        self._last = point if isinstance(point, list) else copy
        self._free += not always
        if self._free > self.room:
            self._thin()

    def _thin(self) -> None:
        points = [point for _, point in self.kept]
        path = sum(float(np.linalg.norm(b - a)) for a, b in pairwise(points))
        self.distance = self.distance or path / (2.0 * len(points))
        while self._free > self.room:
            self.distance *= 2.0
            kept = self.kept[:1]
            for epoch, point in self.kept[1:]:
                if epoch in self.always or _far(point, kept[-1][1], self.distance):
                    kept.append((epoch, point))
            self.kept = kept
            self._free = sum(epoch not in self.always for epoch, _ in kept)
        self._last = self.kept[-1][1].tolist() if isinstance(self._last, list) else self.kept[-1][1]


def _far(point: Point, other: Point, distance: float) -> bool:
    """Whether the two points lie further apart than `distance` (Euclid's way)."""
    if isinstance(point, list):
        return math.dist(point, other) > distance
    return float(np.linalg.norm(np.subtract(point, other))) > distance
