"""A veil lies over what the camera shows close up, wherever words stand: beneath them the picture fades out."""

from __future__ import annotations

import cairo
import numpy as np

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, Theme

SOFT = 60.0  # design pixels over which it fades


class Veil(Painted):
    """The ground above and below a clear part of the frame.

    Parameters
    ----------
    width, height
        Of the whole frame.
    top, bottom
        Between which heights nothing is veiled.
    """

    fixed_in_frame = True

    def __init__(self, width: float, height: float, top: float, bottom: float, theme: Theme = NIGHT) -> None:
        super().__init__(width, height, theme)
        self.top, self.bottom = top, bottom

    def draw(self, canvas: Canvas) -> None:
        """Paint both parts."""
        (width, height), ground = self.design_size, self.theme.ground
        canvas.box(0, 0, width, self.top - SOFT, ground)
        self._fade(canvas, self.top - SOFT, 1.0, 0.0)
        self._fade(canvas, self.bottom, 0.0, 1.0)
        canvas.box(0, self.bottom + SOFT, width, height - self.bottom - SOFT, ground)

    def _fade(self, canvas: Canvas, y: float, above: float, below: float) -> None:
        """Paint a strip of the ground whose alpha passes from that ``above`` to that ``below``."""
        red, green, blue = self.theme.ground
        gradient = cairo.LinearGradient(0, y, 0, y + SOFT)
        for stop in np.linspace(0, 1, 9).tolist():
            alpha = above + (below - above) * stop * stop * (3 - 2 * stop)
            gradient.add_color_stop_rgba(stop, blue, green, red, alpha * canvas.opacity)
        canvas.context.set_source(gradient)
        canvas.context.rectangle(0, y - 1, self.design_size[0], SOFT + 2)  # no seam shows between the parts
        canvas.context.fill()
