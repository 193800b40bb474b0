"""Pictures ready to be copied into a frame: drawing something once and copying it is what makes frames cheap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.theme import RGB

K, V = TypeVar("K"), TypeVar("V")


@lru_cache(maxsize=256)
def glow_mask(radius: int) -> cairo.ImageSurface:
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
def round_mask(radius: float, width: float, x: float, y: float) -> cairo.ImageSurface:
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
