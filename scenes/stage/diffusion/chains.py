"""Layers behind one another, and through them the chains of links that lead back to the training points."""

from __future__ import annotations

from dataclasses import dataclass

import cairo
import numpy as np
from numpy.typing import NDArray

from nnlib import LabelDiffusion
from scenes.stage.diffusion.label_plane import colours_of, draw_ring, ring_radius
from scenes.stage.diffusion.landmarks import Family, piece_of
from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.surfaces import Kept, sheet_of_labels
from scenes.stage.drawing.theme import NIGHT, Theme

LABEL = 26.0  # type
NAMES = 150.0  # room for the names of layers that lie on top of each other


@dataclass(frozen=True)
class Slant:
    """How layers stand in a box: where layer 0 begins, and what ways go across it, down it, and to the last layer.

    All in design pixels. Wide frames have the layers side by side, from left to right as networks are drawn; in the
    others they lie on top of each other, the last one uppermost.
    """

    origin: tuple[float, float]
    across: tuple[float, float]
    down: tuple[float, float]
    deep: tuple[float, float]

    @classmethod
    def of(cls, width: float, height: float) -> Slant:
        """Return how layers stand in a box of this size."""
        if width > 1.3 * height:
            plane, rise = 0.155 * width, 0.16 * height
            return cls((0.0, rise), (plane, -rise), (0.0, height - rise - 60), (width - plane, 0.0))
        # Flat enough that each stands clear of the next; on the left is room for their names, where no chain runs.
        lean, flat, rise = 0.22 * width, 0.13 * height, 0.02 * height
        return cls(
            (NAMES, height - flat), (width - lean - NAMES, -rise), (lean, flat), (0.0, -(height - flat - rise))
        )

    @property
    def lying(self) -> bool:
        """Whether the layers lie on top of each other."""
        return self.deep[1] != 0

    def place(self, across: float | NDArray, down: float | NDArray, deep: float | NDArray) -> NDArray[np.float64]:
        """Return where the point at these shares (0 to 1) of the three ways stands, (..., 2)."""
        ways = zip(self.origin, self.across, self.down, self.deep, strict=True)
        return np.stack([start + across * a + down * d + deep * e for start, a, d, e in ways], axis=-1)


def shown_layers(layers: int) -> tuple[int, ...]:
    """Return which layers stand there, at most six, evenly spaced from 0 to the last."""
    return tuple(np.unique(np.round(np.linspace(0, layers, 6)).astype(int)).tolist())


