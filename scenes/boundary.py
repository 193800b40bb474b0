"""Where does it draw the line? A network divides a plane, and the map of its answers flows while it learns.

manim -pqh scenes/boundary.py
"""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut

from nnlib.data import labels_of
from scenes.config import CurveWords, PluralText, formatted, given, says
from scenes.stage import (
    DecisionMap,
    ForwardPass,
    LessonScene,
    Plot,
    Rest,
    Tween,
    beats,
)
from scenes.stage.learning import largest_changes
from scenes.stage.lesson import PlaneWords
from scenes.stage.plane import LearningCurves, PlaneConfig, overfitted, typical_point, verdict


class BoundaryWords(PlaneWords, CurveWords):
    """All words of the lesson, besides the standard ones."""

    points: str = says(count=int, kinds=int, doc="What the viewer sees first.")
    question: str = says(doc="The question of the film.")
    aside: PluralText = says(count=int, plural="count", doc="Some points are kept aside.")

    point_in: str = says(x=float, y=float, doc="One point travels through the network.")
    point_in_standardised: str = says(x=float, y=float, doc="The same, where the inputs are standardised.")
    point_answer: str = says(share=float, kind=str, doc="What the network answers, and that it colours the place.")
    point_carried: PluralText = says(
        count=int, synapses=int, share=float, plural="count", doc="How few synapses carry most of the answer."
    )
    map_all: str = says(doc="The whole plane is coloured by its answers.")
    map_line: str = says(doc="The line, where the network is undecided.")
    map_no_line: str = says(kind=str, doc="The same, where the network gives one answer everywhere.")

    learn_changes: PluralText = says(
        count=int, synapses=int, plural="count", doc="Of a dense network: those that are marked, and the line moves."
    )
    learn_changes_only: PluralText = says(
        standard=True, count=int, synapses=int, plural="count", doc="The same, where no line moves with them."
    )
    learn_right: str = says(epoch=int, train=float, test=float, doc="More points are on the right side.")
    learn_moved: str = says(before=int, epoch=int, moved=float, doc="Not so, but the line has moved.")
    learn_still: str = says(epoch=int, doc="Neither.")
    learn_no_line: str = says(standard=True, epoch=int, doc="There is no line yet.")
    learn_parting: str = says(epoch=int, doc="From here on the loss of the test points rises.")
    learn_end: PluralText = says(epochs=int, train=float, plural="epochs", doc="The training is over.")
    line_bends: str = says(standard=True, degrees=float, doc="Close up: where the line bends most.")
    line_curves: str = says(standard=True, degrees=float, doc="The same, of activations that are smooth.")
    line_straight: str = says(standard=True, doc="The same, where it hardly bends.")

    inside: PluralText = says(count=int, plural="count", doc="What the neurons of the first hidden layer see.")
    inside_some: str = says(shown=int, count=int, doc="The same, where only some of them are shown.")
    inside_edges: str = says(doc="Each of them knows one direction only.")
    inside_smooth: str = says(standard=True, doc="The same, of an activation that is never silent.")
    inside_silent: PluralText = says(
        silent=int, plural="silent", doc="The same, where some of them are silent everywhere."
    )
    inside_all_silent: str = says(standard=True, doc="The same, where all of them are.")
    combined: PluralText = says(
        count=int, plural="count", doc="What the neurons of the last hidden layer make of it."
    )
    combined_some: str = says(shown=int, count=int, doc="The same, where only some of them are shown.")
    weighed: str = says(doc="The output weighs them, each by its synapse.")
    weighed_bias: str = says(standard=True, bias=float, doc="The same, where the output has a bias.")
    weighed_kinds: str = says(standard=True, doc="The same, where each kind has an output of its own.")
    weighed_none: str = says(standard=True, doc="The same, where no line has come of it.")

    verdict_fine: str = says(train=float, test=float, doc="Train and test agree.")
    verdict_overfit: str = says(train=float, test=float, doc="Train and test part ways.")
    verdict_overfit_loss: str = says(epoch=int, before=float, after=float, doc="The test loss has risen again.")
    verdict_useless: str = says(train=float, larger=float, doc="The run has failed.")
    verdict_few: PluralText = says(
        standard=True, count=int, plural="count", doc="There are too few new points to judge by."
    )

    close_answer: str = says(doc="The answer in large letters.")
    close_fine: PluralText = says(test=float, wrong=int, plural="wrong", doc="The last line.")
    close_all: str = says(doc="The last line, where every new point is right.")
    close_overfit: str = says(train=float, test=float, doc="The last line, where the network has learned by heart.")
    close_useless: str = says(doc="The large letters and last line, where the run has failed.")


class BoundaryConfig(PlaneConfig):
    """The config of the lesson."""

    words: BoundaryWords


