"""The beat that says why a network of one hidden layer answers as it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from manim import Animation
from numpy.typing import ArrayLike

from scenes.config.number_format import given
from scenes.stage.drawing.animation import Tween
from scenes.stage.learning.passes import ForwardPass
from scenes.stage.lesson.beats.close_up import early
from scenes.stage.lesson.beats.pieces import diagram, legend
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.weighing import CASES, Weighing
from scenes.stage.panels.hidden_answers import HiddenAnswers
from scenes.stage.panels.text import Heading

HIGHER = 60.0  # design pixels
BEHIND = 0.3  # how much of the network is left while the table speaks


def why(scene: LessonScene, question: ArrayLike, right: float, name: str = "why") -> None:
    """What each hidden neuron answers to four cases, how the output weighs that, and what it makes of the question.

    Its texts are those of :class:`WhyWords`. It is left out where four cases of the first two inputs do not tell how
    the network decides: with other layers than one hidden one, with many neurons, with inputs that are not 0 or 1.
    """
    network = scene.history.network(scene.history.epochs)
    weighing = Weighing.of(network, scene.data.inputs, question)
    if weighing is None:
        return
    scene.beat(name)
    words, terms = scene.words, weighing.terms
    agrees = abs(float(weighing.trace.outputs[weighing.asked, 0]) - right) < 0.5
    title = scene.build(Heading, "title", words.why if agrees and weighing.tells_apart else words.why_failed)
    # There are no words over them, as in the comparison, so they begin higher.
    left, right_box = (
        replace(box, y=box.y - HIGHER, height=box.height + HIGHER)
        for box in (scene.boxes["before"], scene.boxes["after"])
    )
    drawn = diagram(scene, network, left, room_for_targets=False)
    panel = scene.build(
        HiddenAnswers,
        right_box,
        [f"{one} {other}" for one, other in CASES],
        weighing.trace.activations[1],
        weighing.trace.outputs[:, 0],
        (drawn.spec.activations[1], drawn.spec.activations[-1]),
        (words.hidden, words.output, words.why_bias if weighing.bias is not None else ""),
        [scene.text(key, case=case) for key, case in weighing.patterns],
        weighing.weights,
        terms,
        weighing.asked,
    )
    signs = legend(scene, "positive", "negative", "active", "signal")
    key = "why_cases" if weighing.rest else "why_cases_of_two"
    appear = scene.change_to(title, drawn, panel, signs)
    scene.say(key, *appear, run_time=1.2, rest=" ".join(map(given, weighing.rest)))
    signs.set_named(signs.up_to("active"))
    for row in range(len(CASES)):
        named = [signs.reveal("signal")] if row == 0 else []
        scene.play(ForwardPass(drawn, weighing.trace, row), Tween(panel, cases_shown=row + 1.0), *named, run_time=1.1)
    level = given(weighing.level)
    # While the table speaks the network steps back; it comes forward for its synapses.
    behind: list[Animation] = [Tween(drawn, opacity=BEHIND), signs.reveal("active")]
    scene.say("why_neurons", Tween(panel, words_shown=1.0), *behind, run_time=1.0, level=level)
    scene.hold(2.0)
    again = ForwardPass(drawn, weighing.trace, weighing.asked), signs.reveal("signal")
    forward = Tween(drawn, rate_func=early, opacity=1.0)
    scene.say("why_weights", *again, forward, Tween(panel, weights_shown=1.0), run_time=1.4)
    scene.hold(0.6)
    behind = [Tween(drawn, opacity=BEHIND), signs.reveal("active")]
    if weighing.needed is not None:
        neuron, case, answer = weighing.needed
        told = " ".join(map(given, (*CASES[case], *weighing.rest)))
        panel.point = neuron, case
        behind.append(Tween(panel, pointed=1.0))
        scene.say("why_needed", *behind, run_time=0.8, neuron=neuron + 1, case=told, answer=answer)
        scene.hold(2.0)
        behind = [Tween(panel, rate_func=early, pointed=0.0)]
    most = weighing.outweighing
    key = "why_sum" if most is None else "why_outweighed"
    key = "why_sum_plain" if network.output == "identity" else key if agrees else "why_sum_wrong"
    facts: dict[str, Any] = {"sum": terms.total, "answer": terms.answer, "neuron": (most or 0) + 1}
    scene.say(key, Tween(panel, summed=panel.terms_shown_last), *behind, run_time=2.4, **facts)
    scene.still(name)
    scene.hold(2.4)
