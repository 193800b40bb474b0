"""Words on the stage: the title, the caption line, a card behind a panel, a line of text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scenes.stage.drawing.animation import StateAnimation, progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.text_metrics import wrap
from scenes.stage.drawing.theme import NIGHT, RGB, SMALLEST_TYPE, Theme

PITCH = 1.32  # from line to line, in sizes of the type


class Card(Painted):
    """A calm ground that holds a group of panels together."""

    def draw(self, canvas: Canvas) -> None:
        """Paint the card."""
        canvas.box(0, 0, *self.design_size, self.theme.panel, radius=14)


class Heading(Painted):
    """The title line: large words, and smaller ones after them.

    Parameters
    ----------
    text, detail
        The words; both can be changed by :class:`Tween`.
    size
        Of the type; by default that of titles. In a low box it is smaller.
    """

    fixed_in_frame = True

    def __init__(
        self,
        width: float,
        height: float,
        text: str,
        detail: str = "",
        theme: Theme = NIGHT,
        size: float | None = None,
    ) -> None:
        super().__init__(width, height, theme)
        self.text, self.detail, self.size = text, detail, min(size or theme.title, height / 1.2)

    def draw(self, canvas: Canvas) -> None:
        """Paint both texts on one line, smaller where they would be too wide."""
        width, middle = self.design_size[0], self.design_size[1] / 2
        size, small = self.size, 0.6 * self.size
        reach = canvas.width_of(self.text, size, True) + canvas.width_of(self.detail, small) + 0.45 * size
        shrink = min(1.0, width / reach)
        end = canvas.text(self.text, 0, middle, size * shrink, self.theme.ink, bold=True)
        canvas.text(self.detail, end + 0.4 * size * shrink, middle + 0.1 * size, small * shrink, self.theme.muted)


class EpochHeading(Heading):
    """A title line that follows a training.

    Parameters
    ----------
    template
        The words, with ``{epoch}`` where the number of the epoch is to stand; any format of whole numbers may follow
        a colon.
    """

    def __init__(self, width: float, height: float, template: str, detail: str = "", theme: Theme = NIGHT) -> None:
        super().__init__(width, height, "", detail, theme)
        self.template = template
        self.show_epoch(0)

    def show_epoch(self, epoch: int) -> None:
        """Name ``epoch``."""
        self.text = self.template.format(epoch=epoch)


class TextBlock(Painted):
    """A few words in the middle of a box, broken into lines.

    Parameters
    ----------
    text
        The words; a line break stays one.
    size
        Of the type, in design pixels.
    colour
        By default the theme's ink.
    align
        0 for left, 0.5 for centred, 1 for right.
    """

    def __init__(
        self,
        width: float,
        height: float,
        text: str,
        size: float = 40,
        theme: Theme = NIGHT,
        colour: RGB | None = None,
        align: float = 0.5,
        bold: bool = False,
    ) -> None:
        super().__init__(width, height, theme)
        self.text, self.size, self.colour, self.align, self.bold = text, size, colour, align, bold

    @staticmethod
    def room_for(box: Box, text: str, size: float, theme: Theme) -> Box:
        """Return the box, higher where a text in this type needs more lines than there is room for."""
        lines = wrap(text, box.width, size, theme.font)
        return replace(box, height=max(box.height, len(lines) * PITCH * size))

    def draw(self, canvas: Canvas) -> None:
        """Paint the lines."""
        _draw_lines(canvas, self, self.text, self.size, self.colour or self.theme.ink, 1.0, self.align, self.bold)


def _draw_lines(
    canvas: Canvas,
    box: Painted,
    text: str,
    size: float,
    colour: RGB,
    alpha: float = 1.0,
    align: float = 0.5,
    bold: bool = False,
    at_the_end: bool = False,
) -> None:
    width, height = box.design_size
    lines = wrap(text, width, size, box.theme.font, bold)
    # Words that need more lines than there is room for are set smaller rather than cut off.
    while len(lines) * size * PITCH > height * 1.02 and size >= SMALLEST_TYPE:
        # Below the smallest type they are refused.
        size = max(SMALLEST_TYPE, 0.94 * size) if size > SMALLEST_TYPE else 0.94 * size
        lines = wrap(text, width, size, box.theme.font, bold)
    pitch = size * PITCH
    first = height - pitch * (len(lines) - 0.5) if at_the_end else height / 2 - pitch * (len(lines) - 1) / 2
    for k, line in enumerate(lines):
        canvas.text(line, align * width, first + k * pitch, size, colour, alpha, align, bold)


class CaptionLine(Painted):
    """The line at the foot of the frame that says what is going on.

    ``text`` is what it says; while it changes, ``before`` gives way to it as ``turned`` goes from 0 to 1.
    """

    fixed_in_frame = True

    def __init__(self, width: float, height: float, theme: Theme = NIGHT) -> None:
        super().__init__(width, height, theme)
        self.text, self.before, self.turned = "", "", 1.0

    def draw(self, canvas: Canvas) -> None:
        """Paint the words; the old ones are gone before the new ones come."""
        old, new = max(0.0, 1 - 2 * self.turned), max(0.0, 2 * self.turned - 1)
        for text, alpha in ((self.before, old), (self.text, new)):
            if alpha:
                _draw_lines(canvas, self, text, self.theme.caption, self.theme.ink, alpha, at_the_end=True)


class Say(StateAnimation):
    """The caption line changes to other words, in the first part of the animation and no longer than 0.6 s."""

    def __init__(self, line: CaptionLine, text: str, **kwargs: Any) -> None:
        super().__init__(line, **kwargs)
        self.text, self.old = text, ""

    def begin(self) -> None:
        """Remember the words that stand there."""
        self.old = self.mobject.text
        super().begin()

    def show(self, alpha: float) -> None:
        """Show the change of this moment."""
        share = min(1.0, 0.6 / max(self.run_time, 1e-9))
        line = self.mobject
        line.before, line.text = self.old, self.text
        line.turned = progress(alpha, 0, share)
