"""A legend says what each sign on the stage means; whatever is encoded stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.stage import scale
from scenes.stage.canvas import Canvas
from scenes.stage.painted import Painted
from scenes.stage.theme import NIGHT, Theme


class Legend(Painted):
    """What each colour, width and shape on the stage means.

    Parameters
    ----------
    items
        Pairs of a sign and its words. Signs: ``positive``, ``negative``, ``width``, ``signal``, ``error``,
        ``changed``, ``ring``, ``target``.

    Attributes
    ----------
    shown
        How many items have appeared, from the left; between two whole numbers one is fading in.
    """

    def __init__(self, width: float, height: float, items: Sequence[tuple[str, str]], theme: Theme = NIGHT) -> None:
        super().__init__(width, height, theme)
        self.items = tuple(items)
        self.shown = float(len(self.items))

    def draw(self, canvas: Canvas) -> None:
        """Paint the items in as many rows as they need."""
        width, height = self.design_size
        size = self.theme.small + 2
        swatch, gap, pitch = 58.0, 40.0, size * 1.65
        x, y = 0.0, pitch / 2
        for k, (sign, words) in enumerate(self.items):
            reach = swatch + 14 + canvas.width_of(words, size)
            if x and x + reach > width:
                x, y = 0.0, y + pitch
            alpha = min(1.0, max(0.0, self.shown - k))
            if alpha > 0 and y < height:
                self._draw_sign(canvas, sign, x, y, swatch, alpha)
                canvas.text(words, x + swatch + 14, y, size, self.theme.muted, alpha)
            x += reach + gap

    def _draw_sign(self, canvas: Canvas, sign: str, x: float, y: float, swatch: float, alpha: float) -> None:
        theme, middle = self.theme, x + swatch / 2
        if sign == "positive":
            canvas.line((x, y), (x + swatch, y), 9, theme.positive, alpha)
        elif sign == "negative":
            canvas.line((x, y), (x + swatch, y), 9, theme.negative, alpha)
            if theme.mark_negative:
                canvas.line((x, y), (x + swatch, y), 2.7, theme.ground, 0.7 * alpha)
        elif sign == "width":
            for k, weight in enumerate((0.5, 5.0, 20.0)):
                wide = float(scale.synapse_width(weight))
                canvas.line((x + k * 21, y + 12), (x + k * 21 + 15, y - 12), wide, theme.muted, alpha)
        elif sign == "signal":
            canvas.glow(middle, y, 24, theme.signal, 0.9 * alpha)
            canvas.disc(middle, y, 9, theme.signal, alpha)
        elif sign == "error":
            canvas.glow(middle, y, 24, theme.error, 0.9 * alpha)
            canvas.disc(middle, y, 9, theme.error, alpha)
        elif sign == "changed":
            canvas.line((x, y), (x + swatch, y), 4, theme.ink, alpha, dash=(12, 8))
        elif sign == "ring":
            canvas.line((x, y), (x + swatch, y), 3, theme.neutral, alpha)
            canvas.ring(middle, y, 12, 4, theme.ink, alpha)
        elif sign == "target":
            canvas.ring(middle, y, 13, 3, theme.ink, alpha, dash=(6, 5))
