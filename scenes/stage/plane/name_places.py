"""Where the names of the classes stand on a map: on their own land, away from the lines, and on few points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, minimum_filter, uniform_filter

from scenes.stage.drawing.animation import progress
from scenes.stage.plane.window import COLUMNS, ROWS, Answers, certainty

CLEAR, FAR = 6.0, 90.0  # design pixels to the nearest line: no name stands nearer, and farther is no better
MOST_POINTS = 5.0  # a name covers no more of them

Place: TypeAlias = tuple[int, int] | None
"""The cell in the middle of a name: its row and its column; None where no place is fit."""


class NamePlaces:
    """The places of the names during a training, decided at some snapshots; between them names fade.

    Parameters
    ----------
    answers
        What the networks answer on the plane.
    sizes
        Width and height of each name, and of the room it leaves around it, in design pixels.
    area
        Width and height of the plane, in design pixels.
    points
        Where points lie, (n, 2) in shares of the window.
    stops
        The numbers of the snapshots at which places are decided, ascending.
    """

    def __init__(
        self,
        answers: Answers,
        sizes: Sequence[tuple[float, float]],
        area: tuple[float, float],
        points: NDArray[np.float64],
        stops: Sequence[int],
    ) -> None:
        self.answers, self.stops = answers, tuple(stops)
        self.cell = area[0] / COLUMNS, area[1] / ROWS
        # Rows and columns of cells that a name covers: odd numbers, so that one is in the middle.
        self.covers = [(_cells(high, self.cell[1]), _cells(wide, self.cell[0])) for wide, high in sizes]
        rows, columns = (points[:, ::-1] * (ROWS, COLUMNS)).astype(int).clip(0, (ROWS - 1, COLUMNS - 1)).T
        self.crowd = np.zeros((ROWS, COLUMNS))
        np.add.at(self.crowd, (rows, columns), 1.0)

    def __deepcopy__(self, memo: Any) -> NamePlaces:
        return self  # copies of a map have the same places

    def at(self, moment: float, winner: NDArray[np.int64]) -> list[tuple[int, int, int, float]]:
        """Return the names seen at a moment: class, row, column, and how visible each is, 0 to 1.

        Parameters
        ----------
        moment
            Counted in snapshots from the first.
        winner
            Which class wins at each cell then: a name is only seen where it is true.
        """
        after = int(np.searchsorted(self.stops, moment))
        before = max(0, after - 1)
        after = min(after, len(self.stops) - 1)
        one, other = self.stops[before], self.stops[after]
        share = (moment - one) / (other - one) if other > one else 0.0
        seen = []
        for label, (old, new) in enumerate(zip(self._decided[before], self._decided[after], strict=True)):
            going, coming = 1 - progress(share, 0.1, 0.5), progress(share, 0.5, 0.9)
            shares = {old: 1.0} if old == new else {old: going, new: coming}
            seen += [
                (label, *place, alpha * self._truth(winner == label, label, place))
                for place, alpha in shares.items()
                if place is not None and alpha > 0
            ]
        return seen

    def _truth(self, own: NDArray[np.bool_], label: int, place: tuple[int, int]) -> float:
        """Return how visible a name may be: not at all where much of what it covers is another's land."""
        high, wide = self.covers[label]
        row, column = place[0] - high // 2, place[1] - wide // 2
        return float(np.clip((own[row : row + high, column : column + wide].mean() - 0.7) / 0.25, 0, 1))

    @cached_property
    def _decided(self) -> list[list[Place]]:
        """The places of all names at each stop."""
        winners = [certainty(self.answers.of_snapshot(stop))[0] for stop in self.stops]
        each = [_steady([self._worth(winner == k, k) for winner in winners]) for k in range(len(self.covers))]
        return [list(places) for places in zip(*each, strict=True)]

    def _worth(self, own: NDArray[np.bool_], label: int) -> NDArray[np.float64]:
        """Return how good each place on a class's own land is, shape (ROWS, COLUMNS); -inf where none may stand."""
        high, wide = self.covers[label]
        if own.all():
            away = np.full(own.shape, FAR)
        else:
            away = minimum_filter(distance_transform_edt(own, sampling=self.cell[::-1]), (high, wide))
        points = uniform_filter(self.crowd, (high, wide), mode="constant") * high * wide
        rows, columns = np.ogrid[:ROWS, :COLUMNS]
        inside = (rows >= high // 2 + 2) & (rows < ROWS - high // 2 - 2)
        inside = inside & (columns >= wide // 2 + 2) & (columns < COLUMNS - wide // 2 - 2)
        corner = np.abs(2 * rows / ROWS - 1) + np.abs(2 * columns / COLUMNS - 1)  # names look best near the rim
        worth = np.minimum(away, FAR) / FAR + 0.4 * corner - 0.35 * points
        return np.where(inside & (away >= CLEAR) & (points <= MOST_POINTS + 0.5), worth, -np.inf)


def _steady(worths: list[NDArray[np.float64]]) -> list[Place]:
    """Return where a name stands at each stop: it goes and comes once at most.

    It keeps one place through as many stops on end as it can, and one before that from the first stop on.
    """
    runs = [_stay(worths[first:]) for first in range(len(worths))]
    lengths = [length for length, _ in runs]
    first = len(runs) - 1 - int(np.argmax(lengths[::-1]))  # of equally long ones the last
    found: list[Place] = [None] * len(worths)
    if first:
        length, place = _stay(worths[:first])
        found[:length] = [place] * length
    length, place = runs[first]
    found[first : first + length] = [place] * length
    return found


def _stay(worths: list[NDArray[np.float64]]) -> tuple[int, Place]:
    """Return through how many stops from the first one a name can keep one place, and the best such place."""
    length, place, least = 0, None, worths[0]
    for worth in worths:
        least = np.minimum(least, worth)
        row, column = np.unravel_index(int(least.argmax()), least.shape)
        if not np.isfinite(least[row, column]):
            break
        length, place = length + 1, (int(row), int(column))
    return length, place


def _cells(length: float, cell: float) -> int:
    """Return how many cells a length covers: an odd number."""
    return 2 * int(np.ceil(length / cell / 2)) + 1
