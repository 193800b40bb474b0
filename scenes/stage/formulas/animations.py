"""Parts of a formula come flying from where their numbers stand on the stage, and copies of them fly there.

At most two are in the air at once, on lanes that do not cross, and they have landed before the next set out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scenes.stage.drawing.animation import StateAnimation, progress
from scenes.stage.formulas.flights import Flight, Surroundings, plan
from scenes.stage.formulas.formula import Formula, Mark
from scenes.stage.formulas.lanes import Rect

if TYPE_CHECKING:
    from manim.typing import Point3D

APPEARING = 0.4  # how long a part appears, beside a flight


@dataclass(frozen=True)
class Step:
    """What happens at once: parts that appear, and flights."""

    parts: tuple[int, ...]
    flights: tuple[Flight, ...] = ()

    def share_of(self, index: int, share: float) -> float:
        """Return how visible a part is that only appears: beside a flight it comes with the landing."""
        return progress(share, 0.75, 1) if self.flights else progress(share, 0, 1)


class _Steps(StateAnimation):
    """Steps one after the other; those without a flight begin when the one before has come ``lag`` of its way."""

    def __init__(self, formula: Formula, lag: float, run_time: float, **kwargs: Any) -> None:
        super().__init__(formula, run_time, **kwargs)
        self.lag = lag
        self.around = Surroundings()
        self.steps: tuple[Step, ...] = ()
        self.spans: tuple[tuple[float, float], ...] = ()
        self.start: tuple[Mark, ...] = ()

    def _setup_scene(self, scene: Any) -> None:
        super()._setup_scene(scene)
        self.around = Surroundings.of(scene) if self.flies() else Surroundings()

    def flies(self) -> bool:
        """Return whether anything flies at all."""
        raise NotImplementedError

    def planned(self) -> list[Step]:
        """Return the steps, from how the formula stands and what is around it."""
        raise NotImplementedError

    def begin(self) -> None:
        """Remember how the parts stand, and plan the steps."""
        self.start = self.mobject.marks
        self.steps = tuple(self.planned())
        begin, end, spans = 0.0, 0.0, []
        for k, step in enumerate(self.steps):
            weight = 1.0 if step.flights else APPEARING
            spans.append((begin, begin + weight))
            end = max(end, begin + weight)
            alone = step.flights or (k + 1 < len(self.steps) and self.steps[k + 1].flights)
            begin = end if alone else begin + self.lag * weight
        self.spans = tuple((first / end, last / end) for first, last in spans)
        super().begin()

    def come(self, k: int, alpha: float) -> float:
        """Return which share of its time the k-th step has had at ``alpha``."""
        first, last = self.spans[k]
        # The last one is over at the end, whatever its share of the time adds up to.
        return 1.0 if alpha >= 1 else min(1.0, max(0.0, (alpha - first) / (last - first)))

    def shown_by(self, steps: Sequence[Step]) -> list[int]:
        """Return the parts that can be seen after these steps."""
        seen = [k for k, mark in enumerate(self.start) if mark.alpha > 0]
        return [*seen, *(k for step in steps for k in (*step.parts, *(f.index for f in step.flights)))]


class FlyIn(_Steps):
    """Parts of a formula appear one after the other: where they stand, or flying from elsewhere on the stage.

    Parameters
    ----------
    formula
        The formula.
    names
        The parts that appear, in this order; those of a tuple at once. By default the formula's groups.
    origins
        For a part that comes flying: the point of the scene it comes from, where its number stands.
    lag
        How much of a part's way is over when the next one appears; 0: all at once. Flights are never hurried so.
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
        super().__init__(formula, lag, run_time, **kwargs)
        groups = [(n,) if isinstance(n, str) else n for n in (names or formula.groups)]
        self.groups = tuple(tuple(formula.index(name) for name in group) for group in groups)
        self.origins = {formula.index(name): point for name, point in (origins or {}).items()}

    def flies(self) -> bool:
        """Return whether a part comes flying."""
        return bool(self.origins)

    def planned(self) -> list[Step]:
        """Return a step for each group, and one for two whose parts can fly beside each other."""
        steps: list[Step] = []
        for group in self.groups:
            parts = tuple(k for k in group if k not in self.origins)
            flying = [k for k in group if k in self.origins]
            if not flying:
                steps.append(Step(parts))
            for index in flying:
                self._add(steps, index, parts if index == flying[-1] else ())
        return steps

    def _add(self, steps: list[Step], index: int, parts: tuple[int, ...]) -> None:
        """Add a flight, to the last step where its lane is free of what happens there."""
        shown = [*self.shown_by(steps), *parts]
        if steps and len(steps[-1].flights) == 1 and (other := steps[-1].flights[0]).way is not None:
            beside = self._plan(index, [k for k in shown if k != other.index], other.swept)
            if beside.way is not None:
                steps[-1] = Step((*steps[-1].parts, *parts), (other, beside))
                return
        steps.append(Step(parts, (self._plan(index, shown),)))

    def _plan(self, index: int, shown: Sequence[int], taken: Sequence[Rect] = ()) -> Flight:
        return plan(self.mobject, index, self.origins[index], self.around, shown, taken)

    def show(self, alpha: float) -> None:
        """Show the parts on their way."""
        marks, veils, ties = list(self.start), [], []
        for k, step in enumerate(self.steps):
            share = self.come(k, alpha)
            for index in step.parts:
                marks[index] = Mark(alpha=max(self.start[index].alpha, step.share_of(index, share)))
            for flight in step.flights if share > 0 else ():
                marks[flight.index], veil, tie = flight.coming(share)
                veils += veil
                ties += tie
        formula = self.mobject
        formula.marks, formula.veils, formula.ties = tuple(marks), tuple(veils), tuple(ties)


