"""What stands on the stage in most lessons of a network: its diagram, and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from manim import Animation
from numpy.typing import NDArray

from nnlib import Network, Step, Trace
from nnlib.data import SHAPES
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.text_metrics import text_width
from scenes.stage.learning.emphasis import Rest
from scenes.stage.learning.passes import ForwardPass
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.legend import Legend
from scenes.stage.panels.text import TextBlock
from scenes.stage.plane.axes import NAME_ROOM, TYPE
from scenes.stage.plane.plane_config import numbered

WORDS_OF = {"positive": "excites", "negative": "inhibits", "width": "thicker", "ring": "flips"}
"""Signs of a legend whose words have another name than the sign."""

SIGNS = ("positive", "negative", "width", "active", "signal")
"""The signs that every network needs, in the order in which they are explained."""

OF_ANSWERS = ("target", "error", "coming", "threshold")
"""The signs that are in the picture only while an answer is weighed and its error flows back."""

OF_SIGNALS = ("active", "signal")
"""The signs that are not what is looked at meanwhile."""

Sign = str | tuple[str, str]
"""A sign of a legend, or one and the name of its words."""


def legend(scene: LessonScene, *signs: Sign, box: str = "legend", **facts: Any) -> Legend:
    """Return a legend of these signs, in the words of their names; of a pair the second is the name of the words."""
    named = [sign if isinstance(sign, tuple) else (sign, WORDS_OF.get(sign, sign)) for sign in signs]
    return scene.build(Legend, box, [(sign, scene.text(words, **facts)) for sign, words in named])


def error_flows(step: Step) -> bool:
    """Return whether any error flows back in a step: where all gradients are 0, none does."""
    return any(np.any(gradient) for gradient in step.gradients.weights)


def update_word(key: str, step: Step) -> str:
    """Return the name of the text that says how many weights a step changes: some, ``_all`` or ``_none``."""
    every = sum(weights.size for weights in step.before.weights)
    return key if 0 < step.changed < every else f"{key}_all" if step.changed else f"{key}_none"


def dense_signs(shown: NetworkDiagram, *signs: Sign) -> list[Sign]:
    """Return the signs of a legend beside a diagram, with those that say what stands out of a dense one."""
    if not shown.spec.dense:
        return list(signs)
    found: list[Sign] = []
    for sign in signs:
        found += ["carries", sign] if sign == "width" else [("coming", "change_most") if sign == "coming" else sign]
    return found


def kinds(scene: LessonScene) -> list[str]:
    """Return the names of the classes: those of the data; `words.class_names` of numbers and of drawn shapes."""
    data, names = scene.data, scene.words.class_names
    if numbered(data):
        return list(names[: max(2, data.targets.shape[1])])
    own = {} if scene.settings.data.dataset is None else dict(zip(SHAPES, names, strict=False))
    return [own.get(name, name) for name in data.classes]


def plane_key(scene: LessonScene, box: str = "points") -> Legend:
    """Return the legend of a plane: its classes and points; line, unseen points and crosses are not revealed yet."""
    theme = scene.theme
    long = zip(("across", "up"), scene.data.names, strict=True)  # written in full here, where the axes have no room
    items = [(sign, name) for sign, name in long if text_width(name, TYPE, theme.font) > NAME_ROOM]
    items += [(f"class {k}", name) for k, name in enumerate(kinds(scene))]
    items += [(sign, scene.text(sign)) for sign in ("train", "line", "test", "wrong")]
    key = scene.build(Legend, box, items)
    key.set_named(key.up_to("train"))
    return key


def diagram(scene: LessonScene, network: Network, box: str = "network", **options: Any) -> NetworkDiagram:
    """Return the diagram of a network; ``options`` are those of :class:`NetworkDiagram`."""
    look = scene.settings.look
    options = {"numbers": look.numbers, "dense": look.dense, **options}
    if "layer_names" not in options:
        options["layer_names"] = [scene.text(name) for name in ("inputs", "hidden", "output")]
    return scene.build(NetworkDiagram, box, network, **options)


def all_signs(scene: LessonScene, known: Sequence[str]) -> Animation:
    """Return the animation after which the legend names all signs; where there is no room, all but those known."""
    legend = scene.legend
    named = legend.up_to()
    rows = legend.places(named, legend.type_size(named)).values()
    has_room = max(y for _, y in rows) <= legend.design_size[1]
    return legend.reveal(without=() if has_room else known)


def unanswered(scene: LessonScene, trace: Trace, targets: NDArray[np.float64]) -> list[TextBlock]:
    """Begin with signals on their way; targets wait for the answers, in whose places the returned marks stand."""
    drawn, at = scene.diagram, Box(0, 0, 80, 60)
    drawn.state = replace(drawn.state, targets=targets, targets_shown=1.0)
    ask = {"size": 40.0, "colour": scene.theme.answer, "bold": True}
    last, shown = len(drawn.sizes) - 1, drawn.layout.shown[-1]
    marks = [scene.build(TextBlock, at, "?", **ask).move_to(drawn.above(last, k)) for k in shown]
    scene.add(*marks)
    asking = ForwardPass(drawn, trace)
    asking.rate_func = lambda share: asking.first_wave(0.4 * share)  # no neuron answers yet
    scene.play(asking, run_time=2.0)
    scene.play(Rest(drawn), run_time=0.5)
    return marks
