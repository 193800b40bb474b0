"""A network looks at pictures: the stage of such a lesson, and what one look is.

The stage is ``picture``, ``diagram`` (of the banded network), ``flow`` (the pixels between them) and ``class_scores``
beside the outputs; ``names`` are the words for the classes and for ``DONT_KNOW``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Mobject

from nnlib import Network, Trace
from scenes.stage.drawing.animation import Tween
from scenes.stage.learning.emphasis import Rest
from scenes.stage.lesson.beats.pieces import diagram
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.pictures.bands import PicturePass, banded
from scenes.stage.pictures.class_scores import ClassScores
from scenes.stage.pictures.evaluation import DONT_KNOW, Prediction
from scenes.stage.pictures.gallery import Tile
from scenes.stage.pictures.picture import PixelFlow, shades_of

LEAST_LOOK = 0.2  # seconds: faster than that, neurons would flash more than three times a second


def set_the_stage(scene: LessonScene, network: Network) -> None:
    """Build the diagram of the banded network, the flow of pixels to it, and the scores beside its outputs."""
    scene.diagram = diagram(scene, banded(network), numbers=False, room_for_targets=False)
    picture, box, layout = scene.boxes["picture"], scene.boxes["network"], scene.diagram.layout
    flow = scene.boxes["flow"]
    ends = layout.places[0] + (box.x - flow.x, box.y - flow.y)
    scene.flow = scene.build(PixelFlow, "flow", (0.0, picture.y - flow.y), picture.width, ends)
    rows = [float(y) for y in layout.places[-1][:, 1]]
    threshold = scene.test_set.threshold
    scene.class_scores = scene.build(ClassScores, "class_scores", rows, scene.outputs, threshold, layout.gap)


def settle(scene: LessonScene, *panels: Mobject) -> None:
    """Lay what seldom changes below everything that moves: manim draws it once a play, not once a frame."""
    stage = [getattr(scene, name, None) for name in ("picture", "diagram", "flow", "class_scores")]
    scene.bring_to_back(*panels, *[m for m in stage if m in scene.mobjects])


def hide_scores(scene: LessonScene) -> Tween:
    """Return the animation in which what was said disappears."""
    return Tween(scene.class_scores, visible=0.0, said=0.0)


def show_scores(scene: LessonScene) -> Tween:
    """Return the animation in which the scores appear, and what is said."""
    return Tween(scene.class_scores, visible=1.0, said=1.0)


def turn_to(scene: LessonScene, inputs: np.ndarray, new: bool = True, seconds: float = 0.5) -> None:
    """Let a picture take the place of the last one, while everything else calms down."""
    calm: tuple[Any, ...] = (Rest(scene.diagram), hide_scores(scene))
    if new:
        scene.picture.show(shades_of(inputs))
        calm = (*calm, Tween(scene.picture, turned=1.0))
    scene.play(*calm, run_time=seconds, least=LEAST_LOOK)


def pass_through(scene: LessonScene, network: Network, trace: Trace, truth: int, seconds: float) -> None:
    """Let the pixels flow in and the signals pass; then the scores are ready to be seen."""
    scene.flow.show(scene.picture.shades)
    # The pixels arrive while the neurons of their bands light up.
    pixels = Tween(scene.flow, run_time=0.38 * seconds, travelled=1.0)
    scene.play(pixels, PicturePass(scene.diagram, network, trace, run_time=seconds), least=LEAST_LOOK)
    known = scene.test_set.known
    said = scene.test_set.says(trace.outputs[0])
    target = truth if truth in known else len(known) if len(scene.outputs) > len(known) else -1
    mark = mark_of(said, truth if truth in known else DONT_KNOW)
    scene.class_scores.set_scores(trace.outputs[0].tolist(), scene.names[said], mark, target)


def look(scene: LessonScene, network: Network, trace: Trace, truth: int, seconds: float) -> None:
    """Let a picture be looked at from its first pixel to the scores."""
    inputs = trace.activations[0][0]
    turn_to(scene, inputs, not np.array_equal(shades_of(inputs), scene.picture.shades), 0.3 * seconds)
    pass_through(scene, network, trace, truth, seconds)


def mark_of(said: int, truth: int) -> str:
    """Return the mark of what is said: right, wrong, or unsure."""
    return "right" if said == truth else "unsure" if said == DONT_KNOW else "wrong"


def tile_of(scene: LessonScene, prediction: Prediction) -> Tile:
    """Return a picture with what the network predicts."""
    mark = mark_of(prediction.said, prediction.truth)
    return Tile(shades_of(prediction.inputs), scene.names[prediction.said], f"{prediction.share:.0%}", mark)
