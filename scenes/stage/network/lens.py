"""A lens lies on a synapse whose weight changes its sign: it shows how wide the synapse was, and how wide it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted, units
from scenes.stage.drawing.theme import NIGHT, Theme, blend
from scenes.stage.network import scale
from scenes.stage.network.diagram import NetworkDiagram

WIDEST = 0.62  # of the lens: its widest band
LONGEST = 0.36  # of a synapse: how much of it a lens covers
RING = 18.0  # design pixels: the radius of the ring it grows out of
SEEN = 0.1  # how far it has grown when it is a ring
PALEST = 0.22  # of a colour: the oldest band


class Lens(Painted):
    """Earlier widths of a synapse nested in one another, magnified alike, and today's in the middle.

    Parameters
    ----------
    width, height
        The lens's box, in design pixels.
    weights
        The weight at some moments, in their order; the last is today's.
    angle
        The direction of the synapse, in radians.

    Attributes
    ----------
    grown
        How far it has grown, 0 to 1: from nothing, at ``SEEN`` from a ring.
    """

    def __init__(
        self, width: float, height: float, weights: Sequence[float], angle: float, theme: Theme = NIGHT
    ) -> None:
        super().__init__(width, height, theme)
        self.weights, self.angle, self.grown = tuple(weights), angle, 0.0

    @classmethod
    def on_synapse(
        cls, diagram: NetworkDiagram, layer: int, source: int, target: int, weights: Sequence[float], size: float
    ) -> Self:
        """Return the lens on the middle of a synapse, at most so many design pixels wide."""
        one, other = diagram.neuron_at(layer, source), diagram.neuron_at(layer + 1, target)
        size = min(size, LONGEST * float(np.linalg.norm(other - one)) / units(1.0))
        angle = math.atan2(one[1] - other[1], other[0] - one[0])
        return cls(size, size, weights, angle, diagram.theme).move_to((one + other) / 2)

    @property
    def bands(self) -> NDArray[np.float64]:
        """The widths of the bands, in design pixels: those of the synapse, all magnified as much."""
        widths = scale.synapse_width(self.weights)
        return widths * (WIDEST * self.design_size[0] / widths.max())

    def draw(self, canvas: Canvas) -> None:
        """Paint the lens as far as it has grown, the widest band first."""
        theme, middle = self.theme, self.design_size[0] / 2
        unit = self.design_size[0] / 300  # its line keeps its width where the lens is small
        ring = RING * unit * min(1.0, self.grown / SEEN)
        radius = ring + (middle - 4 * unit - ring) * max(0.0, self.grown - SEEN) / (1 - SEEN)
        if radius <= 0:
            return
        canvas.glow(middle, middle, 1.25 * radius, theme.ink, 0.35)
        context, now = canvas.context, len(self.weights) - 1
        context.save()
        context.arc(middle, middle, radius, 0, math.tau)
        context.clip()
        canvas.box(0, 0, *self.design_size, theme.ground)
        context.translate(middle, middle)
        context.rotate(self.angle)
        widths = self.bands
        for k in np.argsort(-widths, kind="stable").tolist():
            own = theme.positive if self.weights[k] > 0 else theme.negative
            share = 1.0 if k == now else PALEST + 0.5 * k / max(1, now)
            half = widths[k] / 2
            canvas.box(-middle, -half, 2 * middle, 2 * half, blend(theme.ground, own, share))
        context.restore()
        canvas.ring(middle, middle, radius, 4.5 * unit, theme.ink)
