"""A confusion matrix: what each picture is, against what the network says it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from scenes.config.number_format import formatted
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.text_metrics import wrap
from scenes.stage.drawing.theme import NIGHT, Theme, blend

HEAD, PITCH = 25.0, 29.0  # type of the names, and from line to line
ASIDE = 0.25  # how visible what is not spoken of stays


class Confusion(Painted):
    """A row for each class as it is, a column for each as the network says; the count in each cell.

    A cell is the fuller the larger its share of its row, green on the diagonal, in the colour of errors beside it.

    Parameters
    ----------
    counts
        The counts, shape (rows, columns).
    rows, columns
        Their names, in the same order.
    corner
        Two words: what the rows are, and what the columns are.

    Attributes
    ----------
    shown
        How many rows have appeared; between two whole numbers one is fading in.
    on_last, on_diagonal
        How far all steps back but the last row, or but what is right of the classes, 0 to 1.
    """

    def __init__(
        self,
        width: float,
        height: float,
        counts: ArrayLike,
        rows: Sequence[str],
        columns: Sequence[str],
        corner: tuple[str, str],
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.counts = np.asarray(counts, dtype=int)
        self.rows, self.columns, self.corner = tuple(rows), tuple(columns), corner
        self.shown = float(len(self.rows))
        self.on_last = self.on_diagonal = 0.0

    def draw(self, canvas: Canvas) -> None:
        """Paint heads and cells, as far as the rows have appeared."""
        width, height = self.design_size
        theme = self.theme
        names = max(canvas.width_of(name, HEAD) for name in (*self.rows, self.corner[0]))
        left = min(names, 0.34 * width) + 16
        wide = (width - left) / len(self.columns)
        heads = [wrap(name, wide - 10, HEAD, theme.font) for name in self.columns]
        lines = max(len(head) for head in heads)
        top = (1 + lines) * PITCH + 10
        high = (height - top) / len(self.rows)
        canvas.text(self.corner[1], left + (width - left) / 2, 0.5 * PITCH, HEAD, theme.muted, align=0.5)
        for k, head in enumerate(heads):
            for line, words in enumerate(head):
                y = (1.5 + lines - len(head) + line) * PITCH
                canvas.fitted(words, left + (k + 0.5) * wide, y, wide - 8, HEAD, theme.muted, align=0.5)
        canvas.fitted(self.corner[0], left - 16, (lines + 0.5) * PITCH, left - 16, HEAD, theme.muted, align=1.0)
        for r, name in enumerate(self.rows):
            alpha = min(1.0, max(0.0, self.shown - r))
            y = top + (r + 0.5) * high
            if alpha <= 0:
                continue
            canvas.fitted(name, left - 16, y, left - 16, HEAD, theme.muted, alpha * self._seen(r), 1.0)
            total = max(1, int(self.counts[r].sum()))
            for k, count in enumerate(self.counts[r].tolist()):
                full = theme.positive if k == r else theme.error
                share = count / total
                body = blend(theme.highlight, full, 0.15 + 0.75 * share) if count else theme.highlight
                seen, x = alpha * self._seen(r, k), left + k * wide
                canvas.box(x + 3, top + r * high + 3, wide - 6, high - 6, body, seen, radius=8)
                ink = theme.readable_on(body) if count else theme.muted
                canvas.text(formatted(count, ","), x + wide / 2, y, 28, ink, seen, 0.5, bold=bool(count))

    def _seen(self, row: int, column: int | None = None) -> float:
        """Return how visible a cell is, or the name of a row, while others are spoken of."""
        of_a_class = row < len(self.columns) - 1
        right = of_a_class if column is None else of_a_class and row == column
        others = max(self.on_last * (row < len(self.rows) - 1), self.on_diagonal * (not right))
        return 1 - (1 - ASIDE) * others
