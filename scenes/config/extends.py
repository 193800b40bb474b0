"""A config may start from another (``extends: xor.yaml``) and write only what differs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scenes.config.allowed_paths import SAYS, leads_outside
from scenes.config.file_keys import Key, beside
from scenes.config.mistakes import ConfigMistakes, Mistake, quoted, shown_path
from scenes.config.sections.given_weights import without_drawn
from scenes.config.yaml_files.reader import Node, read_yaml
from scenes.config.yaml_files.text_file import Mention

LONGEST_CHAIN = 10


def read_inherited(path: Path, allow_outside: bool = False) -> tuple[Node, list[Mistake], list[Any]]:
    """Read a config and those it extends into one group of keys.

    Groups are merged key by key, lists and single values replaced. Each value keeps the place where it
    stands, by which :func:`turned` makes the names of files relative to the outermost one.

    Returns
    -------
    Node, list of Mistake
        All keys, and what is wrong with the files.
    list
        What each file that names a language says under ``publish.language``, the outermost one first; None for an
        innermost one that names none.

    Raises
    ------
    ConfigMistakes
        A file of the chain cannot be read, lies outside the outermost one's folder, or the chain has no end.
    """
    layers: list[Node] = []
    mistakes: list[Mistake] = []
    seen: list[str] = []
    current, mention = path, None
    while True:
        seen.append(os.path.realpath(current))
        try:
            node, found = read_yaml(current, mention)
        except ConfigMistakes as unreadable:
            raise ConfigMistakes([*mistakes, *unreadable.mistakes]) from None
        mistakes += found
        layers.append(node)
        base = node.value.get("extends")
        if base is None:
            break
        text = _refusal(base, current, seen)
        if text is None and not allow_outside and leads_outside(current.parent / base.value, path.parent):
            text = SAYS.format(name=base.value)
        if text is not None:
            raise ConfigMistakes([*mistakes, Mistake.at(base.place, "extends", text)])
        current, mention = beside(current.parent, base.value), Mention(base.place, "extends", base.value)
    said = [layer.find(("publish", "language")) for layer in layers]
    # A file in the middle has the language of those it extends; the innermost one has the usual one.
    languages = [node.value if node else None for node in said if node or node is said[-1]]
    merged = layers.pop()
    while layers:
        outer = layers.pop()
        merged = _over(without_drawn(merged, outer.find(("network", "weights"))), outer)
    merged = Node({k: n for k, n in merged.value.items() if k != "extends"}, merged.place, merged.key_place)
    return merged, mistakes, languages


def _refusal(base: Node, current: Path, seen: list[str]) -> str | None:
    name = base.value
    if not isinstance(name, str) or not name or not name.isprintable():
        return f"{quoted(base.plain())} is not a file; write one such as xor.yaml, or delete this line"
    if os.path.realpath(current.parent / name) in seen:
        return f"{shown_path(current.parent / name)} extends this file in turn; one of them must stand alone"
    if len(seen) > LONGEST_CHAIN:
        return f"more than {LONGEST_CHAIN} configs extend one another; start from one further down"
    return None


def _over(base: Node, outer: Node) -> Node:
    """Return the base with what the outer node says otherwise."""
    if not (isinstance(base.value, dict) and isinstance(outer.value, dict)):
        return outer
    merged = dict(base.value)
    for key, node in outer.value.items():
        merged[key] = _over(merged[key], node) if key in merged else node
    return Node(merged, outer.place, outer.key_place)


def turned(tree: Node, outermost: Path, keys: Iterable[Key]) -> Node:
    """Return a config whose file names, under these keys, are relative to the outermost file's folder."""
    for section, key in keys:
        if (found := tree.find((section, key))) is not None:
            group = tree.value[section]
            group = Node({**group.value, key: _turned(found, outermost)}, group.place, group.key_place)
            tree = Node({**tree.value, section: group}, tree.place, tree.key_place)
    return tree


def _turned(node: Node, outermost: Path) -> Node:
    value, here = node.value, node.place.file.parent
    if isinstance(value, dict):
        value = {name: _turned(inner, outermost) for name, inner in value.items()}
    elif isinstance(value, list):
        value = [_turned(inner, outermost) for inner in value]
    elif isinstance(value, str) and node.place.line and here != outermost and not os.path.isabs(value):
        value = os.path.relpath(here / value, outermost)
    return Node(value, node.place, node.key_place)
