"""The picture that is looked at, and its pixels on their way to the network."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, Theme, blend

Shades = NDArray[np.uint8]

BANDS = 10  # of a picture, one above the other or side by side: each is drawn as one neuron


def shades_of(ink: ArrayLike) -> Shades:
    """Return inputs from 0 (paper) to 1 (ink), row by row, as the shades of a square picture (side, side)."""
    flat = np.asarray(ink, dtype=float)
    side = round(len(flat) ** 0.5)
    return np.round(255 * np.clip(flat, 0, 1)).astype(np.uint8).reshape(side, side)


def in_bands(values: NDArray[np.float64], columns: bool = False) -> NDArray[np.float64]:
    """Return what belongs to the pixels of a square picture, row by row (pixels, n), band by band.

    Parameters
    ----------
    values
        One row a pixel.
    columns
        Whether the bands are columns of the picture, from the left, and not rows, from the top.

    Returns
    -------
    (BANDS, pixels of a band, n)
    """
    if columns:
        side = round(len(values) ** 0.5)
        values = values.reshape(side, side, -1).swapaxes(0, 1)
    return values.reshape(BANDS, -1, values.shape[-1])


def spread(count: int, most: int) -> list[int]:
    """Return at most ``most`` of the numbers below ``count``, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist()


def on_paper(shades: Shades, theme: Theme) -> NDArray[np.uint8]:
    """Return a picture in the theme's colours (rows, columns, 3): its paper is the panel, its ink the ink."""
    share = np.arange(256)[:, None] / 255
    table = np.array(theme.panel) + (np.array(theme.ink) - np.array(theme.panel)) * share
    return np.round(255 * table).astype(np.uint8)[shades]


def colour_of(mark: str, theme: Theme) -> RGB:
    """Return the colour of what is ``right``, ``wrong``, ``unsure``, or ``plain``."""
    return {"right": theme.positive, "wrong": theme.error, "unsure": theme.answer}.get(mark, theme.ink)


def signed(values: ArrayLike, limit: float, theme: Theme) -> NDArray[np.uint8]:
    """Return a table of weights as a picture (rows, columns, 3): the colour of its sign, the stronger the fuller.

    Parameters
    ----------
    values
        The weights, shape (rows, columns).
    limit
        The weight that has the full colour; 0 has that of the panel.
    """
    share = np.clip(np.asarray(values, dtype=float) / max(limit, 1e-12), -1, 1)[:, :, None]
    panel = np.array(theme.panel)
    full = np.where(share > 0, theme.positive, theme.negative)
    return np.round(255 * (panel + (full - panel) * np.abs(share))).astype(np.uint8)


class Picture(Painted):
    """The picture that is looked at, in large pixels.

    Parameters
    ----------
    width, height
        Of the square, in design pixels.
    shades
        The picture, shape (rows, columns).
    columns
        Whether its bands are columns.

    Attributes
    ----------
    turned
        How far the picture before it has given way to this one, 0 to 1.
    bands
        How visible the lines between its bands are, 0 to 1.
    """

    def __init__(
        self, width: float, height: float, shades: Shades, theme: Theme = NIGHT, columns: bool = False
    ) -> None:
        super().__init__(width, height, theme)
        self.shades = self.before = shades
        self.columns = columns
        self.turned, self.bands = 1.0, 0.0

    def show(self, shades: Shades) -> Picture:
        """Let another picture take the place of this one, as ``turned`` goes from 0 to 1."""
        self.before, self.shades, self.turned = self.shades, shades, 0.0
        return self

    def draw(self, canvas: Canvas) -> None:
        """Paint the picture and its rim."""
        side, _ = self.design_size
        theme = self.theme
        if self.turned < 1:
            canvas.image(on_paper(self.before, theme), 0, 0, side, side, smooth=False)
        if self.turned > 0:
            canvas.image(on_paper(self.shades, theme), 0, 0, side, side, self.turned, smooth=False)
        frame(canvas, 0, 0, side, theme.outline, 2)
        if self.bands > 0:
            for k in range(1, BANDS):
                at = side * k / BANDS
                start, end = ((at, 0.0), (at, side)) if self.columns else ((0.0, at), (side, at))
                canvas.line(start, end, 1.5, theme.outline, self.bands)


def frame(canvas: Canvas, x: float, y: float, side: float, colour: RGB, width: float, alpha: float = 1.0) -> None:
    """Draw the rim of a square."""
    for start, end in (((0, 0), (1, 0)), ((1, 0), (1, 1)), ((1, 1), (0, 1)), ((0, 1), (0, 0))):
        one, other = ((x + side * a, y + side * b) for a, b in (start, end))
        canvas.line(one, other, width, colour, alpha)


class PixelFlow(Painted):
    """The inked pixels of a picture travel to the neurons of their bands.

    Parameters
    ----------
    width, height
        A box that holds the picture and the neurons.
    picture
        Where the picture stands in it.
    ends
        Where each band's neuron stands in it, shape (bands, 2), from the uppermost or the leftmost.
    columns
        Whether bands are columns of the picture, and the neurons below it.

    Attributes
    ----------
    travelled
        How far the pixels have come, 0 to 1.
    """

    MOST = 260  # pixels on their way at once

    def __init__(
        self, width: float, height: float, picture: Box, ends: ArrayLike, theme: Theme = NIGHT, columns: bool = False
    ) -> None:
        super().__init__(width, height, theme)
        self.columns = columns
        self.corner, self.side = (picture.x, picture.y), picture.width
        self.ends = np.array(ends, dtype=float)
        self.travelled = 0.0
        self.sources = np.zeros((0, 2))
        self.bands = np.zeros(0, dtype=int)

    def show(self, shades: Shades) -> PixelFlow:
        """Let the pixels of this picture be those that travel; they stand at the start."""
        rows, columns = np.nonzero(shades > 127)
        chosen = spread(len(rows), self.MOST)
        rows, columns = rows[chosen], columns[chosen]
        pixel = self.side / shades.shape[0]
        self.sources = np.column_stack([columns + 0.5, rows + 0.5]) * pixel + self.corner
        self.bands = (columns if self.columns else rows) * len(self.ends) // shades.shape[0]
        self.travelled = 0.0
        return self

    def draw(self, canvas: Canvas) -> None:
        """Paint every pixel where it is now; those nearest to the network leave first."""
        if not 0 < self.travelled < 1 or not len(self.sources):
            return
        size = self.side / 50
        axis = 1 if self.columns else 0
        late = 0.45 * (1 - (self.sources[:, axis] - self.corner[axis]) / self.side)
        share = np.clip((self.travelled - late) / 0.55, 0, 1)
        eased = (share * share * (3 - 2 * share))[:, None]
        places = self.sources + (self.ends[self.bands] - self.sources) * eased
        # A pixel is seen once it moves, and no longer when it has arrived.
        alphas = np.minimum(np.minimum(1, share / 0.08), (1 - share) / 0.06).clip(0, 1)
        colour = blend(self.theme.ink, self.theme.signal, 0.6)
        for (x, y), alpha in zip(places.tolist(), alphas.tolist(), strict=True):
            if alpha > 0.02:
                canvas.box(x - size / 2, y - size / 2, size, size, colour, alpha)
