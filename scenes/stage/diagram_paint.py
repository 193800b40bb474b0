"""How a network diagram is painted: synapses first, then what travels along them, then the neurons."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage import scale
from scenes.stage.canvas import Canvas, text_width
from scenes.stage.theme import Theme, blend

if TYPE_CHECKING:
    from scenes.stage.diagram import NetworkDiagram
    from scenes.stage.diagram_layout import Layout

MOST_HALOS = 200  # synapses in a network whose every signal has a halo
FAINT = 0.02  # an alpha nobody sees


def draw(diagram: NetworkDiagram, canvas: Canvas) -> None:
    """Paint the whole diagram."""
    for layer in range(len(diagram.sizes) - 1):
        _draw_synapses(diagram, canvas, layer)
    for layer in range(len(diagram.sizes) - 1):
        _draw_pulses(diagram, canvas, layer)
    _draw_rings(diagram, canvas)
    _draw_targets(diagram, canvas)
    for layer in range(len(diagram.sizes)):
        _draw_neurons(diagram, canvas, layer)
    _draw_labels(diagram, canvas)
    _draw_names(diagram, canvas)


def _part(array: NDArray[np.float64], diagram: NetworkDiagram, layer: int) -> NDArray[np.float64]:
    """Return the rows and columns of a layer's array that belong to neurons that are drawn."""
    shown = diagram.layout.shown
    if len(shown[layer]) == array.shape[0] and len(shown[layer + 1]) == array.shape[1]:
        return array
    return array[np.ix_(shown[layer], shown[layer + 1])]


def _ends(layout: Layout, layer: int) -> tuple[list[list[list[float]]], list[list[list[float]]]]:
    """Return where each synapse of a layer leaves its source and meets its target, as nested lists [i][j] = x, y."""
    source, target = layout.places[layer][:, None, :], layout.places[layer + 1][None, :, :]
    way = target - source
    unit = way / np.linalg.norm(way, axis=2, keepdims=True)
    inset = unit * layout.radius * 0.96
    return (source + inset).tolist(), (target - inset).tolist()


def synapse_colours(weights: ArrayLike, theme: Theme) -> NDArray[np.float64]:
    """Return the colours of synapses, shape (..., 3): their signs', near zero the neutral one they pass through."""
    weights = np.asarray(weights, dtype=float)[..., None]
    own = np.where(weights > 0, theme.positive, theme.negative)
    near = np.minimum(1.0, np.abs(weights) / scale.NEUTRAL_WEIGHT)
    return theme.neutral + (own - theme.neutral) * near


def _draw_synapses(diagram: NetworkDiagram, canvas: Canvas, layer: int) -> None:
    """Draw the synapses of a layer, pale ones first and the strongest on top.

    A translucent line costs cairo three times an opaque one. So a pale line is drawn in the colour that it has on the
    ground, and the order sees to it that it never crosses out a strong one.
    """
    thought, theme = diagram.thought, diagram.theme
    weights = _part(thought.weights[layer], diagram, layer)
    signal, blame = _part(thought.signal[layer], diagram, layer), _part(thought.blame[layer], diagram, layer)
    # Weak synapses are pale as well as thin; while the network thinks, those that carry nothing step back.
    visible = 0.42 + 0.58 * np.minimum(1, 3.2 * scale.weight_strength(weights))
    visible = visible * (1 - 0.5 * thought.thinking * (1 - np.maximum(signal, blame)))
    visible = visible * (1 - 0.88 * _part(thought.dimmed[layer], diagram, layer))
    colours = synapse_colours(weights, theme)
    starts, ends = (np.array(points).reshape(-1, 2).tolist() for points in _ends(diagram.layout, layer))
    widths = scale.synapse_width(weights).ravel()
    order = np.argsort(visible, axis=None, kind="stable")
    if diagram.links:
        order = order[_part(diagram.links[layer], diagram, layer).ravel()[order] > 0]

    def on_ground(inks: ArrayLike, share: NDArray[np.float64]) -> NDArray[np.float64]:
        ground = np.array(theme.ground)
        return (ground + (np.asarray(inks) - ground) * share[..., None]).reshape(-1, 3)

    def line(k: int, width: float, ink: NDArray[np.float64], dash: tuple[float, ...] = ()) -> None:
        canvas.line(tuple(starts[k]), tuple(ends[k]), width, tuple(ink.tolist()), dash=dash)

    # In a dense network halos would run into one mass: there only the strongest signals have one.
    drawn = sum(len(one) * len(other) for one, other in pairwise(diagram.layout.shown))
    faintest = FAINT if drawn <= MOST_HALOS else 0.5
    for light, ink, share, more in ((blame, theme.error, 0.42, 12.0), (signal, colours, 0.30, 11.0)):
        inks = on_ground(ink, share * light)
        lit = np.argsort(light, axis=None, kind="stable")
        for k in lit[light.ravel()[lit] > faintest]:
            line(k, widths[k] + more, inks[k])
    inks = on_ground(colours, visible)
    cores = inks + (np.array(theme.ground) - inks) * ((0.85 if theme.is_light else 0.62) * visible).reshape(-1, 1)
    marked = (weights.ravel() < 0) & (widths > 3.2) & theme.mark_negative
    for k in order:
        line(k, widths[k], inks[k])
        if marked[k]:
            line(k, 0.3 * widths[k], cores[k])
    if thought.changed:
        changed = _part(np.asarray(thought.changed[layer], dtype=float), diagram, layer)
        dashes = inks + (np.array(theme.ink) - inks) * changed.reshape(-1, 1)
        for k in order[changed.ravel()[order] > FAINT]:
            line(k, max(2.5, 0.4 * widths[k]), dashes[k], dash=(16, 12))


