"""A plane of labels, painted pixel by pixel: one layer at a time, whole or a small piece of it enlarged."""

from __future__ import annotations

from itertools import product
from typing import Any, Protocol, TypeAlias

import cairo
import numpy as np
from numpy.typing import NDArray

from nnlib import LabelDiffusion, Points, border_pixels
from nnlib.diffusion.rules import STEPS
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.surfaces import Kept, sheet_of_labels
from scenes.stage.drawing.theme import NIGHT, RGB, Theme, blend

Circle: TypeAlias = tuple[float, float, float]
"""The row and the column of its middle, and its radius, in pixels of the plane."""

DOT = 4.4  # the radius of a training point, in design pixels
SHARP = 2.0  # from this size on, in design pixels, pixels are drawn as squares
CELL_WITH_LINES = 9.0  # from this size on, in design pixels, pixels are parted by lines
CELL_WITH_LINKS = 24.0  # and from this one on their links can be seen
ASIDE = 0.13  # of a pixel: how far two links that lead into each other's pixels stand apart
PALE = 0.72  # how pale other pixels become where those at borders stand out


class Layered(Protocol):
    """What has layers of labels: a run of label diffusion, or of the majority vote."""

    digest: str
    size: int
    groups: int
    layers: int

    def layer(self, t: int) -> NDArray[np.uint8]:
        """Return the labels of layer ``t``, (size, size)."""


def colours_of(theme: Theme) -> tuple[RGB, ...]:
    """Return the colour of each label: 0 is a pixel without one."""
    return (theme.ground, *theme.classes)


