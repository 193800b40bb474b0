"""The recorded training, and the test that follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from manim import Animation, FadeIn, Mobject

from nnlib import Evaluation
from scenes.stage.learning.epoch_clock import EpochClock
from scenes.stage.learning.replay import FollowTraining, ReplayTraining
from scenes.stage.lesson.beats.pieces import OF_ANSWERS
from scenes.stage.lesson.lesson_scene import LessonScene

Said = tuple[str | None, dict[str, Any]]
"""A text's name, or None for silence, and its facts."""


def training(
    scene: LessonScene,
    *panels: Mobject,
    tell: Callable[[int, int, int], Said | None],
    seconds: Callable[[int], float] = lambda k: 5.0,
    start: int = 0,
    tail: float = 0.0,
    beside: Callable[[], Iterable[Animation]] = tuple,
    at_stop: Callable[[int, int], None] | None = None,
    name: str = "learning",
    without: Sequence[str] = OF_ANSWERS,
    **replay: Any,
) -> None:
    """The training as it was recorded, from one shown epoch to the next: diagram, heading and panels on one clock.

    Parameters
    ----------
    panels
        What follows the training beside diagram and heading; those that are not on the stage yet appear first.
    tell
        Returns what is said during stretch ``k`` from one epoch to another: a text and its facts; None leaves what
        is said.
    seconds
        How long stretch ``k`` lasts.
    start
        The epoch that is shown already.
    tail
        The share of each stretch in which its last epoch stands.
    beside
        Makes the animations that run beside each stretch.
    at_stop
        Is called when the picture has reached the epoch at the end of stretch ``k``.
    without
        Signs of the legend that are not in the picture meanwhile.
    replay
        Other options of :class:`ReplayTraining`; ``history`` may be another than the scene's.
    """
    if name:
        scene.beat(name)
    history = replay.pop("history", scene.history)
    if new := [FadeIn(panel) for panel in panels if panel not in scene.mobjects]:
        scene.say(None, *new, run_time=0.8)
    stops = [epoch for epoch in sorted({*scene.shown, history.epochs}) if epoch > start] or [start]
    for k, stop in enumerate(stops):
        clock = EpochClock(history, start, stop, tail)
        animations = [
            ReplayTraining(scene.diagram, history, clock=clock, **replay),
            *beside(),
            *[FollowTraining(panel, clock) for panel in (*panels, scene.heading)],
        ]
        if k == 0:
            dense = scene.diagram.spec.dense  # what changes most bears a sign
            gone = [sign for sign in without if sign != "coming" or not dense]
            animations.append(scene.legend.reveal(without=gone))
        if (said := tell(k, start, stop)) is None:
            scene.play(*animations, run_time=seconds(k))
        else:
            scene.say(said[0], *animations, run_time=seconds(k), **said[1])
        if at_stop:
            at_stop(k, stop)
        start = stop


def evaluation(
    scene: LessonScene,
    *,
    shown: Iterable[Animation] = (),
    judged: Iterable[Animation] = (),
    name: str = "new points",
    seconds: float = 1.2,
) -> Evaluation:
    """The examples the network never saw (``new_points``), and how many it tells rightly (``new_result``).

    Parameters
    ----------
    shown, judged
        What runs while they appear, and while they are judged.
    seconds
        How long they are judged.

    Returns
    -------
    Evaluation
        What the trained network makes of them, with the loss of the training.
    """
    scene.beat(name)
    count = len(scene.data.test_inputs)
    scene.say("new_points", *shown, run_time=1.6, count=count)
    scene.hold(1.8)
    final, data = scene.history.network(scene.history.epochs), scene.data
    found = final.evaluate(data.test_inputs, data.test_targets, scene.settings.training.loss)
    share = found.share_right
    scene.say("new_result", *judged, run_time=seconds, right=round(share * count), count=count, share=share)
    return found
