"""Where a line between classes bends most, and the mark that says by how much."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.config.number_format import formatted
from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.theme import Theme

STEPS = 6  # places along a reach at which a line is asked for its bend


class Bend(NamedTuple):
    """A place on a line, by how many degrees the line turns there, and the directions before and behind it.

    The directions are in radians, as drawn; the degrees stay those that were measured, however the plane is drawn.
    """

    x: float
    y: float
    degrees: float
    before: float
    after: float

    def stretched(self, across: float, down: float) -> Bend:
        """Return it as it lies on a plane that is drawn so many times as wide and as high."""
        ways = (math.atan2(down * math.sin(way), across * math.cos(way)) for way in (self.before, self.after))
        return Bend(across * self.x, down * self.y, self.degrees, *ways)

    def shifted(self, right: float, down: float) -> Bend:
        """Return it so far to the right, and so far down."""
        return self._replace(x=self.x + right, y=self.y + down)


def sharpest_bend(lines: Iterable[NDArray[np.float64]], reach: float, width: float, height: float) -> Bend | None:
    """Return where lines turn most, or None where none is long enough to tell.

    Parameters
    ----------
    lines
        Points (n, 2) of each, from (0, 0) to (width, height).
    reach
        How far before and behind a place the directions are compared; nearer to the rim no place is asked.
    """
    found: list[Bend] = []
    for line in lines:
        way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        stops = np.arange(0.0, way[-1], reach / STEPS)
        points = np.column_stack([np.interp(stops, way, line[:, k]) for k in (0, 1)])
        steps = points[STEPS:] - points[:-STEPS]
        before, after, places = steps[:-STEPS], steps[STEPS:], points[STEPS:-STEPS]
        ways = [np.arctan2(step[:, 1], step[:, 0]) for step in (before, after)]
        turns = np.abs((np.degrees(ways[1] - ways[0]) + 180) % 360 - 180)
        inside = (np.minimum(places, (width, height) - places) > reach).all(axis=1)
        found += [Bend(*bend) for bend in np.column_stack([places, turns, *ways])[inside].tolist()]
    return max(found, key=lambda bend: bend.degrees, default=None)


def draw_turn(canvas: Canvas, bend: Bend, shown: float, theme: Theme) -> None:
    """Mark where a line turns: its way goes straight on, dashed, and an arc leads from there to the way it takes.

    However close the camera is, the mark is as large.
    """
    unit, (x, y, degrees, before, after) = 1 / canvas.zoom, bend
    turn, radius = (after - before + math.pi) % math.tau - math.pi, 130 * unit
    arc = before + turn * progress(shown, 0.4, 1.0) * np.linspace(0, 1, 25)
    on = 1.4 * radius * progress(shown, 0.0, 0.5)
    end = x + on * math.cos(before), y + on * math.sin(before)
    for width, colour, alpha in ((9 * unit, theme.ground, 0.6 * shown), (4 * unit, theme.ink, shown)):
        canvas.line((x, y), end, width, colour, alpha, dash=(12 * unit, 8 * unit))
        canvas.polyline(radius * np.column_stack([np.cos(arc), np.sin(arc)]) + (x, y), width, colour, alpha)
    canvas.disc(x, y, 13 * unit, theme.ground, shown)
    canvas.disc(x, y, 9 * unit, theme.ink, shown)
    middle, text = before + turn / 2, f"{formatted(degrees, '.0f')}°"
    place = x + 1.5 * radius * math.cos(middle), y + 1.5 * radius * math.sin(middle)
    said = progress(shown, 0.6, 1.0)
    canvas.text(text, *place, 40 * unit, theme.ink, said, align=0.5, bold=True, rim=theme.ground)
