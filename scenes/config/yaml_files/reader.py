"""A config is text: read with limits, every value remembers where it stands, and nothing in it is executed.

Plain values are read as YAML 1.2 means them: ``1e-3`` is a number, ``on`` and ``16:9`` are texts. PyYAML
only splits the text into events; no object is ever made from a tag, and anchors, tags and second documents
are refused.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scenes.config.mistakes import ConfigMistakes, Mistake, Place
from scenes.config.yaml_files.errors import explain
from scenes.config.yaml_files.odd_signs import TEXTS, odd_signs
from scenes.config.yaml_files.text_file import Mention, read_text

MOST_VALUES = 20_000
DEEPEST = 50
LONGEST_NUMBER = 30  # characters

_NULL = re.compile(r"(?:|~|null|Null|NULL)")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


@dataclass(frozen=True)
class Node:
    """A value of a config and the places of the value and of its key."""

    value: Any  # str, int, float, bool, None, list[Node] or dict[str, Node]
    place: Place
    key_place: Place

    def plain(self) -> Any:
        """Return the value without its places, as plain lists and dictionaries."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def find(self, path: tuple[str | int, ...]) -> Node | None:
        """Return the node at a path of keys and indices, or None where there is none."""
        node: Node | None = self
        for step in path:
            value = node.value if node else None
            if isinstance(value, dict):
                node = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                node = value[step]
            else:
                return None
        return node


def read_yaml(path: Path, mention: Mention | None = None) -> tuple[Node, list[Mistake]]:
    """Read one YAML file.

    Parameters
    ----------
    path
        The file.
    mention
        Where another config names it (``extends``): there a missing file is reported.

    Returns
    -------
    Node
        The group of keys the file holds.
    list of Mistake
        What is wrong with single values; the rest could be read.

    Raises
    ------
    ConfigMistakes
        The file cannot be read at all: one mistake.
    """
    return _Reader(path, read_text(path, mention)).document()


def read_value(text: str, key: str) -> tuple[Node, list[Mistake]]:
    """Read the text of a single value, such as ``500`` or ``[8, 4]``, as it would be read behind its key.

    Raises
    ------
    ConfigMistakes
        It cannot be read at all: one mistake.
    """
    reader = _Reader(Path(key), text, root=key)
    node = reader.only_value() or Node(None, reader.last, reader.last)
    if isinstance(node.value, (dict, list)) and not text.lstrip().startswith(("[", "{")):
        sign = "colon" if isinstance(node.value, dict) else "dash"
        raise reader.refusal(node.place, f"a {sign} where none is expected; put a text that holds one in quotes")
    return node, reader.mistakes


