"""A config may start from another (``extends: xor.yaml``) and write only what differs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from scenes.config.allowed_paths import PATHS, SAYS, leads_outside
from scenes.config.mistakes import ConfigMistakes, Mistake, quoted, shown_path
from scenes.config.yaml_files.reader import Node, read_yaml
from scenes.config.yaml_files.text_file import Mention

LONGEST_CHAIN = 10


def read_inherited(path: Path, allow_outside: bool = False) -> tuple[Node, list[Mistake], list[Any]]:
    """Read a config and those it extends into one group of keys.

    Groups are merged key by key, lists and single values replaced. Each value keeps the place where it
    stands; a path is turned so that it is relative to the outermost file.

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
        layers.append(_turn_paths(node, current.parent, path.parent))
        base = node.value.get("extends")
        if base is None:
            break
        text = _refusal(base, current, seen)
        if text is None and not allow_outside and leads_outside(current.parent / base.value, path.parent):
            text = SAYS.format(name=base.value)
        if text is not None:
            raise ConfigMistakes([*mistakes, Mistake.at(base.place, "extends", text)])
        current, mention = current.parent / base.value, Mention(base.place, "extends", base.value)
    said = [layer.find(("publish", "language")) for layer in layers]
    # A file in the middle has the language of those it extends; the innermost one has the usual one.
    languages = [node.value if node else None for node in said if node or node is said[-1]]
    merged = layers.pop()
    while layers:
        merged = _over(merged, layers.pop())
    merged = Node({k: n for k, n in merged.value.items() if k != "extends"}, merged.place, merged.key_place)
    return merged, mistakes, languages


def files_of(path: Path, allow_outside: bool = False) -> tuple[list[Path], str | None]:
    """Return the files a config is made of, and its lesson, as far as both can be told: the config may be wrong.

    Returns
    -------
    list of Path
        The config, those it extends, and the data and music they name, whether these are there or not.
    str or None
        What it says under ``lesson``.
    """
    chain, named, lesson = [path], [], None
    for _ in range(LONGEST_CHAIN):
        here = chain[-1].parent
        try:
            node, _ = read_yaml(chain[-1])
        except ConfigMistakes:
            break
        values = {key: found.value for key in (*PATHS, ("lesson",), ("extends",)) if (found := node.find(key))}
        texts = {key: value for key, value in values.items() if isinstance(value, str)}
        lesson = lesson or texts.get(("lesson",))
        named += [here / texts[key] for key in PATHS if key in texts]
        base = texts.get(("extends",))
        if not base or not base.isprintable() or (leads_outside(here / base, path.parent) and not allow_outside):
            break
        chain.append(here / base)
    return [*chain, *(file for file in named if allow_outside or not leads_outside(file, path.parent))], lesson


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


def _turn_paths(node: Node, here: Path, outermost: Path) -> Node:
    """Return the node with the paths in it relative to the outermost file's folder."""
    if here == outermost:
        return node
    turned = dict(node.value)
    for section, key in PATHS:
        found = node.find((section, key))
        if found is not None and isinstance(found.value, str) and not os.path.isabs(found.value):
            moved = os.path.relpath(here / found.value, outermost)
            group = turned[section]
            keys = {**group.value, key: Node(moved, found.place, found.key_place)}
            turned[section] = Node(keys, group.place, group.key_place)
    return Node(turned, node.place, node.key_place)
