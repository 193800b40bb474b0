"""New observations fall onto the plane, take the label of the pixel they land on, and are told the truth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnlib import LabelDiffusion, Points
from scenes.stage.diffusion.label_plane import design_places
from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, Theme

RADIUS = 7.5  # design pixels
FALL = 90.0  # from how high above their place they come
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
    """A ring around a place nobody has classified yet, with a mark in a plate beside it.

    Parameters
    ----------
    width, height
        Those of the plane over which it stands.
    place
        The place on the square (0, 2)², (2,).
    mark
        A question mark.
    """

    def __init__(
        self, width: float, height: float, place: NDArray[np.float64], mark: str, theme: Theme = NIGHT
    ) -> None:
        super().__init__(width, height, theme)
        self.place_on_plane, self.mark = tuple(design_places(place[None], width)[0].tolist()), mark

    def draw(self, canvas: Canvas) -> None:
        """Paint the observation, its ring and the mark."""
        theme, (x, y) = self.theme, self.place_on_plane
        canvas.ring(x, y, 30, 9, theme.ground, 0.75)
        canvas.ring(x, y, 30, 4.5, theme.ink)
        canvas.disc(x, y, RADIUS + 3, theme.ground)
        canvas.disc(x, y, RADIUS, theme.ink)
        canvas.disc(x + 34, y - 36, 22, theme.ink)
        canvas.text(self.mark, x + 34, y - 36, 32, theme.ground, align=0.5, bold=True)
