"""Where things stand in the frame: computed from its width and height, so every format is laid out, not cropped."""

from __future__ import annotations

from dataclasses import dataclass

from manim import config as manim_config

from scenes.stage.drawing.theme import SHORT_SIDE


@dataclass(frozen=True)
class Box:
    """A rectangle in design pixels, from the frame's upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Regions:
    """The boxes of a lesson with a network and panels beside it.

    ``caption`` is the bottom tenth of the frame, ``body`` all there is between title and caption.
    """

    frame: Box
    title: Box
    legend: Box
    network: Box
    card: Box
    table: Box
    meter: Box
    counter: Box
    curve: Box
    caption: Box
    body: Box

    @property
    def upright(self) -> bool:
        """Whether the frame is higher than wide."""
        return self.frame.height > self.frame.width

    def halves(self) -> tuple[Box, Box]:
        """Return room for two diagrams and their titles: side by side, or one above the other if upright."""
        body = self.body
        if self.upright:
            height = body.height / 2 - 90
            return (
                Box(body.x + 60, body.y + 190, body.width - 120, height - 30),
                Box(body.x + 60, body.y + height + 290, body.width - 120, height - 30),
            )
        width, top, height = body.width / 2 - 30, body.y + 170, body.height - 190
        return Box(body.x, top, width, height), Box(body.x + width + 60, top, width, height)

    @classmethod
    def of_frame(cls, width: float | None = None, height: float | None = None) -> Regions:
        """Lay out a frame of this size in design pixels; by default the frame manim is set to."""
        if width is None or height is None:
            unit = SHORT_SIDE / min(manim_config.frame_width, manim_config.frame_height)
            width, height = manim_config.frame_width * unit, manim_config.frame_height * unit
        if height > 1.2 * width:
            return cls._upright(width, height)
        if width < 1.3 * height:
            return cls._square(width, height)
        return cls._wide(width, height)

    @classmethod
    def _wide(cls, width: float, height: float) -> Regions:
        side = 580.0
        left = width - side - 60
        inner = left + 36, side - 72
        return cls(
            frame=Box(0, 0, width, height),
            title=Box(80, 44, left - 120, 84),
            legend=Box(80, 136, left - 110, 92),
            network=Box(40, 216, left - 70, 736),
            card=Box(left, 54, side, 898),
            table=Box(left + 18, 84, side - 36, 448),
            meter=Box(inner[0], 556, inner[1], 82),
            counter=Box(inner[0], 656, inner[1], 48),
            curve=Box(inner[0], 722, inner[1], 216),
            caption=Box(width / 2 - 640, height - 112, 1280, 100),
            body=Box(80, 150, width - 160, 800),
        )

    @classmethod
    def _square(cls, width: float, height: float) -> Regions:
        side = 368.0
        left = width - side - 28
        inner = left + 20, side - 40
        return cls(
            frame=Box(0, 0, width, height),
            title=Box(44, 30, width - 88, 84),
            legend=Box(44, 116, width - 88, 92),
            network=Box(8, 216, left - 16, 730),
            card=Box(left, 222, side, 724),
            table=Box(left + 10, 240, side - 20, 360),
            meter=Box(inner[0], 618, inner[1], 74),
            counter=Box(inner[0], 704, inner[1], 44),
            curve=Box(inner[0], 762, inner[1], 172),
            caption=Box(50, height - 112, width - 160, 100),
            body=Box(44, 130, width - 88, height - 260),
        )

    @classmethod
    def _upright(cls, width: float, height: float) -> Regions:
        card = Box(50, 1216, width - 100, 470)
        half = card.width / 2
        right = card.x + half + 12, half - 48
        return cls(
            frame=Box(0, 0, width, height),
            title=Box(70, 88, width - 140, 84),
            legend=Box(70, 186, width - 140, 140),
            network=Box(10, 330, width - 20, 850),
            card=card,
            table=Box(card.x + 20, card.y + 22, half - 50, card.height - 44),
            meter=Box(right[0], card.y + 24, right[1], 82),
            counter=Box(right[0], card.y + 122, right[1], 48),
            curve=Box(right[0], card.y + 188, right[1], 262),
            caption=Box(70, height - 0.112 * height, width - 140, 150),
            body=Box(60, 200, width - 120, height - 460),
        )
