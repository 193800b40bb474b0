"""The puzzle's table: what is given, what is right, what the network answers, and the question."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.stage.canvas import Canvas
from scenes.stage.painted import Painted
from scenes.stage.theme import NIGHT, Theme


class PuzzleTable(Painted):
    """The puzzle: a row for each example, the right answer behind an arrow, and the network's own answers.

    Parameters
    ----------
    rows
        The inputs of each example.
    targets
        Their right answers, one each.
    question
        The inputs of the row that was never learned; it stands apart, with a question mark.
    answer_word
        Written before the network's answer where there is room.

    Attributes
    ----------
    current
        The row that stands out; it may lie between two rows, while the mark moves.
    marked
        How strongly it stands out, 0 to 1.
    answers
        The network's answers by row, ``None`` where it has given none; the last is the question's.
    visible_rows
        How many rows have appeared, counted from the top, the question's row included.
    asking
        How strongly the question's row stands out, 0 to 1.
    answers_alpha
        How visible the answers are, 0 to 1.
    answer_room
        How much of the room for the answers the table takes up, 0 to 1; with 0 it is only as wide as the puzzle.
    solved
        The right answer to the question, once it may be seen.
    """

    def __init__(
        self,
        width: float,
        height: float,
        rows: Sequence[Sequence[float]],
        targets: Sequence[float],
        question: Sequence[float],
        answer_word: str = "",
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.rows = tuple(tuple(f"{v:g}" for v in row) for row in rows)
        self.targets = tuple(f"{t:g}" for t in targets)
        self.question = tuple(f"{v:g}" for v in question)
        self.answer_word = answer_word
        self.current, self.marked = 0.0, 0.0
        self.answers: tuple[float | None, ...] = (None,) * (len(rows) + 1)
        self.answers_alpha = 1.0
        self.visible_rows = float(len(rows) + 1)
        self.asking = 0.0
        self.answer_room = 1.0
        self.solved: str | None = None

    def with_answer(self, row: int, answer: float) -> tuple[float | None, ...]:
        """Return the answers with one more of them."""
        return (*self.answers[:row], answer, *self.answers[row + 1 :])

    @property
    def puzzle_width(self) -> float:
        """How wide the puzzle stands without room for answers, in design pixels."""
        size = self._type_size(self._pitch())
        return self._columns(size)[2] + 0.9 * size

    def _fits(self) -> int:
        return max(2, int(self.design_size[1] / 38) - 2)

    def _pitch(self) -> float:
        return self.design_size[1] / (min(len(self.rows), self._fits()) + 1.55)

    def _type_size(self, pitch: float) -> float:
        width = self.design_size[0]
        return min(34.0, 0.62 * pitch, 1.6 * (0.62 * width) / (len(self.question) + 2.2))

    def draw(self, canvas: Canvas) -> None:
        """Paint the rows that fit; with more of them, those around the current one."""
        width = self.puzzle_width + (self.design_size[0] - self.puzzle_width) * self.answer_room
        fits, first = self._fits(), 0
        if len(self.rows) > fits:
            first = int(min(max(0, round(self.current) - fits // 2), len(self.rows) - fits))
        shown = range(first, min(len(self.rows), first + fits))
        pitch = self._pitch()
        size = self._type_size(pitch)
        if self.marked:
            y = pitch * (self.current - first)
            canvas.box(0, y + 2, width, pitch - 4, self.theme.highlight, self.marked, radius=8)
        for place, k in enumerate(shown):
            near = max(0.0, 1 - abs(self.current - k)) * self.marked
            self._draw_row(canvas, k, self.rows[k], self.targets[k], pitch * (place + 0.5), size, near)
        if self.question:
            y = pitch * (len(shown) + 1.0)
            self._draw_question(canvas, y, pitch, size, width)

    def _columns(self, size: float) -> tuple[list[float], float, float]:
        """Return where the inputs, the arrow and the right answer stand."""
        step = size * 1.45
        inputs = [size * 0.9 + k * step for k in range(len(self.question))]
        arrow = inputs[-1] + 1.75 * size
        return inputs, arrow, arrow + 1.75 * size

    def _draw_row(
        self, canvas: Canvas, k: int, row: tuple[str, ...], target: str, y: float, size: float, near: float
    ) -> None:
        theme = self.theme
        alpha = min(1.0, max(0.0, self.visible_rows - k))
        if alpha <= 0:
            return
        inputs, arrow, answer = self._columns(size)
        colour = theme.ink if near > 0.5 or self.marked < 0.5 else theme.muted
        for x, value in zip(inputs, row, strict=True):
            canvas.text(value, x, y, size, colour, alpha, 0.5, bold=near > 0.5)
        canvas.text("→", arrow, y, size, theme.muted, alpha, 0.5)
        canvas.text(target, answer, y, size, colour, alpha, 0.5, bold=near > 0.5)
        self._draw_answer(canvas, self.answers[k], y, size, answer + size, near > 0.5, alpha)

    def _draw_answer(
        self, canvas: Canvas, answer: float | None, y: float, size: float, left: float, full: bool, alpha: float
    ) -> None:
        if answer is None or self.answers_alpha <= 0:
            return
        theme, right = self.theme, self.design_size[0] - 0.55 * size
        text = f"{answer:.2f}".replace("-", "−")
        alpha *= self.answers_alpha
        canvas.text(text, right, y, size * 0.94, theme.signal, alpha if full else 0.75 * alpha, 1.0, bold=full)
        width, room = canvas.width_of(text, size * 0.94, bold=True), right - left
        word = canvas.width_of(self.answer_word, size * 0.86)
        if full and self.answer_word and word + width + 0.4 * size < room:
            canvas.text(self.answer_word, right - width - 0.35 * size, y, size * 0.86, theme.signal, alpha, 1.0)

    def _draw_question(self, canvas: Canvas, y: float, pitch: float, size: float, width: float) -> None:
        theme = self.theme
        alpha = min(1.0, max(0.0, self.visible_rows - len(self.rows)))
        if alpha <= 0:
            return
        canvas.line((0, y - 0.78 * pitch), (width, y - 0.78 * pitch), 2, theme.outline, 0.7 * alpha)
        if self.asking:
            canvas.box(0, y - pitch / 2 + 2, width, pitch - 4, theme.highlight, self.asking * alpha, radius=8)
        inputs, arrow, answer = self._columns(size)
        colour = theme.ink if self.asking > 0.5 else theme.muted
        for x, value in zip(inputs, self.question, strict=True):
            canvas.text(value, x, y, size, colour, alpha, 0.5, bold=self.asking > 0.5)
        canvas.text("→", arrow, y, size, theme.muted, alpha, 0.5)
        mark = "?" if self.solved is None else self.solved
        canvas.text(mark, answer, y, size, theme.signal if mark == "?" else colour, alpha, 0.5, bold=True)
        self._draw_answer(canvas, self.answers[-1], y, size, answer + size, self.asking > 0.5, alpha)
