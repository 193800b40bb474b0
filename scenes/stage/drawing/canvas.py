"""A canvas is the sheet a mobject paints on: lines, discs, glows and words, in design pixels, y downwards."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.theme import RGB

K, V = TypeVar("K"), TypeVar("V")

# Sub-pixel metrics: words keep their place and width at every resolution and do not tremble when they move.
_SMOOTH = cairo.FontOptions()
_SMOOTH.set_hint_style(cairo.HINT_STYLE_NONE)
_SMOOTH.set_hint_metrics(cairo.HINT_METRICS_OFF)
_SMOOTH.set_antialias(cairo.ANTIALIAS_GRAY)

_MEASURING_SIZE = 100.0

Outlines = tuple[tuple[tuple[float, ...], ...], ...]
"""Closed outlines, each its start (x, y) and then three points (six numbers) for every Bézier curve."""


@cache
def _measuring_context(font: str, bold: bool) -> cairo.Context:
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
    context.set_font_options(_SMOOTH)
    context.select_font_face(font, cairo.FONT_SLANT_NORMAL, _weight(bold))
    context.set_font_size(_MEASURING_SIZE)
    return context


def _weight(bold: bool) -> cairo.FontWeight:
    return cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, font: str, bold: bool = False) -> float:
    """Return how far ``text`` reaches, in design pixels, set in ``font`` at ``size``."""
    return _measuring_context(font, bold).text_extents(text).x_advance * size / _MEASURING_SIZE


def wrap(text: str, width: float, size: float, font: str, bold: bool = False) -> list[str]:
    """Break ``text`` into lines of at most ``width`` design pixels, as even as they can be.

    A line break in the text stays one. A single word wider than ``width`` gets a line of its own.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        greedy = _fill(paragraph.split(), width, size, font, bold)
        if len(greedy) > 1:
            # The narrowest width that needs no further line gives lines of like length.
            low, high = width / len(greedy), width
            for _ in range(12):
                middle = (low + high) / 2
                if len(_fill(paragraph.split(), middle, size, font, bold)) > len(greedy):
                    low = middle
                else:
                    high = middle
            greedy = _fill(paragraph.split(), high, size, font, bold)
        lines += greedy
    return lines


def shortened(text: str, width: float, size: float, font: str, bold: bool = False) -> str:
    """Return ``text``, cut and ended by an ellipsis where it would be wider than ``width`` design pixels."""
    # A hair more: type that was chosen to fill the width exactly fits.
    if text_width(text, size, font, bold) <= width + 0.01:
        return text
    kept = next((k for k in range(len(text) - 1, 0, -1) if text_width(text[:k] + "…", size, font, bold) <= width), 0)
    return text[:kept].rstrip() + "…"


def _fill(words: list[str], width: float, size: float, font: str, bold: bool) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, font, bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@dataclass(frozen=True)
class PlacedText:
    """A piece of text as it came to stand in the frame: ``box`` is left, top, right, bottom in pixels."""

    text: str
    box: tuple[float, float, float, float]
    alpha: float


@lru_cache(maxsize=256)
def _glow_mask(radius: int) -> cairo.ImageSurface:
    """Return a round mask that falls off softly; drawing it once and blitting it is what makes glows cheap."""
    size = 2 * radius
    stride = cairo.ImageSurface.format_stride_for_width(cairo.FORMAT_A8, size)
    y, x = np.mgrid[0:size, 0:size] + 0.5 - radius
    distance = np.hypot(x, y) / radius
    # Steeper than a line, the light vanishes smoothly: no rim shows, even on a dark ground.
    mask = np.zeros((size, stride), np.uint8)
    mask[:, :size] = np.round(255 * np.clip(1 - distance, 0, 1) ** 2.2)
    return cairo.ImageSurface.create_for_data(memoryview(mask), cairo.FORMAT_A8, size, size, stride)


@lru_cache(maxsize=512)
def _round_mask(radius: float, width: float, x: float, y: float) -> cairo.ImageSurface:
    """Return the shape of a disc (``width`` 0) or ring around (x, y), all in pixels.

    Copying it takes an eighth of the time that filling a curve anew in each frame does.
    """
    size = math.ceil(max(x, y) + radius + width / 2) + 1
    mask = cairo.ImageSurface(cairo.FORMAT_A8, size, size)
    context = cairo.Context(mask)
    context.arc(x, y, radius, 0, math.tau)
    if width:
        context.set_line_width(width)
        context.stroke()
    else:
        context.fill()
    return mask


