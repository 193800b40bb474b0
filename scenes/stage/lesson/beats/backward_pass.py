"""The backward pass worked out on the sheet: the error, the chain rule for one weight, and the update.

Each number flies from where it stands in the diagram. ``scene.examined`` says what is looked at.
"""

from __future__ import annotations

from scenes.stage.formulas import backward
from scenes.stage.formulas.animations import FlyIn, FlyOut, PointOut, landing
from scenes.stage.learning.animation import Together
from scenes.stage.learning.emphasis import Emphasise, ShowLabels, ShowSecondLabels
from scenes.stage.learning.layerwise import Forget, SendError, ShowDeltas
from scenes.stage.learning.update import UpdateWeights
from scenes.stage.lesson.beats.sheet import clear, is_flat, phase, sheet, weight_name
from scenes.stage.lesson.lesson_scene import LessonScene

GONE = ("bias", "signal")  # signs of the legend that are not in the picture while the error is


def output_deltas(scene: LessonScene, name: str = "error") -> None:
    """Backward: the error at each output."""
    scene.beat(name)
    diagram, examined, last = scene.diagram, scene.examined, scene.examined.last
    phase(scene, 1, "backward")
    # Deltas stand where the biases stood.
    signs = scene.legend.reveal("target", without=GONE)
    clear(scene, examined.explained.error, ShowLabels(diagram, biases=0.0), signs)
    symbols, work = sheet(scene, *backward.output_deltas(examined, scene.theme, is_flat(scene)))
    count = range(1, examined.start.sizes[-1] + 1)
    origins = {f"Y{k}": diagram.above(last, k - 1) for k in count}
    origins |= {f"T{k}": diagram.target_at(k - 1) for k in count}
    scene.play(FlyIn(symbols, lag=0.2), run_time=0.8)
    scene.play(FlyIn(work, origins=origins, lag=0.4), run_time=2.4)
    home = FlyOut(work, {f"D{k}": diagram.below(last, k - 1) for k in count})
    shown = ShowDeltas(diagram, examined.step.gradients, last, rate_func=landing)
    scene.play(home, shown, scene.legend.reveal("delta", without=GONE), run_time=1.8)
    scene.hold(0.6)


def chain_rule(scene: LessonScene, name: str = "chain rule") -> None:
    """Back through one hidden neuron to one weight, by the chain rule; then all gradients."""
    scene.beat(name)
    diagram, examined, theme = scene.diagram, scene.examined, scene.theme
    gradients, j, i, count = examined.step.gradients, examined.index, examined.source, examined.start.sizes[2]
    for layer in range(examined.last - 1, 1, -1):
        clear(scene, "error_next", SendError(diagram, gradients, layer))
        scene.play(ShowDeltas(diagram, gradients, layer), run_time=0.7)
    through = (1, j, slice(None))
    clear(scene, "through", Emphasise(diagram, examined.only(through)), neuron=j + 1)
    symbols, work = sheet(scene, *backward.error_sum(examined, theme))
    bands = SendError(diagram, gradients, 1, [j]), scene.legend.reveal("gradient", without=GONE)
    scene.play(*bands, FlyIn(symbols, lag=0.2), run_time=1.4)
    origins = {f"V{k + 1}": diagram.weight_at(1, j, k) for k in range(count)}
    origins |= {f"D{k + 1}": diagram.below(2, k) for k in range(count)}
    flying = FlyIn(work, origins=origins, lag=0.4)
    scene.play(flying, PointOut(symbols, flying), run_time=0.9 * count + 1.2)
    scene.hold(0.8)
    only = examined.only(through, (0, i, j))
    clear(scene, "chain", Emphasise(diagram, only), weight=weight_name(0, i, j))
    symbols, factors, product = sheet(scene, *backward.chain(examined, theme, is_flat(scene)))
    scene.play(FlyIn(symbols, lag=0.2), run_time=1.4)
    scene.hold(0.6)
    scene.play(FlyIn(factors, origins={"F3": diagram.above(0, i)}), run_time=2.6)
    scene.play(FlyIn(product), run_time=1.6)
    scene.hold(0.4)
    home = FlyOut(product, {"D": diagram.below(1, j)})
    scene.play(home, ShowDeltas(diagram, gradients, 1, [j], rate_func=landing), run_time=1.1)
    own = ShowSecondLabels(diagram, gradients.weights, chosen=examined.only((0, i, j)))
    scene.play(Together(SendError(diagram, gradients, 0, [i], [j]), own), run_time=1.0)
    scene.play(FlyOut(product, {"G": diagram.second_label_at(0, i, j)}), run_time=1.0)
    scene.still("chain")
    scene.hold(0.8)
    rest = Together(Emphasise(diagram), SendError(diagram, gradients, 1), ShowDeltas(diagram, gradients, 1))
    clear(scene, "gradients", rest)
    (rules,) = sheet(scene, backward.gradient_rules(examined, theme))
    scene.play(SendError(diagram, gradients, 0), FlyIn(rules, lag=0.2), run_time=1.4)
    scene.play(ShowSecondLabels(diagram, gradients.weights), run_time=0.8)
    scene.hold(1.0)


def update(scene: LessonScene, name: str = "update") -> None:
    """Downhill: one weight in full, then all of them."""
    scene.beat(name)
    diagram, examined, step = scene.diagram, scene.examined, scene.examined.step
    j, i, rate = examined.index, examined.source, scene.settings.training.learning_rate
    phase(scene, 1, "update")
    clear(scene, "update_one", weight=weight_name(0, i, j), rate=rate)
    symbols, work = sheet(scene, *backward.update(examined, rate, scene.theme))
    place = diagram.weight_at(0, i, j)
    origins = {"W": place, "G": diagram.second_label_at(0, i, j)}
    flying = FlyIn(work, origins=origins)
    scene.play(FlyIn(symbols, lag=0.2), run_time=0.8)
    scene.play(flying, PointOut(symbols, flying), run_time=2.6)
    scene.hold(0.8)
    steps = examined.steps
    facts = {"changed": int((steps > 0).sum()), "most": float(steps.max())}
    key = {"nothing": "update_none", "little": "update_all", "far": "update_far"}[examined.changed]
    signs = scene.legend.reveal("target", without=["signal"])
    scene.say(key, FlyOut(work, {"V": place}), Forget(diagram), signs, run_time=1.2, **facts)
    scene.play(ShowSecondLabels(diagram, step.before.weights, "before"), run_time=0.8)
    scene.play(UpdateWeights(diagram, step.after, rings=False), run_time=2.0)
    scene.still("update")
    scene.hold(1.2)
