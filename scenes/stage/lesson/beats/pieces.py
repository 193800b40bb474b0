"""What stands on the stage in most lessons of a network: its diagram, and the legend."""

from __future__ import annotations

from typing import Any

from nnlib import Network
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.legend import Legend

WORDS_OF = {"positive": "excites", "negative": "inhibits", "width": "thicker", "ring": "flips"}
"""Signs of a legend whose words have another name than the sign."""


def legend(scene: LessonScene, *signs: str | tuple[str, str], box: str = "legend", **facts: Any) -> Legend:
    """Return a legend of these signs, in the words of their names; of a pair the second is the name of the words."""
    named = [sign if isinstance(sign, tuple) else (sign, WORDS_OF.get(sign, sign)) for sign in signs]
    return scene.build(Legend, box, [(sign, scene.text(words, **facts)) for sign, words in named])


def diagram(scene: LessonScene, network: Network, box: str = "network", **options: Any) -> NetworkDiagram:
    """Return the diagram of a network; ``options`` are those of :class:`NetworkDiagram`."""
    words = scene.words
    names = (words.inputs, words.hidden, words.output)
    numbers = scene.settings.look.numbers
    return scene.build(NetworkDiagram, box, network, layer_names=names, numbers=numbers, **options)
