"""One animation for every painted mobject: its attributes pass from what they are to what they shall be."""

from __future__ import annotations

from typing import Any

from manim import linear

from scenes.stage.drawing.painted import Painted
from scenes.stage.learning.animation import StateAnimation, progress


class Become(StateAnimation):
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


def _between(start: Any, end: Any, share: float) -> Any:
    number = (int, float)
    if isinstance(start, number) and isinstance(end, number) and not isinstance(end, bool):
        return start + (end - start) * share
    return end if share >= 1 else start
