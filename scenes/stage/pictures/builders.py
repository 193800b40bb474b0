"""Builders furnish a lesson about pictures: each is built in its place, none is played here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib import Network
from scenes.stage.drawing.frame_layout import Box, FrameLayout
from scenes.stage.drawing.theme import Theme
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.confusion_matrix import Confusion
from scenes.stage.panels.legend import Legend
from scenes.stage.panels.plot import Curves
from scenes.stage.panels.text import Card, EpochHeading, Heading, TextBlock
from scenes.stage.pictures.class_scores import ClassScores
from scenes.stage.pictures.gallery import Gallery, Tile
from scenes.stage.pictures.picture import Picture, PixelFlow, Shades


class PictureBuilders:
    """Builds what stands in a lesson about pictures.

    Parameters
    ----------
    boxes
        Where things stand.
    theme
        Colours and sizes.
    """

    def __init__(self, boxes: FrameLayout, theme: Theme) -> None:
        self.boxes, self.theme = boxes, theme

    # What stands there through most of the film.

    def title(self, words: str) -> Heading:
        """Return large words where the title stands."""
        box = self.boxes["title"]
        return Heading(box.width, box.height, words, theme=self.theme).place(box.x, box.y)

    def heading(self, template: str, detail: str) -> EpochHeading:
        """Return the title line that names the epoch."""
        box = self.boxes["title"]
        return EpochHeading(box.width, box.height, template, detail, self.theme).place(box.x, box.y)

    def legend(self, *items: tuple[str, str]) -> Legend:
        """Return a legend of signs and their words."""
        box = self.boxes["legend"]
        return Legend(box.width, box.height, items, self.theme).place(box.x, box.y)

    def card(self) -> Card:
        """Return the ground of the panels."""
        box = self.boxes["card"]
        return Card(box.width, box.height, self.theme).place(box.x, box.y)

    def picture(self, shades: Shades) -> Picture:
        """Return the picture that is looked at."""
        box = self.boxes["picture"]
        return Picture(box.width, shades, self.theme).place(box.x, box.y)

    def diagram(self, network: Network, names: Sequence[str]) -> NetworkDiagram:
        """Return the diagram of a banded network."""
        box = self.boxes["network"]
        diagram = NetworkDiagram(
            network, box.width, box.height, self.theme, names, numbers=False, room_for_targets=False
        )
        return diagram.place(box.x, box.y)

    def flow(self, diagram: NetworkDiagram) -> PixelFlow:
        """Return the pixels on their way from the picture to the neurons of its bands."""
        picture, network = self.boxes["picture"], self.boxes["network"]
        left, top = picture.x, min(picture.y, network.y)
        width, height = network.x + 120 - left, max(picture.y + picture.height, network.y + network.height) - top
        ends = diagram.layout.places[0] + (network.x - left, network.y - top)
        flow = PixelFlow(width, height, (0.0, picture.y - top), picture.width, ends, self.theme)
        return flow.place(left, top)

    def class_scores(self, diagram: NetworkDiagram, classes: Sequence[str], threshold: float) -> ClassScores:
        """Return what the network says, a row beside each of its outputs."""
        box, layout = self.boxes["class_scores"], diagram.layout
        rows = [float(y) for y in layout.places[-1][:, 1]]
        return ClassScores(box.width, box.height, rows, classes, threshold, layout.gap, self.theme).place(
            box.x, box.y
        )

    def plots(self, *plots: tuple[str, Mapping[str, ArrayLike], str], axis: str) -> list[Curves]:
        """Return the two plots on the card, each from its title, its lines and its unit."""
        return [
            Curves(box.width, box.height, title, lines, axis, self.theme, unit).place(box.x, box.y)
            for box, (title, lines, unit) in zip((self.boxes["accuracy"], self.boxes["loss"]), plots, strict=True)
        ]

    # What comes and goes.

    def row(self, tiles: Sequence[Tile]) -> Gallery:
        """Return a few large pictures on the wall."""
        upright = self.boxes.upright
        columns = min(len(tiles), 2 if upright or (self.boxes.width < 1200 and len(tiles) > 3) else 4)
        return self._hang(tiles, columns, 44, 48)

    def sheet(self, tiles: Sequence[Tile]) -> Gallery:
        """Return many small pictures on the wall."""
        wall = self.boxes["wall"]
        return self._hang(tiles, columns_for(len(tiles), wall, 10), 26, 10)

    def minds(self, tiles: Sequence[Tile]) -> Gallery:
        """Return what neurons look for: a dozen pictures on the wall, below the legend."""
        wall, legend = self.boxes["wall"], self.boxes["legend"]
        top = legend.y + 70
        box = Box(wall.x, top, wall.width, wall.y + wall.height - top)
        return self._hang(tiles, columns_for(len(tiles), box, 22), 26, 22, box)

    def batch(self, tiles: Sequence[Tile]) -> Gallery:
        """Return the pictures of one step, on the card."""
        box = self.boxes["tally"]
        return self._hang(tiles, columns_for(len(tiles), box, 10), 26, 10, box)

    def tally(self, tiles: Sequence[Tile]) -> Gallery:
        """Return the pictures the network was tested with, on the card."""
        box = self.boxes["tally"]
        columns = 2 if box.height > box.width else max(1, -(-len(tiles) // (2 if self.boxes.upright else 1)))
        gallery = Gallery(box.width, box.height, tiles, columns, self.theme, 24, 14)
        return gallery.place(box.x, box.y)

    def _hang(self, tiles: Sequence[Tile], columns: int, size: float, gap: float, box: Box | None = None) -> Gallery:
        box = box or self.boxes["wall"]
        return Gallery(box.width, box.height, tiles, columns, self.theme, size, gap).place(box.x, box.y)

    def runs(
        self,
        titles: Sequence[str],
        counts: Sequence[ArrayLike],
        rows: Sequence[str],
        columns: Sequence[str],
        right: Sequence[int],
        corner: tuple[str, str],
        lines: Sequence[Mapping[str, ArrayLike]],
        plot: tuple[str, str],
    ) -> tuple[list[TextBlock], list[Curves], list[Confusion]]:
        """Return for each of two runs its title, its accuracy over the epochs, and its confusion matrix."""
        heads, curves, matrices = [], [], []
        for box, title, count, line in zip(
            (self.boxes["first"], self.boxes["second"]), titles, counts, lines, strict=True
        ):
            head = TextBlock(box.width, 52, title, 38, self.theme, align=0.0, bold=True)
            heads.append(head.place(box.x, box.y))
            top = box.y + 62
            if self.boxes["first"].x == self.boxes["second"].x:
                plot_box = Box(box.x, top, 0.36 * box.width, box.y + box.height - top)
                matrix = Box(box.x + 0.4 * box.width, box.y, 0.6 * box.width, box.height)
            else:
                plot_box = Box(box.x, top, box.width, 0.3 * box.height)
                down = top + plot_box.height + 20
                matrix = Box(box.x, down, box.width, box.y + box.height - down)
            curves.append(
                Curves(plot_box.width, plot_box.height, plot[0], line, plot[1], self.theme).place(
                    plot_box.x, plot_box.y
                )
            )
            table = Confusion(matrix.width, matrix.height, count, rows, columns, right, corner, self.theme)
            matrices.append(table.place(matrix.x, matrix.y))
        return heads, curves, matrices

    def closing_words(self, line: str, reason: str) -> tuple[TextBlock, TextBlock]:
        """Return the last words, at the top: below them is room for what the player shows."""
        body, theme = self.boxes["body"], self.theme
        return (
            TextBlock(body.width, 110, line, 70, theme, bold=True).place(body.x, body.y - 60),
            TextBlock(body.width, 200, reason, 40, theme, theme.muted).place(body.x, body.y + 60),
        )


def columns_for(count: int, box: Box, gap: float) -> int:
    """Return how many pictures stand in a row so that they are large; rows are full where that hardly costs."""

    def side(columns: int) -> float:
        rows = -(-count // columns)
        across = (box.width - (columns - 1) * gap) / columns
        left_out = columns * rows - count
        return min(across, (box.height - (rows - 1) * gap) / rows) * (1 if not left_out else 0.93)

    return max(range(1, count + 1), key=side)


def spread(count: int, most: int) -> list[int]:
    """Return at most ``most`` of the numbers below ``count``, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist()
