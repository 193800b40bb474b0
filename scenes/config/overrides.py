"""A value given on the command line, such as ``--set training.epochs=500``, stands over the config's own.

It is read as strictly as the file; what is wrong with it is told of the command line, not of a line of the file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from scenes.config.mistakes import ConfigMistakes, Mistake, Place
from scenes.config.sections.given_weights import without_drawn
from scenes.config.yaml_files.reader import Node, read_value

OPTION = "--set"


def overridden(tree: Node, overrides: Mapping[str, str]) -> tuple[Node, list[Mistake]]:
    """Return a config with some values replaced, and what is wrong with their texts.

    Parameters
    ----------
    tree
        The config as read.
    overrides
        The text of each new value by its dotted key, such as ``{"training.epochs": "500"}``.
    """
    mistakes: list[Mistake] = []
    for number, (key, text) in enumerate(overrides.items(), start=1):
        # Line 0 is no line of a file; the column tells one option from the next.
        place = Place(Path(OPTION), 0, number)
        steps = key.split(".")
        if key == "lesson":
            mistakes.append(Mistake.at(place, key, "a config is made for one lesson; name a config of the other one"))
            continue
        if not all(steps):
            mistakes.append(Mistake.at(place, key, "is not a key; write one such as training.epochs"))
            continue
        try:
            node, found = read_value(text, key)
        except ConfigMistakes as unreadable:
            node, found = Node(None, place, place), list(unreadable.mistakes)
        mistakes += [Mistake.at(place, key, mistake.text) for mistake in found]
        node = _moved(node, place)
        tree = _put(without_drawn(tree, node) if key == "network.weights" else tree, steps, node, place)
    return tree, mistakes


def _put(tree: Node, steps: list[str], node: Node, place: Place) -> Node:
    """Return a tree with a node at the end of a path of keys, through groups that are made where they are missing."""
    if not steps:
        return node
    if not isinstance(tree.value, dict):
        tree = Node({}, place, place)
    inner = tree.value.get(steps[0], Node({}, place, place))
    return dataclasses.replace(tree, value={**tree.value, steps[0]: _put(inner, steps[1:], node, place)})


def _moved(node: Node, place: Place) -> Node:
    """Return a node all of which stands at one place."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _moved(inner, place) for key, inner in value.items()}
    elif isinstance(value, list):
        value = [_moved(inner, place) for inner in value]
    return Node(value, place, place)
