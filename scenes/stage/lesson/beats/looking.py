"""A network looks at pictures: the stage of such a lesson, and what one look is.

The stage is ``picture``, ``diagram`` (of the banded network), ``flow`` (the pixels between them) and ``class_scores``
beside the outputs; ``names`` are the words for the classes and for ``DONT_KNOW``; ``columns`` says whether the bands
of the picture are columns, see :func:`stands`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from manim import Animation

from nnlib import Network, Trace
from scenes.config.number_format import formatted
from scenes.stage.drawing.animation import Tween
from scenes.stage.learning.emphasis import Emphasise, Rest
from scenes.stage.lesson.beats.pieces import SIGNS, diagram
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.blocks import Blocks
from scenes.stage.pictures.bands import PicturePass, banded
from scenes.stage.pictures.class_scores import ClassScores
from scenes.stage.pictures.evaluation import DONT_KNOW, Prediction
from scenes.stage.pictures.picture import BANDS, Picture, PixelFlow, shades_of

CASES = 4  # that pass by at the end
LEAST_LOOK = 0.2  # seconds: faster than that, neurons would flash more than three times a second


def stands(scene: LessonScene, network: Network) -> bool:
    """Return whether the network stands below its picture: then the bands are columns, each above its neuron."""
    return diagram(scene, banded(network), numbers=False, room_for_targets=False).layout.standing


def set_the_stage(scene: LessonScene, network: Network) -> None:
    """Build the diagram of the banded network, the flow of pixels to it, and the scores beside its outputs."""
    box, picture, scores = (scene.boxes[name] for name in ("network", "picture", "class_scores"))
    blocks = Blocks.at(picture, box, BANDS, scene.columns)
    small = banded(network, scene.columns)
    scene.diagram = diagram(scene, small, numbers=False, room_for_targets=False, blocks=blocks)
    dimmed = tuple(np.ones_like(weights) for weights in scene.diagram.state.weights)
    scene.diagram.state = replace(scene.diagram.state, dimmed=dimmed)  # until lines are spoken of
    layout = scene.diagram.layout
    scene.flow = scene.build(PixelFlow, "frame", picture, layout.places[0] + (box.x, box.y), columns=scene.columns)
    outputs, pitch = layout.places[-1] + (box.x - scores.x, box.y - scores.y), layout.pitches[-1]
    if scene.boxes.upright and not layout.standing:  # the outputs stand one below the other, the scores do not
        pitch = scores.width / len(outputs)
        outputs = np.column_stack([pitch * (np.arange(len(outputs)) + 0.5), np.zeros(len(outputs))])
    asked = scene.test_set.threshold, pitch, scene.boxes.upright
    scene.class_scores = scene.build(ClassScores, scores, outputs, scene.outputs, *asked)


def lines(scene: LessonScene, layers: int | None = None) -> Emphasise:
    """Return what lets the lines of the first so many layers come forward, or in the end all of them."""
    weights = scene.diagram.state.weights
    chosen = () if layers is None else tuple(np.full(w.shape, float(k < layers)) for k, w in enumerate(weights))
    return Emphasise(scene.diagram, chosen)


def look(
    scene: LessonScene,
    network: Network,
    trace: Trace,
    truth: int,
    seconds: float,
    *,
    calm: float | None = None,
    key: str | None = None,
    beside: tuple[Animation, ...] = (),
    **facts: Any,
) -> Prediction:
    """Let a picture be looked at, from its first pixel to the scores; they are then ready to be seen.

    Parameters
    ----------
    network, trace
        The network, and what its ``forward`` returned; the first picture is looked at.
    truth
        Its label.
    seconds
        How long the signals travel.
    calm
        How long the picture takes the place of the last one, while everything else calms down.
    key, beside, facts
        What is said before the signals travel, and what plays meanwhile.
    """
    inputs = trace.activations[0][0]
    rest, shades = [Rest(scene.diagram, between=True), Tween(scene.class_scores, visible=0.0)], shades_of(inputs)
    if not np.array_equal(shades, scene.picture.shades):
        scene.picture.show(shades)
        rest.append(Tween(scene.picture, turned=1.0))
    scene.play(*rest, run_time=calm or 0.3 * seconds, least=LEAST_LOOK)
    if key:
        scene.say(key, *beside, run_time=0.6, **facts)
    scene.flow.show(shades)
    # The pixels arrive while the neurons of their bands light up.
    pixels = Tween(scene.flow, run_time=0.38 * seconds, travelled=1.0)
    passing = PicturePass(scene.diagram, network, trace, columns=scene.columns, run_time=seconds)
    scene.play(pixels, passing, least=LEAST_LOOK)
    found = scene.test_set.predict(inputs, trace.outputs[0], truth)
    known = len(scene.test_set.known)
    own = known if len(scene.outputs) > known else -1  # the output for something else
    target = own if found.truth == DONT_KNOW else found.truth
    doubt = found.said == DONT_KNOW and not found.sure
    lead = scene.text("verdict_doubt" if doubt else "verdict")
    scene.class_scores.set_scores(trace.outputs[0].tolist(), scene.names[found.said], found.mark, target, lead)
    return found


def look_at_recorded(scene: LessonScene, after: int, seconds: float, key: str | None = None, /, **facts: Any) -> None:
    """Look at the drawing recorded for the epoch after ``after``, with the neurons dropped for it, and at the scores.

    ``key`` and ``facts`` are those of :func:`look`.
    """
    moment, network = scene.history.moment(after + 1), scene.history.network(after)
    trace = network.forward(scene.data.inputs[moment.row], kept=moment.kept)
    look(scene, network, trace, int(scene.data.labels[moment.row]), seconds, key=key, **facts)
    scene.play(Tween(scene.class_scores, visible=1.0), run_time=0.4, least=LEAST_LOOK)


def rest(scene: LessonScene) -> tuple[Animation, Animation]:
    """Return what lets the network recede while only the curves count: a dense one to a texture, without signs."""
    signs = SIGNS if scene.diagram.spec.dense else ()
    return Rest(scene.diagram, texture=True), scene.legend.reveal("negative", signs)


def closing(scene: LessonScene) -> dict[str, Any]:
    """Return what :func:`close` shows: the trained network, and some new pictures that pass through it."""
    network, columns = scene.final, scene.columns
    drawn = diagram(scene, banded(network, columns), "closing", layer_names=(), numbers=False, room_for_targets=False)
    chosen = scene.evaluation.chosen()
    cases = ([case for case in chosen if case.mark == "right"] or chosen)[:CASES]
    passes = [PicturePass(drawn, network, network.forward(case.inputs), columns=columns) for case in cases]
    return {
        "shown": (drawn, *passes),
        "beside": [scene.build(Picture, "case_picture", shades_of(case.inputs), columns=columns) for case in cases],
        "told": [
            f"→ {scene.names[case.said]}" + (f", {formatted(case.share, '.0%')}" if case.sure else "")
            for case in cases
        ],
    }
