"""A painted mobject draws itself straight on the camera's picture: one mobject, however much it shows.

It is an ordinary manim mobject all the same: its points are the corners of its box, so ``shift``, ``scale``,
``move_to``, ``FadeIn``, ``animate`` and ``get_center`` work as everywhere, and what it paints follows the box.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Self

import cairo
import numpy as np
from manim import Mobject
from manim import config as manim_config

from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.looks import NotForPainted, look_alike, look_of, refuse_colours
from scenes.stage.drawing.placed_texts import PlacedText
from scenes.stage.drawing.theme import NIGHT, SHORT_SIDE, Theme

if TYPE_CHECKING:
    from manim.typing import Point3D


GLOWS = 60.0  # design pixels: so far light may fall beyond a box
SMALLEST_AREA = 1e-9  # pixels: the box of something that has no size


def units(design_pixels: float) -> float:
    """Return a length in design pixels as manim's units; the frame's short side has 1080 of the former."""
    return design_pixels * min(manim_config.frame_width, manim_config.frame_height) / SHORT_SIDE


def frame_point(x: float, y: float) -> Point3D:
    """Return where design pixel (x, y) of the frame, counted from its upper left corner, lies in the scene."""
    return np.array([-manim_config.frame_width / 2 + units(x), manim_config.frame_height / 2 - units(y), 0])


@refuse_colours
class Painted(Mobject):
    """A mobject that paints itself in a box.

    Subclasses override :meth:`draw` and keep what they show in plain attributes: numbers, texts, tuples, arrays
    and frozen dataclasses. Those attributes are what the frame cache compares, so nothing else may decide what is
    drawn.

    Parameters
    ----------
    width, height
        The box, in design pixels. ``draw`` paints in it with (0, 0) at its upper left corner, y downwards.
    theme
        Colours and sizes.

    Attributes
    ----------
    fixed_in_frame
        Whether it stands still when the camera moves, as titles, captions and legends do.
    recedes_as_one
        Whether it pales as one picture, where its strokes lie over each other: none shows through another. That
        takes longer than paling each.
    """

    fixed_in_frame: bool = False
    recedes_as_one: bool = False

    def __init__(self, width: float, height: float, theme: Theme = NIGHT) -> None:
        super().__init__()
        self.theme = theme
        self.design_size = (float(width), float(height))
        self.opacity = 1.0
        self.blend: tuple[Painted, Painted, float] | None = None
        w, h = units(width) / 2, units(height) / 2
        self.points = np.array([[-w, h, 0], [w, h, 0], [w, -h, 0], [-w, -h, 0]])

    @classmethod
    def in_box(cls, box: Box, *args: Any, **kwargs: Any) -> Self:
        """Return the mobject in a box of the frame; what follows are the class's arguments after width and height."""
        return cls(box.width, box.height, *args, **kwargs).place(box.x, box.y)

    def draw(self, canvas: Canvas) -> None:
        """Paint the mobject; (0, 0) is the upper left corner of its box."""
        raise NotImplementedError

    def paint(self, context: cairo.Context, camera: Any, placed: list[PlacedText] | None = None) -> None:
        """Paint into ``context``, whose coordinates are the frame's pixels; the camera calls this."""
        placed = camera.placed if placed is None else placed
        if self.opacity <= 0:
            return
        upper_left, upper_right, _, lower_left = camera.to_pixels(self.points, self.fixed_in_frame)
        across, down = upper_right - upper_left, lower_left - upper_left
        if abs(across[0] * down[1] - across[1] * down[0]) < SMALLEST_AREA:
            return  # it grows out of nothing, or is seen from its edge
        one, other, alpha = self.blend or (self, self, 0.0)
        shares = {one: 1 - alpha, other: alpha} if alpha else {self: 1.0}
        zoom = 1.0 if self.fixed_in_frame else camera.zoom
        for look, share in shares.items():
            width, height = look.design_size
            context.save()
            context.transform(cairo.Matrix(*across / width, *down / height, *upper_left))
            opacity = share * self.opacity
            if look.recedes_as_one and opacity < 1:
                _paint_as_one(look, context, opacity, placed, zoom)
            else:
                look.draw(Canvas(context, look.theme.font, opacity, placed, zoom))
            context.restore()

    def point_at(self, x: float, y: float) -> Point3D:
        """Return where the design pixel (x, y) of the box lies in the scene."""
        upper_left, upper_right, _, lower_left = self.points
        width, height = self.design_size
        return upper_left + (upper_right - upper_left) * x / width + (lower_left - upper_left) * y / height

    def place(self, x: float, y: float) -> Self:
        """Put the upper left corner at design pixel (x, y) of the frame, counted from its upper left corner."""
        return self.shift(frame_point(x, y) - self.points[0])

    def centre_of(self, box: Box) -> Point3D:
        """Return the middle of a box of the frame, where the scene has it."""
        return frame_point(box.x + box.width / 2, box.y + box.height / 2)

    def fill(self, box: Box, share: float = 0.96, width: float | None = None) -> Self:
        """Put the mobject as large as it fits into the middle of a box, of which it takes this share.

        ``width`` is how much of its own width counts, where less is seen of it than all. ``animate.fill`` moves it
        from box to box.
        """
        width = width or self.design_size[0]
        factor = share * min(box.width / width, box.height / self.design_size[1])
        left = box.x + (box.width - factor * width) / 2
        now = float(np.linalg.norm(self.points[1] - self.points[0])) / units(self.design_size[0])
        self.scale(factor / now).place(left, box.y + (box.height - factor * self.design_size[1]) / 2)
        return self

    # What manim asks of a mobject that fades and transforms.

    def set_opacity(self, opacity: float) -> Self:
        """Set how much of the mobject is seen, 0 to 1."""
        self.opacity = opacity
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Take away ``darkness`` (0 to 1) of the opacity."""
        self.opacity *= 1 - darkness
        return self

    def interpolate(self, mobject1: Mobject, mobject2: Mobject, alpha: float, *args: Any, **kwargs: Any) -> Self:
        """Take place, opacity and look ``alpha`` of the way from one mobject's to the other's."""
        super().interpolate(mobject1, mobject2, alpha, *args, **kwargs)
        if isinstance(mobject1, Painted) and isinstance(mobject2, Painted) and not look_alike(mobject1, mobject2):
            self.blend = None
            if alpha <= 0 or alpha >= 1:
                self.take_look(mobject1 if alpha <= 0 else mobject2)
            elif not self.look_between(mobject1, mobject2, alpha):
                self.blend = mobject1, mobject2, alpha
        return self

    def look_between(self, one: Painted, other: Painted, alpha: float) -> bool:
        """Look ``alpha`` of the way between two others, and return whether that can be; else both are cross-faded."""
        return False

    def take_look(self, other: Painted) -> Self:
        """Look like another mobject of this class.

        Raises
        ------
        NotForPainted
            It is of another class.
        """
        if type(other) is not type(self):
            one, two = type(self).__name__, type(other).__name__
            raise NotForPainted(f"a {one} cannot become a {two}; let one fade out and the other in: FadeOut, FadeIn")
        vars(self).update(look_of(other))
        return self

    def become(self, mobject: Mobject, *args: Any, **kwargs: Any) -> Self:
        """Become another mobject: its place, its opacity and its look; errors as for :meth:`take_look`."""
        super().become(mobject, *args, **kwargs)
        return self.take_look(mobject)

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> None:
        """Take the opacity ``alpha`` of the way from one mobject's to the other's."""
        self.opacity = mobject1.opacity + (mobject2.opacity - mobject1.opacity) * alpha


def _paint_as_one(
    look: Painted, context: cairo.Context, opacity: float, placed: list[PlacedText] | None, zoom: float
) -> None:
    """Paint a mobject on a sheet of its own at full strength, and lay that over the frame."""
    width, height = look.design_size
    context.rectangle(-GLOWS, -GLOWS, width + 2 * GLOWS, height + 2 * GLOWS)
    context.clip()
    context.push_group()
    written: list[PlacedText] = []
    look.draw(Canvas(context, look.theme.font, 1.0, None if placed is None else written, zoom))
    context.pop_group_to_source()
    context.paint_with_alpha(opacity)
    if placed is not None:
        # What they were written on stood on the other sheet: none of them counts as at full strength.
        placed += [dataclasses.replace(text, alpha=min(opacity, 0.99) * text.alpha) for text in written]
