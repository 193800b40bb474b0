"""A network learns to tell drawings apart: pixels, dropped neurons, and the courage to say "I don't know".

manim -pqh scenes/shapes.py
"""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from manim import FadeIn, FadeOut, Mobject
from pydantic import Field

from nnlib import History, Network, Trace, unknown_shapes
from nnlib.data import NONE_OF_THEM, SHAPES, SIDE
from scenes.config import NetworkConfig, Number, Whole, Words, says
from scenes.config.sections import Section
from scenes.stage import (
    BackwardPass,
    EpochClock,
    FollowTraining,
    LessonScene,
    ReplayTraining,
    Rest,
    Tween,
    UpdateWeights,
)
from scenes.stage.pictures import (
    BANDS,
    DONT_KNOW,
    PictureBuilders,
    PicturePass,
    Prediction,
    TestSet,
    Tile,
    banded,
    banded_gradients,
    banded_history,
    shades_of,
    signed,
    spread,
)
from scenes.training import Progress, dataset_of, named_history_of, opening_steps_of

OTHER_DROPOUT = 0.1  # of the run beside one that has none
MOST_OF_A_STEP = 40  # drawings of one step that are shown
MOST_MINDS = 12  # neurons of the first layer whose weights are shown
LEAST_LOOK = 0.2  # seconds: faster than that, neurons would flash more than three times a second


class Shapes(Section):
    """What counts as knowing, and with what it is tested."""

    key = "shapes"

    threshold: Annotated[
        float,
        Number(
            0, 0.99, "a share is 0 or more", "nothing is surer than 0.99; then the network would never name a shape"
        ),
    ] = Field(
        0.6,
        description="How sure the network must be to name a class; below it the network says that it does not know.",
    )
    unknowns: Annotated[
        int, Whole(3, 1000, "three kinds are drawn: write 3 or more", "1000 are as many as the film can count")
    ] = Field(
        300,
        description="With the dataset shapes and 3 classes: how many drawings of something else it is asked about.",
    )


