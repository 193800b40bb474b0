"""Which keys of a config name files, by the type of their fields; and the names that stand under them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from scenes.config.fields import FileName
from scenes.config.yaml_files.reader import Node

Key = tuple[str, str]  # a section, and a key in it


def file_keys(config_class: type[BaseModel]) -> tuple[Key, ...]:
    """Return the keys of a config class that name files or folders, or lists or groups of them."""
    sections = {name: field.annotation for name, field in config_class.model_fields.items()}
    return tuple(
        (name, key)
        for name, section in sections.items()
        if isinstance(section, type) and issubclass(section, BaseModel)
        for key, field in section.model_fields.items()
        if _is_file_name(field.annotation) or any(isinstance(m, FileName) for m in field.metadata)
    )


def _is_file_name(kind: Any) -> bool:
    return isinstance(kind, FileName) or any(
        map(_is_file_name, (*get_args(kind), *getattr(kind, "__metadata__", ())))
    )


def texts_at(tree: Node, key: Key) -> Iterator[Node]:
    """Yield the texts under a key of a config as read: the value, or those of a list or group."""
    todo = [found] if (found := tree.find(key)) is not None else []
    while todo:
        node = todo.pop(0)
        if isinstance(node.value, str):
            yield node
        elif isinstance(node.value, (list, dict)):
            todo += node.value.values() if isinstance(node.value, dict) else node.value


def beside(folder: Path, name: str) -> Path:
    """Return the path of a file that a config in this folder names, however the system stores its umlauts."""
    path, taken_apart = folder / name, folder / unicodedata.normalize("NFD", name)
    return taken_apart if not os.path.lexists(path) and os.path.lexists(taken_apart) else path


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return what stands under such a key with each name changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, (list, tuple)):
        return [changed(entry, change) for entry in value]
    return {name: changed(entry, change) for name, entry in value.items()} if isinstance(value, dict) else value