class Kept(dict[K, V]):
    """What a painted mobject keeps because it can be made again: a copy of the mobject begins with none of it.

    Its attribute is called ``_cached…``, so that the frame cache passes over it.
    """

    def __deepcopy__(self, memo: Any) -> Kept[K, V]:
        return type(self)()


class Sheets(Kept[str, tuple[object, cairo.ImageSurface]]):
    """What :meth:`Canvas.drawn_once` has drawn, and where."""


def sheet_of(pixels: NDArray[np.uint8]) -> cairo.ImageSurface:
    """Return a picture, shape (rows, columns, 3) of red, green and blue, ready to be painted."""
    rows, columns, _ = pixels.shape
    # Four bytes a pixel, of which cairo leaves the last one alone; the frame's bytes are red first, too.
    padded = np.empty((rows, columns, 4), np.uint8)
    padded[:, :, :3] = pixels
    return cairo.ImageSurface.create_for_data(memoryview(padded), cairo.FORMAT_RGB24, columns, rows, 4 * columns)


def sheet_of_labels(labels: NDArray[np.uint8], colours: Sequence[RGB]) -> cairo.ImageSurface:
    """Return a picture in which pixel k of ``labels`` (rows, columns) has the colour ``colours[k]``."""
    palette = np.zeros((len(colours), 4), np.uint8)
    palette[:, :3] = np.round(255 * np.array(colours))
    pixels = np.take(palette.view(np.uint32).ravel(), labels)  # whole pixels: ten times as fast as their parts
    rows, columns = labels.shape
    memory = memoryview(pixels.view(np.uint8).reshape(rows, 4 * columns))
    return cairo.ImageSurface.create_for_data(memory, cairo.FORMAT_RGB24, columns, rows, 4 * columns)


