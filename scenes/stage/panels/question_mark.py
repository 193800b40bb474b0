"""A question mark stands where an answer will be."""

from __future__ import annotations

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import blend

GLOW = 1.6  # of its radius


class QuestionMark(Painted):
    """A ring with a question mark in it, as large as its box, with a soft light around it."""

    recedes_as_one = True

    def draw(self, canvas: Canvas) -> None:
        """Paint the light, the disc and the sign."""
        theme, r = self.theme, self.design_size[0] / 2
        if not theme.is_light:
            canvas.glow(r, r, GLOW * r, theme.answer, 0.25)
        canvas.disc(r, r, r, blend(theme.ground, theme.answer, 0.12))
        canvas.ring(r, r, r, 4, theme.answer)
        canvas.text("?", r, r, 1.25 * r, theme.answer, align=0.5, bold=True)
