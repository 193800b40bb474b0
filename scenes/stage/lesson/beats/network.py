"""The network appears, learns from one example, and stands beside itself after the training."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from manim import Animation, FadeIn, FadeOut

from nnlib import Step, Trace
from scenes.config.number_format import formatted, given
from scenes.stage.learning.emphasis import Emphasise, ShowError, ShowLabels
from scenes.stage.learning.passes import BackwardPass, ForwardPass
from scenes.stage.learning.update import UpdateWeights
from scenes.stage.lesson.beats.pieces import OF_SIGNALS, dense_signs, diagram, error_flows, legend, update_word
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.weight_changes import weight_changes
from scenes.stage.panels.text import EpochHeading, Heading, TextBlock

# Seconds of the two passes of one step: the error, whose bands are broader than signals, takes longer, so that the
# picture changes as calmly (tests/stage/test_brightness.py).
SLOW_FORWARD, SLOW_BACKWARD = 4.2, 6.8
SEEN_FROM = 0.36  # of the latter: from then on signs of what is coming are seen
COMPARED = 0.35  # how far synapses stand out that others are compared with
WIDE = 0.75  # of all synapses as many are thinner than those that stand out as thick


def meet_network(
    scene: LessonScene,
    *signs: str,
    room: Iterable[Animation] = (),
    beside: Callable[[], Iterable[Animation]] = tuple,
    name: str = "network",
    **options: Any,
) -> None:
    """The network appears as it begins, with its legend (``words.network_size``).

    Parameters
    ----------
    signs
        Those of the legend, in the order in which they will be explained; none is revealed yet.
    room
        What makes room for the network.
    beside
        Makes the animations that run while it appears.
    options
        Of the :class:`NetworkDiagram`.
    """
    scene.beat(name)
    axes = dict(zip(("x", "y"), scene.data.names, strict=False))  # of a plane
    scene.diagram = diagram(scene, scene.history.network(0), **options)
    scene.heading = scene.build(EpochHeading, "title", scene.words.heading, scene.text("heading_detail"))
    marks = ["coming"] if scene.diagram.spec.dense and "coming" not in signs else []  # of the training
    scene.legend = legend(scene, *dense_signs(scene.diagram, *signs, *marks))
    scene.legend.set_named()
    scene.add(scene.legend)
    # What seldom changes lies below what moves: manim draws it once a play, not once a frame.
    scene.bring_to_back(scene.legend)
    gone = [FadeOut(mobject) for mobject in (scene.title, *getattr(scene, "unanswered", ()))]
    scene.say(None, *room, *gone, run_time=1.2)
    scene.say("network_size", FadeIn(scene.diagram), FadeIn(scene.heading), *beside(), run_time=1.6, **axes)
    say_what_is_left_out(scene)


def explain_signs(scene: LessonScene, key: str) -> None:
    """Say what colour and width of a synapse mean (``key``), while those stand out of which it speaks."""
    weights = scene.diagram.state.weights
    wide = np.quantile(np.abs(np.concatenate([w.ravel() for w in weights])), WIDE)
    chosen = {
        "positive": tuple(w > 0 for w in weights),
        "negative": tuple(w < 0 for w in weights),
        "width": tuple(np.abs(w) >= wide for w in weights),
    }
    for sign, masks in chosen.items():
        some = any(mask.any() for mask in masks)
        shown = [Emphasise(scene.diagram, masks)] if some else []
        named = scene.legend.reveal(sign)
        if sign == "positive":
            scene.say(key, named, *shown, run_time=0.8)
        else:
            scene.play(named, *shown, run_time=0.8)
        scene.hold(0.7)
    scene.play(Emphasise(scene.diagram), run_time=0.6)


def say_what_is_left_out(scene: LessonScene) -> None:
    """Say how many rows of a file lack a value and are left out, if any are (``words.left_out``)."""
    if count := scene.data.left_out:
        scene.hold(1.6)
        rows = count + len(scene.data) + len(scene.data.test_inputs)
        scene.say("left_out", run_time=0.6, left_out=count, rows=rows)
        scene.hold(1.8)


def one_step(
    scene: LessonScene,
    step: Step,
    *,
    marked: Iterable[Animation] = (),
    answered: Callable[[Trace], Iterable[Animation]] = lambda trace: (),
    name: str = "one example",
) -> None:
    """One update in slow motion: signals, error, gradients, the change; then the same example once more.

    Its texts are those of :class:`StepWords`.

    Parameters
    ----------
    step
        The update; its first example is followed.
    marked
        What runs while the example is named.
    answered
        Makes what runs when the network has answered, from the pass.
    """
    scene.beat(name)
    scene.heading.show_epoch(1)
    row = int(step.rows[0])
    inputs, target = scene.data.inputs[row], scene.data.targets[row]
    asked = int(target.argmax())  # the output that is told of
    # Dropout drops neurons in a step of training; before and after are compared with all of them kept.
    before, after = (network.forward(inputs) for network in (step.before, step.after))
    example = " ".join(map(given, inputs))
    scene.say("slow_forward", *marked, scene.legend.reveal("signal"), run_time=1.0, example=example)
    scene.play(ForwardPass(scene.diagram, step.trace), run_time=SLOW_FORWARD)
    quiet = OF_SIGNALS if scene.diagram.spec.dense else (*OF_SIGNALS, "width")
    scene.say(
        "slow_answer",
        ShowError(scene.diagram, step.trace, scene.data.targets[step.rows]),
        *answered(step.trace),
        scene.legend.reveal("error", without=quiet),
        run_time=1.4,
        answer=float(step.trace.outputs[0, asked]),
        right=given(target[asked]),
    )
    scene.hold(1.8)
    batch = len(step.rows)
    key = ("slow_backward" if batch == 1 else "slow_backward_batch") if error_flows(step) else "slow_backward_none"
    scene.say(key, run_time=0.6, batch=batch)
    flows = BackwardPass(scene.diagram, step.gradients, after=step.after)
    scene.play(flows, *_error_signs(scene, *quiet, late=True), run_time=SLOW_BACKWARD)
    last = (0.0,) * (len(step.before.weights) - 1) + (1.0,)
    key = update_word("slow_update", step)
    scene.say(key, ShowLabels(scene.diagram, weights=last, biases=1.0), run_time=1.0, changed=step.changed)
    scene.play(UpdateWeights(scene.diagram, step.after), run_time=2.2)
    was, now = (float(trace.outputs[0, asked]) for trace in (before, after))
    key = "slow_again_same" if formatted(was, ".2f") == formatted(now, ".2f") else "slow_again"
    labels = ShowLabels(scene.diagram, weights=0.0, biases=0.0)
    scene.say(key, labels, scene.legend.reveal("signal"), run_time=0.8, before=was, answer=now)
    scene.play(ForwardPass(scene.diagram, after), *answered(after), run_time=1.8)
    scene.hold(0.8)


def quick_steps(
    scene: LessonScene, key: str, steps: Sequence[Step], beside: Callable[[Step], Iterable[Animation]], least: float
) -> None:
    """Show updates one after the other, ever faster, while a text is said.

    Parameters
    ----------
    key, steps
        The text that is said, and the updates.
    beside
        Makes what runs beside the forward pass of a step.
    least
        Seconds below which no pass may fall.
    """
    for k, step in enumerate(steps):
        seconds = max(0.36, 0.65 - 0.06 * k)
        forward = (ForwardPass(scene.diagram, step.trace), *beside(step))
        if k == 0:
            scene.say(key, *forward, run_time=seconds)
        else:
            scene.play(*forward, run_time=seconds, least=least)
        back = [BackwardPass(scene.diagram, step.gradients, after=step.after)]
        if k == 0:  # nothing is compared here: errors only flow
            back += _error_signs(scene, "width", "active", "target")
        scene.play(*back, run_time=0.8 * seconds, least=least)
        scene.play(UpdateWeights(scene.diagram, step.after), run_time=0.5 * seconds, least=least)


def _error_signs(scene: LessonScene, *without: str, late: bool = False) -> list[Animation]:
    """Return what names the signs of an error that flows back, where the legend has them: late in a slow pass."""
    if "coming" not in dict(scene.legend.items):
        return []
    named = scene.legend.reveal("coming", without)
    if late:  # when the first of them are seen
        named.rate_func = lambda share: max(0.0, (share - SEEN_FROM) / (1 - SEEN_FROM))
    return [named]


def before_and_after(scene: LessonScene, name: str = "before and after") -> None:
    """The network at the start beside the trained one: what thickened, what withered, what changed its sign.

    Its texts are ``comparison`` and ``compare``, ``before`` and ``after`` over the diagrams, and the names of what
    :func:`weight_changes` finds.
    """
    scene.beat(name)
    start, final = scene.history.network(0), scene.history.network(scene.history.epochs)
    before, after = (diagram(scene, start, box, room_for_targets=False) for box in ("before", "after"))
    after.show_network(final)
    signs = legend(scene, "positive", "negative", "width", "changed")
    signs.set_named(signs.up_to("width"))
    words = [
        scene.build(TextBlock, "before_title", scene.words.before, scene.theme.heading, bold=True),
        scene.build(TextBlock, "after_title", scene.text("after"), scene.theme.heading, bold=True),
        scene.build(Heading, "title", scene.words.comparison),
    ]
    scene.say("compare", *scene.change_to(before, after, *words, signs), run_time=1.2)
    scene.hold(1.6)
    for change in weight_changes(start, final):
        dashed = change.name == "changed_sign"
        masks: tuple[Any, ...] = change.synapses
        if change.name == "withered":  # what it is compared with stays to be seen
            masks = (np.where(masks[0], 1.0, COMPARED), *masks[1:])
        chosen = [Emphasise(mobject, masks, dashed) for mobject in (before, after)]
        scene.say(change.name, *chosen, *([signs.reveal("changed")] if dashed else []), run_time=1.0, **change.facts)
        scene.hold(2.2)
