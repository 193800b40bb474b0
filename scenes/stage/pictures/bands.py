"""A network with thousands of pixels is drawn with ten inputs: each stands for the pixels of one band of the picture.

Nothing else is simplified. What the neurons behind them answer is what the whole network answers, and what travels
from a band to a neuron is what all its pixels together send there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import Gradients, History, Network, Snapshot, Trace, contributions
from scenes.stage.drawing.animation import progress
from scenes.stage.learning.passes import ForwardPass
from scenes.stage.network import scale
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, Layers
from scenes.stage.pictures.picture import BANDS, in_bands

INK_HALF = 0.08  # the mean ink of a band that is half as bright as can be


def banded(network: Network, columns: bool = False) -> Network:
    """Return the network that is drawn: ten inputs, each synapse the sum of those of its band's pixels.

    Bands are rows of the picture, or ``columns``; so in all functions here.
    """
    small = Network(
        [BANDS, *network.sizes[1:]], network.hidden, network.output, network.bias, dropout=network.dropout
    )
    return small.with_parameters(_banded(network.weights, columns), network.biases)


def banded_history(history: History, columns: bool = False) -> History:
    """Return the history of the network that is drawn, with the same metrics."""
    template = banded(history.template)
    snapshots = []
    for snapshot in history.snapshots:
        network = template.with_parameters(_banded(snapshot.weights, columns), snapshot.biases)
        snapshots.append(Snapshot(snapshot.epoch, network.parameters.theta, template.structure))
    return History(template, snapshots, history.metrics, history.settings, history.moments, history.trained_by)


def banded_gradients(gradients: Gradients, columns: bool = False) -> Gradients:
    """Return the gradients of the network that is drawn."""
    return Gradients(_banded(gradients.weights, columns), gradients.biases, gradients.deltas)


def means(inputs: NDArray[np.float64], columns: bool = False) -> NDArray[np.float64]:
    """Return the mean ink of each band of pictures (n, pixels): (n, bands)."""
    return in_bands(inputs.T, columns).mean(axis=1).T


def _banded(weights: Layers, columns: bool) -> Layers:
    return (in_bands(weights[0], columns).sum(axis=1), *weights[1:])


class PicturePass(ForwardPass):
    """A picture passes through: the bands send on what all their pixels carry, and dropped neurons are crossed out.

    Parameters
    ----------
    diagram
        A diagram of ``banded(network)``.
    network
        The whole network.
    trace
        What its ``forward`` returned, for one picture.
    columns
        Whether the bands are columns of the picture.
    """

    LEAD = 0.36  # longer than elsewhere: meanwhile the pixels arrive

    def __init__(
        self,
        diagram: NetworkDiagram,
        network: Network,
        trace: Trace,
        columns: bool = False,
        run_time: float = 2.0,
        **kwargs: Any,
    ) -> None:
        picture = trace.activations[0][0]
        seen = replace(trace, activations=(means(trace.activations[0], columns), *trace.activations[1:]))
        super().__init__(diagram, seen, 0, run_time, **kwargs)
        self.brightness = (scale.saturate(self.values[0], INK_HALF), *self.brightness[1:])
        carried = in_bands(picture[:, None] * network.weights[0], columns).sum(axis=1)
        later = [v[:, None] * w for v, w in zip(self.values[1:-1], network.weights[1:], strict=True)]
        self.carried = (carried, *later)
        first, *others = contributions(network, trace)
        self.contributed = (in_bands(first, columns).sum(axis=1), *others)
        hidden = [(mask[0] == 0).astype(float) for mask in trace.masks]
        kept = [np.zeros_like(v) for v in self.values]
        self.dropped = (kept[0], *hidden, kept[-1]) if hidden else tuple(kept)

    def carried_from(self, start: DiagramState) -> Layers:
        """Return what each synapse carries in the whole network."""
        return self.carried

    def contributions_from(self, start: DiagramState) -> Layers:
        """Return what each synapse contributes in the whole network: of a band what all its pixels do together."""
        return self.contributed

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the signals travel: first the dropped neurons, then what the others say."""
        share = progress(alpha, 0.0, 0.8 * self.LEAD)
        dropped = tuple(a + (b - a) * share for a, b in zip(start.dropped, self.dropped, strict=True))
        return replace(super().state_at(start, alpha), dropped=dropped)
