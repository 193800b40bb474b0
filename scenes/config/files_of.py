"""The files a config is made of, told even where it is wrong: whoever watches them sees it being mended."""

from __future__ import annotations

from pathlib import Path

from scenes.config.allowed_paths import leads_outside
from scenes.config.config import NetworkConfig
from scenes.config.extends import LONGEST_CHAIN
from scenes.config.file_keys import file_keys, texts_at
from scenes.config.lessons import config_class_of
from scenes.config.mistakes import ConfigMistakes
from scenes.config.yaml_files.reader import Node, read_yaml


def files_of(path: Path, allow_outside: bool = False) -> tuple[list[Path], str | None]:
    """Return the files a config is made of, and its lesson, as far as both can be told: the config may be wrong.

    Returns
    -------
    list of Path
        The config, those it extends, and the data and music they name, whether these are there or not.
    str or None
        What it says under ``lesson``.
    """
    chain: list[Path] = [path]
    layers: list[Node] = []
    lesson: str | None = None
    for _ in range(LONGEST_CHAIN):
        here = chain[-1].parent
        try:
            node, _ = read_yaml(chain[-1])
        except ConfigMistakes:
            break
        layers.append(node)
        base, said = (getattr(node.find((key,)), "value", None) for key in ("extends", "lesson"))
        lesson = lesson or (said if isinstance(said, str) else None)
        if (
            not isinstance(base, str)
            or not base
            or not base.isprintable()
            or (leads_outside(here / base, path.parent) and not allow_outside)
        ):
            break
        chain.append(here / base)
    try:
        keys = file_keys(config_class_of(lesson or ""))
    except LookupError:
        keys = file_keys(NetworkConfig)
    named = [n.place.file.parent / n.value for node in layers for key in keys for n in texts_at(node, key)]
    return [*chain, *(file for file in named if allow_outside or not leads_outside(file, path.parent))], lesson
