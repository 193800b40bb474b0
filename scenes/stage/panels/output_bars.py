"""Bars that show how close each output has come to its right answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.network.labels import name_of


class AnswerBars(Painted):
    """One bar an output, from 0 to 1, and a dashed line where it should end.

    Parameters
    ----------
    title
        What the bars are.
    answers
        The outputs after each epoch, shape (epochs + 1, outputs).
    targets
        The right answers, shape (outputs,).
    """

    def __init__(
        self, width: float, height: float, title: str, answers: ArrayLike, targets: ArrayLike, theme: Theme = NIGHT
    ) -> None:
        super().__init__(width, height, theme)
        self.title = title
        self.answers, self.targets = np.asarray(answers, dtype=float), np.asarray(targets, dtype=float)
        self.epoch = 0

    def show_epoch(self, epoch: int) -> None:
        """Show the answers after ``epoch``."""
        self.epoch = epoch

    def draw(self, canvas: Canvas) -> None:
        """Paint the bars under their title."""
        width, height = self.design_size
        theme, size = self.theme, self.theme.small + 1
        canvas.text(
            self.title, 0, size * 0.6, size * min(1.0, width / canvas.width_of(self.title, size)), theme.muted
        )
        top = 1.7 * size
        pitch = (height - top) / len(self.targets)
        thick = min(34.0, 0.5 * pitch)
        left, right = 52.0, width - 16
        for k, (answer, target) in enumerate(
            zip(self.answers[self.epoch].tolist(), self.targets.tolist(), strict=True)
        ):
            y = top + (k + 0.5) * pitch
            canvas.text(name_of("y", k), 0, y, size, theme.answer, bold=True)
            canvas.box(left, y - thick / 2, right - left, thick, theme.highlight, radius=4)
            canvas.box(left, y - thick / 2, max(0.0, answer) * (right - left), thick, theme.answer, radius=4)
            x = left + target * (right - left)
            canvas.line((x, y - 0.8 * thick), (x, y + 0.8 * thick), 3.5, theme.ink, dash=(7, 5))