def _draw_pulses(diagram: NetworkDiagram, canvas: Canvas, layer: int) -> None:
    thought, theme = diagram.thought, diagram.theme
    place = thought.pulses[layer]
    if not 0 <= place <= 1:
        return
    colour = theme.signal if thought.pulse_kind == "signal" else theme.error
    core = blend(colour, theme.readable_on(theme.ground), 0.45)
    starts, ends = _ends(diagram.layout, layer)
    sizes = _part(thought.pulse_sizes[layer], diagram, layer).tolist()
    # A pulse grows out of its neuron and is swallowed by the next.
    appear = min(1.0, place / 0.12, (1 - place) / 0.12)
    for start_row, end_row, size_row in zip(starts, ends, sizes, strict=True):
        for (x0, y0), (x1, y1), size in zip(start_row, end_row, size_row, strict=True):
            if size <= FAINT:
                continue
            x, y = x0 + (x1 - x0) * place, y0 + (y1 - y0) * place
            canvas.glow(x, y, 16 + 24 * size, colour, appear * (0.35 + 0.65 * size))
            canvas.disc(x, y, 2.5 + 6.5 * size, core, appear * (0.4 + 0.6 * size))


def _draw_rings(diagram: NetworkDiagram, canvas: Canvas) -> None:
    layout, theme = diagram.layout, diagram.theme
    for ring in diagram.thought.rings:
        if ring.source not in layout.shown[ring.layer] or ring.target not in layout.shown[ring.layer + 1]:
            continue
        i, j = layout.shown[ring.layer].index(ring.source), layout.shown[ring.layer + 1].index(ring.target)
        starts, ends = _ends(layout, ring.layer)
        (x0, y0), (x1, y1) = starts[i][j], ends[i][j]
        p = ring.progress
        alpha = min(1.0, p / 0.15, (1 - p) / 0.25)
        canvas.line((x0, y0), (x1, y1), 16, theme.ink, 0.16 * alpha)
        canvas.ring(x0 + (x1 - x0) * p, y0 + (y1 - y0) * p, 18, 4.5, theme.ink, alpha)


def _draw_targets(diagram: NetworkDiagram, canvas: Canvas) -> None:
    """Draw the right answers beside the outputs, and between both a bridge as thick as the error."""
    thought, theme, layout = diagram.thought, diagram.theme, diagram.layout
    if thought.targets is None or thought.outputs is None or thought.judged <= FAINT:
        return
    shown, alpha, r = layout.shown[-1], thought.judged, layout.radius
    small = max(26.0, 0.62 * r)
    for (x, y), k in zip(layout.places[-1].tolist(), shown, strict=True):
        at = x + 2 * r + 1.75 * small
        error = abs(float(thought.targets[k] - thought.outputs[k]))
        bridge = x + r, at - small
        canvas.line((bridge[0], y), (bridge[1], y), 2 + 0.62 * r * min(error, 1.0), theme.error, alpha)
        canvas.disc(at, y, small, theme.ground, alpha)
        canvas.ring(at, y, small, 3, theme.ink, alpha, dash=(7, 6))
        if r >= 36:
            # How far the answer lies above the right one, clear of the ring around the neuron.
            figure = f"{thought.outputs[k] - thought.targets[k]:+.2f}".replace("-", "−")
            middle = (bridge[0] + bridge[1]) / 2 + 4
            canvas.text(figure, middle, y - r - 2, LABEL_SIZE, theme.error, alpha, 0.5, bold=True)
        canvas.text(f"{thought.targets[k]:g}", at, y, min(theme.number, small), theme.ink, alpha, 0.5, bold=True)


