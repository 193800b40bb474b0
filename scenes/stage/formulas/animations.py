"""Parts of a formula come flying from where their numbers stand on the stage, and copies of them fly there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scenes.stage.drawing.animation import StateAnimation, progress
from scenes.stage.formulas.formula import Formula, Mark

if TYPE_CHECKING:
    from manim.typing import Point3D


class _Staggered(StateAnimation):
    """Parts of a formula move one after the other, each beginning when the one before has come half its way."""

    def __init__(self, formula: Formula, count: int, lag: float, run_time: float, **kwargs: Any) -> None:
        super().__init__(formula, run_time, **kwargs)
        self.lag, self.each = lag, 1 / (1 + lag * max(0, count - 1))

    def come(self, k: int, alpha: float) -> float:
        """Return how far the k-th part has come at ``alpha``, eased, 0 to 1."""
        begin = k * self.lag * self.each
        # The last one has arrived at the end, whatever its share of the time adds up to.
        return 1.0 if alpha >= 1 else progress(alpha, begin, begin + self.each)


class FlyIn(_Staggered):
    """Parts of a formula appear one after the other: where they stand, or flying from elsewhere on the stage.

    Parameters
    ----------
    formula
        The formula.
    names
        The parts that appear, in this order; those of a tuple at once. By default the formula's groups.
    origins
        For a part that comes flying: the point of the scene it comes from.
    lag
        How much of a part's way is over when the next one sets out; 0: all at once.
    """

    def __init__(
        self,
        formula: Formula,
        names: Sequence[str | tuple[str, ...]] = (),
        origins: Mapping[str, Point3D] | None = None,
        lag: float = 0.5,
        run_time: float = 1.0,
        **kwargs: Any,
    ) -> None:
        groups = [(n,) if isinstance(n, str) else n for n in (names or formula.groups)]
        super().__init__(formula, len(groups), lag, run_time, **kwargs)
        self.groups = tuple(tuple(formula.index(name) for name in group) for group in groups)
        self.origins = {formula.index(n): formula.offset_to(n, point) for n, point in (origins or {}).items()}
        self.start: tuple[Mark, ...] = ()

    def begin(self) -> None:
        """Remember how the parts stand."""
        self.start = self.mobject.marks
        super().begin()

    def show(self, alpha: float) -> None:
        """Show the parts on their way."""
        marks = list(self.start)
        for k, group in enumerate(self.groups):
            share = self.come(k, alpha)
            for index in group:
                marks[index] = self._on_its_way(index, share)
        self.mobject.marks = tuple(marks)

    def _on_its_way(self, index: int, share: float) -> Mark:
        if index not in self.origins:
            return Mark(alpha=max(self.start[index].alpha, share))
        x, y = self.origins[index]
        return Mark(min(1.0, 4 * share), x * (1 - share), y * (1 - share), 0.65 + 0.35 * share)


class FlyOut(_Staggered):
    """Copies of a formula's parts fly to points of the stage, and are gone when they have arrived.

    Parameters
    ----------
    formula
        The formula; its parts stay where they are.
    goals
        For each part the point of the scene its copy flies to.
    lag
        How much of a copy's way is over when the next one sets out.
    """

    def __init__(
        self,
        formula: Formula,
        goals: Mapping[str, Point3D],
        lag: float = 0.5,
        run_time: float = 1.0,
        shrink: float = 0.65,
        **kwargs: Any,
    ) -> None:
        super().__init__(formula, len(goals), lag, run_time, **kwargs)
        self.goals = tuple((formula.index(n), formula.offset_to(n, point)) for n, point in goals.items())
        self.shrink = shrink

    def show(self, alpha: float) -> None:
        """Show the copies on their way."""
        copies = []
        for k, (index, (x, y)) in enumerate(self.goals):
            share = self.come(k, alpha)
            if 0 < share < 1:
                fade = min(1.0, 2.5 * (1 - share))
                copies.append((index, Mark(fade, x * share, y * share, 1 + (self.shrink - 1) * share)))
        self.mobject.copies = tuple(copies)
