"""What each hidden neuron answers to a few cases, and how the output adds that up: a small table that grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from scenes.config.number_format import formatted
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.text_metrics import text_width
from scenes.stage.drawing.theme import NIGHT, RGB, SMALLEST_TYPE, Theme, blend
from scenes.stage.network.scale import brightness
from scenes.stage.network.weighing import Terms

WIDE = 700.0  # from this width on, in design pixels, the sum has room beside the answers; else it stands below them
HEAD = 46.0
ROOMY = 84.0  # where the sum stands below the answers, from this pitch on there is room for bars
RECEDED = 0.35  # how much is left of what is not spoken of


class HiddenAnswers(Painted):
    """A row for each hidden neuron and one for the output, a column for each case; the output's weights; the sum.

    Parameters
    ----------
    cases
        The heads of the columns.
    answers, outputs
        What the hidden neurons answer to each case, shape (cases, neurons), and what the output does, (cases,).
    activations
        The activation of the hidden layer and that of the output, for their brightness.
    names
        Words for the hidden layer, the output and its bias.
    words
        What each neuron answers to, in words.
    weights
        The output's weights.
    terms
        The sum of the case that is asked about, as it is written.
    asked
        Which case that is.

    Attributes
    ----------
    cases_shown
        How many cases have been answered; between two whole numbers one is fading in.
    words_shown, weights_shown
        How visible the words and the output's weights are, 0 to 1.
    point, pointed
        A neuron and a case of which is spoken, and how far all else steps back meanwhile, 0 to 1.
    summed
        How many terms of the sum have appeared; the sum itself follows as the last.
    """

    def __init__(
        self,
        width: float,
        height: float,
        cases: Sequence[str],
        answers: ArrayLike,
        outputs: ArrayLike,
        activations: tuple[str, str],
        names: tuple[str, str, str],
        words: Sequence[str],
        weights: ArrayLike,
        terms: Terms,
        asked: int,
        theme: Theme = NIGHT,
    ) -> None:
        super().__init__(width, height, theme)
        self.cases, self.names, self.words = tuple(cases), names, tuple(words)
        self.answers = np.column_stack([np.asarray(answers, dtype=float), np.asarray(outputs, dtype=float)])
        neurons = self.answers.shape[1] - 1
        kinds = [activations[0]] * neurons + [activations[1]]
        self.bright = np.column_stack(
            [brightness(column, kind) for column, kind in zip(self.answers.T, kinds, strict=True)]
        )
        self.weights, self.terms, self.asked = tuple(np.asarray(weights, dtype=float).tolist()), terms, asked
        self.products = [*terms.products, *([terms.bias] if terms.bias else [])]
        self.cases_shown = self.words_shown = self.weights_shown = self.summed = self.pointed = 0.0
        self.point = 0, 0
        self.wide = width >= WIDE
        self.name_room = max(text_width(name, SMALLEST_TYPE, theme.font) for name in names) + 16
        self.step = min(92.0, (width - self.name_room - (390 if self.wide else 0)) / len(self.cases))

    @property
    def pitch(self) -> float:
        """The distance from row to row, in design pixels."""
        return min(118.0, (self.design_size[1] - HEAD) / (len(self.products) + 1))

    @property
    def barred(self) -> bool:
        """Whether there is room for bars."""
        return self.wide or self.pitch >= ROOMY

    @property
    def figures(self) -> tuple[float, str]:
        """The type of the answers, and with how many decimals all of them have room."""
        room, values = self.step - 12, self.answers.ravel().tolist()
        choices = [(size, f".{places}f") for places in (2, 1, 0) for size in (28.0, SMALLEST_TYPE)]
        for size, form in choices:
            if all(text_width(formatted(value, form), size, self.theme.font) <= room for value in values):
                return size, form
        return choices[-1]

    @property
    def terms_shown_last(self) -> float:
        """What ``summed`` is when the whole sum is there."""
        return len(self.products) + 1.0

    def draw(self, canvas: Canvas) -> None:
        """Paint the heads, and the rows from the first neuron to the output."""
        theme, rows = self.theme, len(self.products) + 1
        pitch = self.pitch
        receded = 1 - (1 - RECEDED) * min(1.0, self.summed)
        canvas.text(self.names[0], 0, HEAD / 2, SMALLEST_TYPE, theme.muted)
        for k, case in enumerate(self.cases):
            alpha = min(1.0, max(0.0, self.cases_shown - k + 0.5)) * (1.0 if k == self.asked else receded)
            alpha *= self._told(k == self.point[1])
            middle = self.name_room + (k + 0.5) * self.step
            canvas.text(case, middle, HEAD / 2, 30, theme.ink, alpha, 0.5, bold=True)
        last = HEAD + (rows - 1) * pitch
        canvas.line((0, last), (self.design_size[0], last), 2, theme.outline, 0.7)
        for row in range(rows):
            self._draw_row(canvas, row, HEAD + row * pitch, pitch, receded)

    def _draw_row(self, canvas: Canvas, row: int, top: float, pitch: float, receded: float) -> None:
        theme, neurons = self.theme, len(self.weights)
        last = row == len(self.products)
        neuron = neurons if last else row if row < neurons else None
        high = min(46.0, 0.46 * pitch)
        line = top + 4 + high / 2
        name = self.names[1] if last else self.names[2] if neuron is None else str(row + 1)
        canvas.text(name, 0, line, SMALLEST_TYPE, theme.muted)
        if neuron is not None:
            for k in range(len(self.cases)):
                alpha = min(1.0, max(0.0, self.cases_shown - k)) * (1.0 if k == self.asked else receded)
                alpha *= self._told(k == self.point[1] and neuron in (self.point[0], neurons))
                self._draw_answer(canvas, k, neuron, line, high, alpha)
        below = top + 4 + high + (pitch - high - (18 if self.barred and not self.wide else 4)) / 2
        term = min(1.0, max(0.0, self.summed - row))
        if neuron is not None and not last:
            left = self.name_room + 4
            alpha = self.words_shown * (receded if self.wide else max(0.0, 1 - 2 * self.weights_shown))
            told = self._told(neuron == self.point[0])
            room = len(self.cases) * self.step - 4 if self.wide else self.design_size[0] - left
            canvas.fitted(self.words[neuron], left, below, room, 26, theme.ink, alpha * told)
            seen = _second(self.weights_shown) * max(0.0, 1 - 2 * term) * told
            self._draw_weight(canvas, neuron, line if self.wide else below, seen)
        if term > 0:
            self._draw_term(canvas, row, line, below, top + pitch, _second(term))

    def _told(self, it_is: bool) -> float:
        """Return how much is seen of something while one neuron and one case are spoken of."""
        return 1.0 if it_is else 1 - (1 - RECEDED) * self.pointed

    def _draw_answer(self, canvas: Canvas, case: int, neuron: int, y: float, high: float, alpha: float) -> None:
        """Paint an answer as its neuron shines, with its number."""
        if alpha <= 0:
            return
        theme, value = self.theme, float(self.answers[case, neuron])
        shine = float(self.bright[case, neuron])
        x, wide = self.name_room + case * self.step + 4, self.step - 8
        body = blend(theme.neuron, theme.signal, 0.92 * shine)
        canvas.box(x, y - high / 2, wide, high, blend(theme.outline, theme.signal, shine), alpha, high / 2)
        canvas.box(x + 2.5, y - high / 2 + 2.5, wide - 5, high - 5, body, alpha, high / 2)
        size, form = self.figures
        canvas.text(formatted(value, form), x + wide / 2, y, size, theme.readable_on(body), alpha, 0.5)

    @property
    def _left_of_sum(self) -> float:
        """Where weights and sum begin: beside the answers where there is room, else below them."""
        return self.name_room + (len(self.cases) * self.step + 28 if self.wide else 4)

    def _colour(self, text: str) -> RGB:
        theme = self.theme
        return theme.positive if text.startswith("+") else theme.negative if text.startswith("−") else theme.muted

    def _draw_weight(self, canvas: Canvas, neuron: int, y: float, alpha: float) -> None:
        text = formatted(self.weights[neuron], "+.2f")
        canvas.text(f"× {text}", self._left_of_sum, y, 28, self._colour(text), alpha, bold=True)

    def _draw_term(self, canvas: Canvas, row: int, line: float, below: float, bottom: float, alpha: float) -> None:
        """Paint a product, the bias or the sum: its numbers, and a bar that goes on where the one before it ended."""
        theme, terms, width = self.theme, self.terms, self.design_size[0]
        if row < len(terms.products):
            product = terms.products[row]
            before = f"{terms.activations[row]} × {terms.weights[row]} = "
            parts = [(before, theme.ink, False), (product, self._colour(product), True)]
        elif row < len(self.products):
            parts = [(terms.bias, self._colour(terms.bias), True)]
        else:
            parts = [("= ", theme.muted, False), (terms.total, theme.ink, True)]
            if terms.answer not in (terms.total, terms.total.lstrip("+")):
                parts += [("  →  ", theme.muted, False), (terms.answer, theme.answer, True)]
        left = self._left_of_sum
        reach = sum(canvas.width_of(text, 28.0, bold) for text, _, bold in parts)
        size = max(SMALLEST_TYPE, 28.0 * min(1.0, (width - left) / reach)) if self.barred else SMALLEST_TYPE
        # With many digits it begins further to the left, where nothing else stands.
        x, y = max(0.0, min(left, width - reach * size / 28.0)), line if self.wide else below
        for text, colour, bold in parts:
            x += canvas.text(text, x, y, size, colour, alpha, bold=bold)
        bar = below if self.wide else bottom - 9
        if self.barred:
            self._draw_bar(canvas, row, left, width, bar, 16.0 if self.wide else 9.0, alpha)

    def _draw_bar(
        self, canvas: Canvas, row: int, left: float, right: float, y: float, thick: float, alpha: float
    ) -> None:
        values = [float(text.replace("−", "-")) for text in self.products]
        ends = np.concatenate([[0.0], np.cumsum(values)])
        low, high = float(ends.min()), float(max(ends.max(), ends.min() + 1e-9))
        # The sum's own bar goes from nothing to where the last one ended.
        start, end = (ends[row], ends[row + 1]) if row < len(values) else (0.0, ends[-1])
        end = start + (end - start) * alpha
        x, stop, zero = (left + (float(value) - low) / (high - low) * (right - left) for value in (start, end, 0.0))
        colour = (
            self.theme.ink if row == len(values) else self.theme.positive if end >= start else self.theme.negative
        )
        canvas.line((zero, y - thick), (zero, y + thick), 2, self.theme.outline, alpha)
        if start != end:
            canvas.box(min(x, stop), y - thick / 2, max(2.0, abs(stop - x)), thick, colour, alpha, radius=3)


def _second(shown: float) -> float:
    """Return how visible is what takes a place only when what stood there has gone."""
    return max(0.0, 2 * shown - 1)
