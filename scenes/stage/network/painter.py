"""How a network diagram is painted: synapses first, then what travels along them, then the neurons."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.theme import Theme, blend
from scenes.stage.network import scale
from scenes.stage.network.labels import FAINT, LABEL_SIZE, draw_labels, name_of, spread
from scenes.stage.network.layout import part, synapse_ends
from scenes.stage.network.scale import synapse_colours

if TYPE_CHECKING:
    from scenes.stage.network.diagram import NetworkDiagram

MOST_HALOS = 200  # synapses in a network whose every signal has a halo


def draw(diagram: NetworkDiagram, canvas: Canvas) -> None:
    """Paint the whole diagram."""
    for layer in range(len(diagram.sizes) - 1):
        if _is_dense(diagram):
            _copy_synapses(diagram, canvas, layer)
        else:
            _draw_synapses(diagram, canvas, layer)
    for layer in range(len(diagram.sizes) - 1):
        _draw_pulses(diagram, canvas, layer)
    _draw_rings(diagram, canvas)
    _draw_targets(diagram, canvas)
    for layer in range(len(diagram.sizes)):
        _draw_neurons(diagram, canvas, layer)
    draw_labels(diagram, canvas)
    _draw_names(diagram, canvas)


def _is_dense(diagram: NetworkDiagram) -> bool:
    """Return whether so many synapses are drawn that each cannot have a halo, nor be drawn anew without need."""
    return sum(len(one) * len(other) for one, other in pairwise(diagram.layout.shown)) > MOST_HALOS


def _copy_synapses(diagram: NetworkDiagram, canvas: Canvas, layer: int) -> None:
    """Draw the synapses of a layer of a dense network, or copy them where nothing about them has changed."""
    thought, layout = diagram.thought, diagram.layout
    arrays = [thought.weights, thought.signal, thought.blame, thought.dimmed, thought.changed, diagram.links]
    decides = [
        *(a[layer] for a in arrays if a),
        *thought.asleep[layer : layer + 2],
        *layout.places[layer : layer + 2],
    ]
    state = (
        *(np.ascontiguousarray(a).tobytes() for a in decides),
        layout.shown,
        layout.radius,
        thought.thinking,
        bool(thought.changed),
        bool(diagram.links),
        diagram.theme,
    )
    x = layout.places[layer][0, 0] - 20, layout.places[layer + 1][0, 0] + 20
    box = float(x[0]), -20.0, float(x[1] - x[0]), layout.height + 40
    sheets = diagram._cached_sheets
    canvas.drawn_once(
        sheets, f"synapses {layer}", box, lambda sheet: _draw_synapses(diagram, sheet, layer), state=state
    )


def _draw_synapses(diagram: NetworkDiagram, canvas: Canvas, layer: int) -> None:
    """Draw the synapses of a layer, pale ones first and the strongest on top.

    A translucent line costs cairo three times an opaque one. So a pale line is drawn in the colour that it has on the
    ground, and the order sees to it that it never crosses out a strong one.
    """
    thought, theme = diagram.thought, diagram.theme
    weights = part(thought.weights[layer], diagram, layer)
    signal, blame = part(thought.signal[layer], diagram, layer), part(thought.blame[layer], diagram, layer)
    # Weak synapses are pale as well as thin; while the network thinks, those that carry nothing step back.
    visible = 0.42 + 0.58 * np.minimum(1, 3.2 * scale.weight_strength(weights))
    visible = visible * (1 - 0.5 * thought.thinking * (1 - np.maximum(signal, blame)))
    visible = visible * (1 - 0.88 * part(thought.dimmed[layer], diagram, layer))
    if any(neurons.any() for neurons in thought.asleep[layer : layer + 2]):
        sleeps = np.maximum(thought.asleep[layer][:, None], thought.asleep[layer + 1][None, :])
        visible = visible * (1 - 0.8 * part(sleeps, diagram, layer))
    colours = synapse_colours(weights, theme)
    starts, ends = (np.array(points).reshape(-1, 2).tolist() for points in synapse_ends(diagram.layout, layer))
    widths = scale.synapse_width(weights).ravel()
    order = np.argsort(visible, axis=None, kind="stable")
    if diagram.links:
        order = order[part(diagram.links[layer], diagram, layer).ravel()[order] > 0]

    def on_ground(inks: ArrayLike, share: NDArray[np.float64]) -> NDArray[np.float64]:
        ground = np.array(theme.ground)
        return (ground + (np.asarray(inks) - ground) * share[..., None]).reshape(-1, 3)

    def line(k: int, width: float, ink: NDArray[np.float64], dash: tuple[float, ...] = ()) -> None:
        canvas.line(tuple(starts[k]), tuple(ends[k]), width, tuple(ink.tolist()), dash=dash)

    # In a dense network halos would run into one mass: there only the strongest signals have one.
    faintest = 0.5 if _is_dense(diagram) else FAINT
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
        changed = part(np.asarray(thought.changed[layer], dtype=float), diagram, layer)
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
    starts, ends = synapse_ends(diagram.layout, layer)
    sizes = part(thought.pulse_sizes[layer], diagram, layer).tolist()
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
        starts, ends = synapse_ends(layout, ring.layer)
        (x0, y0), (x1, y1) = starts[i][j], ends[i][j]
        p = ring.progress
        alpha = min(1.0, p / 0.15, (1 - p) / 0.25)
        canvas.line((x0, y0), (x1, y1), 16, theme.ink, 0.16 * alpha)
        canvas.ring(x0 + (x1 - x0) * p, y0 + (y1 - y0) * p, 18, 4.5, theme.ink, alpha)


def _draw_targets(diagram: NetworkDiagram, canvas: Canvas) -> None:
    """Draw the right answers beside the outputs, and between both a bridge as thick as the error."""
    thought, theme, layout = diagram.thought, diagram.theme, diagram.layout
    seen = max(thought.judged, thought.aims)
    if thought.targets is None or seen <= FAINT:
        return
    shown, r = layout.shown[-1], layout.radius
    small = max(26.0, 0.62 * r)
    for (x, y), k in zip(layout.places[-1].tolist(), shown, strict=True):
        at = x + 2 * r + 1.75 * small
        if thought.outputs is not None and thought.judged > FAINT:
            error = float(thought.outputs[k] - thought.targets[k])
            bridge = x + r, at - small
            wide = 2 + 0.62 * r * min(abs(error), 1.0)
            canvas.line((bridge[0], y), (bridge[1], y), wide, theme.error, thought.judged)
            if r >= 36 and not diagram.lettered:
                # How far the answer lies above the right one, clear of the ring around the neuron.
                middle = (bridge[0] + bridge[1]) / 2 + 4
                text = f"{error:+.2f}".replace("-", "−")
                canvas.text(text, middle, y - r - 2, LABEL_SIZE, theme.error, thought.judged, 0.5, bold=True)
        canvas.disc(at, y, small, theme.ground, seen)
        canvas.ring(at, y, small, 3, theme.ink, seen, dash=(7, 6))
        canvas.text(f"{thought.targets[k]:g}", at, y, min(theme.number, small), theme.ink, seen, 0.5, bold=True)


def _draw_neurons(diagram: NetworkDiagram, canvas: Canvas, layer: int) -> None:
    thought, theme, layout = diagram.thought, diagram.theme, diagram.layout
    r = layout.radius
    shown = list(layout.shown[layer])
    places = layout.places[layer].tolist()
    light = thought.light[layer][shown].tolist()
    values = thought.values[layer][shown].tolist()
    deltas = thought.deltas[layer - 1][shown].tolist() if layer else [0.0] * len(shown)
    asleep = thought.asleep[layer][shown].tolist()
    lettered = diagram.lettered and layout.roomy
    numbered = diagram.with_numbers and r >= 26 and not lettered
    alphas = spread(thought.numbers[layer] if numbered else 0.0, shown)

    def bodies(sheet: Canvas) -> None:
        for (x, y), bright, delta, sleep in zip(places, light, deltas, asleep, strict=True):
            if bright > FAINT:
                sheet.glow(x, y, 1.7 * r, theme.signal, 0.75 * bright)
            sheet.still_disc(x, y, r, blend(theme.neuron, theme.signal, 0.92 * bright))
            sheet.still_ring(x, y, r - 1, 2.5, blend(theme.outline, theme.signal, min(1.0, 1.5 * bright)))
            if delta > FAINT:
                # Between small neurons there is less room.
                near = min(1.0, r / 36)
                sheet.ring(x, y, r + 6 * near, (3 + 7 * delta) * near, theme.error, 0.35 + 0.65 * delta)
            if sleep > FAINT:
                draw_cross(sheet, x, y, r, theme, sleep)

    if _is_dense(diagram):
        (x, top), (_, bottom), reach = places[0], places[-1], 1.8 * r
        box = x - reach, top - reach, 2 * reach, bottom - top + 2 * reach
        state = (tuple(light), tuple(deltas), tuple(asleep), r, len(shown), theme)
        canvas.drawn_once(diagram._cached_sheets, f"neurons {layer}", box, bodies, state=state)
    else:
        bodies(canvas)
    for k, ((x, y), bright, value) in enumerate(zip(places, light, values, strict=True)):
        body = blend(theme.neuron, theme.signal, 0.92 * bright)
        if lettered:
            size = min(theme.number, max(22.0, 0.9 * r))
            canvas.text(name_of(diagram.letters[layer], shown[k]), x, y, size, theme.readable_on(body), align=0.5)
        if alphas[k] > FAINT:
            size = theme.number if r >= 40 else max(28.0, 0.93 * r)
            text = number_text(value, 1.86 * r, canvas, size)
            canvas.text(text, x, y, size, theme.readable_on(body), alphas[k], 0.5, bold=True)
    if len(shown) < diagram.sizes[layer]:
        _draw_shortened(diagram, canvas, layer)


def draw_cross(canvas: Canvas, x: float, y: float, radius: float, theme: Theme, alpha: float = 1.0) -> None:
    """Cross out a neuron that is switched off."""
    canvas.disc(x, y, radius - 1, theme.ground, 0.7 * alpha)
    reach = 0.72 * radius
    for slope in (1, -1):
        canvas.line((x - reach, y - slope * reach), (x + reach, y + slope * reach), 3.5, theme.muted, alpha)


def number_text(value: float, room: float, canvas: Canvas, size: float) -> str:
    """Return ``value`` with as many decimals as fit into ``room`` design pixels; a minus is a real minus."""
    short = f"{value:.1f}".replace("0.", ".", 1)
    for text in (f"{value:.2f}", f"{value:.2f}".replace("0.", ".", 1), f"{value:.1f}", short, f"{value:.0f}"):
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
