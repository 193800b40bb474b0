"""The words that standard beats say; a lesson's own words are a subclass."""

from __future__ import annotations

from scenes.config import MapWords, NetworkWords, says


class StoryWords(NetworkWords):
    """The words of a question, a network that is met, and its training."""

    title: str = says(doc="The large words at the start: the question.")
    network_size: str = says(neurons=int, synapses=int, doc="The network appears.")
    learn_start: str = says(count=int, epochs=int, doc="The training begins.")


class PlaneWords(StoryWords, MapWords):
    """The words of a lesson of points: the legend of the plane, and the points kept aside."""

    network_size: str = says(neurons=int, synapses=int, x=str, y=str, doc="The network appears.")
    new_points: str = says(count=int, doc="The points the network never saw appear.")
    new_result: str = says(right=int, count=int, share=float, doc="How many of them are on the right side.")
