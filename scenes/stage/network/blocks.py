"""Inputs that are bands of a picture: blocks at its edge, each as long as its band is wide."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnlib.arrays import frozen
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.theme import RGB
from scenes.stage.network.layout import Layout

APART, DEEP = 5.0, 36.0  # from the picture; how far a block reaches from there
LONG, ROUND = 0.86, 8.0  # length of a block by the width of its band; radius of its corners
LINE = 2.5
NAME_AT = 16.0  # beside the last of them below a picture, for the name of their layer


@dataclass(frozen=True)
class Blocks:
    """Where the blocks of the inputs stand in a diagram's box, in design pixels.

    Attributes
    ----------
    along
        Where their middles are on the way of the signals.
    start, pitch
        Where the first band begins, and how wide each is, across that way.
    below
        Whether they stand below the picture, whose bands are columns, and not at its right side.
    """

    along: float
    start: float
    pitch: float
    below: bool = False

    @classmethod
    def at(cls, picture: Box, diagram: Box, bands: int, below: bool = False) -> Blocks:
        """Return the blocks at the edge of a picture, for the diagram in another box of the frame."""
        away = APART + DEEP / 2
        if below:
            return cls(picture.bottom + away - diagram.y, picture.x - diagram.x, picture.width / bands, True)
        return cls(picture.right + away - diagram.x, picture.y - diagram.y, picture.height / bands)

    def move_inputs(self, layout: Layout) -> Layout:
        """Return a layout whose inputs stand here, and beside them the name of their layer."""
        across = self.start + self.pitch * (np.array(layout.shown[0]) + 0.5)
        along, names = np.full(len(across), self.along), layout.names
        pair = (across, along) if self.below else (along, across)
        if self.below and names:
            names = ((self.start + len(across) * self.pitch + NAME_AT, self.along, 0.0), *names[1:])
        return replace(layout, places=(frozen(np.column_stack(pair)), *layout.places[1:]), names=names)

    def draw(self, canvas: Canvas, x: float, y: float, body: RGB, rim: RGB) -> None:
        """Draw the block whose middle is (x, y)."""
        for colour, inset in ((rim, 0.0), (body, LINE)):
            sides = DEEP - 2 * inset, LONG * self.pitch - 2 * inset
            wide, high = sides[::-1] if self.below else sides
            canvas.box(x - wide / 2, y - high / 2, wide, high, colour, radius=ROUND - inset)
