"""One step of learning under the microscope: every number of it, forward and back; then many steps; then one weight.

manim -pqh scenes/backprop.py
"""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut

from nnlib import History
from scenes.config import MicroscopeWords, PluralText, says
from scenes.stage import (
    AcceleratingClock,
    AnswerBars,
    BackwardPass,
    Emphasise,
    EpochHeading,
    FlyIn,
    FollowTraining,
    ForwardPass,
    LessonScene,
    LightUp,
    LiveReplay,
    LiveUpdate,
    LossSlice,
    LossSlicePlot,
    NetworkDiagram,
    Plot,
    ShowError,
    ShowLabels,
    ShowSecondLabels,
    ShowTargets,
    Together,
    Tween,
    UpdateWeights,
    beats,
)
from scenes.stage.formulas import Examined, MicroscopeConfig, forward, neurons_with_names, number
from scenes.training import Progress, common_facts, dataset_of, first_steps_of, named_history_of

LEAST_PASS = 0.36  # seconds: faster than that, neurons would flash more than three times a second
SHOWN_STEPS = 4  # each with its passes, before the training is only replayed
SIGNS = ("positive", "negative", "bias", "signal", "answer", "target", "delta", "gradient", "coming")


class BackpropWords(MicroscopeWords):
    """All words of the lesson, besides the standard ones."""

    title: str = says(doc="The question of the film.")
    step: str = says(epoch=int, doc="The large words over the network: which step.")
    cycle: str = says(epoch=int, doc="The same in the long training, where a cycle has several examples.")
    forward: str = says(doc="The smaller words after them: signals travel.")
    compare: str = says(doc="The same: answers are compared with the targets.")
    backward: str = says(doc="The same: the error flows back.")
    update: str = says(doc="The same: the weights change.")
    by_hand: str = says(doc="The large words when weights are changed by hand.")
    answers: str = says(doc="Title of the bars.")
    one_line: str = says(weight=str, doc="Name of the line of the weight changed by hand.")
    all_line: str = says(count=int, doc="Name of the line of all weights together.")
    moved: str = says(doc="What the axis of those lines counts.")

    given: PluralText = says(inputs=int, targets=str, plural="inputs", doc="Inputs and targets.")
    weights: str = says(count=int, doc="The weights beside the synapses.")
    weights_given: str = says(standard=True, count=int, doc="The same, where chance has not set them.")
    biases: str = says(doc="The biases below the neurons.")
    look_at: str = says(neuron=int, doc="One neuron, to be followed in full.")
    products: str = says(doc="Inputs times weights.")
    total: str = says(doc="The products are added up, with the bias.")
    total_without: str = says(doc="The same, in a network without biases.")
    squash_sigmoid: str = says(doc="The sigmoid of the sum.")
    squash_tanh: str = says(doc="The hyperbolic tangent of the sum.")
    squash_relu: str = says(doc="A relu of the sum.")
    squash_leaky: str = says(standard=True, doc="A leaky relu of the sum.")
    squash_identity: str = says(doc="A neuron that passes its sum on.")
    rest: str = says(doc="The other neurons of the hidden layers.")
    rest_one: str = says(doc="The same, where there is only one other.")
    scores: str = says(doc="The outputs of a softmax add up the same way.")
    sums: str = says(standard=True, doc="The same, of other outputs.")
    powers: str = says(doc="The powers of softmax.")
    shares: str = says(doc="Each power divided by their sum.")
    output_sigmoid: str = says(standard=True, doc="The sigmoid of each output's sum.")
    output_identity: str = says(standard=True, doc="Outputs that pass their sums on.")
    wanted: str = says(targets=str, doc="The targets beside the answers.")
    wanted_one: str = says(standard=True, targets=str, doc="The same, where there is only one.")
    measure: str = says(cost=float, doc="The cross-entropy.")
    measure_binary: str = says(standard=True, cost=float, doc="The binary cross-entropy.")
    measure_squared: str = says(standard=True, cost=float, doc="Half the sum of squares.")

    error: str = says(doc="The error at the outputs of a softmax.")
    error_sigmoid: str = says(standard=True, doc="The same for a sigmoid and squared errors: its slope remains.")
    error_binary: str = says(standard=True, doc="The same for a sigmoid and binary cross-entropy: its slope cancels.")
    error_identity: str = says(standard=True, doc="The same for outputs that pass their sums on.")
    error_next: str = says(doc="The error flows through the layers behind the neuron in full.")
    through: str = says(neuron=int, doc="The errors come back to one neuron, each through its weight.")
    chain: str = says(weight=str, doc="The chain rule for one weight.")
    gradients: str = says(count=int, doc="The gradient of every weight, at its synapse.")
    update_one: str = says(weight=str, rate=float, doc="One weight takes its step.")
    update_all: PluralText = says(changed=int, count=int, plural="changed", doc="All weights take theirs.")
    update_far: PluralText = says(
        changed=int, count=int, most=float, plural="changed", doc="The same, where some take a large one."
    )
    update_none: str = says(count=int, doc="The same, where no weight changes.")
    again: str = says(doc="The same inputs travel once more.")
    better: str = says(before=float, after=float, doc="The cost has fallen.")
    worse: str = says(before=float, after=float, doc="The cost has risen: the step was too large.")
    same: str = says(cost=float, doc="The cost has hardly moved.")

    repeat: str = says(doc="The same step again and again.")
    repeat_few: str = says(standard=True, doc="The same, where few steps remain.")
    faster: str = says(doc="The same, without the passes.")
    met: str = says(when=str, within=float, doc="The targets are met.")
    met_before: str = says(doc="The targets were met before any learning.")
    unmet: str = says(when=str, miss=float, within=float, doc="The targets are not met.")
    unmet_worse: str = says(when=str, miss=float, doc="The cost is higher than at the start.")

    rewind: str = says(weight=str, doc="Back to the start; one weight is changed by hand.")
    swing: str = says(weight=str, low=float, high=float, cost=float, doc="What the cost does meanwhile.")
    swing_flat: str = says(standard=True, weight=str, cost=float, doc="The same, where it does nothing that is seen.")
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


