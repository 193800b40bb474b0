"""The standard words: ideas that many lessons name. A config may leave them out; ``languages`` has their texts.

A lesson's own words are a subclass of those it shows, and of no others: a word that is never shown is a mistake in
a config. A lesson that means something else by one of these names declares it anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nnlib.checks import counted
from scenes.config.languages import LANGUAGE_CODE, standard_texts
from scenes.config.sections.publish import Publish
from scenes.config.words import Words, says


class DiagramWords(Words):
    """A network's layers, the signs of its synapses, and the axis of its curves."""

    inputs: str = says(standard=True, doc="Name of the first layer.")
    hidden: str = says(standard=True, doc="Name of the layers between.")
    output: str = says(standard=True, doc="Name of the last layer.")
    excites: str = says(standard=True, doc="Legend: a positive weight.")
    inhibits: str = says(standard=True, doc="Legend: a negative weight.")
    signal: str = says(standard=True, doc="Legend: what travels forward.")
    axis: str = says(standard=True, doc="What the curves' axis counts.")
    left_out: str = says(standard=True, left_out=int, rows=int, doc="Said where rows of a file lack a value.")


class NetworkWords(DiagramWords):
    """A network that is trained epoch by epoch under a heading, and the rest of its legend."""

    heading: str = says(standard=True, epoch=int, doc="The large words over the network.")
    heading_detail: str = says(standard=True, epochs=int, doc="The smaller words after them.")
    thicker: str = says(standard=True, doc="Legend: the width of a synapse.")
    active: str = says(standard=True, doc="Legend: the brightness of a neuron.")
    carries: str = says(standard=True, doc="Legend: the width of one of many synapses while an answer is looked at.")
    change_most: str = says(standard=True, doc="Legend: the sign of those of many synapses that change most.")


class ErrorWords(Words):
    """Answers that are compared, and the error that flows back."""

    target: str = says(standard=True, doc="Legend: the dashed circle beside the output.")
    error: str = says(standard=True, doc="Legend: what travels back.")
    coming: str = says(standard=True, doc="Legend: what a weight will do in the next step.")


class PuzzleWords(NetworkWords, ErrorWords):
    """A network beside a table of its examples and gauges."""

    flips: str = says(standard=True, doc="Legend: the ring on a synapse that changes its sign.")
    changed: str = says(standard=True, doc="Legend: the dashed line on a synapse whose sign has changed.")
    answers: str = says(standard=True, doc="Stands before an answer of the network, where there is room.")
    average_error: str = says(standard=True, doc="Label of the error bar.")
    flip_count: str = says(standard=True, doc="Label of the count of sign changes.")


class SplitWords(Words):
    """Examples to learn from and examples kept aside, and the mistakes among them."""

    train: str = says(standard=True, doc="Legend and curves: the examples the network learns from.")
    test: str = says(standard=True, doc="Legend and curves: the examples kept aside.")
    wrong: str = says(standard=True, doc="Legend: the sign of what is wrong.")


class ClassWords(Words):
    """Classes that bring no names of their own."""

    class_names: tuple[str, ...] = says(
        standard=True, doc="Names of the classes, where the data bring none but numbers: the first one's, and so on."
    )


class MapWords(SplitWords, ClassWords):
    """The legend of a plane of points that is divided by a line."""

    line: str = says(standard=True, doc="Legend: the line.")


class CurveWords(Words):
    """Curves of a training."""

    loss: str = says(standard=True, doc="Title of the loss curves.")
    accuracy: str = says(standard=True, doc="Title of the accuracy curves.")


class PictureWords(NetworkWords, ErrorWords, SplitWords, CurveWords):
    """A network of pictures, with dropout, and its learning curves."""

    correct: str = says(standard=True, doc="Legend: the colour of what is right.")
    asleep: str = says(standard=True, doc="Legend: a neuron that dropout has switched off.")


class MicroscopeWords(DiagramWords, ErrorWords):
    """A network whose every number is shown."""

    bias: str = says(standard=True, doc="Legend: the figure below a neuron.")
    answer: str = says(standard=True, doc="Legend: the figure above a neuron.")
    delta: str = says(standard=True, doc="Legend: a neuron's share of the error, and what travels back.")
    gradient: str = says(standard=True, doc="Legend: the second figure at a synapse.")
    cost: str = says(standard=True, doc="Title of the cost curve.")


def nameless(names: Sequence[str], classes: int) -> list[tuple[str, str]]:
    """Return what is wrong where there are fewer names than classes: the key and a reason; or nothing."""
    if len(names) >= classes:
        return []
    text = f"{counted(len(names), 'name')} for {counted(classes, 'class', 'classes')}; write one for each"
    return [("words.class_names", text)]


def with_standard_words(values: Any, words: Any, inherited: Sequence[Any] = ()) -> Any:
    """Return what a config says, with the standard words it leaves out.

    Parameters
    ----------
    values
        The config as read, not checked yet.
    words
        The class of its lesson's words.
    inherited
        The languages of the configs it extends: where its own has no standard words, it inherits theirs, as it
        inherits all other words it does not say itself. Where none has any, every word must be there.
    """
    if not isinstance(values, dict) or not isinstance(said := values.get("words"), dict):
        return values
    languages = [_language(values.get("publish")), *(_language({"language": code}) for code in inherited)]
    texts = next((found for code in languages if (found := standard_texts(code))), {})
    standard = {name: texts[name] for name in words.standard() if name in texts}
    return {**values, "words": {**standard, **said}} if standard else values


def _language(publish: Any) -> str:
    """Return the language a config is in; its own check says what is wrong with it, so words need not as well."""
    language = publish.get("language") if isinstance(publish, dict) else None
    right = isinstance(language, str) and re.fullmatch(LANGUAGE_CODE, language)
    return str(language if right else Publish.model_fields["language"].default)
