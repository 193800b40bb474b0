"""Blanks that are none and signs that nobody sees, pasted from a web page, make a line wrong that looks right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

TEXTS = ("words", "title", "publish")
"""The keys of texts for the viewer, in which typography and scripts need some of these signs."""

_IN_TEXTS = frozenset("\u00a0\u2007\u2009\u200a\u202f\u2060\u200c\u200d")  # spaces that do not break, and joiners


def odd_signs(text: str, in_a_text: bool = False) -> Iterator[tuple[int, str]]:
    """Yield where odd spaces and invisible signs stand in a piece of a config, and what to do about each."""
    for at, sign in enumerate(text):
        kind = unicodedata.category(sign)
        if kind not in ("Zs", "Zl", "Zp", "Cf") or sign == " " or (in_a_text and sign in _IN_TEXTS):
            continue
        name = unicodedata.name(sign, f"sign U+{ord(sign):04X}").lower()
        article = "an" if name[0] in "aeiou" else "a"
        yield at, f"{article} {name}; {'delete it' if kind == 'Cf' else 'write a blank'}"
