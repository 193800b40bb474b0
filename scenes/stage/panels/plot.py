"""A plot of curves that grow with the training: one for each thing measured, such as train and test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scenes.config.number_format import figure, formatted
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, SMALLEST_TYPE, Theme
from scenes.stage.panels.axis import Axis, round_above, share_below

MOST_POINTS = 240  # of a line: more than its pixels show nothing more
TICK = SMALLEST_TYPE  # type of the figures on the axes


class Reach(NamedTuple):
    """From where to where a line is seen, and where its dot stands, all on the axis below."""

    low: float
    high: float
    at: float


class Plot(Painted):
    """A small plot with a title: its lines come as far as the epoch that is shown.

    Parameters
    ----------
    width, height
        The box, in design pixels.
    title
        What is measured; where it is empty nothing is written above the plot, no names and no figures.
    lines
        For each line its name and one figure an epoch; the first is that of epoch ``first``. The first line has the
        colour of the ink, the second that of answers, the third that of errors.
    axis_word
        What the axis of epochs counts.
    theme
        Colours and sizes.
    unit
        ``percent`` for shares of 1; ``number`` for anything from 0.
    first
        The epoch of each line's first figure: 1, as the metrics of a history, or 0 for lines that begin before
        training.
    log
        Whether the axis of epochs is logarithmic, which shows early changes and late ones alike.
    bottom, top
        Where the axis of figures begins and ends. By default shares end at 100 % and begin at a multiple of 20 %
        below all lines, so that these can be told apart; with a ``top``, and for numbers, the axis begins at 0, and
        numbers end at the next round figure above all lines.
    colour
        The colour of the theme that the first line has.

    Raises
    ------
    ValueError
        For another unit, and for figures above 1 where they are drawn as shares up to 100 %.

    Attributes
    ----------
    x, y
        The axes.
    epoch
        How far the lines have come.
    """

    dot = 5.5  # where a line has come to
    early_names = True  # whether lines are named before there is anything of them

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
        bottom: float | None = None,
        top: float | None = None,
        colour: str = "ink",
    ) -> None:
        super().__init__(width, height, theme)
        self.title, self.axis_word, self.first, self.colour = title, axis_word, first, colour
        self.names = tuple(lines)
        self.lines = tuple(np.asarray(line, dtype=float) for line in lines.values())
        self.highest = max(float(line.max()) for line in self.lines)
        self.last = first + len(self.lines[0]) - 1
        percent = unit == "percent"
        if unit not in ("percent", "number"):
            raise ValueError(f"unit {unit!r} is unknown; write percent (for shares of 1) or number")
        if percent and top is None and self.highest > 1:
            raise ValueError(f'a share is at most 1, and here is {self.highest:g}; write unit="number"')
        # The axis begins at 0 even where the first figure is that of epoch 1.
        self.x = Axis(1, max(self.last, 2), log) if log else Axis(0, max(self.last, 1))
        if bottom is None:
            bottom = share_below(self.lines) if percent and top is None else 0.0
        self.y = Axis(bottom, top or (1.0 if percent else round_above(self.highest)), percent=percent)
        self.places = tuple(np.arange(first, self.last + 1, dtype=float) for _ in self.lines)
        steps = np.geomspace if log else np.linspace
        begin = max(first, 1) if log else first
        grid = np.round(steps(begin, max(self.last, begin + 1), MOST_POINTS)).astype(int)
        self.grids = tuple(np.unique(grid[grid <= self.last]) for _ in self.lines)
        self.epoch = 0

    def show_epoch(self, epoch: int) -> None:
        """Let the lines come as far as ``epoch``."""
        self.epoch = epoch

    def reach(self, which: int) -> Reach | None:
        """Return how much of a line is seen, or None for nothing."""
        shown = min(self.epoch, self.last)
        begin = min(shown, max(self.first, self.x.low))
        return Reach(begin, shown, shown) if shown >= self.first else None

    @property
    def colours(self) -> tuple[RGB, ...]:
        """The colours of the lines, in order."""
        theme = self.theme
        # In a theme whose answers are nearly as white as its ink, the second line takes the third's colour.
        near = max(abs(a - b) for a, b in zip(theme.ink, theme.answer, strict=True)) < 0.2
        others = (theme.error, theme.answer) if near else (theme.answer, theme.error)
        return (getattr(theme, self.colour), *others)[: len(self.lines)]

    def figure(self, value: float) -> str:
        """Return ``value`` as it is written on screen."""
        if self.y.percent:
            return formatted(value, ".0%")
        return figure(value)

    def draw(self, canvas: Canvas) -> None:
        """Paint title, figures, axes, and the lines as far as they have come."""
        plot = self._plot_below(canvas, self._draw_head(canvas) if self.title else 14.0)
        self._draw_figures_axis(canvas, plot)
        self._draw_epochs_axis(canvas, plot)
        for which, colour in reversed(list(enumerate(self.colours))):
            reach, grid = self.reach(which), self.grids[which]
            if reach is None:
                continue
            places = np.array([reach.low, *grid[(grid > reach.low) & (grid < reach.high)], reach.high, reach.at])
            shares = self.x.share(places), self.y.share(np.interp(places, self.places[which], self.lines[which]))
            points = np.column_stack([plot.x + plot.width * shares[0], plot.bottom - plot.height * shares[1]])
            canvas.polyline(points[:-1], 3.5, colour)
            x, y = points[-1].tolist()
            canvas.disc(x, y, self.dot, colour)
        self.draw_marks(canvas, plot)

    def draw_marks(self, canvas: Canvas, plot: Box) -> None:
        """Mark something on the lines, in a subclass that does; ``plot`` is the box between the axes."""

    def _draw_head(self, canvas: Canvas) -> float:
        """Write the title, and the figure of each line at its right or below; return where the plot may begin."""
        width, _ = self.design_size
        theme, size = self.theme, self.theme.small + 1
        canvas.text(self.title, 0, size * 0.6, size, theme.muted)
        # Room for the widest figures, so that nothing moves while they change.
        widest = "100%" if self.y.percent else self.figure(self.highest)
        room = [canvas.width_of(f"{name} {widest}", size, bold=True) for name in self.names]
        wide = sum(room) + 22 * (len(room) - 1)
        beside = canvas.width_of(self.title, size) + 22 + wide <= width
        pitch = 0.0 if wide <= width else size * 1.3  # one under the other where a row is too narrow for all
        x, y = width, size * 0.6 if beside else size * 1.9
        for which, colour in reversed(list(enumerate(self.colours))):
            text, reach = self.names[which], self.reach(which)
            if reach is not None:
                now = float(np.interp(reach.at, self.places[which], self.lines[which]))
                text = f"{text} {self.figure(now)}"
            if reach is not None or self.early_names:
                canvas.text(text, x, y + which * pitch, size, colour, align=1.0, bold=True)
            x -= 0 if pitch else room[which] + 22
        return y + (len(room) - 1) * pitch + size * 0.6 + 20

    @property
    def _word_below(self) -> bool:
        """Whether the axis' word stands below its numbers: one on both sides of 0 has them at both ends."""
        return self.x.low < 0

    def _plot_below(self, canvas: Canvas, top: float) -> Box:
        width, height = self.design_size
        # Shares and numbers stand below each other: their axes begin at the same place.
        left = 12 + max(canvas.width_of(text, TICK) for text in ("100%", *map(self.y.text, self._marked)))
        return Box(left, top, width - 6 - left, height - (66 if self._word_below else 40) - top)

    @property
    def _marked(self) -> list[float]:
        """The figures that are written beside the axis: where it begins, too, if that is not 0."""
        low, high = self.y.low, self.y.high
        return [high, (low + high) / 2, *([low] if low > 0 else [])]

    def _draw_figures_axis(self, canvas: Canvas, plot: Box) -> None:
        for value in self._marked:
            y = plot.bottom - plot.height * float(self.y.share(value))
            canvas.line((plot.x, y), (plot.right, y), 1.5, self.theme.highlight)
            canvas.text(self.y.text(value), plot.x - 8, y, TICK, self.theme.muted, align=1.0)

    def _draw_epochs_axis(self, canvas: Canvas, plot: Box) -> None:
        theme, bottom, right = self.theme, plot.bottom, plot.right
        canvas.line((plot.x, bottom), (right, bottom), 2, theme.outline)
        if self._word_below:
            canvas.text(self.axis_word, plot.x + plot.width / 2, bottom + 50, TICK, theme.muted, align=0.5)
            room = right
        else:
            room = right - canvas.text(self.axis_word, right + 6, bottom + 25, TICK, theme.muted, align=1.0) - 10
        end = plot.x - 30
        for mark in self.x.marks():
            if 0 <= mark < self.first:
                continue
            share, text = float(self.x.share(mark)), self.x.text(mark)
            x = plot.x + plot.width * share
            align = share if self._word_below else 0.5
            reach = canvas.width_of(text, TICK)
            canvas.line((x, bottom), (x, bottom + 6), 2, theme.outline)
            if x - align * reach > end and x + (1 - align) * reach <= room:
                canvas.text(text, x, bottom + 25, TICK, theme.muted, align=align)
                end = x + (1 - align) * reach + 10
