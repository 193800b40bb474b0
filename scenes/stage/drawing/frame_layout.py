"""Where things stand in the frame: computed from its width and height, so every format is laid out, not cropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from manim import config as manim_config

from scenes.stage.drawing.theme import SHORT_SIDE

CAPTIONS_END = 0.95
"""Of the frame's height: what stands lower, players hide behind their own signs."""

CAPTION_GAP = 14.0  # between a caption and what stands above it


@dataclass(frozen=True)
class Box:
    """A rectangle in design pixels, from the frame's upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    def inset(self, x: float, y: float) -> Box:
        """Return the box without a margin of ``x`` at both sides, and of ``y`` above and below."""
        return Box(self.x + x, self.y + y, self.width - 2 * x, self.height - 2 * y)

    def side_by_side(self, gap: float) -> tuple[Box, Box]:
        """Return the left and the right half, with a gap between them."""
        width = (self.width - gap) / 2
        return replace(self, width=width), replace(self, x=self.x + width + gap, width=width)

    def one_above_the_other(self, gap: float) -> tuple[Box, Box]:
        """Return the upper and the lower half, with a gap between them."""
        height = (self.height - gap) / 2
        return replace(self, height=height), replace(self, y=self.y + height + gap, height=height)


@dataclass(frozen=True)
class FrameLayout:
    """Boxes by name, for one size of the frame in design pixels."""

    width: float
    height: float
    boxes: Mapping[str, Box]

    def __getitem__(self, name: str) -> Box:
        try:
            return self.boxes[name]
        except KeyError:
            raise KeyError(f"no box is called {name!r}; there are: {', '.join(self.boxes)}") from None

    @property
    def upright(self) -> bool:
        """Whether the frame is clearly higher than wide, as on a phone."""
        return is_upright(self.width, self.height)

    @property
    def square(self) -> bool:
        """Whether its sides are about equal."""
        return not self.upright and self.width < 1.3 * self.height

    @property
    def end(self) -> float:
        """Where everything ends that stands above the caption."""
        return self["caption"].y - CAPTION_GAP

    def with_boxes(self, **boxes: Box) -> FrameLayout:
        """Return the layout with some boxes added, or standing elsewhere."""
        return replace(self, boxes={**self.boxes, **boxes})


LayoutRule: TypeAlias = Callable[[float, float], FrameLayout]
"""What lays out a frame of a width and a height in design pixels."""


def is_upright(width: float, height: float) -> bool:
    """Return whether a frame is clearly higher than wide, as on a phone."""
    return height > 1.2 * width


def frame_size() -> tuple[float, float]:
    """Return width and height of manim's frame in design pixels; its short side has 1080."""
    width, height = manim_config.frame_width, manim_config.frame_height
    unit = SHORT_SIDE / min(width, height)
    return width * unit, height * unit


def network_and_panels(width: float, height: float) -> FrameLayout:
    """Lay out a network with panels on its left, where the data goes in, or below it.

    The panels share the ``card``: ``table``, ``meter``, ``counter`` and ``curve``, or one of them in all of its room,
    or one large ``plot`` in their place; ``caption`` is room
    for two lines, ``timer`` a line above it, ``body`` all there is between title and caption; ``before`` and
    ``after`` are room in it for two diagrams, ``before_title`` and ``after_title`` for the words above them. When a
    film begins, ``question`` is for the title, ``opening_data`` for what is asked about and ``opening`` for the
    network; when it ends, ``answer`` and ``reason`` are for the last words, ``closing`` for what stays and ``case``
    for its answer. At the right of a wide frame the player's end screen has room then.
    """
    layout = _network_and_panels(_with_caption(FrameLayout(width, height, {})))
    body, caption, card, before, after = (layout[name] for name in ("body", "caption", "card", "before", "after"))
    high = min(480.0, card.height - 60)
    return layout.with_boxes(
        plot=Box(card.x + 30, card.y + (card.height - high) / 2, card.width - 60, high),
        timer=Box(body.x + 0.35 * body.width, caption.y - 30, 0.3 * body.width, 12),
        **_opening_and_closing(layout),
        before_title=Box(before.x, before.y - 62, before.width, 56),
        after_title=Box(after.x, after.y - 62, after.width, 56),
    )


