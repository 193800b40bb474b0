"""A network learns a pattern: the puzzle, one step in slow motion, 60,000 cycles, and a question it never saw.

manim -pqh scenes/xor.py
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import FadeIn, FadeOut

from scenes.config import NetworkConfig, says
from scenes.stage import (
    BackwardPass,
    Emphasise,
    EpochClock,
    FollowTraining,
    ForwardPass,
    LessonScene,
    ReplayTraining,
    Rest,
    ShowError,
    ShowLabels,
    Tween,
    UpdateWeights,
)
from scenes.stage.drawing import written
from scenes.stage.lesson import Builders, PuzzleWords
from scenes.stage.network import changed_sign, thickened, withered
from scenes.training import dataset_of, first_steps_of

LEAST_EXAMPLE = 0.2  # seconds: faster than that, neurons would flash more than three times a second
SIGNS_IN_ORDER = ("positive", "negative", "width", "active", "signal", "target", "error", "ring")
MOST_EXAMPLES = 10  # with more, a stop shows a selection


class XorWords(PuzzleWords):
    """All words of the lesson, besides those that builders write."""

    title: str = says(doc="The large words over the puzzle.")
    puzzle_examples: str = says(count=int, inputs=int, doc="What the viewer sees first.")
    puzzle_question: str = says(example=str, doc="The question of the film.")
    puzzle_pause: str = says(doc="Said while the viewer may think.")

    network_size: str = says(neurons=int, synapses=int, doc="The network appears.")
    network_signs: str = says(doc="What colour and width of a synapse mean.")
    network_chance: str = says(doc="Where the weights come from.")

    slow_forward: str = says(example=str, doc="The first example travels through the network.")
    slow_answer: str = says(answer=float, right=str, doc="The first answer beside the right one.")
    slow_backward: str = says(doc="The error flows back.")
    slow_backward_batch: str = says(batch=int, doc="The same, where several examples make one update.")
    slow_update: str = says(changed=int, synapses=int, doc="The weights change.")
    slow_again: str = says(before=float, answer=float, doc="The same example again, after one update.")

    cycle_rest: str = says(count=int, doc="The other examples of the first cycle.")
    cycle_batches: str = says(count=int, doc="The same, where several examples make one update.")
    cycle_error: str = says(error=float, doc="The average error of the first cycle.")

    learn_start: str = says(count=int, epochs=int, doc="The long training begins.")
    learn_flip: str = says(epoch=int, doc="The first synapse changes its sign.")
    learn_falling: str = says(epoch=int, error=float, doc="The error has fallen for the first time.")
    learn_plateau: str = says(before=int, epoch=int, error=float, doc="Little changes for a long time.")
    learn_breakthrough: str = says(epoch=int, error=float, doc="The error falls below five per cent.")
    learn_end: str = says(epochs=int, error=float, wrong=int, count=int, doc="The end: every example is right.")
    learn_partly: str = says(epochs=int, error=float, wrong=int, count=int, doc="The end: most examples are right.")
    learn_failed: str = says(epochs=int, error=float, wrong=int, count=int, doc="The end: the run has failed.")

    before: str = says(doc="Stands over the untrained network.")
    after: str = says(epochs=int, doc="Stands over the trained network.")
    comparison: str = says(doc="The large words over both networks.")
    compare: str = says(doc="Both networks stand side by side.")
    thickened: str = says(count=int, synapses=int, doc="Synapses that are at least twice as strong.")
    withered: str = says(input=int, before=float, share=float, doc="An input whose synapses nearly vanished.")
    not_withered: str = says(doc="No input's synapses vanished.")
    changed_sign: str = says(count=int, doc="Synapses whose sign has changed.")

    new_question: str = says(example=str, doc="The question comes back.")
    known_question: str = says(example=str, doc="The same, where the question is one of the examples.")
    new_right: str = says(answer=float, right=str, doc="The network answers it rightly.")
    new_wrong: str = says(answer=float, right=str, doc="The network answers it wrongly.")

    close_question: str = says(example=str, right=str, doc="The answer in large letters.")
    rule: str = says(doc="The rule of the puzzle; shown with the dataset puzzle only.")
    close_right: str = says(answer=float, doc="The last line: a right answer to a case the network never saw.")
    close_known: str = says(answer=float, doc="The last line: a right answer to one of its examples.")
    close_partly: str = says(answer=float, wrong=int, count=int, doc="The last line: right, but examples are wrong.")
    close_wrong: str = says(answer=float, doc="The last line: a wrong answer.")


class XorConfig(NetworkConfig):
    """The config of the lesson."""

    words: XorWords

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return why this lesson cannot show the config's data: it needs a question, and answers of 0 or 1."""
        question = self.data.question
        if question is None:
            text = "missing: the film begins and ends with it; write a case and its right answer: [1, 1, 0, 0]"
            return [("data.question", text)]
        targets = dataset_of(self).targets
        if targets.shape[1] != 1:
            return [("data", f"this lesson shows one answer, but these data have {targets.shape[1]} classes")]
        if not np.isin(targets, (0, 1)).all() or question[-1] not in (0, 1):
            return [("data", "this lesson asks for yes or no: every right answer must be 0 or 1")]
        return []


