"""Points on a plane: those learned from, those held out, and crosses on what is answered wrongly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.theme import RGB, Theme, blend

Places = NDArray[np.float64]
"""Points (n, 2), in design pixels."""


def colour_of(label: int, theme: Theme) -> RGB:
    """Return the colour of a class's points: it stands out from the land of its own class."""
    return blend(theme.classes[label], theme.readable_on(theme.ground), 0.12)


def draw_train(canvas: Canvas, places: Places, labels: NDArray[np.int64], dot: float, theme: Theme) -> None:
    """Draw the points learned from, filled; ``dot`` is how large, 1 by default."""
    rim = blend(theme.ground, (0.0, 0.0, 0.0), 0.3)
    for (x, y), label in zip(places.tolist(), labels.tolist(), strict=True):
        canvas.mark(label, x, y, 8.5 * dot, rim)
        canvas.mark(label, x, y, 6.5 * dot, colour_of(label, theme))


def draw_tests(canvas: Canvas, places: Places, labels: NDArray[np.int64], dot: float, theme: Theme) -> None:
    """Draw the points held out, as rings."""
    for (x, y), label in zip(places.tolist(), labels.tolist(), strict=True):
        canvas.mark(label, x, y, 8 * dot, theme.ground, 0.7, line=7.5 * dot)
        canvas.mark(label, x, y, 8 * dot, colour_of(label, theme), line=3.6 * dot)


def draw_crosses(canvas: Canvas, places: Places, dot: float, theme: Theme, last: float = 1.0) -> None:
    """Draw a cross on each of these points; ``last`` is how visible the last one is."""
    strokes = (11 * dot, 8 * dot, theme.ground, 0.8), (10 * dot, 4 * dot, theme.ink, 1.0)
    for k, (x, y) in enumerate(places.tolist(), 1):
        shown = last if k == len(places) else 1.0
        for reach, width, colour, alpha in strokes:
            for sign in (-1, 1):
                ends = (x - reach, y - reach * sign), (x + reach, y + reach * sign)
                canvas.line(*ends, width, colour, shown * alpha)
