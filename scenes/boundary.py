"""Where does it draw the line? A network divides a plane, and the map of its answers flows while it learns.

manim -pqh scenes/boundary.py
"""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import FadeIn, FadeOut

from nnlib.data import labels_of
from scenes.config import NetworkConfig, says
from scenes.stage import (
    Curves,
    DecisionMap,
    EpochClock,
    FollowMap,
    FollowTraining,
    ForwardPass,
    Legend,
    LessonScene,
    NeuronMaps,
    ReplayTraining,
    Rest,
    Tween,
)
from scenes.stage.learning import LargeUpdates
from scenes.stage.lesson import Builders, NetworkWords
from scenes.stage.network import brightness, synapse_colours, synapse_width
from scenes.stage.plane import (
    MOST_MAPS,
    SHAPE,
    LearningCurves,
    neuron_views,
    no_better_than_majority,
    overfitted,
)
from scenes.training import dataset_of

MOST_CLASSES = 4  # colours that stay apart on a map


class BoundaryWords(NetworkWords):
    """All words of the lesson, besides those that builders write."""

    changed: str = says(size=float, doc="Legend: the dashed line on a synapse that changes a lot.")
    kind: str = says(name=str, doc="Legend: the colour of a class.")
    train: str = says(doc="Legend and curves: the points the network learns from.")
    test: str = says(doc="Legend and curves: the points kept aside.")
    wrong: str = says(doc="Legend: the cross on a point of the wrong side.")
    line: str = says(doc="Legend: the line.")
    loss: str = says(doc="Title of the loss curves.")
    accuracy: str = says(doc="Title of the accuracy curves.")

    title: str = says(doc="The large words at the start: the question.")
    points: str = says(count=int, kinds=int, doc="What the viewer sees first.")
    question: str = says(doc="The question of the film.")
    aside: str = says(count=int, doc="Some points are kept aside.")

    network_size: str = says(neurons=int, synapses=int, x=str, y=str, doc="The network appears.")
    point_in: str = says(x=float, y=float, doc="One point travels through the network.")
    point_in_standardised: str = says(x=float, y=float, doc="The same, where the inputs are standardised.")
    point_answer: str = says(share=float, kind=str, doc="What the network answers, and that it colours the place.")
    map_all: str = says(doc="The whole plane is coloured by its answers.")
    map_line: str = says(doc="The line, where the network is undecided.")
    map_no_line: str = says(kind=str, doc="The same, where the network gives one answer everywhere.")

    learn_start: str = says(count=int, epochs=int, doc="The training begins.")
    learn_dashes: str = says(size=float, doc="What the dashed synapses mean.")
    learn_right: str = says(epoch=int, train=float, test=float, doc="More points are on the right side.")
    learn_moved: str = says(before=int, epoch=int, moved=float, doc="Not so, but the line has moved.")
    learn_still: str = says(epoch=int, doc="Neither.")
    learn_parting: str = says(epoch=int, doc="From here on the loss of the test points rises.")
    learn_end: str = says(epochs=int, train=float, doc="The training is over.")

    inside: str = says(count=int, doc="What the neurons of the first hidden layer see.")
    inside_some: str = says(shown=int, count=int, doc="The same, where only some of them are shown.")
    inside_edges: str = says(doc="Each of them knows one direction only.")
    inside_silent: str = says(silent=int, doc="The same, where some of them are silent everywhere.")
    combined: str = says(count=int, doc="What the neurons of the last hidden layer make of it.")
    combined_some: str = says(shown=int, count=int, doc="The same, where only some of them are shown.")
    weighed: str = says(doc="The output weighs them, each by its synapse.")

    new_points: str = says(count=int, doc="The points the network never saw appear.")
    new_result: str = says(right=int, count=int, share=float, doc="How many of them are on the right side.")
    verdict_fine: str = says(train=float, test=float, doc="Train and test agree.")
    verdict_overfit: str = says(train=float, test=float, doc="Train and test part ways.")
    verdict_overfit_loss: str = says(epoch=int, before=float, after=float, doc="The test loss has risen again.")
    verdict_useless: str = says(train=float, larger=float, doc="The run has failed.")

    close_answer: str = says(doc="The answer in large letters.")
    close_fine: str = says(test=float, wrong=int, doc="The last line.")
    close_all: str = says(doc="The last line, where every new point is right.")
    close_overfit: str = says(train=float, test=float, doc="The last line, where the network has learned by heart.")
    close_useless: str = says(doc="The large letters and last line, where the run has failed.")


