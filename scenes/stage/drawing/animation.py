"""Animations of painted mobjects: each is a function of alpha, from what is remembered of the start."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, Mobject, linear, smoothstep
from numpy.typing import NDArray

from scenes.stage.drawing.painted import Painted


def progress(alpha: float, start: float, stop: float) -> float:
    """Return how far ``alpha`` is on its way from ``start`` to ``stop``, eased, 0 to 1."""
    if stop <= start:
        return float(alpha >= stop)
    return float(smoothstep(min(1.0, max(0.0, (alpha - start) / (stop - start)))))


class StateAnimation(Animation):
    """An animation that sets a mobject's state at each alpha; subclasses override :meth:`show`.

    It runs evenly unless told otherwise, and remembers in ``begin`` what it needs of the start: manim need not copy
    the mobject.
    """

    def __init__(self, mobject: Any, run_time: float = 1.0, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        super().__init__(mobject, run_time=run_time, **kwargs)

    def show(self, alpha: float) -> None:
        """Bring the mobject to the state of ``alpha``, from 0 to 1."""
        raise NotImplementedError

    def create_starting_mobject(self) -> Any:
        """Return the mobject itself; manim asks for a copy to remember the start by."""
        return self.mobject

    def interpolate(self, alpha: float) -> None:
        """Show the moment; what lies before the start or after the end shows those."""
        self.show(float(self.rate_func(min(1.0, max(0.0, float(alpha))))))


class Tween(StateAnimation):
    """A painted mobject takes other attributes: numbers pass from the old to the new,
    anything else changes at the end.

    Parameters
    ----------
    mobject
        Any painted mobject.
    attributes
        Names and their new values; ``run_time`` and ``rate_func`` are the animation's own.

    Raises
    ------
    AttributeError
        If the mobject has no such attribute.
    """

    def __init__(self, mobject: Painted, run_time: float = 1.0, rate_func: Any = linear, **attributes: Any) -> None:
        super().__init__(mobject, run_time=run_time, rate_func=rate_func)
        for name in attributes:
            if name not in vars(mobject):
                raise AttributeError(
                    f"{type(mobject).__name__} has no attribute {name}; it has {sorted(vars(mobject))}"
                )
        self.ends, self.starts = attributes, {}

    def begin(self) -> None:
        """Remember the attributes as they are."""
        self.starts = {name: getattr(self.mobject, name) for name in self.ends}
        super().begin()

    def show(self, alpha: float) -> None:
        """Set the attributes of this moment."""
        share = progress(alpha, 0, 1)
        for name, end in self.ends.items():
            setattr(self.mobject, name, _between(self.starts[name], end, share))


class MoveCamera(StateAnimation):
    """The camera moves and zooms to where its frame is to be, from wherever it is.

    Parameters
    ----------
    frame
        ``scene.camera.frame``.
    goal
        The points of the frame in the end, as :func:`framed` or ``frame.points`` has them.
    """

    def __init__(self, frame: Mobject, goal: NDArray, run_time: float = 1.5, **kwargs: Any) -> None:
        super().__init__(frame, run_time, **kwargs)
        self.goal, self.start = goal.copy(), goal

    def begin(self) -> None:
        """Remember where the camera is."""
        self.start = self.mobject.points.copy()
        super().begin()

    def show(self, alpha: float) -> None:
        """Put the frame where it is at this moment: equal times enlarge by equal factors, about one point."""
        share, (before, after) = progress(alpha, 0, 1), (_width(points) for points in (self.start, self.goal))
        if 0 < share < 1 and abs(after - before) > 1e-9:
            share = (before - before * (after / before) ** share) / (before - after)
        self.mobject.points = self.goal.copy() if share >= 1 else self.start + (self.goal - self.start) * share


def framed(frame: Mobject, centre: NDArray, zoom: float) -> NDArray:
    """Return the points of a camera's frame that has a point in its middle, and shows all so much larger."""
    middle = (frame.points.min(axis=0) + frame.points.max(axis=0)) / 2
    points: NDArray = (frame.points - middle) / zoom + centre
    return points


def _width(points: NDArray) -> float:
    return float(np.ptp(points[:, 0]))


def _between(start: Any, end: Any, share: float) -> Any:
    number = (int, float)
    if isinstance(start, number) and isinstance(end, number) and not isinstance(end, bool):
        return start + (end - start) * share
    return end if share >= 1 else start
