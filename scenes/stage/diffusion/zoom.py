"""The view of a plane of labels passes from the whole to a small piece of it, and back."""

from __future__ import annotations

from scenes.stage.diffusion.label_plane import LabelPlane
from scenes.stage.diffusion.landmarks import Piece
from scenes.stage.drawing.animation import StateAnimation, progress


class ZoomPlane(StateAnimation):
    """The view of a plane passes to another piece of it, at an even pace for the eye.

    Parameters
    ----------
    plane
        The plane.
    left, top, span
        The piece, in pixels of the plane; it is moved inwards where it would reach over the rim.
    """

    def __init__(self, plane: LabelPlane, left: float, top: float, span: float, run_time: float = 1.0) -> None:
        super().__init__(plane, run_time=run_time)
        most = plane.source.size - span
        self.end = (min(max(0.0, float(left)), most), min(max(0.0, float(top)), most), float(span))
        self.start = self.end

    @classmethod
    def to(cls, plane: LabelPlane, piece: Piece, run_time: float = 1.0) -> ZoomPlane:
        """Return the animation that goes near to a piece of the plane."""
        return cls(plane, piece.left, piece.top, piece.span, run_time)

    @classmethod
    def out(cls, plane: LabelPlane, run_time: float = 1.0) -> ZoomPlane:
        """Return the animation that shows the whole plane again."""
        return cls(plane, 0, 0, plane.source.size, run_time)

    def begin(self) -> None:
        """Remember what is seen now."""
        self.start = self.mobject.left, self.mobject.top, self.mobject.span
        super().begin()

    def show(self, alpha: float) -> None:
        """Show the piece of this moment."""
        share = progress(alpha, 0, 1)
        (left, top, span), (end_left, end_top, end_span) = self.start, self.end
        # Equal times enlarge by equal factors; the place moves so that the point zoomed into stays where it is.
        now = span ** (1 - share) * end_span**share
        way = share if abs(span - end_span) < 1e-9 else (span - now) / (span - end_span)
        self.mobject.left = left + (end_left - left) * way
        self.mobject.top = top + (end_top - top) * way
        self.mobject.span = now
