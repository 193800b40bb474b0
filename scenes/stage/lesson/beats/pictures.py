"""The beats of a lesson of pictures: one step with dropout, the test, two runs compared, the first layer's weights.

They need the stage of :mod:`scenes.stage.lesson.beats.looking`, and what the lesson has gathered.
"""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut

from nnlib import Network, Trace
from scenes.config.number_format import formatted
from scenes.stage.drawing.animation import Tween
from scenes.stage.learning.passes import BackwardPass
from scenes.stage.learning.update import UpdateWeights
from scenes.stage.lesson.beats.close_up import close_up
from scenes.stage.lesson.beats.looking import look
from scenes.stage.lesson.beats.pieces import OF_SIGNALS, dense_signs, error_flows, legend, update_word
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.panels.axis import share_below
from scenes.stage.panels.confusion_matrix import Confusion
from scenes.stage.panels.plot import Plot
from scenes.stage.panels.text import Heading, TextBlock
from scenes.stage.pictures.bands import PicturePass, banded, banded_gradients
from scenes.stage.pictures.gallery import Gallery, Tile, tiles_of
from scenes.stage.pictures.picture import shades_of, signed, spread

MINDS_ZOOM, MINDS_ASIDE = 2.4, 0.8  # close up, and how far the other pictures step back then
MOST_MINDS = 12  # neurons of the first layer whose weights are shown
MOST_OF_A_STEP = 40  # drawings of one step that are shown
MARKS = (("named rightly", "correct"), ("named wrongly", "wrong"))


def dropout_step(scene: LessonScene, name: str = "one step") -> None:
    """The first step: who drops out, the answer, the error, the update; then the next one, without others."""
    scene.beat(name)
    scene.heading.show_epoch(1)
    step, row = scene.step, int(scene.step.rows[0])
    truth, dropped = int(scene.data.labels[row]), _dropped(step.trace)
    batch = scene.build(Gallery, "tally", tiles_of(scene.data.inputs[step.rows], MOST_OF_A_STEP))
    scene.play(FadeIn(batch), run_time=0.8)
    scene.bring_to_back(batch)
    key = "step_asleep" if dropped else "step_awake" if scene.dropout else "step_all"
    signals = scene.legend.reveal("dropped" if scene.dropout else "signal", ["threshold"])
    look(scene, step.before, step.trace, truth, 1.7, calm=0.5, key=key, beside=(signals,), asleep=dropped)
    first = int(step.trace.outputs[0].argmax())
    facts = {"answer": scene.outputs[first], "share": float(step.trace.outputs[0, first])}
    right = scene.names.get(truth, scene.words.unknown)
    scores = (Tween(scene.class_scores, visible=1.0), scene.legend.reveal("target", OF_SIGNALS))
    scene.say("step_answer", *scores, run_time=0.8, right=right, **facts)
    scene.hold(0.8)
    together = "step_back" if scene.dropout else "step_back_awake"
    key = ("step_back_one" if len(step.rows) == 1 else together) if error_flows(step) else "step_back_none"
    signs = scene.legend.reveal(without=["carries", "width", *OF_SIGNALS])
    scene.say(key, signs, run_time=0.6, batch=len(step.rows))
    gradients, after = banded_gradients(step.gradients, scene.columns), banded(step.after, scene.columns)
    scene.play(BackwardPass(scene.diagram, gradients, after=after), run_time=3.0)
    update = UpdateWeights(scene.diagram, after, rings=False)
    scene.say(update_word("step_update", step), update, run_time=1.6, changed=step.changed)
    scene.hold(0.4)
    for later in scene.later:
        dropped, truth = _dropped(later.trace), int(scene.data.labels[later.rows[0]])
        key = "step_next" if dropped else "step_next_all"
        signals = scene.legend.reveal("dropped" if scene.dropout else "signal", ["threshold"])
        look(scene, later.before, later.trace, truth, 1.7, calm=0.5, key=key, beside=(signals,), asleep=dropped)
        shown = scene.legend.reveal("target", OF_SIGNALS)
        scene.play(Tween(scene.class_scores, visible=1.0), shown, run_time=0.5)
        scene.hold(0.4)
    scene.play(FadeOut(batch), run_time=0.5)


