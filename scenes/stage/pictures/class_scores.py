"""What the network says of a picture: how sure it is of each class, and whether that is sure enough."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.config.number_format import formatted
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, SMALLEST_TYPE, Theme, blend
from scenes.stage.pictures.picture import colour_of


class ClassScores(Painted):
    """Beside each output neuron its class, a bar and a figure; below them what the network says.

    Parameters
    ----------
    rows
        The height of each output neuron in the box, in design pixels.
    classes
        Their names.
    threshold
        How sure the network must be to name a class, 0 to 1; a tick on every bar marks it.
    pitch
        The room of a row, in design pixels.

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
        rows: Sequence[float],
        classes: Sequence[str],
        threshold: float,
        pitch: float,
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.rows, self.classes, self.threshold, self.pitch = tuple(rows), tuple(classes), threshold, pitch
        self.shares = (0.0,) * len(self.classes)
        self.visible = 0.0
        self.answer, self.mark, self.right = "", "plain", -1

    def set_scores(self, shares: Sequence[float], answer: str, mark: str = "plain", right: int = -1) -> ClassScores:
        """Take other scores; they are seen as ``visible`` goes to 1."""
        self.shares = tuple(float(share) for share in shares)
        self.answer, self.mark, self.right, self.visible = answer, mark, right, 0.0
        return self

    def draw(self, canvas: Canvas) -> None:
        """Paint the rows, and what the network says below the lowest."""
        width, _ = self.design_size
        theme = self.theme
        size = min(28.0, max(SMALLEST_TYPE, 0.52 * self.pitch))
        thick = min(9.0, 0.16 * self.pitch)
        for k, (y, name, share) in enumerate(zip(self.rows, self.classes, self.shares, strict=True)):
            first = self.visible > 0.5 and share == max(self.shares)
            ink = blend(theme.muted, theme.ink, self.visible) if share == max(self.shares) else theme.muted
            figure = formatted(share, ".0%")
            room = width - canvas.width_of("100%", size, True) - 12
            if k == self.right:
                canvas.ring(11, y - 0.16 * self.pitch, 8, 2.5, theme.ink, self.visible, dash=(5, 4))
            left = 28.0
            top = y - 0.16 * self.pitch
            canvas.fitted(name, left, top, room - left, size, ink)
            canvas.text(figure, width, top, size, ink, self.visible, 1.0, first)
            bar = y + 0.26 * self.pitch
            canvas.box(left, bar - thick / 2, width - left, thick, theme.highlight, radius=thick / 2)
            reach = share * self.visible * (width - left)
            if reach > 1:
                canvas.box(left, bar - thick / 2, reach, thick, theme.answer, radius=thick / 2)
            if self.threshold > 0:
                x = left + self.threshold * (width - left)
                canvas.line((x, bar - thick), (x, bar + thick), 2, theme.ink, 0.8)
        if self.visible > 0 and self.answer:
            large = 40.0
            fit = min(1.0, width / canvas.width_of(self.answer, large, True))
            y = self.rows[-1] + self.pitch * 0.9 + 0.6 * large
            canvas.text(self.answer, 0, y, large * fit, colour_of(self.mark, theme), self.visible, bold=True)
