"""A config is a plain UTF-8 text file of moderate size; anything else is refused before it fills memory."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from nnlib.checks import nearest_name
from scenes.config.mistakes import ConfigMistakes, Mistake, Place, shown_path

LARGEST_FILE = 1_000_000  # bytes; a long config has some 10,000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Mention(NamedTuple):
    """Where a file is named: the place, the key (``extends``), and the name as written there."""

    place: Place
    key: str
    name: str


def read_text(path: Path, mention: Mention | None = None) -> str:
    """Return the text of a config; never more than the largest size is read.

    Parameters
    ----------
    path
        The file.
    mention
        Where another config names it: there a missing file is reported.

    Raises
    ------
    ConfigMistakes
        It is missing, no plain file, too large, or no UTF-8 text: one mistake.
    """
    place, key, name = mention or Mention(Place(path), "", "this file")

    def refuse(text: str, at: Place = place) -> ConfigMistakes:
        return ConfigMistakes([Mistake.at(at, key if at == place else "", text)])

    try:
        about = os.stat(path)
        if stat.S_ISDIR(about.st_mode):
            inside = os.path.join(mention.name if mention else shown_path(path), "xor.yaml")
            raise refuse(f"{name} is a folder; name a config in it, such as {inside}")
        if not stat.S_ISREG(about.st_mode):
            raise refuse(f"{name} is a device or a pipe, not a plain file")
        if about.st_size > LARGEST_FILE:
            size = f"{about.st_size / 1e6:,.0f} MB"
            raise refuse(f"{name} has {size}, a config at most 1 MB; keep data in a csv file (data.csv)")
        with open(path, "rb") as file:
            raw = file.read(LARGEST_FILE)
    except FileNotFoundError:
        raise refuse(f"{name} does not exist; {_neighbours(path)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has no usable name"
        raise refuse(f"{name} cannot be read: {reason.lower()}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        raise refuse("not UTF-8 text; save the file with the encoding UTF-8", _place(path, before)) from None
    if found := _CONTROL.search(text):
        at = _place(path, text[: found.start()])
        raise refuse(f"an invisible character (code {ord(found[0])}); delete it", at)
    return text


def _place(path: Path, before: str) -> Place:
    return Place(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _neighbours(path: Path) -> str:
    """Return the configs that lie where a missing one was looked for, the nearest first."""
    names = sorted(str(other.name) for other in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
    near = nearest_name(path.stem, [Path(name).stem for name in names])
    if near is not None:
        return f"did you mean {near}.yaml?"
    return f"its folder holds {', '.join(names[:20]) or 'no .yaml file'}"
