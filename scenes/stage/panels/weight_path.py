"""The path of one weight through zero, on a card of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from scenes.config.number_format import formatted, tick
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, Theme, blend
from scenes.stage.panels.axis import round_above

TYPE, FIGURE = 26.0, 34.0  # of words and of the weight's figures
INSET = 30.0


class WeightPath(Painted):
    """How a weight has come from its first value to its last, at the ends of epochs and within them.

    Parameters
    ----------
    title, axis_word
        What is written above, and what the axis counts.
    epochs, weights
        Epochs and the weight at the end of each.
    within
        The weight after every update, shape (n, 2) with the time in epochs first; empty where it is not known.
    marked
        The epochs that have a dot.

    Attributes
    ----------
    drawn
        How far the path has come, 0 to 1.
    """

    fixed_in_frame = True

    def __init__(
        self,
        width: float,
        height: float,
        title: str,
        axis_word: str,
        epochs: Sequence[int],
        weights: ArrayLike,
        within: ArrayLike = (),
        marked: Sequence[int] = (),
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.title, self.axis_word, self.marked = title, axis_word, tuple(marked)
        self.epochs, self.weights = np.array(epochs, dtype=float), np.array(weights, dtype=float)
        self.within = np.array(within, dtype=float).reshape(-1, 2)
        every = np.concatenate([self.weights, self.within[:, 1]])
        reach = float(np.ptp(np.append(every, 0.0)))
        self.low, self.high = float(min(every.min(), 0) - 0.08 * reach), float(max(every.max(), 0) + 0.12 * reach)
        self.drawn = 0.0

    def point(self, plot: Box, epoch: float, weight: float) -> tuple[float, float]:
        """Return where a weight at a time stands in the plot."""
        first, last = self.epochs[0], self.epochs[-1]
        across = (epoch - first) / max(last - first, 1e-9)
        return plot.x + plot.width * float(across), plot.y + plot.height * self._down(weight)

    def _down(self, weight: float) -> float:
        return float((self.high - weight) / (self.high - self.low))

    def colour(self, weight: float) -> RGB:
        """Return the colour of a weight's sign."""
        return self.theme.positive if weight > 0 else self.theme.negative

    def draw(self, canvas: Canvas) -> None:
        """Paint the card, the axes, and the path as far as it has come."""
        theme, (width, height) = self.theme, self.design_size
        canvas.box(0, 0, width, height, theme.panel, radius=14)
        canvas.text(self.title, INSET, 40, TYPE, theme.muted)
        first, last = (formatted(w, "+.2f" if abs(w) >= 0.095 else "+.3f") for w in self.weights[[0, -1]].tolist())
        round_low = self._round_mark()
        left = INSET + max(canvas.width_of(text, TYPE) for text in ("0", tick(round_low))) + 14
        right = width - INSET - canvas.width_of(last, FIGURE, bold=True) - 26
        narrow = right - left < 0.4 * width
        plot = Box(left, 72, (width - INSET - 12 if narrow else right) - left, height - 72 - 62)
        self._draw_axes(canvas, plot, round_low)
        end = self.epochs[0] + (self.epochs[-1] - self.epochs[0]) * self.drawn
        context = canvas.context
        context.save()
        context.rectangle(0, 0, self.point(plot, end, 0.0)[0] + (2 if self.drawn < 1 else 12), height)
        context.clip()
        if len(self.within):
            fine = np.array([self.point(plot, *each) for each in self.within.tolist()])
            canvas.polyline(fine, 1.6, blend(theme.panel, theme.ink, 0.45))
        path = [self.point(plot, e, w) for e, w in zip(self.epochs.tolist(), self.weights.tolist(), strict=True)]
        for k, weight in enumerate(self.weights[1:].tolist()):
            canvas.polyline(np.array(path[k : k + 2]), 4.0, self.colour(weight))
        context.restore()
        for epoch in self.marked:
            if epoch <= end + 1e-9:
                self._draw_dot(canvas, plot, epoch)
        x, y = path[0]
        beside = y - 0.8 * FIGURE if self.weights[0] > 0 else y + 4
        canvas.text(first, x + 24, beside, FIGURE - 6, self.colour(self.weights[0]), bold=True)
        if self.drawn >= 1:
            (x, y), colour = path[-1], self.colour(self.weights[-1])
            if narrow:
                canvas.text(last, x, y - FIGURE, FIGURE, colour, align=1.0, bold=True)
            else:
                canvas.text(last, x + 26, y, FIGURE, colour, bold=True)

    def _round_mark(self) -> float:
        """Return a round weight to mark on the axis, on the side of the first."""
        far = float(self.weights[np.abs(self.weights).argmax()])
        return float(np.copysign(round_above(abs(far) / 2), far))

    def _draw_axes(self, canvas: Canvas, plot: Box, mark: float) -> None:
        theme, zero = self.theme, plot.y + plot.height * self._down(0.0)
        ground = theme.panel
        canvas.box(plot.x, plot.y, plot.width, zero - plot.y, blend(ground, theme.positive, 0.16))
        canvas.box(plot.x, zero, plot.width, plot.bottom - zero, blend(ground, theme.negative, 0.12))
        canvas.line((plot.x, zero), (plot.right + 10, zero), 2, theme.muted)
        canvas.text("0", plot.x - 14, zero, TYPE, theme.ink, align=1.0, bold=True)
        if self.low < mark < self.high:
            canvas.text(
                tick(mark), plot.x - 14, plot.y + plot.height * self._down(mark), TYPE, theme.muted, align=1.0
            )
        first, last = int(self.epochs[0]), int(self.epochs[-1])
        # The word stands after the last number, or before it where there is no room.
        word, number = canvas.width_of(self.axis_word, TYPE), canvas.width_of(formatted(last, ","), TYPE)
        after = plot.right + number / 2 + 18
        if inside := after + word > self.design_size[0] - 10:
            after = plot.right - number / 2 - 18 - word
        canvas.text(self.axis_word, after, plot.bottom + 34, TYPE, theme.muted)
        middle = [] if inside else [e for e in self.marked if e == round((first + last) / 2)]
        for epoch in (first, *middle, last):
            text, x = formatted(epoch, ","), self.point(plot, epoch, 0.0)[0]
            canvas.text(text, x, plot.bottom + 34, TYPE, theme.muted, align=0.5)

    def _draw_dot(self, canvas: Canvas, plot: Box, epoch: int) -> None:
        weight = float(self.weights[int(np.searchsorted(self.epochs, epoch))])
        (x, y), theme, last = self.point(plot, epoch, weight), self.theme, epoch == self.epochs[-1]
        if last:
            canvas.glow(x, y, 36, self.colour(weight), 0.8)
        canvas.disc(x, y, 11 if last else 8, blend(theme.panel, self.colour(weight), 1.0 if last else 0.75))
        canvas.ring(x, y, 11 if last else 8, 2.5, theme.ink if last else self.colour(weight))
