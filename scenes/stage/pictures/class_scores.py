"""What the network says of a picture: how sure it is of each class, and whether that is sure enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scenes.config.number_format import formatted
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.text_metrics import text_width
from scenes.stage.drawing.theme import NIGHT, SMALLEST_TYPE, Theme, blend
from scenes.stage.pictures.picture import colour_of

LARGE = 40.0  # type of what the network says
MARK = 8.0  # radius of the sign of the right class


@dataclass(frozen=True)
class _Entry:
    """Where what belongs to a class stands: its name, sign and figure, and the bar below; in design pixels."""

    name: tuple[float, float, float]  # x, y and alignment
    room: float  # for the name
    mark: tuple[float, float]
    figure: tuple[float, float, float]
    bar: tuple[float, float, float]  # left, right, y


class ClassScores(Painted):
    """Beside or below each output neuron its class, a bar and a figure; below them what the network says.

    Parameters
    ----------
    places
        Where each output neuron stands, shape (classes, 2), from the box's upper left corner: at the left of the box,
        or above it.
    classes
        Their names.
    threshold
        How sure the network must be to name a class, 0 to 1; a tick on every bar marks it.
    pitch
        From one output neuron to the next, in design pixels.
    below
        Whether the neurons stand side by side above the box.

    Attributes
    ----------
    shares
        How sure the network is of each class, 0 to 1.
    visible
        How visible bars, figures and what is said are, 0 to 1.
    answer, mark
        What the network says, and the colour of that: ``plain``, ``right``, ``wrong`` or ``unsure``.
    right
        The class that would be right, or -1 while nothing is said about it.
    """

    def __init__(
        self,
        width: float,
        height: float,
        places: ArrayLike,
        classes: Sequence[str],
        threshold: float,
        pitch: float,
        below: bool = False,
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.classes, self.threshold, self.pitch, self.below = tuple(classes), threshold, pitch, below
        self.type = min(28.0, max(SMALLEST_TYPE, 0.52 * pitch))
        self.thick = min(9.0, 0.16 * pitch)
        at: list[list[float]] = np.asarray(places, dtype=float).tolist()
        each = zip(at, self.classes, strict=True)
        self.entries = tuple(self._column(x, name) if below else self._row(y) for (x, y), name in each)
        self.shares = (0.0,) * len(self.classes)
        self.visible = 0.0
        self.answer, self.mark, self.right = "", "plain", -1

    def _row(self, y: float) -> _Entry:
        """Return where a class stands whose output is at this height: all on one line, from the box's left side."""
        width, left, top = self.design_size[0], 28.0, y - 0.16 * self.pitch
        figure = text_width("100%", self.type, self.theme.font, bold=True)
        name = (left, top, 0.0), width - figure - 12 - left
        return _Entry(*name, (11, top), (width, top, 1.0), (left, width, y + 0.26 * self.pitch))

    def _column(self, x: float, name: str) -> _Entry:
        """Return where a class stands whose output is there: one thing below the other, from the box's top."""
        line, half = 1.25 * self.type, (self.pitch - 22) / 2
        reach = min(half, text_width(name, self.type, self.theme.font) / 2)
        sign = x - reach - MARK - 11, line / 2
        return _Entry((x, line / 2, 0.5), 2 * half, sign, (x, 1.5 * line, 0.5), (x - half, x + half, 2 * line + 13))

    def set_scores(self, shares: Sequence[float], answer: str, mark: str = "plain", right: int = -1) -> ClassScores:
        """Take other scores; they are seen as ``visible`` goes to 1."""
        self.shares = tuple(float(share) for share in shares)
        self.answer, self.mark, self.right, self.visible = answer, mark, right, 0.0
        return self

    def draw(self, canvas: Canvas) -> None:
        """Paint each class, and what the network says below the lowest."""
        theme, size, thick = self.theme, self.type, self.thick
        for k, (entry, name, share) in enumerate(zip(self.entries, self.classes, self.shares, strict=True)):
            most = share == max(self.shares)
            ink = blend(theme.muted, theme.ink, self.visible) if most else theme.muted
            if k == self.right:
                canvas.ring(*entry.mark, MARK, 2.5, theme.ink, self.visible, dash=(5, 4))
            x, y, align = entry.name
            canvas.fitted(name, x, y, entry.room, size, ink, align=align)
            x, y, align = entry.figure
            canvas.text(formatted(share, ".0%"), x, y, size, ink, self.visible, align, self.visible > 0.5 and most)
            left, right, y = entry.bar
            canvas.box(left, y - thick / 2, right - left, thick, theme.highlight, radius=thick / 2)
            reach = share * self.visible * (right - left)
            if reach > 1:
                canvas.box(left, y - thick / 2, reach, thick, theme.answer, radius=thick / 2)
            if self.threshold > 0:
                x = left + self.threshold * (right - left)
                canvas.line((x, y - thick), (x, y + thick), 2, theme.ink, 0.8)
        if self.visible > 0 and self.answer:
            width = self.design_size[0]
            type_size = LARGE * min(1.0, width / canvas.width_of(self.answer, LARGE, True))
            x, align = (width / 2, 0.5) if self.below else (0.0, 0.0)
            y = self.entries[-1].bar[2] + 14 + 0.6 * LARGE
            canvas.text(self.answer, x, y, type_size, colour_of(self.mark, theme), self.visible, align, bold=True)
