"""A plot of curves that grow with the training: one for each thing measured, such as train and test, over the epochs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, Theme

MOST_POINTS = 240  # of a line: more than its pixels show nothing more
TICK = 22.0  # type of the figures on the axes
NICE = (1, 2, 2.5, 5)  # an axis ends at one of these, times a power of ten


class Plot(Painted):
    """A small plot with a title: its lines come as far as the epoch that is shown.

    Parameters
    ----------
    width, height
        The box, in design pixels.
    title
        What is measured.
    lines
        For each line its name and one figure an epoch; the first is that of epoch ``first``. The first line has the
        colour of the ink, the second that of answers, the third that of errors.
    axis_word
        What the axis of epochs counts.
    theme
        Colours and sizes.
    unit
        ``percent`` for shares of 1, on an axis from 0 to 100 %; ``number`` for anything from 0.
    first
        The epoch of each line's first figure: 1, as the metrics of a history, or 0 for lines that begin before
        training.
    log
        Whether the axis of epochs is logarithmic, which shows early changes and late ones alike.
    top
        Where the axis of a ``number`` ends; by default at the next round figure above all lines.

    Attributes
    ----------
    epoch
        How far the lines have come.
    """

    def __init__(
        self,
        width: float,
        height: float,
        title: str,
        lines: Mapping[str, ArrayLike],
        axis_word: str,
        theme: Theme = NIGHT,
        unit: str = "percent",
        first: int = 1,
        log: bool = False,
        top: float | None = None,
    ) -> None:
        super().__init__(width, height, theme)
        self.title, self.axis_word, self.unit, self.first, self.log = title, axis_word, unit, first, log
        self.names = tuple(lines)
        self.lines = tuple(np.asarray(line, dtype=float) for line in lines.values())
        self.last = first + len(self.lines[0]) - 1
        highest = max(float(line.max()) for line in self.lines)
        self.top = 1.0 if unit == "percent" else (top or round_above(highest))
        self.epoch = 0
        steps = np.geomspace if log else np.linspace
        begin = max(first, 1) if log else first
        grid = np.round(steps(begin, max(self.last, begin + 1), MOST_POINTS)).astype(int)
        self.grid = np.unique(grid[grid <= self.last])

    def show_epoch(self, epoch: int) -> None:
        """Let the lines come as far as ``epoch``."""
        self.epoch = epoch

    @property
    def colours(self) -> tuple[RGB, ...]:
        """The colours of the lines, in order."""
        theme = self.theme
        # In a theme whose answers are nearly as white as its ink, the second line takes the third's colour.
        near = max(abs(a - b) for a, b in zip(theme.ink, theme.answer, strict=True)) < 0.2
        others = (theme.error, theme.answer) if near else (theme.answer, theme.error)
        return (theme.ink, *others)[: len(self.lines)]

    def figure(self, value: float) -> str:
        """Return ``value`` as it is written on screen."""
        if self.unit == "percent":
            return f"{100 * value:.0f}%"
        return f"{value:.2f}" if value < 1000 else f"{value:.0e}"

    def draw(self, canvas: Canvas) -> None:
        """Paint title, figures, axes, and the lines as far as they have come."""
        plot = self._draw_head(canvas)
        self._draw_axes(canvas, plot)
        shown = min(self.epoch, self.last)
        if shown < self.first:
            return
        epochs = np.append(self.grid[self.grid < shown], shown)
        for line, colour in reversed(list(zip(self.lines, self.colours, strict=True))):
            points = np.column_stack([self._x(epochs, plot), self._y(line[epochs - self.first], plot)])
            canvas.polyline(points, 3.5, colour)
            x, y = points[-1].tolist()
            canvas.disc(x, y, 5.5, colour)

    def _draw_head(self, canvas: Canvas) -> tuple[float, float, float, float]:
        """Write the title, and the figure of each line at its right; return the plot's left, top, right, bottom."""
        width, height = self.design_size
        theme, size = self.theme, self.theme.small + 1
        shown = min(self.epoch, self.last)
        canvas.text(self.title, 0, size * 0.6, size, theme.muted)
        if shown >= self.first:
            texts = [
                f"{n} {self.figure(line[shown - self.first])}" for n, line in zip(self.names, self.lines, strict=True)
            ]
        else:
            texts = list(self.names)
        # Room for the widest figures, so that nothing moves while they change.
        widest = "100%" if self.unit == "percent" else self.figure(max(float(x.max()) for x in self.lines))
        room = [canvas.width_of(f"{name} {widest}", size, bold=True) for name in self.names]
        beside = canvas.width_of(self.title, size) + sum(room) + 22 * len(room) <= width
        x, y = width, size * 0.6 if beside else size * 1.9
        for text, wide, colour in reversed(list(zip(texts, room, self.colours, strict=True))):
            canvas.text(text, x, y, size, colour, align=1.0, bold=True)
            x -= wide + 22
        left = 12 + max(canvas.width_of(self._tick(v), TICK) for v in (self.top, self.top / 2))
        return left, y + size * 0.6 + 20, width - 6, height - 40

    def _tick(self, value: float) -> str:
        return f"{100 * value:.0f}%" if self.unit == "percent" else f"{value:g}"

    def _draw_axes(self, canvas: Canvas, plot: tuple[float, float, float, float]) -> None:
        left, _, right, bottom = plot
        theme = self.theme
        for value in (self.top, self.top / 2):
            y = float(self._y(np.array(value), plot))
            canvas.line((left, y), (right, y), 1.5, theme.highlight)
            canvas.text(self._tick(value), left - 8, y, TICK, theme.muted, align=1.0)
        canvas.line((left, bottom), (right, bottom), 2, theme.outline)
        word = canvas.text(self.axis_word, right + 6, bottom + 25, TICK, theme.muted, align=1.0)
        end = left - 30
        for tick in self._ticks():
            x, text = float(self._x(np.array(tick), plot)), f"{tick:,}"
            reach = canvas.width_of(text, TICK) / 2
            canvas.line((x, bottom), (x, bottom + 6), 2, theme.outline)
            if x - reach > end and x + reach < right - word - 10:
                canvas.text(text, x, bottom + 25, TICK, theme.muted, align=0.5)
                end = x + reach + 10

    def _ticks(self) -> Sequence[int]:
        """Return the epochs that are marked on the axis: powers of ten, or four or five round ones."""
        if self.log:
            return [10**k for k in range(len(str(self.last)))]
        pitch = max(1, int(round_above(self.last / 5)))
        return range(0 if self.first == 0 else pitch, self.last + 1, pitch)

    def _x(self, epochs: NDArray, plot: tuple[float, float, float, float]) -> NDArray:
        left, _, right, _ = plot
        if self.log:
            return left + (right - left) * np.log(np.maximum(epochs, 1)) / np.log(max(self.last, 2))
        # The axis begins at 0 even where the first figure is that of epoch 1.
        return left + (right - left) * np.asarray(epochs) / max(self.last, 1)

    def _y(self, values: NDArray, plot: tuple[float, float, float, float]) -> NDArray:
        _, top, _, bottom = plot
        return bottom - (bottom - top) * np.clip(values / self.top, 0, 1)


def round_above(value: float) -> float:
    """Return the next round figure at or above ``value``: 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(max(value, 1e-6)))
    return float(next((n * power for n in NICE if n * power >= value * (1 - 1e-9)), 10 * power))
