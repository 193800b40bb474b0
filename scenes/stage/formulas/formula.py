"""A formula is typeset once and then painted, so that its parts can have colours, appear, fly and turn.

::

    formula = Formula("{{ z : z }} = {{ w : w }} dot {{ x : x }}", colours={"w": theme.positive})
    self.play(FlyIn(formula, ["w", "x"], {"w": diagram.weight_at(0, 1, 0)}))
    self.play(FlyOut(formula, {"z": diagram.neuron_at(1, 0)}))

How a source is written stands in ``typeset``; how parts move, in ``animations``; how formulas share a sheet, in
``columns``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, RGB, Theme, contrast
from scenes.stage.formulas.typeset import Piece, typeset

if TYPE_CHECKING:
    from manim.typing import Point3D


RIM = 7.0  # design pixels around a text that is framed


@dataclass(frozen=True)
class Mark:
    """How a part stands: how visible it is, how far from its place (design pixels), and its size beside its own."""

    alpha: float = 1.0
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True)
class Afar:
    """A text elsewhere on the stage that part ``index`` comes from or goes to.

    ``box`` is left, top, right and bottom from the middle of the part, in design pixels; so are the points of the
    ``ways`` on which a dotted line joins both.
    """

    index: int
    box: tuple[float, float, float, float]
    alpha: float
    ways: tuple[NDArray[np.float64], ...] = ()


class Formula(Painted):
    """A typeset formula.

    Parameters
    ----------
    source
        Typst's mathematics with named parts, of our own symbols and numbers only; lines end with ``\\``.
    size
        Of the type, in design pixels.
    colours
        Of parts by their names; the others are set in the theme's ink.
    rules
        Names of parts above which a line is ruled, as above a sum.
    shown
        Whether the formula begins with all its parts on the stage.
    groups
        Names of parts that appear together, in the order in which they do; by default each alone, from left to right.

    Attributes
    ----------
    marks
        How each part stands.
    copies
        Copies of parts that are on their way, each with the number of its part.
    veils
        Texts elsewhere that are dimmed while their numbers are on their way.
    ties
        Texts elsewhere that light up together with a part, joined to it by a dotted line.
    """

    def __init__(
        self,
        source: str,
        size: float = 44,
        theme: Theme = NIGHT,
        colours: Mapping[str, RGB] | None = None,
        rules: Sequence[str] = (),
        shown: bool = True,
        groups: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self.source, self.size, self.rules = source, float(size), tuple(rules)
        found = typeset(source)
        super().__init__(found.width * size, found.height * size, theme)
        self.names = tuple(name for name, _ in found.pieces)
        self.groups = tuple(groups) or tuple((name,) for name in self.names)
        self.colours = tuple((colours or {}).get(name, theme.ink) for name in self.names)
        self.marks = (Mark(alpha=float(shown)),) * len(self.names)
        self.copies: tuple[tuple[int, Mark], ...] = ()
        self.veils: tuple[Afar, ...] = ()
        self.ties: tuple[Afar, ...] = ()

    @classmethod
    def in_box(cls, box: Box, source: str, size: float = 44, **kwargs: Any) -> Self:
        """Return a formula in the middle of a box of the frame, in smaller type where it would not fit."""
        found = typeset(source)
        size = min(size, box.width / found.width, box.height / found.height)
        made = cls(source, size, **kwargs)
        return made.move_to(made.centre_of(box))

    def index(self, name: str) -> int:
        """Return the number of a part.

        Raises
        ------
        KeyError
            If there is none of this name.
        """
        if name not in self.names:
            raise KeyError(f"the formula has no part {name!r}; it has {sorted(self.names)}")
        return self.names.index(name)

    def middle_of(self, name: str) -> Point3D:
        """Return where the middle of a part stands in the scene."""
        x, y = typeset(self.source).pieces[self.index(name)][1].middle
        return self.point_at(x * self.size, y * self.size)

    def corners_of(self, index: int) -> tuple[Point3D, Point3D]:
        """Return where the upper left and the lower right corner of a part's own place are in the scene."""
        left, top, right, bottom = (self.size * x for x in typeset(self.source).pieces[index][1].box)
        return self.point_at(left, top), self.point_at(right, bottom)

    def draw(self, canvas: Canvas) -> None:
        """Paint the parts that are there, then copies that are on their way."""
        with ExitStack() as noting:
            for box in self._lines() if canvas.placed is not None else ():
                palest = min(self.colours, key=lambda colour: contrast(colour, self.theme.ground))
                noting.enter_context(canvas.noted(self.source, box, palest))
            self._draw_parts(canvas)

    def _draw_parts(self, canvas: Canvas) -> None:
        pieces = typeset(self.source).pieces
        for veil in self.veils:
            left, top, right, bottom = self._beside(veil)
            canvas.box(left, top, right - left, bottom - top, self.theme.ground, veil.alpha, 4)
        for tie in self.ties:
            self._draw_tie(canvas, tie)
        for (_, piece), colour, mark in zip(pieces, self.colours, self.marks, strict=True):
            self._draw_piece(canvas, piece, colour, mark)
        for k, mark in self.copies:
            self._draw_piece(canvas, pieces[k][1], self.colours[k], mark)
        for name in self.rules:
            k = self.index(name)
            alpha, y = self.marks[k].alpha, (pieces[k][1].box[1] - 0.42) * self.size
            canvas.line((0, y), (self.design_size[0], y), 2.5, self.theme.outline, alpha)

    def _draw_piece(self, canvas: Canvas, piece: Piece, colour: RGB, mark: Mark) -> None:
        if mark.alpha <= 0:
            return
        size, (x, y) = self.size * mark.scale, piece.middle
        # A part that is drawn smaller or larger stays where its middle is.
        left, top = self.size * x + mark.x - size * x, self.size * y + mark.y - size * y
        canvas.shape(piece.outlines, left, top, size, colour, mark.alpha)
        for x0, y0, x1, y1 in piece.bars:
            start, end = (left + x0 * size, top + y0 * size), (left + x1 * size, top + y1 * size)
            canvas.line(start, end, 0.045 * size, colour, mark.alpha)

    def _beside(self, afar: Afar) -> tuple[float, float, float, float]:
        """Return the box of a text elsewhere, in the formula's own design pixels."""
        x, y = (self.size * z for z in typeset(self.source).pieces[afar.index][1].middle)
        left, top, right, bottom = afar.box
        return x + left, y + top, x + right, y + bottom

    def _draw_tie(self, canvas: Canvas, tie: Afar) -> None:
        """Frame a part and a text elsewhere, and join them by a dotted line."""
        colour = self.colours[tie.index]
        here = [self.size * z for z in typeset(self.source).pieces[tie.index][1].box]
        for left, top, right, bottom in (here, self._beside(tie)):
            box = left - RIM, top - RIM, right - left + 2 * RIM, bottom - top + 2 * RIM
            canvas.outline(*box, 2.0, colour, 0.8 * tie.alpha)
        middle = [self.size * z for z in typeset(self.source).pieces[tie.index][1].middle]
        for way in tie.ways:
            for x, y in (way + middle)[::2].tolist():
                canvas.disc(x, y, 1.8, colour, 0.9 * tie.alpha)

    def _lines(self) -> Iterator[tuple[float, float, float, float]]:
        """Yield the boxes of the lines, lowest first; typesetting sees to what is in a line."""
        pieces = typeset(self.source).pieces
        # What has no name may stand in several lines; between named parts it adds nothing.
        boxes = sorted(
            (piece.box[1], piece.box[3], piece.box[0], piece.box[2])
            for (name, piece), mark in zip(pieces, self.marks, strict=True)
            if mark.alpha > 0.3 and mark.x == mark.y == 0 and (name or len(pieces) == 1)
        )
        lines: list[list[float]] = []
        for top, bottom, left, right in boxes:
            if lines and top < lines[-1][1] - 0.02:
                line = lines[-1]
                line[1:] = [max(line[1], bottom), min(line[2], left), max(line[3], right)]
            else:
                lines.append([top, bottom, left, right])
        for top, bottom, left, right in reversed(lines):
            # A line is at least as high as its type.
            lack = max(0.0, 1 - (bottom - top)) / 2
            yield left * self.size, (top - lack) * self.size, right * self.size, (bottom + lack) * self.size
