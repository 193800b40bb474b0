"""How the synapses of a diagram are painted, and what travels along them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.surfaces import Sheets
from scenes.stage.drawing.theme import Theme, blend
from scenes.stage.network import scale
from scenes.stage.network.labels import FAINT
from scenes.stage.network.layout import Layout, part, synapse_ends
from scenes.stage.network.scale import synapse_colours
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import DiagramState, FlipRing

SLIM = 4.0  # design pixels: a synapse under its band
MOST_HALOS = 200  # synapses in a network whose every signal has a halo


def is_dense(layout: Layout) -> bool:
    """Return whether so many synapses are drawn that each cannot have a halo, nor be drawn anew without need."""
    return sum(len(one) * len(other) for one, other in pairwise(layout.shown)) > MOST_HALOS


def copy_synapses(canvas: Canvas, spec: DiagramSpec, state: DiagramState, surfaces: Sheets, layer: int) -> None:
    """Draw the synapses of a layer of a dense network, or copy them where nothing about them has changed."""
    layout = spec.layout
    arrays = [state.weights, state.signal, state.dimmed, state.changed, spec.links]
    decides = [
        *(a[layer] for a in arrays if a),
        *state.dropped[layer : layer + 2],
        *layout.places[layer : layer + 2],
    ]
    version = (
        *(np.ascontiguousarray(a).tobytes() for a in decides),
        layout.shown,
        layout.radius,
        state.focus,
        *(_band_glow(state, layer).ravel().tolist() if state.bands_shown > FAINT else ()),
        bool(state.changed),
        bool(spec.links),
        spec.theme,
    )
    box = layout.between(layer)

    def draw(sheet: Canvas) -> None:
        draw_synapses(sheet, spec, state, layer)

    canvas.drawn_once(surfaces, f"synapses {layer}", box, draw, version=version)


def draw_synapses(canvas: Canvas, spec: DiagramSpec, state: DiagramState, layer: int) -> None:
    """Draw the synapses of a layer, pale ones first and the strongest on top.

    A translucent line costs cairo three times an opaque one. So a pale line is drawn in the colour that it has on the
    ground, and the order sees to it that it never crosses out a strong one.
    """
    theme, layout = spec.theme, spec.layout
    weights = part(state.weights[layer], layout, layer)
    signal, flowing = (part(each, layout, layer) for each in (state.signal[layer], _band_glow(state, layer)))
    # Weak synapses are pale as well as thin; while signals are in focus, those that carry nothing step back.
    visible = 0.42 + 0.58 * np.minimum(1, 3.2 * scale.weight_strength(weights))
    recede = 0.5 + 0.25 * state.bands_shown
    visible = visible * (1 - recede * state.focus * (1 - np.maximum(signal, flowing)))
    visible = visible * (1 - 0.88 * part(state.dimmed[layer], layout, layer))
    if any(neurons.any() for neurons in state.dropped[layer : layer + 2]):
        drops = np.maximum(state.dropped[layer][:, None], state.dropped[layer + 1][None, :])
        visible = visible * (1 - 0.8 * part(drops, layout, layer))
    colours = synapse_colours(weights, theme)
    starts, ends = (np.array(points).reshape(-1, 2).tolist() for points in synapse_ends(layout, layer))
    widths = scale.synapse_width(weights)
    # Under its band a synapse is a thin line: there width is a share of the error.
    widths = (widths - np.maximum(0.0, widths - SLIM) * flowing).ravel()
    order = np.argsort(visible, axis=None, kind="stable")
    if spec.links:
        order = order[part(spec.links[layer], layout, layer).ravel()[order] > 0]

    def on_ground(inks: ArrayLike, share: NDArray[np.float64]) -> NDArray[np.float64]:
        ground = np.array(theme.ground)
        return (ground + (np.asarray(inks) - ground) * share[..., None]).reshape(-1, 3)

    def line(k: int, width: float, ink: NDArray[np.float64], dash: tuple[float, ...] = ()) -> None:
        canvas.line(tuple(starts[k]), tuple(ends[k]), width, tuple(ink.tolist()), dash=dash)

    # In a dense network halos would run into one mass: there only the strongest signals have one.
    faintest = 0.5 if is_dense(layout) else FAINT
    halos = on_ground(colours, 0.30 * signal)
    lit = np.argsort(signal, axis=None, kind="stable")
    for k in lit[signal.ravel()[lit] > faintest]:
        line(k, widths[k] + 11.0, halos[k])
    inks = on_ground(colours, visible)
    cores = inks + (np.array(theme.ground) - inks) * ((0.85 if theme.is_light else 0.62) * visible).reshape(-1, 1)
    marked = (weights.ravel() < 0) & (widths > 3.2) & theme.mark_negative
    for k in order:
        line(k, widths[k], inks[k])
        if marked[k]:
            line(k, 0.3 * widths[k], cores[k])
    if state.changed:
        changed = part(np.asarray(state.changed[layer], dtype=float), layout, layer)
        dashes = inks + (np.array(theme.ink) - inks) * changed.reshape(-1, 1)
        for k in order[changed.ravel()[order] > FAINT]:
            line(k, max(2.5, 0.4 * widths[k]), dashes[k], dash=(16, 12))


def _band_glow(state: DiagramState, layer: int) -> NDArray[np.float64]:
    """Return how far each synapse of a layer is under a band of the error, 0 to 1."""
    glow: NDArray[np.float64] = state.bands_shown * state.error_reach[layer] * (state.error_shares[layer] > 0)
    return glow


def draw_pulses(canvas: Canvas, layout: Layout, theme: Theme, state: DiagramState, layer: int) -> None:
    """Draw what is on its way along the synapses of a layer."""
    place = state.pulses[layer]
    if not 0 <= place <= 1:
        return
    colour = theme.signal if state.pulse_kind == "signal" else theme.error
    core = blend(colour, theme.readable_on(theme.ground), 0.45)
    far = 16 if state.pulse_kind == "signal" else 26  # purple is darker than yellow, and is to be seen as well
    starts, ends = synapse_ends(layout, layer)
    sizes = part(state.pulse_sizes[layer], layout, layer).tolist()
    # A pulse grows out of its neuron and is swallowed by the next.
    appear = min(1.0, place / 0.12, (1 - place) / 0.12)
    for start_row, end_row, size_row in zip(starts, ends, sizes, strict=True):
        for (x0, y0), (x1, y1), size in zip(start_row, end_row, size_row, strict=True):
            if size <= FAINT:
                continue
            x, y = x0 + (x1 - x0) * place, y0 + (y1 - y0) * place
            canvas.glow(x, y, far + 24 * size, colour, appear * (0.35 + 0.65 * size))
            canvas.disc(x, y, 2.5 + 6.5 * size, core, appear * (0.4 + 0.6 * size))


def draw_rings(canvas: Canvas, layout: Layout, theme: Theme, rings: Sequence[FlipRing]) -> None:
    """Draw the rings that run along synapses which have changed sign."""
    for ring in rings:
        if ring.source not in layout.shown[ring.layer] or ring.target not in layout.shown[ring.layer + 1]:
            continue
        i, j = layout.shown[ring.layer].index(ring.source), layout.shown[ring.layer + 1].index(ring.target)
        starts, ends = synapse_ends(layout, ring.layer)
        (x0, y0), (x1, y1) = starts[i][j], ends[i][j]
        p = ring.progress
        alpha = min(1.0, p / 0.15, (1 - p) / 0.25)
        canvas.line((x0, y0), (x1, y1), 16, theme.ink, 0.16 * alpha)
        canvas.ring(x0 + (x1 - x0) * p, y0 + (y1 - y0) * p, 18, 4.5, theme.ink, alpha)
