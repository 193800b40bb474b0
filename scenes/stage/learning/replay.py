"""A replay runs through a recorded training: the diagram and the panels show the same epoch at the same moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nnlib import History
from scenes.stage.drawing.animation import StateAnimation, progress
from scenes.stage.learning.animation import DiagramAnimation
from scenes.stage.learning.epoch_clock import EpochClock
from scenes.stage.learning.large_updates import LargeUpdates
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, FlipRing, Layers

RING_SECONDS = 0.9
DASH_SECONDS = 0.8  # the stretch of the replay whose steps decide what is dashed


class ReplayTraining(DiagramAnimation):
    """The diagram runs through the recorded snapshots of a training; where a synapse changes its sign, a ring runs.

    Parameters
    ----------
    history
        The recorded training. Best recorded with ``record="dense"``.
    start, stop
        The epochs shown; by default the whole training.
    clock
        An `EpochClock` instead of ``start`` and ``stop``, to share with panels.
    changes
        The training's `LargeUpdates`, to draw synapses dashed while they change a lot.
    rings
        Whether a ring runs where a synapse changes its sign; many weights that hover around zero would ring for ever.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        history: History,
        start: int = 0,
        stop: int | None = None,
        run_time: float = 4.0,
        clock: EpochClock | None = None,
        changes: LargeUpdates | None = None,
        rings: bool = True,
        **kwargs: Any,
    ) -> None:
        diagram.check_sizes(history.template.sizes)
        super().__init__(diagram, run_time, **kwargs)
        self.clock = clock or EpochClock(history, start, history.epochs if stop is None else stop)
        self.changes, self.with_rings = changes, rings

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state of the epoch that belongs to ``alpha``."""
        weights, biases = self.clock.parameters(alpha)
        dark = progress(alpha, 0, min(0.5, 0.4 / max(self.run_time, 1e-9)))
        changed = self._changed(start.changed, alpha)
        return replace(start.faded(dark), weights=weights, biases=biases, changed=changed, rings=self._rings(alpha))

    def _changed(self, before: Layers, alpha: float) -> Layers:
        """Return how clearly each synapse is dashed: by the steps shown within a moment, so that nothing flickers."""
        if self.changes is None:
            return before
        reach = DASH_SECONDS / 2 / max(self.run_time, 1e-9)
        shares = self.changes.between(
            self.clock.place(max(0, alpha - reach)), self.clock.place(min(1, alpha + reach))
        )
        # Three large steps of ten draw a dash in full.
        clear = tuple(np.minimum(1.0, share / 0.3) for share in shares)
        # It begins as the play before it ended, and ends calm.
        begin, end = progress(alpha, 0, min(0.5, reach)), progress(alpha, 1 - min(0.5, reach), 1)
        return tuple(c * begin * (1 - end) for c in clear)

    def _rings(self, alpha: float) -> tuple[FlipRing, ...]:
        rings: list[FlipRing] = []
        for flip, begin in self.clock.flips() if self.with_rings else ():
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
