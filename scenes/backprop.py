"""One step of learning under the microscope: every number of it, forward and back; then many steps; then one weight.

manim -pqh scenes/backprop.py
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import numpy as np
from manim import FadeIn, FadeOut
from pydantic import Field

from nnlib import History
from scenes.config import Many, NetworkConfig, Number, Whole, Words, says
from scenes.config.sections import Length, Section
from scenes.stage import (
    AcceleratingClock,
    AnswerBars,
    BackwardPass,
    Block,
    Card,
    Curves,
    Emphasise,
    EpochHeading,
    FlyIn,
    FlyOut,
    FollowTraining,
    Forget,
    Formula,
    ForwardPass,
    Legend,
    LessonScene,
    LightUp,
    LiveReplay,
    LiveUpdate,
    LossSlice,
    LossSlicePlot,
    NetworkDiagram,
    SendError,
    SendSignals,
    ShowDeltas,
    ShowError,
    ShowLabels,
    ShowSecondLabels,
    ShowTargets,
    TextBlock,
    Together,
    Tween,
    UpdateWeights,
    compose,
)
from scenes.stage.drawing import frame_point, written
from scenes.stage.formulas import backward, forward, number
from scenes.stage.network import name_of
from scenes.training import Progress, dataset_of, first_steps_of, named_history_of

MOST_NEURONS, MOST_HIDDEN, MOST_INPUT = 5, 2, 1000
NAME_ROOM, NEURON_ROOM = 76, 128  # design pixels: below the network, and for each neuron with its figures
A_LITTLE = 0.5  # a weight that changes by less has changed a little
LEAST_PASS = 0.36  # seconds: faster than that, neurons would flash more than three times a second
SHOWN_STEPS = 4  # each with its passes, before the training is only replayed
SIGNS = (
    ("positive", "excites"),
    ("negative", "inhibits"),
    ("bias", "bias"),
    ("signal", "signal"),
    ("answer", "answer"),
    ("target", "target"),
    ("delta", "delta"),
    ("gradient", "gradient"),
)


class Microscope(Section):
    """What is shown in full, and what is changed by hand."""

    key: ClassVar[str] = "microscope"

    neuron: Annotated[int, Whole(1, MOST_NEURONS, "the first neuron is 1", "a layer has at most 5 neurons")] = Field(
        1, description="The neuron of the first hidden layer that is shown in full, counted from 1."
    )
    met: Annotated[
        float,
        Number(0.001, 0.5, "no network comes closer than 0.001", "half a whole is no longer near the target"),
    ] = Field(0.05, description="The targets are met when every output is within this of its own.")
    weight: Annotated[
        tuple[Annotated[int, Whole(1, MOST_NEURONS, "all three are counted from 1", "5 is the most")], ...],
        Many(3, 3, "write a layer of synapses, a source and a target: [1, 2, 1]"),
    ] = Field((1, 2, 1), description="The weight that is changed by hand: layer of synapses, source, target.")
    nudge: Annotated[
        float, Number(0.01, 10, "nobody sees less than 0.01", "beyond 10 every answer is all or nothing")
    ] = Field(1.0, description="How far it is changed, up and down.")


class BackpropWords(Words):
    """All words of the lesson."""

    title: str = says(doc="The question of the film.")
    step: str = says(epoch=int, doc="The large words over the network: which step.")
    cycle: str = says(epoch=int, doc="The same in the long training, where a cycle has several examples.")
    forward: str = says(doc="The smaller words after them: signals travel.")
    compare: str = says(doc="The same: answers are compared with the targets.")
    backward: str = says(doc="The same: the error flows back.")
    update: str = says(doc="The same: the weights change.")
    by_hand: str = says(doc="The large words when weights are changed by hand.")
    inputs: str = says(doc="Name of the first layer.")
    hidden: str = says(doc="Name of the layers between.")
    output: str = says(doc="Name of the last layer.")
    excites: str = says(doc="Legend: a positive weight.")
    inhibits: str = says(doc="Legend: a negative weight.")
    bias: str = says(doc="Legend: the figure below a neuron.")
    signal: str = says(doc="Legend: what travels forward.")
    answer: str = says(doc="Legend: the figure above a neuron.")
    target: str = says(doc="Legend: the dashed circle beside an output.")
    delta: str = says(doc="Legend: a neuron's share of the error, and what travels back.")
    gradient: str = says(doc="Legend: the second figure at a synapse.")
    cost: str = says(doc="Title of the cost curve.")
    axis: str = says(doc="What its axis counts.")
    answers: str = says(doc="Title of the bars.")
    one_line: str = says(weight=str, doc="Name of the line of the weight changed by hand.")
    all_line: str = says(count=int, doc="Name of the line of all weights together.")
    moved: str = says(doc="What the axis of those lines counts.")

    given: str = says(inputs=int, targets=str, doc="Inputs and targets.")
    weights: str = says(count=int, doc="The weights beside the synapses.")
    biases: str = says(doc="The biases below the neurons.")
    look_at: str = says(neuron=int, doc="One neuron, to be followed in full.")
    products: str = says(doc="Inputs times weights.")
    total: str = says(doc="The products are added up, with the bias.")
    total_without: str = says(doc="The same, in a network without biases.")
    squash_sigmoid: str = says(doc="The sigmoid of the sum.")
    squash_tanh: str = says(doc="The hyperbolic tangent of the sum.")
    squash_relu: str = says(doc="A relu, or leaky relu, of the sum.")
    squash_identity: str = says(doc="A neuron that passes its sum on.")
    rest: str = says(doc="The other neurons of the hidden layers.")
    rest_one: str = says(doc="The same, where there is only one other.")
    scores: str = says(doc="The outputs add up the same way.")
    powers: str = says(doc="The powers of softmax.")
    shares: str = says(doc="Each power divided by their sum.")
    wanted: str = says(targets=str, doc="The targets beside the answers.")
    measure: str = says(cost=float, doc="The cross-entropy.")

    error: str = says(doc="The error at the outputs.")
    error_next: str = says(doc="The error flows through the layers behind the neuron in full.")
    through: str = says(neuron=int, doc="The errors come back to one neuron, each through its weight.")
    chain: str = says(weight=str, doc="The chain rule for one weight.")
    gradients: str = says(count=int, doc="The gradient of every weight, at its synapse.")
    update_one: str = says(weight=str, rate=float, doc="One weight takes its step.")
    update_all: str = says(changed=int, count=int, doc="All weights take theirs.")
    update_far: str = says(changed=int, count=int, most=float, doc="The same, where some take a large one.")
    update_none: str = says(count=int, doc="The same, where no weight changes.")
    again: str = says(doc="The same inputs travel once more.")
    better: str = says(before=float, after=float, doc="The cost has fallen.")
    worse: str = says(before=float, after=float, doc="The cost has risen: the step was too large.")
    same: str = says(cost=float, doc="The cost has hardly moved.")

    repeat: str = says(doc="The same step again and again.")
    faster: str = says(doc="The same, without the passes.")
    met: str = says(when=str, within=float, doc="The targets are met.")
    met_before: str = says(doc="The targets were met before any learning.")
    unmet: str = says(when=str, miss=float, within=float, doc="The targets are not met.")
    unmet_worse: str = says(when=str, miss=float, doc="The cost is higher than at the start.")

    rewind: str = says(weight=str, doc="Back to the start; one weight is changed by hand.")
    swing: str = says(weight=str, low=float, high=float, cost=float, doc="What the cost does meanwhile.")
    together: str = says(count=int, doc="All weights are changed at once, no farther together than the one was.")
    more: str = says(one=float, all=float, cost=float, most=float, doc="All together do more than the one alone.")
    alone: str = says(one=float, all=float, cost=float, doc="The one weight alone does about as much.")
    overshoot: str = says(one=float, cost=float, after=float, doc="All together have gone too far.")
    level: str = says(cost=float, after=float, doc="All together hardly change the cost.")
    close_little: str = says(doc="The answer: every weight has changed a little.")
    close_far: str = says(doc="The answer, where some have changed a lot.")
    close_nothing: str = says(doc="The answer, where none has changed.")
    close_many: str = says(doc="The reason: all together did more than one alone.")
    close_alone: str = says(doc="The reason, where one alone did about as much.")
    close_overshoot: str = says(doc="The reason, where all together went too far.")
    close_level: str = says(doc="The reason, where nothing could be gained.")


class BackpropConfig(NetworkConfig):
    """The config of the lesson."""

    words: BackpropWords
    pacing: Length
    microscope: Microscope

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return why this lesson cannot show it: it writes every number out, of one example at a time."""
        data, network, training, scope = dataset_of(self), self.network, self.training, self.microscope
        sizes = [data.inputs.shape[1], *network.hidden, data.targets.shape[1]]
        activations = {network.activation} if isinstance(network.activation, str) else set(network.activation)
        room = f"write at most {training.snapshots - 1}, or more training.snapshots (up to 5000)"
        small = f"this lesson writes every number out, for at most {MOST_NEURONS} neurons a layer"
        found = [
            (
                "network.hidden",
                len(network.hidden) > MOST_HIDDEN,
                "this lesson has room for one or two hidden layers",
            ),
            ("network.hidden", max(network.hidden) > MOST_NEURONS, small),
            (
                "data",
                max(sizes[0], sizes[-1]) > MOST_NEURONS,
                f"{small}: not {sizes[0]} inputs and {sizes[-1]} outputs",
            ),
            ("data", np.abs(data.inputs).max() > MOST_INPUT, f"inputs beyond {MOST_INPUT} cannot be read on screen"),
            (
                "network.activation",
                len(activations) > 1,
                "this lesson writes one formula for all hidden neurons; write one name, such as sigmoid",
            ),
            ("network.activation", "softmax" in activations, "softmax looks at a whole layer; write sigmoid"),
            (
                "network.bias",
                isinstance(network.bias, tuple) and len(set(network.bias)) > 1,
                "this lesson writes one formula for all neurons; write true or false",
            ),
            ("network.output", network.output != "softmax", "this lesson explains softmax; write output: softmax"),
            ("training.loss", training.loss != "cross_entropy", "this lesson explains cross_entropy; write that"),
            ("network.dropout", network.dropout > 0, "in this lesson no neuron drops out; write dropout: 0"),
            ("training.optimizer", training.optimizer != "sgd", "this lesson shows plain steps; write sgd"),
            ("training.batch_size", training.batch_size > 1, "this lesson follows one example at a time; write 1"),
            ("training.weight_decay", training.weight_decay > 0, "a step here is the gradient's alone; write 0"),
            ("training.epochs", training.epochs >= training.snapshots, f"every step is kept; {room}"),
            ("look.numbers", not self.look.numbers, "this lesson is about the numbers; write true"),
            (
                "microscope.neuron",
                scope.neuron > network.hidden[0],
                f"the first hidden layer has {network.hidden[0]}",
            ),
        ]
        layer, source, target = scope.weight
        missing = layer > len(sizes) - 1 or source > sizes[layer - 1] or target > sizes[layer]
        shape = "-".join(map(str, sizes))
        place = f"layer {layer} of a network {shape} has no synapse from {source} to {target}"
        return [(key, text) for key, wrong, text in [*found, ("microscope.weight", missing, place)] if wrong][:1]


