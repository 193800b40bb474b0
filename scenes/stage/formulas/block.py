"""A formula that has not been set yet: rows of named parts, each written with its colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scenes.stage.drawing.theme import RGB

_OUTSIDE = re.compile(r"(?:& ?)*(?:blank\(-\) )?")  # signs of alignment, and the room kept for a minus


class Part(NamedTuple):
    """A named part of a formula; what only aligns it stays outside of the part."""

    text: str
    name: str
    colour: RGB | None = None

    def __str__(self) -> str:
        outside = _OUTSIDE.match(self.text)[0]  # type: ignore[index]  # it matches any text
        return f"{outside}{{{{{self.text.removeprefix(outside)} : {self.name}}}}}"


Row = Sequence[str | Part]


@dataclass(frozen=True)
class Block:
    """A formula that has not been set yet: source, colours of its parts, and the parts with a rule above."""

    source: str
    colours: tuple[tuple[str, RGB], ...] = ()
    rules: tuple[str, ...] = ()

    @classmethod
    def of(cls, *rows: Row, rules: Sequence[str] = ()) -> Block:
        """Return the block of these rows, aligned at their ``&``."""
        parts = [part for row in rows for part in row if isinstance(part, Part)]
        colours = tuple((part.name, part.colour) for part in parts if part.colour is not None)
        return cls(" \\ ".join(" ".join(map(str, row)) for row in rows), colours, tuple(rules))


def sum_of(left: str | Part, terms: Sequence[Row], most: int) -> Block:
    """Return a sum, on lines of at most ``most`` terms: more do not fit on a phone."""
    rows: list[list[str | Part]] = [[left]]
    for k, term in enumerate(terms):
        if k and k % most == 0:
            rows.append([])
        rows[-1] += ["+" if k % most else "&+" if k else "&=", *term]
    return Block.of(*rows)
