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
NAMES = 46.0  # of a box beside a diagram, at its lower end: there stand the names of layers
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
        How visible bars, figures and what is said are, 0 to 1; before, only the names stand there.
    answer, mark
        What the network says, and the colour of that: ``plain``, ``right``, ``wrong`` or ``unsure``.
    lead
        What stands before that, so that it is not read as one more figure of the lowest class.
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
        self.entries = tuple(self._column(x) if below else self._row(y) for (x, y), _ in each)
        self.shares = (0.0,) * len(self.classes)
        self.visible = 0.0
        self.answer, self.mark, self.right, self.lead = "", "plain", -1, ""

    def _row(self, y: float) -> _Entry:
        """Return where a class stands whose output is at this height: all on one line, from the box's left side."""
        width, left, top = self.design_size[0], 28.0, y - 0.16 * self.pitch
        figure = text_width("100%", self.type, self.theme.font, bold=True)
        name = (left, top, 0.0), width - figure - 12 - left
        return _Entry(*name, (11, top), (width, top, 1.0), (left, width, y + 0.26 * self.pitch))

    def _column(self, x: float) -> _Entry:
        """Return where a class stands whose output is there: one thing below the other, from the box's top."""
        line, half = 1.25 * self.type, (self.pitch - 22) / 2
        # Beside the figure, which is narrow: beside a name the sign would be as near to the neighbour's.
        sign = x - text_width("100%", self.type, self.theme.font, bold=True) / 2 - MARK - 11, 1.5 * line
        return _Entry((x, line / 2, 0.5), 2 * half, sign, (x, 1.5 * line, 0.5), (x - half, x + half, 2 * line + 13))

    def set_scores(
        self, shares: Sequence[float], answer: str, mark: str = "plain", right: int = -1, lead: str = ""
    ) -> ClassScores:
        """Take other scores; they are seen as ``visible`` goes to 1."""
        self.lead = lead
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
            canvas.box(left, y - thick / 2, right - left, thick, theme.highlight, self.visible, thick / 2)
            reach = share * self.visible * (right - left)
            if reach > 1:
                canvas.box(left, y - thick / 2, reach, thick, theme.answer, radius=thick / 2)
            if self.threshold > 0:
                x = left + self.threshold * (right - left)
                canvas.line((x, y - thick), (x, y + thick), 2, theme.ink, 0.8 * self.visible)
        if self.visible > 0 and self.answer:
            self._draw_verdict(canvas)

    def _draw_verdict(self, canvas: Canvas) -> None:
        """Write what the network says below all classes: after its lead where they stand side by side, else below."""
        theme, width, top = self.theme, self.design_size[0], self.entries[-1].bar[2] + 14
        size = LARGE * min(1.0, width / canvas.width_of(self.answer, LARGE, True))
        x, y = 0.0, top + 0.6 * LARGE
        if self.below:
            lead = canvas.width_of(self.lead, self.type) + 18 if self.lead else 0.0
            x = max(0.0, (width - lead - canvas.width_of(self.answer, size, True)) / 2)
            canvas.text(self.lead, x, y, self.type, theme.muted, self.visible)
            x += lead
        elif self.lead and y + 1.95 * LARGE < self.design_size[1] - NAMES:  # of many classes the lowest is too low
            y += 0.3 * LARGE
            canvas.line((0.0, top + 4), (width, top + 4), 1.5, theme.outline, self.visible)
            canvas.fitted(self.lead, x, y + 4, width, self.type, theme.muted, self.visible)
            y += 1.15 * LARGE
        canvas.text(self.answer, x, y, size, colour_of(self.mark, theme), self.visible, bold=True)