class Canvas:
    """Painting tools on a cairo context whose coordinates are design pixels.

    Parameters
    ----------
    context
        The context; its matrix maps design pixels to pixels of the frame.
    font
        The family every word is set in.
    opacity
        Multiplies every alpha: 0 paints nothing.
    placed
        Where given, each text painted is also noted here, so that a test can ask whether two overlap.
    """

    def __init__(
        self, context: cairo.Context, font: str, opacity: float = 1.0, placed: list[PlacedText] | None = None
    ) -> None:
        self.context = context
        self.font = font
        self.opacity = opacity
        self.placed = placed
        matrix = context.get_matrix()
        self.scale = math.hypot(matrix.xx, matrix.yx)
        # Whether a circle of design pixels is one of pixels, too.
        self._upright = matrix.xy == matrix.yx == 0 and abs(matrix.xx - matrix.yy) < 1e-9
        context.set_font_options(_SMOOTH)
        context.set_line_cap(cairo.LINE_CAP_BUTT)

    def _ink(self, colour: RGB, alpha: float) -> None:
        # The frame's bytes are red first, cairo writes blue first.
        red, green, blue = colour
        self.context.set_source_rgba(blue, green, red, alpha * self.opacity)

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
        context = self.context
        self._ink(colour, alpha)
        context.set_line_width(width)
        if dash:
            context.set_dash(dash)
        context.move_to(*start)
        context.line_to(*end)
        context.stroke()
        if dash:
            context.set_dash(())

    def polyline(self, points: np.ndarray, width: float, colour: RGB, alpha: float = 1.0) -> None:
        """Draw a line through ``points`` (n, 2), joined roundly."""
        if len(points) < 2:
            return
        context = self.context
        self._ink(colour, alpha)
        context.set_line_width(width)
        context.set_line_join(cairo.LINE_JOIN_ROUND)
        context.move_to(*points[0])
        for x, y in points[1:].tolist():
            context.line_to(x, y)
        context.stroke()

    def disc(self, x: float, y: float, radius: float, colour: RGB, alpha: float = 1.0) -> None:
        """Fill a disc."""
        self._ink(colour, alpha)
        self.context.arc(x, y, radius, 0, math.tau)
        self.context.fill()

    def discs(self, places: np.ndarray, radius: float, colour: RGB, alpha: float = 1.0) -> None:
        """Fill a disc at each of ``places`` (n, 2), all at once: where they overlap they are one."""
        context = self.context
        self._ink(colour, alpha)
        context.new_path()
        for x, y in places.tolist():
            context.new_sub_path()
            context.arc(x, y, radius, 0, math.tau)
        context.fill()

    def ring(
        self,
        x: float,
        y: float,
        radius: float,
        width: float,
        colour: RGB,
        alpha: float = 1.0,
        start: float = 0.0,
        turn: float = 1.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a circle, or from ``start`` a part ``turn`` of it (both in full turns, clockwise from the top)."""
        self._ink(colour, alpha)
        self.context.set_line_width(width)
        first = (start - 0.25) * math.tau
        self.context.new_path()
        if dash:
            self.context.set_dash(dash)
        if turn >= 0:
            self.context.arc(x, y, radius, first, first + turn * math.tau)
        else:
            self.context.arc_negative(x, y, radius, first, first + turn * math.tau)
        self.context.stroke()
        if dash:
            self.context.set_dash(())

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
            for k, (cx, cy) in enumerate(
                [
                    (x + width - radius, y + radius),
                    (x + width - radius, y + height - radius),
                    (x + radius, y + height - radius),
                    (x + radius, y + radius),
                ]
            ):
                context.arc(cx, cy, radius, (k - 1) * math.pi / 2, k * math.pi / 2)
            context.close_path()
        context.fill()

    def outline(
        self, x: float, y: float, width: float, height: float, line: float, colour: RGB, alpha: float = 1.0
    ) -> None:
        """Draw the rim of a rectangle, ``line`` design pixels wide."""
        self._ink(colour, alpha)
        self.context.set_line_width(line)
        self.context.rectangle(x, y, width, height)
        self.context.stroke()

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

    def still_disc(self, x: float, y: float, radius: float, colour: RGB, alpha: float = 1.0) -> None:
        """Fill a disc that will be filled in many frames at the same place, only in other colours."""
        if self._upright:
            self._copy_round(x, y, radius, 0.0, colour, alpha)
        else:
            self.disc(x, y, radius, colour, alpha)

    def still_ring(self, x: float, y: float, radius: float, width: float, colour: RGB, alpha: float = 1.0) -> None:
        """Draw a circle that will be drawn in many frames at the same place, only in other colours."""
        if self._upright:
            self._copy_round(x, y, radius, width, colour, alpha)
        else:
            self.ring(x, y, radius, width, colour, alpha)

    def _copy_round(self, x: float, y: float, radius: float, width: float, colour: RGB, alpha: float) -> None:
        context, scale = self.context, self.scale
        x, y = context.user_to_device(x, y)
        reach = math.ceil((radius + width / 2) * scale) + 1
        left, top = math.floor(x) - reach, math.floor(y) - reach
        mask = _round_mask(radius * scale, width * scale, round(x - left, 3), round(y - top, 3))
        context.save()
        context.identity_matrix()
        self._ink(colour, alpha)
        context.mask_surface(mask, left, top)
        context.restore()

    def glow(self, x: float, y: float, radius: float, colour: RGB, alpha: float = 1.0) -> None:
        """Draw a soft light around a point."""
        if alpha * self.opacity < 1 / 255:
            return
        context = self.context
        pixels = max(2, round(radius * self.scale))
        mask = _glow_mask(pixels)
        device_x, device_y = context.user_to_device(x, y)
        context.save()
        context.identity_matrix()
        self._ink(colour, alpha)
        left, top = device_x - pixels, device_y - pixels
        if pixels > 24:
            # A large glow on whole pixels is copied, not resampled: five times as fast, and nobody can see it.
            left, top = round(left), round(top)
        context.mask_surface(mask, left, top)
        context.restore()

    def image(
        self,
        pixels: NDArray[np.uint8] | cairo.ImageSurface,
        x: float,
        y: float,
        width: float,
        height: float,
        alpha: float = 1.0,
        smooth: bool = True,
    ) -> None:
        """Paint a picture into a box.

        Parameters
        ----------
        pixels
            Red, green and blue of each pixel, shape (rows, columns, 3); or a sheet made of them by :func:`sheet_of`,
            where one picture is painted more than once.
        smooth
            Whether neighbouring pixels blend where the picture is enlarged; otherwise they stay sharp squares.
        """
        if alpha * self.opacity < 1 / 255:
            return
        sheet = pixels if isinstance(pixels, cairo.ImageSurface) else sheet_of(pixels)
        columns, rows = sheet.get_width(), sheet.get_height()
        context = self.context
        context.save()
        context.rectangle(x, y, width, height)
        context.clip()
        context.translate(x, y)
        context.scale(width / columns, height / rows)
        context.set_source_surface(sheet, 0, 0)
        pattern = context.get_source()
        pattern.set_extend(cairo.EXTEND_PAD)  # at its rim the picture does not blend with nothing
        pattern.set_filter(cairo.FILTER_BILINEAR if smooth else cairo.FILTER_NEAREST)
        context.paint_with_alpha(alpha * self.opacity)
        context.restore()

    def drawn_once(
        self,
        sheets: Sheets,
        key: str,
        box: tuple[float, float, float, float],
        draw: Callable[[Canvas], None],
        alpha: float = 1.0,
        state: object = None,
    ) -> None:
        """Paint what looks alike in many frames: it is drawn on a sheet at first, and copied from then on.

        Parameters
        ----------
        sheets
            Where the sheet is kept; the last one of each key stays.
        key
            What is painted.
        box
            Left, top, width and height of what is copied.
        draw
            Paints it on a canvas in the same coordinates. It must write no words: where they stand would not be
            noted.
        state
            What decides how it looks, where that changes now and then; then it is drawn anew.
        """
        if alpha * self.opacity < 1 / 255:
            return
        context, (x, y, width, height) = self.context, box
        corners = [context.user_to_device(x + a * width, y + b * height) for a in (0, 1) for b in (0, 1)]
        left, top = (math.floor(min(corner[k] for corner in corners)) for k in (0, 1))
        right, bottom = (math.ceil(max(corner[k] for corner in corners)) for k in (0, 1))
        now = (state, left, top, right, bottom, *context.get_matrix())
        if key not in sheets or sheets[key][0] != now:
            sheet = cairo.ImageSurface(cairo.FORMAT_ARGB32, max(1, right - left), max(1, bottom - top))
            sheet.set_device_offset(-left, -top)
            own = cairo.Context(sheet)
            own.set_matrix(context.get_matrix())
            draw(Canvas(own, self.font))
            sheets[key] = now, sheet
        context.save()
        context.identity_matrix()
        context.set_source_surface(sheets[key][1], 0, 0)
        context.paint_with_alpha(alpha * self.opacity)
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

    def width_of(self, text: str, size: float, bold: bool = False) -> float:
        """Return how wide ``text`` would stand, in design pixels."""
        return text_width(text, size, self.font, bold)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: RGB,
        alpha: float = 1.0,
        align: float = 0.0,
        bold: bool = False,
        plate: RGB | None = None,
    ) -> float:
        """Write ``text`` with its optical middle at height ``y``.

        Parameters
        ----------
        align
            Where ``x`` lies in the text: 0 at its left end, 0.5 in its middle, 1 at its right end.
        plate
            A ground to paint behind the words, where they stand on lines.

        Returns
        -------
        float
            The width of the text in design pixels.
        """
        width = self.width_of(text, size, bold)
        if alpha * self.opacity < 1 / 255 or not text:
            return width
        left = x - align * width
        context = self.context
        if plate is not None:
            margin = size * 0.18
            self.box(left - margin, y - size * 0.56, width + 2 * margin, size * 1.12, plate, 0.85 * alpha, size * 0.2)
        context.select_font_face(self.font, cairo.FONT_SLANT_NORMAL, _weight(bold))
        context.set_font_size(size)
        self._ink(colour, alpha)
        # Digits and capitals of most families are about 0.72 of the size high: half of it puts them in the middle.
        context.move_to(left, y + size * 0.36)
        context.show_text(text)
        context.new_path()
        if self.placed is not None:
            one = context.user_to_device(left, y - size * 0.5)
            other = context.user_to_device(left + width, y + size * 0.5)
            self.placed.append(PlacedText(text, (*one, *other), alpha * self.opacity))
        return width
