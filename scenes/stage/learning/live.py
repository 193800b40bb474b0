"""A live network answers at every moment: while its weights change, its answers follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib import History, Network
from scenes.stage.drawing.animation import progress
from scenes.stage.learning.animation import DiagramAnimation, mix
from scenes.stage.learning.epoch_clock import EpochClock
from scenes.stage.network import scale
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, Layers


class LiveAnimation(DiagramAnimation):
    """An animation of the weights in which the network answers one example all the time.

    Subclasses override :meth:`parameters_at`.

    Parameters
    ----------
    network
        A network of its structure.
    example
        The example's inputs, shape (inputs,).
    """

    def __init__(
        self, diagram: NetworkDiagram, network: Network, example: ArrayLike, run_time: float = 2.0, **kwargs: Any
    ) -> None:
        diagram.check_sizes(network.sizes)
        super().__init__(diagram, run_time, **kwargs)
        self.network, self.example = network, np.array(example, dtype=float)

    def parameters_at(self, start: DiagramState, alpha: float) -> tuple[Layers, Layers]:
        """Return the weights and biases of this moment."""
        raise NotImplementedError

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state with the answers of this moment's weights."""
        weights, biases = self.parameters_at(start, alpha)
        trace = self.network.with_parameters(weights, biases).forward(self.example)
        values = tuple(a[0] for a in trace.activations)
        kinds = self.mobject.spec.activations
        brightness = tuple(scale.brightness(v, kind) for v, kind in zip(values, kinds, strict=True))
        return replace(
            start,
            weights=weights,
            biases=biases,
            values=values,
            brightness=mix(start.brightness, brightness, progress(alpha, 0, min(0.3, 0.3 / self.run_time))),
            outputs=values[-1],
            running=alpha < 1,
        )


class LiveUpdate(LiveAnimation):
    """Weights and biases pass to those of ``network`` on a straight way."""

    def parameters_at(self, start: DiagramState, alpha: float) -> tuple[Layers, Layers]:
        """Return the parameters on the way."""
        share = progress(alpha, 0, 1)
        return mix(start.weights, self.network.weights, share), mix(start.biases, self.network.biases, share)


class LiveReplay(LiveAnimation):
    """The diagram runs through a recorded training, and answers one example all the time.

    Parameters
    ----------
    history
        The recorded training.
    clock
        Which epoch belongs to which moment.
    example
        The example's inputs, shape (inputs,).
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        history: History,
        clock: EpochClock,
        example: ArrayLike,
        run_time: float = 4.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, history.template, example, run_time, **kwargs)
        self.clock = clock

    def parameters_at(self, start: DiagramState, alpha: float) -> tuple[Layers, Layers]:
        """Return the recorded parameters, between two snapshots on the straight way from one to the other."""
        return self.clock.parameters(alpha)
