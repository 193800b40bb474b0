"""A network learns to tell drawings apart: pixels, dropped neurons, and the courage to say "I don't know".

manim -pqh scenes/shapes.py
"""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut

from nnlib import History
from nnlib.data import SIDE
from scenes.config import PictureWords, PluralText, says
from scenes.stage import (
    EpochHeading,
    Heading,
    LessonScene,
    Plot,
    Tween,
    UpdateWeights,
    beats,
)
from scenes.stage.pictures import (
    BANDS,
    DONT_KNOW,
    Gallery,
    Picture,
    PicturePass,
    PicturesConfig,
    Tile,
    banded,
    banded_history,
    shades_of,
    tiles_of,
    unseen_pictures,
)
from scenes.training import Progress, named_history_of, opening_steps_of

OTHER_DROPOUT = 0.1  # of the run beside one that has none
MOST_ON_A_SHEET = 84  # drawings
WAITING = 0.3  # how visible the drawing is that is asked about next


class ShapesWords(PictureWords):
    """All words of the lesson, besides the standard ones."""

    title: str = says(doc="The large words over the first drawings.")
    class_names: tuple[str, ...] = says(doc="Names of the dataset's shapes: circle, square, triangle.")
    unknown: str = says(doc="What is none of its classes.")
    dont_know: str = says(doc="What the network says of it.")
    question: str = says(classes=str, doc="The first question of the film.")
    question_unknown: str = says(doc="The second question, over a drawing that is none of them.")
    question_sure: str = says(doc="The same, where no drawing of something else is at hand.")

    sheet_title: str = says(doc="The large words over many drawings.")
    sheet: str = says(count=int, test=int, doc="Many drawings at once; others are kept back.")
    sheet_pixels: str = says(pixels=int, side=int, doc="What a drawing is to a network.")

    inputs: str = says(pixels=int, doc="Name of the first layer.")
    threshold: str = says(threshold=float, doc="Legend: the tick on the bars.")
    network_bands: str = says(bands=int, pixels=int, doc="What stands for the pixels.")
    network_lines: str = says(pixels=int, doc="What the lines of a band are.")
    network_layers: PluralText = says(layers=int, neurons=int, outputs=int, plural="layers", doc="The other layers.")
    network_guess: str = says(answer=str, share=float, doc="What the network says before any learning.")
    network_doubt: str = says(share=float, doc="The same, where it is not sure enough to name a class.")

    step_asleep: PluralText = says(
        asleep=int, neurons=int, chance=float, plural="asleep", doc="The first step: how many neurons drop out."
    )
    step_awake: str = says(neurons=int, chance=float, doc="The same, where chance drops none.")
    step_all: PluralText = says(neurons=int, plural="neurons", doc="The same, without dropout.")
    step_answer: str = says(answer=str, share=float, right=str, doc="The answer beside the right one.")
    step_back: str = says(batch=int, doc="The error flows back.")
    step_back_awake: str = says(standard=True, batch=int, doc="The same, without dropout.")
    step_back_none: str = says(standard=True, doc="The same, where every gradient is 0.")
    step_back_one: str = says(doc="The same, where each example makes an update.")
    step_update: PluralText = says(changed=int, synapses=int, plural="changed", doc="The weights change.")
    step_update_all: str = says(standard=True, synapses=int, doc="All of them change.")
    step_update_none: str = says(standard=True, synapses=int, doc="None of them changes.")
    step_next: str = says(asleep=int, doc="The next step: others drop out.")
    step_next_all: str = says(doc="The same, without dropout or with none dropped.")
    step_rest: PluralText = says(steps=int, count=int, plural="steps", doc="The rest of the first epoch.")

    verdict: str = says(doc="Stands before what the network says.")
    verdict_doubt: str = says(threshold=float, doc="The same, where no answer is sure enough to name a class.")

    learn_start: str = says(count=int, epochs=int, doc="The long training begins.")
    learn_lines: str = says(train=str, test=str, doc="What the two lines are.")
    learn_lines_awake: str = says(train=str, test=str, doc="The same, without dropout.")
    learn_sleep: str = says(doc="Why neurons drop out.")
    learn_some: str = says(epoch=int, accuracy=float, doc="How many are right on the way.")
    learn_end: PluralText = says(epochs=int, accuracy=float, plural="epochs", doc="The end.")
    learn_apart: str = says(epochs=int, train=float, accuracy=float, doc="The end: train and test have parted.")
    learn_failed: PluralText = says(epochs=int, accuracy=float, plural="epochs", doc="The end: the run has failed.")

    test_title: str = says(doc="The large words over the test.")
    test_awake: str = says(doc="In the test none drops out.")
    test_no_sleep: str = says(doc="The same, after a training without dropout.")
    test_right: str = says(right=str, share=float, doc="A drawing the network has named rightly.")
    test_carried: PluralText = says(
        count=int, synapses=int, share=float, plural="count", doc="How few of the lines carry most of that answer."
    )
    test_none_right: str = says(count=int, doc="The network has named none rightly.")
    test_mistake: str = says(right=str, answer=str, share=float, doc="Its most confident mistakes.")
    test_no_mistake: str = says(count=int, doc="There are none.")
    test_doubt: str = says(share=float, threshold=float, doc="Something else, and no class is sure enough.")
    test_unknown: str = says(share=float, doc="Something else, and its own output wins.")
    test_named: str = says(answer=str, share=float, doc="Something else, and the network names a class all the same.")

    runs_title: str = says(doc="The large words over two runs.")
    runs_with: str = says(chance=float, doc="Stands over a run with dropout.")
    runs_without: str = says(doc="Stands over a run without.")
    runs_rows: str = says(doc="What the rows of a confusion matrix are.")
    runs_columns: str = says(doc="What its columns are.")
    runs_unseen: str = says(count=int, doc="Every unseen drawing in one table.")
    runs_named: PluralText = says(
        unknown=int,
        this=int,
        other=int,
        plural="unknown",
        doc="How many of something else the network names, in each run.",
    )
    runs_helped: str = says(other=float, this=float, doc="Dropout has helped.")
    runs_hurt: str = says(other=float, this=float, doc="Dropout has not helped.")
    runs_same: str = says(other=float, this=float, doc="Dropout makes no difference worth the name.")

    minds_title: str = says(doc="The large words over the first layer's weights.")
    minds_look: PluralText = says(
        neurons=int, pixels=int, plural="neurons", doc="What each neuron of the first layer looks for."
    )
    minds_some: str = says(shown=int, neurons=int, pixels=int, doc="The same, where not all are shown.")
    minds_full: str = says(limit=float, doc="Legend: the weight that has the full colour.")
    minds_signs: str = says(doc="What the colours do.")

    close_question: str = says(doc="The question in large letters.")
    close_known: str = says(right=float, doc="The last lines: what share of its classes the network names rightly.")
    close_learned: str = says(known=float, doc="Of something else the network mostly says that it does not know.")
    close_sure: str = says(known=float, doc="Of something else the network mostly does not say so.")
    close_failed: str = says(right=float, doc="The last line of a run that has failed.")