def _draw_neurons(diagram: NetworkDiagram, canvas: Canvas, layer: int) -> None:
    thought, theme, layout = diagram.thought, diagram.theme, diagram.layout
    r = layout.radius
    shown = list(layout.shown[layer])
    places = layout.places[layer].tolist()
    light = thought.light[layer][shown].tolist()
    values = thought.values[layer][shown].tolist()
    deltas = thought.deltas[layer - 1][shown].tolist() if layer else [0.0] * len(shown)
    number_alpha = thought.numbers[layer] if diagram.with_numbers and r >= 26 else 0.0
    for (x, y), bright, value, delta in zip(places, light, values, deltas, strict=True):
        if bright > FAINT:
            canvas.glow(x, y, 1.7 * r, theme.signal, 0.75 * bright)
        body = blend(theme.neuron, theme.signal, 0.92 * bright)
        canvas.still_disc(x, y, r, body)
        canvas.still_ring(x, y, r - 1, 2.5, blend(theme.outline, theme.signal, min(1.0, 1.5 * bright)))
        if delta > FAINT:
            canvas.ring(x, y, r + 6, 3 + 7 * delta, theme.error, 0.35 + 0.65 * delta)
        if number_alpha > FAINT:
            size = theme.number if r >= 40 else max(28.0, 0.93 * r)
            text = number_text(value, 1.86 * r, canvas, size)
            canvas.text(text, x, y, size, theme.readable_on(body), number_alpha, 0.5, bold=True)
    if len(shown) < diagram.sizes[layer]:
        _draw_shortened(diagram, canvas, layer)


def number_text(value: float, room: float, canvas: Canvas, size: float) -> str:
    """Return ``value`` with as many decimals as fit into ``room`` design pixels; a minus is a real minus."""
    for text in (f"{value:.2f}", f"{value:.2f}".replace("0.", ".", 1), f"{value:.1f}", f"{value:.0f}"):
        if text.startswith("-"):
            text = "−" + text[1:] if text.strip("-0.") else text[1:]
        if canvas.width_of(text, size, bold=True) <= room:
            return text
    return "…"


def _draw_shortened(diagram: NetworkDiagram, canvas: Canvas, layer: int) -> None:
    """Draw dots for the neurons left out, and a brace with the count of all."""
    theme, layout = diagram.theme, diagram.layout
    places, r = layout.places[layer], layout.radius
    half = len(places) // 2
    x, y = float(places[0, 0]), float(places[half - 1 : half + 1, 1].mean())
    for k in (-1, 0, 1):
        canvas.disc(x, y + k * 0.55 * r, 0.13 * r + 1, theme.muted)
    top, bottom = float(places[0, 1]) - r, float(places[-1, 1]) + r
    side = x - 1.35 * r
    tip = 0.35 * r
    brace = [(side, top), (side - tip / 2, top + tip), (side - tip / 2, y - tip), (side - tip, y)]
    canvas.polyline(np.array(brace), 2.5, theme.muted)
    canvas.polyline(np.array([(bx, top + bottom - by) for bx, by in brace]), 2.5, theme.muted)
    canvas.text(f"{diagram.sizes[layer]:,}", side - tip - 8, y, theme.small, theme.ink, align=1.0, plate=theme.ground)


def _draw_names(diagram: NetworkDiagram, canvas: Canvas) -> None:
    theme, layout = diagram.theme, diagram.layout
    room = layout.width / max(1, len(diagram.sizes))
    widest = max((canvas.width_of(name, theme.body) for name in diagram.layer_names), default=0.0)
    # Names of many narrow columns would run into one another: then only the first and the last are written.
    all_fit = widest < room
    for k, name in enumerate(diagram.layer_names):
        if all_fit or k in (0, len(diagram.layer_names) - 1):
            x = float(layout.places[k][0, 0])
            canvas.text(name, x, layout.names_at, theme.body, theme.muted, align=0.5)
    for k, name in zip(layout.shown[0], layout.places[0].tolist(), strict=True):
        if k < len(diagram.input_names):
            x, y = name
            canvas.text(diagram.input_names[k], x - layout.radius - 20, y, theme.body, theme.muted, align=1.0)


