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
from manim import Camera, Mobject


class Paintable(Protocol):
    """What the camera asks of a painted mobject."""

    def paint(self, ctx: cairo.Context, camera: PaintingCamera) -> None:
        """Paint on `ctx` in pixels: origin at the top left, y downwards.

        The picture's bytes are red first, cairo writes blue first: a painter swaps both.
        """


def is_painted(mobject: Any) -> bool:
    """Whether `mobject` paints itself; manim answers any ``mobject.get_…``, so the class is asked."""
    return callable(getattr(type(mobject), "paint", None))


class PaintingCamera(Camera):
    """manim's camera, which hands its canvas to painted mobjects when their turn comes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._cached_background: tuple[Any, str] = (None, "")

    @property
    def background_digest(self) -> str:
        """Digest of the background's pixels, taken again only when another picture is set."""
        if self._cached_background[0] is not self.background:
            pixels = np.ascontiguousarray(self.background).data
            self._cached_background = (self.background, hashlib.sha256(pixels).hexdigest())
        return self._cached_background[1]

    def to_pixels(self, points: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Where points of the scene lie on the canvas.

        Parameters
        ----------
        points : (n, 3) or (3,)
            Points in manim units, y upwards.

        Returns
        -------
        (n, 2) or (2,)
            Pixels from the top left corner, y downwards.
        """
        plane = np.asarray(points, dtype=float)[..., :2] - np.asarray(self.frame_center)[:2]
        per_unit = self.pixel_width / self.frame_width, -self.pixel_height / self.frame_height
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
