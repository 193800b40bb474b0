"""A config may come from a stranger: it names only files of its own folder, unless the user allows others.

The project's configs folder counts as its own too, because a config of one's own begins from one of those.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from scenes import ROOT
from scenes.config.file_keys import Key, texts_at
from scenes.config.mistakes import Mistake
from scenes.config.yaml_files.reader import Node

PROJECT = ROOT / "configs"

SAYS = (
    "{name} leads outside the config's folder; put it there, or allow it with --allow-outside "
    "(for manim: LESSON_ALLOW_OUTSIDE=1)"
)


def allowed_by_environment() -> bool:
    """Whether the user allows all paths where no command line can say so: ``LESSON_ALLOW_OUTSIDE=1``."""
    return os.environ.get("LESSON_ALLOW_OUTSIDE") == "1"


def leads_outside(path: Path, home: Path) -> bool:
    """Whether a path, its symlinks and ``..`` followed, lies neither in a folder nor in the project's configs."""
    try:
        real = Path(os.path.realpath(path))
        homes = [Path(os.path.realpath(folder)) for folder in (home, PROJECT)]
    except ValueError:
        return False  # a name with a zero byte leads nowhere; the check of the key itself says so
    return not any(real.is_relative_to(folder) for folder in homes)


def outside_mistakes(tree: Node, home: Path, keys: Iterable[Key]) -> Iterator[Mistake]:
    """Yield a mistake for each path of a config that leads outside its folder; nothing is opened.

    Parameters
    ----------
    tree
        The config, its paths relative to ``home``.
    home
        The folder the config lies in.
    keys
        Those that name files.
    """
    for key in keys:
        for node in texts_at(tree, key):
            if leads_outside(home / node.value, home):
                yield Mistake.at(node.place, ".".join(key), SAYS.format(name=node.value))