def design_places(places: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    """Return where places (n, 2) on the square (0, 2)² lie on a plane this wide in design pixels, y downwards."""
    return np.column_stack([places[:, 0], 2 - places[:, 1]]) * width / 2


def ring_radius(reach: float, cell: float) -> float:
    """Return how wide a ring is around so many pixels of this size, in design pixels."""
    return max(34.0, 1.1 * reach * cell)


def draw_ring(canvas: Canvas, x: float, y: float, radius: float, theme: Theme, alpha: float = 1.0) -> None:
    """Draw a ring that is seen on every colour."""
    canvas.ring(x, y, radius, 15, theme.ground, 0.8 * alpha)
    canvas.ring(x, y, radius, 6, theme.ink, alpha)


class LabelPlane(Painted):
    """A layer of labels.

    Parameters
    ----------
    width, height
        The sides of the square, in design pixels.
    source
        The run whose layers are shown.
    points
        The training points, where they can be shown as dots.

    Attributes
    ----------
    layer
        The layer shown.
    left, top, span
        The piece of the plane that is seen, in pixels of the plane.
    painted
        How visible the labels are, 0 to 1.
    dots, appeared
        How visible the training points are, and how many of them have come, both 0 to 1; group after group.
    pixel, pixel_shown
        A pixel that is marked (row, column), and how visible its mark is.
    links, link_layer
        How visible the links are through which ``link_layer`` was made, 0 to 1; only where pixels are large.
    choices
        How visible the four ways are of which chance draws the link of the marked pixel, 0 to 1.
    own_link, copied
        How visible the link of the marked pixel alone is, and how far the label has travelled along it, 0 to 1.
    rings, ringed
        What has a ring around it, and how visible the rings are.
    borders
        How far the pixels that touch another group stand out, 0 to 1.
    """

    def __init__(
        self, width: float, height: float, source: Layered, points: Points | None = None, theme: Theme = NIGHT
    ) -> None:
        super().__init__(width, height, theme)
        self.source, self.layer = source, 0
        self.left, self.top, self.span = 0.0, 0.0, float(source.size)
        self.points_digest = "" if points is None else source.digest
        self._cached_dots: list[tuple[int, NDArray[np.float64]]] = []
        if points is not None:
            by_group = [(label, points.places[points.groups == label]) for label in range(1, source.groups + 1)]
            self._cached_dots = [(label, design_places(places, width)) for label, places in by_group]
        self.painted, self.dots, self.appeared = 1.0, 0.0, 1.0
        self.pixel, self.pixel_shown = (0, 0), 0.0
        self.links, self.link_layer, self.own_link, self.copied = 0.0, 1, 0.0, 0.0
        self.choices = 0.0
        self.rings: tuple[Circle, ...] = ()
        self.ringed, self.borders = 0.0, 0.0
        self._cached_layer: Kept[str, Any] = Kept()  # the sheet and the links last used

    def show_layer(self, layer: int) -> None:
        """Show the labels of ``layer``."""
        self.layer = layer

    def draw(self, canvas: Canvas) -> None:
        """Paint the piece of the layer that is seen, and what marks it."""
        width, _ = self.design_size
        theme, context = self.theme, canvas.context
        context.save()
        context.rectangle(0, 0, width, width)
        context.clip()
        cell = width / self.span
        if self.painted < 1:
            canvas.box(0, 0, width, width, theme.ground)
        x, y, side = -self.left * cell, -self.top * cell, self.source.size * cell
        canvas.image(self._sheet(), x, y, side, side, self.painted, smooth=cell < SHARP)
        if self.borders > 0:
            canvas.image(self._sheet_of_borders(), x, y, side, side, self.borders, smooth=cell < SHARP)
        if self.copied > 0:
            self._draw_copy(canvas, cell)
        if cell >= CELL_WITH_LINES:
            self._draw_lines(canvas, cell)
        if self.dots > 0:
            self._draw_dots(canvas)
        if cell >= CELL_WITH_LINKS:
            self._draw_links(canvas, cell)
        for row, column, reach in self.rings:
            x, y = (column + 0.5 - self.left) * cell, (row + 0.5 - self.top) * cell
            draw_ring(canvas, x, y, ring_radius(reach, cell), theme, self.ringed)
        context.restore()
        canvas.outline(0, 0, width, width, 2, theme.outline)

    def _sheet(self) -> cairo.ImageSurface:
        kept = self._cached_layer
        if kept.get("layer") != self.layer:
            labels = self.source.layer(self.layer)
            kept.update(layer=self.layer, sheet=sheet_of_labels(labels, colours_of(self.theme)))
        return kept["sheet"]

    def _sheet_of_borders(self) -> cairo.ImageSurface:
        kept = self._cached_layer
        if kept.get("borders") != self.layer:
            labels, colours = self.source.layer(self.layer), colours_of(self.theme)
            marked = np.where(border_pixels(labels), len(colours), labels).astype(np.uint8)
            pale = [blend(colour, self.theme.ground, PALE) for colour in colours]
            kept.update(borders=self.layer, sheet_of_borders=sheet_of_labels(marked, [*pale, self.theme.ink]))
        return kept["sheet_of_borders"]

    def _draw_lines(self, canvas: Canvas, cell: float) -> None:
        width, _ = self.design_size
        alpha = 0.5 * min(1.0, cell / CELL_WITH_LINES - 1)
        for first, vertical in ((self.left, True), (self.top, False)):
            for k in range(int(np.ceil(first)), int(first + self.span) + 1):
                at = (k - first) * cell
                ends = ((at, 0.0), (at, width)) if vertical else ((0.0, at), (width, at))
                canvas.line(*ends, 1.5, self.theme.outline, alpha)

    def _draw_dots(self, canvas: Canvas) -> None:
        width, _ = self.design_size
        share = self.appeared * sum(len(places) for _, places in self._cached_dots)
        cell, offset = self.source.size / self.span, np.array([self.left, self.top]) * width / self.span
        for label, places in self._cached_dots:
            seen = places[: max(0, int(share))] * cell - offset
            share -= len(places)
            canvas.marks(label - 1, seen, DOT + 1.2, self.theme.ground, self.dots)
            canvas.marks(label - 1, seen, DOT, colours_of(self.theme)[label], self.dots)

    def _draw_copy(self, canvas: Canvas, cell: float) -> None:
        """Paint the label on its way along the marked pixel's link."""
        row, column = self.pixel
        down, right = (int(part[row, column]) for part in self._links_of(self.link_layer))
        label = int(self.source.layer(self.link_layer)[row, column])
        left = 1 - self.copied
        x, y = (column + left * right - self.left) * cell, (row + left * down - self.top) * cell
        canvas.box(x, y, cell, cell, colours_of(self.theme)[label])

    def _draw_links(self, canvas: Canvas, cell: float) -> None:
        if self.pixel_shown > 0:
            x, y = (self.pixel[1] - self.left) * cell, (self.pixel[0] - self.top) * cell
            canvas.outline(x, y, cell, cell, 8, self.theme.ground, 0.7 * self.pixel_shown)
            canvas.outline(x, y, cell, cell, 5, self.theme.ink, self.pixel_shown)
        if self.choices > 0:
            self._draw_choices(canvas, cell)
        if self.links <= 0 and self.own_link <= 0:
            return
        theme, size, before = self.theme, self.source.size, self.source.layer(self.link_layer - 1)
        downs, rights = self._links_of(self.link_layer)
        seen = (range(max(0, int(at)), min(size, int(np.ceil(at + self.span)))) for at in (self.top, self.left))
        for row, column in product(*seen):
            alpha = max(self.links, self.own_link) if (row, column) == self.pixel else self.links
            if alpha <= 0:
                continue
            down, right = int(downs[row, column]), int(rights[row, column])
            x, y = (column + 0.5 - self.left) * cell, (row + 0.5 - self.top) * cell
            other = (row + down) % size, (column + right) % size
            if (downs[other], rights[other]) == (-down, -right):
                # Each keeps to its right, or the two would look like one with two heads.
                x, y = x + ASIDE * self.links * cell * down, y - ASIDE * self.links * cell * right
            # From the neighbour into the pixel: that way a label travels.
            ends = [(x + right * way, y + down * way) for way in (0.86 * cell, 0.06 * cell)]
            if before[other]:
                canvas.arrow(*ends, 5.0, theme.ink, alpha, rim=theme.ground)
            else:
                canvas.arrow(*ends, 3.0, blend(theme.ground, theme.ink, 0.42), alpha)

    def _draw_choices(self, canvas: Canvas, cell: float) -> None:
        """Paint the four neighbours of the marked pixel, and the ways from them into it."""
        row, column = self.pixel
        x, y = (column + 0.5 - self.left) * cell, (row + 0.5 - self.top) * cell
        for down, right in STEPS.T.tolist():
            ends = [(x + right * way, y + down * way) for way in (cell, 0.5 * cell)]
            canvas.line(*ends, 4, self.theme.ink, self.choices, dash=(8, 6))
            canvas.ring(*ends[0], 0.16 * cell, 4, self.theme.ink, self.choices)

    def _links_of(self, layer: int) -> tuple[NDArray[Any], NDArray[Any]]:
        kept = self._cached_layer
        if kept.get("link_layer") != layer:
            if not isinstance(self.source, LabelDiffusion):
                raise TypeError(f"a {type(self.source).__name__} has no links to show")
            kept.update(link_layer=layer, links=self.source.links(layer))
        return kept["links"]
