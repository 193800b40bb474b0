"""What single neurons see: each of them opens into a small map of the plane, bright where it answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnlib import Network
from scenes.config.number_format import formatted
from scenes.stage.drawing.animation import progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, SMALLEST_TYPE, Theme, blend
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.scale import brightness, synapse_colours, synapse_width
from scenes.stage.plane.window import Window, neuron_views

MOST_MAPS = 12
SILENT = 1e-3  # a neuron nowhere brighter than this answers nothing
SHAPE = 60, 100  # rows and columns of a small map
GAP = 26.0
UNLIT = 0.35  # of a map whose turn has not come


class NeuronMaps(Painted):
    """Small maps that grow out of the neurons of a layer.

    Parameters
    ----------
    width, height
        The box in which the maps stand when they are open: that of the diagram, in design pixels.
    diagram
        The network's diagram; a dozen of the neurons it shows in the layer open.
    network, window, layer
        What the neurons of a layer (the first hidden one is 1) of this network answer in this window is shown.

    Attributes
    ----------
    opened
        From 0, where each map is as small as its neuron, to 1.
    lit, weighed
        How many maps are at full strength, the first ones; and how many bear the weight the output gives them,
        where there is one output.
    shown, count, silent
        How many neurons are shown, of how many in the layer, and how many of all are silent everywhere.
    """

    def __init__(
        self,
        width: float,
        height: float,
        diagram: NetworkDiagram,
        network: Network,
        window: Window,
        layer: int,
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        rows, columns = SHAPE
        views = neuron_views(network, window, layer, columns, rows)
        shining = np.array([brightness(view, diagram.spec.activations[layer]) for view in views])
        neurons = list(diagram.layout.shown[layer][:MOST_MAPS])
        self.shown, self.count = len(neurons), len(views)
        self.silent = int((shining.max(axis=(1, 2)) < SILENT).sum())
        dark, bright = np.array(theme.neuron), np.array(theme.signal)
        self.pictures = np.round(255 * (dark + 0.92 * (bright - dark) * shining[neurons][..., None])).astype(np.uint8)
        self.starts = diagram.layout.places[layer][: self.shown]
        self.radius = diagram.layout.radius
        self.frames: list[tuple[RGB, float]] = [(theme.outline, 2.5)] * self.shown
        self.weights: tuple[str, ...] = ()
        weights = network.weights[-1]
        if layer == len(network.sizes) - 2 and weights.shape[1] == 1:
            # The frame is the neuron's synapse to the output.
            colours, widths = synapse_colours(weights[neurons, 0], theme), synapse_width(weights[neurons, 0])
            self.frames = list(zip(map(tuple, colours.tolist()), widths.tolist(), strict=True))
            self.weights = tuple(f"× {formatted(weight, '.2f')}" for weight in weights[neurons, 0].tolist())
        self.places, self.size = _grid(self.shown, width, height)
        self.opened, self.lit, self.weighed = 0.0, float(self.shown), 0.0

    def draw(self, canvas: Canvas) -> None:
        """Paint every map where it is on its way from its neuron to its place."""
        share = self.opened
        if share <= 0:
            return
        wide, high = self.size
        each = zip(self.pictures, self.starts, self.places, self.frames, strict=True)
        for k, (picture, start, place, (colour, line)) in enumerate(each):
            x, y = start + (place - start) * share
            w, h = (2 * self.radius * (1 - share) + length * share for length in (wide, high))
            line *= share
            left, top = float(x - w / 2), float(y - h / 2)
            alpha, lit = min(1.0, 3 * share), UNLIT + (1 - UNLIT) * progress(self.lit, k, k + 1)
            rim = line + 3
            canvas.box(left - rim, top - rim, w + 2 * rim, h + 2 * rim, self.theme.ground, alpha)
            canvas.box(
                left - line, top - line, w + 2 * line, h + 2 * line, blend(self.theme.ground, colour, lit), alpha
            )
            canvas.box(left, top, w, h, self.theme.ground, alpha)
            canvas.image(picture, left, top, w, h, alpha * lit)
            if self.weights and (told := progress(self.weighed, k, k + 1)) > 0:
                size, theme = SMALLEST_TYPE + 6, self.theme
                corner = left + 12, top + h - 0.8 * size
                canvas.text(self.weights[k], *corner, size, theme.ink, alpha * told, bold=True, rim=theme.ground)


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
