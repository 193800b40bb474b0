"""Words that many lessons have in common."""

from __future__ import annotations

from scenes.config.words import Words, says


class NetworkWords(Words):
    """The words that builders write; a lesson's own words are a subclass."""

    heading: str = says(epoch=int, doc="The large words over the network.")
    heading_detail: str = says(epochs=int, doc="The smaller words after them.")
    inputs: str = says(doc="Name of the first layer.")
    hidden: str = says(doc="Name of the layers between.")
    output: str = says(doc="Name of the last layer.")
    excites: str = says(doc="Legend: a positive weight.")
    inhibits: str = says(doc="Legend: a negative weight.")
    thicker: str = says(doc="Legend: the width of a synapse.")
    active: str = says(doc="Legend: the brightness of a neuron.")
    signal: str = says(doc="Legend: what travels forward.")
    axis: str = says(doc="What the curves' axis counts.")


class PuzzleWords(NetworkWords):
    """The words that builders write in a lesson with a table and gauges."""

    target: str = says(doc="Legend: the dashed circle beside the output.")
    error: str = says(doc="Legend: what travels back.")
    flips: str = says(doc="Legend: the ring on a synapse that changes its sign.")
    changed: str = says(doc="Legend: the dashed line on a synapse whose sign has changed.")
    answers: str = says(doc="Stands before an answer of the network, where there is room.")
    average_error: str = says(doc="Label of the error bar.")
    flip_count: str = says(doc="Label of the count of sign changes.")
