"""Typesetting turns a source into outlines with named parts; manim's MathTypst does it, without LaTeX.

A source is Typst's mathematics; ``{{ w_1 x_1 : p }}`` names a part of it ``p``, as in manim; what stands in an inner
part is no longer in the outer one.

Typst can read files, so nothing that a config says may ever stand in a source: only our own symbols and numbers.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from manim import WHITE, MathTypst, logger

from scenes.stage.drawing.shapes import Outlines

_PART = re.compile(r"\{\{((?:(?!\{\{|\}\}).)+):\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}")
# Each part is set in a colour that is its number, which is how it is told from the others in Typst's picture.
_PREAMBLE = """
#let part(k, body) = text(fill: rgb(0, calc.div-euclid(k, 256), calc.rem-euclid(k, 256)), body)
#let blank(body) = hide(body)
#set par(leading: 0.85em)
#show math.equation: set text(weight: 450)
"""


@dataclass(frozen=True)
class Piece:
    """A part as it is typeset: ``outlines`` to fill, ``bars`` (x0, y0, x1, y1) to draw, and its box; all in em."""

    outlines: Outlines
    bars: tuple[tuple[float, float, float, float], ...]
    box: tuple[float, float, float, float]  # left, top, right, bottom

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass(frozen=True)
class Typeset:
    """A typeset formula, in em, y downwards from its upper left corner; what has no name is the part ``""``."""

    pieces: tuple[tuple[str, Piece], ...]
    width: float
    height: float


@lru_cache(maxsize=1024)
def typeset(source: str) -> Typeset:
    """Typeset a source; manim keeps Typst's pictures in its media folder, so each is made only once.

    Raises
    ------
    ValueError
        If two parts have one name.
    """
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        names.append(found.group(2))
        return f"part(#{len(names)}, {found.group(1)})"

    marked, before = source, ""
    while marked != before:  # from the innermost parts outwards
        marked, before = _PART.sub(numbered, marked), marked
    if len(set(names)) < len(names):
        raise ValueError(f"a name may stand for one part only, in {source!r}")
    with _quietly():
        picture = MathTypst(marked, typst_preamble=_PREAMBLE, color=WHITE, font_size=96)  # at 96 an em is a unit
    corner = np.array([picture.get_left()[0], picture.get_top()[1]])
    curves: dict[str, list[Any]] = {}
    bars: dict[str, list[Any]] = {}
    points: dict[str, list[np.ndarray]] = {}
    for glyph in picture.submobjects:
        if not len(glyph.points):
            continue
        filled = glyph.get_fill_opacity() > 0
        number = int((glyph.fill_color if filled else glyph.stroke_color).to_hex()[3:], 16)
        name = names[number - 1] if number <= len(names) else ""
        at = (glyph.points[:, :2] - corner) * (1, -1)
        points.setdefault(name, []).append(at)
        if filled:
            outlines = [(path[:, :2] - corner) * (1, -1) for path in glyph.get_subpaths()]
            curves.setdefault(name, []).extend(_curves(outline) for outline in outlines)
        else:
            bars.setdefault(name, []).append((*at[0].tolist(), *at[-1].tolist()))
    pieces = []
    for name, found in points.items():
        cloud = np.concatenate(found)
        box = (*cloud.min(axis=0).tolist(), *cloud.max(axis=0).tolist())
        pieces.append((name, Piece(tuple(curves.get(name, ())), tuple(bars.get(name, ())), box)))
    return Typeset(tuple(pieces), float(picture.width), float(picture.height))


@contextmanager
def _quietly() -> Iterator[None]:
    """Spare the viewer a line in the log for every formula."""
    level = logger.level
    logger.setLevel(max(level, logging.WARNING))
    try:
        yield
    finally:
        logger.setLevel(level)


def _curves(outline: np.ndarray) -> tuple[tuple[float, ...], ...]:
    """Return an outline as its start and then three points for each Bézier curve."""
    flat = outline.reshape(-1, 8)
    return (tuple(flat[0, :2].tolist()), *[tuple(row) for row in flat[:, 2:].tolist()])
