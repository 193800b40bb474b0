"""A network learns a pattern: the puzzle, one step in slow motion, 60,000 cycles, and a question it never saw.

manim -pqh scenes/xor.py
"""

from __future__ import annotations

import numpy as np
from manim import FadeIn

from nnlib import Step, Trace
from scenes.config import NetworkConfig, PluralText, PuzzleWords, given, says
from scenes.stage import (
    Counter,
    ForwardPass,
    LessonScene,
    Meter,
    Plot,
    PuzzleTable,
    Rest,
    ShowError,
    Tween,
    UpdateWeights,
    beats,
)
from scenes.stage.learning import ErrorNews
from scenes.training import dataset_of, first_steps_of

LEAST_EXAMPLE = 0.2  # seconds: faster than that, neurons would flash more than three times a second
SIGNS = ("positive", "negative", "width", "active", "signal", "target", "error", "coming", "ring")
BEHIND = 0.3  # how much is left of the gauges while the question speaks
MOST_EXAMPLES = 10  # with more, a stop shows a selection


class XorWords(PuzzleWords, beats.StepWords, beats.SignWords, beats.WhyWords):
    """All words of the lesson, besides the standard ones."""

    title: str = says(doc="The large words over the puzzle.")
    puzzle_examples: PluralText = says(count=int, inputs=int, plural="count", doc="What the viewer sees first.")
    puzzle_examples_of_one: PluralText = says(
        standard=True, count=int, plural="count", doc="The same, where each example has only one input."
    )
    puzzle_question: str = says(example=str, doc="The question of the film.")
    puzzle_pause: str = says(doc="Said while the viewer may think.")

    network_size: PluralText = says(neurons=int, synapses=int, plural="synapses", doc="The network appears.")
    network_signs: str = says(doc="What colour and width of a synapse mean.")
    network_chance: str = says(doc="Where the weights come from.")

    cycle_rest: str = says(count=int, doc="The other examples of the first cycle.")
    cycle_rest_two: str = says(standard=True, doc="The same, where there is only one other.")
    cycle_batches: str = says(count=int, doc="The same, where several examples make one update.")
    cycle_error: str = says(error=float, doc="The average error of the first cycle.")

    learn_start: PluralText = says(count=int, epochs=int, plural="count", doc="The long training begins.")
    learn_falling: str = says(epoch=int, error=float, doc="The error has fallen for the first time.")
    learn_plateau: str = says(
        before=int, epoch=int, was=float, error=float, doc="Little changes for a long time: the error then and now."
    )
    learn_breakthrough: str = says(epoch=int, error=float, doc="The error falls below five per cent.")
    learn_end: PluralText = says(
        epochs=int, error=float, wrong=int, count=int, plural="epochs", doc="The end: every example is right."
    )
    learn_partly: PluralText = says(
        epochs=int, error=float, wrong=int, count=int, plural="wrong", doc="The end: most examples are right."
    )
    learn_failed: PluralText = says(
        epochs=int, error=float, wrong=int, count=int, plural="wrong", doc="The end: the run has failed."
    )

    before: str = says(doc="Stands over the untrained network.")
    after: PluralText = says(epochs=int, plural="epochs", doc="Stands over the trained network.")
    comparison: str = says(doc="The large words over both networks.")
    compare: str = says(doc="Both networks stand side by side.")
    thickened: PluralText = says(
        count=int, synapses=int, plural="count", doc="Synapses that are at least twice as strong."
    )
    thickened_all: PluralText = says(
        standard=True, synapses=int, plural="synapses", doc="The same, where every synapse is."
    )
    withered: str = says(input=int, before=float, share=float, doc="An input whose synapses nearly vanished.")
    not_withered: str = says(doc="No input's synapses vanished.")
    changed_sign: PluralText = says(count=int, plural="count", doc="Synapses whose sign has changed.")

    new_question: str = says(example=str, doc="The question comes back.")
    known_question: str = says(example=str, doc="The same, where the question is one of the examples.")
    new_right: str = says(answer=float, right=str, doc="The network answers it rightly.")
    new_wrong: str = says(answer=float, right=str, doc="The network answers it wrongly.")

    close_question: str = says(example=str, right=str, doc="The answer in large letters.")
    rule: str = says(doc="The rule of the puzzle; shown with the dataset puzzle only.")
    close_right: str = says(answer=float, doc="The last line: a right answer to a case the network never saw.")
    close_known: str = says(answer=float, doc="The last line: a right answer to one of its examples.")
    close_partly: PluralText = says(
        answer=float, wrong=int, count=int, plural="wrong", doc="The last line: right, but examples are wrong."
    )
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
        beats.before_and_after(self)
        self.ask_the_new_question()
        beats.why(self, self.question, self.right)
        beats.close(self, *self.last_words(), cases=np.vstack([self.data.inputs[:3], self.question]))

    def gather_facts(self) -> None:
        """Look up what the beats have in common, from the config and the recorded run."""
        question = self.settings.data.question
        self.question, self.right = np.array(question[:-1]), float(question[-1])
        self.known = any(np.array_equal(row, self.question) for row in self.data.inputs)
        self.start, self.final = self.history.network(0), self.history.network(self.history.epochs)
        self.first_steps = first_steps_of(self.settings, self.start, self.data)
        before, after = (net.evaluate(self.data.inputs, self.data.targets) for net in (self.start, self.final))
        # Index 0 is the error before any learning; training measured the others.
        self.errors = np.concatenate([[before.error], self.history.metrics["error"]])
        self.answer = float(self.final.predict(self.question)[0, 0])
        self.answered_rightly = abs(self.answer - self.right) < 0.5
        self.final_error, self.wrong = after.error, int((after.labels != self.data.labels).sum())
        example = " ".join(map(given, self.question))
        self.common_facts |= {"example": example, "right": given(self.right), "wrong": self.wrong}

    def pose_the_puzzle(self) -> None:
        """Seven examples, one question, and time to think."""
        count = len(self.data)
        table = (self.data.inputs, self.data.targets[:, 0], self.question, self.words.answers)
        self.table = self.build(PuzzleTable, "table", *table)
        self.table.fill(self.boxes["opening_data"], width=self.table.puzzle_width)
        self.table.answer_room, self.table.asking = 0.0, 1.0
        beats.question(self, self.table, network=self.start, case=self.question, name="puzzle")
        key = "puzzle_examples" if self.data.inputs.shape[1] > 1 else "puzzle_examples_of_one"
        self.table.current = 0.0
        self.say(key, Tween(self.table, marked=1.0, asking=0.0), run_time=0.6)
        self.play(Tween(self.table, current=count - 1.0), run_time=2.8)
        self.hold(0.6)
        self.say("puzzle_question", Tween(self.table, marked=0.0, asking=1.0), run_time=1.0)
        self.hold(0.6)
        beats.pause(self, "puzzle_pause")

    def meet_the_network(self) -> None:
        """Neurons dark, synapses random; what colour and width mean."""
        # Gauges and curve come later: until then their room is the table's.
        room = self.table.animate.fill(self.boxes["card"], share=1.0)
        beats.meet_network(
            self,
            *SIGNS,
            room=(Tween(self.table, answer_room=1.0), room),
            beside=lambda: [Tween(self.table, asking=0.0)],
        )
        self.hold(1.6)
        beats.explain_signs(self, "network_signs")
        if self.settings.network.weights is None and any(np.ptp(w) > 0 for w in self.start.weights):
            self.say("network_chance", run_time=0.6)
            self.hold(1.8)
        self.still("before")

    def watch_one_example(self) -> None:
        """One example in slow motion: forward, error, backward, update, and the same once more."""
        step = self.first_steps[0]
        row = int(step.rows[0])
        self.table.current = float(row)

        def answered(trace: Trace) -> list[Tween]:
            return [Tween(self.table, answers=self.table.with_answer(row, float(trace.outputs[0, 0])))]

        beats.one_step(self, step, marked=[Tween(self.table, marked=1.0)], answered=answered)

    def finish_the_first_cycle(self) -> None:
        """The other examples of the first cycle, faster; then the panels that count and measure."""
        self.beat("first cycle")
        rest = self.first_steps[1:]
        told = "cycle_rest" if len(self.data) > 2 else "cycle_rest_two"
        told = told if self.settings.training.batch_size == 1 else "cycle_batches"

        def beside(step: Step) -> list[Tween]:
            row = int(step.rows[0])
            answers = self.table.with_answer(row, float(step.trace.outputs[0, 0]))
            return [Tween(self.table, current=float(row), answers=answers)]

        beats.quick_steps(self, told, rest[: MOST_EXAMPLES - 1], beside, LEAST_EXAMPLE)
        if len(rest) >= MOST_EXAMPLES:
            self.play(UpdateWeights(self.diagram, self.history.network(1)), run_time=0.8)
        flips = [flip.epoch for flip in self.history.flips()]
        top = max(0.1, float(np.ceil(10 * self.errors.max()) / 10))
        self.gauges = (
            self.build(Meter, "meter", self.words.average_error, self.errors),
            self.build(Counter, "counter", self.words.flip_count, flips),
            self.build(
                Plot, "curve", "", {"": self.errors}, self.words.axis, first=0, log=True, top=top, colour="error"
            ),
        )
        for gauge in self.gauges:
            gauge.show_epoch(1)
        calm = (Rest(self.diagram), Tween(self.table, marked=0.0), self.legend.reveal("width"))
        self.play(*calm, self.table.animate.fill(self.boxes["table"], share=1.0), run_time=0.8)
        self.say("cycle_error", FadeIn(self.gauges[0]), run_time=0.8, error=float(self.errors[1]))
        self.hold(1.6)

    def learn(self) -> None:
        """The shown cycles, slow at the start and faster later, with everything in between drawn as recorded."""
        self.news, self.late = ErrorNews(self.history, self.errors), None
        self.slots = np.geomspace(0.66, 0.2, max(2, len({*self.shown, self.history.epochs} - {1})))
        beats.training(
            self,
            *self.gauges,
            start=1,
            tail=0.3,
            seconds=lambda k: max(1.1, 1.8 - 0.1 * k),
            tell=self.tell_the_way,
            beside=lambda: [Tween(self.table, marked=0.0, answers_alpha=0.0)],
            at_stop=self.ask_all_examples,
            halting=beats.flip_to_show(self, self.news.flips, 1),
        )
        some = "learn_partly" if self.wrong <= len(self.data) / 4 else "learn_failed"
        calm = (Rest(self.diagram), Tween(self.table, marked=0.0))
        self.say(some if self.wrong else "learn_end", *calm, run_time=1.0, error=self.final_error)
        self.still("after")
        self.hold(2.0)
        self.beside = [m for m in self.mobjects if m not in (self.caption, self.diagram)]

    def tell_the_way(self, k: int, start: int, stop: int) -> beats.Said | None:
        """Return what is said on the way; other news is said at the stop, and goes when the clock leaves it."""
        news = self.news.between(start, stop)
        on_the_way = news is not None and news[0] == "plateau" and k > 0
        self.late = None if on_the_way else news
        if k == 0:
            return ("learn_start", {}) if self.history.epochs > 1 else None
        if news and on_the_way:
            return f"learn_{news[0]}", news[1]
        return None, {}

    def ask_all_examples(self, k: int, epoch: int) -> None:
        """Let the network of ``epoch`` answer every example, and tell the news if there are any."""
        self.late = beats.first_sign_change(self, self.late, epoch)
        trace = self.history.network(epoch).forward(self.data.inputs)
        count, seconds = len(self.data), float(self.slots[k])
        rows = np.unique(np.linspace(0, count - 1, min(count, MOST_EXAMPLES)).round().astype(int)).tolist()
        # The old answers have faded: a row is answered anew when its signals have arrived.
        self.table.current = float(rows[0])
        self.table.answers, self.table.answers_alpha = (None,) * (count + 1), 1.0
        for row in rows:
            answers = self.table.with_answer(row, float(trace.outputs[row, 0]))
            turn = Tween(self.table, marked=1.0, current=float(row), answers=answers)
            asking = (ForwardPass(self.diagram, trace, row), turn)
            # What is over is told in one sentence, with the error as it is after the last cycle.
            if self.late and row == rows[0] and (epoch < self.history.epochs or self.late[0] == "flip"):
                self.say(f"learn_{self.late[0]}", *asking, run_time=seconds, least=LEAST_EXAMPLE, **self.late[1])
            else:
                self.play(*asking, run_time=seconds, least=LEAST_EXAMPLE)

    def ask_the_new_question(self) -> None:
        """The pathways light up for a case the network never saw."""
        self.beat("new situation")
        self.diagram.show_network(self.final)
        self.table.answers = (None,) * (len(self.data) + 1)
        self.table.asking = self.table.aside = 1.0
        for gauge in self.gauges:
            gauge.set_opacity(BEHIND)
        appear = self.change_to(self.diagram, *self.beside)
        self.say("known_question" if self.known else "new_question", *appear, run_time=1.4)
        self.hold(0.8)
        trace = self.final.forward(self.question)
        self.play(ForwardPass(self.diagram, trace), self.legend.reveal("signal"), run_time=4.5)
        self.table.solved = given(self.right)
        self.table.answers = self.table.with_answer(len(self.data), self.answer)
        key = "new_right" if self.answered_rightly else "new_wrong"
        signs = self.legend.reveal("error", without=("width", "signal"))
        self.say(key, ShowError(self.diagram, trace, [[self.right]]), signs, run_time=1.2, answer=self.answer)
        self.still("new_situation")
        self.hold(2.8)

    def last_words(self) -> tuple[str, str]:
        """Return what the run has earned: the rule of the puzzle, and how the network did."""
        right = "close_partly" if self.wrong else "close_known" if self.known else "close_right"
        key = right if self.answered_rightly else "close_wrong"
        told = self.text(key, answer=self.answer)
        # The rule is that of the puzzle; of a teacher's own data the film knows none.
        rule = f"{self.words.rule}\n" if self.settings.data.dataset == "puzzle" else ""
        return self.text("close_question"), rule + told