class _Reader:
    """Builds nodes from events; stops at the limits, and collects what is wrong with single values."""

    def __init__(self, path: Path, text: str, root: str = ""):
        self.path, self.text, self.root = path, text, root
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.SafeLoader)
        self.mistakes: list[Mistake] = []
        self.odd: list[Mistake] = []  # signs that nobody sees: what they make wrong besides is not worth a word
        self.count = 0
        self.last = Place(path)
        self.open: list[Any] = []  # the beginnings of the brackets around the current event

    def document(self) -> tuple[Node, list[Mistake]]:
        node = self.only_value()
        if node is None:
            raise self.refusal(Place(self.path), "the file is empty; start from a copy of configs/xor.yaml")
        if not isinstance(node.value, dict):
            raise self.refusal(node.place, "a config is a list of keys with values, such as lesson: xor")
        return node, self.mistakes

    def only_value(self) -> Node | None:
        """Return the one value the text holds, or None where it holds none."""
        try:
            next(self.events)  # the stream begins
            if isinstance(next(self.events), yaml.StreamEndEvent):
                return None
            node = self.node(next(self.events), self.root, Place(self.path) if self.root else None, 0)
            next(self.events)  # the document ends
            if self.odd:
                first = {mistake.line: mistake for mistake in reversed(self.odd)}
                raise ConfigMistakes(first.values())
            if not isinstance(after := next(self.events), yaml.StreamEndEvent):
                raise self.refusal(self.at(after), "a second document begins here; delete this --- and the rest")
        except yaml.MarkedYAMLError as error:
            mark, text = explain(error, self.open)
            # What is wrong may show only in the line after.
            for number, line in list(enumerate(self.text.splitlines()))[max(0, mark.line - 1) : mark.line + 1]:
                for at, told in odd_signs(line.partition(" #")[0]):
                    raise self.refusal(Place(self.path, number + 1, at + 1), told) from None
            raise self.refusal(Place(self.path, mark.line + 1, mark.column + 1), text) from None
        except (yaml.YAMLError, ValueError, OverflowError):
            # PyYAML stumbles over an escape such as \UFFFFFFFF without saying where.
            raise self.refusal(self.last, "what follows is not YAML; compare with configs/xor.yaml") from None
        return node

    def at(self, event: Any) -> Place:
        return Place(self.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def refusal(self, place: Place, text: str) -> ConfigMistakes:
        return ConfigMistakes([Mistake.at(place, "", text)])

    def node(self, event: Any, key: str, key_place: Place | None, depth: int) -> Node:
        place = self.last = self.at(event)
        self.count += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.refusal(place, "anchors (&name) and aliases (*name) are not read; write the value out")
        if event.tag is not None:
            raise self.refusal(place, "tags (!name) are not read; nothing in a config is executed; write the value")
        if depth > DEEPEST:
            raise self.refusal(place, f"nested more than {DEEPEST} deep; a config needs three levels")
        if self.count > MOST_VALUES:
            raise self.refusal(place, f"more than {MOST_VALUES:,} values; keep data in a csv file (data.csv)")
        value: Any
        in_brackets = isinstance(event, yaml.CollectionStartEvent) and event.flow_style
        if in_brackets:
            self.open.append(event)
        if isinstance(event, yaml.MappingStartEvent):
            value = self.mapping(key, depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = []
            while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                value.append(self.node(item, key, self.at(item), depth + 1))
        else:
            in_a_text = key_place is not None and key.partition(".")[0] in TEXTS
            self.odd += self.odd_in(event, key, in_a_text)
            value = self.scalar(event, key, place)
        if in_brackets:
            self.open.pop()
        return Node(value, place, key_place or place)

    def odd_in(self, event: Any, key: str, in_a_text: bool) -> Iterator[Mistake]:
        raw = self.text[event.start_mark.index : event.end_mark.index]
        for at, told in odd_signs(raw, in_a_text):
            before = raw[:at]
            column = (event.start_mark.column if "\n" not in before else -1 - before.rfind("\n")) + at + 1
            line = event.start_mark.line + before.count("\n") + 1
            yield Mistake.at(Place(self.path, line, column), key, told)

    def mapping(self, parent: str, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_node = self.node(event, parent, None, depth + 1)
            place, name = key_node.place, key_node.value
            full = f"{parent}.{name}" if parent else f"{name}"
            node = self.node(next(self.events), full, place, depth + 1)
            if not isinstance(name, str):
                self.mistakes.append(Mistake.at(place, parent, "a key must be a word; put it in quotes or rename it"))
            elif name in found:
                first = found[name].key_place.line
                self.mistakes.append(Mistake.at(place, full, f"written twice (first in line {first}); keep one"))
            else:
                found[name] = node
        return found

    def scalar(self, event: Any, key: str, place: Place) -> str | int | float | bool | None:
        text = unicodedata.normalize("NFC", event.value)  # some systems store an umlaut as two letters
        if event.style is not None:  # quoted or a block of text
            return text
        if _NULL.fullmatch(text):
            return None
        if _BOOL.fullmatch(text):
            return text.lower() == "true"
        is_whole = _WHOLE.fullmatch(text) is not None
        if not is_whole and not _NUMBER.fullmatch(text):
            if _NOT_FINITE.fullmatch(text):
                self.mistakes.append(Mistake.at(place, key, f"{text} is not a finite number; write one such as 0.5"))
            return text
        # Python takes minutes to read a number of a million digits.
        if len(text) > LONGEST_NUMBER:
            self.mistakes.append(
                Mistake.at(place, key, f"a number of {len(text):,} characters; {LONGEST_NUMBER} are enough")
            )
            return text
        if is_whole:
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        number = float(text)
        if not math.isfinite(number):
            self.mistakes.append(Mistake.at(place, key, f"{text} is too large to calculate with"))
        return number
