"""The forward pass worked out on the sheet: one neuron in full, the others, the scores, and the cost.

Each number flies from where it stands in the diagram. ``scene.examined`` says what is looked at.
"""

from __future__ import annotations

from scenes.stage.formulas import forward
from scenes.stage.formulas.animations import FlyIn, FlyOut
from scenes.stage.learning.emphasis import Emphasise
from scenes.stage.learning.layerwise import LightUp, SendSignals
from scenes.stage.learning.passes import ShowError
from scenes.stage.lesson.beats.sheet import clear, cleared, listed, phase, sheet
from scenes.stage.lesson.lesson_scene import LessonScene


def one_neuron(scene: LessonScene, name: str = "one neuron") -> None:
    """One hidden neuron in full: products, sum, activation."""
    scene.beat(name)
    seen = scene.examined
    diagram, trace, j, n = scene.diagram, seen.step.trace, seen.index, len(seen.inputs)
    phase(scene, 1, "forward")
    symbols, work, answer = sheet(
        scene,
        *forward.weighted_sum(seen.neuron, scene.theme),
        forward.activation(seen.neuron, scene.theme),
    )
    only = seen.only((0, slice(None), j))
    scene.say("look_at", Emphasise(diagram, only), FlyIn(symbols, lag=0.2), run_time=1.2, neuron=j + 1)
    scene.play(SendSignals(diagram, trace, 0, [j]), scene.legend.reveal("signal"), run_time=1.6)
    # Every number flies from where it stands in the diagram, and its symbol turns into it.
    rows, goals, origins = [], {}, {}
    for i in range(1, n + 1):
        rows += [f"W{i}", (f"s{i}", f"X{i}"), (f"e{i}", f"P{i}")]
        origins |= {f"W{i}": diagram.weight_at(0, i - 1, j), f"X{i}": diagram.above(0, i - 1)}
        goals |= {f"w{i}": work.middle_of(f"W{i}"), f"x{i}": work.middle_of(f"X{i}")}
    seconds = 1.1 * n + 0.6
    scene.say(
        "products",
        FlyIn(work, rows, origins, lag=0.4),
        FlyOut(symbols, goals, lag=0.4, shrink=1.0),
        run_time=seconds,
    )
    scene.hold(0.8)
    bias = ["B"] if seen.start.bias else []
    scene.say(
        "total" if bias else "total_without",
        FlyIn(work, [*[("sb", "eb", "B")] * len(bias), ("sz", "ez", "Z")], {b: diagram.below(1, j) for b in bias}),
        run_time=1.8,
    )
    scene.hold(0.8)
    kind = seen.start.hidden.removeprefix("leaky_")
    parts = [("a", "rule"), "put", "M", ("e", "A")]
    scene.say(f"squash_{kind}", FlyIn(answer, parts, {"M": work.middle_of("Z")}), run_time=2.6)
    scene.hold(0.6)
    scene.play(FlyOut(answer, {"A": diagram.above(1, j)}), run_time=0.9)
    scene.play(LightUp(diagram, trace, 1, [j]), scene.legend.reveal("answer"), run_time=0.7)
    scene.still("neuron")
    scene.hold(1.0)


