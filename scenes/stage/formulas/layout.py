"""The workbench: the network on one side, and a sheet beside or below it on which is worked out what it does."""

from __future__ import annotations

from scenes.stage.drawing.frame_layout import Box, FrameLayout, network_and_panels

NAME_ROOM, NEURON_ROOM = 76.0, 128.0  # below the network, and for each neuron with its figures
MARGIN = 34.0  # around what stands on the sheet


def network_and_sheet(width: float, height: float) -> FrameLayout:
    """Lay out the workbench above the caption.

    ``inner`` is the ``sheet`` without its margin; ``first`` and ``second`` are room for two panels on it, one above
    the other, or side by side where it is wide; ``slice`` is one panel, no higher than wide; ``alone`` is all the
    room of network and sheet, where the network stands before there is a sheet.
    """
    layout = network_and_panels(width, height)
    end = layout.end
    if layout.upright:
        title, sheet = Box(60, 88, width - 120, 76), Box(40, 976, width - 80, end - 976)
        legend, network = Box(60, 168, width - 110, 140), Box(10, 300, width - 34, 660)
    elif layout.square:
        title, sheet = Box(36, 27, width - 72, 58), Box(28, 566, width - 56, end - 566)
        legend, network = Box(36, 76, width - 72, 70), Box(10, 160, width - 34, 404)
    else:
        left = width - 680.0 - 44
        title, sheet = Box(60, 42, left - 80, 80), Box(left, 44, 680.0, end - 44)
        legend, network = Box(60, 126, left - 80, 96), Box(20, 232, left - 40, end - 232)
    inner = sheet.inset(MARGIN, 4)
    if inner.width > 1.3 * inner.height:
        first, second = inner.side_by_side(40)
    else:
        upper = 0.52 * inner.height
        first = Box(inner.x, inner.y + 14, inner.width, upper - 14)
        second = Box(inner.x, inner.y + upper + 50, inner.width, inner.height - upper - 50)
    high = min(inner.height, 0.95 * inner.width)
    left, right, bottom = min(network.x, sheet.x), max(network.right, sheet.right), max(network.bottom, sheet.bottom)
    return layout.with_boxes(
        title=title,
        sheet=sheet,
        legend=legend,
        network=network,
        inner=inner,
        first=first,
        second=second,
        slice=Box(inner.x, inner.y + (inner.height - high) / 2, inner.width, high),
        alone=Box(left, network.y, right - left, bottom - network.y),
    )


def neurons_with_names(layout: FrameLayout) -> int:
    """Return how many neurons a layer may have, so that below its figures there is room for its name."""
    return int((layout["network"].height - NAME_ROOM) // NEURON_ROOM)
