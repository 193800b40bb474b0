"""Where the neurons of a diagram stand, computed from its box; layers too big for it are shortened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from nnlib.arrays import frozen

K = TypeVar("K", bound=np.generic)

MOST_NEURONS = 12
"""A layer with more neurons than this is shortened to its first and last ones."""


NAME_ROOM, COUNT_ROOM = 66.0, 76.0  # half a layer's name; the count beside a brace
FIGURE_ROOM, FIGURE_AT = 42.0, 26.0  # above and below a neuron, for figures; where their middle is
SMALLEST = 5.0  # of a radius
SMALLEST_LETTERED = 21.0  # the radius below which a neuron has no room for its name


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
        Of every neuron, and from one to the next.
    roomy
        Whether figures fit above and below each neuron.
    """

    width: float
    height: float
    sizes: tuple[int, ...]
    shown: tuple[tuple[int, ...], ...]
    places: tuple[NDArray[np.float64], ...]
    radius: float
    gap: float
    names_at: float
    roomy: bool = False

    @classmethod
    def of(
        cls,
        sizes: tuple[int, ...],
        width: float,
        height: float,
        named: bool,
        input_names_width: float,
        room_for_targets: bool,
        lettered: bool = False,
    ) -> Layout:
        """Lay a network of these sizes out in a box; names of inputs need ``input_names_width`` on the left."""
        room_below = 76.0 if named else 0.0
        shown = tuple(_shown(size) for size in sizes)
        # A shortened layer leaves two places free for its dots.
        most = max(len(s) + (2 if len(s) < size else 0) for s, size in zip(shown, sizes, strict=True))
        glow = 0.7  # of a radius: what shines around the outermost neurons
        inner = height - room_below
        gap = (inner / (most - 1 + 2 * 0.44 * (1 + glow))) if most > 1 else inner
        gap = min(gap, 190.0)
        radius = min(54.0, 0.44 * gap, 0.068 * width)
        roomy = False
        if lettered:
            spacious = min(inner / most, 240.0)
            small = min(50.0, spacious / 2 - FIGURE_ROOM, 0.068 * width)
            if roomy := small >= SMALLEST_LETTERED:
                gap, radius = spacious, small
        # At both sides there is room for the glow and for half a layer's name; on the left also for the names of
        # inputs, or for the brace of a shortened layer and its count.
        margin = max(radius * (1 + glow), NAME_ROOM if named else 0.0)
        brace = len(shown[0]) < sizes[0]
        left = max(margin, radius + input_names_width) + (COUNT_ROOM + radius if brace else 0.0)
        right = width - margin - (max(112.0, 2.1 * radius) if room_for_targets else 0.0)
        columns = np.linspace(left, right, len(sizes))
        # Between the layers the synapses are to be seen, too, where names leave any room.
        radius = min(radius, max(SMALLEST, 0.38 * float(columns[1] - columns[0])))
        places = []
        for x, size, drawn in zip(columns, sizes, shown, strict=True):
            if len(drawn) < size:
                half = len(drawn) // 2
                rows = [*range(half), *range(half + 2, len(drawn) + 2)]
            else:
                rows = list(range(size))
            ys = np.array(rows, dtype=float) * gap
            middle = (ys[0] + ys[-1]) / 2
            places.append(frozen(np.column_stack([np.full(len(ys), x), ys - middle + inner / 2])))
        lowest = max(float(p[:, 1].max()) for p in places)
        below = FIGURE_ROOM + radius if roomy else radius * (1 + glow)
        names_at = min(height - 26.0, lowest + below + 44.0)
        return cls(width, height, sizes, shown, tuple(places), radius, gap, names_at, roomy)


def _shown(size: int) -> tuple[int, ...]:
    if size <= MOST_NEURONS:
        return tuple(range(size))
    half = (MOST_NEURONS - 2) // 2
    return (*range(half), *range(size - half, size))


def part(array: NDArray[K], layout: Layout, layer: int) -> NDArray[K]:
    """Return the rows and columns of a layer's array that belong to neurons that are drawn."""
    shown = layout.shown
    if len(shown[layer]) == array.shape[0] and len(shown[layer + 1]) == array.shape[1]:
        return array
    return array[np.ix_(shown[layer], shown[layer + 1])]


def synapse_ends(layout: Layout, layer: int) -> tuple[list[list[list[float]]], list[list[list[float]]]]:
    """Return where each synapse of a layer leaves its source and meets its target, as nested lists [i][j] = x, y."""
    source, target = layout.places[layer][:, None, :], layout.places[layer + 1][None, :, :]
    way = target - source
    unit = way / np.linalg.norm(way, axis=2, keepdims=True)
    inset = unit * layout.radius * 0.96
    return (source + inset).tolist(), (target - inset).tolist()