def outputs(scene: LessonScene, name: str = "the rest") -> None:
    """The rest of the hidden neurons, and the scores of the outputs."""
    scene.beat(name)
    seen = scene.examined
    diagram, trace, last = scene.diagram, seen.step.trace, seen.last
    key = "rest" if seen.others > 1 else "rest_one" if seen.others else "scores"
    clear(scene, key, Emphasise(diagram))
    other = forward.others(trace, seen.index, seen.start.hidden, scene.theme)
    symbols, values = forward.scores(trace, seen.letters[-2], seen.start.bias)
    blocks = sheet(scene, *([other] if other else []), symbols, values)
    if other:
        scene.play(SendSignals(diagram, trace, 0), run_time=1.0)
        names = [k for k in range(1, seen.start.sizes[1] + 1) if k != seen.index + 1]
        rows = [(f"l{k}", f"e{k}", f"S{k}", f"q{k}", f"A{k}") for k in names]
        scene.play(FlyIn(blocks[0], rows), run_time=1.2)
        scene.play(FlyOut(blocks[0], {f"A{k}": diagram.above(1, k - 1) for k in names}), run_time=1.0)
        scene.play(LightUp(diagram, trace, 1), run_time=0.6)
    for layer in range(1, last - 1):
        scene.play(SendSignals(diagram, trace, layer), run_time=1.0)
        scene.play(LightUp(diagram, trace, layer + 1), run_time=0.6)
    if seen.others:
        scene.say("scores", FlyIn(blocks[-2], lag=0.2), run_time=0.8)
    else:
        scene.play(FlyIn(blocks[-2], lag=0.2), run_time=0.8)
    scene.play(SendSignals(diagram, trace, last - 1), run_time=1.2)
    outputs = range(1, seen.start.sizes[-1] + 1)
    places = {f"S{k}": diagram.neuron_at(last, k - 1) for k in outputs}
    rows = [part for k in outputs for part in ((f"l{k}", f"e{k}"), f"S{k}")]
    scene.play(FlyIn(blocks[-1], rows, places, lag=0.3), run_time=1.6)
    scene.hold(0.6)


def cost(scene: LessonScene, name: str = "cost") -> None:
    """Softmax makes shares of the scores; cross-entropy makes one number of shares and targets."""
    scene.beat(name)
    seen = scene.examined
    diagram, trace, last = scene.diagram, seen.step.trace, seen.last
    count = range(1, seen.start.sizes[-1] + 1)
    before = scene.sheet[-1]
    origins = {f"S{k}": before.middle_of(f"S{k}") for k in count}
    clear(scene, "powers")
    symbols, powers, shares = sheet(scene, *forward.softmax(trace, scene.theme))
    rows = [part for k in count for part in ((f"l{k}", f"o{k}"), f"S{k}", (f"e{k}", f"E{k}"))]
    scene.play(FlyIn(symbols, lag=0.2), FlyIn(powers, rows, origins, lag=0.4), run_time=3.0)
    scene.play(FlyIn(powers, [("lN", "eN", "N")]), run_time=0.8)
    scene.hold(0.5)
    rows = [part for k in count for part in ((f"l{k}", f"e{k}", f"E{k}"), f"N{k}", (f"q{k}", f"Y{k}"))]
    flying = {f"E{k}": powers.middle_of(f"E{k}") for k in count}
    flying |= {f"N{k}": powers.middle_of("N") for k in count}
    scene.say("shares", FlyIn(shares, rows, flying, lag=0.4), run_time=2.8)
    scene.play(FlyOut(shares, {f"Y{k}": diagram.above(last, k - 1) for k in count}), run_time=1.2)
    scene.play(LightUp(diagram, trace, last), run_time=0.7)
    scene.hold(0.8)
    phase(scene, 1, "compare")
    scene.say(
        "wanted",
        *cleared(scene),
        ShowError(diagram, trace, [seen.targets]),
        scene.legend.reveal("target"),
        run_time=1.2,
        targets=listed(seen.targets),
    )
    scene.hold(0.6)
    symbols, work = sheet(scene, *forward.cost(trace.outputs[0], seen.targets, seen.step.loss, scene.theme))
    rows = [part for k in count for part in (f"T{k}", (f"s{k}", f"Y{k}"), (f"e{k}", f"c{k}"))]
    origins = {f"Y{k}": diagram.above(last, k - 1) for k in count}
    origins |= {f"T{k}": diagram.target_at(k - 1) for k in count}
    scene.say("measure", FlyIn(symbols, lag=0.2), run_time=0.8, cost=seen.step.loss)
    scene.play(FlyIn(work, [*rows, ("lC", "eC", "C")], origins, lag=0.4), run_time=3.0)
    scene.still("cost")
    scene.hold(1.4)
