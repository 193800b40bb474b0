"""Which synapses of a dense network change most just now, each with a sign of its rise or fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.stage.drawing.animation import progress
from scenes.stage.learning.epoch_clock import EpochClock
from scenes.stage.network.curves import point_at, synapse_curves
from scenes.stage.network.label_places import SIGN, SIGNS_AT
from scenes.stage.network.layout import Layout
from scenes.stage.network.state import ChangeMark, DiagramState, Layers

Marks = tuple[ChangeMark, ...]

MOST_MARKED = 8
MARK_SECONDS = 1.5  # signs stand at least so long: what changes in this time counts
FADE_SECONDS = 0.25
PLACES = (*SIGNS_AT, *np.linspace(0.16, 0.84, 35).tolist())


def largest_changes(before: Layers, after: Layers, layout: Layout, kept: Marks = ()) -> Marks:
    """Return the marks of the drawn synapses whose weights change most on the way from one network to another.

    Parameters
    ----------
    before, after
        The weights of both.
    layout
        Where the synapses are; no sign covers another where there is room.
    kept
        Marks that stand already: a synapse that keeps its mark keeps its place.
    """
    found = []
    for layer, (old, new) in enumerate(zip(before, after, strict=True)):
        rows, columns = layout.shown[layer], layout.shown[layer + 1]
        step = (new - old)[np.ix_(rows, columns)]
        found += [
            (-abs(float(step[at])), layer, *at, bool(step[at] > 0)) for at in np.ndindex(step.shape) if step[at]
        ]
    places = {(mark.layer, mark.source, mark.target): mark.at for mark in kept}
    marks: list[ChangeMark] = []
    taken: list[NDArray[np.float64]] = []
    chosen = [
        (layer, layout.shown[layer][i], layout.shown[layer + 1][j], i, j, rises)
        for _, layer, i, j, rises in sorted(found)[:MOST_MARKED]
    ]
    # Those that stand already come first.
    for layer, source, target, i, j, rises in sorted(chosen, key=lambda each: each[:3] not in places):
        way = synapse_curves(layout, layer)[i, j]
        wanted = [places[layer, source, target]] if (layer, source, target) in places else []
        at = _free([*wanted, *PLACES], way, taken)
        taken.append(point_at(way, at))
        marks.append(ChangeMark(layer, source, target, rises, at))
    return tuple(marks)


def _free(shares: Sequence[float], way: NDArray[np.float64], taken: Sequence[NDArray[np.float64]]) -> float:
    """Return the first share of a way where a sign covers none of those placed, or else the one farthest from all."""

    def room(share: float) -> float:
        return min((float(np.hypot(*(point_at(way, share) - other))) for other in taken), default=np.inf)

    return next((share for share in shares if room(share) >= 2 * SIGN + 4), max(shares, key=room))


class ReplayMarks:
    """The marks of a replay: in each stretch of some seconds those synapses that change most in it.

    A stretch ends with a recorded epoch. Where one epoch is seen for longer, it is a stretch of its own.

    Parameters
    ----------
    clock
        Which epoch belongs to which moment.
    layout
        Of the diagram.
    seconds
        How long the replay lasts.
    """

    def __init__(self, clock: EpochClock, layout: Layout, seconds: float) -> None:
        self.clock, self.layout, self.seconds = clock, layout, seconds
        self.fade = min(0.1, FADE_SECONDS / max(seconds, 1e-9))
        self.shortest = MARK_SECONDS / max(seconds, 1e-9)

    @cached_property
    def stretches(self) -> list[tuple[float, float, Marks]]:
        """When each stretch begins and ends, as alphas, and its marks."""
        first, alphas = self.clock.snapshots()
        snapshots, marks, begin = self.clock.history.snapshots, (), 0
        found: list[tuple[float, float, Marks]] = []
        for k in range(1, len(alphas)):
            apart = min(alphas[k] - alphas[begin], alphas[-1] - alphas[k])
            if k == len(alphas) - 1 or apart >= self.shortest:
                before, after = (snapshots[first + at].weights for at in (begin, k))
                marks = largest_changes(before, after, self.layout, marks)
                found.append((float(alphas[begin]), float(alphas[k]), marks))
                begin = k
        return found

    def at(self, alpha: float, start: DiagramState) -> tuple[Marks, float]:
        """Return the marks of a moment, and how far other synapses step back, where the replay begins at a state."""
        fade, last = self.fade, len(self.stretches) - 1
        if last < 0 or not any(marks for *_, marks in self.stretches):
            return (), 0.0
        calm = self.clock.stop == self.clock.history.epochs  # nothing changes any more when it has ended
        marking = start.marking + (1 - start.marking) * progress(alpha, 0, 2 * fade)
        if calm:
            marking *= 1 - progress(alpha, 1 - 2 * fade, 1)
        k = next((k for k, (_, stop, _) in enumerate(self.stretches) if alpha < stop), last)
        begin, stop, marks = self.stretches[k]
        before = self.stretches[k - 1][2] if k else start.marks
        after = self.stretches[k + 1][2] if k < last else () if calm else marks
        late = fade if k == 0 and before else 0.0  # those of the play before go first
        coming = progress(alpha, begin + late, begin + late + fade)
        end = stop if k < last else 1.0
        going = 1 - progress(alpha, end - fade, end)
        found = tuple(
            replace(mark, alpha=(1.0 if _stands(mark, before) else coming) * (1.0 if _stands(mark, after) else going))
            for mark in marks
        )
        if k == 0:
            gone = 1 - progress(alpha, 0, fade)
            found += tuple(replace(mark, alpha=mark.alpha * gone) for mark in before if not _stands(mark, marks))
        return found, marking


def _stands(mark: ChangeMark, marks: Marks) -> bool:
    """Return whether a mark stands among others already, and at the same place."""
    return any(replace(other, alpha=mark.alpha) == mark for other in marks)
