"""The puzzle's table: what is given, what is right, what the network answers, and the question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scenes.config.number_format import formatted, given
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.text_metrics import text_width
from scenes.stage.drawing.theme import NIGHT, RGB, SMALLEST_TYPE, Theme


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
    aside
        How far the examples step back while the question is asked, 0 to 1.
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
        self.targets = tuple(map(given, targets))
        for written in (given, _tenths):  # inputs are written to the tenth before they are too small to read
            self.rows = tuple(tuple(map(written, row)) for row in rows)
            self.question = tuple(map(written, question))
            self.columns = Columns.fitting(self)
            if self.columns.size >= SMALLEST_TYPE:
                break
        self.answer_word = answer_word
        self.current, self.marked = 0.0, 0.0
        self.answers: tuple[float | None, ...] = (None,) * (len(rows) + 1)
        self.answers_alpha = 1.0
        self.visible_rows = float(len(rows) + 1)
        self.asking = self.aside = 0.0
        self.answer_room = 1.0
        self.solved: str | None = None

    def with_answer(self, row: int, answer: float) -> tuple[float | None, ...]:
        """Return the answers with one more of them."""
        return (*self.answers[:row], answer, *self.answers[row + 1 :])

    @property
    def puzzle_width(self) -> float:
        """How wide the puzzle stands without room for answers, in design pixels."""
        return self.columns.puzzle_width

    @property
    def shown_width(self) -> float:
        """How wide the table stands now, in design pixels: the puzzle, and as much room for answers as it takes."""
        return self.puzzle_width + (self.design_size[0] - self.puzzle_width) * self.answer_room

    @property
    def most_rows(self) -> int:
        """How many examples can be shown at once."""
        return max(2, int(self.design_size[1] / 38) - 2)

    @property
    def pitch(self) -> float:
        """The distance from row to row, in design pixels."""
        return self.design_size[1] / (min(len(self.rows), self.most_rows) + 1.55)

    def draw(self, canvas: Canvas) -> None:
        """Paint the rows that fit; with more of them, those around the current one."""
        theme, pitch, width = self.theme, self.pitch, self.shown_width
        hidden = max(0, len(self.rows) - self.most_rows)
        first = int(min(max(0, round(self.current) - self.most_rows // 2), hidden))
        shown = range(first, len(self.rows) - hidden + first)
        if self.marked:
            y = pitch * (self.current - first)
            canvas.box(0, y + 2, width, pitch - 4, theme.highlight, self.marked, radius=8)
        for place, k in enumerate(shown):
            alpha = min(1.0, max(0.0, self.visible_rows - k)) * (1 - BEHIND * self.aside)
            bold = self.marked * (1 - abs(self.current - k)) > 0.5
            colour = theme.ink if bold or self.marked < 0.5 else theme.muted
            y = pitch * (place + 0.5)
            self._draw_row(canvas, self.rows[k], y, colour, alpha, bold)
            canvas.text(self.targets[k], self.columns.target, y, self.columns.size, colour, alpha, 0.5, bold)
            self._draw_answer(canvas, self.answers[k], y, alpha, bold)
        alpha = min(1.0, max(0.0, self.visible_rows - len(self.rows)))
        if self.question and alpha > 0:
            self._draw_question(canvas, pitch * (len(shown) + 1.0), width, alpha)

    def _draw_question(self, canvas: Canvas, y: float, width: float, alpha: float) -> None:
        theme, pitch, bold = self.theme, self.pitch, self.asking > 0.5
        canvas.line((0, y - 0.78 * pitch), (width, y - 0.78 * pitch), 2, theme.outline, 0.7 * alpha)
        if self.asking:
            canvas.box(0, y - pitch / 2 + 2, width, pitch - 4, theme.highlight, self.asking * alpha, radius=8)
        colour = theme.ink if bold else theme.muted
        self._draw_row(canvas, self.question, y, colour, alpha, bold)
        mark = ("?", theme.answer) if self.solved is None else (self.solved, colour)
        canvas.text(mark[0], self.columns.target, y, self.columns.size, mark[1], alpha, 0.5, bold=True)
        self._draw_answer(canvas, self.answers[-1], y, alpha, bold)

    def _draw_row(
        self, canvas: Canvas, row: tuple[str, ...], y: float, colour: RGB, alpha: float, bold: bool
    ) -> None:
        columns = self.columns
        for x, k in columns.inputs:
            canvas.text("…" if k is None else row[k], x, y, columns.size, colour, alpha, 0.5, bold)
        canvas.text("→", columns.arrow, y, columns.size, self.theme.muted, alpha, 0.5)

    def _draw_answer(self, canvas: Canvas, answer: float | None, y: float, alpha: float, bold: bool) -> None:
        if answer is None:
            return
        size, colour = self.columns.size, self.theme.answer
        right = self.design_size[0] - MARGIN * size
        alpha *= self.answers_alpha
        width = canvas.text(formatted(answer, ".2f"), right, y, size, colour, alpha, 1.0, bold)
        left = right - width - 0.3 * size
        small = max(SMALLEST_TYPE, 0.9 * size)
        room = left - self.columns.puzzle_width - canvas.width_of(self.answer_word, small)
        if bold and self.answer_word and room > 0:
            canvas.text(self.answer_word, left, y, small, colour, alpha, 1.0)


def _tenths(value: float) -> str:
    return formatted(value, ".1f") if value != round(value) and abs(value) < 1000 else given(value)


LARGEST = 34.0  # type, in design pixels
BEHIND = 0.7  # of its contrast: what an example loses that steps back
MARGIN = 0.55  # at both sides, in sizes of the type


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table stand, in design pixels.

    Attributes
    ----------
    size
        Of the type.
    inputs
        For each column of inputs where it stands and which input it shows; ``None`` for those left out between.
    arrow, target
        Where the arrow and the right answer stand.
    puzzle_width
        How far all that reaches.
    """

    size: float
    inputs: tuple[tuple[float, int | None], ...]
    arrow: float
    target: float
    puzzle_width: float

    @classmethod
    def fitting(cls, table: PuzzleTable) -> Columns:
        """Return the columns of a table in the largest type that fits; inputs are left out before it is too small."""
        count = len(table.question)
        for kept in range(count, 1, -1):
            before = (kept + 1) // 2
            inputs = [*range(before), *([None] if kept < count else []), *range(count - kept + before, count)]
            columns = cls._of(table, inputs)
            if columns.size >= SMALLEST_TYPE:
                return columns
        return cls._of(table, list(range(count)) if count < 2 else inputs, air=0.6)

    @classmethod
    def _of(cls, table: PuzzleTable, inputs: list[int | None], air: float = 1.0) -> Columns:
        """Return the columns for these inputs; ``air`` below 1 draws them closer together."""

        def widest(texts: Iterable[str]) -> float:
            return max((text_width(text, 1.0, table.theme.font, bold=True) for text in texts), default=0.0)

        # First everything in sizes of the type, then the type as large as the box allows.
        cell = widest(row[k] for row in (*table.rows, table.question) for k in inputs if k is not None)
        target = widest((*table.targets, "?"))
        step = max(1.45 * air, cell + 0.6 * air)
        centres = [MARGIN + cell / 2 + k * step for k in range(len(inputs))]
        arrow = centres[-1] + max(1.6 * air, cell / 2 + air)
        target_at = arrow + max(1.6 * air, target / 2 + air)
        puzzle = target_at + target / 2 + MARGIN
        whole = puzzle + widest(["−0.00"]) + MARGIN
        size = min(LARGEST, 0.62 * table.pitch, table.design_size[0] / whole)
        places = tuple((x * size, k) for x, k in zip(centres, inputs, strict=True))
        return cls(size, places, arrow * size, target_at * size, puzzle * size)
