"""Animations that guide the eye: the network rests, labels appear, some synapses stand out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from scenes.stage.learning.animation import DiagramAnimation, mix, none_like, progress
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import Thought


class Rest(DiagramAnimation):
    """The network stops thinking: neurons and signals go dark, labels fade, the synapses stay."""

    def thought_at(self, start: Thought, alpha: float) -> Thought:
        """Return the thought while everything but the weights fades."""
        return start.faded(progress(alpha, 0, 1))


class ShowLabels(DiagramAnimation):
    """Labels appear or go: weights on synapses, biases below neurons, deltas above them.

    Parameters
    ----------
    diagram
        The network's diagram.
    weights, biases, deltas
        How visible the labels of each layer of synapses, or of neurons but the inputs, are in the end: one figure
        (0 to 1) for all layers or one for each; ``None`` leaves them as they are.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        weights: float | tuple[float, ...] | None = None,
        biases: float | tuple[float, ...] | None = None,
        deltas: float | tuple[float, ...] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.ends = {"weight_labels": weights, "bias_labels": biases, "delta_labels": deltas}

    def thought_at(self, start: Thought, alpha: float) -> Thought:
        """Return the thought while the labels appear or go."""
        share, changes = progress(alpha, 0, 1), {}
        for name, end in self.ends.items():
            if end is not None:
                old = getattr(start, name)
                ends = end if isinstance(end, tuple) else (float(end),) * len(old)
                changes[name] = tuple(a + (b - a) * share for a, b in zip(old, ends, strict=True))
        return replace(start, **changes)


class Emphasise(DiagramAnimation):
    """Some synapses stand out while the others step back; with none chosen, all come forward again.

    Parameters
    ----------
    diagram
        The network's diagram.
    chosen
        For each layer of synapses a mask of its weights' shape, or empty for none.
    dashed
        Whether the chosen ones are drawn dashed: they have changed a lot.
    """

    def __init__(
        self, diagram: NetworkDiagram, chosen: tuple[Any, ...] = (), dashed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.dashed = dashed
        self.chosen = tuple(np.asarray(mask, dtype=float) for mask in chosen)

    def thought_at(self, start: Thought, alpha: float) -> Thought:
        """Return the thought while the chosen synapses come forward."""
        share = progress(alpha, 0, 1)
        back = tuple(1 - mask for mask in self.chosen) or none_like(start.dimmed)
        return replace(
            start,
            dimmed=mix(start.dimmed, back, share),
            changed=tuple(mask * share for mask in self.chosen) if self.dashed else (),
        )