class Backprop(LessonScene):
    """The lesson of one step."""

    config_class = BackpropConfig
    layout = "network and sheet"

    def prepare(self, progress: Progress | None = None) -> dict[str, History]:
        """Train, keeping every step, and look what each step was worth."""
        self.data = dataset_of(self.settings)
        epochs = self.settings.training.epochs
        steps = range(epochs + 1)
        name, self.history = named_history_of(self.settings, shown=steps, cache_dir=self.cache_dir, progress=progress)
        self.start = self.history.network(0)
        self.first_steps = first_steps_of(self.settings, self.start, self.data, epochs=min(epochs, SHOWN_STEPS))
        networks = [self.history.network(epoch) for epoch in steps]
        traces = [net.forward(self.data.inputs) for net in networks]
        self.costs = np.array(
            [net.loss(t, self.data.targets, "cross_entropy") for net, t in zip(networks, traces, strict=True)]
        )
        self.misses = np.array([np.abs(t.outputs - self.data.targets).max() for t in traces])
        self.answers = np.array([t.outputs[int(self.first_steps[0].rows[0])] for t in traces])
        return {name: self.history}

    def construct(self) -> None:
        """Tell the story, beat by beat."""
        self.gather_facts()
        self.pose_the_question()
        self.follow_one_neuron()
        self.reach_the_outputs()
        self.measure_the_miss()
        self.show_output_deltas()
        self.work_out_one_gradient()
        self.take_the_step()
        self.look_again()
        self.repeat()
        self.change_one_weight()
        self.close()

    # What the film is about, from the config and the recorded run.

    def gather_facts(self) -> None:
        """Look up what the beats have in common."""
        step = self.step = self.first_steps[0]
        row = int(step.rows[0])
        self.x, self.t = self.data.inputs[row], self.data.targets[row]
        self.last = len(self.start.sizes) - 1
        self.letters = forward.LETTERS[self.last + 1]
        self.count = self.start.parameter_count
        scope = self.settings.microscope
        j = self.examined = scope.neuron - 1
        trace, deltas = step.trace, step.gradients.deltas
        weights, bias = self.start.weights, float(self.start.biases[0][j]) if self.start.bias else None
        z, a = float(trace.preactivations[0][0, j]), float(trace.activations[1][0, j])
        self.neuron = forward.Neuron(j, self.x, weights[0][:, j], bias, z, a, self.start.hidden)
        through = float(weights[1][j] @ deltas[1][0])
        self.hidden_delta = backward.HiddenDelta(
            neuron=self.neuron,
            letter=self.letters[2],
            weights=weights[1][j],
            deltas=deltas[1][0],
            through=through,
            slope=backward.slope_of(self.start.hidden, z, a),
            delta=float(deltas[0][0, j]),
        )
        steps = np.abs(step.after.parameters.theta - step.before.parameters.theta)
        self.changed, self.largest_change = int((steps > 0).sum()), float(steps.max())
        # The input that says most gives the gradient that is worked out.
        self.source = int(np.argmax(np.abs(self.x)))
        met = np.flatnonzero(self.misses <= scope.met)
        self.met = int(met[0]) if len(met) else None
        self.stop = self.history.epochs if self.met is None else max(1, self.met)

    # The beats.

    def pose_the_question(self) -> None:
        """What goes in, what should come out, and every weight in between."""
        self.beat("question")
        box, words = self.boxes["network"], self.words
        # Figures around the neurons come before the names of layers.
        has_room = box.height >= NAME_ROOM + NEURON_ROOM * max(self.start.sizes)
        self.diagram = NetworkDiagram(
            self.start,
            box.width,
            box.height,
            self.theme,
            (words.inputs, words.hidden, words.output) if has_room else (),
            letters=self.letters,
            labelled=self.examined,
        ).place(box.x, box.y)
        title = self.boxes["title"]
        self.heading = EpochHeading(title.width, title.height, words.step, theme=self.theme)
        self.heading.text = words.title
        legend = self.boxes["legend"]
        self.legend = Legend(legend.width, legend.height, [(s, words.say(w)) for s, w in SIGNS], self.theme)
        self.legend.shown = 0.0
        sheet = self.boxes["sheet"]
        self.card = Card(sheet.width, sheet.height, self.theme).place(sheet.x, sheet.y)
        for mobject, place in ((self.heading, self.boxes["title"]), (self.legend, legend)):
            mobject.place(place.x, place.y)
        home = self.diagram.get_center()
        self.diagram.shift(self._middle() - home)
        self.add(self.legend)
        self.bring_to_back(self.legend)
        self.play(FadeIn(self.heading), FadeIn(self.diagram), run_time=1.2)
        self.say(
            "given",
            Together(LightUp(self.diagram, self.step.trace, 0), ShowTargets(self.diagram, self.t)),
            run_time=1.2,
            inputs=len(self.x),
            targets=_listed(self.t),
        )
        self.hold(1.8)
        self.say(
            "weights",
            ShowLabels(self.diagram, weights=1.0),
            Tween(self.legend, shown=2.0),
            run_time=1.2,
            count=sum(w.size for w in self.start.weights),
        )
        self.hold(1.4)
        if self.start.bias:
            self.say("biases", ShowLabels(self.diagram, biases=1.0), Tween(self.legend, shown=3.0), run_time=0.8)
            self.hold(0.8)
        self.still("before")
        self.say(None, self.diagram.animate.move_to(home), FadeIn(self.card), run_time=1.0)

    def follow_one_neuron(self) -> None:
        """One hidden neuron in full: products, sum, activation."""
        self.beat("one neuron")
        diagram, trace, j, n = self.diagram, self.step.trace, self.examined, len(self.x)
        self._phase(1, "forward")
        symbols, work, answer = self._sheet(
            *forward.weighted_sum(self.neuron, self.theme),
            forward.activation(self.neuron, self.theme),
        )
        only = tuple(np.zeros(w.shape, bool) for w in self.start.weights)
        only[0][:, j] = True
        self.say("look_at", Emphasise(diagram, only), FlyIn(symbols, lag=0.2), run_time=1.2, neuron=j + 1)
        self.play(SendSignals(diagram, trace, 0, [j]), Tween(self.legend, shown=4.0), run_time=1.6)
        # Every number flies from where it stands in the diagram, and its symbol turns into it.
        rows, goals, origins = [], {}, {}
        for i in range(1, n + 1):
            rows += [f"W{i}", (f"s{i}", f"X{i}"), (f"e{i}", f"P{i}")]
            origins |= {f"W{i}": diagram.weight_at(0, i - 1, j), f"X{i}": diagram.above(0, i - 1)}
            goals |= {f"w{i}": work.middle_of(f"W{i}"), f"x{i}": work.middle_of(f"X{i}")}
        seconds = 1.1 * n + 0.6
        self.say(
            "products",
            FlyIn(work, rows, origins, lag=0.4),
            FlyOut(symbols, goals, lag=0.4, shrink=1.0),
            run_time=seconds,
        )
        self.hold(0.8)
        bias = ["B"] if self.start.bias else []
        self.say(
            "total" if bias else "total_without",
            FlyIn(
                work, [*[("sb", "eb", "B")] * len(bias), ("sz", "ez", "Z")], {b: diagram.below(1, j) for b in bias}
            ),
            run_time=1.8,
        )
        self.hold(0.8)
        kind = self.start.hidden.removeprefix("leaky_")
        parts = [("a", "rule"), "put", "M", ("e", "A")]
        self.say(f"squash_{kind}", FlyIn(answer, parts, {"M": work.middle_of("Z")}), run_time=2.6)
        self.hold(0.6)
        self.play(FlyOut(answer, {"A": diagram.above(1, j)}), run_time=0.9)
        self.play(LightUp(diagram, trace, 1, [j]), Tween(self.legend, shown=5.0), run_time=0.7)
        self.still("neuron")
        self.hold(1.0)

    def reach_the_outputs(self) -> None:
        """The rest of the hidden neurons, and the scores of the outputs."""
        self.beat("the rest")
        diagram, trace, last = self.diagram, self.step.trace, self.last
        key = "rest" if self._others > 1 else "rest_one" if self._others else "scores"
        self._clear(key, Emphasise(diagram))
        other = forward.others(trace, self.examined, self.start.hidden, self.theme)
        symbols, values = forward.scores(trace, self.letters[-2], self.start.bias)
        blocks = self._sheet(*([other] if other else []), symbols, values)
        if other:
            self.play(SendSignals(diagram, trace, 0), run_time=1.0)
            names = [k for k in range(1, self.start.sizes[1] + 1) if k != self.examined + 1]
            rows = [(f"l{k}", f"e{k}", f"S{k}", f"q{k}", f"A{k}") for k in names]
            self.play(FlyIn(blocks[0], rows), run_time=1.2)
            self.play(FlyOut(blocks[0], {f"A{k}": diagram.above(1, k - 1) for k in names}), run_time=1.0)
            self.play(LightUp(diagram, trace, 1), run_time=0.6)
        for layer in range(1, last - 1):
            self.play(SendSignals(diagram, trace, layer), run_time=1.0)
            self.play(LightUp(diagram, trace, layer + 1), run_time=0.6)
        if self._others:
            self.say("scores", FlyIn(blocks[-2], lag=0.2), run_time=0.8)
        else:
            self.play(FlyIn(blocks[-2], lag=0.2), run_time=0.8)
        self.play(SendSignals(diagram, trace, last - 1), run_time=1.2)
        outputs = range(1, self.start.sizes[-1] + 1)
        places = {f"S{k}": diagram.neuron_at(last, k - 1) for k in outputs}
        rows = [part for k in outputs for part in ((f"l{k}", f"e{k}"), f"S{k}")]
        self.play(FlyIn(blocks[-1], rows, places, lag=0.3), run_time=1.6)
        self.hold(0.6)

    @property
    def _others(self) -> int:
        """How many hidden neurons there are besides the one in full."""
        return sum(self.start.sizes[1:-1]) - 1

    def measure_the_miss(self) -> None:
        """Softmax makes shares of the scores; cross-entropy makes one number of shares and targets."""
        self.beat("cost")
        diagram, trace, last = self.diagram, self.step.trace, self.last
        count = range(1, self.start.sizes[-1] + 1)
        before = self.sheet[-1]
        origins = {f"S{k}": before.middle_of(f"S{k}") for k in count}
        self._clear("powers")
        symbols, powers, shares = self._sheet(*forward.softmax(trace, self.theme))
        rows = [part for k in count for part in ((f"l{k}", f"o{k}"), f"S{k}", (f"e{k}", f"E{k}"))]
        self.play(FlyIn(symbols, lag=0.2), FlyIn(powers, rows, origins, lag=0.4), run_time=3.0)
        self.play(FlyIn(powers, [("lN", "eN", "N")]), run_time=0.8)
        self.hold(0.5)
        rows = [part for k in count for part in ((f"l{k}", f"e{k}", f"E{k}"), f"N{k}", (f"q{k}", f"Y{k}"))]
        flying = {f"E{k}": powers.middle_of(f"E{k}") for k in count}
        flying |= {f"N{k}": powers.middle_of("N") for k in count}
        self.say("shares", FlyIn(shares, rows, flying, lag=0.4), run_time=2.8)
        self.play(FlyOut(shares, {f"Y{k}": diagram.above(last, k - 1) for k in count}), run_time=1.2)
        self.play(LightUp(diagram, trace, last), run_time=0.7)
        self.hold(0.8)
        self._phase(1, "compare")
        self.say(
            "wanted",
            *self._cleared(),
            ShowError(diagram, trace, [self.t]),
            Tween(self.legend, shown=6.0),
            run_time=1.2,
            targets=_listed(self.t),
        )
        self.hold(0.6)
        symbols, work = self._sheet(*forward.cost(trace.outputs[0], self.t, self.cost, self.theme))
        rows = [part for k in count for part in (f"T{k}", (f"s{k}", f"Y{k}"), (f"e{k}", f"c{k}"))]
        origins = {f"Y{k}": diagram.above(last, k - 1) for k in count}
        origins |= {f"T{k}": diagram.target_at(k - 1) for k in count}
        self.say("measure", FlyIn(symbols, lag=0.2), run_time=0.8, cost=self.cost)
        self.play(FlyIn(work, [*rows, ("lC", "eC", "C")], origins, lag=0.4), run_time=3.0)
        self.still("cost")
        self.hold(1.4)

    def show_output_deltas(self) -> None:
        """Backward: the error at each output."""
        self.beat("error")
        diagram, last = self.diagram, self.last
        self._phase(1, "backward")
        self._clear("error")
        symbols, work = self._sheet(*backward.output_deltas(self.step.trace, self.t, self.step.gradients, self.theme))
        count = range(1, self.start.sizes[-1] + 1)
        origins = {f"Y{k}": diagram.above(last, k - 1) for k in count}
        origins |= {f"T{k}": diagram.target_at(k - 1) for k in count}
        rows = [part for k in count for part in ((f"l{k}", f"e{k}", f"Y{k}"), f"T{k}", (f"q{k}", f"D{k}"))]
        self.play(FlyIn(symbols, lag=0.2), run_time=0.8)
        self.play(FlyIn(work, rows, origins, lag=0.4), run_time=2.4)
        self.play(FlyOut(work, {f"D{k}": diagram.below(last, k - 1) for k in count}), run_time=1.1)
        self.play(ShowDeltas(diagram, self.step.gradients, last), Tween(self.legend, shown=7.0), run_time=0.7)
        self.hold(0.6)

    def work_out_one_gradient(self) -> None:
        """Back through one hidden neuron to one weight, by the chain rule; then all gradients."""
        self.beat("chain rule")
        diagram, gradients, j, i = self.diagram, self.step.gradients, self.examined, self.source
        for layer in range(self.last - 1, 1, -1):
            self._clear("error_next", SendError(diagram, gradients, layer))
            self.play(ShowDeltas(diagram, gradients, layer), run_time=0.7)
        only = tuple(np.zeros(w.shape, bool) for w in self.start.weights)
        only[1][j] = True
        self._clear("through", Emphasise(diagram, only), neuron=j + 1)
        symbols, work = self._sheet(*backward.error_sum(self.hidden_delta, self.theme))
        self.play(SendError(diagram, gradients, 1, [j]), FlyIn(symbols, lag=0.2), run_time=1.4)
        count = range(1, len(self.hidden_delta.weights) + 1)
        origins, goals = {}, {}
        for k in count:
            origins |= {f"V{k}": diagram.weight_at(1, j, k - 1), f"D{k}": diagram.below(2, k - 1)}
            goals |= {f"v{k}": work.middle_of(f"V{k}"), f"d{k}": work.middle_of(f"D{k}")}
        rows = [part for k in count for part in (f"V{k}", (f"s{k}", f"D{k}"), (f"e{k}", f"Q{k}"))]
        self.play(
            FlyIn(work, [*rows, ("su", "eu", "U")], origins, lag=0.4),
            FlyOut(symbols, goals, lag=0.4, shrink=1.0),
            run_time=0.9 * len(rows) / 3 + 1.2,
        )
        self.hold(0.8)
        through = work.middle_of("U")
        weight = _weight_name(0, i, j)
        gradient = float(gradients.weights[0][i, j])
        only[0][i, j] = True
        self._clear("chain", Emphasise(diagram, only), weight=weight)
        flat = self.boxes["inner"].width > 2 * self.boxes["inner"].height
        symbols, factors, product = self._sheet(*backward.chain(self.hidden_delta, i, gradient, self.theme, flat))
        self.play(FlyIn(symbols, lag=0.2), run_time=1.4)
        self.hold(0.6)
        origins = {"F1": through, "F2": diagram.above(1, j), "F3": diagram.above(0, i)}
        rows = [part for k in (1, 2, 3) for part in ((f"l{k}", f"e{k}"), f"F{k}")]
        self.play(FlyIn(factors, rows, origins), run_time=2.6)
        self.play(FlyIn(product, [("ld", "ed", "D"), ("lg", "eg", "G")]), run_time=1.6)
        self.hold(0.4)
        back = FlyOut(product, {"D": diagram.below(1, j), "G": diagram.weight_at(0, i, j)})
        self.play(back, SendError(diagram, gradients, 0, [i], [j]), run_time=1.3)
        self.play(ShowDeltas(diagram, gradients, 1, [j]), run_time=0.7)
        self.still("chain")
        self.hold(0.8)
        rest = Together(Emphasise(diagram), SendError(diagram, gradients, 1), ShowDeltas(diagram, gradients, 1))
        self._clear("gradients", rest, count=self.count)
        (rules,) = self._sheet(backward.gradient_rules(self.letters, self.start.bias, self.theme))
        self.play(SendError(diagram, gradients, 0), FlyIn(rules, lag=0.2), run_time=1.4)
        self.play(ShowSecondLabels(diagram, gradients.weights), Tween(self.legend, shown=8.0), run_time=0.8)
        self.hold(1.0)

    def take_the_step(self) -> None:
        """Downhill: one weight in full, then all of them."""
        self.beat("update")
        diagram, step, j, i = self.diagram, self.step, self.examined, self.source
        self._phase(1, "update")
        old, new = float(step.before.weights[0][i, j]), float(step.after.weights[0][i, j])
        rate, gradient = self.settings.training.learning_rate, float(step.gradients.weights[0][i, j])
        name = f"w_({i + 1}{j + 1})"
        self._clear("update_one", weight=_weight_name(0, i, j), rate=rate)
        symbols, work = self._sheet(*backward.update(name, old, rate, gradient, new, self.theme))
        place = diagram.weight_at(0, i, j)
        self.play(FlyIn(symbols, lag=0.2), run_time=0.8)
        goals = {"w": work.middle_of("W"), "r": work.middle_of("R"), "g": work.middle_of("G")}
        self.play(
            FlyIn(work, ["W", ("m", "R"), ("s", "G"), ("e", "V")], {"W": place, "G": place}),
            FlyOut(symbols, goals, shrink=1.0),
            run_time=2.6,
        )
        self.hold(0.8)
        facts = {"changed": self.changed, "count": self.count, "most": self.largest_change}
        key = "update_none" if not self.changed else "update_all" if self.largest_change < A_LITTLE else "update_far"
        self.say(key, FlyOut(work, {"V": place}), Forget(diagram), run_time=1.2, **facts)
        self.play(ShowSecondLabels(diagram, step.before.weights, "before"), run_time=0.8)
        self.play(UpdateWeights(diagram, step.after, rings=False), run_time=2.0)
        self.still("update")
        self.hold(1.2)

    def look_again(self) -> None:
        """The same inputs once more: what has become of the cost."""
        self.beat("second look")
        diagram = self.diagram
        after = self.step.after.forward(self.x)
        cost = self.step.after.loss(after, [self.t], "cross_entropy")
        self._phase(2, "forward")
        self._clear("again", ShowSecondLabels(diagram, None))
        old, new = self.step.trace.outputs[0], after.outputs[0]
        (change,) = self._sheet(forward.change(old, new, (self.cost, cost), self.theme))
        self.play(ForwardPass(diagram, after), run_time=2.0)
        key = "better" if cost < self.cost else "worse"
        if number(cost) == number(self.cost):
            key = "same"
        facts = {"cost": cost} if key == "same" else {"before": self.cost, "after": cost}
        rows = [(f"y{k}", f"B{k}", f"r{k}", f"A{k}") for k in range(1, len(new) + 1)]
        fly_in = FlyIn(change, [*rows, ("C", "B", "r", "A")])
        self.say(key, ShowError(diagram, after, [self.t]), fly_in, run_time=1.6, **facts)
        self.hold(1.8)

    def repeat(self) -> None:
        """The same step again and again, ever faster, until the targets are met or the training ends."""
        self.beat("again and again")
        diagram, words = self.diagram, self.words
        upper, lower = self.boxes["first"], self.boxes["second"]
        curve = Curves(
            upper.width,
            upper.height,
            words.cost,
            {"": self.costs[: self.stop + 1]},
            words.axis,
            self.theme,
            unit="number",
            first=0,
        ).place(upper.x, upper.y)
        bars = AnswerBars(lower.width, lower.height, words.answers, self.answers, self.t, self.theme)
        bars.place(lower.x, lower.y)
        panels = (curve, bars)
        several = len(self.data.inputs) > 1
        steps = [] if several else [s for s in self.first_steps[1:] if s.epoch <= self.stop]
        for panel in panels:
            panel.show_epoch(0 if several else 1)
        appear = [*self._cleared(), *[FadeIn(panel) for panel in panels]]
        if self.stop > 1:
            self.say("repeat", *appear, run_time=1.0)
        else:
            self.say(None, *appear, run_time=1.0)
        seconds, epoch = 1.0, 1
        for step in steps:
            self.heading.text, self.heading.detail = words.say("step", epoch=step.epoch), ""
            self.play(ForwardPass(diagram, step.trace), run_time=seconds, least=LEAST_PASS)
            self.play(BackwardPass(diagram, step.gradients), run_time=seconds, least=LEAST_PASS)
            self.play(UpdateWeights(diagram, step.after, rings=False), run_time=0.7 * seconds, least=LEAST_PASS)
            for panel in panels:
                panel.show_epoch(step.epoch)
            seconds, epoch = 0.72 * seconds, step.epoch
        self.heading.template, self.heading.detail = (words.cycle if several else words.step), ""
        self.heading.show_epoch(epoch)
        if several:
            self.play(UpdateWeights(diagram, self.history.network(1), rings=False), run_time=0.8)
        clock = AcceleratingClock(self.history, epoch, max(epoch, self.stop))
        follow = [FollowTraining(panel, clock) for panel in (*panels, self.heading)]
        replay = Together(ShowTargets(diagram, self.t), LiveReplay(diagram, self.history, clock, self.x))
        if self.stop > epoch:
            self.say("faster", replay, *follow, run_time=9.0)
        else:
            self.play(replay, *follow, run_time=1.0)
        facts = {
            "when": self.heading.text,
            "miss": float(self.misses[self.stop]),
            "within": self.settings.microscope.met,
        }
        worse = self.costs[-1] > self.costs[0]
        met = "met_before" if self.met == 0 else "met"
        self.say(met if self.met is not None else "unmet_worse" if worse else "unmet", run_time=0.6, **facts)
        self.still("after")
        self.hold(2.2)
        self.sheet = list(panels)

    def change_one_weight(self) -> None:
        """Back at the start: one weight is changed by hand, then all of them together go as far."""
        self.beat("one weight")
        diagram, words, scope = self.diagram, self.words, self.settings.microscope
        layer, source, target = (k - 1 for k in scope.weight)
        journey = LossSlice.of(self.start, self.x, self.t, (layer, source, target), scope.nudge)
        name = _weight_name(layer, source, target)
        box = self.boxes["inner"]
        names = words.say("one_line", weight=name), words.say("all_line", count=self.count)
        plot = LossSlicePlot(
            box.width,
            min(box.height, 0.95 * box.width),
            words.cost,
            words.moved,
            names,
            scope.nudge,
            journey.one,
            journey.every,
            self.theme,
        )
        plot.place(box.x, box.y + (box.height - plot.design_size[1]) / 2)
        only = tuple(np.zeros(w.shape, bool) for w in self.start.weights)
        only[layer][source, target] = True
        self.heading.text, self.heading.template = words.by_hand, words.by_hand
        self.say("rewind", *self._cleared(), LiveUpdate(diagram, self.start, self.x), run_time=1.4, weight=name)
        self.play(Together(Emphasise(diagram, only), ShowLabels(diagram, weights=1.0)), FadeIn(plot), run_time=0.8)
        facts = {"low": float(journey.one.min()), "high": float(journey.one.max()), "cost": journey.cost}
        up, down = journey.moved(1.0), journey.moved(-1.0)
        self.say(
            "swing",
            LiveUpdate(diagram, up, self.x),
            Tween(plot, at=1.0, high=1.0),
            run_time=1.8,
            weight=name,
            **facts,
        )
        self.play(LiveUpdate(diagram, down, self.x), Tween(plot, at=-1.0, low=-1.0), run_time=2.6)
        self.play(LiveUpdate(diagram, self.start, self.x), Tween(plot, at=0.0), run_time=1.2)
        plot.way = 0.0
        self.say("together", Emphasise(diagram), run_time=0.8, count=self.count)
        self.play(LiveUpdate(diagram, journey.end, self.x), Tween(plot, way=1.0), run_time=2.8)
        best, after = float(journey.one.min()), float(journey.every[-1])
        if f"{journey.cost:.2f}" == f"{after:.2f}":
            self.outcome = "level"
        elif after > journey.cost:
            self.outcome = "overshoot"
        else:
            self.outcome = "more" if journey.gain_all > 2 * journey.gain_one else "alone"
        facts = {"cost": journey.cost, "one": best, "all": after, "after": after, "most": journey.most}
        self.say(self.outcome, run_time=0.6, **facts)
        self.still("by_hand")
        self.hold(3.0)
        self.sheet = [plot]

    def close(self) -> None:
        """The question answered in one line, then a calm end with room for what the player shows."""
        self.beat("close")
        gone = [FadeOut(m) for m in (*self.sheet, self.card, self.diagram, self.heading, self.legend)]
        body, theme, words = self.boxes["body"], self.theme, self.words
        answer = (
            "close_nothing" if not self.changed else "close_little" if self.largest_change < A_LITTLE else "close_far"
        )
        reason = "close_many" if self.outcome == "more" else f"close_{self.outcome}"
        line = TextBlock(body.width, 120, words.say(answer), 64, theme, bold=True).place(body.x, body.y)
        below = TextBlock(body.width, 190, words.say(reason), 42, theme, theme.muted).place(body.x, body.y + 140)
        self.say(None, *gone, run_time=0.9)
        self.play(FadeIn(line), FadeIn(below), run_time=1.0)
        self.hold(8.0, fixed=True)

    # What the beats are made of.

    @property
    def cost(self) -> float:
        """The cost of the example under the microscope, before any learning."""
        return self.step.loss

    def _phase(self, step: int, phase: str) -> None:
        """Name the step, and what happens in it."""
        self.heading.text = self.words.say("step", epoch=step)
        self.heading.detail = self.words.say(phase)

    def _sheet(self, *blocks: Block) -> list[Formula]:
        """Set blocks on the sheet, hidden."""
        self.sheet = compose(self.boxes["inner"], blocks, self.theme)
        self.add(*self.sheet)
        return self.sheet

    def _clear(self, key: str, *animations: Any, **facts: Any) -> None:
        """Clear the sheet while something is said: what comes next has it for itself."""
        self.say(key, *self._cleared(), *animations, run_time=0.8, **facts)

    def _cleared(self) -> list[FadeOut]:
        """Return the animations that clear the sheet."""
        return [FadeOut(formula) for formula in self.sheet]

    def _middle(self) -> Any:
        """Return where the diagram stands while it is alone: in the middle of the room that the sheet will share."""
        network, sheet = self.boxes["network"], self.boxes["sheet"]
        right, bottom = max(network.right, sheet.right), max(network.bottom, sheet.bottom)
        return frame_point((min(network.x, sheet.x) + right) / 2, (network.y + bottom) / 2)


def _listed(numbers: Any) -> str:
    """Return numbers as they are said: ``0, 1, 0``."""
    return ", ".join(written(float(value)) for value in numbers)


def _weight_name(layer: int, source: int, target: int) -> str:
    """Return what a weight is called, layers and neurons counted from 0: ``w₂₁``."""
    return name_of(name_of("wvu"[layer], source), target)