class BoundaryConfig(NetworkConfig):
    """The config of the lesson."""

    words: BoundaryWords

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return why this lesson cannot show the config's data: it needs a plane, a few classes and test points."""
        data = dataset_of(self)
        inputs, outputs = data.inputs.shape[1], data.targets.shape[1]
        source = next(key for key in ("csv", "examples", "dataset") if getattr(self.data, key) is not None)
        if inputs != 2:
            return [(f"data.{source}", f"this lesson shows a plane: it needs 2 inputs, and here are {inputs}")]
        if data.kind == "values":
            hint = "; where numbers name classes, write labels: true" if source == "csv" else ""
            return [(f"data.{source}", f"this lesson tells classes apart, and these right answers are numbers{hint}")]
        if outputs > MOST_CLASSES:
            return [(f"data.{source}", f"{outputs} classes are too many: the map has {MOST_CLASSES} colours")]
        if len(data.test_inputs) == 0:
            return [("data.test_share", "the film ends with points the network never saw; write a share such as 0.4")]
        fitting = "sigmoid" if outputs == 1 else "softmax"
        if self.network.output != fitting:
            loss = "binary_cross_entropy" if outputs == 1 else "cross_entropy"
            text = (
                f"the map shows probabilities: {max(2, outputs)} classes need the output {fitting} (and loss: {loss})"
            )
            return [("network.output", text)]
        return []


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
        self.look_inside()
        self.ask_new_points()
        self.close()

    # What the film is about, from the config and the recorded run.

    def gather_facts(self) -> None:
        """Look up what the beats have in common."""
        self.builders = Builders(self.boxes, self.theme, self.words, self.history, numbers=self.settings.look.numbers)
        self.start, self.final = self.history.network(0), self.history.network(self.history.epochs)
        count = max(2, self.data.targets.shape[1])
        names = self.data.classes or [str(label) for label in range(count)]
        self.kinds = [self.words.say("kind", name=name) for name in names]
        self.curves = LearningCurves.of(self.history, self.data)
        self.train_share, self.test_share = float(self.curves.train[-1]), float(self.curves.test[-1])
        self.overfit, self.larger = (
            overfitted(self.curves, self.data),
            no_better_than_majority(self.curves, self.data),
        )
        self.changes = LargeUpdates(self.history)

    # The beats.

    def show_the_points(self) -> None:
        """Two kinds of points, and the question."""
        self.beat("points")
        self.title = self.builders.title(self.words.title)
        box = self.boxes["plane"]
        self.plane = DecisionMap(box.width, box.height, self.data, self.history, self.theme).place(box.x, box.y)
        self.plane_place = self.plane.get_center()
        self.enlarged = self.plane.fill(self.boxes["whole"], share=1.0)
        kinds = max(2, self.data.targets.shape[1])
        self.play(FadeIn(self.title), FadeIn(self.plane), run_time=0.8)
        count = len(self.data.inputs)
        self.say("points", Tween(self.plane, train_shown=1.0), run_time=1.6, count=count, kinds=kinds)
        self.hold(2.0)
        self.say("question", run_time=0.6)
        self.hold(2.6)
        aside = len(self.data.test_inputs)
        self.say("aside", Tween(self.plane, test_shown=1.0), run_time=1.4, count=aside)
        self.hold(2.0)

    def meet_the_network(self) -> None:
        """The plane makes room for the network; one point travels through it."""
        self.beat("network")
        names = self.data.names
        self.diagram = self.builders.diagram(self.start, targets=False, inputs=names)
        self.heading = self.builders.heading()
        signs = ["positive", "negative", "width", "active", "signal"]
        signs += ["changed"] if self.changes.threshold > 0 else []
        self.legend = self.builders.legend(*signs, size=self.changes.threshold)
        self.legend.shown = 0.0
        self.key = self._key_of_the_plane()
        self.key.shown = 0.0
        self.add(self.legend, self.key)
        self.say(
            None,
            self.plane.animate.scale(1 / self.enlarged).move_to(self.plane_place),
            Tween(self.plane, test_shown=0.0),
            FadeOut(self.title),
            run_time=1.2,
        )
        self.say(
            "network_size",
            FadeIn(self.diagram),
            FadeIn(self.heading),
            Tween(self.legend, shown=3.0),
            Tween(self.key, shown=float(len(self.kinds) + 1)),
            run_time=1.6,
            neurons=sum(self.start.sizes),
            synapses=sum(w.size for w in self.start.weights),
            x=names[0],
            y=names[1],
        )
        self.hold(2.4)
        row = self._typical_point()
        self.plane.marked = row
        key, point = "point_in", self.data.inputs[row]
        if self.data.mean is not None:
            key, point = "point_in_standardised", point * self.data.scale + self.data.mean
        x, y = point.tolist()
        self.say(key, Tween(self.plane, marked_shown=1.0), Tween(self.legend, shown=5.0), run_time=1.0, x=x, y=y)
        trace = self.start.forward(self.data.inputs[row])
        self.play(ForwardPass(self.diagram, trace), run_time=3.4)
        kind, share = _answer(trace.outputs[0])
        facts = {"share": share, "kind": self.kinds[kind]}
        self.say("point_answer", Tween(self.plane, patch_shown=1.0), run_time=1.0, **facts)
        self.hold(2.4)
        self.still("network")

    def paint_the_map(self) -> None:
        """Every place of the plane is asked: the map, and the line."""
        self.beat("map")
        self.say(
            "map_all",
            Rest(self.diagram),
            Tween(self.plane, map_shown=1.0, patch_shown=0.0, marked_shown=0.0),
            run_time=2.0,
        )
        self.hold(2.4)
        kind, _ = _answer(self.start.predict(self.data.inputs[:1])[0])
        self.say(
            "map_line" if self.plane.lines_at(0) else "map_no_line",
            Tween(self.plane, line_shown=1.0),
            Tween(self.key, shown=float(len(self.kinds) + 2)),
            run_time=1.0,
            kind=self.kinds[kind],
        )
        self.hold(2.2)

    def learn(self) -> None:
        """The training, from stop to stop: map, network and curves on one clock."""
        self.beat("learning")
        self.panels = self._curves()
        self.say(None, *[FadeIn(curve) for curve in self.panels], run_time=0.8)
        epoch, size, told = 0, self.changes.threshold, self.curves.train[0]
        parting = self.overfit.epoch if self.overfit else None
        for k, stop in enumerate(self.shown):
            clock = EpochClock(self.history, epoch, stop)
            replay = (
                ReplayTraining(self.diagram, self.history, clock=clock, changes=self.changes, rings=False),
                FollowMap(self.plane, clock),
                *[FollowTraining(panel, clock) for panel in (*self.panels, self.heading)],
            )
            # What is said of a stop is said when the picture has reached it.
            if k == 0:
                facts = {"count": len(self.data.inputs), "epochs": self.history.epochs}
                signs = float(len(self.legend.items))
                self.say("learn_start", *replay, Tween(self.legend, shown=signs), run_time=5.0, **facts)
            elif k == 1 and size > 0:
                self.say("learn_dashes", *replay, run_time=5.0, size=size)
            elif parting is not None and epoch >= parting:
                self.say("learn_parting", *replay, run_time=5.0, epoch=parting)
                parting = None
            else:
                key, facts = self._news(epoch, self.shown[k - 2], told)
                told = facts.get("train", told)
                self.say(key, *replay, run_time=5.0, **facts)
            epoch = stop
        self.say("learn_end", run_time=0.6, epochs=self.history.epochs, train=self.train_share)
        self.still("map")
        self.hold(2.6)

    def look_inside(self) -> None:
        """Neurons open into maps of what they see: edges first, then what is made of them."""
        self.beat("inside")
        shown, count, edges = self._maps_of(1)
        key = "inside" if shown == count else "inside_some"
        self.say(
            key,
            FadeOut(self.diagram),
            Tween(edges, opened=1.0),
            Tween(self.legend, shown=4.0),
            run_time=2.0,
            shown=shown,
            count=count,
        )
        self.hold(2.6)
        silent = int((np.array([view.max() for view in self._views(1)]) < 1e-3).sum())
        self.say("inside_silent" if silent else "inside_edges", run_time=0.6, silent=silent)
        self.hold(2.8)
        last = len(self.final.sizes) - 2
        if last > 1:
            shown, count, shapes = self._maps_of(last)
            key = "combined" if shown == count else "combined_some"
            self.say(key, Tween(edges, opened=0.0), FadeIn(self.diagram), run_time=1.2, shown=shown, count=count)
            self.remove(edges)
            self.play(FadeOut(self.diagram), Tween(shapes, opened=1.0), run_time=1.6)
            self.hold(2.0)
        else:
            shapes = edges
        self.still("inside")
        self.say("weighed", run_time=0.6)
        self.hold(3.0)
        self.play(Tween(shapes, opened=0.0), FadeIn(self.diagram), run_time=1.4)
        self.remove(shapes)

    def ask_new_points(self) -> None:
        """The points the network never saw: which lie on the wrong side, and what that says about the run."""
        self.beat("new points")
        count = len(self.data.test_inputs)
        right = round(self.test_share * count)
        signs = float(len(self.key.items))
        self.say("new_points", Tween(self.plane, train_shown=0.0, test_shown=1.0), run_time=1.6, count=count)
        self.hold(1.8)
        self.say(
            "new_result",
            Tween(self.plane, wrong_shown=1.0),
            Tween(self.key, shown=signs),
            run_time=1.2,
            right=right,
            count=count,
            share=self.test_share,
        )
        self.still("new_points")
        self.hold(2.8)
        key, facts = self._generalisation()
        self.say(f"verdict_{key}", run_time=0.6, **facts)
        self.hold(3.4)

    def close(self) -> None:
        """The question answered in one line, then a calm end with room for what the player shows."""
        self.beat("close")
        key, _ = self._generalisation()
        facts = {"train": self.train_share, "test": self.test_share}
        wrong = len(self.data.test_inputs) - round(self.test_share * len(self.data.test_inputs))
        if key == "useless":
            line, _, reason = self.words.close_useless.partition("\n")
        elif key.startswith("overfit"):
            line, reason = self.words.close_answer, self.words.say("close_overfit", **facts)
        elif wrong == 0:
            line, reason = self.words.close_answer, self.words.close_all
        else:
            line, reason = self.words.close_answer, self.words.say("close_fine", test=self.test_share, wrong=wrong)
        gone = (self.diagram, self.heading, self.legend, self.key, *self.panels, self.plane)
        self.say(None, *[FadeOut(m) for m in gone], run_time=0.9)
        large, small = self.builders.closing_words(line, reason)
        self.play(FadeIn(large), FadeIn(small), run_time=1.0)
        self.hold(8.0, fixed=True)

    # What the beats are made of.

    def _key_of_the_plane(self) -> Legend:
        """Return the legend of the plane: its colours and points, and later the line and the crosses."""
        box, words = self.boxes["points"], self.words
        signs = [(f"class {k}", name) for k, name in enumerate(self.kinds)]
        signs += [("train", words.train), ("line", words.line), ("test", words.test), ("wrong", words.wrong)]
        return Legend(box.width, box.height, signs, self.theme).place(box.x, box.y)

    def _curves(self) -> tuple[Curves, Curves]:
        words, curves, panels = self.words, self.curves, []
        losses = {words.train: curves.train_loss, words.test: curves.test_loss}
        shares = {words.train: curves.train, words.test: curves.test}
        for box, title, lines, unit in (
            (self.boxes["loss"], words.loss, losses, "number"),
            (self.boxes["accuracy"], words.accuracy, shares, "percent"),
        ):
            curve = Curves(box.width, box.height, title, lines, words.axis, self.theme, unit, first=0)
            panels.append(curve.place(box.x, box.y))
        return panels[0], panels[1]

    def _typical_point(self) -> int:
        """Return the number of the point nearest to the middle of its class."""
        of_first = self.data.labels == self.data.labels[0]
        middle = self.data.inputs[of_first].mean(axis=0)
        away = np.linalg.norm(self.data.inputs - middle, axis=1)
        return int(np.where(of_first, away, np.inf).argmin())

    def _views(self, layer: int) -> list[np.ndarray]:
        """Return how bright each neuron of a layer of the final network shines at each cell of the plane."""
        views = neuron_views(self.final, self.plane.window, layer, SHAPE[1], SHAPE[0])
        return list(brightness(views, self.diagram.spec.activations[layer]))

    def _maps_of(self, layer: int) -> tuple[int, int, NeuronMaps]:
        """Return how many neurons of a layer are shown, of how many, and their maps on the stage."""
        views, neurons = self._views(layer), self.diagram.layout.shown[layer][:MOST_MAPS]
        weights = self.final.weights[-1]
        frames = None
        if layer == len(self.final.sizes) - 2 and weights.shape[1] == 1:
            # The frame is the neuron's synapse to the output.
            colours, widths = synapse_colours(weights[:, 0], self.theme), synapse_width(weights[:, 0])
            frames = [(tuple(colours[k].tolist()), float(widths[k])) for k in neurons]
        box = self.boxes["network"]
        maps = NeuronMaps(
            box.width,
            box.height,
            np.array([views[k] for k in neurons]),
            self.diagram.layout.places[layer][: len(neurons)],
            self.diagram.layout.radius,
            self.theme,
            frames,
        )
        self.add(maps.place(box.x, box.y))
        return len(neurons), len(views), maps

    def _news(self, epoch: int, before: int, told: float) -> tuple[str, dict[str, Any]]:
        """Return what is worth saying of the stretch that has led to ``epoch``: a text and its facts."""
        train, test = float(self.curves.train[epoch]), float(self.curves.test[epoch])
        if train >= told + 0.01:
            return "learn_right", {"epoch": epoch, "train": train, "test": test}
        moved = self.plane.changed_between(*(self.history.recorded.index(e) for e in (before, epoch)))
        if moved >= 0.02:
            return "learn_moved", {"before": before, "epoch": epoch, "moved": moved}
        return "learn_still", {"epoch": epoch}

    def _generalisation(self) -> tuple[str, dict[str, Any]]:
        """Return what the run has come to: the end of a text's name, and its facts."""
        if self.larger is not None:
            return "useless", {"train": self.train_share, "larger": self.larger}
        if self.overfit is None:
            return "fine", {"train": self.train_share, "test": self.test_share}
        if self.overfit.epoch is None:
            return "overfit", {"train": self.train_share, "test": self.test_share}
        facts = {"epoch": self.overfit.epoch, "before": self.overfit.before, "after": self.overfit.after}
        return "overfit_loss", facts


def _answer(outputs: np.ndarray) -> tuple[int, float]:
    """Return the class that an output names, and its probability."""
    surest = max(float(outputs[0]), 1 - float(outputs[0])) if len(outputs) == 1 else float(outputs.max())
    return int(labels_of(outputs)), surest
