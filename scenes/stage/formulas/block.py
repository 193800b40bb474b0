"""A formula that has not been set yet: rows of named parts, each written with its colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scenes.stage.drawing.theme import RGB

_OUTSIDE = re.compile(r"(?:& ?)*(?:blank\(-\) )?")  # signs of alignment, and the room kept for a minus
_INNER = re.compile(r" : (\w+)}}")


class Part(NamedTuple):
    """A named part of a formula; what only aligns it stays outside of the part."""

    text: str
    name: str
    colour: RGB | None = None

    def __str__(self) -> str:
        outside = _OUTSIDE.match(self.text)[0]  # type: ignore[index]  # it matches any text
        return f"{outside}{{{{{self.text.removeprefix(outside)} : {self.name}}}}}"


Cell = str | Part | tuple[Part, ...]
"""A piece of a row that appears at once; text without a name, a part, or several."""


@dataclass(frozen=True)
class Block:
    """A formula that has not been set yet.

    Attributes
    ----------
    source
        What is typeset.
    colours
        Of its parts.
    rules
        The parts with a rule above.
    groups
        Names of the parts that appear together, in order; none: all from left to right.
    """

    source: str
    colours: tuple[tuple[str, RGB], ...] = ()
    rules: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, *rows: Sequence[Cell], rules: Sequence[str] = ()) -> Block:
        """Return the block of these rows, aligned at their ``&``; a part inside another appears before it."""
        lines = [[(c,) if isinstance(c, str | Part) else c for c in row] for row in rows]
        cells = [cell for line in lines for cell in line]
        source = " \\ ".join(" ".join(str(piece) for cell in line for piece in cell) for line in lines)
        parts = [piece for cell in cells for piece in cell if isinstance(piece, Part)]
        groups: list[tuple[str, ...]] = []
        for cell in cells:
            named = [piece for piece in cell if isinstance(piece, Part)]
            groups += [(name,) for part in named for name in _INNER.findall(part.text)]
            groups.append(tuple(part.name for part in named) or ("",))
        colours = tuple((part.name, part.colour) for part in parts if part.colour is not None)
        return cls(source, colours, tuple(rules), tuple(dict.fromkeys(groups)))


def sum_of(left: str | Part, terms: Sequence[tuple[Part, ...]], most: int) -> Block:
    """Return a sum, on lines of at most ``most`` terms: more do not fit on a phone."""
    rows: list[list[Cell]] = [[left]]
    for k, term in enumerate(terms):
        if k and k % most == 0:
            rows.append([])
        rows[-1] += ["+" if k % most else "&+" if k else "&=", *term]
    return Block.of(*rows)
