"""How a dense network is painted, of whose many synapses only those stand out that matter most just now.

All are a texture of hairlines. On it those that carry most of an answer have their full colour, and a width that
says how much they carry. Otherwise all are seen, as wide as their weights, and those that change most are marked.
"""

from __future__ import annotations

import numpy as np

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.surfaces import Sheets
from scenes.stage.drawing.theme import blend
from scenes.stage.network import scale
from scenes.stage.network.curves import point_at, synapse_curves
from scenes.stage.network.error_bands import draw_arrow
from scenes.stage.network.labels import FAINT
from scenes.stage.network.layout import part
from scenes.stage.network.scale import synapse_colours
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import DiagramState
from scenes.stage.network.synapses import MARGIN, copy_synapses, core_depth

HAIRLINE, HAIRLINE_ALPHA = 1.3, 0.13
RIM = 5.0  # of bare ground around a synapse that stands out
SHRUNK = 0.42  # of its radius a silent neuron loses
LIT = 0.06  # the brightness from which on a neuron is not silent


def draw_dense(canvas: Canvas, spec: DiagramSpec, state: DiagramState, surfaces: Sheets) -> None:
    """Draw the synapses of a dense network: as weights, or as a texture with those on it that stand out."""
    layers = range(len(spec.sizes) - 1)
    if state.carrying < 1:
        for layer in layers:
            copy_synapses(canvas, spec, state, surfaces, layer, 1 - state.carrying)
    if state.carrying > 0:
        _copy_texture(canvas, spec, surfaces, state.carrying)
        for layer in layers:
            _draw_carriers(canvas, spec, state, layer)


def _copy_texture(canvas: Canvas, spec: DiagramSpec, surfaces: Sheets, alpha: float) -> None:
    """Draw every synapse as a hairline, once; then copy the sheet."""
    layout, theme, last = spec.layout, spec.theme, len(spec.sizes) - 1

    def draw(sheet: Canvas) -> None:
        for layer in range(last):
            curves = synapse_curves(layout, layer)
            if spec.links:
                curves = curves[part(spec.links[layer], layout, layer)]
            for points in curves.reshape(-1, 4, 2):
                sheet.curve(points, HAIRLINE, theme.muted, HAIRLINE_ALPHA)

    version = (
        *(array.tobytes() for array in (*layout.places, *spec.links)),
        layout.radius,
        layout.shown,
        theme,
    )
    canvas.drawn_once(surfaces, "texture", layout.around(0, last, MARGIN), draw, alpha, version)


def _draw_carriers(canvas: Canvas, spec: DiagramSpec, state: DiagramState, layer: int) -> None:
    """Draw the synapses of a layer that carry most, the strongest on top."""
    shown = state.carrying * state.carried_shown[layer]
    if shown <= FAINT:
        return
    theme, layout = spec.theme, spec.layout
    carried = part(state.carried[layer], layout, layer).ravel()
    weights = part(state.weights[layer], layout, layer).ravel()
    ways = synapse_curves(layout, layer).reshape(-1, 4, 2)
    widths, colours = scale.contribution_width(carried).tolist(), synapse_colours(weights, theme).tolist()
    depth = 0.66 + 0.34 * np.minimum(1.0, 1.6 * scale.contribution_strength(carried))
    for k in sorted(np.flatnonzero(carried), key=lambda k: carried[k]):
        red, green, blue = colours[k]
        ink = blend(theme.ground, (red, green, blue), float(depth[k]))
        if widths[k] > RIM:
            canvas.curve(ways[k], widths[k] + RIM, theme.ground, shown)
        canvas.curve(ways[k], widths[k], ink, shown)
        if weights[k] < 0 and theme.mark_negative:
            canvas.curve(ways[k], 0.3 * widths[k], blend(ink, theme.ground, core_depth(theme)), shown)


def draw_marks(canvas: Canvas, spec: DiagramSpec, state: DiagramState) -> None:
    """Draw the signs of the synapses that change most."""
    shown = spec.layout.shown
    for mark in state.marks:
        if mark.alpha > FAINT and mark.source in shown[mark.layer] and mark.target in shown[mark.layer + 1]:
            i, j = shown[mark.layer].index(mark.source), shown[mark.layer + 1].index(mark.target)
            x, y = point_at(synapse_curves(spec.layout, mark.layer)[i, j], mark.at).tolist()
            draw_arrow(canvas, spec.theme, x, y, mark.rises, mark.alpha)


def radii(spec: DiagramSpec, state: DiagramState, layer: int) -> list[float]:
    """Return the radius of each drawn neuron of a layer: silent hidden ones shrink while answers are carried."""
    r, shown = spec.layout.radius, list(spec.layout.shown[layer])
    if not (spec.dense and state.carrying > 0 and 0 < layer < len(spec.sizes) - 1):
        return [r] * len(shown)
    awake = np.minimum(1.0, state.brightness[layer][shown] / LIT)
    silent = (1 - awake) * (1 - state.dropped[layer][shown])
    radius: list[float] = (r * (1 - SHRUNK * state.carrying * silent)).tolist()
    return radius


def ends_of_marks(state: DiagramState, layer: int) -> dict[int, float]:
    """Return which neurons of a layer marked synapses lead from or to, and how visible that is, 0 to 1."""
    found: dict[int, float] = {}
    for mark in state.marks:
        for at, neuron in ((mark.layer, mark.source), (mark.layer + 1, mark.target)):
            if at == layer:
                found[neuron] = max(found.get(neuron, 0.0), mark.alpha)
    return found
