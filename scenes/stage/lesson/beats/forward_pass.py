"""The forward pass worked out on the sheet: one neuron in full, the others, the scores, and the cost.

Each number flies from where it stands in the diagram. ``scene.examined`` says what is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scenes.stage.formulas import answers, forward
from scenes.stage.formulas.animations import FlyIn, FlyOut, PointOut, landing
from scenes.stage.formulas.formula import Formula
from scenes.stage.learning.emphasis import Emphasise, ShowError
from scenes.stage.learning.layerwise import LightUp, SendSignals
from scenes.stage.lesson.beats.close_up import close_up
from scenes.stage.lesson.beats.sheet import clear, cleared, is_flat, listed, phase, sheet
from scenes.stage.lesson.lesson_scene import LessonScene


def one_neuron(scene: LessonScene, name: str = "one neuron") -> None:
    """One hidden neuron in full: products, sum, activation."""
    scene.beat(name)
    diagram, examined, trace, theme = scene.diagram, scene.examined, scene.examined.trace, scene.theme
    j, n = examined.index, len(examined.inputs)
    phase(scene, 1, "forward")
    blocks = *forward.weighted_sum(examined, theme), forward.activation(examined, theme)
    symbols, work, answer = sheet(scene, *blocks)
    only = examined.only((0, slice(None), j))
    # Between the inputs and the neuron, and as high as the middle of the inputs with their figures.
    inputs = diagram.above(0, 0), diagram.below(0, n - 1)
    near = np.mean(inputs, axis=0)
    if not diagram.layout.standing:
        near[0] = (near[0] + diagram.neuron_at(1, j)[0]) / 2
    else:
        near[1] = (near[1] + diagram.neuron_at(1, j)[1]) / 2
    # From where the network stands alone the camera moves in; as it moves back, the network makes room for the sheet.
    along = [Emphasise(diagram, only)]
    home = diagram.centre_of(scene.boxes["network"])
    back = (drawn.animate.move_to(home) for drawn in [diagram])  # not made before it plays
    with close_up(scene, "look_at", diagram, at=near, zoom=1.15, along=along, back=back, neuron=j + 1):
        scene.hold(1.0)
        scene.play(
            SendSignals(diagram, trace, 0, [j]), scene.legend.reveal("target", without=["answer"]), run_time=1.8
        )
        scene.hold(0.6)
    scene.play(FlyIn(symbols, lag=0.2), run_time=0.8)
    # Every number flies from where it stands in the diagram, while its symbol stands out.
    origins = {f"W{i + 1}": diagram.weight_at(0, i, j) for i in range(n)}
    origins |= {f"X{i + 1}": diagram.above(0, i) for i in range(n)}
    products, total = work.groups[: 3 * n], work.groups[3 * n :]
    flying = FlyIn(work, products, origins, lag=0.4)
    scene.say("products", flying, PointOut(symbols, flying), run_time=1.1 * n + 0.6)
    scene.hold(0.8)
    bias = {"B": diagram.below(1, j)} if examined.start.bias else {}
    scene.say("total" if bias else "total_without", FlyIn(work, total, bias), run_time=1.8)
    scene.hold(0.8)
    kind = examined.start.hidden.removesuffix("_relu")
    scene.say(f"squash_{kind}", FlyIn(answer, origins={"M": work.middle_of("Z")}), run_time=2.6)
    scene.hold(0.6)
    lit = LightUp(diagram, trace, 1, [j], rate_func=landing)
    scene.play(FlyOut(answer, {"A": diagram.above(1, j)}), lit, scene.legend.reveal("target"), run_time=1.3)
    scene.still("neuron")
    scene.hold(1.0)


def outputs(scene: LessonScene, name: str = "the rest") -> None:
    """The rest of the hidden neurons, and the scores of the outputs."""
    scene.beat(name)
    diagram, examined, trace, last = scene.diagram, scene.examined, scene.examined.trace, scene.examined.last
    sums = examined.explained.sums
    clear(scene, "rest" if examined.others > 1 else "rest_one" if examined.others else sums, Emphasise(diagram))
    other = forward.others(examined, scene.theme)
    *answers, symbols, values = sheet(scene, *([other] if other else []), *forward.scores(examined))
    for answer in answers:
        scene.play(SendSignals(diagram, trace, 0), run_time=1.0)
        names = [k for k in range(1, examined.start.sizes[1] + 1) if k != examined.index + 1]
        scene.play(FlyIn(answer, [tuple(f"{part}{k}" for part in "leSqA") for k in names]), run_time=1.2)
        home = FlyOut(answer, {f"A{k}": diagram.above(1, k - 1) for k in names})
        scene.play(home, LightUp(diagram, trace, 1, rate_func=landing), run_time=0.8 + 0.4 * len(names))
    for layer in range(1, last - 1):
        scene.play(SendSignals(diagram, trace, layer), run_time=1.0)
        scene.play(LightUp(diagram, trace, layer + 1), run_time=0.6)
    if examined.others:
        scene.say(sums, FlyIn(symbols, lag=0.2), run_time=0.8)
    else:
        scene.play(FlyIn(symbols, lag=0.2), run_time=0.8)
    scene.play(SendSignals(diagram, trace, last - 1), run_time=1.2)
    places = {f"S{k + 1}": diagram.neuron_at(last, k) for k in range(examined.start.sizes[-1])}
    scene.play(FlyIn(values, origins=places, lag=0.3), run_time=1.6)
    scene.hold(0.6)


def cost(scene: LessonScene, name: str = "cost") -> None:
    """The outputs' activation makes answers of the sums; the cost makes one number of answers and targets."""
    scene.beat(name)
    diagram, examined, trace, last = scene.diagram, scene.examined, scene.examined.trace, scene.examined.last
    count = range(1, examined.start.sizes[-1] + 1)
    clear(scene, examined.explained.answers)
    if examined.start.output == "softmax":
        found = _shares(scene, count)
    else:
        symbols, found = sheet(scene, *answers.applied(examined, scene.theme))
        scene.play(FlyIn(symbols, lag=0.2), FlyIn(found, lag=0.4), run_time=3.0)
    home = FlyOut(found, {f"Y{k}": diagram.above(last, k - 1) for k in count})
    scene.play(home, LightUp(diagram, trace, last, rate_func=landing), run_time=1.9)
    scene.hold(0.8)
    phase(scene, 1, "compare")
    shown = ShowError(diagram, trace, [examined.targets]), scene.legend.reveal("target", without=["signal"])
    wanted = "wanted" if len(examined.targets) > 1 else "wanted_one"
    scene.say(wanted, *cleared(scene), *shown, run_time=1.2, targets=listed(examined.targets))
    scene.hold(0.6)
    symbols, work = sheet(scene, *answers.cost(examined, scene.theme, is_flat(scene)))
    origins = {f"Y{k}": diagram.above(last, k - 1) for k in count}
    origins |= {f"T{k}": diagram.target_at(k - 1) for k in count}
    scene.say(examined.explained.cost, FlyIn(symbols, lag=0.2), run_time=0.8, cost=examined.step.loss)
    scene.play(FlyIn(work, origins=origins, lag=0.4), run_time=3.0)
    scene.still("cost")
    scene.hold(1.4)


def _shares(scene: LessonScene, count: Iterable[int]) -> Formula:
    """Softmax makes shares of the scores: powers, then each divided by their sum."""
    symbols, powers, shares = sheet(scene, *forward.softmax(scene.examined.trace, scene.theme))
    scene.play(FlyIn(symbols, lag=0.2), FlyIn(powers, powers.groups[:-1], lag=0.4), run_time=2.6)
    scene.play(FlyIn(powers, powers.groups[-1:]), run_time=0.8)
    scene.hold(0.5)
    origins = {f"E{k}": powers.middle_of(f"E{k}") for k in count}
    origins |= {f"N{k}": powers.middle_of("N") for k in count}
    scene.say("shares", FlyIn(shares, origins=origins, lag=0.4), run_time=2.8)
    return shares
