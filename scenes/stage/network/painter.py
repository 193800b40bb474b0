"""How a network diagram is painted: synapses first, then targets and neurons, then labels and names."""

from __future__ import annotations

import numpy as np

from scenes.config.number_format import formatted, given
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.surfaces import Sheets
from scenes.stage.drawing.theme import SMALLEST_TYPE, Theme, blend
from scenes.stage.network.dense import draw_dense, draw_marks, ends_of_marks, radii
from scenes.stage.network.error_bands import draw_bands, draw_miss, draw_shares
from scenes.stage.network.label_places import LABEL_SIZE
from scenes.stage.network.labels import ASIDE, FAINT, draw_labels, name_of, spread
from scenes.stage.network.laid_out import INPUT_NAME_AT, LARGEST
from scenes.stage.network.layout import Layout
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import DiagramState
from scenes.stage.network.synapses import copy_synapses, draw_pulses, draw_rings, draw_synapses

TARGET_MARGIN = 6.0  # beside a right answer, inside its circle
BEHIND = 0.75  # of its contrast: what a neuron loses that steps back


def paint(canvas: Canvas, spec: DiagramSpec, state: DiagramState, surfaces: Sheets) -> None:
    """Paint a whole diagram as it is at one moment.

    Parameters
    ----------
    canvas
        On what; (0, 0) is the upper left corner of the diagram's box.
    spec
        What never changes.
    state
        What is shown now; its arrays have the spec's sizes.
    surfaces
        Where sheets are kept that are copied into the next frames; they change no picture, only its time.
    """
    layout, theme = spec.layout, spec.theme
    if spec.dense:
        draw_dense(canvas, spec, state, surfaces)
    else:
        for layer in range(len(spec.sizes) - 1):
            if spec.many:
                copy_synapses(canvas, spec, state, surfaces, layer)
            else:
                draw_synapses(canvas, spec, state, layer)
    for layer in range(len(spec.sizes) - 1):
        draw_bands(canvas, spec, state, layer)
    for layer in range(len(spec.sizes) - 1):
        draw_pulses(canvas, layout, theme, state, layer)
    draw_rings(canvas, layout, theme, state.rings)
    _draw_targets(canvas, spec, state)
    for layer in range(len(spec.sizes)):
        _draw_neurons(canvas, spec, state, surfaces, layer)
    for layer in range(len(spec.sizes) - 1):
        draw_shares(canvas, spec, state, layer)
    draw_marks(canvas, spec, state)
    draw_labels(canvas, spec, state)
    _draw_names(canvas, spec)


def _draw_targets(canvas: Canvas, spec: DiagramSpec, state: DiagramState) -> None:
    """Draw the right answers beside the outputs, and between both a bridge as thick as the error."""
    theme, layout = spec.theme, spec.layout
    seen = max(state.error_shown, state.targets_shown)
    if state.targets is None or seen <= FAINT:
        return
    shown, r = layout.shown[-1], layout.radius
    small = layout.target_radius
    for place, k in zip(layout.places[-1].tolist(), shown, strict=True):
        # A number that is wider than the circle stretches it.
        target, size = given(float(state.targets[k])), min(theme.number * max(1.0, r / LARGEST), small)
        wide = max(2 * small, canvas.width_of(target, size, bold=True) + 2 * TARGET_MARGIN)
        x, y = layout.target_at(*place)
        x = min(x, layout.width - wide / 2)
        if state.outputs is not None and state.error_shown > FAINT:
            error = float(state.outputs[k] - state.targets[k])
            bridge = layout.moved(*place, r), layout.moved(x, y, -small if layout.standing else -wide / 2)
            named = draw_miss(canvas, theme, bridge, error, r, state.error_shown) or spec.lettered
            if r >= 36 and not named:
                # How far the answer lies above the right one, clear of the ring around the neuron.
                middle = (bridge[0][0] + bridge[1][0]) / 2 + 4
                text = formatted(error, "+.2f")
                canvas.text(text, middle, y - r - 2, LABEL_SIZE, theme.error, state.error_shown, 0.5, bold=True)
        canvas.box(x - wide / 2, y - small, wide, 2 * small, theme.ground, seen, radius=small)
        canvas.ring(x, y, small, 3, theme.ink, seen, (7, 6), wide - 2 * small)
        canvas.text(target, x, y, size, theme.ink, seen, 0.5, bold=True)


