"""Where the neurons of a diagram stand, and what is written beside them: along the way of the signals, and across it.

Layers stand side by side, or one below the other; whoever draws beside a neuron asks here where that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

K = TypeVar("K", bound=np.generic)
Place = tuple[float, float]
Named = tuple[float, float, float]  # a place and how words are aligned there

FIGURE_AT = 26.0  # above and below a neuron, where the middle of a figure is
FIGURE_WIDE, LINE = 156.0, 17.0  # beside a neuron, for two figures one above the other; half a line


@dataclass(frozen=True)
class Layout:
    """Where neurons stand in the diagram's box, in design pixels.

    Attributes
    ----------
    shown
        For each layer the numbers of the neurons that are drawn.
    places
        For each layer their centres, shape (drawn, 2).
    radius, gap
        Of every neuron, and from one to the next in the layer where they are closest.
    pitches
        From one neuron to the next, for each layer.
    names
        For each layer the place of its name and its alignment there (x, y, align); None where there is no room.
    roomy
        Whether figures fit beside each neuron of a lettered diagram.
    standing
        Whether layers stand one below the other, the inputs at the top.
    dense
        Whether synapses are so many that they are curves, see :mod:`scenes.stage.network.curves`.
    """

    width: float
    height: float
    sizes: tuple[int, ...]
    shown: tuple[tuple[int, ...], ...]
    places: tuple[NDArray[np.float64], ...]
    radius: float
    pitches: tuple[float, ...]
    names: tuple[Named | None, ...]
    roomy: bool = False
    standing: bool = False
    dense: bool = False

    @property
    def gap(self) -> float:
        """From one neuron to the next in the layer where they are closest."""
        return min(self.pitches)

    @property
    def has_words(self) -> bool:
        """Whether figures fit between the neurons of an ordinary diagram."""
        return self.gap >= (2 * self.radius + FIGURE_WIDE if self.standing else 1.8 * self.radius + 28)

    def moved(self, x: float, y: float, along: float = 0.0, across: float = 0.0) -> Place:
        """Return a place moved along the way of the signals, and across it."""
        return (x + across, y + along) if self.standing else (x + along, y + across)

    def answer_at(self, x: float, y: float) -> Place:
        """Return where the figure above a lettered neuron has its middle, or the upper one beside it."""
        if self.standing:
            return x + self.radius + FIGURE_WIDE / 2, y - LINE
        return x, y - self.radius - FIGURE_AT

    def delta_at(self, x: float, y: float) -> Place:
        """Return where the figure below a lettered neuron has its middle, or the lower one beside it."""
        if self.standing:
            return x + self.radius + FIGURE_WIDE / 2, y + LINE
        return x, y + self.radius + FIGURE_AT

    def bias_label(self, x: float, y: float) -> Named:
        """Return place and alignment of the bias of a neuron in an ordinary diagram."""
        if self.standing:
            return x + self.radius + 10, y + LINE, 0.0
        return x, y + self.radius + 20, 0.5

    def delta_label(self, x: float, y: float) -> Named:
        """Return place and alignment of the delta of a neuron in an ordinary diagram."""
        if self.standing:
            return x + self.radius + 10, y - LINE, 0.0
        return x - 0.6 * self.radius, y - 0.8 * self.radius - 10, 1.0

    @property
    def target_radius(self) -> float:
        """Of the circle of a right answer."""
        return max(26.0, 0.62 * self.radius)

    def target_at(self, x: float, y: float) -> Place:
        """Return the middle of the right answer of an output."""
        return self.moved(x, y, 2 * self.radius + 1.75 * self.target_radius)

    def around(self, first: int, last: int, margin: float) -> tuple[float, float, float, float]:
        """Return the box (x, y, width, height) of the middles of neurons of some layers, with a margin."""
        places = np.concatenate(self.places[first : last + 1])
        (left, top), (right, bottom) = (places.min(axis=0) - margin).tolist(), (places.max(axis=0) + margin).tolist()
        return left, top, right - left, bottom - top


def part(array: NDArray[K], layout: Layout, layer: int) -> NDArray[K]:
    """Return the rows and columns of a layer's array that belong to neurons that are drawn."""
    shown = layout.shown
    if len(shown[layer]) == array.shape[0] and len(shown[layer + 1]) == array.shape[1]:
        return array
    return array[np.ix_(shown[layer], shown[layer + 1])]
