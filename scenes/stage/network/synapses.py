"""How the synapses of a diagram are painted, and what travels along them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.surfaces import Sheets
from scenes.stage.drawing.theme import RGB, Theme, blend
from scenes.stage.network import scale
from scenes.stage.network.curves import point_at, synapse_curves
from scenes.stage.network.labels import FAINT
from scenes.stage.network.layout import Layout, part
from scenes.stage.network.scale import synapse_colours
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import RING, DiagramState, FlipRing

MARGIN = 20.0  # of a sheet of synapses beyond the middles of neurons
QUIET = 0.85  # how visible the weights of a dense network are, against those of a sparse one
SLIM = 4.0  # design pixels: a synapse under its band
ASIDE, MANY_ASIDE = 0.88, 0.78  # of its contrast: what a synapse loses that steps back, and one of many
STAYS = 0.16  # of its contrast: what it keeps in any case


def draw_way(
    canvas: Canvas,
    layout: Layout,
    points: NDArray[np.float64],
    width: float,
    colour: RGB,
    alpha: float = 1.0,
    dash: tuple[float, ...] = (),
) -> None:
    """Draw along the way of a synapse, or a stretch of it: a curve in a dense network, else a line."""
    if layout.dense:
        canvas.curve(points, width, colour, alpha, dash)
    else:
        canvas.line(tuple(points[0].tolist()), tuple(points[3].tolist()), width, colour, alpha, dash)


def copy_synapses(
    canvas: Canvas, spec: DiagramSpec, state: DiagramState, surfaces: Sheets, layer: int, alpha: float = 1.0
) -> None:
    """Draw the synapses of a layer of many, or copy them where nothing about them has changed."""
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
        state.marking,
        state.marks if state.marking > FAINT else (),
        *(_band_glow(state, layer).ravel().tolist() if state.bands_shown > FAINT else ()),
        bool(state.changed),
        bool(spec.links),
        spec.theme,
    )

    def draw(sheet: Canvas) -> None:
        draw_synapses(sheet, spec, state, layer)

    box = layout.around(layer, layer + 1, MARGIN)
    canvas.drawn_once(surfaces, f"synapses {layer}", box, draw, alpha, version)


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
    visible = visible * (QUIET if spec.dense else 1.0)
    recede = 0.5 + 0.25 * state.bands_shown
    aside = part(_aside(state, layer), layout, layer)
    stands_out = aside.max() - aside if spec.lettered else 0.0
    visible = visible * (1 - recede * state.focus * (1 - np.maximum(np.maximum(signal, flowing), stands_out)))
    visible = visible * (1 - (MANY_ASIDE if spec.dense else ASIDE) * aside)
    visible = np.maximum(visible, 0.0 if spec.many else STAYS * aside)
    if any(neurons.any() for neurons in state.dropped[layer : layer + 2]):
        drops = np.maximum(state.dropped[layer][:, None], state.dropped[layer + 1][None, :])
        visible = visible * (1 - 0.8 * part(drops, layout, layer))
    colours = synapse_colours(weights, theme)
    ways = synapse_curves(layout, layer).reshape(-1, 4, 2)
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
        draw_way(canvas, layout, ways[k], width, tuple(ink.tolist()), dash=dash)

    # Of many synapses halos would run into one mass: there only the strongest signals have one.
    faintest = 0.5 if spec.many else FAINT
    halos = on_ground(colours, 0.30 * signal)
    lit = np.argsort(signal, axis=None, kind="stable")
    for k in lit[signal.ravel()[lit] > faintest]:
        line(k, widths[k] + 11.0, halos[k])
    inks = on_ground(colours, visible)
    cores = inks + (np.array(theme.ground) - inks) * (core_depth(theme) * visible).reshape(-1, 1)
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


def core_depth(theme: Theme) -> float:
    """Return how far the core line of a negative synapse is on its way to the ground's colour, 0 to 1."""
    return 0.85 if theme.is_light else 0.62


def _aside(state: DiagramState, layer: int) -> NDArray[np.float64]:
    """Return how far each synapse of a layer steps back so that others stand out, 0 to 1."""
    if state.marking <= 0:
        return state.dimmed[layer]
    others = np.full(state.dimmed[layer].shape, state.marking)
    for mark in state.marks:
        if mark.layer == layer:
            others[mark.source, mark.target] = state.marking * (1 - mark.alpha)
    return np.maximum(state.dimmed[layer], others)


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
    sizes = part(state.pulse_sizes[layer], layout, layer)
    places = point_at(synapse_curves(layout, layer), place)
    # A pulse grows out of its neuron and is swallowed by the next.
    appear = min(1.0, place / 0.12, (1 - place) / 0.12)
    for (x, y), size in zip(places[sizes > FAINT].tolist(), sizes[sizes > FAINT].tolist(), strict=True):
        canvas.glow(x, y, far + 24 * size, colour, appear * (0.35 + 0.65 * size))
        canvas.disc(x, y, 2.5 + 6.5 * size, core, appear * (0.4 + 0.6 * size))


def draw_rings(canvas: Canvas, layout: Layout, theme: Theme, rings: Sequence[FlipRing]) -> None:
    """Draw the rings that run along synapses which have changed sign."""
    for ring in rings:
        if ring.source not in layout.shown[ring.layer] or ring.target not in layout.shown[ring.layer + 1]:
            continue
        i, j = layout.shown[ring.layer].index(ring.source), layout.shown[ring.layer + 1].index(ring.target)
        way = synapse_curves(layout, ring.layer)[i, j]
        p = ring.progress
        alpha = min(1.0, p / 0.15, (1 - p) / 0.25)
        draw_way(canvas, layout, way, 16, theme.ink, 0.16 * alpha)
        x, y = point_at(way, p).tolist()
        canvas.ring(x, y, RING, 4.5, theme.ink, alpha)