def _draw_neurons(canvas: Canvas, spec: DiagramSpec, state: DiagramState, surfaces: Sheets, layer: int) -> None:
    theme, layout = spec.theme, spec.layout
    r = layout.radius
    shown = list(layout.shown[layer])
    places = layout.places[layer].tolist()
    brightness = state.brightness[layer][shown].tolist()
    values = state.values[layer][shown].tolist()
    deltas = state.deltas[layer - 1][shown].tolist() if layer else [0.0] * len(shown)
    dropped, receded = (each[layer][shown].tolist() for each in (state.dropped, state.receded))
    lettered = spec.lettered and layout.roomy
    numbered = spec.with_numbers and r >= 26 and not lettered
    alphas = spread(state.numbers[layer] if numbered else 0.0, shown)

    sizes, marked = radii(spec, state, layer), ends_of_marks(state, layer)

    def bodies(sheet: Canvas) -> None:
        each = zip(shown, places, sizes, brightness, deltas, dropped, receded, strict=True)
        for k, (x, y), r, bright, delta, drop, behind in each:
            rim = blend(theme.outline, theme.signal, min(1.0, 1.5 * bright))
            rim = blend(blend(rim, theme.ink, marked.get(k, 0.0)), theme.ground, BEHIND * behind)
            if spec.blocks and layer == 0:
                spec.blocks.draw(sheet, x, y, blend(theme.neuron, theme.signal, 0.92 * bright), rim)
                continue
            if bright > FAINT:
                sheet.glow(x, y, 1.7 * r, theme.signal, 0.75 * bright)
            if delta > FAINT:
                sheet.glow(x, y, 2.1 * r, theme.error, 0.95 * delta)
            body = blend(theme.neuron, theme.signal, 0.92 * bright)
            sheet.still_disc(x, y, r, blend(body, theme.ground, BEHIND * behind))
            sheet.still_ring(x, y, r - 1, 2.5, rim)
            if delta > FAINT:
                # Between small neurons there is less room.
                near = min(1.0, r / 36)
                sheet.ring(x, y, r + 6 * near, (3 + 7 * delta) * near, theme.error, 0.35 + 0.65 * delta)
            if drop > FAINT:
                draw_cross(sheet, x, y, r, theme, drop)

    if spec.many:
        box = layout.around(layer, layer, 2.2 * r)
        version = (*map(tuple, (brightness, deltas, dropped, receded, sizes, marked.items())), r, tuple(shown), theme)
        canvas.drawn_once(surfaces, f"neurons {layer}", box, bodies, version=version)
    else:
        bodies(canvas)
    for k, ((x, y), bright, value) in enumerate(zip(places, brightness, values, strict=True)):
        body = blend(theme.neuron, theme.signal, 0.92 * bright)
        if lettered:
            size = min(theme.number, max(SMALLEST_TYPE, 0.9 * r))
            ink = theme.readable_on(blend(body, theme.ground, BEHIND * receded[k]))
            canvas.text(name_of(spec.letters[layer], shown[k]), x, y, size, ink, 1 - ASIDE * receded[k], 0.5)
        # On a shrunk neuron a number has no room.
        alpha = alphas[k] * (1 - BEHIND * receded[k]) * max(0.0, 1 - 3 * (1 - sizes[k] / r))
        if alpha > FAINT:
            # On a phone neurons are larger, and their numbers with them.
            size = theme.number * max(1.0, r / LARGEST) if r >= 40 else max(28.0, 0.93 * r)
            text = number_text(value, 1.86 * r, canvas, size)
            canvas.text(text, x, y, size, theme.readable_on(body), alpha, 0.5, bold=True)
    if len(shown) < spec.sizes[layer]:
        _draw_shortened(canvas, layout, theme, layer)


def draw_cross(canvas: Canvas, x: float, y: float, radius: float, theme: Theme, alpha: float = 1.0) -> None:
    """Cross out a neuron that is switched off."""
    canvas.disc(x, y, radius - 1, theme.ground, 0.7 * alpha)
    reach = 0.72 * radius
    for slope in (1, -1):
        canvas.line((x - reach, y - slope * reach), (x + reach, y + slope * reach), 3.5, theme.muted, alpha)


def number_text(value: float, room: float, canvas: Canvas, size: float) -> str:
    """Return ``value`` with as many decimals as fit into ``room`` design pixels; a minus is a real minus."""
    two, one, none = (formatted(value, f".{places}f") for places in (2, 1, 0))
    for text in (two, two.replace("0.", ".", 1), one, one.replace("0.", ".", 1), none):
        if canvas.width_of(text, size, bold=True) <= room:
            return text
    return "…"


def _draw_shortened(canvas: Canvas, layout: Layout, theme: Theme, layer: int) -> None:
    """Draw dots for the neurons left out, and a brace with the count of all."""
    places, r = layout.places[layer], layout.radius
    x, y = places.mean(axis=0).tolist()
    for k in (-1, 0, 1):
        canvas.disc(*layout.moved(x, y, across=k * 0.55 * r), 0.13 * r + 1, theme.muted)
    half, tip = r + float(np.linalg.norm(places[-1] - places[0])) / 2, 0.35 * r
    side = -1.35 * r
    arm = [(side, half), (side - tip / 2, half - tip), (side - tip / 2, tip), (side - tip, 0.0)]
    for sign in (-1, 1):
        brace = [layout.moved(x, y, along, sign * across) for along, across in arm]
        canvas.polyline(np.array(brace), 2.5, theme.muted)
    at = layout.moved(x, y, side - tip - (8 + theme.small / 2 if layout.standing else 8))
    align = 0.5 if layout.standing else 1.0
    canvas.text(formatted(layout.sizes[layer], ","), *at, theme.small, theme.ink, align=align, plate=theme.ground)


def _draw_names(canvas: Canvas, spec: DiagramSpec) -> None:
    theme, layout = spec.theme, spec.layout
    for name, place in zip(spec.layer_names, layout.names, strict=False):
        if place is not None:
            x, y, align = place
            canvas.text(name, x, y, theme.body, theme.muted, align=align)
    away = layout.radius + INPUT_NAME_AT + (theme.body / 2 if layout.standing else 0.0)
    for k, (x, y) in zip(layout.shown[0], layout.places[0].tolist(), strict=True):
        if k < len(spec.input_names):
            align = 0.5 if layout.standing else 1.0
            canvas.text(spec.input_names[k], *layout.moved(x, y, -away), theme.body, theme.muted, align=align)
