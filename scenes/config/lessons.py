"""A lesson is a file scenes/NAME.py; its words are the subclass of Words it declares."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from manim import tempconfig

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
    found = [member for member in _classes(lesson) if issubclass(member, Words)]
    if len(found) != 1:
        raise LookupError(f"scenes/{lesson}.py must declare one subclass of Words; it has {len(found)}")
    return found[0]


def scene_of(lesson: str) -> Any:
    """Return the class of a lesson's scene; ``scene_of(config.lesson)(settings=config)`` makes one.

    Raises
    ------
    LookupError
        There is no such lesson, or it has no scene or several.
    """
    found = [member for member in _classes(lesson) if hasattr(member, "words_model")]
    if len(found) != 1:
        raise LookupError(f"scenes/{lesson}.py must declare one lesson scene; it has {len(found)}")
    return found[0]


@contextmanager
def open_lesson(config: Any, *, height: int = 1080, fps: float = 30, **options: Any) -> Iterator[Any]:
    """Open the scene of a config to look at it without filming it: no video is written.

    Parameters
    ----------
    config
        The config; its format says the shape of the frame.
    height
        Pixels of the frame's short side.
    fps
        Frames a second; the times of the plays are rounded to whole frames.
    options
        What else manim's config should say meanwhile, such as ``media_dir``.
    """
    # As wide as 16:9; the scene turns the frame to its own format.
    frame = {"pixel_width": round(height * 16 / 9), "pixel_height": height, "frame_rate": fps}
    quiet = {"dry_run": True, "progress_bar": "none", "verbosity": "WARNING"}
    with tempconfig({**frame, **quiet, **options}):
        yield scene_of(config.lesson)(settings=config)


def _classes(lesson: str) -> list[type]:
    """Return the classes a lesson declares."""
    if lesson not in lesson_names():
        raise LookupError(f"there is no scenes/{lesson}.py")
    module = importlib.import_module(f"scenes.{lesson}")
    members = inspect.getmembers(module, inspect.isclass)
    return [member for _, member in members if member.__module__ == module.__name__]
