"""Where the labels of weights stand in a diagram, so that none covers another, a neuron or what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.text_metrics import text_width
from scenes.stage.drawing.theme import SMALLEST_TYPE, Theme
from scenes.stage.network.curves import point_at, synapse_curves
from scenes.stage.network.layout import Layout

LABEL_SIZE = 26.0
WIDE, NARROW = "−0.00000", "−0.000"  # what is as wide as the figures of a lettered diagram
PLACES = (0.28, 0.72, 0.5, 0.38, 0.62, 0.2, 0.8, 0.33, 0.44, 0.56, 0.67)  # along a synapse, in this order
SIGNS_AT = (0.62, 0.36, 0.5, 0.28, 0.7)  # of a sign, as PLACES of a label
FINE = tuple(np.linspace(0.2, 0.8, 121).tolist())


SIGN = 17.0  # radius of the disc of a sign
MOST_PLATES = 6  # synapses of a layer whose shares are written on their bands
LINE = 0.975  # of the size of the type, from a weight to the figure under it: figures have nothing below their line
PLATE_MARGIN = 20.0  # of a plate beside and between its figures
Places = tuple[tuple[int, int, float, float], ...]
Layers = tuple[Places, ...]


@dataclass(frozen=True)
class LabelPlaces:
    """Where the weight labels of a diagram stand.

    Attributes
    ----------
    layers
        For each layer of synapses tuples (i, j, x, y), i and j counted among the drawn neurons.
    size
        Of the type, in design pixels.
    pitch
        From a weight to the figure under it.
    wide
        Whether figures have room for three significant digits.
    plates
        Where the shares of the error stand, in the same form: for all synapses of a layer, or for none.
    signs
        Where the signs stand that say what a weight will do next, in the same form; with plates for all or none, too.
    give_way
        For each layer whether its signs go while labels are seen: there is no room for both.
    """

    layers: Layers
    size: float
    pitch: float
    wide: bool = True
    plates: Layers = ()
    signs: Layers = ()
    give_way: tuple[bool, ...] = ()


def label_places(layout: Layout, theme: Theme, biases: Sequence[bool]) -> LabelPlaces:
    """Choose places for the labels of an ordinary diagram, of whose layers those in ``biases`` have some.

    Each label takes the first place along its synapse where it meets no label placed before; one that finds none is
    left out.
    """
    size = text_width("−00.00", LABEL_SIZE, theme.font, bold=True), LABEL_SIZE * 1.3
    layers = range(len(layout.places) - 1)
    labels = tuple(_one_by_one(layout, k, size, _kept_clear(layout, k, theme, biases)) for k in layers)
    # Where labels are many, the signs give way while they are seen.
    few = tuple(each if _count(layout, k) <= MOST_PLATES else () for k, each in enumerate(labels))
    return LabelPlaces(labels, LABEL_SIZE, LABEL_SIZE, **_of_the_error(layout, theme, few, size))


def _count(layout: Layout, layer: int) -> int:
    return len(layout.places[layer]) * len(layout.places[layer + 1])


def plate_size(text: str, theme: Theme) -> tuple[float, float]:
    """Return width and height of the plate on which a share of the error is written."""
    return text_width(text, LABEL_SIZE, theme.font, bold=True) + PLATE_MARGIN, 1.35 * LABEL_SIZE


def _of_the_error(
    layout: Layout, theme: Theme, labels: Layers, size: tuple[float, float], always: bool = False
) -> dict[str, Any]:
    """Return where the plates and the signs of all layers stand, beside labels of weights of a size.

    ``always`` is for labels that stand there while the error is seen.
    """
    all_plates, all_signs, give_way = [], [], []
    plate, sign = plate_size("100%", theme), (2 * SIGN + 4, 2 * SIGN + 4)
    for k in range(len(layout.places) - 1):
        pairs = list(np.ndindex(len(layout.places[k]), len(layout.places[k + 1])))
        neurons, few, plates = _neurons(layout, k), _count(layout, k) <= MOST_PLATES, ()
        written = [(x, y, *size) for _, _, x, y in labels[k]]
        if few:
            plates = _column(layout, k, pairs, plate, neurons) or _all_or_none(layout, k, plate, neurons, FINE)
        place, along = (_all_or_none if few else _one_by_one), (*SIGNS_AT, *FINE)
        shares = [(x, y, *plate) for _, _, x, y in plates]
        # Where there is no room for all, labels go while signs are seen, or there are no plates.
        less = ((True, False), (False, True)) if always else ((False, True), (True, False))
        for with_labels, with_plates in ((True, True), *less):
            taken = [*neurons, *(written if with_labels else []), *(shares if with_plates else [])]
            if signs := place(layout, k, sign, taken, along):
                break
        all_plates.append(plates if with_plates or not signs else ())
        all_signs.append(signs)
        give_way.append(not labels[k] or not with_labels)
    return {"plates": tuple(all_plates), "signs": tuple(all_signs), "give_way": tuple(give_way)}


def _neurons(layout: Layout, layer: int) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the neurons at both ends of a layer of synapses."""
    r = layout.radius
    return [(x, y, 2 * r + 8, 2 * r + 8) for k in (layer, layer + 1) for x, y in layout.places[k].tolist()]


