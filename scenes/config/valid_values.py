"""What of a config is right by itself, and where it stands: the ground on which keys are compared."""

from __future__ import annotations

from inspect import signature
from pathlib import Path
from typing import Any

from nnlib import DATASETS, Dataset
from scenes.config.examples.examples import DETERMINING, SOURCES, make_dataset
from scenes.config.mistakes import Place, shown_path
from scenes.config.yaml_files.reader import Node


class NotKnown(Exception):
    """A key that a check needs is wrong by itself."""


class Known:
    """The values that are right by themselves, and where they stand.

    Parameters
    ----------
    values
        The right keys of each section.
    tree
        The config as read.
    folder
        The folder its paths are relative to.
    """

    def __init__(self, values: dict[str, dict[str, Any]], tree: Node, folder: Path):
        self.values, self.tree, self.folder = values, tree, folder
        self._made: Dataset | ValueError | None = None

    def __getitem__(self, key: str) -> Any:
        section, name = key.split(".")
        try:
            return self.values[section][name]
        except KeyError:
            raise NotKnown from None

    def line(self, key: str, near: str) -> str:
        """Return `` (line 12)``, with the file's name where the key ``near`` stands in another one."""
        place, here = place_of(self.tree, key), place_of(self.tree, near)
        if not place.line:
            return f" ({place})"
        elsewhere = "" if place.file == here.file else f" of {shown_path(place.file)}"
        return f" (line {place.line}{elsewhere})"

    def dataset(self) -> Dataset:
        """Return the examples, where all that determines them is right."""
        values = {name: self[f"data.{name}"] for name in (*SOURCES, *DETERMINING)}
        if sum(values[source] is not None for source in SOURCES) != 1 or uneven(values["examples"]):
            raise NotKnown
        if values["classes"] is not None and "classes" not in signature(DATASETS[values["dataset"]]).parameters:
            raise NotKnown
        if self._made is None:
            try:
                self._made = make_dataset(values, self.folder)
            except ValueError as error:
                self._made = error
        if isinstance(self._made, ValueError):
            raise self._made
        return self._made


def place_of(tree: Node, key: str) -> Place:
    """Return where a key's value stands, or else the group that should hold it."""
    path = tuple(key.split("."))
    if (node := tree.find(path)) is not None:
        return node.key_place if isinstance(node.value, dict) else node.place
    return (tree.find(path[:-1]) or tree).key_place


def uneven(rows: Any) -> int | None:
    """Return the number of the first row that is not as long as the first one, counted from 1."""
    return next((k for k, row in enumerate(rows or (), start=1) if len(row) != len(rows[0])), None)
