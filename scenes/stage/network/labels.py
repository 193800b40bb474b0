"""How the figures in a network diagram look: weights, biases, answers and deltas, each in its place.

A diagram whose layers have letters is *lettered*: every neuron bears its name, its answer stands above it, its bias
or its delta below, and each weight beside its synapse, with a second figure under it where there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.config.number_format import given, number, short, signed, steady
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.theme import SMALLEST_TYPE
from scenes.stage.network.label_places import LABEL_SIZE
from scenes.stage.network.layout import Layout, part
from scenes.stage.network.scale import synapse_colours
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import DiagramState, Layers

FAINT = 0.02  # an alpha nobody sees
ASIDE = 0.6  # what a figure loses beside a neuron that steps back
DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
Figure = tuple[tuple[float, float], str, float]


def draw_labels(canvas: Canvas, spec: DiagramSpec, state: DiagramState) -> None:
    """Write the figures that are switched on."""
    for layer in range(len(spec.sizes) - 1):
        _draw_weights(canvas, spec, state, layer)
    layout = spec.layout
    if spec.lettered:
        if layout.roomy:
            _draw_lettered(canvas, spec, state)
    elif layout.has_words:
        _draw_ordinary(canvas, spec, state)


def _draw_weights(canvas: Canvas, spec: DiagramSpec, state: DiagramState, layer: int) -> None:
    theme, layout, places = spec.theme, spec.layout, spec.label_places
    alpha = state.weight_labels[layer]
    unders = part(np.broadcast_to(state.second_labels_shown[layer], state.weights[layer].shape), layout, layer)
    if alpha <= FAINT:
        return
    weights, dimmed = part(state.weights[layer], layout, layer), part(state.dimmed[layer], layout, layer)
    second_labels = part(state.second_labels[layer], layout, layer) if unders.max() > FAINT else weights
    before = state.second_label_kind == "before"
    wide = spec.lettered and places.wide
    write = _signs(state, wide) if spec.lettered else short
    for i, j, x, y in places.layers[layer]:
        strength = alpha * (1 - 0.7 * dimmed[i, j]) if spec.lettered else alpha
        colour = tuple(synapse_colours(weights[i, j], theme).tolist())
        text = write(weights[i, j])
        under = float(unders[i, j])
        up = under * places.pitch / 2
        canvas.text(text, x, y - up, places.size, colour, strength, 0.5, bold=True, plate=theme.ground)
        if under > FAINT:
            sign, ink = ("", theme.muted) if before else ("∂ ", theme.error)
            note = sign + signed(second_labels[i, j], wide)
            small = max(SMALLEST_TYPE, places.size - 2)
            canvas.text(note, x, y + up, small, ink, under * strength, 0.5, plate=theme.ground)


def _draw_ordinary(canvas: Canvas, spec: DiagramSpec, state: DiagramState) -> None:
    """Write biases below neurons and deltas at their upper left."""
    theme, layout = spec.theme, spec.layout
    for place, text, alpha in _biases(spec, state, short):
        x, y, align = layout.bias_label(*place)
        canvas.text(text, x, y, LABEL_SIZE, theme.muted, alpha, align, plate=theme.ground)
    for place, text, alpha in _deltas(layout, state, wide=False):
        x, y, align = layout.delta_label(*place)
        canvas.text(text, x, y, LABEL_SIZE, theme.error, alpha, align, plate=theme.ground)


def _draw_lettered(canvas: Canvas, spec: DiagramSpec, state: DiagramState) -> None:
    """Write answers above neurons, biases or deltas below them."""
    theme, layout = spec.theme, spec.layout
    wide = spec.label_places.wide
    plain = steady if state.running else partial(number, wide=wide)
    for layer, places in enumerate(layout.places):
        shown = list(layout.shown[layer])
        alphas = spread(np.asarray(state.numbers[layer]) * (1 - ASIDE * state.receded[layer]), shown)
        values = state.values[layer][shown].tolist()
        for (x, y), value, alpha in zip(places.tolist(), values, alphas, strict=True):
            text = f"{spec.answer_sign(layer)} {plain(value)}" if layer else given(value)
            if alpha > FAINT:
                # Beside the edge of the frame a long number moves inwards.
                half = canvas.width_of(text, LABEL_SIZE, bold=True) / 2
                at, height = layout.answer_at(x, y)
                at = min(max(at, half), layout.width - half)
                canvas.text(text, at, height, LABEL_SIZE, theme.answer, alpha, 0.5, bold=True, plate=theme.ground)
    for place, text, alpha in _biases(spec, state, _signs(state, wide)):
        at, height = layout.delta_at(*place)
        canvas.text(text, at, height, LABEL_SIZE, theme.muted, alpha, 0.5, plate=theme.ground)
    for place, text, alpha in _deltas(spec.layout, state, wide):
        at, height = layout.delta_at(*place)
        canvas.text(text, at, height, LABEL_SIZE, theme.error, alpha, 0.5, bold=True, plate=theme.ground)


def _signs(state: DiagramState, wide: bool) -> Callable[[float], str]:
    """Return what writes a number with its sign: always in one form while it runs."""
    return partial(steady, sign=True) if state.running else partial(signed, wide=wide)


def _biases(spec: DiagramSpec, state: DiagramState, write: Callable[[float], str]) -> Iterator[Figure]:
    layers = np.flatnonzero(spec.has_bias).tolist()
    return _below(spec.layout, layers, state.biases, state.bias_labels, state.receded, "b", write)


def _deltas(layout: Layout, state: DiagramState, wide: bool) -> Iterator[Figure]:
    layers = range(1, len(layout.sizes) if state.delta_values else 1)
    write = _signs(state, wide)
    return _below(layout, layers, state.delta_values, state.delta_labels, state.receded, "δ", write)


def _below(
    layout: Layout,
    layers: Iterable[int],
    values: Layers,
    alphas: tuple[float, ...],
    receded: Layers,
    sign: str,
    write: Callable[[float], str],
) -> Iterator[Figure]:
    """Yield where each neuron stands that has a figure, the words and their alpha."""
    for layer in layers:
        shown = list(layout.shown[layer])
        each = values[layer - 1][shown].tolist(), spread(alphas[layer - 1] * (1 - ASIDE * receded[layer]), shown)
        for at, value, alpha in zip(layout.places[layer].tolist(), *each, strict=True):
            if alpha > FAINT:
                yield at, f"{sign} {write(value)}", alpha


def spread(alpha: float | NDArray[np.float64], shown: list[int]) -> list[float]:
    """Return an alpha for each drawn neuron: one for all, or one each."""
    each: Any = np.asarray(alpha, dtype=float)
    return each[shown].tolist() if each.ndim else [float(alpha)] * len(shown)


def name_of(letter: str, neuron: int) -> str:
    """Return a neuron's name, counted from 1: ``x₁``."""
    return letter + str(neuron + 1).translate(DIGITS)