def _with_caption(layout: FrameLayout) -> FrameLayout:
    """Return the layout with room for two lines at its lower end; all other boxes end above it."""
    width, bottom = layout.width, CAPTIONS_END * layout.height
    if layout.upright:
        return layout.with_boxes(caption=Box(70, bottom - 150, width - 140, 150))
    if layout.square:
        return layout.with_boxes(caption=Box(50, bottom - 100, width - 100, 100))
    return layout.with_boxes(caption=Box(0.1 * width, bottom - 100, 0.8 * width, 100))


def _opening_and_closing(layout: FrameLayout) -> dict[str, Box]:
    width, end = layout.width, layout.end
    if layout.upright:
        return {
            "question": Box(70, 88, width - 140, 104),
            "opening_data": Box(170, 220, width - 340, 560),
            "opening": Box(40, 800, width - 110, end - 800),
            "answer": Box(70, 130, width - 140, 130),
            "reason": Box(70, 270, width - 140, 200),
            "closing": Box(20, 480, width - 40, end - 580),
            "case": Box(70, end - 84, width - 140, 80),
        }
    if layout.square:
        return {
            "question": Box(44, 36, width - 88, 104),
            "opening_data": Box(20, 170, 440, end - 170),
            "opening": Box(430, 170, width - 470, end - 170),
            "answer": Box(44, 40, width - 88, 100),
            "reason": Box(44, 146, width - 88, 130),
            "closing": Box(20, 280, width - 40, end - 370),
            "case": Box(44, end - 80, width - 88, 70),
        }
    return {
        "question": Box(80, 32, width - 160, 104),
        "opening_data": Box(80, 150, 680, end - 150),
        "opening": Box(640, 150, width - 740, end - 150),
        "answer": Box(80, 54, 1150, 100),
        "reason": Box(80, 158, 1150, 130),
        "closing": Box(30, 290, 1220, end - 380),
        "case": Box(80, end - 80, 1150, 70),
    }


END_SCREEN = (Box(1300, 72, 540, 304), Box(1300, 400, 540, 304), Box(1472, 728, 196, 196))
"""Where the player may lay two films and a channel over the last seconds of a wide frame, of 1920 design pixels."""


def _network_and_panels(layout: FrameLayout) -> FrameLayout:
    width, end = layout.width, layout.end
    if layout.upright:
        card = Box(50, 1216, width - 100, end - 1216)
        left, right = card.side_by_side(0)
        body = Box(60, 200, width - 120, end - 200)
        upper = Box(body.x + 60, body.y + 190, body.width - 120, body.height / 2 - 160)
        return layout.with_boxes(
            title=Box(70, 88, width - 140, 84),
            legend=Box(70, 186, width - 140, 140),
            network=Box(10, 330, width - 20, 850),
            card=card,
            table=Box(left.x + 20, left.y + 22, left.width - 50, left.height - 44),
            meter=Box(right.x + 12, card.y + 24, right.width - 48, 82),
            counter=Box(right.x + 12, card.y + 122, right.width - 48, 48),
            curve=Box(right.x + 12, card.y + 188, right.width - 48, card.height - 208),
            body=body,
            before=upper,
            after=replace(upper, y=upper.bottom + 130),
        )
    if layout.square:
        left, side = 44.0, 340.0
        boxes = {
            "title": Box(left, 30, width - 88, 84),
            "legend": Box(left, 116, width - 88, 92),
            "network": Box(left + side, 216, width - left - side - 8, end - 216),
            "card": Box(left, 222, side, end - 222),
            "table": Box(left, 226, side, 362),
            "meter": Box(left, 604, side, 74),
            "counter": Box(left, 684, side, 44),
            "curve": Box(left, 734, side, end - 734),
            "body": Box(left, 130, width - 88, end - 130),
        }
    else:
        left, side = 80.0, 430.0
        boxes = {
            "title": Box(left, 44, width - 160, 84),
            "legend": Box(left, 136, width - 160, 92),
            "network": Box(left + side + 50, 216, width - left - side - 90, end - 216),
            "card": Box(left, 226, side, end - 226),
            "table": Box(left, 228, side - 20, 366),
            "meter": Box(left, 608, side, 82),
            "counter": Box(left, 694, side, 48),
            "curve": Box(left, 748, side, end - 748),
            "body": Box(left, 150, width - 160, end - 150),
        }
    body = boxes["body"]
    before, after = Box(body.x, body.y + 170, body.width, body.height - 190).side_by_side(60)
    return layout.with_boxes(**boxes, before=before, after=after)
