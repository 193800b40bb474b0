"""The first change of sign, close up: the synapse under a lens, and its weight's way through zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import Flip, History
from scenes.stage.drawing.animation import Tween
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.learning.emphasis import Emphasise
from scenes.stage.lesson.beats.close_up import close_up, early
from scenes.stage.lesson.beats.pieces import legend
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.lens import SEEN, Lens
from scenes.stage.panels.weight_path import WeightPath
from scenes.training.training import opening_steps_of

LENS, ZOOM, ZOOM_SQUARE = 300.0, 1.9, 1.5  # how wide the lens is seen, in design pixels; how much larger the network
MOST_STEPS = 250  # updates that are made once more to see what the weight did within epochs
WIDTHS = 5  # under the lens
CARD = 700.0, 424.0  # design pixels: the path of the weight, where there is room beside the lens
HIGHEST, LOWEST = 480.0, 310.0  # where it stands below; in a square frame


def first_sign_change(scene: LessonScene, news: tuple[str, dict[str, Any]] | None, stop: int) -> Any:
    """The first change of sign close up, if that is the news, where the new sign still stands at ``stop``.

    Its texts are those of :class:`SignWords`.

    Parameters
    ----------
    news
        What :class:`ErrorNews` has found.
    stop
        The epoch that is shown.

    Returns
    -------
    tuple or None
        The news, where it is still to be told.
    """
    if news is None or news[0] != "flip":
        return news
    epoch: int = news[1]["epoch"]
    flip = _clearest(scene.history, epoch, stop)
    if flip is None or not _drawn(scene, flip):
        return news
    place = flip.layer, flip.source, flip.target
    epochs = [e for e in scene.history.recorded if e <= stop]
    weights = weights_at(scene.history, place, epochs)
    marked = _evenly(epochs, WIDTHS)
    within = _within(scene, place, stop)
    shown = weights_at(scene.history, place, marked)
    moments = np.array(marked) / max(stop, 1)
    zoom = ZOOM_SQUARE if scene.boxes.square else ZOOM
    size = LENS / (zoom if scene.settings.look.camera else 1.0)
    lens = Lens.on_synapse(scene.diagram, *place, shown, size, moments)
    box, room = _places(scene, lens)
    path = scene.build(WeightPath, box, scene.words.its_weight, scene.words.axis, epochs, weights, within, marked)
    path.set_opacity(0.0)
    signs = legend(scene, "ring", ("lens", "flip_lens"), cycles=", ".join(f"{e:,}" for e in marked))
    only = tuple(np.zeros(w.shape) for w in scene.history.template.weights)
    only[flip.layer][flip.source, flip.target] = 1.0
    both = tuple(np.zeros(size) for size in scene.history.template.sizes)
    both[flip.layer][flip.source] = both[flip.layer + 1][flip.target] = 1.0
    near = {"at": lens.get_center(), "zoom": zoom, "box": room}
    around = {"beside": [signs], "gone": [scene.legend]}
    over = {
        "along": [Emphasise(scene.diagram, only, neurons=both)],
        "back": [Emphasise(scene.diagram), Tween(lens, grown=0.0), Tween(path, rate_func=early, opacity=0.0)],
    }
    # The ring that has halted there is the lens now.
    scene.diagram.state, lens.grown = replace(scene.diagram.state, rings=()), SEEN
    scene.add(lens)
    with close_up(scene, "learn_flip", scene.diagram, lens, **near, **around, **over, epoch=epoch):
        rises = weights[-1] > 0
        first = crossed_since(within, rises, epoch)
        scene.play(Tween(lens, grown=1.0), run_time=1.2)
        scene.hold(0.4)
        # The path and the widths under the lens come on one clock.
        scene.add(path)
        course = Tween(path, drawn=1.0), Tween(lens, come=1.0), Tween(path, rate_func=early, opacity=1.0)
        if first is not None:
            scene.say("flip_within", *course, run_time=2.6, first=first, epoch=epoch)
            scene.hold(1.0)
        else:
            scene.play(*course, run_time=2.4)
        scene.say("flip_up" if rises else "flip_down", run_time=0.6, epoch=epoch)
        scene.hold(2.2)
    scene.remove(lens, path)
    return None


def flip_to_show(scene: LessonScene, epochs: Iterable[int], start: int) -> Flip | None:
    """Return the change of sign that will be shown close up: of the first of these epochs after ``start``.

    Its ring halts where the lens will lie (`ReplayTraining`).
    """
    epoch = min((epoch for epoch in epochs if epoch > start), default=None)
    if epoch is None:
        return None
    flip = _clearest(scene.history, epoch, min(e for e in {*scene.shown, scene.history.epochs} if e >= epoch))
    return flip if flip is not None and _drawn(scene, flip) else None


def _places(scene: LessonScene, lens: Lens) -> tuple[Box, Box]:
    """Return where the path of the weight stands, and the box in whose middle the lens is seen."""
    boxes, upright, square = scene.boxes, scene.boxes.upright, scene.boxes.square
    card, network, body = boxes["card"], boxes["network"], boxes["body"]
    if upright or not scene.settings.look.camera:  # there is room below, or the network stands where it stood
        return replace(card, height=min(card.height, HIGHEST)), network
    if square:
        return Box(body.x, body.bottom - LOWEST, body.width, LOWEST), replace(
            network, x=body.x, width=body.width, height=network.height - LOWEST - 20
        )
    # At the right, on the side that the synapse leaves free.
    wide, high = CARD
    room = Box(body.x, network.y, body.width - wide + 60, network.height)
    y = network.y if lens.angle >= 0 else network.bottom - high
    return Box(body.right - wide, y, wide, high), room


def weights_at(history: History, place: tuple[int, int, int], epochs: Iterable[int]) -> list[float]:
    """Return one weight (layer, source, target) at the ends of some recorded epochs."""
    layer, source, target = place
    return [float(history.at(epoch).weights[layer][source, target]) for epoch in epochs]


def crossed_since(within: NDArray[np.float64], rises: bool, epoch: int) -> int | None:
    """Return from which epoch on, up to the one before ``epoch``, a weight has had its new sign within each.

    ``within`` are times in epochs and the weight then, shape (n, 2). None, where it had not.
    """
    ahead = within[within[:, 1] > 0 if rises else within[:, 1] < 0, 0]
    crossed, first = set(np.ceil(ahead - 1e-9).astype(int).tolist()), epoch
    while first - 1 in crossed:
        first -= 1
    return first if first < epoch else None


def _clearest(history: History, epoch: int, stop: int) -> Flip | None:
    """Return the flip of an epoch that has come from farthest, of those whose new sign stands at ``stop``."""
    flips = [flip for flip in history.flips() if flip.epoch == epoch]
    ways = []
    for flip in flips:
        first, now = weights_at(history, (flip.layer, flip.source, flip.target), (0, stop))
        ways.append(abs(first) if first * now < 0 else 0.0)
    return flips[int(np.argmax(ways))] if any(ways) else None


def _drawn(scene: LessonScene, flip: Flip) -> bool:
    shown = scene.diagram.layout.shown
    return flip.source in shown[flip.layer] and flip.target in shown[flip.layer + 1]


def _evenly(epochs: Sequence[int], count: int) -> list[int]:
    places = np.linspace(0, len(epochs) - 1, min(count, len(epochs))).round().astype(int)
    return [epochs[place] for place in dict.fromkeys(places.tolist())]


def _within(scene: LessonScene, place: tuple[int, int, int], stop: int) -> NDArray[np.float64]:
    """Return the weight after each update up to an epoch, with its time in epochs; none where they are too many."""
    layer, source, target = place
    each = -(-len(scene.data) // scene.settings.training.batch_size)
    if each * stop > MOST_STEPS or each == 1:
        return np.zeros((0, 2))
    steps = opening_steps_of(scene.settings, scene.history.network(0), scene.data, each * stop)
    after = [float(step.after.weights[layer][source, target]) for step in steps]
    start = float(scene.history.at(0).weights[layer][source, target])
    return np.column_stack([np.arange(len(after) + 1) / each, [start, *after]])
