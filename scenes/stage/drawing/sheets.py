"""What looks alike in many frames is drawn on a sheet at first, and copied from then on."""

from __future__ import annotations

import math
from collections.abc import Callable

import cairo

from scenes.stage.drawing.surfaces import Sheets

STEPS = 4  # close up, sheets are drawn in so many sizes before they are twice as large
MOST_PIXELS = 6.0  # of a frame's: how large a sheet may be that is drawn in steps

Area = tuple[float, float, float, float]
Draw = Callable[[cairo.Context], None]


def copy_exactly(context: cairo.Context, sheets: Sheets, key: str, box: Area, draw: Draw, version: object) -> None:
    """Make a sheet the source of a context, drawn for exactly this place and size; only what is seen of it."""
    x, y, width, height = box
    corners = [context.user_to_device(x + a * width, y + b * height) for a in (0, 1) for b in (0, 1)]
    left, top = (math.floor(min(corner[k] for corner in corners)) for k in (0, 1))
    right, bottom = (math.ceil(max(corner[k] for corner in corners)) for k in (0, 1))
    matrix = context.get_matrix()
    context.identity_matrix()
    seen = context.clip_extents()
    left, top = max(left, math.floor(seen[0])), max(top, math.floor(seen[1]))
    right, bottom = min(right, math.ceil(seen[2])), min(bottom, math.ceil(seen[3]))
    now = (version, left, top, right, bottom, *matrix)
    if key not in sheets or sheets[key][0] != now:
        sheet = cairo.ImageSurface(cairo.FORMAT_ARGB32, max(1, right - left), max(1, bottom - top))
        sheet.set_device_offset(-left, -top)
        own = cairo.Context(sheet)
        own.set_matrix(matrix)
        draw(own)
        sheets[key] = now, sheet
    context.set_source_surface(sheets[key][1], 0, 0)


def copy_near(
    context: cairo.Context, sheets: Sheets, key: str, box: Area, draw: Draw, version: object, zoom: float
) -> bool:
    """Make a sheet the source of a context that is drawn at the next larger of a few sizes, and copied smaller.

    So a sheet does for many frames while the camera moves; which one it is follows from the place of the camera
    alone. Where the camera is far, or a sheet would be too large or is turned, this does nothing.

    Returns
    -------
    bool
        Whether there is a sheet.
    """
    matrix = context.get_matrix()
    if zoom <= 1 or matrix.xy or matrix.yx:
        return False
    x, y, width, height = box
    larger = 2 ** (math.ceil(STEPS * math.log2(zoom) - 1e-6) / STEPS) / zoom
    across, down = round(matrix.xx * larger, 6), round(matrix.yy * larger, 6)
    columns, rows = math.ceil(width * across) + 2, math.ceil(height * down) + 2
    target = context.get_target()
    if columns * rows > MOST_PIXELS * target.get_width() * target.get_height():
        return False
    now = (version, across, down, columns, rows)
    if key not in sheets or sheets[key][0] != now:
        sheet = cairo.ImageSurface(cairo.FORMAT_ARGB32, columns, rows)
        own = cairo.Context(sheet)
        own.translate(1, 1)
        own.scale(across, down)
        own.translate(-x, -y)
        draw(own)
        sheets[key] = now, sheet
    context.translate(x, y)
    context.scale(1 / across, 1 / down)
    context.set_source_surface(sheets[key][1], -1, -1)
    context.get_source().set_filter(cairo.FILTER_BILINEAR)
    return True
