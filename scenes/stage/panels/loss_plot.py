"""A plot of the cost while weights are moved: one of them alone, and all together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.panels.plot import TICK, round_above


class LossSlicePlot(Painted):
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
        super().__init__(width, height, theme)
        self.title, self.axis_word, self.names, self.distance = title, axis_word, names, distance
        self.one, self.every = np.asarray(one, dtype=float), np.asarray(every, dtype=float)
        self.top = round_above(float(max(self.one.max(), self.every.max())))
        self.low = self.high = self.at = 0.0
        self.way = -1.0

    def draw(self, canvas: Canvas) -> None:
        """Paint axes, lines, and a dot where the weights are."""
        width, height = self.design_size
        theme, size = self.theme, self.theme.small + 1
        canvas.text(self.title, 0, size * 0.6, size, theme.muted)
        left = 14 + max(canvas.width_of(f"{v:g}", TICK) for v in (self.top, self.top / 2))
        plot = left, 3.6 * size, width - 12, height - 66
        self._draw_axes(canvas, plot)
        self._line(canvas, plot, np.linspace(-1, 1, len(self.one)), self.one, (self.low, self.high), self.at, 0)
        if self.way >= 0:
            self._line(canvas, plot, np.linspace(0, 1, len(self.every)), self.every, (0.0, self.way), self.way, 1)

    def _draw_axes(self, canvas: Canvas, plot: tuple[float, float, float, float]) -> None:
        left, _, right, bottom = plot
        theme = self.theme
        for value in (self.top, self.top / 2):
            y = self._y(value, plot)
            canvas.line((left, y), (right, y), 1.5, theme.highlight)
            canvas.text(f"{value:g}", left - 8, y, TICK, theme.muted, align=1.0)
        canvas.line((left, bottom), (right, bottom), 2, theme.outline)
        for share in (-1, 0, 1):
            x = self._x(share, plot)
            canvas.line((x, bottom), (x, bottom + 6), 2, theme.outline)
            text = f"{share * self.distance:+g}".replace("-", "−") if share else "0"
            canvas.text(text, x, bottom + 22, TICK, theme.muted, align=(share + 1) / 2)
        canvas.text(self.axis_word, (left + right) / 2, bottom + 50, TICK, theme.muted, align=0.5)

    def _line(
        self,
        canvas: Canvas,
        plot: tuple[float, float, float, float],
        places: np.ndarray,
        costs: np.ndarray,
        tried: tuple[float, float],
        at: float,
        which: int,
    ) -> None:
        colour = (self.theme.ink, self.theme.answer)[which]
        low, high = tried
        xs = np.unique([low, *places[(places > low) & (places < high)].tolist(), high])
        points = np.array([[self._x(x, plot), self._y(float(np.interp(x, places, costs)), plot)] for x in xs])
        canvas.polyline(points, 4, colour)
        now = float(np.interp(at, places, costs))
        canvas.disc(self._x(at, plot), self._y(now, plot), 9, colour)
        # The names stand above the plot, each with the cost of this moment.
        size = self.theme.small + 1
        text = f"{self.names[which]} {now:.2f}"
        width, _ = self.design_size
        x, align = ((plot[0], 0.0), (width, 1.0))[which]
        canvas.text(text, x, 2.0 * size, size, colour, align=align, bold=True)

    def _x(self, share: float, plot: tuple[float, float, float, float]) -> float:
        return plot[0] + (plot[2] - plot[0]) * (share + 1) / 2

    def _y(self, value: float, plot: tuple[float, float, float, float]) -> float:
        return plot[3] + (plot[1] - plot[3]) * value / self.top
