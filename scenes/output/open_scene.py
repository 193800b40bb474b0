"""The scene of a config, opened to film it or only to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from manim import tempconfig

from scenes.config.lessons import scene_of


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