class ShapesWords(Words):
    """All words of the lesson."""

    title: str = says(doc="The large words over the first drawings.")
    circle: str = says(doc="Name of the first shape of the dataset.")
    square: str = says(doc="Name of the second.")
    triangle: str = says(doc="Name of the third.")
    unknown: str = says(doc="What is none of its classes.")
    dont_know: str = says(doc="What the network says of it.")
    question: str = says(classes=str, doc="The first question of the film.")
    question_unknown: str = says(doc="The second question, over a drawing that is none of them.")
    question_sure: str = says(doc="The same, where no drawing of something else is at hand.")

    sheet_title: str = says(doc="The large words over many drawings.")
    sheet: str = says(count=int, test=int, doc="Many drawings at once; others are kept back.")
    sheet_pixels: str = says(pixels=int, side=int, doc="What a drawing is to a network.")

    heading: str = says(epoch=int, doc="The large words over the network.")
    heading_detail: str = says(epochs=int, doc="The smaller words after them.")
    inputs: str = says(pixels=int, doc="Name of the first layer.")
    hidden: str = says(doc="Name of the layers between.")
    output: str = says(doc="Name of the last layer.")
    excites: str = says(doc="Legend: a positive weight.")
    inhibits: str = says(doc="Legend: a negative weight.")
    thicker: str = says(doc="Legend: the width of a synapse.")
    active: str = says(doc="Legend: the brightness of a neuron.")
    signal: str = says(doc="Legend: what travels forward.")
    threshold: str = says(threshold=float, doc="Legend: the tick on the bars.")
    asleep: str = says(doc="Legend: a neuron that dropout has switched off.")
    error: str = says(doc="Legend: what travels back.")
    target: str = says(doc="Legend: the dashed ring beside a class.")
    network_bands: str = says(bands=int, pixels=int, doc="What stands for the pixels.")
    network_lines: str = says(pixels=int, doc="What the lines of a band are.")
    network_layers: str = says(layers=int, neurons=int, outputs=int, doc="The other layers.")
    network_guess: str = says(answer=str, share=float, doc="What the network says before any learning.")
    network_doubt: str = says(share=float, doc="The same, where it is not sure enough to name a class.")

    step_asleep: str = says(asleep=int, neurons=int, chance=float, doc="The first step: how many neurons drop out.")
    step_awake: str = says(neurons=int, chance=float, doc="The same, where chance drops none.")
    step_all: str = says(neurons=int, doc="The same, without dropout.")
    step_answer: str = says(answer=str, share=float, right=str, doc="The answer beside the right one.")
    step_back: str = says(batch=int, doc="The error flows back.")
    step_back_one: str = says(doc="The same, where each example makes an update.")
    step_update: str = says(changed=int, synapses=int, doc="The weights change.")
    step_next: str = says(asleep=int, doc="The next step: others drop out.")
    step_next_all: str = says(doc="The same, without dropout or with none dropped.")
    step_rest: str = says(steps=int, count=int, doc="The rest of the first epoch.")

    accuracy: str = says(doc="Title of the first plot.")
    loss: str = says(doc="Title of the second plot.")
    train: str = says(doc="The line of the drawings the network learns from.")
    test: str = says(doc="The line of the drawings kept back.")
    axis: str = says(doc="What the axis counts.")
    learn_start: str = says(count=int, epochs=int, doc="The long training begins.")
    learn_lines: str = says(train=str, test=str, doc="What the two lines are.")
    learn_lines_awake: str = says(train=str, test=str, doc="The same, without dropout.")
    learn_sleep: str = says(doc="Why neurons drop out.")
    learn_some: str = says(epoch=int, accuracy=float, doc="How many are right on the way.")
    learn_end: str = says(epochs=int, accuracy=float, doc="The end.")
    learn_apart: str = says(epochs=int, train=float, accuracy=float, doc="The end: train and test have parted.")
    learn_failed: str = says(epochs=int, accuracy=float, doc="The end: the run has failed.")

    test_title: str = says(doc="The large words over the test.")
    test_awake: str = says(doc="In the test none drops out.")
    test_no_sleep: str = says(doc="The same, after a training without dropout.")
    test_right: str = says(right=str, share=float, doc="A drawing the network has named rightly.")
    test_none_right: str = says(count=int, doc="The network has named none rightly.")
    test_mistake: str = says(right=str, answer=str, share=float, doc="Its most confident mistakes.")
    test_no_mistake: str = says(count=int, doc="There are none.")
    test_doubt: str = says(share=float, threshold=float, doc="Something else, and no class is sure enough.")
    test_unknown: str = says(share=float, doc="Something else, and its own output wins.")
    test_named: str = says(answer=str, share=float, doc="Something else, and the network names a class all the same.")

    correct: str = says(doc="Legend: the colour of what is right.")
    wrong: str = says(doc="Legend: the colour of what is wrong.")

    runs_title: str = says(doc="The large words over two runs.")
    runs_with: str = says(chance=float, doc="Stands over a run with dropout.")
    runs_without: str = says(doc="Stands over a run without.")
    runs_rows: str = says(doc="What the rows of a confusion matrix are.")
    runs_columns: str = says(doc="What its columns are.")
    runs_unseen: str = says(count=int, doc="Every unseen drawing in one table.")
    runs_named: str = says(
        unknown=int, this=int, other=int, doc="How many of something else the network names, in each run."
    )
    runs_helped: str = says(other=float, this=float, doc="Dropout has helped.")
    runs_hurt: str = says(other=float, this=float, doc="Dropout has not helped.")
    runs_same: str = says(other=float, this=float, doc="Dropout makes no difference worth the name.")

    minds_title: str = says(doc="The large words over the first layer's weights.")
    minds_look: str = says(neurons=int, pixels=int, doc="What each neuron of the first layer looks for.")
    minds_some: str = says(shown=int, neurons=int, pixels=int, doc="The same, where not all are shown.")
    minds_full: str = says(limit=float, doc="Legend: the weight that has the full colour.")
    minds_signs: str = says(doc="What the colours do.")

    close_question: str = says(doc="The question in large letters.")
    close_known: str = says(right=float, doc="The last lines: what share of its classes the network names rightly.")
    close_learned: str = says(known=float, doc="Of something else the network mostly says that it does not know.")
    close_sure: str = says(known=float, doc="Of something else the network mostly does not say so.")
    close_failed: str = says(right=float, doc="The last line of a run that has failed.")


