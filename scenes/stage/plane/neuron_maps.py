"""What single neurons see: each of them opens into a small map of the plane, bright where it answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, Theme

MOST_MAPS = 12
SHAPE = 60, 100  # rows and columns of a small map
GAP = 26.0


class NeuronMaps(Painted):
    """Small maps that grow out of the neurons of a layer.

    Parameters
    ----------
    width, height
        The box in which the maps stand when they are open, in design pixels.
    brightness
        How bright each neuron shines at each cell of the plane, 0 to 1, shape (neurons, rows, columns).
    starts
        The centres of the neurons in the box, shape (neurons, 2), and their radius.
    radius
        Of the neurons, in design pixels.
    frames
        Colour and width of each map's frame; by default the outline's.

    Attributes
    ----------
    opened
        From 0, where each map is as small as its neuron, to 1.
    """

    def __init__(
        self,
        width: float,
        height: float,
        brightness: NDArray[np.float64],
        starts: NDArray[np.float64],
        radius: float,
        theme: Theme = NIGHT,
        frames: list[tuple[RGB, float]] | None = None,
    ) -> None:
        super().__init__(width, height, theme)
        dark, bright = np.array(theme.neuron), np.array(theme.signal)
        shades = dark + 0.92 * (bright - dark) * brightness[..., None]
        self.pictures = np.round(255 * shades).astype(np.uint8)
        self.starts = np.asarray(starts, dtype=float)
        self.radius = radius
        self.frames = tuple(frames or [(theme.outline, 2.5)] * len(brightness))
        self.places, self.size = _grid(len(brightness), width, height)
        self.opened = 0.0

    def draw(self, canvas: Canvas) -> None:
        """Paint every map where it is on its way from its neuron to its place."""
        share = self.opened
        if share <= 0:
            return
        wide, high = self.size
        for picture, start, place, (colour, line) in zip(
            self.pictures, self.starts, self.places, self.frames, strict=True
        ):
            x, y = start + (place - start) * share
            w, h = (2 * self.radius * (1 - share) + length * share for length in (wide, high))
            line *= share
            left, top = float(x - w / 2), float(y - h / 2)
            alpha = min(1.0, 3 * share)
            rim = line + 3
            canvas.box(left - rim, top - rim, w + 2 * rim, h + 2 * rim, self.theme.ground, alpha)
            canvas.box(left - line, top - line, w + 2 * line, h + 2 * line, colour, alpha)
            canvas.image(picture, left, top, w, h, alpha)


def _grid(count: int, width: float, height: float) -> tuple[NDArray[np.float64], tuple[float, float]]:
    """Return the centres of the maps in as many columns as make them largest, and their size."""
    aspect = SHAPE[1] / SHAPE[0]

    def wide_in(columns: int) -> float:
        rows = -(-count // columns)
        across = (width - GAP * (columns + 1)) / columns
        return min(across, aspect * (height - GAP * (rows + 1)) / rows)

    columns = max(range(1, count + 1), key=wide_in)
    wide = min(wide_in(columns), 0.6 * width)
    high = wide / aspect
    rows = -(-count // columns)
    places = []
    for k in range(count):
        row = k // columns
        in_row = min(columns, count - row * columns)
        x = width / 2 + (k % columns - (in_row - 1) / 2) * (wide + GAP)
        y = height / 2 + (row - (rows - 1) / 2) * (high + GAP)
        places.append((x, y))
    return np.array(places), (wide, high)
