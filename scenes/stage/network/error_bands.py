"""How the error's way back is painted: bands that divide at every neuron, and what each weight will do next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.config.number_format import formatted
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.theme import RGB, Theme, blend
from scenes.stage.network.curves import direction_at, point_at, stretch, synapse_curves
from scenes.stage.network.label_places import LABEL_SIZE, SIGN, plate_size
from scenes.stage.network.labels import FAINT
from scenes.stage.network.layout import Place, part
from scenes.stage.network.scale import band_widths, synapse_colours
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import DiagramState
from scenes.stage.network.synapses import draw_way

GLOW, GLOW_OF_MANY = 0.16, 0.3  # alpha of the light along a band
CHEVRONS = 78.0  # design pixels from one to the next
FAINT_BAND, FAINT_ALPHA = 5.0, 0.45  # width and alpha of a band that recedes
ON_LIGHT = 1.4  # times as much on a light ground, where weights that recede leave more behind


def draw_bands(canvas: Canvas, spec: DiagramSpec, state: DiagramState, layer: int) -> None:
    """Draw the bands of a layer as far as they have come from their targets, the widest at the bottom.

    In a dense network those of small shares are faint lines below the others.
    """
    shown = state.bands_shown
    if shown <= FAINT:
        return
    theme, layout = spec.theme, spec.layout
    reach = part(state.error_reach[layer], layout, layer)
    widths = part(band_widths(state.error_shares[layer], layout.radius), layout, layer)
    colours = synapse_colours(part(state.weights[layer], layout, layer), theme)
    ways = synapse_curves(layout, layer)
    paths = stretch(ways, 1 - reach, np.ones(reach.shape))  # from where each has come to, up to its target
    body = blend(theme.ground, theme.error, 0.72)
    order = list(zip(*np.unravel_index(np.argsort(-widths, axis=None, kind="stable"), widths.shape), strict=True))
    strong, more = np.ones(reach.shape, bool), ON_LIGHT if theme.is_light else 1.0
    glow = GLOW_OF_MANY * more if spec.dense else GLOW
    if state.strong_bands:
        strong = part(state.strong_bands[layer], layout, layer)
        order.sort(key=lambda at: bool(strong[at]))
    for i, j in order:
        wide = float(widths[i, j])
        if wide < 0.4 or reach[i, j] <= 0:
            continue
        path = paths[i, j]
        if not strong[i, j]:
            draw_way(canvas, layout, path, min(wide, FAINT_BAND), body, FAINT_ALPHA * more * shown)
            continue
        if wide > 5:
            draw_way(canvas, layout, path, wide + 12, theme.error, glow * shown)
        draw_way(canvas, layout, path, max(wide, 1.2), body, shown)
        if wide > (14 if spec.dense else 9):
            _draw_chevrons(canvas, theme, ways[i, j], float(reach[i, j]), wide, shown)
        if wide > 5:
            red, green, blue = colours[i, j].tolist()
            draw_way(canvas, layout, path, min(5.0, 0.32 * wide), (red, green, blue), shown)


def _draw_chevrons(
    canvas: Canvas, theme: Theme, way: NDArray[np.float64], reach: float, wide: float, alpha: float
) -> None:
    """Draw what shows a band's direction, at fixed places behind its front."""
    length = float(np.hypot(*(way[3] - way[0])))
    if length * reach < 1:
        return
    light = blend(theme.error, theme.readable_on(theme.ground), 0.55)
    # They come along with the band's front, and rest when it has arrived.
    behind = np.arange(0.4 * CHEVRONS, length * reach - 0.3 * wide, CHEVRONS) / length
    at = 1 - reach + behind
    for point, along in zip(point_at(way, at), -direction_at(way, at), strict=True):
        across = np.array([-along[1], along[0]])
        arms = [point + side * 0.42 * wide * across for side in (1, -1)]
        head = point + 0.34 * wide * along
        canvas.polyline(np.array([arms[0], head, arms[1]]), 2.2, light, 0.8 * alpha)


def draw_shares(canvas: Canvas, spec: DiagramSpec, state: DiagramState, layer: int) -> None:
    """Write the shares on the bands of a layer that has few, and mark which weights will rise and which will fall."""
    shown = state.bands_shown
    if shown <= FAINT:
        return
    layout, theme, labelled = spec.layout, spec.theme, state.weight_labels[layer]
    shares, reach = (part(each[layer], layout, layer) for each in (state.error_shares, state.error_reach))
    arrived = shown * np.clip(4 * reach - 3, 0, 1)
    for i, j, x, y in spec.label_places.plates[layer] if labelled < 1 else ():
        if arrived[i, j] > FAINT and shares[i, j] > 0:
            text = formatted(float(shares[i, j]), ".0%")
            draw_plate(canvas, theme, text, x, y, float(arrived[i, j]) * (1 - labelled))
    if state.coming:
        steps = part(state.coming[layer], layout, layer)
        alphas = arrived * (1 - labelled) if spec.label_places.give_way[layer] else arrived
        for i, j, x, y in spec.label_places.signs[layer]:
            if steps[i, j] and alphas[i, j] > FAINT:
                draw_arrow(canvas, theme, x, y, bool(steps[i, j] > 0), float(alphas[i, j]))


def draw_plate(canvas: Canvas, theme: Theme, text: str, x: float, y: float, alpha: float) -> None:
    """Write a figure of the error on a plate, its middle at (x, y)."""
    wide, high = plate_size(text, theme)
    canvas.box(x - wide / 2 - 1.5, y - high / 2 - 1.5, wide + 3, high + 3, theme.error, alpha, radius=9)
    canvas.box(x - wide / 2, y - high / 2, wide, high, theme.ground, alpha, radius=8)
    canvas.text(text, x, y, LABEL_SIZE, theme.error, alpha, 0.5, bold=True)


def draw_arrow(canvas: Canvas, theme: Theme, x: float, y: float, up: bool, alpha: float, r: float = SIGN) -> None:
    """Draw the sign of a weight that will rise, or fall."""
    colour: RGB = theme.positive if up else theme.negative
    canvas.disc(x, y, r, theme.ground, alpha)
    canvas.ring(x, y, r - 1, 2, colour, alpha)
    side = -1 if up else 1
    corners = np.array([(0.0, side * 0.52), (0.5, -side * 0.36), (-0.5, -side * 0.36)])
    canvas.polygon(corners * r + (x, y), colour, alpha)


def draw_miss(
    canvas: Canvas, theme: Theme, bridge: tuple[Place, Place], error: float, radius: float, alpha: float
) -> bool:
    """Draw how far an answer lies from the right one, a wedge from the target to the neuron.

    Parameters
    ----------
    bridge
        Where it begins at the neuron, and ends at the target.
    error
        Output minus target.
    radius
        Of a neuron.

    Returns
    -------
    bool
        Whether the error is written on it.
    """
    near, far = np.array(bridge)
    way = far - near
    length = max(float(np.hypot(*way)), 1e-9)
    side = np.array([-way[1], way[0]]) / length
    half = 1 + 0.72 * radius * min(abs(error), 1.0)
    less = 1 + 0.72 * (half - 1)
    corners = [near - half * side, far - less * side, far + less * side, near + half * side]
    canvas.polygon(np.array(corners), blend(theme.ground, theme.error, 0.72), alpha)
    text = formatted(error, "+.2f")
    wide, high = canvas.width_of(text, LABEL_SIZE, bold=True), LABEL_SIZE
    if length < abs(side[1]) * wide + abs(side[0]) * high + 22:
        return False
    draw_plate(canvas, theme, text, *((near + far) / 2).tolist(), alpha)
    return True