def _dropped(trace: Trace) -> int:
    """Return how many hidden neurons dropout dropped for the first picture of a trace."""
    return sum(int((mask[0] == 0).sum()) for mask in trace.masks)


def test(scene: LessonScene, name: str = "test") -> None:
    """Drawings the network has never seen: right ones, its most confident mistakes, and something else."""
    scene.beat(name)
    chosen = scene.evaluation.chosen()
    tiles = [Tile(shades_of(p.inputs), scene.names[p.said], formatted(p.share, ".0%"), p.mark) for p in chosen]
    scene.tally = scene.build(Gallery, "tally", tiles, "tally")
    scene.tally.shown = 0.0
    title = scene.build(Heading, "title", scene.words.test_title)
    signs = legend(scene, *dense_signs(scene.diagram, *scene.signs), "target", *MARKS)
    signs.set_named(signs.up_to(without=OF_SIGNALS))
    signs.carried = float(scene.diagram.state.carrying > 0.5)
    gone = [FadeOut(m) for m in (*scene.plots, scene.heading, scene.legend)]
    fresh = [FadeIn(title), FadeIn(signs), Tween(scene.class_scores, visible=0.0)]
    scene.say("test_awake" if scene.dropout else "test_no_sleep", *gone, *fresh, run_time=1.0)
    scene.add(scene.tally)
    scene.bring_to_back(signs, title, scene.tally)
    scene.hold(0.8)
    count = len(scene.test_set.labels)
    if not scene.evaluation.right:
        scene.say("test_none_right", run_time=0.6, count=count)
        scene.hold(1.2)
    right = sum(prediction.outcome == "right" for prediction in chosen)
    for k, prediction in enumerate(chosen, 1):
        trace = scene.final.forward(prediction.inputs)
        look(scene, scene.final, trace, prediction.truth, 1.0 if k == 1 else 0.8)
        facts = {"right": scene.names[prediction.truth], "answer": scene.names[prediction.said]}
        told = (Tween(scene.class_scores, visible=1.0), Tween(scene.tally, shown=float(k)))
        scene.say(f"test_{prediction.outcome}", *told, run_time=0.6, share=prediction.share, **facts)
        scene.hold(0.3)
        if k == right and scene.evaluation.right == 1:
            scene.say("test_no_mistake", run_time=0.6, count=count)
            scene.hold(1.4)
    if chosen and scene.diagram.spec.dense:  # of the last drawing, which stays
        signals = PicturePass(scene.diagram, scene.final, trace, columns=scene.columns)
        told = signals.carriers_from(scene.diagram.state).facts(scene.diagram.spec)
        scene.say("test_carried", signals, run_time=2.0, **told)  # once more along the lines that are counted
    scene.still("tested")
    scene.hold(0.3)


