"""The backward pass worked out on the sheet: the error, the chain rule for one weight, and the update.

Each number flies from where it stands in the diagram. ``scene.examined`` says what is looked at.
"""

from __future__ import annotations

from scenes.stage.formulas import backward
from scenes.stage.formulas.animations import FlyIn, FlyOut
from scenes.stage.learning.animation import Together
from scenes.stage.learning.emphasis import Emphasise, ShowSecondLabels
from scenes.stage.learning.layerwise import Forget, SendError, ShowDeltas
from scenes.stage.learning.passes import UpdateWeights
from scenes.stage.lesson.beats.sheet import clear, phase, sheet, weight_name
from scenes.stage.lesson.lesson_scene import LessonScene


def output_deltas(scene: LessonScene, name: str = "error") -> None:
    """Backward: the error at each output."""
    scene.beat(name)
    seen = scene.examined
    diagram, last = scene.diagram, seen.last
    phase(scene, 1, "backward")
    clear(scene, "error")
    symbols, work = sheet(
        scene,
        *backward.output_deltas(seen.step.trace, seen.targets, seen.step.gradients, scene.theme),
    )
    count = range(1, seen.start.sizes[-1] + 1)
    origins = {f"Y{k}": diagram.above(last, k - 1) for k in count}
    origins |= {f"T{k}": diagram.target_at(k - 1) for k in count}
    rows = [part for k in count for part in ((f"l{k}", f"e{k}", f"Y{k}"), f"T{k}", (f"q{k}", f"D{k}"))]
    scene.play(FlyIn(symbols, lag=0.2), run_time=0.8)
    scene.play(FlyIn(work, rows, origins, lag=0.4), run_time=2.4)
    scene.play(FlyOut(work, {f"D{k}": diagram.below(last, k - 1) for k in count}), run_time=1.1)
    scene.play(ShowDeltas(diagram, seen.step.gradients, last), scene.legend.reveal("delta"), run_time=0.7)
    scene.hold(0.6)


def chain_rule(scene: LessonScene, name: str = "chain rule") -> None:
    """Back through one hidden neuron to one weight, by the chain rule; then all gradients."""
    scene.beat(name)
    seen = scene.examined
    diagram, gradients, j, i = (
        scene.diagram,
        seen.step.gradients,
        seen.index,
        seen.source,
    )
    for layer in range(seen.last - 1, 1, -1):
        clear(scene, "error_next", SendError(diagram, gradients, layer))
        scene.play(ShowDeltas(diagram, gradients, layer), run_time=0.7)
    through = (1, j, slice(None))
    clear(scene, "through", Emphasise(diagram, seen.only(through)), neuron=j + 1)
    symbols, work = sheet(scene, *backward.error_sum(seen.delta, scene.theme))
    scene.play(SendError(diagram, gradients, 1, [j]), FlyIn(symbols, lag=0.2), run_time=1.4)
    count = range(1, len(seen.delta.weights) + 1)
    origins, goals = {}, {}
    for k in count:
        origins |= {f"V{k}": diagram.weight_at(1, j, k - 1), f"D{k}": diagram.below(2, k - 1)}
        goals |= {f"v{k}": work.middle_of(f"V{k}"), f"d{k}": work.middle_of(f"D{k}")}
    rows = [part for k in count for part in (f"V{k}", (f"s{k}", f"D{k}"), (f"e{k}", f"Q{k}"))]
    scene.play(
        FlyIn(work, [*rows, ("su", "eu", "U")], origins, lag=0.4),
        FlyOut(symbols, goals, lag=0.4, shrink=1.0),
        run_time=0.9 * len(rows) / 3 + 1.2,
    )
    scene.hold(0.8)
    arrived = work.middle_of("U")
    weight = weight_name(0, i, j)
    gradient = float(gradients.weights[0][i, j])
    only = seen.only(through, (0, i, j))
    clear(scene, "chain", Emphasise(diagram, only), weight=weight)
    flat = scene.boxes["inner"].width > 2 * scene.boxes["inner"].height
    symbols, factors, product = sheet(scene, *backward.chain(seen.delta, i, gradient, scene.theme, flat))
    scene.play(FlyIn(symbols, lag=0.2), run_time=1.4)
    scene.hold(0.6)
    origins = {"F1": arrived, "F2": diagram.above(1, j), "F3": diagram.above(0, i)}
    rows = [part for k in (1, 2, 3) for part in ((f"l{k}", f"e{k}"), f"F{k}")]
    scene.play(FlyIn(factors, rows, origins), run_time=2.6)
    scene.play(FlyIn(product, [("ld", "ed", "D"), ("lg", "eg", "G")]), run_time=1.6)
    scene.hold(0.4)
    back = FlyOut(product, {"D": diagram.below(1, j), "G": diagram.weight_at(0, i, j)})
    scene.play(back, SendError(diagram, gradients, 0, [i], [j]), run_time=1.3)
    scene.play(ShowDeltas(diagram, gradients, 1, [j]), run_time=0.7)
    scene.still("chain")
    scene.hold(0.8)
    rest = Together(Emphasise(diagram), SendError(diagram, gradients, 1), ShowDeltas(diagram, gradients, 1))
    clear(scene, "gradients", rest)
    (rules,) = sheet(scene, backward.gradient_rules(seen.letters, seen.start.bias, scene.theme))
    scene.play(SendError(diagram, gradients, 0), FlyIn(rules, lag=0.2), run_time=1.4)
    scene.play(ShowSecondLabels(diagram, gradients.weights), scene.legend.reveal("gradient"), run_time=0.8)
    scene.hold(1.0)


def update(scene: LessonScene, name: str = "update") -> None:
    """Downhill: one weight in full, then all of them."""
    scene.beat(name)
    seen = scene.examined
    diagram, step, j, i = scene.diagram, seen.step, seen.index, seen.source
    phase(scene, 1, "update")
    old, new = float(step.before.weights[0][i, j]), float(step.after.weights[0][i, j])
    rate, gradient = scene.settings.training.learning_rate, float(step.gradients.weights[0][i, j])
    name = f"w_({i + 1}{j + 1})"
    clear(scene, "update_one", weight=weight_name(0, i, j), rate=rate)
    symbols, work = sheet(scene, *backward.update(name, old, rate, gradient, new, scene.theme))
    place = diagram.weight_at(0, i, j)
    scene.play(FlyIn(symbols, lag=0.2), run_time=0.8)
    goals = {"w": work.middle_of("W"), "r": work.middle_of("R"), "g": work.middle_of("G")}
    scene.play(
        FlyIn(work, ["W", ("m", "R"), ("s", "G"), ("e", "V")], {"W": place, "G": place}),
        FlyOut(symbols, goals, shrink=1.0),
        run_time=2.6,
    )
    scene.hold(0.8)
    steps = seen.steps
    facts = {"changed": int((steps > 0).sum()), "most": float(steps.max())}
    key = {"nothing": "update_none", "little": "update_all", "far": "update_far"}[seen.changed]
    scene.say(key, FlyOut(work, {"V": place}), Forget(diagram), run_time=1.2, **facts)
    scene.play(ShowSecondLabels(diagram, step.before.weights, "before"), run_time=0.8)
    scene.play(UpdateWeights(diagram, step.after, rings=False), run_time=2.0)
    scene.still("update")
    scene.hold(1.2)
