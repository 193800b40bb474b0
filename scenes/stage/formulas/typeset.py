"""Typesetting turns a source into outlines with named parts; Typst does it, without LaTeX.

A source is Typst's mathematics; ``{{ w_1 x_1 : p }}`` names a part of it ``p``, as in manim; what stands in an inner
part is no longer in the outer one.

Typst can read files, so nothing that a config says may ever stand in a source: only our own symbols and numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import typst

from scenes.stage.drawing.shapes import Outlines
from scenes.stage.drawing.svg_outlines import glyphs_of

_PART = re.compile(r"\{\{((?:(?!\{\{|\}\}).)+):\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}")
# Each part is set in a colour that is its number, which is how it is told from the others in Typst's picture.
_EM = 10.0  # points
_PREAMBLE = (
    f"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {_EM}pt)
"""
    + """
#let part(k, body) = text(fill: rgb(0, calc.div-euclid(k, 256), calc.rem-euclid(k, 256)), body)
#let blank(body) = hide(body)
#set par(leading: 0.85em)
#show math.equation: set text(weight: 450)
"""
)


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
    """Typeset a source, each only once.

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
    source_of_all = f"{_PREAMBLE}$ {marked} $".encode()
    glyphs = [(glyph, [path / _EM for path in glyph.paths]) for glyph in glyphs_of(_compiled(source_of_all))]
    # On its curves it is as large as it looks; their handles lie outside.
    on_curves = np.concatenate([path[::3] for _, paths in glyphs for path in paths])
    corner, end = on_curves.min(axis=0), on_curves.max(axis=0)
    curves: dict[str, list[Any]] = {}
    bars: dict[str, list[Any]] = {}
    points: dict[str, list[np.ndarray]] = {}
    for glyph, paths in glyphs:
        number = int(glyph.colour[3:], 16)
        name = names[number - 1] if 0 < number <= len(names) else ""
        moved = [path - corner for path in paths]
        points.setdefault(name, []).extend(moved)
        if glyph.filled:
            curves.setdefault(name, []).extend(_curves(path) for path in moved)
        else:
            bars.setdefault(name, []).extend((*path[0].tolist(), *path[-1].tolist()) for path in moved)
    pieces = []
    for name, found in points.items():
        cloud = np.concatenate(found)
        box = (*cloud.min(axis=0).tolist(), *cloud.max(axis=0).tolist())
        pieces.append((name, Piece(tuple(curves.get(name, ())), tuple(bars.get(name, ())), box)))
    return Typeset(tuple(pieces), *(end - corner).tolist())


def _compiled(source: bytes) -> str:
    svg = typst.compile(source, format="svg")
    assert isinstance(svg, bytes)
    return svg.decode()


def _curves(path: np.ndarray) -> tuple[tuple[float, ...], ...]:
    """Return a path as its start and then three points for each Bézier curve."""
    return (tuple(path[0].tolist()), *[tuple(row) for row in path[1:].reshape(-1, 6).tolist()])
