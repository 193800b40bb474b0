"""How a film begins, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import Animation, FadeIn, Mobject
from numpy.typing import ArrayLike, NDArray

from nnlib import Network
from scenes.stage.drawing.animation import Tween
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.learning.passes import ForwardPass
from scenes.stage.lesson.beats.pieces import diagram
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.gauges import TimeBar
from scenes.stage.panels.text import Heading, TextBlock

RECEDED = 0.2  # opacity of what waits until it is spoken of
DIMMED = 0.7  # of what passes by while the last words stand
CASES, LAST_SECONDS = 4, 8.0


def question(
    scene: LessonScene,
    *exhibits: Mobject,
    network: Network | None = None,
    case: ArrayLike | Callable[[NetworkDiagram], ForwardPass] = (),
    name: str = "question",
    seconds: float = 2.0,
    **options: Any,
) -> None:
    """Begin with a picture: the question in large letters (``words.title``), what it is about, and the network.

    Parameters
    ----------
    exhibits
        What the question is about, where it stands.
    network, case
        A network, and the inputs that are on their way through it, or what makes their pass; question marks stand
        where its answer will be. It stays, dimmed, until :func:`meet_network`.
    options
        Of its :class:`NetworkDiagram`.
    """
    scene.beat(name)
    scene.title = scene.build(Heading, "title", scene.words.title)
    scene.add(scene.title, *exhibits)
    scene.unanswered = []
    if network is None:
        scene.hold(seconds)
        return
    drawn = diagram(scene, network, "opening", layer_names=(), room_for_targets=False, **options)
    scene.unanswered = [drawn, *_question_marks(scene, drawn)]
    scene.add(*scene.unanswered)
    passing = case(drawn) if callable(case) else ForwardPass(drawn, network.forward(case))
    passing.rate_func = under_way
    scene.play(passing, run_time=seconds)
    scene.play(*[Tween(mobject, opacity=RECEDED) for mobject in scene.unanswered], run_time=0.6)


def under_way(share: float) -> float:
    """Return how far a pass is whose signals have set out at the first frame, and have not arrived at the last."""
    return 0.17 + 0.2 * share


def _question_marks(scene: LessonScene, drawn: NetworkDiagram) -> list[TextBlock]:
    theme, box, r = scene.theme, scene.boxes["opening"], drawn.layout.radius
    places = [Box(box.x + x - r, box.y + y - r, 2 * r, 2 * r) for x, y in drawn.layout.places[-1].tolist()]
    size = min(theme.title, 1.3 * r)
    return [scene.build(TextBlock, place, "?", size, colour=theme.answer, bold=True) for place in places]


def pause(scene: LessonScene, key: str, seconds: float = 3.6) -> None:
    """Let the viewer think, while a line runs out."""
    bar = scene.build(TimeBar, "timer")
    scene.add(bar)
    scene.say(key, run_time=0.6)
    scene.play(Tween(bar, left=0.0), run_time=seconds)
    scene.remove(bar)


def close(
    scene: LessonScene,
    line: str,
    reason: str,
    *shown: Painted | Animation,
    network: Network | None = None,
    cases: Sequence[Any] | NDArray[np.float64] = (),
    **options: Any,
) -> None:
    """End with the answer in one line, what it rests on, and the trained network, in which cases pass by dimly.

    Parameters
    ----------
    line, reason
        The answer, and what it rests on.
    shown
        What stays in the box ``closing`` instead of a network, and what happens in it, one after another.
    network
        The trained network; by default the one at the end of the training.
    cases
        Inputs that pass through it; by default some of the lesson's examples.
    options
        Of its :class:`NetworkDiagram`.
    """
    scene.beat("close")
    theme = scene.theme
    if not shown and hasattr(scene, "history"):
        network = network or scene.history.network(scene.history.epochs)
        shown = _passing_by(scene, network, np.asarray(cases) if len(cases) else _some(scene.data.inputs), **options)
    exhibits = [each for each in shown if isinstance(each, Painted)]
    passing = [each for each in shown if isinstance(each, Animation)]
    align = 0.5 if scene.boxes.upright or scene.boxes.square else 0.0
    words = (
        scene.build(TextBlock, "answer", line, theme.closing, bold=True, align=align),
        scene.build(TextBlock, "reason", reason, theme.reason, colour=theme.muted, align=align),
    )
    for mobject in exhibits:
        mobject.set_opacity(0.0)
    if gone := scene.fade_out_all():
        scene.say(None, *gone, run_time=0.9)
    scene.add(*exhibits)
    scene.play(*[FadeIn(m) for m in words], *[Tween(m, opacity=DIMMED) for m in exhibits], run_time=1.0)
    for each in passing:
        scene.play(each, run_time=LAST_SECONDS / len(passing), fixed=True)
    scene.hold(1.0 if passing else LAST_SECONDS, fixed=True)


def _some(inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    rows = np.unique(np.linspace(0, len(inputs) - 1, min(CASES, len(inputs))).astype(int))
    return inputs[rows]


def _passing_by(
    scene: LessonScene, network: Network, inputs: NDArray[np.float64], **options: Any
) -> tuple[Painted | Animation, ...]:
    """Return a network in the box ``closing``, and the passes of inputs (n, n_in) through it."""
    drawn = diagram(scene, network, "closing", layer_names=(), room_for_targets=False, **options)
    trace = network.forward(inputs)
    return (drawn, *[ForwardPass(drawn, trace, row) for row in range(len(trace.outputs))])
