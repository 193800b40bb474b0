"""Bars that show how close each output has come to its right answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.network.labels import name_of
from scenes.stage.panels.axis import Axis


class AnswerBars(Painted):
    """One bar an output, and a dashed line where it should end: from 0 to 1, or as far as the numbers go.

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
        numbers = np.concatenate([self.answers.ravel(), self.targets])
        self.axis = Axis(min(0.0, float(numbers.min())), max(1.0, float(numbers.max())))
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

        def place(values: ArrayLike) -> NDArray[np.float64]:
            return left + self.axis.share(values) * (right - left)

        zero = float(place(0.0))
        for k, (answer, target) in enumerate(
            zip(place(self.answers[self.epoch]).tolist(), place(self.targets).tolist(), strict=True)
        ):
            y = top + (k + 0.5) * pitch
            canvas.text(name_of("y", k), 0, y, size, theme.answer, bold=True)
            canvas.box(left, y - thick / 2, right - left, thick, theme.highlight, radius=4)
            canvas.box(min(zero, answer), y - thick / 2, abs(answer - zero), thick, theme.answer, radius=4)
            canvas.line((target, y - 0.8 * thick), (target, y + 0.8 * thick), 3.5, theme.ink, dash=(7, 5))
        if zero > left:
            canvas.line((zero, top), (zero, height), 2.0, theme.outline)
