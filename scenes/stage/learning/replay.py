"""A replay runs through a recorded training: the diagram and the panels show the same epoch at the same moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nnlib import Flip, History
from scenes.stage.drawing.animation import StateAnimation, progress
from scenes.stage.learning.animation import DiagramAnimation
from scenes.stage.learning.change_marks import ReplayMarks
from scenes.stage.learning.epoch_clock import EpochClock
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, FlipRing

RING_SECONDS = 0.9


class ReplayTraining(DiagramAnimation):
    """The diagram runs through the recorded snapshots of a training; where a synapse changes its sign, a ring runs.

    Of a dense network those synapses that change most are marked, at most eight, and the others step back.

    Parameters
    ----------
    history
        The recorded training. Best recorded with ``record="dense"``.
    start, stop
        The epochs shown; by default the whole training.
    clock
        An `EpochClock` instead of ``start`` and ``stop``, to share with panels.
    rings
        Whether a ring runs where a synapse changes its sign; many weights that hover around zero would ring for ever.
    halting
        The change of sign whose ring runs to the middle of its synapse only, and stands there when all has run.
    """

    carries = False

    def __init__(
        self,
        diagram: NetworkDiagram,
        history: History,
        start: int = 0,
        stop: int | None = None,
        run_time: float = 4.0,
        clock: EpochClock | None = None,
        rings: bool = True,
        halting: Flip | None = None,
        **kwargs: Any,
    ) -> None:
        diagram.check_sizes(history.template.sizes)
        super().__init__(diagram, run_time, **kwargs)
        self.clock = clock or EpochClock(history, start, history.epochs if stop is None else stop)
        self.with_rings, self.halting = rings, halting
        self._cached_marks: ReplayMarks | None = None

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state of the epoch that belongs to ``alpha``."""
        weights, biases = self.clock.parameters(alpha)
        dark = progress(alpha, 0, min(0.5, 0.4 / max(self.run_time, 1e-9)))
        now = replace(start.faded(dark), weights=weights, biases=biases, rings=self._rings(alpha))
        if not self.mobject.spec.dense:
            return now
        if self._cached_marks is None or self._cached_marks.seconds != self.run_time:
            self._cached_marks = ReplayMarks(self.clock, self.mobject.layout, self.run_time)
        marks, marking = self._cached_marks.at(alpha, start)
        return replace(now, marks=marks, marking=marking)

    def _rings(self, alpha: float) -> tuple[FlipRing, ...]:
        rings: list[FlipRing] = []
        for flip, begin in self.clock.flips() if self.with_rings else ():
            # A ring that would outlast the animation runs faster, so that it is gone at its end.
            seconds = min(RING_SECONDS, (1 - begin) * self.run_time)
            share = (alpha - begin) * self.run_time / max(seconds, 1e-9)
            if flip == self.halting:
                share = progress(share, 0, 1) / 2
            if 0 < share < 1:
                rings.append(FlipRing(flip.layer, flip.source, flip.target, share))
        return tuple(rings)


class FollowTraining(StateAnimation):
    """A panel keeps up with a replayed training: it shows the epoch whose weights are drawn.

    Parameters
    ----------
    panel
        A painted mobject with a method ``show_epoch(epoch)``, or with ``show_snapshot(place)``: the number of the
        snapshot, which may lie between two, if it can show that.
    clock
        The clock of the replay beside it.
    """

    def __init__(self, panel: Any, clock: EpochClock, run_time: float = 4.0, **kwargs: Any) -> None:
        super().__init__(panel, run_time, **kwargs)
        self.clock = clock

    def show(self, alpha: float) -> None:
        """Show this moment."""
        if hasattr(self.mobject, "show_snapshot"):
            self.mobject.show_snapshot(self.clock.place(alpha))
        else:
            self.mobject.show_epoch(self.clock.epoch(alpha))
