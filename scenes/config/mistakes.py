"""A mistake in a config is shown where it stands, with what to write instead; all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nnlib.checks import nearest_name


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file, counted from 1 as editors do; in line 0, a place outside all files: the command line."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{shown_path(self.file)}:{self.line}:{self.column}" if self.line else str(self.file)


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong at one place of a config.

    Parameters
    ----------
    file, line, column
        Where it stands; lines and columns count from 1.
    key
        The dotted key, such as ``training.learning_rate``; empty where no single key is at fault.
    text
        What is wrong and what to write, in plain English.
    """

    file: str
    line: int
    column: int
    key: str
    text: str

    @classmethod
    def at(cls, place: Place, key: str, text: str) -> Mistake:
        """Return a mistake at a place, in one line whatever the config holds."""
        return cls(shown_path(place.file), place.line, place.column, _one_line(key), _one_line(text))

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        if not self.line:
            return f"{self.file} {key}{self.text}"
        return f"{self.file}:{self.line}:{self.column}: {key}{self.text}"


class ConfigMistakes(Exception):
    """All mistakes of a config, sorted as they stand in the file; its text has one line for each."""

    MOST_LINES = 100  # nobody reads more at once

    def __init__(self, mistakes: Iterable[Mistake]):
        self.mistakes = tuple(sorted(set(mistakes)))
        lines = [str(mistake) for mistake in self.mistakes[: self.MOST_LINES]]
        more = len(self.mistakes) - len(lines)
        super().__init__("\n".join(lines + ([f"and {more:,} more mistakes"] if more else [])))


class Wrong(ValueError):
    """What a check finds in one value; it knows the texts, its caller knows the place."""

    def __init__(self, *texts: str):
        self.texts = texts
        super().__init__("; ".join(texts))


def suggestion(word: object, known: Iterable[str]) -> str:
    """Return ``did you mean X?``, or the list of known words where none is near."""
    names = list(known)
    near = nearest_name(word, names)
    if near is not None:
        return f"did you mean {near}?"
    if not names:
        return "none is known here"
    return f"known here: {', '.join(names)}"


def quoted(value: object, longest: int = 40) -> str:
    """Return a value as it may be shown in one line of an error, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list, tuple)):
        return "a list" if not isinstance(value, dict) else "a group of keys"
    text = repr(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def shown_path(path: Path) -> str:
    """Return a path as a reader would type it: relative to the current folder where it lies below it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def together(first: list[Mistake], then: list[Mistake]) -> list[Mistake]:
    """Return both lists, without what would be said of a place that the first one names already."""
    named = {(m.file, m.line, m.column) for m in first}
    return first + [m for m in then if (m.file, m.line, m.column) not in named]