def lettered_places(layout: Layout, theme: Theme, labelled: int) -> LabelPlaces:
    """Choose places for the labels of a lettered diagram: in straight columns, if there is one where none collide.

    Where there is no such column, the labels of the neuron ``labelled`` of the first hidden layer get one, and the
    others take what is left.
    """
    layers = range(len(layout.places) - 1)
    drawn = [len(places) for places in layout.places]
    for size, widest in product((LABEL_SIZE, SMALLEST_TYPE), (WIDE, NARROW)):
        weight, note = text_width(widest, size, theme.font, bold=True), text_width(f"∂ {widest}", size, theme.font)
        box = max(weight, note) + 6, 2 * LINE * size
        clear = [_lettered_clear(layout, k, theme, widest) for k in layers]
        columns = [_column(layout, k, np.ndindex(drawn[k], drawn[k + 1]), box, clear[k]) for k in layers]
        if all(columns):
            marks = _of_the_error(layout, theme, tuple(columns), box, always=True)
            return LabelPlaces(tuple(columns), size, LINE * size, widest == WIDE, **marks)
    found = []
    for k in layers:
        own = {0: [(i, labelled) for i in range(drawn[0])], 1: [(labelled, j) for j in range(drawn[2])]}.get(k, [])
        first = _column(layout, k, own, box, clear[k]) if own else ()
        taken = [*clear[k], *((x, y, *box) for _, _, x, y in first)]
        done = {(i, j) for i, j, _, _ in first}
        found.append((*first, *_one_by_one(layout, k, box, taken, FINE, done)))
    marks = _of_the_error(layout, theme, tuple(found), box, always=True)
    return LabelPlaces(tuple(found), SMALLEST_TYPE, LINE * SMALLEST_TYPE, False, **marks)


def _column(
    layout: Layout,
    layer: int,
    synapses: Iterable[tuple[int, ...]],
    size: tuple[float, float],
    clear: list[tuple[float, float, float, float]],
) -> Places:
    """Return places at one share of the way of some synapses, as far apart as possible; empty if they collide."""
    curves = synapse_curves(layout, layer, between_centres=True)
    pairs = list(synapses)
    i, j = np.array(pairs).T
    best: tuple[float, NDArray[np.float64]] | None = None
    across = 0 if layout.standing else 1
    for t in FINE:
        places = point_at(curves[i, j], t)
        apart = float(np.diff(np.sort(places[:, across])).min()) if len(places) > 1 else np.inf
        free = all(_apart((x, y, *size), box) for x, y in places.tolist() for box in clear)
        if free and apart >= size[across] and (best is None or apart > best[0] + 0.5):
            best = apart, places
    if best is None:
        return ()
    return tuple((pair[0], pair[1], x, y) for pair, (x, y) in zip(pairs, best[1].tolist(), strict=True))


def _one_by_one(
    layout: Layout,
    layer: int,
    size: tuple[float, float],
    taken: list[tuple[float, float, float, float]],
    places: Iterable[float] = PLACES,
    done: Collection[tuple[int, int]] = (),
) -> Places:
    """Return for each synapse that is not done the first place where its label meets none of what is taken."""
    labels = []
    ways = point_at(synapse_curves(layout, layer), np.array(list(places))[:, None, None]).transpose(1, 2, 0, 3)
    for i, j in np.ndindex(ways.shape[:2]):
        for x, y in ways[i, j].tolist() if (i, j) not in done else ():
            if all(_apart((x, y, *size), box) for box in taken):
                taken.append((x, y, *size))
                labels.append((i, j, x, y))
                break
    return tuple(labels)


def _all_or_none(
    layout: Layout,
    layer: int,
    size: tuple[float, float],
    taken: Iterable[tuple[float, float, float, float]],
    places: Iterable[float],
) -> Places:
    """Return places for all synapses of a layer, or, where one finds none, for none."""
    found = _one_by_one(layout, layer, size, list(taken), places)
    return found if len(found) == _count(layout, layer) else ()


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Return whether two boxes (x, y of the middle, width, height) do not meet."""
    (x, y, w, h), (a, b, v, g) = one, other
    return abs(x - a) > (w + v) / 2 or abs(y - b) > (h + g) / 2


def _kept_clear(
    layout: Layout, layer: int, theme: Theme, biases: Sequence[bool]
) -> list[tuple[float, float, float, float]]:
    """Return what weight labels must not cover, as (x, y, width, height): neurons, biases and deltas."""
    boxes = _neurons(layout, layer)
    if not layout.has_words:
        return boxes
    bias, delta = (text_width(text, LABEL_SIZE, theme.font) for text in ("b −0.00", f"δ {NARROW}"))
    for k in (layer, layer + 1) if layer else (layer + 1,):
        for place in layout.places[k].tolist():
            labels = [
                (layout.delta_label(*place), delta),
                *([(layout.bias_label(*place), bias)] if biases[k] else []),
            ]
            boxes += [(x + (0.5 - align) * wide, y, wide, LABEL_SIZE) for (x, y, align), wide in labels]
    return boxes


def _lettered_clear(layout: Layout, layer: int, theme: Theme, widest: str) -> list[tuple[float, float, float, float]]:
    """Return what the labels of a lettered diagram must not cover: neurons with what stands above and below."""
    r, boxes = layout.radius, []
    for k in (layer, layer + 1):
        below = text_width(f"δ {widest}", LABEL_SIZE, theme.font, bold=True) + 8
        for x, y in layout.places[k].tolist():
            boxes.append((x, y, 2 * r + 12, 2 * r + 12))
            if layout.roomy:
                at, height = layout.answer_at(x, y)
                at = min(max(at, below / 2), layout.width - below / 2)  # a long answer moves inwards
                boxes += [(at, height, below, LABEL_SIZE), (*layout.delta_at(x, y), below, LABEL_SIZE)]
    return boxes
