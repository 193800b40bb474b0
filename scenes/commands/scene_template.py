"""What ``lesson new --scene`` writes: a small lesson that is complete, for the teacher to change."""

from __future__ import annotations

from string import Template

SCENE = Template('''\
"""$title

manim -pqh scenes/$name.py
"""

from __future__ import annotations

from manim import FadeIn, FadeOut

from scenes.config import NetworkConfig, says
from scenes.stage import Curves, EpochClock, FollowTraining, ForwardPass, LessonScene, ReplayTraining, Rest
from scenes.stage.lesson import Builders, NetworkWords


class ${Name}Words(NetworkWords):
    """All words of the lesson, besides those that builders write: each stands in configs/$name.yaml."""

    title: str = says(doc="The large words at the start.")
    question: str = says(count=int, inputs=int, doc="What the viewer sees first.")
    network_size: str = says(neurons=int, synapses=int, doc="The network appears.")
    network_signs: str = says(doc="What colour and width of a synapse mean.")
    example: str = says(doc="The first example travels through the untrained network.")
    average_error: str = says(doc="Title of the curve.")
    learn: str = says(count=int, epochs=int, doc="The training begins.")
    learned: str = says(epochs=int, before=float, after=float, doc="The end: the average error has fallen.")
    not_learned: str = says(epochs=int, before=float, after=float, doc="The same, where it has not.")
    close: str = says(doc="The large words at the end.")


class ${Name}Config(NetworkConfig):
    """The config of the lesson."""

    words: ${Name}Words


class ${Name}(LessonScene):
    """$title"""

    config_class = ${Name}Config

    def construct(self) -> None:
        """Tell the story, beat by beat."""
        self.gather_facts()
        self.ask()
        self.meet_the_network()
        self.learn()
        self.close()

    def gather_facts(self) -> None:
        """Look up what the beats have in common: everything that is said comes from the recorded run."""
        self.builders = Builders(self.boxes, self.theme, self.words, self.history, self.settings.look.numbers)
        self.start = self.history.network(0)
        self.errors = self.history.metrics["error"]
        before, after = float(self.errors[0]), float(self.errors[-1])
        self.facts = {"epochs": self.history.epochs, "before": before, "after": after}
        self.last_words = "learned" if after < before else "not_learned"

    def ask(self) -> None:
        """A question first."""
        self.beat("question")
        self.title = self.builders.title(self.words.title)
        self.play(FadeIn(self.title), run_time=1.0)
        self.say("question", run_time=0.6, count=len(self.data.inputs), inputs=self.data.inputs.shape[1])
        self.hold(3.4)

    def meet_the_network(self) -> None:
        """The network as it begins, and what happens in it when it is asked."""
        self.beat("network")
        self.diagram = self.builders.diagram(self.start, targets=False)
        self.legend = self.builders.legend("positive", "negative", "width", "active", "signal")
        self.heading = self.builders.heading()
        self.say(None, FadeOut(self.title), run_time=0.6)
        self.say(
            "network_size",
            FadeIn(self.diagram),
            FadeIn(self.heading),
            run_time=1.6,
            neurons=sum(self.start.sizes),
            synapses=sum(weights.size for weights in self.start.weights),
        )
        self.hold(2.6)
        self.say("network_signs", FadeIn(self.legend), run_time=1.0)
        self.hold(2.6)
        self.say("example", run_time=0.6)
        self.play(ForwardPass(self.diagram, self.start.forward(self.data.inputs[:1])), run_time=4.0)
        self.play(Rest(self.diagram), run_time=1.0)

    def learn(self) -> None:
        """The training as it was recorded, from one shown epoch to the next."""
        self.beat("learning")
        box = self.boxes["card"]
        height = min(480.0, box.height - 60)
        long = self.history.epochs > 500  # then a logarithmic axis shows the early cycles as well
        title, axis, lines = self.words.average_error, self.words.axis, {"": self.errors}
        self.curve = Curves(box.width - 60, height, title, lines, axis, self.theme, "number", log=long)
        self.curve.place(box.x + 30, box.y + (box.height - height) / 2)
        self.say("learn", FadeIn(self.curve), run_time=1.0, count=len(self.data.inputs), epochs=self.history.epochs)
        self.hold(1.6)
        epoch = 0
        for stop in self.shown:
            clock = EpochClock(self.history, epoch, stop)
            self.play(
                ReplayTraining(self.diagram, self.history, clock=clock),
                FollowTraining(self.curve, clock),
                FollowTraining(self.heading, clock),
                run_time=max(1.2, 30 / len(self.shown)),
            )
            epoch = stop
        self.say(self.last_words, run_time=0.6, **self.facts)
        self.hold(3.4)

    def close(self) -> None:
        """The answer, and a calm end with room for what the player shows."""
        self.beat("close")
        told = self.words.say(self.last_words, **self.facts)
        line, reason = self.builders.closing_words(self.words.close, told)
        panels = (self.diagram, self.legend, self.heading, self.curve)
        self.say(None, *[FadeOut(panel) for panel in panels], run_time=0.9)
        self.play(FadeIn(line), FadeIn(reason), run_time=1.0)
        self.hold(8.0, fixed=True)
''')

WORDS = """\
words:                         # everything that is said; {count} is filled in from the run
  title: What can a network learn?
  question: "{count} examples, {inputs} numbers each. Is there a rule in them?"

  heading: "Cycle {epoch:,}"
  heading_detail: "of {epochs:,}"
  inputs: inputs
  hidden: hidden
  output: output
  excites: excites
  inhibits: inhibits
  thicker: "thicker: stronger"
  active: "brighter: more active"
  signal: signal
  axis: cycle

  network_size: "This network has {neurons} neurons and {synapses} synapses."
  network_signs: A synapse excites or inhibits; the thicker, the stronger.
  example: One example. Signals travel, layer by layer.

  average_error: Average error
  learn: "Now she learns: the same {count} examples, {epochs:,} times."
  learned: "In the first cycle she was off by {before:.3f} on average, after {epochs:,} cycles by {after:.3f}."
  not_learned: "After {epochs:,} cycles she is off by {after:.3f} on average, no less than the {before:.3f} before."
  close: Learning from examples

"""


def scene_text(name: str, title: str) -> str:
    """Return the file of a new scene."""
    sentence = title if title.endswith((".", "!", "?")) else f"{title}."
    class_name = "".join(part[:1].upper() + part[1:] for part in name.split("_"))
    # A title goes into a docstring, which a quote or a backslash would end.
    plain = sentence.replace("\\\\", "/").replace('"', "'")
    return SCENE.substitute(name=name, Name=class_name, title=plain)