class BackpropConfig(MicroscopeConfig):
    """The config of the lesson."""

    words: BackpropWords


class Backprop(LessonScene):
    """The lesson of one step."""

    config_class = BackpropConfig
    layout = "network and sheet"

    def construct(self) -> None:
        """Tell the story, beat by beat."""
        self.gather_facts()
        self.pose_the_question()
        beats.forward_pass.one_neuron(self)
        beats.forward_pass.outputs(self)
        beats.forward_pass.cost(self)
        beats.backward_pass.output_deltas(self)
        beats.backward_pass.chain_rule(self)
        beats.backward_pass.update(self)
        self.look_again()
        self.repeat()
        self.change_one_weight()
        beats.close(self, *self.last_words(), network=self.history.network(self.stop))

    def prepare(self, progress: Progress | None = None) -> dict[str, History]:
        """Train, keeping every step, and look what each step was worth."""
        self.data = dataset_of(self.settings)
        epochs = self.settings.training.epochs
        steps = range(epochs + 1)
        name, self.history = named_history_of(self.settings, shown=steps, cache_dir=self.cache_dir, progress=progress)
        self.common_facts = common_facts(self.data, self.history) | {"count": self.history.template.parameter_count}
        self.start = self.history.network(0)
        self.first_steps = first_steps_of(self.settings, self.start, self.data, epochs=min(epochs, SHOWN_STEPS))
        networks = [self.history.network(epoch) for epoch in steps]
        traces = [net.forward(self.data.inputs) for net in networks]
        loss = self.settings.training.loss
        self.costs = np.array([net.loss(t, self.data.targets, loss) for net, t in zip(networks, traces, strict=True)])
        self.misses = np.array([np.abs(t.outputs - self.data.targets).max() for t in traces])
        self.answers = np.array([t.outputs[int(self.first_steps[0].rows[0])] for t in traces])
        return {name: self.history}

    def gather_facts(self) -> None:
        """Look up what the beats have in common, from the config and the recorded run."""
        scope, self.step = self.settings.microscope, self.first_steps[0]
        examples, loss = (self.data.inputs, self.data.targets), self.settings.training.loss
        self.examined = Examined.of(self.step, *examples, scope.neuron - 1, loss)
        self.x, self.t = self.examined.inputs, self.examined.targets
        met = np.flatnonzero(self.misses <= scope.met)
        self.met = int(met[0]) if len(met) else None
        self.stop = self.history.epochs if self.met is None else max(1, self.met)

    def pose_the_question(self) -> None:
        """What goes in, what should come out, and every weight in between."""
        self.diagram = self.build(
            NetworkDiagram,
            "network",
            self.start,
            layer_names=self.layer_names(),
            letters=self.examined.letters,
            labelled=self.examined.index,
        )
        self.heading = self.build(EpochHeading, "title", self.words.step)
        self.heading.text = self.words.title
        self.legend = beats.legend(self, *SIGNS)
        self.legend.set_named()
        self.legend.answers = self.diagram.spec.answer_signs
        self.diagram.move_to(self.diagram.centre_of(self.boxes["alone"]))
        self.beat("question")
        self.add(self.legend)
        self.bring_to_back(self.legend)
        self.add(self.heading, self.diagram)
        unknown = beats.unanswered(self, self.step.trace, self.t)
        signs = self.legend.reveal("target", SIGNS[: SIGNS.index("target")])
        given = LightUp(self.diagram, self.step.trace, 0), signs
        self.say("given", *given, run_time=1.2, targets=beats.sheet.listed(self.t))
        self.hold(1.8)
        signs = self.legend.reveal("target", ["bias", "signal", "answer"])
        shown = (ShowLabels(self.diagram, weights=1.0), signs, *map(FadeOut, unknown))
        network = self.settings.network
        key = "weights" if network.weights is None and network.init != "zeros" else "weights_given"
        self.say(key, *shown, run_time=1.2, count=self.common_facts["synapses"])
        self.hold(1.4)
        if self.start.bias:
            signs = self.legend.reveal("target", ["signal", "answer"])
            self.say("biases", ShowLabels(self.diagram, biases=1.0), signs, run_time=0.8)
            self.hold(0.8)
        beats.say_what_is_left_out(self)
        self.still("before")

    def layer_names(self) -> tuple[str, ...]:
        """Return the names of the layers where there is room for them: figures around the neurons come first."""
        words, most = self.words, max(self.start.sizes)
        has_room = most <= neurons_with_names(self.boxes)
        return (words.inputs, words.hidden, words.output) if has_room else ()

    def look_again(self) -> None:
        """The same inputs once more: what has become of the cost."""
        self.beat("second look")
        before, after = self.step.loss, self.step.after.forward(self.x)
        cost = self.step.after.loss(after, [self.t], self.examined.loss)
        beats.sheet.phase(self, 2, "forward")
        beats.sheet.clear(self, "again", ShowSecondLabels(self.diagram, None))
        outputs = self.step.trace.outputs[0], after.outputs[0]
        (change,) = beats.sheet.sheet(self, forward.change(*outputs, (before, cost), self.theme))
        self.play(ForwardPass(self.diagram, after), run_time=2.0)
        key = "same" if number(cost) == number(before) else "better" if cost < before else "worse"
        compared = (ShowError(self.diagram, after, [self.t]), FlyIn(change))
        self.say(key, *compared, run_time=1.6, cost=cost, before=before, after=cost)
        self.hold(1.8)

    def repeat(self) -> None:
        """The same step again and again, ever faster, until the targets are met or the training ends."""
        self.beat("again and again")
        diagram, words, heading = self.diagram, self.words, self.heading
        costs = {"": self.costs[: self.stop + 1]}
        panels = (
            self.build(Plot, "first", words.cost, costs, words.axis, unit="number", first=0),
            self.build(AnswerBars, "second", words.answers, self.answers[: self.stop + 1], self.t),
        )
        several = len(self.data) > 1
        for panel in panels:
            panel.show_epoch(0 if several else 1)
        signs = beats.all_signs(self, ["bias", "answer", "target"])
        signs = self.legend.reveal("target", ["signal"]) if several else signs
        slow = 1 if several else max(step.epoch for step in self.first_steps if step.epoch <= max(1, self.stop))
        key = "repeat" if self.stop > slow else "repeat_few" if self.stop > 1 else None
        self.say(key, *beats.sheet.cleared(self), run_time=0.4)
        self.play(*[FadeIn(panel) for panel in panels], signs, run_time=0.6)
        seconds, epoch = 1.0, 1
        for step in [] if several else [step for step in self.first_steps[1:] if step.epoch <= self.stop]:
            heading.text, heading.detail = self.text("step", epoch=step.epoch), ""
            self.play(ForwardPass(diagram, step.trace), run_time=seconds, least=LEAST_PASS)
            self.play(BackwardPass(diagram, step.gradients, after=step.after), run_time=seconds, least=LEAST_PASS)
            self.play(UpdateWeights(diagram, step.after, rings=False), run_time=0.7 * seconds, least=LEAST_PASS)
            for panel in panels:
                panel.show_epoch(step.epoch)
            seconds, epoch = 0.72 * seconds, step.epoch
        heading.template, heading.detail = (words.cycle if several else words.step), ""
        heading.show_epoch(epoch)
        if several:
            self.play(UpdateWeights(diagram, self.history.network(1), rings=False), run_time=0.8)
        clock = AcceleratingClock(self.history, epoch, max(epoch, self.stop))
        follow = [FollowTraining(panel, clock) for panel in (*panels, heading)]
        follow.append(self.legend.reveal("target", without=["signal"]))
        replay = Together(ShowTargets(diagram, self.t), LiveReplay(diagram, self.history, clock, self.x))
        if self.stop > epoch:
            self.say("faster", replay, *follow, run_time=9.0)
        else:
            self.play(replay, *follow, run_time=1.0)
        self.say_whether_it_learned()
        self.still("after")
        self.hold(2.2)
        self.sheet = list(panels)

    def say_whether_it_learned(self) -> None:
        """Say whether the targets have been met, and when."""
        worse = self.costs[-1] > self.costs[0]
        key = ("unmet_worse" if worse else "unmet") if self.met is None else "met" if self.met else "met_before"
        facts = {"miss": float(self.misses[self.stop]), "within": self.settings.microscope.met}
        self.say(key, run_time=0.6, when=self.heading.text, **facts)

    def change_one_weight(self) -> None:
        """Back at the start: one weight is changed by hand, then all of them together go as far."""
        self.beat("one weight")
        diagram, words, scope = self.diagram, self.words, self.settings.microscope
        place = layer, source, target = tuple(k - 1 for k in scope.weight)
        journey = self.journey = LossSlice.of(self.start, self.x, self.t, place, scope.nudge, self.examined.loss)
        name = beats.sheet.weight_name(layer, source, target)
        names = self.text("one_line", weight=name), self.text("all_line")
        lines = (names, scope.nudge, journey.one, journey.every)
        plot = self.build(LossSlicePlot, "slice", words.cost, words.moved, *lines)
        self.heading.text, self.heading.template = words.by_hand, words.by_hand
        cleared = beats.sheet.cleared(self)
        self.say("rewind", *cleared, LiveUpdate(diagram, self.start, self.x), run_time=1.4, weight=name)
        chosen = Together(Emphasise(diagram, self.examined.only(place)), ShowLabels(diagram, weights=1.0))
        self.play(chosen, FadeIn(plot), run_time=0.8)
        facts = {"low": float(journey.one.min()), "high": float(journey.one.max()), "cost": journey.cost}
        up = (LiveUpdate(diagram, journey.moved(1.0), self.x), Tween(plot, at=1.0, high=1.0))
        flat = number(facts["low"]) == number(facts["high"])
        self.say("swing_flat" if flat else "swing", *up, run_time=1.8, weight=name, **facts)
        down = journey.moved(-1.0)
        self.play(LiveUpdate(diagram, down, self.x), Tween(plot, at=-1.0, low=-1.0), run_time=2.6)
        self.play(LiveUpdate(diagram, self.start, self.x), Tween(plot, at=0.0), run_time=1.2)
        plot.way = 0.0
        self.say("together", Emphasise(diagram), run_time=0.8)
        self.play(LiveUpdate(diagram, journey.end, self.x), Tween(plot, way=1.0), run_time=2.8)
        after = float(journey.every[-1])
        facts |= {"one": facts["low"], "all": after, "after": after, "most": journey.most}
        self.say(journey.outcome, run_time=0.6, **facts)
        if journey.outcome != "level":  # the others say how far down the one weight alone came
            self.play(Tween(plot, best=1.0), run_time=1.2)
        self.still("by_hand")
        self.hold(1.8)

    def last_words(self) -> tuple[str, str]:
        """Return the answer to the question, and its reason."""
        reason = "many" if self.journey.outcome == "more" else self.journey.outcome
        return self.text(f"close_{self.examined.changed}"), self.text(f"close_{reason}")
