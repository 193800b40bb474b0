"""A gallery: pictures side by side, each with a few words below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.surfaces import Sheets
from scenes.stage.drawing.text_metrics import wrap
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.pictures.picture import colour_of, frame, on_paper, shades_of, spread


@dataclass(frozen=True)
class Tile:
    """A picture with words below it.

    Attributes
    ----------
    pixels
        Shades of ink (rows, columns), or colours (rows, columns, 3).
    words, detail
        A line below it, and a fainter one below that; empty for none.
    mark
        The colour of its rim and words: ``plain``, ``right``, ``wrong`` or ``unsure``.
    """

    pixels: NDArray[np.uint8]
    words: str = ""
    detail: str = ""
    mark: str = "plain"


STYLES = {"sheet": (26.0, 10.0), "row": (44.0, 48.0), "tally": (24.0, 14.0), "minds": (26.0, 22.0)}
"""Size of the type and gap between two pictures, in design pixels."""


class Gallery(Painted):
    """Pictures side by side in rows: as many in a row as make them large, and rows full where that hardly costs.

    Parameters
    ----------
    tiles
        The pictures.
    style
        One of ``STYLES``.

    Attributes
    ----------
    shown
        How many have appeared; between two whole numbers one is fading in.
    waiting
        How visible those are that have not, 0 to 1.
    chosen, aside
        The picture that is spoken of, and how far all others step back meanwhile, 0 to 1.
    """

    def __init__(
        self, width: float, height: float, tiles: Sequence[Tile], style: str = "sheet", theme: Theme = NIGHT
    ) -> None:
        super().__init__(width, height, theme)
        self.tiles, self.shown = tuple(tiles), float(len(tiles))
        self.waiting, self.chosen, self.aside = 0.0, -1, 0.0
        self.type_size, self.gap = STYLES[style]
        self._cached_sheets = Sheets()

    @cached_property
    def columns(self) -> int:
        """How many pictures stand in a row."""

        def worth(columns: int) -> float:
            return self._side_in(columns) * (0.93 if len(self.tiles) % columns else 1)

        return max(range(1, len(self.tiles) + 1), key=worth, default=1)

    @cached_property
    def side(self) -> float:
        """The side of each picture: the largest with which all fit, in design pixels."""
        return max(8.0, self._side_in(self.columns))

    @cached_property
    def room_for_words(self) -> float:
        """The height of the words below a picture."""
        return self._room_for_words_in(self.columns)

    def _side_in(self, columns: int) -> float:
        width, height = self.design_size
        rows = -(-len(self.tiles) // columns)
        across = (width - (columns - 1) * self.gap) / columns
        return min(across, (height - (rows - 1) * self.gap) / rows - self._room_for_words_in(columns))

    def _room_for_words_in(self, columns: int) -> float:
        lines = max((len(self._words_of(tile, columns)) + bool(tile.detail) for tile in self.tiles), default=0)
        return lines * 1.3 * self.type_size + (8 if lines else 0)

    def _words_of(self, tile: Tile, columns: int) -> list[str]:
        """Return the words of a tile, in lines no wider than its place."""
        room = (self.design_size[0] + self.gap) / columns - 0.5 * self.gap
        return wrap(tile.words, room, self.type_size, self.theme.font) if tile.words else []

    def place_of(self, k: int) -> tuple[float, float]:
        """Return the upper left corner of a picture; the pictures stand in the middle of the box."""
        width, height = self.design_size
        rows = -(-len(self.tiles) // self.columns)
        row, column = divmod(k, self.columns)
        # A last row that is not full stands in the middle, too.
        full = min(self.columns, len(self.tiles) - row * self.columns)
        pitch = self._pitch
        left = (width - (full - 1) * pitch - self.side) / 2
        down = self.side + self.room_for_words
        top = (height - rows * down - (rows - 1) * self.gap) / 2
        return left + column * pitch, top + row * (down + self.gap)

    def middle_of(self, k: int) -> tuple[float, float]:
        """Return the middle of a picture, without its words."""
        left, top = self.place_of(k)
        return left + self.side / 2, top + self.side / 2

    @cached_property
    def _pitch(self) -> float:
        """From picture to picture: words that are wider than theirs may use the room between them."""
        if not self.room_for_words:
            return self.side + self.gap
        return (self.design_size[0] + self.gap) / self.columns

    def draw(self, canvas: Canvas) -> None:
        """Paint the pictures that have appeared, and their words."""
        for k in range(len(self.tiles)):
            alpha = self.waiting + (1 - self.waiting) * min(1.0, max(0.0, self.shown - k))
            alpha *= 1.0 if k == self.chosen else 1 - self.aside
            if alpha > 0:
                self._draw_tile(canvas, k, *self.place_of(k), alpha)

    def _draw_tile(self, canvas: Canvas, k: int, x: float, y: float, alpha: float) -> None:
        tile = self.tiles[k]
        theme, side, size = self.theme, self.side, self.type_size

        def paint(sheet: Canvas) -> None:
            pixels = tile.pixels if tile.pixels.ndim == 3 else on_paper(tile.pixels, theme)
            sheet.image(pixels, x, y, side, side, smooth=side < 1.5 * len(pixels))

        canvas.drawn_once(self._cached_sheets, f"{k}", (x, y, side, side), paint, alpha)
        colour = colour_of(tile.mark, theme)
        frame(canvas, x, y, side, theme.outline if tile.mark == "plain" else colour, 2 if side > 60 else 1, alpha)
        room = max(side, self._pitch - 0.5 * self.gap)
        at = y + side + 8 + 0.62 * size
        lines = [(words, colour) for words in self._words_of(tile, self.columns)] + [(tile.detail, theme.muted)]
        for words, ink in lines:
            if words:
                canvas.fitted(words, x + side / 2, at, room, size, ink, alpha, 0.5)
                at += 1.3 * size


def tiles_of(pictures: NDArray[np.float64], most: int) -> list[Tile]:
    """Return at most ``most`` of the pictures (n, pixels), evenly spread, without words."""
    return [Tile(shades_of(pictures[row])) for row in spread(len(pictures), most)]
