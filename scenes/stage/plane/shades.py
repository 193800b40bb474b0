"""The colours of a map and the lines on it, at a place of the training."""

from __future__ import annotations

import numpy as np
from contourpy import contour_generator
from numpy.typing import NDArray

from scenes.stage.drawing.surfaces import Kept
from scenes.stage.drawing.theme import Theme
from scenes.stage.plane.window import Answers, certainty, leads

DEEPEST = 0.74  # how much of a class's colour the map takes on where the network is certain

Lines = list[NDArray[np.float64]]


def lines_of(preactivations: NDArray[np.float32]) -> Lines:
    """Return the lines between the classes, each (n, 2) in shares of the window, from the answers at its cells."""
    lines: Lines = []
    x, y = ((np.arange(cells) + 0.5) / cells for cells in (preactivations.shape[1], preactivations.shape[0]))
    for lead in leads(preactivations):
        lines += contour_generator(x, y, lead).lines(0.0)
    return lines


class Shades(Kept[tuple[float, int], tuple[NDArray[np.uint8], Lines]]):
    """What a map shows, kept while it rests."""

    def of(
        self, answers: Answers, place: float, fine: int, classes: int, theme: Theme
    ) -> tuple[NDArray[np.uint8], Lines]:
        """Return the colour of every cell at a place, shape (rows, columns, 3), and the lines between the classes.

        ``fine`` times as many rows and columns are asked for.
        """
        if (place, fine) not in self:
            self.clear()
            found = answers.at(place, fine)
            winner, sure = certainty(found)
            self[place, fine] = _colours(classes, theme)[winner, (255 * sure).astype(np.uint8)], lines_of(found)
        return self[place, fine]


def _colours(classes: int, theme: Theme) -> NDArray[np.uint8]:
    """Return the colour of every class at 256 degrees of certainty, shape (classes, 256, 3)."""
    depth = DEEPEST * np.linspace(0, 1, 256)[:, None] ** 0.8
    ground = np.array(theme.panel if theme.is_light else theme.ground)
    shades = [ground + (np.array(theme.classes[k]) - ground) * depth for k in range(classes)]
    return np.round(255 * np.array(shades)).astype(np.uint8)
