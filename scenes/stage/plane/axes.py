"""The axes of a plane: the names of the two inputs, and figures in the units of the data as they came."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.theme import SMALLEST_TYPE, Theme

TYPE = SMALLEST_TYPE
NAME_ROOM = 180.0  # for the name of an axis, which a legend tells in full where it is longer

Marks = Sequence[tuple[float, str]]
"""Places along an axis, 0 to 1, and their words."""


def draw_axes(
    canvas: Canvas,
    area: tuple[float, float, float, float],
    ticks: Sequence[Marks],
    names: Sequence[str],
    theme: Theme,
    alpha: float,
) -> None:
    """Write names and figures beside a plane; ``area`` is its left, top, width and height."""
    if alpha <= 0:
        return
    (left, top, width, height), (across, up) = area, names
    bottom = top + height
    name = canvas.text(f"{across} →", left + width, bottom + 24, TYPE, theme.muted, alpha, align=1.0)
    canvas.text(f"↑ {up}", left, top - 22, TYPE, theme.muted, alpha)
    end = left - 1e9
    for share, text in ticks[0]:
        x, reach = left + share * width, canvas.width_of(text, TYPE) / 2
        if x - reach > end and left <= x - reach and x + reach < left + width - name - 16:
            canvas.line((x, bottom), (x, bottom + 6), 2, theme.outline, alpha)
            canvas.text(text, x, bottom + 24, TYPE, theme.muted, alpha, align=0.5)
            end = x + reach + 12
    widest = max((canvas.width_of(text, TYPE) for _, text in ticks[1]), default=0.0)
    if widest < left - 12:
        for share, text in ticks[1]:
            y = top + share * height
            canvas.line((left - 6, y), (left, y), 2, theme.outline, alpha)
            canvas.text(text, left - 12, y, TYPE, theme.muted, alpha, align=1.0)
