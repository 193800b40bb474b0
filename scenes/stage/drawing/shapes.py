"""Shapes on a cairo context whose coordinates are design pixels: lines, discs, rings, boxes, arrows, marks."""

from __future__ import annotations

import math

import cairo
import numpy as np

from scenes.stage.drawing.surfaces import round_mask
from scenes.stage.drawing.theme import RGB

MARKS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0.0, -1.5), (1.3, 0.75), (-1.3, 0.75)),
)
"""The mark of each class, a second cue beside its colour: corners, as large as a disc of radius 1; or the disc."""

Outlines = tuple[tuple[tuple[float, ...], ...], ...]
"""Closed outlines, each its start (x, y) and then three points (six numbers) for every Bézier curve."""


class Shapes:
    """What can be drawn without words and pictures; see :class:`~scenes.stage.drawing.canvas.Canvas`.

    Parameters
    ----------
    context
        The context; its matrix maps design pixels to pixels of the frame.
    opacity
        Multiplies every alpha: 0 paints nothing.
    """

    def __init__(self, context: cairo.Context, opacity: float = 1.0) -> None:
        self.context = context
        self.opacity = opacity
        matrix = context.get_matrix()
        self.scale = math.hypot(matrix.xx, matrix.yx)
        # Whether a circle of design pixels is one of pixels, too.
        self._upright = matrix.xy == matrix.yx == 0 and abs(matrix.xx - matrix.yy) < 1e-9
        context.set_line_cap(cairo.LINE_CAP_BUTT)

    def _ink(self, colour: RGB, alpha: float) -> None:
        # The frame's bytes are red first, cairo writes blue first.
        red, green, blue = colour
        self.context.set_source_rgba(blue, green, red, alpha * self.opacity)

    def _stroke(self, width: float, colour: RGB, alpha: float, dash: tuple[float, ...] = ()) -> None:
        self._ink(colour, alpha)
        self.context.set_line_width(width)
        self.context.set_dash(dash)
        self.context.stroke()

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        colour: RGB,
        alpha: float = 1.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a straight line ``width`` design pixels wide."""
        self.context.move_to(*start)
        self.context.line_to(*end)
        self._stroke(width, colour, alpha, dash)

    def polyline(self, points: np.ndarray, width: float, colour: RGB, alpha: float = 1.0) -> None:
        """Draw a line through ``points`` (n, 2), joined roundly."""
        if len(points) < 2:
            return
        self.context.set_line_join(cairo.LINE_JOIN_ROUND)
        self.context.move_to(*points[0])
        for x, y in points[1:].tolist():
            self.context.line_to(x, y)
        self._stroke(width, colour, alpha)

    def polygon(self, points: np.ndarray, colour: RGB, alpha: float = 1.0) -> None:
        """Fill the polygon with these corners (n, 2)."""
        self._ink(colour, alpha)
        self.context.move_to(*points[0])
        for x, y in points[1:].tolist():
            self.context.line_to(x, y)
        self.context.fill()

    def disc(self, x: float, y: float, radius: float, colour: RGB, alpha: float = 1.0) -> None:
        """Fill a disc."""
        self._ink(colour, alpha)
        self.context.arc(x, y, radius, 0, math.tau)
        self.context.fill()

    def marks(
        self, label: int, places: np.ndarray, radius: float, colour: RGB, alpha: float = 1.0, line: float = 0.0
    ) -> None:
        """Draw the mark of a class at each of ``places`` (n, 2), all at once; filled, or as an outline so wide."""
        context, corners = self.context, MARKS[label % len(MARKS)]
        context.new_path()
        for x, y in places.tolist():
            context.new_sub_path()
            if not corners:
                context.arc(x, y, radius, 0, math.tau)
            for right, down in corners:
                context.line_to(x + radius * right, y + radius * down)
            context.close_path()
        if line:
            self._stroke(line, colour, alpha)
        else:
            self._ink(colour, alpha)
            context.fill()

    def mark(
        self, label: int, x: float, y: float, radius: float, colour: RGB, alpha: float = 1.0, line: float = 0.0
    ) -> None:
        """Draw the mark of a class at one place."""
        self.marks(label, np.array([[x, y]]), radius, colour, alpha, line)

    def ring(
        self,
        x: float,
        y: float,
        radius: float,
        width: float,
        colour: RGB,
        alpha: float = 1.0,
        dash: tuple[float, ...] = (),
        stretch: float = 0.0,
    ) -> None:
        """Draw a circle, or a capsule that is wider by ``stretch``; its first dash begins at the top."""
        top, bottom = -0.25 * math.tau, 0.25 * math.tau
        self.context.new_path()
        self.context.arc(x + stretch / 2, y, radius, top, bottom)
        self.context.arc(x - stretch / 2, y, radius, bottom, top + math.tau)
        self.context.close_path()
        self._stroke(width, colour, alpha, dash)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: RGB,
        alpha: float = 1.0,
        radius: float = 0.0,
    ) -> None:
        """Fill a rectangle, its corners rounded by ``radius``."""
        self._ink(colour, alpha)
        context = self.context
        radius = min(radius, width / 2, height / 2)
        if radius <= 0:
            context.rectangle(x, y, width, height)
        else:
            context.new_path()
            left, right, top, bottom = x + radius, x + width - radius, y + radius, y + height - radius
            for k, (cx, cy) in enumerate([(right, top), (right, bottom), (left, bottom), (left, top)]):
                context.arc(cx, cy, radius, (k - 1) * math.pi / 2, k * math.pi / 2)
            context.close_path()
        context.fill()

    def outline(
        self, x: float, y: float, width: float, height: float, line: float, colour: RGB, alpha: float = 1.0
    ) -> None:
        """Draw the rim of a rectangle, ``line`` design pixels wide."""
        self.context.rectangle(x, y, width, height)
        self._stroke(line, colour, alpha)

    def arrow(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        colour: RGB,
        alpha: float = 1.0,
        rim: RGB | None = None,
    ) -> None:
        """Draw an arrow; its head is three times as wide as its line, and ends at ``end``.

        Parameters
        ----------
        rim
            A colour around it, where it stands on others.
        """
        length = math.dist(start, end)
        if length <= 0:
            return
        along = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        head, half, wide = min(2.6 * width, length), width / 2, 1.5 * width
        outline = [(0.0, half), (length - head, half), (length - head, wide), (length, 0.0)]
        context = self.context
        context.new_path()
        for far, side in [*outline, *((far, -side) for far, side in reversed(outline[:-1]))]:
            context.line_to(
                start[0] + far * along[0] - side * along[1],
                start[1] + far * along[1] + side * along[0],
            )
        context.close_path()
        if rim is not None:
            self._ink(rim, 0.7 * alpha)
            context.set_line_width(5)
            context.stroke_preserve()
        self._ink(colour, alpha)
        context.fill()

    def still_disc(self, x: float, y: float, radius: float, colour: RGB) -> None:
        """Fill a disc that will be filled in many frames at the same place, only in other colours."""
        if self._upright:
            self._copy_round(x, y, radius, 0.0, colour)
        else:
            self.disc(x, y, radius, colour)

    def still_ring(self, x: float, y: float, radius: float, width: float, colour: RGB) -> None:
        """Draw a circle that will be drawn in many frames at the same place, only in other colours."""
        if self._upright:
            self._copy_round(x, y, radius, width, colour)
        else:
            self.ring(x, y, radius, width, colour)

    def _copy_round(self, x: float, y: float, radius: float, width: float, colour: RGB) -> None:
        context, scale = self.context, self.scale
        x, y = context.user_to_device(x, y)
        reach = math.ceil((radius + width / 2) * scale) + 1
        left, top = math.floor(x) - reach, math.floor(y) - reach
        mask = round_mask(radius * scale, width * scale, round(x - left, 3), round(y - top, 3))
        context.save()
        context.identity_matrix()
        self._ink(colour, 1.0)
        context.mask_surface(mask, left, top)
        context.restore()

    def shape(self, outlines: Outlines, x: float, y: float, size: float, colour: RGB, alpha: float = 1.0) -> None:
        """Fill outlines whose unit is ``size`` design pixels, with their origin at (x, y): a letter, say."""
        if alpha * self.opacity < 1 / 255:
            return
        context = self.context
        context.save()
        context.translate(x, y)
        context.scale(size, size)
        context.new_path()
        for start, *rest in outlines:
            context.move_to(*start)
            for curve in rest:
                context.curve_to(*curve)
            context.close_path()
        self._ink(colour, alpha)
        context.fill()
        context.restore()
