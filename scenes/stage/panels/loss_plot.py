"""A plot of the cost while weights are moved: one of them alone, and all together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.panels.axis import Axis
from scenes.stage.panels.plot import Plot, Reach


class LossSlicePlot(Plot):
    """Two lines, each drawn as far as it has been tried.

    Parameters
    ----------
    title, axis_word
        What is measured, and what the axis counts.
    names
        Of the line of one weight and of that of all weights.
    distance
        How far the weights are moved at most.
    one
        The cost for evenly spaced places of the one weight, from ``-distance`` to ``distance``.
    every
        The cost for evenly spaced places of all weights, from 0 to ``distance``.

    Attributes
    ----------
    low, high, at
        How far the one weight has been tried down and up (as shares of the distance, -1 to 1), and where it is.
    way
        How far all weights have come, from 0 to 1; below 0 nothing of it is shown.
    """

    dot = 9.0
    early_names = False

    def __init__(
        self,
        width: float,
        height: float,
        title: str,
        axis_word: str,
        names: tuple[str, str],
        distance: float,
        one: ArrayLike,
        every: ArrayLike,
        theme: Theme = NIGHT,
    ) -> None:
        lines = dict(zip(names, (one, every), strict=True))
        super().__init__(width, height, title, lines, axis_word, theme, unit="number", first=0)
        self.x = Axis(-distance, distance)
        self.places = self.grids = tuple(
            np.linspace(begin, distance, len(line)) for begin, line in zip((-distance, 0.0), self.lines, strict=True)
        )
        self.low = self.high = self.at = 0.0
        self.way = -1.0

    def reach(self, which: int) -> Reach | None:
        """Return how far a line has been tried, or None for not at all."""
        if which:
            return Reach(0.0, self.way * self.x.high, self.way * self.x.high) if self.way >= 0 else None
        return Reach(self.low * self.x.high, self.high * self.x.high, self.at * self.x.high)
