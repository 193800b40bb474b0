"""A desk to write configs on: a right one, a way to change some words of it, and what is then said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenes.config import Config, ConfigMistakes, NetworkConfig, Words, load_config, says

RIGHT = """\
lesson: xor
title: A puzzle
words:
  question: "What about {example}?"
  close: "Cycle {epoch:,}: {answer:.2f}"
data:
  dataset: puzzle
  question: [1, 1, 0, 0]
network:
  hidden: [4]
training:
  learning_rate: 1.0
  epochs: 60000
pacing:
  cycles: explicit
  shown: [2, 10, 60000]
"""


class SmallWords(Words):
    """The words of a small lesson."""

    question: str = says(example=str, doc="The question.")
    close: str = says(answer=float, epoch=int, doc="The answer.")


class SmallConfig(NetworkConfig):
    """The config of a small lesson."""

    words: SmallWords


class Desk:
    """A folder with configs in it."""

    def __init__(self, folder: Path):
        self.folder = folder

    def write(self, text: str | bytes, name: str = "x.yaml") -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def edit(self, *changes: tuple[str, str], name: str = "x.yaml") -> None:
        """Write the right config with some words changed."""
        text = RIGHT
        for old, new in changes:
            assert old in text, f"{old!r} is not in the right config"
            text = text.replace(old, new)
        self.write(text, name)

    def load(self, name: str = "x.yaml", **options: Any) -> Config:
        return load_config(name, **{"config_class": SmallConfig, **options})

    def lines(self, name: str = "x.yaml", **options: Any) -> list[str]:
        """Return what is said about a wrong config, a line for each mistake."""
        with pytest.raises(ConfigMistakes) as caught:
            self.load(name, **options)
        return str(caught.value).splitlines()

    def said_about(self, *changes: tuple[str, str]) -> list[str]:
        self.edit(*changes)
        return self.lines()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)
