"""New observations fall onto the plane, take the label of the pixel they land on, and are told the truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnlib import LabelDiffusion, Points
from scenes.stage.diffusion.label_plane import CELL_WITH_LINES, LabelPlane, design_places
from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, Theme

RADIUS = 7.5  # design pixels
FALL = 90.0  # from how high above their place they come
HIGH = 260.0  # and the one of the question
PLATE = 124.0  # the side of the question mark's plate
AT_ONCE = 0.2  # the share of the time that each takes to fall


class Observations(Painted):
    """Observations over a plane of the same place and size.

    Parameters
    ----------
    run
        Whose last layer classifies them.
    points
        The observations and the groups they really belong to.

    Attributes
    ----------
    fallen
        How far all have fallen, 0 to 1; they come one after another.
    result_shown
        How visible their true groups are, and the crosses on those that lie on another group's land, 0 to 1.
    """

    def __init__(
        self, width: float, height: float, run: LabelDiffusion, points: Points, theme: Theme = NIGHT
    ) -> None:
        super().__init__(width, height, theme)
        self.places, self.groups = design_places(points.places, width), points.groups
        self.right = run.classify(points.places) == points.groups
        self.fallen, self.result_shown = 0.0, 0.0

    def draw(self, canvas: Canvas) -> None:
        """Paint those that are there; of what lies wrong nothing may be covered, so it comes last."""
        theme, count, shown = self.theme, len(self.places), self.result_shown
        canvas.context.save()
        canvas.context.rectangle(0, 0, *self.design_size)
        canvas.context.clip()  # what lies on the rim does not reach over it
        begins = np.linspace(0, 1 - AT_ONCE, count)
        for k in [*np.flatnonzero(self.right), *np.flatnonzero(~self.right)]:
            come = progress(self.fallen, begins[k], begins[k] + AT_ONCE)
            if come <= 0:
                continue
            x, y = self.places[k].tolist()
            y -= FALL * (1 - come)
            size, colour = RADIUS * (1.0 if self.right[k] else 1 + 0.4 * shown), theme.classes[self.groups[k] - 1]
            label = int(self.groups[k]) - 1
            canvas.disc(x, y, size + 2.5, theme.ground, come * (1 - shown))
            canvas.disc(x, y, size, theme.ink, come * (1 - shown))
            if shown > 0:
                canvas.mark(label, x, y, size + 2.5, theme.ground, shown)
                canvas.mark(label, x, y, size, colour, shown)
            if shown > 0 and not self.right[k]:
                for reach in (0.72 * size, -0.72 * size):
                    ends = (x - abs(reach), y - reach), (x + abs(reach), y + reach)
                    canvas.line(*ends, 3.4, theme.readable_on(colour), shown)
        canvas.context.restore()


class Question(Painted):
    """An observation nobody has classified yet: a ring around its place, and beside it a question mark.

    Close to, its pixel is outlined instead; and the question mark gives way to the label of that pixel.

    Parameters
    ----------
    width, height
        Those of the plane over which it stands.
    source
        The run on whose plane it lies.
    place
        The place on the square (0, 2)², (2,).
    mark
        A question mark.
    names
        The name of each group.

    Attributes
    ----------
    left, top, span
        The piece of the plane that is seen, as for :class:`LabelPlane`.
    fallen
        How far the observation has fallen onto its place, 0 to 1.
    answered
        How far the label of its pixel has taken the place of the question mark, 0 to 1.
    """

    def __init__(
        self,
        width: float,
        height: float,
        source: LabelDiffusion,
        place: NDArray[np.float64],
        mark: str,
        names: Sequence[str],
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.source, self.mark = source, mark
        self.place_on_plane = tuple(design_places(place[None], width)[0].tolist())
        rows, columns = source.pixels(place[None])
        self.pixel = int(rows[0]), int(columns[0])
        self.label = int(source.classify(place[None])[0])
        self.answer = names[self.label - 1] if self.label else mark
        self.left, self.top, self.span = 0.0, 0.0, float(source.size)
        self.fallen, self.answered = 1.0, 0.0

    def see(self, plane: LabelPlane) -> Question:
        """Show the piece that a plane shows."""
        self.left, self.top, self.span = plane.left, plane.top, plane.span
        return self

    def draw(self, canvas: Canvas) -> None:
        """Paint the observation, its ring or its pixel, and the plate beside it."""
        theme, (width, _) = self.theme, self.design_size
        cell = width / self.span
        scale = self.source.size / self.span
        x, y = self.place_on_plane[0] * scale - self.left * cell, self.place_on_plane[1] * scale - self.top * cell
        if not (0 <= x <= width and 0 <= y <= width):
            return
        near = min(1.0, max(0.0, cell / CELL_WITH_LINES - 1))
        canvas.ring(x, y, 34, 15, theme.ground, 0.8 * (1 - near))
        canvas.ring(x, y, 34, 6, theme.ink, 1 - near)
        if near > 0:
            left, top = (self.pixel[1] - self.left) * cell, (self.pixel[0] - self.top) * cell
            canvas.outline(left, top, cell, cell, 11, theme.ground, 0.8 * near)
            canvas.outline(left, top, cell, cell, 6, theme.ink, near)
        above = y - HIGH * (1 - self.fallen)
        canvas.disc(x, above, RADIUS + 3, theme.ground, self.fallen)
        canvas.disc(x, above, RADIUS, theme.ink, self.fallen)
        self._draw_plate(canvas, x, y, max(44.0, 0.9 * cell * near))

    def _draw_plate(self, canvas: Canvas, x: float, y: float, away: float) -> None:
        """Paint the plate so far away from its place, above it and to its right where there is room."""
        theme, (width, _), told = self.theme, self.design_size, self.answered
        asks, tells = max(0.0, 1 - 2 * told), max(0.0, 2 * told - 1)
        size, large = theme.heading * 1.2, 3 * theme.body
        long = 2.2 * size + canvas.width_of(self.answer, size, True)
        wide, high = (PLATE + (end - PLATE) * progress(told, 0, 1) for end in (long, 1.7 * size))
        left = x + 0.7 * away if x + 0.7 * away + wide < width - 8 else x - 0.7 * away - wide
        top = y - 0.7 * away - high if y - 0.7 * away - high > 8 else y + 0.7 * away
        middle = top + high / 2
        canvas.box(left - 5, top - 5, wide + 10, high + 10, theme.ground, 0.8, radius=0.3 * high + 5)
        canvas.box(left, top, wide, high, theme.ink, radius=0.3 * high)
        if told > 0:
            canvas.box(left + 4, top + 4, wide - 8, high - 8, theme.panel, told, radius=0.3 * high - 4)
        canvas.text(self.mark, left + wide / 2, middle, large, theme.ground, asks, align=0.5, bold=True)
        if tells > 0 and self.label:
            canvas.mark(self.label - 1, left + 0.85 * size, middle, 0.42 * size, theme.classes[self.label - 1], tells)
            canvas.text(self.answer, left + 1.6 * size, middle, size, theme.ink, tells, bold=True)
