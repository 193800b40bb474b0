"""How a film begins, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, smooth
from numpy.typing import ArrayLike, NDArray

from nnlib import Network, Trace
from scenes.config.number_format import given
from scenes.stage.drawing.animation import Tween, progress
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.learning.passes import ForwardPass
from scenes.stage.lesson.beats.pieces import diagram
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.lesson.stage_scene import first_half, second_half
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.gauges import TimeBar
from scenes.stage.panels.question_mark import QuestionMark
from scenes.stage.panels.text import Heading, TextBlock

RECEDED = 0.3  # opacity of what waits until it is spoken of
DIMMED = 0.7  # of what passes by while the last words stand
CASES, LEAST_CASES, LAST_SECONDS = 4, 3, 8.0  # what is alone passes by again
MARK = 1.7  # of a neuron's radius: how large a question mark is
CASE = 40.0  # the type of a case and its answer


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
    scene.title = scene.build(Heading, "question", scene.words.title, size=scene.theme.question)
    scene.add(scene.title, *exhibits)
    scene.unanswered = []
    if network is None:
        scene.hold(seconds)
        return
    drawn = diagram(scene, network, "opening", layer_names=(), room_for_targets=False, **options)
    scene.unanswered = [drawn, *_question_marks(scene, drawn)]
    scene.add(*scene.unanswered)
    passing = case(drawn) if callable(case) else ForwardPass(drawn, network.forward(case))
    passing.rate_func = passing.first_wave
    scene.play(passing, run_time=seconds)
    scene.play(*[Tween(mobject, opacity=RECEDED) for mobject in scene.unanswered], run_time=0.6)


def _question_marks(scene: LessonScene, drawn: NetworkDiagram) -> list[QuestionMark]:
    """Return a question mark over each output, larger than its neuron where there is room."""
    box, r = scene.boxes["opening"], drawn.layout.radius
    places = drawn.layout.places[-1] + (box.x, box.y)
    apart = float(np.hypot(*np.diff(places[:2], axis=0).T).min()) if len(places) > 1 else 4 * r
    edge = min(float(np.min([scene.boxes.width, scene.boxes.end] - places)), float(places.min()))
    radius = max(r, min(MARK * r, 0.47 * apart, edge - 16))
    marks = [Box(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in places.tolist()]
    return [scene.build(QuestionMark, mark) for mark in marks]


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
    *,
    shown: Sequence[Painted | Animation] = (),
    network: Network | None = None,
    cases: Sequence[Any] | NDArray[np.float64] = (),
    answer: Callable[[NDArray[np.float64], NDArray[np.float64]], str] | None = None,
    told: Sequence[str] = (),
    beside: Sequence[Painted] = (),
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
    answer
        Makes the words of a case from its inputs and the network's outputs; by default both in numbers.
    told, beside
        For each thing that happens, where the cases are not such: its words, and what stands beside the network.
    options
        Of its :class:`NetworkDiagram`.
    """
    scene.beat("close")
    theme = scene.theme
    left = bool(shown)
    if not shown and hasattr(scene, "history"):
        network = network or scene.history.network(scene.history.epochs)
        inputs = np.asarray(cases) if len(cases) else _some(scene.data.inputs)
        trace = network.forward(inputs)
        told = [(answer or _in_numbers)(*case) for case in zip(trace.activations[0], trace.outputs, strict=True)]
        shown = _passing_by(scene, network, trace, **options)
    exhibits = [each for each in shown if isinstance(each, Painted)]
    passing = [each for each in shown if isinstance(each, Animation)]
    align = 0.5 if scene.boxes.upright or scene.boxes.square else 0.0
    words = (
        scene.build(TextBlock, "answer", line, theme.closing, bold=True, align=align),
        scene.build(TextBlock, "reason", reason, theme.reason, colour=theme.muted, align=align),
    )
    for mobject in exhibits:
        mobject.set_opacity(0.0)
    # A network stays until the words come, what a lesson leaves comes while all else goes: the frame is never bare.
    networks = [m for m in scene.mobjects if isinstance(m, NetworkDiagram)]
    early, late = (exhibits, []) if left and not networks else ([], exhibits)
    gone = scene.fade_out_all(*networks)
    scene.add(*exhibits)
    if gone or early:
        scene.say(None, *gone, *[Tween(m, opacity=DIMMED) for m in early], run_time=0.9)
    goes = [FadeOut(m, rate_func=first_half) for m in networks]
    said = [FadeIn(m, rate_func=between if networks else smooth) for m in words]
    comes = [Tween(m, rate_func=second_half, opacity=DIMMED) for m in late]
    scene.play(*goes, *said, *comes, run_time=1.4)
    _pass_by(scene, passing, [scene.build(TextBlock, "case", text, CASE, align=align) for text in told], beside)


def _pass_by(
    scene: LessonScene, passing: Sequence[Animation], told: Sequence[TextBlock], beside: Sequence[Painted]
) -> None:
    """Let one case pass after the other; its words come when it has been answered, and go when the next sets out."""
    for mobject in (*told, *beside):
        scene.add(mobject.set_opacity(0.0))
    for k, each in enumerate(passing):
        comes = [Tween(m[k], rate_func=when, opacity=1.0) for m, when in ((told, answered), (beside, soon)) if m]
        goes = [Tween(m[k - 1], rate_func=soon, opacity=0.0) for m in (told, beside) if m and k]
        scene.play(each, *comes, *goes, run_time=LAST_SECONDS / len(passing), fixed=True)
    scene.hold(0.6 if passing else LAST_SECONDS, fixed=True)


def between(share: float) -> float:
    """Return how far that is which comes when one thing has nearly gone and another has not yet come."""
    return progress(share, 0.3, 0.7)


def answered(share: float) -> float:
    """Return how far that is which comes with the answer of a pass."""
    return progress(share, 0.85, 1.0)


def soon(share: float) -> float:
    """Return how far that is which goes when a pass begins."""
    return progress(share, 0.0, 0.12)


def _in_numbers(inputs: NDArray[np.float64], outputs: NDArray[np.float64]) -> str:
    return f"{' '.join(map(given, inputs.tolist()))} → {' '.join(f'{y:.2f}' for y in outputs)}"


def _some(inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    rows = np.unique(np.linspace(0, len(inputs) - 1, min(CASES, len(inputs))).astype(int))
    return inputs[np.resize(rows, max(len(rows), LEAST_CASES))]


def _passing_by(
    scene: LessonScene, network: Network, trace: Trace, **options: Any
) -> tuple[Painted | Animation, ...]:
    """Return a network in the box ``closing``, and the passes of a trace's cases through it."""
    drawn = diagram(scene, network, "closing", layer_names=(), room_for_targets=False, **options)
    return (drawn, *[ForwardPass(drawn, trace, row) for row in range(len(trace.outputs))])
