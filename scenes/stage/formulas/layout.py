"""The workbench: the network on one side, and a sheet beside or below it on which is worked out what it does."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.stage.drawing.frame_layout import Box, Regions

MARGIN = 34.0  # around what stands on the sheet


@dataclass(frozen=True)
class Workbench:
    """Where things stand, in design pixels of the frame."""

    title: Box
    legend: Box
    network: Box
    sheet: Box

    @classmethod
    def of(cls, regions: Regions) -> Workbench:
        """Lay the workbench out in the frame of ``regions``, above its caption."""
        width, height = regions.frame.width, regions.frame.height
        if regions.upright:
            legend, network = Box(60, 168, width - 110, 140), Box(10, 300, width - 34, 660)
            return cls(Box(60, 84, width - 120, 76), legend, network, Box(40, 976, width - 80, 710))
        if width < 1.3 * height:
            legend, network = Box(36, 76, width - 72, 66), Box(10, 162, width - 34, 402)
            return cls(Box(36, 14, width - 72, 58), legend, network, Box(28, 570, width - 56, 394))
        side = 680.0
        left = width - side - 44
        legend, network = Box(60, 126, left - 80, 96), Box(20, 232, left - 40, 716)
        return cls(Box(60, 40, left - 80, 80), legend, network, Box(left, 44, side, 908))

    @property
    def inner(self) -> Box:
        """The sheet without its margin."""
        sheet = self.sheet
        return Box(sheet.x + MARGIN, sheet.y + MARGIN / 3, sheet.width - 2 * MARGIN, sheet.height - MARGIN / 1.5)

    def halves(self) -> tuple[Box, Box]:
        """Return room for two panels on the sheet: one above the other, or side by side where it is wide."""
        box = self.inner
        if box.width > 1.3 * box.height:
            width = (box.width - 40) / 2
            return Box(box.x, box.y, width, box.height), Box(box.x + width + 40, box.y, width, box.height)
        upper = 0.52 * box.height
        return (
            Box(box.x, box.y + 14, box.width, upper - 14),
            Box(box.x, box.y + upper + 50, box.width, box.height - upper - 50),
        )
