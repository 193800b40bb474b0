"""What pydantic says about a wrong config, put in plain words and at its place in the file."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from nnlib.checks import nearest_name
from scenes.config.bounds import out_of_bounds
from scenes.config.languages import languages
from scenes.config.mistakes import Mistake, Wrong, quoted, suggestion
from scenes.config.words import Words
from scenes.config.yaml_files.reader import Node

REMOVED = {
    "words.changed": "is gone: what changes most bears a sign, named by change_most; delete this line",
    "words.learn_dashes": "is gone: what changes most is told of by learn_changes; delete this line",
    "words.kind": "is gone: classes are named by class_names, a list such as [blue, amber]; delete this line",
    "words.group": "is gone: groups are named by class_names, a list such as [blue, amber]; delete this line",
    **{
        f"words.{shape}": "is gone: shapes are named by class_names: [circle, square, triangle]; delete this line"
        for shape in ("circle", "square", "triangle")
    },
    "pacing.pace": "is no longer a choice: every layer is shown equally long, as with steady; delete this line",
}
"""Keys that configs once had, and what became of them. Passed over in silence, they would not film what they say."""


def in_plain_words(error: ValidationError, tree: Node, model: type[BaseModel]) -> list[Mistake]:
    """Return the mistakes of a validation, each where its key or value stands in the tree."""
    found: list[Mistake] = []
    each_error = error.errors(include_url=False)
    meant = {_meant(model, each["loc"]) for each in each_error if each["type"] == "extra_forbidden"}
    for each in each_error:
        path = each["loc"]
        key = _key(path)
        if each["type"] == "missing":
            if path in meant:
                continue  # it is there, misspelt; one line is enough
            parent = tree.find(path[:-1]) or tree
            # The whole file is missing a key at its beginning; a group where its name stands.
            found.append(Mistake.at(parent.key_place, key, _missing(model, path)))
        elif each["type"] == "extra_forbidden":
            node = tree.find(path) or tree
            unknown = f"unknown key; {suggestion(path[-1], _fields(model, path[:-1]))}"
            found.append(Mistake.at(node.key_place, key, REMOVED.get(key, unknown)))
        else:
            path = _without_unions(path, tree)
            node = tree.find(path) or tree
            found += [Mistake.at(node.place, _key(path), text) for text in _texts(each, node.value, model, path)]
    return found


def _key(path: tuple[str | int, ...]) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _without_unions(path: tuple[str | int, ...], tree: Node) -> tuple[str | int, ...]:
    """Return a path without the names that pydantic gives to the parts of a union: no such key is in the file."""
    found: tuple[str | int, ...] = ()
    for step in path:
        found = (*found, step) if tree.find((*found, step)) else found
    return found


def _texts(error: Any, value: Any, model: Any, path: tuple[str | int, ...]) -> tuple[str, ...]:
    reason = error.get("ctx", {}).get("error")
    if isinstance(reason, Wrong):
        return reason.texts
    if error["type"] == "model_type" and value is None:
        return (f"no keys below it; write them below {_key(path)}:, indented, or delete this line",)
    if error["type"] == "model_type":
        return (f"{quoted(value)} is not a group of keys; write them below {_key(path)}:, indented",)
    text = out_of_bounds(error, value, _group(model, path[:1]), path[1:])
    return () if text is None else (text,)


def _group(model: Any, path: tuple[str | int, ...]) -> Any:
    """Return the class of the group at a path."""
    for step in path:
        model = model.model_fields[step].annotation
    return model


def _fields(model: Any, path: tuple[str | int, ...]) -> list[str]:
    """Return the keys known in the group at a path."""
    return list(_group(model, path).model_fields)


def _meant(model: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the path that an unknown one is probably meant to be."""
    return (*path[:-1], nearest_name(path[-1], _fields(model, path[:-1])) or "")


def _missing(model: Any, path: tuple[str | int, ...]) -> str:
    """Return what to write for a key that is not there, with its documentation."""
    group = _group(model, path[:-1])
    about = _about(group, str(path[-1])).rstrip(".")
    text = f"missing; write {path[-1]}: … ({about[0].lower()}{about[1:]})"
    if issubclass(group, Words) and path[-1] in group.standard():
        text += f"; languages with standard words: {', '.join(languages())}"
    return text


def _about(model: type[BaseModel], name: str) -> str:
    """Return what is said of a key: its description, that of a base class, or the first line of its section's."""
    models = [base for base in model.__mro__ if issubclass(base, BaseModel)]
    fields = [base.model_fields[name] for base in models if name in base.model_fields]
    section = (getattr(fields[0].annotation, "__doc__", None) or "a value").strip().splitlines()[0]
    return next((field.description for field in fields if field.description), section)
