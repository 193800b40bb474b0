"""Inputs that are bands of a picture: blocks at its right edge, each as high as its band."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnlib.arrays import frozen
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.theme import RGB
from scenes.stage.network.layout import Layout

APART, WIDE = 5.0, 36.0  # from the picture; width of a block
HIGH, ROUND = 0.86, 8.0  # height of a block by that of its band; radius of its corners
LINE = 2.5


@dataclass(frozen=True)
class Blocks:
    """Where the blocks of the inputs stand in a diagram's box, in design pixels."""

    x: float
    top: float
    pitch: float

    @classmethod
    def beside(cls, picture: Box, diagram: Box, bands: int) -> Blocks:
        """Return the blocks at the right edge of a picture, for the diagram in another box of the frame."""
        x = picture.x + picture.width + APART + WIDE / 2 - diagram.x
        return cls(x, picture.y - diagram.y, picture.height / bands)

    def move_inputs(self, layout: Layout) -> Layout:
        """Return a layout whose inputs stand here."""
        heights = self.top + self.pitch * (np.array(layout.shown[0]) + 0.5)
        places = frozen(np.column_stack([np.full(len(heights), self.x), heights]))
        return replace(layout, places=(places, *layout.places[1:]))

    def draw(self, canvas: Canvas, x: float, y: float, body: RGB, rim: RGB) -> None:
        """Draw the block whose middle is (x, y)."""
        high = HIGH * self.pitch
        for colour, inset in ((rim, 0.0), (body, LINE)):
            wide, tall = WIDE - 2 * inset, high - 2 * inset
            canvas.box(x - wide / 2, y - tall / 2, wide, tall, colour, radius=ROUND - inset)
