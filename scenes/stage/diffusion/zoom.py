"""The view of a plane of labels, or of what stands over it, passes from the whole to a small piece, and back."""

from __future__ import annotations

from scenes.stage.diffusion.label_plane import LabelPlane
from scenes.stage.diffusion.landmarks import Piece
from scenes.stage.diffusion.observations import Question
from scenes.stage.drawing.animation import StateAnimation, progress


class ZoomPlane(StateAnimation):
    """The view of a plane passes to another piece of it, at an even pace for the eye.

    Parameters
    ----------
    plane
        The plane; or the question over it.
    piece
        Where to; it is moved inwards where it would reach over the rim. By default the whole plane.
    """

    def __init__(self, plane: LabelPlane | Question, piece: Piece | None = None) -> None:
        super().__init__(plane)
        size = plane.source.size
        piece = piece or Piece(0, 0, size)
        left, top = (float(min(max(0, at), size - piece.span)) for at in (piece.left, piece.top))
        self.start = self.end = (left, top, float(piece.span))

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
