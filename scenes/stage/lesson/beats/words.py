"""The words that standard beats say; a lesson's own words are a subclass."""

from __future__ import annotations

from scenes.config.words import says
from scenes.stage.lesson.standard_words import NetworkWords


class StoryWords(NetworkWords):
    """The words of a question, a network that is met, and its training."""

    title: str = says(doc="The large words at the start: the question.")
    network_size: str = says(neurons=int, synapses=int, x=str, y=str, doc="The network appears.")
    learn_start: str = says(count=int, epochs=int, doc="The training begins.")


class PlaneWords(StoryWords):
    """The words of a lesson of points: the legend of the plane, and the points kept aside."""

    kind: str = says(name=str, doc="Legend: the colour of a class.")
    train: str = says(doc="Legend and curves: the points the network learns from.")
    test: str = says(doc="Legend and curves: the points kept aside.")
    wrong: str = says(doc="Legend: the cross on a point of the wrong side.")
    line: str = says(doc="Legend: the line.")
    new_points: str = says(count=int, doc="The points the network never saw appear.")
    new_result: str = says(right=int, count=int, share=float, doc="How many of them are on the right side.")
