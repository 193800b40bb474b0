"""Which letters can be written: those the font has, one after the other from left to right."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from scenes.stage.drawing.text_metrics import lacks

FROM_THE_RIGHT = ("R", "AL", "AN")  # Unicode's names for letters that are written from right to left


@lru_cache(maxsize=4096)
def unwritable(text: str, font: str) -> str | None:
    """Return the first letter of a text that cannot be written in a font yet, and why; None where all can."""
    for letter in text:
        if letter.isspace() or unicodedata.category(letter) == "Cf":
            continue
        shown = f"{letter!r} ({unicodedata.name(letter, 'without a name').lower()})"
        if unicodedata.bidirectional(letter) in FROM_THE_RIGHT:
            return f"{shown} is written from right to left, which cannot be shown yet; write it in another script"
        if unicodedata.category(letter) in ("Mn", "Mc", "Me"):
            return f"{shown} is joined with its neighbour, which cannot be shown yet; write it in another script"
        if lacks(letter, font):
            return f"{shown} is not in the font {font}; leave it out, or name a font that has it (look.font)"
    return None
