"""The words that standard beats say; a lesson's own words are a subclass."""

from __future__ import annotations

from scenes.config import MapWords, NetworkWords, PluralText, Words, says


class StoryWords(NetworkWords):
    """The words of a question, a network that is met, and its training."""

    title: str = says(doc="The large words at the start: the question.")
    network_size: PluralText = says(neurons=int, synapses=int, plural="synapses", doc="The network appears.")
    learn_start: PluralText = says(count=int, epochs=int, plural="epochs", doc="The training begins.")


class StepWords(Words):
    """One update in slow motion."""

    slow_forward: str = says(example=str, doc="The first example travels through the network.")
    slow_answer: str = says(answer=float, right=str, doc="The first answer beside the right one.")
    slow_backward: str = says(doc="The error flows back.")
    slow_backward_batch: str = says(batch=int, doc="The same, where several examples make one update.")
    slow_backward_none: str = says(standard=True, doc="The same, where every gradient is 0.")
    slow_update: PluralText = says(changed=int, synapses=int, plural="changed", doc="Some of the weights change.")
    slow_update_all: PluralText = says(standard=True, synapses=int, plural="synapses", doc="All of them change.")
    slow_update_none: str = says(standard=True, synapses=int, doc="None of them changes.")
    slow_again: str = says(before=float, answer=float, doc="The same example again, after one update.")
    slow_again_same: str = says(standard=True, answer=float, doc="The same, where two digits show no difference.")


class SignWords(Words):
    """The first change of sign, close up."""

    learn_flip: str = says(epoch=int, doc="The first synapse changes its sign.")
    flip_within: str = says(
        standard=True, first=int, epoch=int, doc="Since when its weight has crossed zero within an epoch."
    )
    flip_up: str = says(standard=True, epoch=int, doc="It ends an epoch above zero.")
    flip_down: str = says(standard=True, epoch=int, doc="It ends an epoch below zero.")
    flip_lens: str = says(standard=True, cycles=str, doc="Legend: the lens, and when the synapse had its widths.")
    its_weight: str = says(standard=True, doc="Title of the path of its weight.")


class WhyWords(Words):
    """What the hidden neurons answer to four cases, and how the output weighs that."""

    why: str = says(standard=True, doc="The large words over it.")
    why_failed: str = says(standard=True, doc="The same, where the network has not found the rule.")
    why_cases: str = says(standard=True, rest=str, doc="Four cases of three inputs are asked.")
    why_cases_of_two: str = says(standard=True, doc="The same, where there are only two inputs.")
    why_neurons: str = says(standard=True, level=str, doc="Asks for which cases each hidden neuron answers strongly.")
    why_none: str = says(standard=True, doc="A hidden neuron answers strongly for no case.")
    why_one: str = says(standard=True, case=str, doc="It does so for one case.")
    why_first: str = says(standard=True, doc="It does so where the first input is 1.")
    why_not_first: str = says(standard=True, doc="It does so where the first input is 0.")
    why_second: str = says(standard=True, doc="It does so where the second input is 1.")
    why_not_second: str = says(standard=True, doc="It does so where the second input is 0.")
    why_differ: str = says(standard=True, doc="It does so where the first two inputs differ.")
    why_same: str = says(standard=True, doc="It does so where they are the same.")
    why_but: str = says(standard=True, case=str, doc="It does so for all cases but one.")
    why_all: str = says(standard=True, doc="It does so for all cases.")
    why_flat: str = says(standard=True, doc="It answers nearly the same to all cases.")
    why_weights: str = says(standard=True, doc="The output weighs the answers.")
    why_needed: str = says(
        standard=True,
        neuron=int,
        case=str,
        answer=str,
        doc="A hidden neuron that answers strongly for no case decides one.",
    )
    why_bias: str = says(standard=True, doc="Name of the output's bias.")
    why_sum: str = says(standard=True, example=str, sum=str, answer=str, right=str, doc="What the question comes to.")
    why_outweighed: str = says(
        standard=True,
        example=str,
        neuron=int,
        sum=str,
        answer=str,
        right=str,
        doc="The same, where one hidden neuron counts more than all else together.",
    )
    why_sum_wrong: str = says(
        standard=True, example=str, sum=str, answer=str, right=str, doc="The same, where it is answered wrongly."
    )
    why_sum_plain: str = says(
        standard=True,
        example=str,
        sum=str,
        answer=str,
        right=str,
        doc="The same, of an output that passes its sum on.",
    )


class PlaneWords(StoryWords, MapWords):
    """The words of a lesson of points: the legend of the plane, and the points kept aside."""

    network_size: PluralText = says(
        neurons=int, synapses=int, x=str, y=str, plural="synapses", doc="The network appears."
    )
    new_points: PluralText = says(count=int, plural="count", doc="The points the network never saw appear.")
    new_result: PluralText = says(
        right=int, count=int, share=float, plural="right", doc="How many of them are on the right side."
    )