LABEL_SIZE = 26.0


def label_places(layout: Layout, theme: Theme, biases: bool) -> tuple[tuple[tuple[int, int, float, float], ...], ...]:
    """Choose where the weight labels stand: for each layer of synapses tuples (i, j, x, y), i and j as drawn.

    Each label takes the first place along its synapse where it meets no label placed before; one that
    finds none is left out.
    """
    size = np.array([text_width("−00.00", LABEL_SIZE, theme.font, bold=True), LABEL_SIZE * 1.3])
    chosen = []
    for layer in range(len(layout.places) - 1):
        starts, ends = _ends(layout, layer)
        taken = _kept_clear(layout, layer, theme, biases)
        labels = []
        for i, (start_row, end_row) in enumerate(zip(starts, ends, strict=True)):
            for j, (start, end) in enumerate(zip(start_row, end_row, strict=True)):
                for t in (0.28, 0.72, 0.5, 0.38, 0.62, 0.2, 0.8, 0.33, 0.44, 0.56, 0.67):
                    x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t
                    if all(abs(x - a) > (size[0] + w) / 2 or abs(y - b) > (size[1] + h) / 2 for a, b, w, h in taken):
                        taken.append((x, y, *size))
                        labels.append((i, j, x, y))
                        break
        chosen.append(tuple(labels))
    return tuple(chosen)


def _kept_clear(layout: Layout, layer: int, theme: Theme, biases: bool) -> list[tuple[float, float, float, float]]:
    """Return what weight labels must not cover, as (x, y, width, height): neurons, biases and deltas."""
    r = layout.radius
    boxes = [(x, y, 2 * r + 8, 2 * r + 8) for k in (layer, layer + 1) for x, y in layout.places[k].tolist()]
    if layout.gap < 1.8 * r + 28:
        return boxes
    delta = text_width("δ −0.000", LABEL_SIZE, theme.font)
    for k in (layer, layer + 1) if layer else (layer + 1,):
        for x, y in layout.places[k].tolist():
            if biases:
                boxes.append((x, y + r + 20, text_width("b −0.00", LABEL_SIZE, theme.font), LABEL_SIZE))
            boxes.append((x - 0.6 * r - delta / 2, y - 0.8 * r - 10, delta, LABEL_SIZE))
    return boxes


def _draw_labels(diagram: NetworkDiagram, canvas: Canvas) -> None:
    """Write weights on synapses, biases below neurons, deltas at their upper left, where they are switched on."""
    thought, theme, layout = diagram.thought, diagram.theme, diagram.layout
    for layer, labels in enumerate(diagram.label_places):
        alpha = thought.weight_labels[layer]
        if alpha <= FAINT:
            continue
        weights = _part(thought.weights[layer], diagram, layer)
        for i, j, x, y in labels:
            text = f"{weights[i, j]:+.2f}".replace("-", "−")
            colour = tuple(synapse_colours(weights[i, j], theme).tolist())
            canvas.text(text, x, y, LABEL_SIZE, colour, alpha, 0.5, bold=True, plate=theme.ground)
    r = layout.radius
    if layout.gap < 1.8 * r + 28:
        return  # between such neurons there is no room for words
    for layer in range(1, len(diagram.sizes)):
        shown = list(layout.shown[layer])
        places = layout.places[layer].tolist()
        alpha = thought.bias_labels[layer - 1]
        if diagram.has_bias and alpha > FAINT:
            for (x, y), bias in zip(places, thought.biases[layer - 1][shown].tolist(), strict=True):
                text = f"b {bias:+.2f}".replace("-", "−")
                canvas.text(text, x, y + r + 20, LABEL_SIZE, theme.muted, alpha, 0.5, plate=theme.ground)
        alpha = thought.delta_labels[layer - 1]
        if thought.delta_values and alpha > FAINT:
            for (x, y), delta in zip(places, thought.delta_values[layer - 1][shown].tolist(), strict=True):
                text = f"δ {delta:+.3f}".replace("-", "−")
                at = x - 0.6 * r, y - 0.8 * r - 10
                canvas.text(text, *at, LABEL_SIZE, theme.error, alpha, 1.0, plate=theme.ground)
