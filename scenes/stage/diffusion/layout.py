"""Where things stand in a lesson about a plane: the plane large, and beside or below it the panel that counts."""

from __future__ import annotations

from dataclasses import replace

from scenes.stage.drawing.frame_layout import Box, FrameLayout, network_and_panels


def plane_of_labels(width: float, height: float) -> FrameLayout:
    """Lay out a plane of labels.

    ``plane`` is a square; ``note`` the line below the title; ``bars`` stand on the ``card``; ``first`` and
    ``second`` are two squares for planes to compare, ``first_title`` and ``second_title`` the words above them; of
    the chain through the layers ``chain_title``, ``chain_legend`` and ``stack``.
    """
    layout = network_and_panels(width, height)
    end = layout.end
    if layout.upright:
        side, small, x = width - 108, 700.0, 54.0
        plane, title = Box(x, 248, side, side), Box(x, 64, side, 84)
        note, legend = Box(x, 148, side, 44), Box(x, 196, side, 44)
        card = Box(x, plane.bottom + 24, side, end - plane.bottom - 24)
        first = Box((width - small) / 2, 150, small, small)
        second = Box((width - small) / 2, end - small, small, small)
    elif layout.square:
        small = width / 2 - 42
        plane, title = Box(28, 222, 640, 640), Box(28, 30, width - 56, 84)
        note, legend = Box(28, 116, width - 56, 44), Box(28, 164, width - 56, 44)
        card = Box(690, 222, width - 718, 640)
        first, second = Box(28, 290, small, small), Box(width - 28 - small, 290, small, small)
    else:
        side, small = end - 64, end - 140
        left = 56 + side + 56
        room, gap = width - left - 56, (width - 2 * small) / 3
        plane, title = Box(56, 64, side, side), Box(left, 64, room, 84)
        note, legend = Box(left, 150, room, 44), Box(left, 214, room, 92)
        card = Box(left, 326, room, 64 + side - 326)
        first, second = Box(gap, 140, small, small), Box(2 * gap + small, 140, small, small)
    head, signs = layout["title"], layout["legend"]
    top = signs.y + 80
    return layout.with_boxes(
        plane=plane,
        title=title,
        question=replace(title, y=title.y - 10, height=104),
        note=note,
        legend=legend,
        card=card,
        bars=card.inset(22.0 if card.width < 500 else 36.0, 24),
        first=first,
        second=second,
        first_title=Box(first.x, first.y - 58.2, first.width, 46.8),
        second_title=Box(second.x, second.y - 58.2, second.width, 46.8),
        chain_title=Box(head.x, head.y, width - 2 * head.x, head.height),
        chain_legend=Box(signs.x, signs.y, width - 2 * signs.x, signs.height),
        stack=Box(signs.x, top, width - 2 * signs.x, end - top),
    )
