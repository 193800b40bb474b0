"""A canvas is the sheet a mobject paints on: shapes, glows, pictures and words, in design pixels, y downwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.placed_texts import PlacedText, noted, uncut
from scenes.stage.drawing.shapes import Shapes
from scenes.stage.drawing.sheets import copy_exactly, copy_near
from scenes.stage.drawing.surfaces import Sheets, glow_mask, sheet_of
from scenes.stage.drawing.text_metrics import SMOOTH, font_weight, shortened, text_width
from scenes.stage.drawing.theme import RGB, SMALLEST_TYPE

LONG_CURVE = 0.3  # pixels a long curve may be off its way: cairo's own 0.1 takes a fifth more time


class Canvas(Shapes):
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
    zoom
        How much larger than in the whole frame it is seen, while the camera is close.
    """

    def __init__(
        self,
        context: cairo.Context,
        font: str,
        opacity: float = 1.0,
        placed: list[PlacedText] | None = None,
        zoom: float = 1.0,
    ) -> None:
        super().__init__(context, opacity)
        self.zoom = zoom
        self.font = font
        self.placed = placed
        context.set_font_options(SMOOTH)

    def curve(
        self, points: NDArray[np.float64], width: float, colour: RGB, alpha: float = 1.0, dash: tuple[float, ...] = ()
    ) -> None:
        """Draw a Bézier curve through the first and last of its four ``points`` (4, 2)."""
        context, (start, one, two, end) = self.context, points.tolist()
        usual = context.get_tolerance()
        context.set_tolerance(LONG_CURVE)
        context.move_to(*start)
        context.curve_to(*one, *two, *end)
        self._stroke(width, colour, alpha, dash)
        context.set_tolerance(usual)

    def glow(self, x: float, y: float, radius: float, colour: RGB, alpha: float = 1.0) -> None:
        """Draw a soft light around a point."""
        if alpha * self.opacity < 1 / 255:
            return
        context = self.context
        pixels = max(2, round(radius * self.scale))
        if self.zoom != 1 and pixels > 24:
            pixels = 4 * round(pixels / 4)  # a mask takes longer to make than all else: one does for some moments
        mask = glow_mask(pixels)
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
        version: object = None,
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
        version
            What decides how it looks, where that changes now and then; then it is drawn anew.
        """
        if alpha * self.opacity < 1 / 255:
            return
        context, drawn = self.context, lambda own: draw(Canvas(own, self.font))
        context.save()
        if not copy_near(context, sheets, key, box, drawn, version, self.zoom):
            copy_exactly(context, sheets, key, box, drawn, version)
        context.paint_with_alpha(alpha * self.opacity)
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
        rim: RGB | None = None,
    ) -> float:
        """Write ``text`` with its optical middle at height ``y``.

        Parameters
        ----------
        align
            Where ``x`` lies in the text: 0 at its left end, 0.5 in its middle, 1 at its right end.
        plate
            A ground to paint behind the words, where they stand on lines.
        rim
            A colour around every letter, where they stand on a picture.

        Returns
        -------
        float
            The width of the text in design pixels.
        """
        width = self.width_of(text, size, bold)
        left = x - align * width
        box = left, y - size * 0.5, left + width, y + size * 0.5
        alpha *= uncut(self.context, box) if self.zoom > 1 else 1.0
        if alpha * self.opacity < 1 / 255 or not text:
            return width
        if plate is not None:
            margin = size * 0.18
            self.box(left - margin, y - size * 0.56, width + 2 * margin, size * 1.12, plate, 0.85 * alpha, size * 0.2)
        context = self.context
        with self.noted(text, box, colour, alpha, rim):
            context.select_font_face(self.font, cairo.FONT_SLANT_NORMAL, font_weight(bold))
            context.set_font_size(size)
            # Digits and capitals are about 0.72 of the size high: half puts them in the middle.
            if rim is not None:
                context.move_to(left, y + size * 0.36)
                context.text_path(text)
                context.set_line_join(cairo.LINE_JOIN_ROUND)
                self._stroke(0.22 * size, rim, alpha)
            self._ink(colour, alpha)
            context.move_to(left, y + size * 0.36)
            context.show_text(text)
            context.new_path()
        return width

    def noted(
        self,
        text: str,
        box: tuple[float, float, float, float],
        colour: RGB,
        alpha: float = 1.0,
        rim: RGB | None = None,
    ) -> AbstractContextManager[None]:
        """Note a text that is written meanwhile into a box (left, top, right, bottom), where texts are noted."""
        if self.placed is None:
            return nullcontext()
        return noted(self.context, self.placed, text, box, colour, alpha * self.opacity, rim)

    def fitted(
        self,
        text: str,
        x: float,
        y: float,
        room: float,
        size: float,
        colour: RGB,
        alpha: float = 1.0,
        align: float = 0,
    ) -> None:
        """Write ``text`` in so much room: smaller where it must be, and cut where that is not enough."""
        shrink = min(1.0, room / max(1.0, self.width_of(text, size)))
        size *= max(SMALLEST_TYPE / size, shrink)
        self.text(shortened(text, room, size, self.font), x, y, size, colour, alpha, align)
