"""Where things stand in a lesson about a plane: the plane large, and beside or below it the panel that counts."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.stage.drawing.frame_layout import Box, Regions


@dataclass(frozen=True)
class LabelLayout:
    """The boxes of such a lesson, in design pixels.

    Attributes
    ----------
    plane
        A square.
    title, note, legend
        The large words, the line below them, and what the signs mean.
    card, bars
        The ground of the panel, and what stands on it.
    pair
        Two squares for planes to compare, with room for a line of words above each.
    """

    plane: Box
    title: Box
    note: Box
    legend: Box
    card: Box
    bars: Box
    pair: tuple[Box, Box]

    @classmethod
    def of(cls, regions: Regions) -> LabelLayout:
        """Lay out a frame that has these regions."""
        width, height = regions.frame.width, regions.frame.height
        if regions.upright:
            side, small = width - 140, 680.0
            return cls._of_boxes(
                Box(70, 260, side, side),
                Box(70, 70, side, 84),
                Box(70, 156, side, 44),
                Box(70, 206, side, 44),
                Box(70, side + 288, side, height - side - 288 - 240),
                (Box((width - small) / 2, 150, small, small), Box((width - small) / 2, 940, small, small)),
            )
        if width < 1.3 * height:
            small = width / 2 - 42
            return cls._of_boxes(
                Box(28, 222, 640, 640),
                Box(28, 30, width - 56, 84),
                Box(28, 116, width - 56, 44),
                Box(28, 164, width - 56, 44),
                Box(690, 222, width - 718, 640),
                (Box(28, 290, small, small), Box(width - 28 - small, 290, small, small)),
            )
        side, small = height - 2 * 64 - 96, 780.0
        left = 56 + side + 56
        room = width - left - 56
        gap = (width - 2 * small) / 3
        return cls._of_boxes(
            Box(56, 64, side, side),
            Box(left, 64, room, 84),
            Box(left, 150, room, 44),
            Box(left, 214, room, 92),
            Box(left, 326, room, 64 + side - 326),
            (Box(gap, 140, small, small), Box(2 * gap + small, 140, small, small)),
        )

    @classmethod
    def _of_boxes(
        cls, plane: Box, title: Box, note: Box, legend: Box, card: Box, pair: tuple[Box, Box]
    ) -> LabelLayout:
        margin = 22.0 if card.width < 500 else 36.0
        bars = Box(card.x + margin, card.y + 24, card.width - 2 * margin, card.height - 48)
        return cls(plane, title, note, legend, card, bars, pair)
