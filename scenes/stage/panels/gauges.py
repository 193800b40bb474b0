"""Panels beside the network: the error bar, a counter, the learning curve, the time left to think.

A panel that follows a training has a method ``show_epoch(epoch)``; what it shows is then looked up, never computed
from what it showed before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, Theme


class Meter(Painted):
    """A labelled bar, with its figure: the average error.

    Parameters
    ----------
    label
        What is measured.
    values
        One figure from 0 to 1 for every epoch, index 0 before the first.

    Attributes
    ----------
    value
        The figure shown.
    """

    def __init__(
        self, width: float, height: float, label: str, values: Sequence[float], theme: Theme = NIGHT
    ) -> None:
        super().__init__(width, height, theme)
        self.label, self.value = label, float(values[0])
        self.values = np.asarray(values, dtype=float)

    def show_epoch(self, epoch: int) -> None:
        """Show the figure of ``epoch``."""
        self.value = float(self.values[epoch])

    def draw(self, canvas: Canvas) -> None:
        """Paint label, figure and bar."""
        width, height = self.design_size
        theme = self.theme
        figure = f"{100 * self.value:.1f} %"
        size = min(theme.body, 0.42 * height)
        canvas.text(figure, width, 0.28 * height, size * 1.08, theme.ink, align=1.0, bold=True)
        room = width - canvas.width_of(figure, size * 1.08, True) - 12
        fit = min(1.0, room / canvas.width_of(self.label, size * 0.92))
        canvas.text(self.label, 0, 0.28 * height, size * 0.92 * fit, theme.muted)
        bar = 0.24 * height
        canvas.box(0, 0.68 * height, width, bar, theme.highlight, radius=4)
        canvas.box(0, 0.68 * height, max(0.0, min(1.0, self.value)) * width, bar, theme.error, radius=4)


class Counter(Painted):
    """A labelled count of what has happened up to an epoch: the synapses that changed their sign.

    Parameters
    ----------
    label
        What is counted.
    epochs
        The epochs at which it happened, ascending.
    """

    def __init__(self, width: float, height: float, label: str, epochs: Sequence[int], theme: Theme = NIGHT) -> None:
        super().__init__(width, height, theme)
        self.label, self.count = label, 0
        self.epochs = np.asarray(epochs, dtype=int)

    def show_epoch(self, epoch: int) -> None:
        """Show how often it had happened when ``epoch`` ended."""
        self.count = int(np.searchsorted(self.epochs, epoch, side="right"))

    def draw(self, canvas: Canvas) -> None:
        """Paint label and count."""
        width, height = self.design_size
        theme = self.theme
        size = min(theme.body, 0.8 * height)
        figure = f"{self.count:,}"
        canvas.text(figure, width, height / 2, size * 1.08, theme.ink, align=1.0, bold=True)
        room = width - canvas.width_of(figure, size * 1.08, True) - 12
        fit = min(1.0, room / canvas.width_of(self.label, size * 0.92))
        canvas.text(self.label, 0, height / 2, size * 0.92 * fit, theme.muted)


class TimeBar(Painted):
    """A line that runs out while the viewer thinks; ``left`` goes from 1 to 0."""

    def __init__(self, width: float, height: float, theme: Theme = NIGHT) -> None:
        super().__init__(width, height, theme)
        self.left = 1.0

    def draw(self, canvas: Canvas) -> None:
        """Paint what is left of the line, in the middle of its place."""
        width, height = self.design_size
        reach = width * self.left
        canvas.box(0, 3, width, height - 6, self.theme.highlight, radius=3)
        canvas.box((width - reach) / 2, 3, reach, height - 6, self.theme.signal, radius=3)


class Curve(Painted):
    """A learning curve over a logarithmic axis of epochs: it shows early changes and late ones alike.

    Parameters
    ----------
    values
        One figure for every epoch, index 0 before the first.
    axis_word
        What the axis counts.

    Attributes
    ----------
    epoch
        How far the curve has come.
    """

    def __init__(
        self,
        width: float,
        height: float,
        values: Sequence[float],
        axis_word: str,
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        figures = np.asarray(values, dtype=float)
        self.axis_word, self.epoch = axis_word, 0
        self.last = len(figures) - 1
        self.top = max(0.1, float(np.ceil(figures.max() * 10 + 0.2) / 10))
        # An epoch for every few pixels of the axis is as many as anybody can see.
        grid = np.unique(np.round(np.geomspace(1, max(2, self.last), 160)).astype(int))
        self.grid = grid[grid <= self.last]
        self.figures = figures

    def show_epoch(self, epoch: int) -> None:
        """Let the curve come as far as ``epoch``."""
        self.epoch = epoch

    def _x(self, epoch: float | np.ndarray) -> np.ndarray:
        width, _ = self.design_size
        left = 62.0
        return left + (width - left - 8) * np.log10(np.maximum(epoch, 1)) / np.log10(max(self.last, 2))

    def _y(self, value: float | np.ndarray) -> np.ndarray:
        _, height = self.design_size
        return 14 + (height - 14 - 44) * (1 - np.asarray(value) / self.top)

    def draw(self, canvas: Canvas) -> None:
        """Paint the axes and the curve as far as it has come."""
        width, _ = self.design_size
        theme, bottom = self.theme, float(self._y(0))
        for value in (self.top, self.top / 2):
            canvas.line((62, float(self._y(value))), (width, float(self._y(value))), 1.5, theme.highlight)
            canvas.text(f"{100 * value:.0f}%", 54, float(self._y(value)), 22, theme.muted, align=1.0)
        canvas.line((62, bottom), (width, bottom), 2, theme.outline)
        decade, ticks_end = 1, 0.0
        word = canvas.width_of(self.axis_word, 22)
        while decade <= self.last:
            x = float(self._x(decade))
            canvas.line((x, bottom), (x, bottom + 7), 2, theme.outline)
            text = f"{decade:,}"
            reach = canvas.width_of(text, 22) / 2
            if x - reach > ticks_end and x + reach < width - word - 14:
                canvas.text(text, x, bottom + 24, 22, theme.muted, align=0.5)
                ticks_end = x + reach + 10
            decade *= 10
        canvas.text(self.axis_word, width, bottom + 24, 22, theme.muted, align=1.0)
        if self.epoch < 1:
            return
        epochs = np.append(self.grid[self.grid < self.epoch], self.epoch)
        points = np.column_stack([self._x(epochs), self._y(self.figures[epochs])])
        canvas.polyline(points, 4, theme.error)
        x, y = points[-1].tolist()
        canvas.disc(x, y, 6, theme.error)
        canvas.glow(x, y, 20, theme.error, 0.5)
