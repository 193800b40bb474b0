"""A lesson is a file scenes/NAME.py; its scene names the class of its configs."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from scenes import ROOT
from scenes.config.one_line import in_one_line

LESSONS = ROOT / "scenes"
"""The folder of the lessons: scenes."""


def lesson_names() -> list[str]:
    """Return the names of the lessons there are: the files of scenes/."""
    return sorted(path.stem for path in LESSONS.glob("*.py") if path.stem.isidentifier() and path.stem[0] != "_")


def scene_of(lesson: str) -> Any:
    """Return the class of a lesson's scene; ``scene_of(config.lesson)(settings=config)`` makes one.

    Only a file of scenes/ is ever imported, never one that a config brings along.

    Raises
    ------
    LookupError
        There is no such lesson, its file is broken, or it has no scene or several.
    """
    if lesson not in lesson_names():
        raise LookupError(f"there is no scenes/{lesson}.py")
    try:
        module = importlib.import_module(f"scenes.{lesson}")
    except (Exception, SystemExit) as error:  # whatever a teacher's file does: other lessons go on
        raise LookupError(f"the scene is broken: {in_one_line(error)}") from error
    classes = [member for _, member in inspect.getmembers(module, inspect.isclass)]
    found = [one for one in classes if one.__module__ == module.__name__ and hasattr(one, "config_class")]
    if len(found) != 1:
        raise LookupError(f"scenes/{lesson}.py must declare one lesson scene; it has {len(found)}")
    return found[0]


def config_class_of(lesson: str) -> Any:
    """Return the class of a lesson's configs, which its scene names; errors as for :func:`scene_of`."""
    return scene_of(lesson).config_class
