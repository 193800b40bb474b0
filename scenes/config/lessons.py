"""A lesson is a file scenes/NAME.py; its words are the subclass of Words it declares."""

from __future__ import annotations

import importlib
import inspect

from scenes import ROOT
from scenes.config.words import Words

LESSONS = ROOT / "scenes"
"""The folder of the lessons: scenes."""


def lesson_names() -> list[str]:
    """Return the names of the lessons there are: the files of scenes/."""
    return sorted(path.stem for path in LESSONS.glob("*.py") if path.stem.isidentifier() and path.stem[0] != "_")


def words_of(lesson: str) -> type[Words]:
    """Return the class of a lesson's words.

    Only a file of scenes/ is ever imported, never one that a config brings along.

    Raises
    ------
    LookupError
        There is no such lesson, or it declares no words or several.
    """
    found = [member for member in classes_of(lesson) if issubclass(member, Words)]
    if len(found) != 1:
        raise LookupError(f"scenes/{lesson}.py must declare one subclass of Words; it has {len(found)}")
    return found[0]


def classes_of(lesson: str) -> list[type]:
    """Return the classes a lesson declares."""
    if lesson not in lesson_names():
        raise LookupError(f"there is no scenes/{lesson}.py")
    module = importlib.import_module(f"scenes.{lesson}")
    members = inspect.getmembers(module, inspect.isclass)
    return [member for _, member in members if member.__module__ == module.__name__]
