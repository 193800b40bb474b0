"""Any folder may hold the media: manim would take braces in its name for places to be filled in."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from manim import config as manim_config
from manim._config.output_plan import OutputPlan

# Signs that no folder bears, for private use; manim's own formatting goes on until no brace is left.
_HIDDEN = str.maketrans("{}", "\ue07b\ue07d")
_SHOWN = str.maketrans("\ue07b\ue07d", "{}")


def named_for_manim(folder: str | Path) -> str:
    """Return the name of a folder as manim's settings may hold it."""
    return str(folder).translate(_HIDDEN)


def shown_again(folder: str | Path) -> Path:
    """Return the folder that :func:`named_for_manim` has put into manim's settings."""
    return Path(str(folder).translate(_SHOWN))


def media_folder() -> Path:
    """Return where all that is made goes: manim's own folder, ``media`` unless its settings say otherwise."""
    return shown_again(manim_config.get_dir("media_dir"))


def with_real_folders(plan: OutputPlan) -> OutputPlan:
    """Return manim's plan of the files of a film, in the folders that are meant."""
    paths = {f.name: value for f in fields(plan) if isinstance(value := getattr(plan, f.name), Path)}
    return replace(plan, **{name: shown_again(path) for name, path in paths.items()})