class FlyOut(_Steps):
    """Copies of a formula's parts fly to points of the stage, and stay there until all have landed.

    Parameters
    ----------
    formula
        The formula; its parts stay where they are.
    goals
        For each part the point of the scene its copy flies to.
    """

    def __init__(self, formula: Formula, goals: Mapping[str, Point3D], run_time: float = 1.0, **kwargs: Any) -> None:
        super().__init__(formula, 1.0, run_time, **kwargs)
        self.goals = {formula.index(name): point for name, point in goals.items()}

    def flies(self) -> bool:
        """Return that copies do."""
        return True

    def planned(self) -> list[Step]:
        """Return a step for each copy, and one for two that can fly beside each other."""
        steps: list[Step] = []
        for index in self.goals:
            if steps and len(steps[-1].flights) == 1 and (other := steps[-1].flights[0]).way is not None:
                beside = self._plan(index, steps[:-1], other.swept)
                if beside.way is not None:
                    steps[-1] = Step((), (other, beside))
                    continue
            steps.append(Step((), (self._plan(index, steps),)))
        return steps

    def _plan(self, index: int, before: Sequence[Step], taken: Sequence[Rect] = ()) -> Flight:
        taken = [*taken, *(box for step in before for flight in step.flights for box in flight.swept[:1])]
        return plan(self.mobject, index, self.goals[index], self.around, self.shown_by(()), taken, leaving=True)

    def show(self, alpha: float) -> None:
        """Show the copies on their way; at the end they give way to what stands there from then on."""
        marks, copies, ties = list(self.start), [], []
        fade = 1 - progress(alpha, 0.85, 1)
        for k, step in enumerate(self.steps):
            for flight in step.flights:
                mark, left, tie = flight.going(self.come(k, alpha))
                marks[flight.index] = replace(self.start[flight.index], alpha=self.start[flight.index].alpha * left)
                if mark is not None and fade > 0:
                    copies.append((flight.index, replace(mark, alpha=fade)))
                ties += tie
        formula = self.mobject
        formula.marks, formula.copies, formula.ties = tuple(marks), tuple(copies), tuple(ties)


def landing(alpha: float) -> float:
    """Return the share of what begins where copies land, such as neurons that light up; a ``rate_func`` beside it."""
    return progress(alpha, 0.8, 1)


class PointOut(StateAnimation):
    """Symbols stand out while their numbers fly: ``w1`` for the number ``W1``; the others step back.

    Parameters
    ----------
    symbols
        The formula of symbols.
    flying
        What brings the numbers; it begins before this animation.
    """

    def __init__(self, symbols: Formula, flying: FlyIn, **kwargs: Any) -> None:
        super().__init__(symbols, **kwargs)
        self.flying = flying
        self.start: tuple[Mark, ...] = ()

    def begin(self) -> None:
        """Remember how the symbols stand."""
        self.start = self.mobject.marks
        super().begin()

    def show(self, alpha: float) -> None:
        """Show which symbols stand out now."""
        names, marks = self.flying.mobject.names, list(self.start)
        back = min(progress(alpha, 0, 0.06), 1 - progress(alpha, 0.94, 1))
        for k, name in enumerate(self.mobject.names):
            lit = 0.0
            for number, step in enumerate(self.flying.steps):
                if name and name.upper() in [names[flight.index] for flight in step.flights]:
                    share = self.flying.come(number, alpha)
                    lit = min(progress(share, 0, 0.12), 1 - progress(share, 0.92, 1))
            marks[k] = replace(self.start[k], alpha=self.start[k].alpha * (1 - 0.65 * back * (1 - lit)))
        self.mobject.marks = tuple(marks)
