"""Title, description and tags are what viewers find a film by; sites bound their length and refuse some signs."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib import metadata

from scenes.config.config import Config
from scenes.config.sections.publish import TIME
from scenes.output.upload.chapters import Chapter, clock

LONGEST = 5000  # bytes of a description: sites say characters and count bytes
_SHOWN = {"synapses": "Synapses", "manim": "Manim", "numpy": "NumPy", "scipy": "SciPy", "av": "PyAV"}


class TooLong(ValueError):
    """A description is longer than sites take."""


def description_of(config: Config, chapters: Sequence[Chapter], facts: Sequence[str]) -> str:
    """Return the description: what the film shows, its chapters, the run it comes from, and how to make it again.

    Raises
    ------
    TooLong
        It has more than 5,000 bytes.
    """
    parts = [without_times(config.publish.description or config.title)]
    if chapters:
        parts.append("\n".join(f"{clock(chapter.start)} {without_times(chapter.title)}" for chapter in chapters))
    parts.append(without_times("\n".join(["Every number in this film comes from this run:", *facts])))
    parts.append(f"Made with {versions()}. {without_times(_again(config))}")
    text = without_brackets("\n\n".join(part.strip() for part in parts)) + "\n"
    if (length := len(text.encode())) > LONGEST:
        raise TooLong(
            f"with chapters and facts the description has {length:,} bytes, and sites take {LONGEST:,}; "
            f"write at least {length - LONGEST:,} fewer"
        )
    return text


def versions() -> str:
    """Return what the film is made with: the packages and Python, each with its version."""
    packages = ", ".join(f"{shown} {metadata.version(name)}" for name, shown in _SHOWN.items())
    return f"{packages} and Python {platform.python_version()}"


def without_brackets(text: str) -> str:
    """Return a text without the signs that sites refuse."""
    return text.replace("<", "‹").replace(">", "›")


def without_times(text: str) -> str:
    """Return a text with the sign of ratios in each time, such as the 2:15 of a title: no chapter begins there."""
    return TIME.sub(lambda time: time[0].replace(":", "∶"), text)


def _again(config: Config) -> str:
    return (
        "To make it again: lesson render config.yaml, with the config.yaml that was published with it "
        f"(lesson {config.lesson}, SHA-256 {config.digest[:16]})."
    )
