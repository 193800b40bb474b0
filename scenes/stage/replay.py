"""A replay runs through a recorded training: the diagram and the panels show the same epoch at the same moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nnlib import History
from scenes.stage.animation import DiagramAnimation, StateAnimation, progress
from scenes.stage.clock import EpochClock
from scenes.stage.diagram import NetworkDiagram
from scenes.stage.thought import FlipRing, Thought

RING_SECONDS = 0.9


class ReplayTraining(DiagramAnimation):
    """The diagram runs through the recorded snapshots of a training; where a synapse changes its sign, a ring runs.

    Parameters
    ----------
    diagram
        The network's diagram.
    history
        The recorded training. Best recorded with ``record="dense"``.
    start, stop
        The epochs shown; by default the whole training.
    clock
        An :class:`~scenes.stage.clock.EpochClock` instead of ``start`` and ``stop``, to share with panels.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        history: History,
        start: int = 0,
        stop: int | None = None,
        run_time: float = 4.0,
        clock: EpochClock | None = None,
        **kwargs: Any,
    ) -> None:
        diagram.check_sizes(history.template.sizes)
        super().__init__(diagram, run_time, **kwargs)
        self.clock = clock or EpochClock(history, start, history.epochs if stop is None else stop)

    def thought_at(self, start: Thought, alpha: float) -> Thought:
        """Return the thought of the epoch that belongs to ``alpha``."""
        weights, biases = self.clock.parameters(alpha)
        dark = progress(alpha, 0, min(0.5, 0.4 / max(self.run_time, 1e-9)))
        return replace(start.faded(dark), weights=weights, biases=biases, rings=self._rings(alpha))

    def _rings(self, alpha: float) -> tuple[FlipRing, ...]:
        rings = []
        for flip, begin in self.clock.flips():
            # A ring that would outlast the animation runs faster, so that it is gone at its end.
            seconds = min(RING_SECONDS, (1 - begin) * self.run_time)
            share = (alpha - begin) * self.run_time / max(seconds, 1e-9)
            if 0 < share < 1:
                rings.append(FlipRing(flip.layer, flip.source, flip.target, share))
        return tuple(rings)


class FollowTraining(StateAnimation):
    """A panel keeps up with a replayed training: it shows the epoch whose weights are drawn.

    Parameters
    ----------
    panel
        A painted mobject with a method ``show_epoch(epoch)``.
    clock
        The clock of the replay beside it.
    """

    def __init__(self, panel: Any, clock: EpochClock, run_time: float = 4.0, **kwargs: Any) -> None:
        super().__init__(panel, run_time, **kwargs)
        self.clock = clock

    def show(self, alpha: float) -> None:
        """Show the epoch of this moment."""
        self.mobject.show_epoch(self.clock.epoch(alpha))
