"""Panels beside the network: the error bar, a counter, the time left to think.

A panel that follows a training has a method ``show_epoch(epoch)``; what it shows is then looked up, never computed
from what it showed before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.config.number_format import formatted
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
        _draw_figure(canvas, self, formatted(self.value, ".1%"), 0.28 * height, min(theme.body, 0.42 * height))
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
        _, height = self.design_size
        _draw_figure(canvas, self, formatted(self.count, ","), height / 2, min(self.theme.body, 0.8 * height))


def _draw_figure(canvas: Canvas, gauge: Meter | Counter, figure: str, y: float, size: float) -> None:
    width, theme = gauge.design_size[0], gauge.theme
    reach = canvas.text(figure, width, y, size * 1.08, theme.ink, align=1.0, bold=True)
    fit = min(1.0, (width - reach - 12) / canvas.width_of(gauge.label, size * 0.92))
    canvas.text(gauge.label, 0, y, size * 0.92 * fit, theme.muted)


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
