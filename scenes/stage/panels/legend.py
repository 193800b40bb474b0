"""A legend says what each sign on the stage means; whatever is encoded stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from scenes.stage.drawing.animation import StateAnimation, progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.text_metrics import text_width
from scenes.stage.drawing.theme import NIGHT, SMALLEST_TYPE, Theme, blend
from scenes.stage.network import scale
from scenes.stage.network.error_bands import draw_arrow
from scenes.stage.network.painter import draw_cross

CHANGES_IN = 0.8  # seconds, of a longer animation
SWATCH = 58.0  # the width of a sign, in design pixels

LETTERS = {
    "bias": ("b", "muted"),
    "answer": ("σ", "answer"),
    "delta": ("δ", "error"),
    "gradient": ("∂", "error"),
    "across": ("→", "muted"),
    "up": ("↑", "muted"),
}
"""Signs that are letters, each with the name of its colour in the theme."""


class Legend(Painted):
    """What each colour, width and shape on the stage means.

    Parameters
    ----------
    items
        Pairs of a sign and its words. Signs: ``positive``, ``negative``, ``width``, ``active``, ``signal``,
        ``target``, ``error``, ``ring``, ``lens``, ``changed``, ``train``, ``test``, ``wrong``, ``line``, and
        ``class 0``, ``class 1``, … for the classes' marks; on a plane of labels ``link``, ``weak_link``, ``new``,
        ``miss``, ``chain``; the letters ``bias``, ``answer``, ``delta``, ``gradient``, and for axes ``across``,
        ``up``; of pictures ``dropped``, ``threshold``, ``full``, ``named rightly`` and ``named wrongly``.
        ``carries``, just before ``width``, takes its place while a dense network shows what carries its answer.

    Attributes
    ----------
    named
        The signs that are named now, by default all.
    before, turned
        The signs that were named before, and how far those that are named now have taken their place, 0 to 1.
    carried
        How far ``carries`` has taken the place of ``width``, 0 to 1.
    answers
        The letters that stand before answers.
    """

    fixed_in_frame = True

    def __init__(self, width: float, height: float, items: Sequence[tuple[str, str]], theme: Theme = NIGHT) -> None:
        super().__init__(width, height, theme)
        self.items = tuple(items)
        self.named = self.before = self.up_to()
        self.turned = 1.0
        self.carried = 0.0
        self.answers: tuple[str, ...] = ("σ",)

    def up_to(self, sign: str | None = None, without: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the signs up to this one, by default all there are, without some of them.

        Raises
        ------
        ValueError
            The legend has no such sign.
        """
        signs = [name for name, _ in self.items]
        if sign is not None and sign not in signs:
            raise ValueError(f"the legend has no sign {sign!r}; it has: {', '.join(signs)}")
        last = len(signs) if sign is None else signs.index(sign) + 1
        return tuple(name for name in signs[:last] if name not in without)

    def set_named(self, signs: Sequence[str] = ()) -> Legend:
        """Name these signs at once, by default none."""
        self.named = self.before = tuple(signs)
        return self

    def reveal(self, sign: str | None = None, without: Sequence[str] = ()) -> NameSigns:
        """Return the animation after which the signs up to this one are named, by default all there are.

        ``without`` are those that are not, or no longer, in the picture; errors as for :meth:`up_to`.
        """
        return NameSigns(self, self.up_to(sign, without))

    def draw(self, canvas: Canvas) -> None:
        """Paint the items in as many rows as they need."""
        size = min(self.type_size(self.before), self.type_size(self.named))
        old, new, share = self.places(self.before, size), self.places(self.named, size), self.turned
        for sign, words in self.items:
            stays = sign in old and sign in new and old[sign][1] == new[sign][1]
            now = old if share < 0.5 else new
            if stays:
                (x0, y), (x1, _) = old[sign], new[sign]
                x, alpha = x0 + (x1 - x0) * share, self._turn(sign)
            elif sign in now:  # what goes is gone before anything comes
                (x, y), alpha = now[sign], abs(1 - 2 * share) * self._turn(sign)
            else:
                continue
            self._draw_sign(canvas, sign, x, y, SWATCH, alpha)
            canvas.text(words, x + SWATCH + 14, y, size, self.theme.muted, alpha)

    def _turn(self, sign: str) -> float:
        """Return how visible an item is of two that share a place."""
        if "carries" not in dict(self.items):
            return 1.0
        return {"carries": self.carried, "width": 1 - self.carried}.get(sign, 1.0)

    def type_size(self, signs: Sequence[str]) -> float:
        """Return the largest type in which all rows fit; the smallest that can be read where none does."""
        size = self.theme.small + 2
        while size > SMALLEST_TYPE:
            if max((y for _, y in self.places(signs, size).values()), default=0.0) <= self.design_size[1]:
                break
            size -= 1
        return size

    def places(self, signs: Sequence[str], size: float) -> dict[str, tuple[float, float]]:
        """Return where the items of these signs begin, in as many rows as they need."""
        pitch = 1.65 * size
        x, y, places = 0.0, pitch / 2, {}
        shared = 0.0  # what the item before takes up, if it has the same place
        for sign, words in self.items:
            if sign in signs:
                reach = max(shared, SWATCH + 14 + text_width(words, size, self.theme.font))
                shared = reach if sign == "carries" and "width" in signs else 0.0
                if x and x + reach > self.design_size[0]:
                    x, y = 0.0, y + pitch
                places[sign] = x, y
                x += 0 if shared else reach + 36
        return places

    def _draw_sign(self, canvas: Canvas, sign: str, x: float, y: float, swatch: float, alpha: float) -> None:
        theme, middle = self.theme, x + swatch / 2
        if sign in LETTERS:
            letter, colour = LETTERS[sign]
            letter = " ".join(self.answers) if sign == "answer" else letter
            canvas.text(letter, middle, y, 32, getattr(theme, colour), alpha, 0.5, bold=True)
        elif sign == "positive":
            canvas.line((x, y), (x + swatch, y), 9, theme.positive, alpha)
        elif sign == "negative":
            canvas.line((x, y), (x + swatch, y), 9, theme.negative, alpha)
            if theme.mark_negative:
                canvas.line((x, y), (x + swatch, y), 2.7, theme.ground, 0.7 * alpha)
        elif sign in ("width", "carries"):
            weights = sign == "width"
            widths = scale.synapse_width((0.5, 5, 20)) if weights else scale.contribution_width((0.1, 1.5, 8))
            for k, wide in enumerate(widths.tolist()):
                canvas.line((x + k * 21, y + 12), (x + k * 21 + 15, y - 12), wide, theme.muted, alpha)
        elif sign == "active":
            for k, bright in enumerate((0.0, 0.5, 1.0)):
                body = blend(theme.neuron, theme.signal, 0.92 * bright)
                canvas.disc(x + 9 + 20 * k, y, 9, body, alpha)
                canvas.ring(x + 9 + 20 * k, y, 9, 1.5, blend(theme.outline, theme.signal, bright), alpha)
        elif sign == "signal":
            canvas.glow(middle, y, 24, theme.signal, 0.9 * alpha)
            canvas.disc(middle, y, 9, theme.signal, alpha)
        elif sign == "error":
            wedge = np.array([(x, y - 4), (x + swatch, y - 12), (x + swatch, y + 12), (x, y + 4)])
            canvas.polygon(wedge, theme.error, alpha)
        elif sign == "coming":
            for k, up in enumerate((True, False)):
                draw_arrow(canvas, theme, x + 13 + 30 * k, y, up, alpha, 13.0)
        elif sign == "changed":
            canvas.line((x, y), (x + swatch, y), 4, theme.ink, alpha, dash=(12, 8))
        elif sign == "ring":
            canvas.line((x, y), (x + swatch, y), 3, theme.neutral, alpha)
            canvas.ring(middle, y, 12, 4, theme.ink, alpha)
        elif sign == "lens":
            for half, colour in ((9, theme.negative), (4, theme.positive)):
                canvas.box(middle - 13, y - half, 26, 2 * half, blend(theme.ground, colour, 0.6), alpha)
            canvas.ring(middle, y, 15, 4, theme.ink, alpha)
        elif sign == "train":
            canvas.disc(middle, y, 9, theme.muted, alpha)
        elif sign == "test":
            canvas.ring(middle, y, 9, 4, theme.muted, alpha)
        elif sign == "wrong":
            for slope in (-1, 1):
                canvas.line((middle - 10, y - 10 * slope), (middle + 10, y + 10 * slope), 4, theme.ink, alpha)
        elif sign == "line":
            canvas.line((x, y), (x + swatch, y), 5, theme.ink, alpha)
        elif sign.startswith("class "):
            label = int(sign.removeprefix("class "))
            canvas.mark(label, middle, y, 10, theme.classes[label], alpha)
        elif sign == "dropped":
            canvas.ring(middle, y, 12, 2, theme.outline, alpha)
            draw_cross(canvas, middle, y, 12, theme, alpha)
        elif sign == "full":
            for k, colour in enumerate((theme.negative, theme.positive)):
                canvas.box(middle - 26 + 28 * k, y - 12, 24, 24, colour, alpha)
        elif sign.startswith("named "):
            colour = theme.positive if sign == "named rightly" else theme.error
            canvas.box(middle - 13, y - 13, 26, 26, colour, alpha, radius=5)
        elif sign == "threshold":
            canvas.box(x, y - 4, swatch, 8, theme.highlight, alpha, radius=4)
            canvas.line((x + 0.6 * swatch, y - 9), (x + 0.6 * swatch, y + 9), 2, theme.ink, alpha)
        elif sign == "target":
            canvas.ring(middle, y, 13, 3, theme.ink, alpha, dash=(6, 5))
        else:
            self._draw_plane_sign(canvas, sign, x, y, swatch, alpha)

    def _draw_plane_sign(self, canvas: Canvas, sign: str, x: float, y: float, swatch: float, alpha: float) -> None:
        theme, middle = self.theme, x + swatch / 2
        if sign == "link":
            canvas.arrow((x + 4, y), (x + swatch - 4, y), 5, theme.ink, alpha)
        elif sign == "weak_link":
            canvas.arrow((x + 4, y), (x + swatch - 4, y), 3, blend(theme.ground, theme.ink, 0.42), alpha)
        elif sign == "new":
            canvas.disc(x + 9, y, 9, theme.ink, alpha)
            canvas.mark(0, x + swatch - 9, y, 9, theme.classes[0], alpha)
        elif sign == "miss":
            canvas.mark(1, middle, y, 13, theme.classes[1], alpha)
            dark = theme.readable_on(theme.classes[1])
            for side in (1, -1):
                canvas.line((middle - 6, y - side * 6), (middle + 6, y + side * 6), 3.4, dark, alpha)
        elif sign == "chain":
            canvas.line((x, y), (x + swatch, y), 4.5, theme.ink, alpha)


class NameSigns(StateAnimation):
    """A legend names other signs, in the first part of the animation."""

    def __init__(self, legend: Legend, signs: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(legend, **kwargs)
        self.signs, self.before = signs, signs

    def begin(self) -> None:
        """Remember what is named."""
        self.before = self.mobject.named
        super().begin()

    def show(self, alpha: float) -> None:
        """Show the change of this moment."""
        share = progress(alpha, 0, min(1.0, CHANGES_IN / max(self.run_time, 1e-9)))
        legend = self.mobject
        legend.named, legend.turned = self.signs, share
        legend.before = self.before if share < 1 else self.signs
