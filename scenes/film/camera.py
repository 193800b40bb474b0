"""A camera turns what stands on the stage into pixels; ours also lets an object paint itself.

manim builds a picture out of Bézier curves, one mobject after the other. A network with hundreds of synapses
that all change in every frame is drawn some twenty times faster when one object paints all of them straight
onto the canvas. Such a *painted mobject* is any manim mobject with a method ``paint(ctx, camera)``.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable
from typing import Any, Protocol

import cairo
import numpy as np
import numpy.typing as npt
from manim import Mobject, MovingCamera, Rectangle
from manim import config as manim_config

View = tuple[npt.NDArray[np.float64], float, float]  # the middle, the width and the height of what is seen


class Paintable(Protocol):
    """What the camera asks of a painted mobject."""

    def paint(self, ctx: cairo.Context, camera: PaintingCamera) -> None:
        """Paint on `ctx` in pixels: origin at the top left, y downwards.

        The picture's bytes are red first, cairo writes blue first: a painter swaps both.
        """


def is_painted(mobject: Any) -> bool:
    """Whether `mobject` paints itself; manim answers any ``mobject.get_…``, so the class is asked."""
    return callable(getattr(type(mobject), "paint", None))


class PaintingCamera(MovingCamera):
    """manim's moving camera, which hands its canvas to painted mobjects when their turn comes.

    Attributes
    ----------
    frame
        What it looks at, a rectangle of manim's: ``self.camera.frame.animate.set(width=4).move_to(…)``.
    placed
        Where given, painted mobjects note there each text they write.
    """

    placed: list[Any] | None = None

    def __init__(self, **kwargs: Any) -> None:
        self._cached_background: tuple[Any, str] = (None, "")
        self._cached_view: tuple[bytes, View] = (b"", (np.zeros(3), 0.0, 0.0))
        width, height = manim_config.frame_width, manim_config.frame_height
        self.whole: View = (np.zeros(3), width, height)
        super().__init__(frame=Rectangle(width=width, height=height, stroke_width=0), **kwargs)

    def look_at_all(self) -> None:
        """Let the camera look at the whole frame again, as at first."""
        centre, width, height = self.whole
        self.frame.become(Rectangle(width=width, height=height, stroke_width=0)).move_to(centre)

    # As manim has them, but measured once for each place of the frame.
    frame_center = property(lambda self: self.view[0], MovingCamera.frame_center.fset)
    frame_width = property(lambda self: self.view[1], MovingCamera.frame_width.fset)
    frame_height = property(lambda self: self.view[2], MovingCamera.frame_height.fset)

    @property
    def view(self) -> View:
        """What the camera looks at now."""
        corners = self.frame.points.tobytes()
        if self._cached_view[0] != corners:
            self._cached_view = corners, (self.frame.get_center(), self.frame.width, self.frame.height)
        return self._cached_view[1]

    @property
    def zoom(self) -> float:
        """How much larger things are seen now than in the whole frame."""
        return self.whole[1] / self.view[1]

    @property
    def background_digest(self) -> str:
        """Digest of the background's pixels, taken again only when another picture is set."""
        if self._cached_background[0] is not self.background:
            pixels = np.ascontiguousarray(self.background).data
            self._cached_background = (self.background, hashlib.sha256(pixels).hexdigest())
        return self._cached_background[1]

    def to_pixels(self, points: npt.ArrayLike, fixed_in_frame: bool = False) -> npt.NDArray[np.float64]:
        """Where points of the scene lie on the canvas.

        Parameters
        ----------
        points : (n, 3) or (3,)
            Points in manim units, y upwards.
        fixed_in_frame : bool
            Whether they stay where they are, whatever the camera looks at.

        Returns
        -------
        (n, 2) or (2,)
            Pixels from the top left corner, y downwards.
        """
        centre, width, height = self.whole if fixed_in_frame else self.view
        plane = np.asarray(points, dtype=float)[..., :2] - centre[:2]
        per_unit = self.pixel_width / width, -self.pixel_height / height
        return plane * per_unit + (self.pixel_width / 2, self.pixel_height / 2)

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Draw `mobjects` in order: runs of ordinary ones as manim does, painted ones by themselves."""
        shown = self.get_mobjects_to_display(mobjects, **kwargs)
        for painted, run in itertools.groupby(shown, key=is_painted):
            if painted:
                self._let_paint(run)
            else:
                super().capture_mobjects(list(run), include_submobjects=False)

    def _let_paint(self, painters: Iterable[Paintable]) -> None:
        ctx = self.get_cairo_context(self.pixel_array)
        surface = ctx.get_target()
        # NumPy has written into cairo's memory behind its back (background, static image): tell it.
        surface.mark_dirty()
        for painter in painters:
            ctx.save()
            ctx.identity_matrix()
            ctx.new_path()
            painter.paint(ctx, self)
            ctx.restore()
            ctx.new_path()  # the path is no part of what restore() restores
        surface.flush()