class LayerStack(Painted):
    """Some layers of one piece of the plane, behind one another.

    Parameters
    ----------
    run
        Whose layers they are.
    relatives
        Whose chains lead through them: what is shown of each is the piece in which they run.
    name
        What stands beside a layer, with ``{layer}`` where its number is to stand.
    square
        Left, top and side of the square in which the last layer stood before, in design pixels of this box.

    Attributes
    ----------
    unfolded
        How far the last layer has left that square for its place, and the others have come out from behind it, 0
        to 1.
    """

    recedes_as_one = True

    def __init__(
        self,
        width: float,
        height: float,
        run: LabelDiffusion,
        relatives: Family,
        name: str,
        square: tuple[float, float, float],
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.run, self.piece, self.name, self.square = run, relatives.piece, name, square
        self.pixel = tuple(relatives.ways[0][-1].tolist())
        self.layers = shown_layers(run.layers)
        self.slant = Slant.of(width, height)
        self.unfolded = 1.0
        self._cached_sheets: Kept[int, cairo.ImageSurface] = Kept()

    def draw(self, canvas: Canvas) -> None:
        """Paint the layers, the first at the back, and a ring around the pixel whose chain is traced."""
        theme, slant, context = self.theme, self.slant, canvas.context
        turned, apart = progress(self.unfolded, 0, 0.6), progress(self.unfolded, 0.4, 1)
        named = progress(self.unfolded, 0.85, 1)
        left, top, side = self.square
        for layer in self.layers:
            deep = 1 - (1 - layer / self.run.layers) * apart
            start = np.array([(left, top), (side, 0.0), (0.0, side)])
            end = np.array([slant.place(0.0, 0.0, deep), slant.across, slant.down])
            corner, across, down = start + (end - start) * turned
            context.save()
            context.transform(cairo.Matrix(*across, *down, *corner))
            canvas.image(self._sheet(layer), 0, 0, 1, 1, smooth=False)
            context.restore()
            corners = np.array([corner, corner + across, corner + across + down, corner + down, corner])
            canvas.polyline(corners, 2.5, theme.outline)
            x, y = slant.place(0.0, 0.5 if slant.lying else 1.0, deep).tolist()
            x, y = (0.0, y) if slant.lying else (x, y + 34)
            canvas.text(self.name.format(layer=layer), x, y, LABEL, theme.muted, named)
        x, y = (corner + across * self.pixel[0] + down * self.pixel[1]).tolist()  # on the last one
        wide, narrow = ring_radius(1.0, side / self.piece.span), ring_radius(1.0, 0.0)
        draw_ring(canvas, x, y, wide + (narrow - wide) * turned, theme)

    def _sheet(self, layer: int) -> cairo.ImageSurface:
        if layer not in self._cached_sheets:
            labels = piece_of(self.run.layer(layer), self.piece)
            self._cached_sheets[layer] = sheet_of_labels(labels, colours_of(self.theme))
        return self._cached_sheets[layer]


class ChainPaths(Painted):
    """Chains over a stack of the same place and size, drawn link by link from the last layer back.

    Parameters
    ----------
    relatives
        The chains.

    Attributes
    ----------
    first, others
        How far back the first chain and all others have been followed, 0 to 1.
    """

    def __init__(self, width: float, height: float, relatives: Family, theme: Theme = NIGHT) -> None:
        super().__init__(width, height, theme)
        self.labels = tuple(chain.label for chain in relatives.chains)
        self.layers = layers = len(relatives.ways[0]) - 1
        slant = Slant.of(width, height)
        deep = np.arange(layers + 1) / layers
        # (layers + 1, 2) for each chain, in design pixels, the last layer first: so they are followed.
        self.paths = tuple(slant.place(way[:, 0], way[:, 1], deep)[::-1] for way in relatives.ways)
        self.stops = tuple(layers - layer for layer in shown_layers(layers))
        self.first, self.others = 0.0, 0.0

    def draw(self, canvas: Canvas) -> None:
        """Paint the chains as far as they have been followed: first their dark rims, then their lines."""
        followed = [self.first, *[self.others] * (len(self.paths) - 1)]
        seen = [self._as_far(path, share) for path, share in zip(self.paths, followed, strict=True)]
        order = [*range(1, len(seen)), 0]  # the first on top
        for colour, wider, alpha in ((self.theme.ground, 5.0, 0.75), (self.theme.ink, 0.0, 1.0)):
            for k in order:
                canvas.polyline(seen[k], (4.5 if k == 0 else 3.0) + wider, colour, alpha)
        for k in order:
            self._draw_ends(canvas, k, seen[k], followed[k])

    def _as_far(self, path: NDArray[np.float64], share: float) -> NDArray[np.float64]:
        at = share * self.layers
        whole = int(at + 1e-9)
        if share <= 0:
            return path[:0]
        if whole >= self.layers:
            return path
        return np.vstack([path[: whole + 1], path[whole] + (path[whole + 1] - path[whole]) * (at - whole)])

    def _draw_ends(self, canvas: Canvas, k: int, seen: NDArray[np.float64], share: float) -> None:
        """Paint its group's mark where a chain passes a layer that is shown, larger where it begins and ends."""
        if not len(seen):
            return
        theme, label = self.theme, self.labels[k] - 1
        passed = [stop for stop in self.stops if stop <= share * self.layers + 1e-9]
        for stop in passed:
            x, y = self.paths[k][stop].tolist()
            outer = stop in (0, self.layers)
            radius = (11.0 if outer else 6.0) if k == 0 else (8.0 if outer else 4.0)
            canvas.mark(label, x, y, radius + 4, theme.ground)
            canvas.mark(label, x, y, radius + 2, theme.ink)
            canvas.mark(label, x, y, radius - 1.5, theme.classes[label])
        if share < 1:
            x, y = seen[-1].tolist()
            canvas.glow(x, y, 30, theme.signal, 0.8)
            canvas.disc(x, y, 6, theme.signal)
