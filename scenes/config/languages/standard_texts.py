"""The texts of the standard words in one language: ``en.yaml``, ``de.yaml``; a new file is a new language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from scenes.config.mistakes import ConfigMistakes
from scenes.config.yaml_files.reader import read_yaml

LANGUAGE_CODE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?"
_FOLDER = Path(__file__).parent


def languages() -> list[str]:
    """Return the codes of the languages whose standard words are known."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def standard_texts(language: str) -> dict[str, Any]:
    """Return the standard words of a language.

    Parameters
    ----------
    language
        A code such as ``de`` or ``de-AT``; a region without a file of its own speaks its language's.

    Returns
    -------
    dict
        The text of each standard word by its name; nothing for a language that is not known.

    Raises
    ------
    ConfigMistakes
        The language's file cannot be read.
    """
    known = languages()
    found = next((code for code in (language, language.partition("-")[0]) if code in known), None)
    return dict(_words_in(_FOLDER / f"{found}.yaml")) if found else {}


@cache
def _words_in(path: Path) -> dict[str, Any]:
    tree, mistakes = read_yaml(path)
    if mistakes:
        raise ConfigMistakes(mistakes)
    return tree.plain()["words"]
