"""An update: every weight of a network takes its new value, and the error that asked for it fades."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nnlib import Network
from scenes.stage.drawing.animation import progress
from scenes.stage.learning.animation import DiagramAnimation, mix
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, FlipRing


class UpdateWeights(DiagramAnimation):
    """Every synapse takes its new weight, and the error fades.

    Parameters
    ----------
    network
        The network after the update; the diagram passes from the weights it shows to these.
    rings
        Whether a ring runs along each synapse that changes its sign.
    """

    carries = False

    def __init__(self, diagram: NetworkDiagram, network: Network, rings: bool = True, **kwargs: Any) -> None:
        super().__init__(diagram, **kwargs)
        self.with_rings = rings
        diagram.check_sizes(network.sizes)
        self.weights, self.biases = tuple(network.weights), tuple(network.biases)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the weights change."""
        change, faded = progress(alpha, 0.1, 0.75), start.faded(progress(alpha, 0.55, 1))
        if start.carrying:  # a texture gives way first to the weights that change
            faded = replace(faded, carrying=start.carrying * (1 - progress(alpha, 0.0, 0.35)))
        gone = faded if start.second_label_kind == "gradient" else start
        return replace(
            faded,
            weights=mix(start.weights, self.weights, change),
            biases=mix(start.biases, self.biases, change),
            # The neurons keep what they have just answered, and labels show what changes.
            numbers=start.numbers,
            brightness=start.brightness,
            weight_labels=start.weight_labels,
            bias_labels=start.bias_labels,
            second_labels_shown=gone.second_labels_shown,
            running=0 < change < 1,
            rings=self._rings(start, alpha),
        )

    def _rings(self, start: DiagramState, alpha: float) -> tuple[FlipRing, ...]:
        """Return a ring for each synapse that changes its sign in this update."""
        if not (self.with_rings and 0 < alpha < 1):
            return ()
        return tuple(
            FlipRing(layer, int(source), int(target), alpha)
            for layer, (old, new) in enumerate(zip(start.weights, self.weights, strict=True))
            for source, target in np.argwhere(old * new < 0)
        )
