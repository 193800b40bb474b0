"""A lens lies on a synapse whose weight changes its sign: it shows how wide the synapse was, and how wide it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted, units
from scenes.stage.drawing.theme import NIGHT, Theme, blend
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import RING

WIDEST = 0.62  # of the lens: its widest band
THINNEST = 4.0  # design pixels: a band that would be thinner
LONGEST = 0.36  # of a synapse: how much of it a lens covers
SEEN = 0.1  # how far it has grown when it is a ring
PALEST = 0.3  # of a colour: the oldest band
COMES = 0.08  # of the way: how long a band takes to appear


class Lens(Painted):
    """Earlier widths of a synapse nested in one another, and today's in the middle.

    Under the lens a width is in proportion to |weight|, so that half as wide is half as strong: only a weight so near
    zero that nothing would be seen of it is ``THINNEST`` design pixels wide.

    Parameters
    ----------
    width, height
        The lens's box, in design pixels.
    weights
        The weight at some moments, in their order; the last is today's.
    angle
        The direction of the synapse, in radians.
    moments
        When the weight had these values, 0 to 1; by default evenly.
    reach
        From the middle of the lens to the ends of the synapse, in design pixels; 0 where nothing of it is drawn.

    Attributes
    ----------
    grown
        How far it has grown, 0 to 1: from nothing, at ``SEEN`` from a ring.
    come
        Up to when the widths have come, 0 to 1; with the last the synapse outside takes the colour of its new sign.
    """

    def __init__(
        self,
        width: float,
        height: float,
        weights: Sequence[float],
        angle: float,
        moments: ArrayLike | None = None,
        reach: float = 0.0,
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        even = np.linspace(0, 1, len(weights))
        self.moments: tuple[float, ...] = tuple((even if moments is None else np.asarray(moments)).tolist())
        self.weights, self.angle, self.reach = tuple(weights), angle, reach
        self.grown = self.come = 0.0

    @classmethod
    def on_synapse(
        cls,
        diagram: NetworkDiagram,
        layer: int,
        source: int,
        target: int,
        weights: Sequence[float],
        size: float,
        moments: ArrayLike | None = None,
    ) -> Self:
        """Return the lens on the middle of a synapse, at most so many design pixels wide."""
        one, other = diagram.neuron_at(layer, source), diagram.neuron_at(layer + 1, target)
        length = float(np.linalg.norm(other - one)) / units(1.0)
        size = min(size, LONGEST * length)
        angle = math.atan2(one[1] - other[1], other[0] - one[0])
        reach = length / 2 - diagram.layout.radius
        return cls(size, size, weights, angle, moments, reach, diagram.theme).move_to((one + other) / 2)

    @property
    def bands(self) -> NDArray[np.float64]:
        """The widths of the bands, in design pixels, in proportion to |weight| but for the thinnest."""
        size = np.abs(np.asarray(self.weights, dtype=float))
        return np.maximum(size * (WIDEST * self.design_size[0] / max(float(size.max()), 1e-9)), THINNEST)

    def draw(self, canvas: Canvas) -> None:
        """Paint the lens as far as it has grown, the widest band first."""
        if self.grown <= 0:
            return
        theme, middle = self.theme, self.design_size[0] / 2
        full, opened = middle - 2, max(0.0, self.grown - SEEN) / (1 - SEEN)
        shown = min(1.0, self.grown / SEEN)
        radius = RING + (full - RING) * opened
        context = canvas.context
        context.save()
        context.translate(middle, middle)
        context.rotate(self.angle)
        self._draw_synapse(canvas, shown, opened)
        context.restore()
        canvas.glow(middle, middle, 1.25 * radius, theme.ink, 0.35 * opened)
        context.save()
        context.arc(middle, middle, radius, 0, math.tau)
        context.clip()
        canvas.box(0, 0, *self.design_size, theme.ground, min(1.0, 4 * opened))
        context.translate(middle, middle)
        context.rotate(self.angle)
        self._draw_bands(canvas, radius / full, min(1.0, 4 * opened))
        context.restore()
        canvas.ring(middle, middle, radius, 4.5 - 2 * opened, theme.ink, shown)

    def _draw_bands(self, canvas: Canvas, scale: float, alpha: float) -> None:
        """Paint the widths that have come, scaled with the lens."""
        theme, half, now = self.theme, self.design_size[0] / 2, len(self.weights) - 1
        bands = self.bands * scale
        for k in np.argsort(-bands, kind="stable").tolist():
            come = alpha * min(1.0, max(0.0, 1 + (self.come - self.moments[k]) / COMES))
            wide, own = float(bands[k]), theme.positive if self.weights[k] > 0 else theme.negative
            share = 1.0 if k == now else PALEST + 0.45 * k / max(1, now)
            if k == now:  # today's stands clear of those before
                canvas.box(-half, -wide / 2 - 1, 2 * half, wide + 2, theme.ground, come)
            canvas.box(-half, -wide / 2, 2 * half, wide, blend(theme.ground, own, share), come)

    def _draw_synapse(self, canvas: Canvas, shown: float, opened: float) -> None:
        """Paint the synapse outside: lit where the ring has stopped, and in the colour of its sign at last."""
        ends, theme = ((-self.reach, 0.0), (self.reach, 0.0)), self.theme
        if not self.reach:
            return
        canvas.line(*ends, 16, theme.ink, 0.16 * shown * (1 - opened))
        turned = shown * min(1.0, max(0.0, 1 + (self.come - 1) / COMES))
        own = theme.positive if self.weights[-1] > 0 else theme.negative
        canvas.line(*ends, 9, own, 0.2 * turned)
        canvas.line(*ends, 2.5, own, turned)