def compare_runs(scene: LessonScene, name: str = "with and without") -> None:
    """The same training with dropout and without: curves, every unseen picture, and what the difference is.

    The other run is ``other``, ``other_evaluation`` and ``other_dropout``; the one with dropout comes first.
    """
    runs = [
        (scene.history, scene.evaluation, scene.dropout),
        (scene.other, scene.other_evaluation, scene.other_dropout),
    ]
    runs.sort(key=lambda run: -run[2])
    scene.beat(name)
    words, test_set = scene.words, scene.test_set
    titles = [scene.text("runs_with", chance=runs[0][2]), words.runs_without]
    known = [scene.names[k] for k in test_set.known]
    rows = [*known, *([words.unknown] if len(test_set.unknown) else [])]
    columns, corner = [*known, words.dont_know], (words.runs_rows, words.runs_columns)
    heads, curves, matrices = [], [], []
    bottom = share_below(run.metrics[name] for run, *_ in runs for name in ("accuracy", "test_accuracy"))
    for box, title, (history, evaluation, _) in zip(("first", "second"), titles, runs, strict=True):
        lines = {words.train: history.metrics["accuracy"], words.test: history.metrics["test_accuracy"]}
        heads.append(scene.build(TextBlock, f"{box}_title", title, scene.theme.caption, align=0.0, bold=True))
        curves.append(scene.build(Plot, f"{box}_plot", words.accuracy, lines, words.axis, bottom=bottom))
        counts = evaluation.confusion()
        matrices.append(scene.build(Confusion, f"{box}_matrix", counts, rows, columns, corner))
        curves[-1].show_epoch(scene.history.epochs)
        matrices[-1].shown = 0.0  # the rows appear one by one
    title = scene.build(Heading, "title", words.runs_title)
    signs = legend(scene, *MARKS)
    scene.say(None, *scene.fade_out_all(), run_time=0.7)
    appear = [FadeIn(m) for m in (title, signs, *heads, *curves, *matrices)]
    scene.say("runs_unseen", *appear, run_time=0.8, count=len(test_set.labels) + len(test_set.unknown))
    scene.play(*[Tween(table, shown=float(len(rows))) for table in matrices], run_time=1.6)
    scene.hold(1.0)
    if len(test_set.unknown):
        this, other = (evaluation.named for _, evaluation, _ in runs)
        rows = [Tween(table, on_last=1.0) for table in matrices]
        scene.say("runs_named", *rows, run_time=0.6, unknown=len(test_set.unknown), this=this, other=other)
        scene.hold(1.3)
    this, other = (evaluation.right for _, evaluation, _ in runs)
    key = "runs_same" if abs(this - other) < 0.01 else "runs_helped" if this > other else "runs_hurt"
    diagonals = [Tween(table, on_last=0.0, on_diagonal=1.0) for table in matrices]
    scene.say(key, *diagonals, run_time=0.6, this=this, other=other)
    scene.still(name.replace(" ", "_"))
    scene.hold(0.8)


def first_layer(scene: LessonScene, network: Network, name: str = "first layer") -> None:
    """The weights of each neuron of the first layer, as a picture."""
    scene.beat(name)
    weights = network.weights[0]
    side, chosen = round(len(weights) ** 0.5), spread(weights.shape[1], MOST_MINDS)
    limit = float(np.quantile(np.abs(weights), 0.995))
    tiles = [Tile(signed(weights[:, k].reshape(side, side), limit, scene.theme)) for k in chosen]
    minds = scene.build(Gallery, "minds", tiles, "minds")
    minds.shown = 0.0
    title = scene.build(Heading, "title", scene.words.minds_title)
    signs = legend(scene, "positive", "negative", ("full", "minds_full"), limit=limit)
    scene.add(minds)
    scene.say(None, *scene.fade_out_all(minds), FadeIn(title), FadeIn(signs), run_time=0.8)
    key = "minds_some" if len(chosen) < weights.shape[1] else "minds_look"
    facts = {"shown": len(chosen), "neurons": weights.shape[1]}
    scene.say(key, Tween(minds, shown=float(len(tiles))), run_time=1.6, **facts)
    scene.hold(0.8)
    # The one with the largest weights of those in the middle: beyond the pictures there is nothing to see.
    places = [minds.middle_of(k) for k in range(len(chosen))]
    middle = minds.design_size[0] / 2
    nearest = min(abs(x - middle) for x, _ in places) + minds.side / 2
    inner = [k for k, (x, _) in enumerate(places) if abs(x - middle) <= nearest]
    minds.chosen = max(inner, key=lambda k: float(np.abs(weights[:, chosen[k]]).mean()))
    aside = [Tween(minds, aside=MINDS_ASIDE)], [Tween(minds, aside=0.0)]
    at = minds.point_at(*places[minds.chosen])
    with close_up(scene, "minds_signs", minds, at=at, zoom=MINDS_ZOOM, along=aside[0], back=aside[1]):
        scene.hold(3.2)
    scene.still(name.replace(" ", "_"))