class Boundary(LessonScene):
    """The lesson of the line."""

    config_class = BoundaryConfig
    layout = "network and plane"

    def construct(self) -> None:
        """Tell the story, beat by beat."""
        self.gather_facts()
        self.show_the_points()
        self.meet_the_network()
        self.paint_the_map()
        self.learn()
        beats.look_inside(self, self.plane, self.panels)
        self.ask_new_points()
        self.close()

    def gather_facts(self) -> None:
        """Look up what the beats have in common, from the config and the recorded run."""
        self.start, self.final = self.history.network(0), self.history.network(self.history.epochs)
        self.kinds = beats.kinds(self)
        self.curves = LearningCurves.of(self.history, self.data)
        self.verdict, self.figures = verdict(self.curves, self.data)
        self.train, self.test = float(self.curves.train[-1]), float(self.curves.test[-1])
        self.common_facts |= {"kinds": len(self.kinds)}

    def show_the_points(self) -> None:
        """Two kinds of points, and the question."""
        self.plane = self.build(DecisionMap, "plane", self.data, self.history, self.kinds, self.shown)
        self.plane.fill(self.boxes["opening_data"], share=1.0)
        row = typical_point(self.data)
        self.plane.train_shown, self.plane.marked, self.plane.marked_shown = 1.0, row, 1.0
        beats.question(self, self.plane, network=self.start, case=self.data.inputs[row], name="points")
        self.key = beats.plane_key(self, "opening_points")
        self.say("points", Tween(self.plane, marked_shown=0.0), FadeIn(self.key), run_time=0.8)
        self.hold(2.0)
        self.say("question", run_time=0.6)
        self.hold(2.6)
        aside = [Tween(self.plane, test_shown=1.0), self.key.reveal("test", ["line"])]
        self.say("aside", *aside, run_time=1.4, count=len(self.data.test_inputs))
        self.hold(2.0)

    def meet_the_network(self) -> None:
        """The plane makes room for the network; one point travels through it."""
        opening, self.key = self.key, beats.plane_key(self)
        self.key.set_named()
        self.add(self.key)
        beats.meet_network(
            self,
            *("positive", "negative", "width", "active", "signal"),
            room=(
                self.plane.animate.fill(self.boxes["plane"], share=1.0),
                Tween(self.plane, test_shown=0.0),
                FadeOut(opening),
            ),
            box="first_network",
            beside=lambda: [self.legend.reveal("width"), self.key.reveal("train")],
            room_for_targets=False,
            input_names=self.data.names,
        )
        self.hold(2.4)
        self.ask_one_point(typical_point(self.data))

    def ask_one_point(self, row: int) -> None:
        """One point travels through the network, and takes the colour of the answer."""
        self.plane.marked = row
        key, point = "point_in", self.data.inputs[row]
        if self.data.mean is not None:
            key, point = "point_in_standardised", point * self.data.scale + self.data.mean
        x, y = point.tolist()
        shown = (Tween(self.plane, marked_shown=1.0), self.legend.reveal("signal", ["active"]))
        self.say(key, *shown, run_time=1.0, x=x, y=y)
        trace = self.start.forward(self.data.inputs[row])
        signals = ForwardPass(self.diagram, trace)
        self.play(signals, run_time=3.4)
        kind, share = self.said(trace.outputs[0])
        self.say("point_answer", Tween(self.plane, patch_shown=1.0), run_time=1.0, kind=kind, share=share)
        self.hold(2.4)
        if self.diagram.spec.dense:
            self.say("point_carried", **signals.carriers_from(self.diagram.state).facts(self.diagram.spec))
            self.hold(2.4)
        self.still("network")

    def paint_the_map(self) -> None:
        """Every place of the plane is asked: the map, and the line."""
        self.beat("map")
        painted = Tween(self.plane, map_shown=1.0, patch_shown=0.0, marked_shown=0.0)
        signs = self.legend.reveal("width")
        self.say("map_all", Rest(self.diagram), painted, signs, run_time=2.0)
        self.hold(2.4)
        kind = self.kinds[int(labels_of(self.start.predict(self.data.inputs[:1])[0]))]
        key = "map_line" if self.plane.lines_at(0) else "map_no_line"
        self.say(key, Tween(self.plane, line_shown=1.0), self.key.reveal("line"), run_time=1.0, kind=kind)
        self.hold(2.2)

    def learn(self) -> None:
        """The training, from stop to stop: map, network and curves on one clock."""
        self.beat("learning")
        words, curves = self.words, self.curves
        losses = {words.train: curves.train_loss, words.test: curves.test_loss}
        shares = {words.train: curves.train, words.test: curves.test}
        self.panels = (
            self.build(Plot, "loss", words.loss, losses, words.axis, unit="number", first=0),
            self.build(Plot, "accuracy", words.accuracy, shares, words.axis, first=0),
        )
        parted = overfitted(curves, self.data)
        self.told, self.parting = float(curves.train[0]), parted.epoch if parted else None
        self.still_told = False
        self.make_room_for_the_curves()
        shown = {"rings": False, "without": [*beats.OF_ANSWERS, "active", "signal"]}
        beats.training(self, self.plane, *self.panels, tell=self.tell, name="", **shown)
        self.say("learn_end", Rest(self.diagram), self.legend.reveal("width"), run_time=1.6, train=self.train)
        self.still("map")
        self.hold(1.4)
        beats.bend_of_the_line(self, self.plane, self.key)

    def make_room_for_the_curves(self) -> None:
        """Let the network stand closer, where the curves take some of its room."""
        if self.boxes["network"] == self.boxes["first_network"]:
            return
        self.say(None, FadeOut(self.diagram), run_time=0.6)
        self.diagram = beats.diagram(self, self.start, room_for_targets=False, input_names=self.data.names)
        self.play(FadeIn(self.diagram), *[FadeIn(panel) for panel in self.panels], run_time=0.8)

    def tell(self, k: int, start: int, stop: int) -> beats.Said:
        """Return what is said from ``start`` on: news of the stretch that has led there, which the picture shows."""
        if k == 0:
            return "learn_start", {}
        if k == 1 and (count := self.marked(start, stop)):
            moved = self.plane.changed_between(*(self.history.recorded.index(epoch) for epoch in (start, stop)))
            return ("learn_changes" if moved > 0 else "learn_changes_only"), {
                "count": count,
                "synapses": self.diagram.spec.synapses,
            }
        if self.parting is not None and start >= self.parting:
            epoch, self.parting = self.parting, None
            return "learn_parting", {"epoch": epoch}
        train, test = float(self.curves.train[start]), float(self.curves.test[start])
        if train >= self.told + 0.01:
            self.told = train
            return "learn_right", {"epoch": start, "train": train, "test": test}
        here = self.history.recorded.index(start)
        still, self.still_told = self.still_told, False
        if not self.plane.lines_at(here):
            return "learn_no_line", {"epoch": start}
        before = self.shown[k - 2]
        moved = self.plane.changed_between(*(self.history.recorded.index(epoch) for epoch in (before, start)))
        if moved >= 0.02 and self.plane.lines_at(self.history.recorded.index(before)):
            return "learn_moved", {"before": before, "epoch": start, "moved": moved}
        self.still_told = True
        return (None, {}) if still else ("learn_still", {"epoch": start})  # the same is not said twice in a row

    def marked(self, start: int, stop: int) -> int:
        """Return how many synapses of a dense network are marked while it learns from one epoch to another."""
        if not self.diagram.spec.dense:
            return 0
        before, after = (self.history.at(epoch).weights for epoch in (start, stop))
        return len(largest_changes(before, after, self.diagram.layout))

    def ask_new_points(self) -> None:
        """The points the network never saw: which lie on the wrong side, and what that says about the run."""
        shown = [Tween(self.plane, train_shown=0.0, test_shown=1.0), self.key.reveal("test", ["train"])]
        judged = [Tween(self.plane, wrong_shown=1.0), self.key.reveal(without=["train"])]
        beats.evaluation(self, shown=shown, judged=judged, seconds=3.0)
        self.still("new_points")
        self.hold(1.6)
        told = self.panels[0 if self.verdict.endswith("loss") else 1]
        self.say(f"verdict_{self.verdict}", Tween(told, opacity=1.0), run_time=1.0, **self.figures)
        self.hold(3.0)

    def close(self) -> None:
        """The answer, and four points that take turns in their kind."""
        cases = self.data.inputs[self.one_of_each()]
        beats.close(self, *self.last_words(), cases=cases, answer=self.answer_of, input_names=self.data.names)

    def one_of_each(self) -> list[int]:
        """Return the rows of four points that take turns in their kind."""
        kinds = len(self.kinds)
        own = [np.flatnonzero(self.data.labels == k) for k in range(kinds)]
        return [int(own[k % kinds][(k // kinds) % len(own[k % kinds])]) for k in range(4)]

    def said(self, outputs: np.ndarray) -> tuple[str, float]:
        """Return which kind the network says, and by which share."""
        share = float(max(outputs[0], 1 - outputs[0]) if len(outputs) == 1 else outputs.max())
        return self.kinds[int(labels_of(outputs))], share

    def answer_of(self, inputs: np.ndarray, outputs: np.ndarray) -> str:
        """Return the words of a point and its answer."""
        if self.data.mean is not None:
            inputs = inputs * self.data.scale + self.data.mean
        kind, share = self.said(outputs)
        return f"{' '.join(map(given, inputs.tolist()))} → {kind}, {formatted(share, '.0%')}"

    def last_words(self) -> tuple[str, str]:
        """Return what the run has earned: the answer, and what it rests on."""
        count = len(self.data.test_inputs)
        wrong = count - round(self.test * count)
        if self.verdict == "useless":
            line, _, reason = self.words.close_useless.partition("\n")
            return line, reason
        if self.verdict.startswith("overfit"):
            return self.words.close_answer, self.text("close_overfit", train=self.train, test=self.test)
        key = "close_fine" if wrong else "close_all"
        return self.words.close_answer, self.text(key, test=self.test, wrong=wrong)
