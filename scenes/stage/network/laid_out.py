"""Where neurons stand, worked out from the box of a diagram; layers too big for it are shortened.

Everything is measured *along* the way of the signals and *across* it, and becomes x and y at the very end.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import numpy as np

from nnlib.arrays import frozen
from scenes.stage.network.layout import FIGURE_WIDE, Layout, Named

MOST_NEURONS = 12
"""A layer with more neurons than this is shortened to its first and last ones."""

STANDING_GAIN = 1.3
"""How much larger neurons must be, for layers to stand one below the other where they may."""


LARGEST, LARGEST_UPRIGHT = 54.0, 70.0  # radius; on a phone everything is smaller
WIDEST, WIDEST_UPRIGHT = 190.0, 240.0  # from one neuron of a layer to the next
SPREAD = 2.2  # of the smallest pitch: how far apart neurons of a layer of few may stand
GLOW = 0.7  # of a radius: what shines around the outermost neurons
BETWEEN = 0.33  # a radius by the way from layer to layer: synapses are to be seen, too
NAMES_ROOM, NAMES_AT, NAME_GAP = 76.0, 44.0, 14.0  # below the layers, for their names; between two names
HALF_NAME, NAME_HIGH = 66.0, 48.0  # half a layer's name; the height of a name in its own line
COUNT_ROOM, COUNT_HIGH = 76.0, 46.0  # the count beside a brace, and above one
INPUT_NAME_AT = 20.0  # from a neuron's edge to its name
TARGET_ROOM = 112.0
FIGURE_ROOM = 42.0  # above and below a neuron, for figures
SMALLEST = 5.0  # of a radius
SMALLEST_LETTERED = 21.0  # the radius below which a neuron has no room for its name


def layout_of(
    sizes: tuple[int, ...],
    width: float,
    height: float,
    names: Sequence[float] = (),
    input_names_width: float = 0.0,
    room_for_targets: bool = True,
    lettered: bool = False,
    upright: bool = False,
) -> Layout:
    """Lay a network of these sizes out in a box of design pixels.

    Parameters
    ----------
    names
        The widths of the names of layers, or none.
    input_names_width
        What names of inputs need beside their neurons.
    room_for_targets
        Whether space is kept after the outputs, for the right answers.
    lettered
        Whether neurons bear names, and figures stand beside them.
    upright
        Whether the frame is higher than wide: then layers may stand one below the other, and do where this makes
        neurons at least ``STANDING_GAIN`` times as large, or where only so their figures have room.
    """
    most = (LARGEST_UPRIGHT, WIDEST_UPRIGHT) if upright else (LARGEST, WIDEST)
    asked = sizes, width, height, names, input_names_width, room_for_targets, lettered, *most
    beside = _laid_out(*asked, standing=False)
    if not upright:
        return beside
    standing = _laid_out(*asked, standing=True)
    if standing.roomy != beside.roomy:
        return standing if standing.roomy else beside
    return standing if standing.radius >= STANDING_GAIN * beside.radius else beside


def _laid_out(
    sizes: tuple[int, ...],
    width: float,
    height: float,
    names: Sequence[float],
    input_names_width: float,
    room_for_targets: bool,
    lettered: bool,
    largest: float,
    widest: float,
    standing: bool,
) -> Layout:
    length, breadth = (height, width) if standing else (width, height)
    shown = tuple(_shown(size) for size in sizes)
    shortened = [len(s) < size for s, size in zip(shown, sizes, strict=True)]
    # A shortened layer leaves two places free for its dots.
    slots = [len(s) + (2 if cut else 0) for s, cut in zip(shown, shortened, strict=True)]
    inner = breadth - (NAMES_ROOM if names and not standing else 0.0)

    def pitch_of(count: int) -> float:
        return min(inner / (count - 1 + 2 * 0.44 * (1 + GLOW)) if count > 1 else inner, widest)

    gap, beside, roomy = pitch_of(max(slots)), 0.0, False
    radius = min(largest, 0.44 * gap, 0.068 * max(width, height))
    pitches = [min(SPREAD * gap, pitch_of(count)) for count in slots]
    if standing:  # each leaves room for its name, where it can
        room = [2 * (inner / 2 - radius - NAME_GAP - wide) for wide in names]
        limits = [free / (count - 1) if count > 1 else free for free, count in zip(room, slots, strict=False)]
        pitches = [max(gap, min(pair)) for pair in zip_longest(pitches, limits, fillvalue=widest)]
    if lettered:
        figures = FIGURE_WIDE + 10 if standing else 2 * FIGURE_ROOM
        spacious = min(inner / max(slots), 156.0 + figures)
        small = min(50.0, (spacious - figures) / 2, 0.068 * max(width, height))
        if roomy := small >= SMALLEST_LETTERED:
            radius, pitches = small, [spacious] * len(sizes)
            beside = figures / 2 if standing else 0.0
    offsets = []
    for drawn, cut, pitch in zip(shown, shortened, pitches, strict=True):
        half = len(drawn) // 2
        rows = [*range(half), *range(half + 2, len(drawn) + 2)] if cut else range(len(drawn))
        across = np.array(rows, dtype=float) * pitch
        offsets.append(across - (across[0] + across[-1]) / 2 + inner / 2 - beside)
    glow = radius * (1 + GLOW)
    # Beside a layer that stands is its name, if there is room; otherwise above the first and below the last.
    fits = [float(o[0]) - radius - NAME_GAP > wide - 0.1 for o, wide in zip(offsets, names, strict=False)]
    if standing:
        lines = [NAME_HIGH if names and not fits[k] else 0.0 for k in (0, -1)]
        start = max(glow, radius + INPUT_NAME_AT + 34.0 if input_names_width else 0.0)
        start += lines[0] + (COUNT_HIGH if shortened[0] else 0.0)
        end = length - glow - lines[1]
    else:
        margin = max(glow, HALF_NAME if names else 0.0)
        start = max(margin, radius + input_names_width) + (COUNT_ROOM + radius if shortened[0] else 0.0)
        end = length - margin
    end -= max(TARGET_ROOM, 2.1 * radius) if room_for_targets else 0.0
    columns = np.linspace(start, end, len(sizes)).tolist()
    radius = min(radius, max(SMALLEST, BETWEEN * (columns[1] - columns[0])))
    order = (1, 0) if standing else (0, 1)
    places = tuple(
        frozen(np.column_stack([np.full(len(across), along), across])[:, order])
        for along, across in zip(columns, offsets, strict=True)
    )
    if standing:
        found = _names_beside(names, fits, columns, inner / 2, (NAME_HIGH / 2, height - NAME_HIGH / 2))
    else:
        lowest = max(float(across.max()) for across in offsets)
        below = FIGURE_ROOM + radius if roomy else radius * (1 + GLOW)
        found = _names_below(names, columns, min(height - 26.0, lowest + below + NAMES_AT))
    return Layout(width, height, sizes, shown, places, radius, tuple(pitches), found, roomy, standing)


def _names_below(names: Sequence[float], columns: list[float], y: float) -> tuple[Named | None, ...]:
    """Return where names stand below their layers; of many narrow columns only the first and the last have one."""
    all_fit = max(names, default=0.0) <= columns[1] - columns[0] - NAME_GAP
    ends = 0, len(columns) - 1
    return tuple((columns[k], y, 0.5) if all_fit or k in ends else None for k in range(len(names)))


def _names_beside(
    names: Sequence[float], fits: list[bool], rows: list[float], middle: float, lines: tuple[float, float]
) -> tuple[Named | None, ...]:
    """Return where names stand at the left of their layers, or where these are too wide in the outermost lines."""
    found: list[Named | None] = [(0.0, y, 0.0) if fit else None for y, fit in zip(rows, fits, strict=False)]
    for k, y in zip((0, len(rows) - 1), lines, strict=True):
        if names and not fits[k]:
            found[k] = middle, y, 0.5
    return tuple(found)


def _shown(size: int) -> tuple[int, ...]:
    if size <= MOST_NEURONS:
        return tuple(range(size))
    half = (MOST_NEURONS - 2) // 2
    return (*range(half), *range(size - half, size))
