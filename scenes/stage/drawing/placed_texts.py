"""Where texts came to stand in a frame, and on what: noted while they are written, so that it can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.theme import RGB

GONE = 0.2  # of a text: where the edge of the frame cuts off so much, none of its letters is shown
Corners = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True)
class PlacedText:
    """A piece of text as it came to stand in the frame.

    Attributes
    ----------
    box
        Left, top, right and bottom, in pixels; it is as high as the type.
    colour
        What it is written in.
    ground
        The pixels it was written on, (height, width, 3).
    written
        The same pixels when it was written; what is painted later may cover it.
    rim
        The colour around its letters, where there is any.
    """

    text: str
    box: Corners
    alpha: float
    colour: RGB = field(repr=False)
    ground: NDArray[np.uint8] = field(repr=False, compare=False)
    written: NDArray[np.uint8] = field(repr=False, compare=False)
    rim: RGB | None = field(default=None, repr=False)


@contextmanager
def noted(
    context: cairo.Context,
    placed: list[PlacedText],
    text: str,
    box: Corners,
    colour: RGB,
    alpha: float,
    rim: RGB | None,
) -> Iterator[None]:
    """Note a text among those ``placed``, which is written meanwhile into a box of design pixels."""
    corners = *context.user_to_device(*box[:2]), *context.user_to_device(*box[2:])
    surface = context.get_target()
    surface.flush()
    shape = surface.get_height(), surface.get_stride() // 4, 4
    pixels = np.ndarray(shape, np.uint8, surface.get_data())[:, : surface.get_width(), :3]
    left, top, right, bottom = (max(0, round(corner)) for corner in corners)
    area = slice(top, max(top + 1, bottom)), slice(left, max(left + 1, right))
    ground = pixels[area].copy()
    yield
    surface.flush()
    placed.append(PlacedText(text, corners, alpha, colour, ground, pixels[area].copy(), rim))


def uncut(context: cairo.Context, box: Corners) -> float:
    """Return how visible a text stays in a box of design pixels that the edge of a close view cuts, 0 to 1."""
    target = context.get_target()
    (left, top), (right, bottom) = context.user_to_device(*box[:2]), context.user_to_device(*box[2:])
    across = max(0.0, -left, right - target.get_width()) / max(1.0, right - left)
    down = max(0.0, -top, bottom - target.get_height()) / max(1.0, bottom - top)
    return max(0.0, 1 - max(across, down) / GONE)