class ShapesConfig(PicturesConfig):
    """The config of the lesson."""

    words: ShapesWords


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
        beats.pictures.dropout_step(self)
        self.learn()
        beats.pictures.test(self)
        beats.pictures.compare_runs(self)
        beats.pictures.first_layer(self, self.final)
        beats.close(self, *self.last_words(), **beats.looking.closing(self))

    def prepare(self, progress: Progress | None = None) -> dict[str, History]:
        """Train twice, with dropout and without, or take the stored trainings."""
        histories = super().prepare(progress)
        network, training = self.settings.network, self.settings.training
        self.dropout, self.other_dropout = network.dropout, 0.0 if network.dropout else OTHER_DROPOUT
        changes = {
            "network": network.model_copy(update={"dropout": self.other_dropout}),
            "training": training.model_copy(update={"snapshots": 50}),
        }
        beside = self.settings.model_copy(update=changes)
        name, self.other = named_history_of(beside, cache_dir=self.cache_dir, progress=progress)
        return {**histories, name: self.other}

    def gather_facts(self) -> None:
        """Look up what the beats have in common, from the config and the recorded runs."""
        words, self.test_set = self.words, unseen_pictures(self.settings, self.data)
        self.known = self.test_set.known
        names = beats.kinds(self)
        self.names = {k: names[k] for k in self.known} | {DONT_KNOW: words.dont_know}
        self.outputs = [self.names.get(k, words.dont_know) for k in range(len(names))]
        self.start, self.final = self.history.network(0), self.history.network(self.history.epochs)
        self.evaluation = self.test_set.evaluate(self.final)
        self.other_evaluation = self.test_set.evaluate(self.other.network(self.other.epochs))
        self.common_facts |= {
            "classes": ", ".join(self.names[k] for k in self.known),
            "pixels": SIDE * SIDE,
            "side": SIDE,
            "bands": BANDS,
            "test": len(self.data.test_inputs),
            "layers": len(self.start.sizes) - 2,
            "neurons": sum(self.start.sizes[1:-1]),
            "outputs": self.start.sizes[-1],
            "chance": self.dropout,
            "threshold": self.test_set.threshold,
        }
        self.columns = beats.looking.stands(self, self.start)
        self.drawn = banded_history(self.history, self.columns)

    def ask_the_question(self) -> None:
        """A drawing of each class, and one that is none of them."""
        test_set = self.test_set
        firsts = [int(np.flatnonzero(test_set.labels == k)[0]) for k in self.known if (test_set.labels == k).any()]
        tiles = [Tile(shades_of(test_set.inputs[row]), self.names[int(test_set.labels[row])]) for row in firsts]
        classes, asked = float(len(tiles)), test_set.inputs[firsts[0]]
        if len(test_set.unknown):
            asked = test_set.unknown[min(1, len(test_set.unknown) - 1)]
            tiles.append(Tile(shades_of(asked), "?", mark="unsure"))
        gallery = self.build(Gallery, "opening_data", tiles, "row")
        beats.question(
            self,
            gallery,
            network=banded(self.start, self.columns),
            case=lambda drawn: PicturePass(drawn, self.start, self.start.forward(asked), columns=self.columns),
            numbers=False,
        )
        gallery.waiting = WAITING
        self.say("question", Tween(gallery, shown=classes), run_time=0.6)
        self.hold(1.2)
        key, seconds = ("question_unknown", 1.0) if len(test_set.unknown) else ("question_sure", 0.6)
        self.say(key, Tween(gallery, shown=float(len(tiles))), run_time=seconds)
        self.hold(1.6)

    def show_the_drawings(self) -> None:
        """Many drawings, and what one of them is to a network."""
        self.beat("drawings")
        sheet = self.build(Gallery, "wall", tiles_of(self.data.inputs, MOST_ON_A_SHEET))
        sheet.shown = 0.0
        gone = self.fade_out_all()
        self.add(sheet)
        title = self.build(Heading, "title", self.words.sheet_title)
        self.say(None, *gone, run_time=0.6)
        self.play(FadeIn(title), run_time=0.4)
        self.say("sheet", Tween(sheet, shown=float(len(sheet.tiles))), run_time=2.4)
        self.hold(1.0)
        self.step, *self.later = opening_steps_of(self.settings, self.start, self.data, 2)
        shades = shades_of(self.data.inputs[self.step.rows[0]])
        self.picture = self.build(Picture, "picture", shades, columns=self.columns)
        self.picture.fill(self.boxes["wall"])
        self.say("sheet_pixels", FadeOut(sheet), FadeOut(title), FadeIn(self.picture), run_time=1.0)
        self.hold(1.0)

    def meet_the_network(self) -> None:
        """Ten neurons for the pixels, the layers, the outputs; and what the network says before any learning."""
        self.beat("network")
        beats.looking.set_the_stage(self, self.start)
        self.signs = [*beats.SIGNS, *(["threshold"] if self.test_set.threshold else [])]
        signs = [*self.signs, *([("dropped", "asleep")] if self.dropout else []), "target", "error", "coming"]
        self.legend = beats.legend(self, *beats.dense_signs(self.diagram, *signs))
        self.legend.set_named()
        self.heading = self.build(EpochHeading, "title", self.words.heading, self.text("heading_detail"))
        self.add(self.legend)
        band = SIDE * SIDE // BANDS
        self.say(None, self.picture.animate.fill(self.boxes["picture"], share=1.0), run_time=0.8)
        appear = (FadeIn(self.diagram), FadeIn(self.heading), Tween(self.picture, bands=1.0))
        self.say("network_bands", *appear, run_time=1.2, pixels=band)
        self.bring_to_back(self.legend, self.heading)
        self.add(self.flow)
        self.hold(1.2)
        self.say(
            "network_lines", beats.looking.lines(self, 1), self.legend.reveal("width"), run_time=1.2, pixels=band
        )
        self.hold(0.8)
        named = FadeIn(self.class_scores), self.legend.reveal("signal")
        self.say("network_layers", beats.looking.lines(self), *named, run_time=1.2)
        row = self.step.rows[0]
        trace = self.start.forward(self.data.inputs[row])
        found = beats.looking.look(self, self.start, trace, int(self.data.labels[row]), 2.2)
        key = "network_doubt" if found.said == DONT_KNOW else "network_guess"
        scored = Tween(self.class_scores, visible=1.0), self.legend.reveal("target", ["dropped"])
        self.say(key, *scored, run_time=0.8, answer=self.names[found.said], share=found.share)
        self.hold(0.8)
        self.still("before")

    def learn(self) -> None:
        """The shown epochs, each with a drawing and the neurons dropped for it; the curves follow."""
        self.beat("learning")
        words, metrics = self.words, self.history.metrics
        self.plots = []
        for metric, unit in (("accuracy", "percent"), ("loss", "number")):
            lines = {words.train: metrics[metric], words.test: metrics[f"test_{metric}"]}
            self.plots.append(self.build(Plot, metric, self.text(metric), lines, words.axis, unit=unit))
            self.plots[-1].show_epoch(1)
        steps = -(-len(self.data) // min(self.settings.training.batch_size, len(self.data)))
        shown = (UpdateWeights(self.diagram, self.drawn.network(1), rings=False), *map(FadeIn, self.plots))
        self.say("step_rest", *shown, Tween(self.class_scores, visible=0.0), run_time=1.6, steps=steps)
        self.bring_to_back(*self.plots)
        self.hold(0.8)
        if self.history.epochs > 1:
            beats.training(
                self,
                *self.plots,
                start=1,
                tail=0.1,
                seconds=lambda k: max(0.9, 1.3 - 0.1 * k),
                tell=self.tell,
                beside=lambda: [Tween(self.class_scores, visible=0.0)],
                at_stop=self.look_at_a_drawing,
                history=self.drawn,
                rings=False,
                name="",
                without=("error", "active"),
            )
        accuracy, epochs = float(metrics["test_accuracy"][-1]), self.history.epochs
        train = self.final.evaluate(self.data.inputs, self.data.targets, self.settings.training.loss).share_right
        failed = accuracy < 0.5 + 0.5 / len(self.outputs)
        key = "learn_failed" if failed else "learn_apart" if train - accuracy > 0.05 else "learn_end"
        self.say(key, *beats.looking.rest(self), run_time=0.8, epochs=epochs, train=train, accuracy=accuracy)
        self.hold(0.8)
        self.still("after")

    def tell(self, k: int, start: int, stop: int) -> beats.Said:
        """Return what is said on the way to ``stop``, if anything."""
        keys = ["learn_start", "learn_lines" if self.dropout else "learn_lines_awake"]
        keys += ["learn_sleep"] if self.dropout and stop < self.history.epochs else []
        return (keys[k] if k < len(keys) else None), {"train": self.words.train, "test": self.words.test}

    def look_at_a_drawing(self, k: int, stop: int) -> None:
        """Look at the drawing recorded for the epoch after ``stop``, with the neurons dropped for it."""
        if stop == self.history.epochs:
            return
        # A caption that names an epoch comes when the clock has reached it.
        key = "learn_some" if k == (3 if self.dropout else 2) else None
        facts = {"epoch": stop, "accuracy": float(self.history.metrics["test_accuracy"][stop - 1])}
        beats.looking.look_at_recorded(self, stop, max(0.8, 1.1 - 0.1 * k), key, **facts)
        self.hold(0.3)

    def last_words(self) -> tuple[str, str]:
        """Return the question once more, and what the run has earned."""
        return self.words.close_question, self.earned()

    def earned(self) -> str:
        """Return how much the network names rightly, and whether it says that it does not know."""
        right, others = self.evaluation.right, len(self.test_set.unknown)
        if right < 0.5 + 0.5 / len(self.known):
            return self.text("close_failed", right=right)
        told = self.text("close_known", right=right)
        if not others:
            return told
        silent = 1 - self.evaluation.named / others
        return f"{told}\n{self.text('close_learned' if silent >= 0.5 else 'close_sure', known=silent)}"
