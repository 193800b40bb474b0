"""What ``lesson new --scene`` writes: a small lesson that is complete, for the teacher to change."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Template

from scenes.config.config import NetworkConfig
from scenes.stage.plane import off_the_plane

TEMPLATES = Path(__file__).parent / "templates"


def kind_of_scene(settings: NetworkConfig) -> str:
    """Return which scene suits the examples of a config: ``plane`` for points of classes, else ``network``."""
    return "network" if off_the_plane(settings) else "plane"


def scene_text(kind: str, name: str, title: str) -> str:
    """Return the file of a new scene of a kind."""
    sentence = title if title.endswith((".", "!", "?")) else f"{title}."
    # A title goes into a docstring, which must neither end early nor mean something else.
    escaped = sentence.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    template = (TEMPLATES / f"{kind}.py.txt").read_text(encoding="utf-8")
    class_name = "".join(part[:1].upper() + part[1:] for part in name.split("_"))
    if re.search(rf"\b{class_name}(Words|Config)?\b", template):  # it would hide what the scene is made of
        class_name += "Lesson"
    text = Template(template).substitute(name=name, Name=class_name, title=escaped)
    ast.parse(text)  # a scene that Python cannot read is never written
    return text


def words_text(kind: str) -> str:
    """Return the words of such a scene, as they stand in its config."""
    return (TEMPLATES / f"{kind}.yaml.txt").read_text(encoding="utf-8")
