"""A veil lies over what the camera shows close up, wherever words stand: beneath them the picture fades out."""

from __future__ import annotations

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
        canvas.fade(0, self.top - SOFT, width, SOFT, ground, 1.0, 0.0)
        canvas.fade(0, self.bottom, width, SOFT, ground, 0.0, 1.0)
        canvas.box(0, self.bottom + SOFT, width, height - self.bottom - SOFT, ground)
