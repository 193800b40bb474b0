"""A plot of the cost while weights are moved: one of them alone, and all together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from scenes.config.number_format import number
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
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
    best
        How clearly the lowest place of the one weight is marked, from 0 to 1: a ring closes in on it.
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
        self.best = 0.0

    def reach(self, which: int) -> Reach | None:
        """Return how far a line has been tried, or None for not at all."""
        if which:
            return Reach(0.0, self.way * self.x.high, self.way * self.x.high) if self.way >= 0 else None
        return Reach(self.low * self.x.high, self.high * self.x.high, self.at * self.x.high)

    def draw_marks(self, canvas: Canvas, plot: Box) -> None:
        """Ring the lowest place of the one weight, and write the cost there."""
        if self.best <= 0:
            return
        lowest = int(self.lines[0].argmin())
        share, cost = float(self.x.share(self.places[0][lowest])), float(self.lines[0][lowest])
        x, y = plot.x + plot.width * share, plot.bottom - plot.height * float(self.y.share(cost))
        colour, radius = self.colours[0], 16 + 90 * (1 - self.best)
        canvas.ring(x, y, radius, 3.5, colour, min(1.0, 2 * self.best))
        size = self.theme.small + 1
        canvas.text(number(cost), x, y - 24 - size / 2, size, colour, max(0.0, 2 * self.best - 1), share, bold=True)
