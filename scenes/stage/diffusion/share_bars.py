"""How much of the plane is whose: a bar for each group, a tick at its share of the points, and what is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from nnlib import LabelDiffusion
from scenes.config.number_format import formatted
from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, SMALLEST_TYPE, Theme

TALLEST_ROW = 124.0  # design pixels
RECEDED = 0.3  # their opacity while nobody speaks of them
NARROW = 500.0  # below this width figures stand without words

Row: TypeAlias = tuple[int | None, str, RGB, float, float | None]
"""A row's class, name, colour, share of the plane, and that of the points, where its tick stands; None for none."""


class ShareBars(Painted):
    """Bars that follow the layers of a run; the whole width is the whole plane.

    Before there are layers they show the shares of the points, where later the ticks stand.

    Parameters
    ----------
    run
        Whose shares they are.
    names
        The name of each group.
    empty, of_plane, of_points
        Words for the pixels without a label, for the bars, and for the ticks.

    Attributes
    ----------
    layer
        The layer whose shares are shown.
    areas
        How far the shares of the plane have taken the place of those of the points, 0 to 1.
    marked, mark
        A group (from 1) whose row stands out, 0 for none, and how much the others step back, 0 to 1; its tick then
        has a figure.
    """

    recedes_as_one = True

    def __init__(
        self,
        width: float,
        height: float,
        run: LabelDiffusion,
        names: Sequence[str],
        empty: str,
        of_plane: str,
        of_points: str,
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.run, self.names = run, tuple(names)
        self.empty, self.of_plane, self.of_points = empty, of_plane, of_points
        self.layer, self.areas = 0, 1.0
        self.marked, self.mark = 0, 0.0

    def show_layer(self, layer: int) -> None:
        """Show the shares of ``layer``."""
        self.layer = layer

    def draw(self, canvas: Canvas) -> None:
        """Paint a row for each group, the empty pixels below them, and what bar and tick mean."""
        width, height = self.design_size
        theme = self.theme
        signs = 84.0 if width < NARROW else 44.0
        shares, priors = (part.tolist() for part in (self.run.shares[self.layer], self.run.point_shares))
        each = zip(self.names, theme.classes, shares, priors, strict=False)
        rows: list[Row] = [(label, *row) for label, row in enumerate(each)]
        rows.append((None, self.empty, theme.ground, float(self.run.unlabelled[self.layer]), None))
        # What is empty gets its row with the shares of the plane: until then the others have its room.
        pitch = min(TALLEST_ROW, (height - signs) / (len(priors) + progress(self.areas, 0, 1)))
        for k, row in enumerate(rows):
            marked = k + 1 == self.marked
            alpha = 1.0 if marked else 1 - 0.72 * self.mark
            alpha *= 1.0 if k < len(priors) else max(0.0, 2 * self.areas - 1)
            self._draw_row(canvas, k * pitch, pitch, row, alpha, self.mark if marked else 0.0)
        self._draw_signs(canvas, height - signs, signs)

    def _draw_row(self, canvas: Canvas, top: float, pitch: float, row: Row, alpha: float, figure: float) -> None:
        """Paint the name, the figure and the bar of one row, and as visible as ``figure`` that of its tick."""
        width, _ = self.design_size
        theme, (label, name, colour, share, prior) = self.theme, row
        size = min(theme.body, max(SMALLEST_TYPE, 0.32 * pitch))
        # All names in one size, the largest in which each leaves room for its figure.
        longest = max(canvas.width_of(words, size) for words in (*self.names, self.empty))
        reach = 0.8 * size + longest + canvas.width_of("< 0.01 %", size * 1.06, True)
        size *= min(1.0, (width - 28) / reach)
        line, swatch = top + 0.25 * pitch, 0.8 * size
        if label is None:
            canvas.outline(1, line - swatch / 2 + 1, swatch - 2, swatch - 2, 2, theme.outline, alpha)
        else:
            canvas.mark(label, swatch / 2, line, 0.42 * swatch, colour, alpha)
        end = swatch + 14 + canvas.text(name, swatch + 14, line, size, theme.ink, alpha)
        # One figure is gone before the other comes.
        before, now = max(0.0, 1 - 2 * self.areas), max(0.0, 2 * self.areas - 1)
        canvas.text(_percent(share), width, line, size * 1.06, theme.ink, alpha * now, 1.0, bold=True)
        if prior is not None:
            canvas.text(_percent(prior), width, line, size * 1.06, theme.ink, alpha * before, 1.0, bold=True)
        bar, high = top + 0.5 * pitch, 0.24 * pitch
        canvas.box(0, bar, width, high, theme.highlight, alpha, radius=4)
        start = share if prior is None else prior
        if (filled := start + (share - start) * self.areas) > 0:
            fill = theme.muted if prior is None else colour
            canvas.box(0, bar, max(2.0, filled * width), high, fill, alpha, radius=4)
        if prior is not None:
            x = min(width - 2, max(2.0, prior * width))
            canvas.box(x - 4.5, bar - 5, 9, high + 10, theme.panel, alpha, radius=3)
            canvas.box(x - 2.5, bar - 4, 5, high + 8, theme.ink, alpha, radius=2)
            told, below = _percent(prior), bar + high + 17
            if below + 0.5 * SMALLEST_TYPE > top + 1.1 * pitch:  # there stands the next row
                below, x = line, max(x, end + 14 + canvas.width_of(told, SMALLEST_TYPE, True) / 2)
            canvas.text(told, x, below, SMALLEST_TYPE, theme.ink, figure, 0.5, bold=True)

    def _draw_signs(self, canvas: Canvas, top: float, height: float) -> None:
        """Say what a bar is and what a tick, on one line, or on two where the panel is narrow."""
        width, _ = self.design_size
        theme = self.theme
        points, plane = (canvas.width_of(words, SMALLEST_TYPE) for words in (self.of_points, self.of_plane))
        narrow = points + plane + 110 > width
        x, y = 0.0, top + (0.3 if narrow else 0.6) * height
        canvas.box(x + 11, y - 14, 5, 28, theme.ink, radius=2)
        canvas.text(self.of_points, x + 38, y, SMALLEST_TYPE, theme.muted)
        x, y = (x, y + 0.42 * height) if narrow else (x + points + 70, y)
        if self.areas > 0:
            canvas.box(x, y - 8, 27, 16, theme.muted, self.areas, radius=4)
            canvas.text(self.of_plane, x + 38, y, SMALLEST_TYPE, theme.muted, self.areas)


def _percent(share: float) -> str:
    """Return a share in whole per cent, but nothing that is there as 0 and nothing that is not all as 100."""
    if 0 < share < 0.01 or 0.99 < share < 1:
        text = formatted(share, ".2%")
        return "< 0.01%" if text == "0.00%" else "> 99.99%" if text == "100.00%" else text
    return formatted(share, ".0%")