class ShapesConfig(NetworkConfig):
    """The config of the lesson."""

    words: ShapesWords
    shapes: Shapes

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return why this lesson cannot show it: it needs pictures, classes, and some kept back."""
        data = dataset_of(self)
        if data.inputs.shape[1] != SIDE * SIDE or data.classes is None or data.kind != "one-hot":
            return [
                ("data", f"this lesson looks at pictures of {SIDE} × {SIDE} pixels; write dataset: shapes, or folder")
            ]
        if self.data.standardise:
            return [("data.standardise", "this lesson shows the pixels as they are; write false")]
        if self.network.output != "softmax":
            return [("network.output", "this lesson shows how sure the network is of each class; write softmax")]
        known = [k for k, name in enumerate(data.classes) if name != NONE_OF_THEM]
        if not np.isin(data.test_labels, known).any():
            return [("data.test_share", "no picture of its classes is kept back for the test; write a larger share")]
        return []


class ShapesLesson(LessonScene):
    """The lesson of drawings, dropout and doubt."""

    config_class = ShapesConfig
    layout = "network and pictures"

    def construct(self) -> None:
        """Tell the story, beat by beat."""
        self.gather_facts()
        self.ask_the_question()
        self.show_the_drawings()
        self.meet_the_network()
        self.watch_one_step()
        self.learn()
        self.test_her()
        self.compare_runs()
        self.look_into_the_first_layer()
        self.close()

    # What the film is about, from the config and the recorded runs.

    def prepare(self, progress: Progress | None = None) -> dict[str, History]:
        """Train twice, with dropout and without, or take the stored trainings."""
        histories = super().prepare(progress)
        own = self.settings.network.dropout
        network = self.settings.network.model_copy(update={"dropout": 0.0 if own else OTHER_DROPOUT})
        training = self.settings.training.model_copy(update={"snapshots": 50})
        beside = self.settings.model_copy(update={"network": network, "training": training})
        name, self.other = named_history_of(beside, cache_dir=self.cache_dir, progress=progress)
        return {**histories, name: self.other}

    def gather_facts(self) -> None:
        """Look up what the beats have in common."""
        self.builders = PictureBuilders(self.boxes, self.theme)
        self.threshold = self.settings.shapes.threshold
        self.dropout = self.settings.network.dropout
        classes = self.data.classes
        self.known = tuple(k for k, name in enumerate(classes) if name != NONE_OF_THEM)
        self.names = {k: self._name(classes[k]) for k in self.known} | {DONT_KNOW: self.words.dont_know}
        self.outputs = [self.names.get(k, self.words.dont_know) for k in range(len(classes))]
        self.listed = ", ".join(self.names[k] for k in self.known)
        self.start, self.final = self.history.network(0), self.history.network(self.history.epochs)
        self.drawn = banded_history(self.history)
        test = np.isin(self.data.test_labels, self.known)
        inputs, labels = self.data.test_inputs[test], self.data.test_labels[test]
        self.test_set = TestSet(inputs, labels, self._unknown(~test), self.known, self.threshold)
        self.evaluation = self.test_set.evaluate(self.final)
        self.other_evaluation = self.test_set.evaluate(self.other.network(self.other.epochs))

    def _name(self, name: str) -> str:
        """Return a class's name as it is written on screen."""
        return str(getattr(self.words, name)) if self.settings.data.dataset and name in SHAPES else name

    def _unknown(self, among_test: np.ndarray) -> np.ndarray:
        """Return pictures of something else that the network has never seen, (n, pixels); there may be none."""
        if among_test.any():
            return self.data.test_inputs[among_test]
        if self.settings.data.dataset != "shapes":
            return np.zeros((0, SIDE * SIDE))
        noise = {} if self.settings.data.noise is None else {"noise": self.settings.data.noise}
        # A stream of its own, beside those that drew and split the data.
        rng = np.random.default_rng([self.settings.data.seed, 2])
        return unknown_shapes(rng, self.settings.shapes.unknowns, **noise)[0]

    # The beats.

    def ask_the_question(self) -> None:
        """A drawing of each class, and one that is none of them."""
        self.beat("question")
        title = self.builders.title(self.words.title)
        test_set = self.test_set
        firsts = [np.flatnonzero(test_set.labels == k)[:1] for k in self.known]
        tiles = [
            Tile(shades_of(test_set.inputs[row]), self.names[int(test_set.labels[row])])
            for row in np.concatenate(firsts)
        ]
        classes = len(tiles)
        if len(test_set.unknown):
            tiles.append(Tile(shades_of(test_set.unknown[min(1, len(test_set.unknown) - 1)]), "?", mark="unsure"))
        gallery = self.builders.row(tiles)
        gallery.shown = 0.0
        self.add(gallery)
        self.play(FadeIn(title), run_time=0.8)
        self.say("question", Tween(gallery, shown=float(classes)), run_time=2.4, classes=self.listed)
        self.hold(1.2)
        if len(test_set.unknown):
            self.say("question_unknown", Tween(gallery, shown=float(len(tiles))), run_time=1.0)
        else:
            self.say("question_sure", run_time=0.6)
        self.hold(2.2)
        self.opening = (gallery, title)

    def show_the_drawings(self) -> None:
        """Many drawings, and what one of them is to a network."""
        self.beat("drawings")
        tiles = [Tile(shades_of(self.data.inputs[row])) for row in spread(len(self.data), 84)]
        sheet = self.builders.sheet(tiles)
        sheet.shown = 0.0
        self.add(sheet)
        title = self.builders.title(self.words.sheet_title)
        gone = [FadeOut(m) for m in self.opening]
        self.say(None, *gone, run_time=0.6)
        self.play(FadeIn(title), run_time=0.4)
        self.say(
            "sheet",
            Tween(sheet, shown=float(len(tiles))),
            run_time=2.4,
            count=len(self.data),
            test=len(self.data.test_inputs),
        )
        self.hold(1.6)
        self.step, *self.later = opening_steps_of(self.settings, self.start, self.data, 2)
        self.picture = self.builders.picture(shades_of(self.data.inputs[self.step.rows[0]]))
        self.shrink_picture = self.picture.fill(self.boxes["wall"])
        change = (FadeOut(sheet), FadeOut(title), FadeIn(self.picture))
        self.say("sheet_pixels", *change, run_time=1.0, pixels=SIDE * SIDE, side=SIDE)
        self.hold(1.0)

    def meet_the_network(self) -> None:
        """Ten neurons for the pixels, the layers, the outputs; and what the network says before any learning."""
        self.beat("network")
        words, sizes = self.words, self.start.sizes
        names = (words.say("inputs", pixels=SIDE * SIDE), words.hidden, words.output)
        self.diagram = self.builders.diagram(banded(self.start), names)
        self.flow = self.builders.flow(self.diagram)
        self.class_scores = self.builders.class_scores(self.diagram, self.outputs, self.threshold)
        self.legend = self.builders.legend(*self._signs())
        self.legend.shown = 0.0
        self.heading = self.builders.heading(words.heading, words.say("heading_detail", epochs=self.history.epochs))
        self.add(self.legend, self.flow)
        self._settle(self.legend)
        band = SIDE * SIDE // BANDS
        self.say(None, self.shrink_picture(), run_time=1.0)
        appear = (FadeIn(self.diagram), FadeIn(self.heading), Tween(self.picture, bands=1.0))
        self.say("network_bands", *appear, run_time=1.2, bands=BANDS, pixels=band)
        self._settle(self.legend, self.heading)
        self.hold(1.2)
        self.say("network_lines", Tween(self.legend, shown=3.0), run_time=1.2, pixels=band)
        self.hold(0.8)
        self.say(
            "network_layers",
            FadeIn(self.class_scores),
            Tween(self.legend, shown=6.0 if self.threshold else 5.0),
            run_time=1.2,
            layers=len(sizes) - 2,
            neurons=sum(sizes[1:-1]),
            outputs=sizes[-1],
        )
        row = self.step.rows[0]
        trace = self.start.forward(self.data.inputs[row])
        said = self.test_set.says(trace.outputs[0])
        share = float(trace.outputs.max())
        self._look(self.start, trace, int(self.data.labels[row]), 2.2)
        if said == DONT_KNOW:
            self.say("network_doubt", Tween(self.class_scores, visible=1.0, said=1.0), run_time=0.8, share=share)
        else:
            facts = {"answer": self.names[said], "share": share}
            self.say("network_guess", Tween(self.class_scores, visible=1.0, said=1.0), run_time=0.8, **facts)
        self.hold(0.8)
        self.still("before")

    def watch_one_step(self) -> None:
        """The first step: who drops out, the answer, the error, the update; then the next one, without others."""
        self.beat("one step")
        self.heading.show_epoch(1)
        neurons, step = sum(self.start.sizes[1:-1]), self.step
        self.card = self.builders.card()
        tiles = [Tile(shades_of(self.data.inputs[step.rows[k]])) for k in spread(len(step.rows), MOST_OF_A_STEP)]
        batch = self.builders.batch(tiles)
        self.card.set_opacity(0.0)
        self.add(self.card)
        self._settle(self.legend, self.heading, self.card)
        self.play(Tween(self.card, opacity=1.0), FadeIn(batch), run_time=0.8)
        self._settle(self.legend, self.heading, self.card, batch)
        self._look_begins(self.data.inputs[step.rows[0]], new=False)
        dropped = _dropped(step.trace)
        shown = len(self.legend.items)
        facts = {"neurons": neurons} | ({"chance": self.dropout} if self.dropout else {})
        key = "step_asleep" if dropped else "step_awake" if self.dropout else "step_all"
        if dropped:
            facts["asleep"] = dropped
        self.say(key, Tween(self.legend, shown=float(shown - 2)), run_time=0.6, **facts)
        self._passes(step.before, step.trace, int(self.data.labels[step.rows[0]]), 2.4)
        truth = int(self.data.labels[step.rows[0]])
        self.say(
            "step_answer",
            Tween(self.class_scores, visible=1.0, said=1.0),
            Tween(self.legend, shown=float(shown - 1)),
            run_time=0.8,
            answer=self.outputs[int(step.trace.outputs[0].argmax())],
            share=float(step.trace.outputs[0].max()),
            right=self.names.get(truth, self.words.unknown),
        )
        self.hold(0.8)
        back = (Tween(self.legend, shown=float(shown)),)
        if len(step.rows) > 1:
            self.say("step_back", *back, run_time=0.6, batch=len(step.rows))
        else:
            self.say("step_back_one", *back, run_time=0.6)
        self.play(BackwardPass(self.diagram, banded_gradients(step.gradients)), run_time=3.0)
        changed = sum(int((a != b).sum()) for a, b in zip(step.before.weights, step.after.weights, strict=True))
        synapses = sum(w.size for w in self.start.weights)
        update = UpdateWeights(self.diagram, banded(step.after), rings=False)
        self.say("step_update", update, run_time=1.6, changed=changed, synapses=synapses)
        self.hold(0.4)
        for later in self.later:
            dropped = _dropped(later.trace)
            row = later.rows[0]
            self._look_begins(self.data.inputs[row])
            if dropped:
                self.say("step_next", run_time=0.6, asleep=dropped)
            else:
                self.say("step_next_all", run_time=0.6)
            self._passes(later.before, later.trace, int(self.data.labels[row]), 2.0)
            self.play(Tween(self.class_scores, visible=1.0, said=1.0), run_time=0.5)
            self.hold(0.6)
        self.play(FadeOut(batch), run_time=0.5)

    def learn(self) -> None:
        """The shown epochs, each with a drawing and the neurons dropped for it; the curves follow."""
        self.beat("learning")
        metrics, words = self.history.metrics, self.words
        lines = [
            (title, {words.train: metrics[key], words.test: metrics[f"test_{key}"]}, unit)
            for title, key, unit in ((words.accuracy, "accuracy", "percent"), (words.loss, "loss", "number"))
        ]
        self.plots = self.builders.plots(*lines, axis=words.axis)
        for plot in self.plots:
            plot.show_epoch(1)
        count = len(self.data)
        steps = -(-count // min(self.settings.training.batch_size, count))
        rest = UpdateWeights(self.diagram, self.drawn.network(1), rings=False)
        panels = [FadeIn(m) for m in self.plots]
        clear = Tween(self.class_scores, visible=0.0, said=0.0)
        self.say("step_rest", rest, *panels, clear, run_time=1.6, steps=steps, count=count)
        self._settle(self.legend, self.card, self.heading, *self.plots)
        self.hold(0.8)
        stops = sorted({*self.shown, self.history.epochs} - {1})
        epoch, told = 1, 0
        for k, stop in enumerate(stops):
            clock = EpochClock(self.drawn, epoch, stop, tail=0.1)
            replay = (
                ReplayTraining(self.diagram, self.drawn, clock=clock, rings=False),
                Tween(self.class_scores, visible=0.0, said=0.0),
                *[FollowTraining(panel, clock) for panel in (*self.plots, self.heading)],
            )
            seconds = max(0.9, 1.5 - 0.1 * k)
            key, facts, told = self._news(stop, told)
            if key:
                self.say(key, *replay, run_time=seconds, **facts)
            else:
                self.say(None, *replay, run_time=seconds)
            epoch = stop
            if stop < self.history.epochs:
                moment = self.history.moment(stop + 1)
                network, inputs = self.history.network(stop), self.data.inputs[moment.row]
                trace = network.forward(inputs, kept=moment.kept)
                self._look(network, trace, int(self.data.labels[moment.row]), max(1.0, 1.3 - 0.1 * k))
                self.play(Tween(self.class_scores, visible=1.0, said=1.0), run_time=0.4, least=LEAST_LOOK)
                self.hold(0.3)
        self._say_how_it_ended()
        self.hold(1.4)
        self.still("after")

    def _news(self, stop: int, told: int) -> tuple[str, dict[str, Any], int]:
        """Return what is said on the way to ``stop``: a text or none, its facts, and how much has been told then."""
        accuracy = self.history.metrics["test_accuracy"]
        now = float(accuracy[stop - 1])
        if told == 0:
            return "learn_start", {"count": len(self.data), "epochs": self.history.epochs}, 1
        if told == 1:
            key = "learn_lines" if self.dropout else "learn_lines_awake"
            return key, {"train": self.words.train, "test": self.words.test}, 2
        if stop == self.history.epochs:
            return "", {}, told
        if told == 2 and self.dropout:
            return "learn_sleep", {}, 3
        if told == 3 or (told == 2 and not self.dropout):
            return "learn_some", {"epoch": stop, "accuracy": now}, 4
        return "", {}, told

    def _say_how_it_ended(self) -> None:
        epochs, curves = self.history.epochs, self.history.metrics
        accuracy = float(curves["test_accuracy"][-1])
        train = float((self.final.predict(self.data.inputs).argmax(axis=1) == self.data.labels).mean())
        if accuracy < 0.5 + 0.5 / len(self.outputs):
            self.say("learn_failed", Rest(self.diagram), run_time=0.8, epochs=epochs, accuracy=accuracy)
        elif train - accuracy > 0.05:
            facts = {"epochs": epochs, "train": train, "accuracy": accuracy}
            self.say("learn_apart", Rest(self.diagram), run_time=0.8, **facts)
        else:
            self.say("learn_end", Rest(self.diagram), run_time=0.8, epochs=epochs, accuracy=accuracy)

    def test_her(self) -> None:
        """Drawings the network has never seen: right ones, its most confident mistakes, and something else."""
        self.beat("test")
        predictions = self.evaluation.predictions()
        tiles = [self._tile(prediction) for prediction in predictions]
        self.tally = self.builders.tally(tiles)
        self.tally.shown = 0.0
        title = self.builders.title(self.words.test_title)
        words = self.words
        marks = [("named rightly", words.correct), ("named wrongly", words.wrong)]
        signs = [sign for sign in self._signs() if sign[0] not in ("dropped", "error")]
        legend = self.builders.legend(*signs, *marks)
        gone = [FadeOut(m) for m in (*self.plots, self.heading, self.legend)]
        fresh = [FadeIn(title), FadeIn(legend), Tween(self.class_scores, visible=0.0, said=0.0)]
        self.say("test_awake" if self.dropout else "test_no_sleep", *gone, *fresh, run_time=1.0)
        self.add(self.tally)
        self._settle(legend, title, self.card, self.tally)
        self.hold(0.8)
        if not self.evaluation.right:
            self.say("test_none_right", run_time=0.6, count=len(self.test_set.labels))
            self.hold(1.2)
        for k, prediction in enumerate(predictions):
            self._look(self.final, self.final.forward(prediction.inputs), prediction.truth, 1.0 if k else 1.4)
            self._say_the_prediction(prediction, k)
            self.hold(0.3)
            last_right = (
                prediction.outcome == "right" and predictions[min(k + 1, len(predictions) - 1)].outcome != "right"
            )
            if last_right and self.evaluation.right == 1:
                self.say("test_no_mistake", run_time=0.6, count=len(self.test_set.labels))
                self.hold(1.4)
        self.still("tested")
        self.hold(0.6)
        self.tested = (title, legend)

    def _say_the_prediction(self, prediction: Prediction, k: int) -> None:
        """Say what a picture is and what the network predicts, and hang it with the others."""
        told = (Tween(self.class_scores, visible=1.0, said=1.0), Tween(self.tally, shown=k + 1.0))
        right, answer = self.names[prediction.truth], self.names[prediction.said]
        facts = {
            "right": {"right": right, "share": prediction.share},
            "mistake": {"right": right, "answer": answer, "share": prediction.share},
            "doubt": {"share": prediction.share, "threshold": self.threshold},
            "unknown": {"share": prediction.share},
            "named": {"answer": answer, "share": prediction.share},
        }[prediction.outcome]
        self.say(f"test_{prediction.outcome}", *told, run_time=0.6, **facts)

    def compare_runs(self) -> None:
        """The same training with dropout and without: curves, every unseen drawing, and what the difference is."""
        self.beat("with and without")
        words = self.words
        runs = [
            (self.history, self.evaluation, self.dropout),
            (self.other, self.other_evaluation, 0.0 if self.dropout else OTHER_DROPOUT),
        ]
        if not self.dropout:
            runs.reverse()
        titles = [words.say("runs_with", chance=runs[0][2]), words.runs_without]
        rows = [*(self.names[k] for k in self.known), *([words.unknown] if len(self.test_set.unknown) else [])]
        columns = [*(self.names[k] for k in self.known), words.dont_know]
        heads, curves, matrices = self.builders.runs(
            titles,
            [evaluation.confusion() for _, evaluation, _ in runs],
            rows,
            columns,
            range(len(rows)),
            (words.runs_rows, words.runs_columns),
            [{words.train: h.metrics["accuracy"], words.test: h.metrics["test_accuracy"]} for h, *_ in runs],
            (words.accuracy, words.axis),
        )
        for table in matrices:
            table.shown = 0.0  # the rows appear one by one
        for plot in curves:
            plot.show_epoch(self.history.epochs)
        stage = (self.picture, self.flow, self.diagram, self.class_scores, self.card, self.tally, *self.tested)
        title = self.builders.title(words.runs_title)
        legend = self.builders.legend(("named rightly", words.correct), ("named wrongly", words.wrong))
        gone = [FadeOut(m) for m in stage]
        self.say(None, *gone, run_time=0.7)
        count = len(self.test_set.labels) + len(self.test_set.unknown)
        appear = [FadeIn(m) for m in (title, legend, *heads, *curves, *matrices)]
        self.say("runs_unseen", *appear, run_time=0.8, count=count)
        self.play(*[Tween(table, shown=float(len(rows))) for table in matrices], run_time=1.6)
        self.hold(1.0)
        if len(self.test_set.unknown):
            this, other = (evaluation.named for _, evaluation, _ in runs)
            self.say("runs_named", run_time=0.6, unknown=len(self.test_set.unknown), this=this, other=other)
            self.hold(1.8)
        shares = [evaluation.right for _, evaluation, _ in runs]
        gain = shares[0] - shares[1]
        key = "runs_same" if abs(gain) < 0.01 else "runs_helped" if gain > 0 else "runs_hurt"
        self.say(key, run_time=0.6, this=shares[0], other=shares[1])
        self.still("with_and_without")
        self.hold(1.4)
        self.compared = (title, legend, *heads, *curves, *matrices)

    def look_into_the_first_layer(self) -> None:
        """The weights of each neuron of the first layer, as a picture."""
        self.beat("first layer")
        weights = self.final.weights[0]
        chosen = spread(weights.shape[1], MOST_MINDS)
        limit = float(np.quantile(np.abs(weights), 0.995))
        tiles = [Tile(signed(weights[:, k].reshape(SIDE, SIDE), limit, self.theme)) for k in chosen]
        minds = self.builders.minds(tiles)
        minds.shown = 0.0
        title = self.builders.title(self.words.minds_title)
        full = self.words.say("minds_full", limit=limit)
        legend = self.builders.legend(
            ("positive", self.words.excites), ("negative", self.words.inhibits), ("full", full)
        )
        self.add(minds)
        gone = [FadeOut(m) for m in self.compared]
        self.say(None, *gone, FadeIn(title), FadeIn(legend), run_time=0.8)
        facts = {"neurons": weights.shape[1], "pixels": SIDE * SIDE}
        if len(chosen) < weights.shape[1]:
            self.say("minds_some", Tween(minds, shown=float(len(tiles))), run_time=2.0, shown=len(chosen), **facts)
        else:
            self.say("minds_look", Tween(minds, shown=float(len(tiles))), run_time=2.0, **facts)
        self.hold(1.0)
        self.say("minds_signs", run_time=0.6)
        self.still("first_layer")
        self.hold(2.0)
        self.say(None, *[FadeOut(m) for m in (minds, title, legend)], run_time=0.8)

    def close(self) -> None:
        """The question answered from the run, then a calm end with room for what the player shows."""
        self.beat("close")
        line, reason = self.builders.closing_words(self.words.close_question, self._last_words())
        self.play(FadeIn(line), FadeIn(reason), run_time=1.0)
        self.hold(8.0, fixed=True)

    # What the beats are made of.

    def _last_words(self) -> str:
        """Return what the run has earned."""
        right, others = self.evaluation.right, len(self.test_set.unknown)
        if right < 0.5 + 0.5 / len(self.known):
            return self.words.say("close_failed", right=right)
        told = self.words.say("close_known", right=right)
        if not others:
            return told
        silent = 1 - self.evaluation.named / others
        return f"{told}\n{self.words.say('close_learned' if silent >= 0.5 else 'close_sure', known=silent)}"

    def _signs(self) -> list[tuple[str, str]]:
        """Return the items of the legend, in the order in which they appear."""
        words = self.words
        signs = [
            ("positive", words.excites),
            ("negative", words.inhibits),
            ("width", words.thicker),
            ("active", words.active),
            ("signal", words.signal),
        ]
        if self.threshold:
            signs.append(("threshold", words.say("threshold", threshold=self.threshold)))
        if self.dropout:
            signs.append(("dropped", words.asleep))
        return [*signs, ("target", words.target), ("error", words.error)]

    def _settle(self, *panels: Mobject) -> None:
        """Lay what seldom changes below everything that moves: manim draws it once a play, not once a frame."""
        stage = [getattr(self, name, None) for name in ("picture", "diagram", "flow", "class_scores")]
        self.bring_to_back(*panels, *[m for m in stage if m in self.mobjects])

    def _look_begins(self, inputs: np.ndarray, new: bool = True, seconds: float = 0.5) -> None:
        """Let a picture take the place of the last one, while everything else calms down."""
        calm = (Rest(self.diagram), Tween(self.class_scores, visible=0.0, said=0.0))
        if new:
            self.picture.show(shades_of(inputs))
            calm = (*calm, Tween(self.picture, turned=1.0))
        self.play(*calm, run_time=seconds, least=LEAST_LOOK)

    def _passes(self, network: Network, trace: Trace, truth: int, seconds: float) -> None:
        """Let the pixels flow in and the signals pass; then the scores are ready to be seen."""
        self.flow.show(self.picture.shades)
        # The pixels arrive while the neurons of their bands light up.
        pixels = Tween(self.flow, run_time=0.38 * seconds, travelled=1.0)
        self.play(pixels, PicturePass(self.diagram, network, trace, run_time=seconds), least=LEAST_LOOK)
        said = self.test_set.says(trace.outputs[0])
        target = truth if truth in self.known else len(self.known) if len(self.outputs) > len(self.known) else -1
        mark = self._mark(said, truth if truth in self.known else DONT_KNOW)
        self.class_scores.set_scores(trace.outputs[0].tolist(), self.names[said], mark, target)

    def _look(self, network: Network, trace: Trace, truth: int, seconds: float) -> None:
        """Let a picture be looked at from its first pixel to the scores."""
        inputs = trace.activations[0][0]
        self._look_begins(inputs, not np.array_equal(shades_of(inputs), self.picture.shades), 0.3 * seconds)
        self._passes(network, trace, truth, seconds)

    def _mark(self, said: int, truth: int) -> str:
        return "right" if said == truth else "unsure" if said == DONT_KNOW else "wrong"

    def _tile(self, prediction: Prediction) -> Tile:
        return Tile(
            shades_of(prediction.inputs),
            self.names[prediction.said],
            f"{prediction.share:.0%}",
            self._mark(prediction.said, prediction.truth),
        )


def _dropped(trace: Trace) -> int:
    """Return how many hidden neurons dropout dropped for the first picture of a trace."""
    return sum(int((mask[0] == 0).sum()) for mask in trace.masks)