class Xor(LessonScene):
    """The lesson of the seven examples."""

    config_class = XorConfig

    def construct(self) -> None:
        """Tell the story, beat by beat."""
        self.gather_facts()
        self.pose_the_puzzle()
        self.meet_the_network()
        self.watch_one_example()
        self.finish_the_first_cycle()
        self.learn()
        self.compare_before_and_after()
        self.ask_the_new_question()
        self.close()

    # What the film is about, from the config and the recorded run.

    def gather_facts(self) -> None:
        """Look up what the beats have in common."""
        self.builders = Builders(self.boxes, self.theme, self.words, self.history, self.settings.look.numbers)
        question = self.settings.data.question
        self.question, self.right = np.array(question[:-1]), float(question[-1])
        self.example = _spaced(self.question)
        self.start, self.final = self.history.network(0), self.history.network(self.history.epochs)
        # Index 0 is the error before any learning; training measured the others.
        first = np.abs(self.data.targets - self.start.predict(self.data.inputs)).mean()
        self.errors = np.concatenate([[first], self.history.metrics["error"]])
        self.answer = float(self.final.predict(self.question)[0, 0])
        misses = np.abs(self.final.predict(self.data.inputs) - self.data.targets)
        self.final_error, self.wrong = float(misses.mean()), int((misses >= 0.5).sum())
        self.answered_rightly = abs(self.answer - self.right) < 0.5
        self.known = any(np.array_equal(row, self.question) for row in self.data.inputs)

    # The beats.

    def pose_the_puzzle(self) -> None:
        """Seven examples, one question, and time to think."""
        self.beat("puzzle")
        self.title = self.builders.title(self.words.title)
        self.table = self.builders.table(self.data, self.question)
        self.table_place = self.table.get_center()
        self.enlarged = self.builders.enlarge(self.table)
        self.table.visible_rows = self.table.answer_room = 0.0
        count = len(self.data.inputs)
        facts = {"count": count, "inputs": len(self.question)}
        self.add(self.table)
        self.play(FadeIn(self.title), run_time=0.8)
        self.say("puzzle_examples", Tween(self.table, visible_rows=float(count)), run_time=3.4, **facts)
        self.hold(1.2)
        self.say(
            "puzzle_question",
            Tween(self.table, visible_rows=count + 1.0, asking=1.0),
            run_time=1.0,
            example=self.example,
        )
        self.hold(0.6)
        bar = self.builders.time_bar()
        self.add(bar)
        self.say("puzzle_pause", run_time=0.6)
        self.play(Tween(bar, left=0.0), run_time=3.6)
        self.remove(bar)

    def meet_the_network(self) -> None:
        """Neurons dark, synapses random; what colour and width mean."""
        self.beat("network")
        self.diagram = self.builders.diagram(self.start)
        self.card = self.builders.card()
        self.legend = self.builders.legend(*SIGNS_IN_ORDER)
        self.legend.shown = 0.0
        self.heading = self.builders.heading()
        self.card.set_opacity(0.0)
        self.add(self.legend)
        # What seldom changes lies below what moves: manim draws it once a play, not once a frame.
        self.bring_to_back(self.legend, self.card)
        self.say(
            None,
            Tween(self.table, answer_room=1.0),
            self.table.animate.scale(1 / self.enlarged).move_to(self.table_place),
            Tween(self.card, opacity=1.0),
            FadeOut(self.title),
            run_time=1.2,
        )
        sizes = self.start.sizes
        self.say(
            "network_size",
            FadeIn(self.diagram),
            FadeIn(self.heading),
            Tween(self.table, asking=0.0),
            run_time=1.6,
            neurons=sum(sizes),
            synapses=sum(w.size for w in self.start.weights),
        )
        self.hold(1.6)
        self.say("network_signs", Tween(self.legend, shown=3.0), run_time=1.6)
        self.hold(2.2)
        if any(np.ptp(w) > 0 for w in self.start.weights):
            self.say("network_chance", run_time=0.6)
            self.hold(1.8)
        self.still("before")

    def watch_one_example(self) -> None:
        """One example in slow motion: forward, error, backward, update, and the same once more."""
        self.beat("one example")
        self.heading.show_epoch(1)
        self.first_steps = first_steps_of(self.settings, self.start, self.data)
        step = self.first_steps[0]
        row = int(step.rows[0])
        answer, right = float(step.trace.outputs[0, 0]), float(self.data.targets[row, 0])
        # Dropout drops neurons in a step of training; before and after are compared with all of them kept.
        before, second = (net.forward(self.data.inputs[row]) for net in (step.before, step.after))
        synapses = sum(w.size for w in self.start.weights)
        changed = sum(int((a != b).sum()) for a, b in zip(step.before.weights, step.after.weights, strict=True))
        self.table.current = float(row)
        self.say(
            "slow_forward",
            Tween(self.table, marked=1.0),
            Tween(self.legend, shown=5.0),
            run_time=1.0,
            example=_spaced(self.data.inputs[row]),
        )
        self.play(ForwardPass(self.diagram, step.trace), run_time=4.2)
        self.say(
            "slow_answer",
            ShowError(self.diagram, step.trace, self.data.targets[step.rows]),
            Tween(self.table, answers=self.table.with_answer(row, answer)),
            Tween(self.legend, shown=7.0),
            run_time=1.4,
            answer=answer,
            right=written(right),
        )
        self.hold(1.8)
        if len(step.rows) == 1:
            self.say("slow_backward", run_time=0.6)
        else:
            self.say("slow_backward_batch", run_time=0.6, batch=len(step.rows))
        self.play(BackwardPass(self.diagram, step.gradients), run_time=4.2)
        last = (0.0,) * (len(self.start.weights) - 1) + (1.0,)
        labels = ShowLabels(self.diagram, weights=last, biases=1.0)
        self.say("slow_update", labels, run_time=1.0, changed=changed, synapses=synapses)
        self.play(UpdateWeights(self.diagram, step.after), run_time=2.2)
        self.say(
            "slow_again",
            ShowLabels(self.diagram, weights=0.0, biases=0.0),
            run_time=0.8,
            before=float(before.outputs[0, 0]),
            answer=float(second.outputs[0, 0]),
        )
        self.play(
            ForwardPass(self.diagram, second),
            Tween(self.table, answers=self.table.with_answer(row, float(second.outputs[0, 0]))),
            run_time=1.8,
        )
        self.hold(0.8)

    def finish_the_first_cycle(self) -> None:
        """The other examples of the first cycle, faster; then the panels that count and measure."""
        self.beat("first cycle")
        rest = self.first_steps[1:]
        count = len(self.data.inputs)
        for k, step in enumerate(rest[: MOST_EXAMPLES - 1]):
            row = int(step.rows[0])
            forward = (ForwardPass(self.diagram, step.trace), Tween(self.table, current=float(row)))
            seconds = max(0.36, 0.65 - 0.06 * k)
            if k == 0:
                one_by_one = self.settings.training.batch_size == 1
                self.say("cycle_rest" if one_by_one else "cycle_batches", *forward, run_time=seconds, count=count)
            else:
                self.play(*forward, run_time=seconds, least=LEAST_EXAMPLE)
            self.table.answers = self.table.with_answer(row, float(step.trace.outputs[0, 0]))
            self.play(BackwardPass(self.diagram, step.gradients), run_time=0.8 * seconds, least=LEAST_EXAMPLE)
            self.play(UpdateWeights(self.diagram, step.after), run_time=0.5 * seconds, least=LEAST_EXAMPLE)
        if len(rest) >= MOST_EXAMPLES:
            self.play(UpdateWeights(self.diagram, self.history.network(1)), run_time=0.8)
        self.gauges = self.builders.gauges(self.errors)
        for gauge in self.gauges:
            gauge.show_epoch(1)
        appear = [FadeIn(panel) for panel in self.gauges]
        self.say(
            "cycle_error",
            *appear,
            Rest(self.diagram),
            Tween(self.table, marked=0.0),
            run_time=1.0,
            error=float(self.errors[1]),
        )
        self.hold(1.6)

    def learn(self) -> None:
        """The shown cycles, slow at the start and faster later, with everything in between drawn as recorded."""
        self.beat("learning")
        stops = sorted({*self.shown, self.history.epochs} - {1}) or [1]
        epoch, told, standing = 1, set(), 0
        slots = np.geomspace(0.66, 0.2, max(2, len(stops)))
        for k, stop in enumerate(stops):
            clock = EpochClock(self.history, epoch, stop, tail=0.3)
            replay = (
                ReplayTraining(self.diagram, self.history, clock=clock),
                Tween(self.table, marked=0.0, answers_alpha=0.0),
                *[FollowTraining(panel, clock) for panel in (*self.gauges, self.heading)],
            )
            seconds = max(1.1, 1.8 - 0.1 * k)
            news = self._news(epoch, stop, told)
            on_the_way = news is not None and news[0] == "learn_plateau" and k > 0
            if k == 0:
                facts = {"count": len(self.data.inputs), "epochs": self.history.epochs}
                self.say("learn_start", *replay, Tween(self.legend, shown=8.0), run_time=seconds, **facts)
            elif news and on_the_way:
                self.say(news[0], *replay, run_time=seconds, **news[1])
            elif standing:
                self.say(None, *replay, run_time=seconds)
            else:
                self.play(*replay, run_time=seconds)
            # What is said of a stop is said when the picture has reached it, and stands until after the next.
            standing = 0 if news and not on_the_way else standing + 1
            self._ask_all_examples(stop, float(slots[k]), None if on_the_way else news)
            epoch = stop
        count = len(self.data.inputs)
        key = "learn_end" if not self.wrong else "learn_partly" if self.wrong <= count / 4 else "learn_failed"
        self.say(
            key,
            Rest(self.diagram),
            Tween(self.table, marked=0.0),
            run_time=1.0,
            epochs=self.history.epochs,
            error=self.final_error,
            wrong=self.wrong,
            count=count,
        )
        self.still("after")
        self.hold(2.0)

    def compare_before_and_after(self) -> None:
        """What thickened, what withered, what changed its sign: from the data."""
        self.beat("before and after")
        panels = (self.card, self.table, *self.gauges)
        before, after = self.builders.pair(self.start, self.final)
        heading = self.builders.title(self.words.comparison)
        titles = self.builders.pair_titles(self.words.before, self.words.say("after", epochs=self.history.epochs))
        legend = self.builders.legend("positive", "negative", "width", "changed")
        legend.shown = 3.0
        gone = [FadeOut(m) for m in (*panels, self.diagram, self.legend, self.heading)]
        self.say("compare", *gone, *[FadeIn(m) for m in (before, after, *titles, legend, heading)], run_time=1.2)
        self.hold(1.6)
        for key, mask, dashed, facts in self._weight_changes():
            chosen = [Emphasise(diagram, mask, dashed) for diagram in (before, after)]
            extra = [Tween(legend, shown=4.0)] if dashed else []
            self.say(key, *chosen, *extra, run_time=1.0, **facts)
            self.hold(2.2)
        self.compared = (before, after, *titles, legend, heading)

    def ask_the_new_question(self) -> None:
        """The pathways light up for a case the network never saw."""
        self.beat("new situation")
        panels = (self.card, self.table, *self.gauges, self.legend, self.heading)
        self.diagram.show_network(self.final)
        self.table.answers = (None,) * (len(self.data.inputs) + 1)
        self.table.asking = 1.0
        self.say(
            "known_question" if self.known else "new_question",
            *[FadeOut(m) for m in self.compared],
            *[FadeIn(m) for m in (self.diagram, *panels)],
            run_time=1.4,
            example=self.example,
        )
        self.hold(0.8)
        trace = self.final.forward(self.question)
        self.play(ForwardPass(self.diagram, trace), run_time=4.5)
        solved = written(self.right)
        self.table.solved = solved
        self.table.answers = self.table.with_answer(len(self.data.inputs), self.answer)
        self.say(
            "new_right" if self.answered_rightly else "new_wrong",
            ShowError(self.diagram, trace, [[self.right]]),
            run_time=1.2,
            answer=self.answer,
            right=solved,
        )
        self.still("new_situation")
        self.hold(2.8)

    def close(self) -> None:
        """The question answered in one line, then a calm end with room for what the player shows."""
        self.beat("close")
        panels = (self.card, self.table, *self.gauges, self.legend, self.heading)
        line, reason = self.builders.closing_words(
            self.words.say("close_question", example=self.example, right=written(self.right)), self._last_words()
        )
        self.say(None, *[FadeOut(m) for m in (*panels, self.diagram)], run_time=0.9)
        self.play(FadeIn(line), FadeIn(reason), run_time=1.0)
        self.hold(8.0, fixed=True)

    # What the beats are made of.

    def _last_words(self) -> str:
        """Return what the run has earned: the rule of the puzzle, and how the network did."""
        count = len(self.data.inputs)
        if not self.answered_rightly:
            told = self.words.say("close_wrong", answer=self.answer)
        elif self.wrong:
            told = self.words.say("close_partly", answer=self.answer, wrong=self.wrong, count=count)
        elif self.known:
            told = self.words.say("close_known", answer=self.answer)
        else:
            told = self.words.say("close_right", answer=self.answer)
        # The rule is that of the puzzle; of a teacher's own data the film knows none.
        return f"{self.words.rule}\n{told}" if self.settings.data.dataset == "puzzle" else told

    def _ask_all_examples(self, epoch: int, seconds: float, news: tuple[str, dict[str, Any]] | None) -> None:
        """Let the network of ``epoch`` answer every example, ``seconds`` each, and tell the news if there are any."""
        trace = self.history.network(epoch).forward(self.data.inputs)
        count = len(self.data.inputs)
        rows = np.unique(np.linspace(0, count - 1, min(count, MOST_EXAMPLES)).round().astype(int)).tolist()
        # The old answers have faded: a row is answered anew when its signals have arrived.
        self.table.current = float(rows[0])
        self.table.answers, self.table.answers_alpha = (None,) * (count + 1), 1.0
        for row in rows:
            answers = self.table.with_answer(row, float(trace.outputs[row, 0]))
            asking = (
                ForwardPass(self.diagram, trace, row),
                Tween(self.table, marked=1.0, current=float(row), answers=answers),
            )
            if news and row == rows[0]:
                self.say(news[0], *asking, run_time=seconds, least=LEAST_EXAMPLE, **news[1])
            else:
                self.play(*asking, run_time=seconds, least=LEAST_EXAMPLE)

    def _news(self, epoch: int, stop: int, told: set[str]) -> tuple[str, dict[str, Any]] | None:
        """Return what is worth saying of the stretch from ``epoch`` to ``stop``, once each: a text and its facts."""
        before, now = float(self.errors[epoch]), float(self.errors[stop])
        # Only a change of sign seen from one epoch to the next can be dated.
        recorded = set(self.history.recorded)
        flips = [f.epoch for f in self.history.flips() if epoch < f.epoch <= stop and f.epoch - 1 in recorded]
        hardly = 0 <= before - now < 0.03 and now > 0.05
        news = [
            ("learn_flip", bool(flips), {"epoch": flips[0] if flips else 0}),
            ("learn_breakthrough", now < 0.05 <= before, {"epoch": stop, "error": now}),
            ("learn_falling", now < 0.75 * self.errors[1], {"epoch": stop, "error": now}),
            (
                "learn_plateau",
                hardly and stop >= max(2 * epoch, 100, self.history.epochs / 100),
                {"before": epoch, "epoch": stop, "error": now},
            ),
        ]
        for key, happened, facts in news:
            if happened and key not in told:
                told.add(key)
                return key, facts
        return None

    def _weight_changes(self) -> list[tuple[str, tuple[Any, ...], bool, dict[str, Any]]]:
        """Return what the comparison may claim: the text, the synapses it is about, whether dashed, the facts."""
        grown = thickened(self.start, self.final)
        faded = withered(self.start, self.final)
        turned = changed_sign(self.start, self.final)
        synapses = sum(w.size for w in self.start.weights)
        found: list[tuple[str, tuple[Any, ...], bool, dict[str, Any]]] = []
        if grown.count:
            facts = {"count": grown.count, "synapses": synapses}
            found.append(("thickened", grown.synapses, False, facts))
        if faded:
            facts = {"input": faded.input + 1, "before": faded.before, "share": faded.after}
            found.append(("withered", faded.synapses, False, facts))
        else:
            found.append(("not_withered", (), False, {}))
        if turned.count:
            found.append(("changed_sign", turned.synapses, True, {"count": turned.count}))
        return found


def _spaced(numbers: Sequence[float] | np.ndarray) -> str:
    """Return an example as it is written on screen: ``1 1 0``."""
    return " ".join(map(written, numbers))
