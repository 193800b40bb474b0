"""One layer at a time: signals are sent and answered, errors sent back and shown, each when the lesson says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import Gradients, Trace
from scenes.stage.drawing.animation import progress
from scenes.stage.learning.animation import DiagramAnimation
from scenes.stage.network import scale
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, less


def _with(items: tuple[Any, ...], k: int, item: Any) -> tuple[Any, ...]:
    return (*items[:k], item, *items[k + 1 :])


def _chosen(count: int, neurons: Sequence[int] | None) -> NDArray[np.float64]:
    mask = np.ones(count) if neurons is None else np.zeros(count)
    if neurons is not None:
        mask[list(neurons)] = 1.0
    return mask


class LayerAnimation(DiagramAnimation):
    """An animation of one layer, or of some of its neurons.

    Parameters
    ----------
    trace, gradients
        What :meth:`nnlib.Network.forward` or :meth:`nnlib.Network.backward` returned; its first example is shown.
    layer
        The layer of neurons, 0 for the inputs; what is sent runs through the synapses behind it.
    neurons, sources, targets
        Which neurons take part: those of the layer, or where what is sent begins and ends; by default all.
    """

    def __init__(self, diagram: NetworkDiagram, layer: int, **kwargs: Any) -> None:
        super().__init__(diagram, **kwargs)
        self.layer = layer

    def sent(self, start: DiagramState, share: float, strength: NDArray[np.float64], kind: str) -> DiagramState:
        """Return the state with pulses on their way: signals to the layer behind, an error back from it."""
        still = (-1.0,) * len(start.pulses)
        place = share if kind == "signal" else 1 - share
        return replace(
            start,
            pulses=_with(still, self.layer, place) if 0 < share < 1 else still,
            pulse_sizes=_with(start.pulse_sizes, self.layer, strength),
            pulse_kind=kind,
            focus=max(start.focus, share),
        )


class SendSignals(LayerAnimation):
    """Signals leave a layer for the next one, in proportion to what they carry."""

    def __init__(
        self,
        diagram: NetworkDiagram,
        trace: Trace,
        layer: int,
        targets: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, layer, **kwargs)
        self.values = np.array(trace.activations[layer][0])
        self.targets = _chosen(diagram.sizes[layer + 1], targets)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while they travel."""
        k, share = self.layer, progress(alpha, 0, 1)
        carried = scale.signal_strength(self.values[:, None] * start.weights[k]) * self.targets
        signal = _with(start.signal, k, np.maximum(start.signal[k], carried * share))
        return replace(self.sent(start, share, carried, "signal"), signal=signal)


class LightUp(LayerAnimation):
    """Neurons of a layer answer: they shine, and their answer is written on them."""

    def __init__(
        self,
        diagram: NetworkDiagram,
        trace: Trace,
        layer: int,
        neurons: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, layer, **kwargs)
        self.values = np.array(trace.activations[layer][0])
        self.brightness = scale.brightness(self.values, diagram.spec.activations[layer])
        self.neurons = _chosen(diagram.sizes[layer], neurons)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while they light up."""
        k, share = self.layer, progress(alpha, 0, 1) * self.neurons
        numbers = start.numbers[k] + (1 - np.asarray(start.numbers[k])) * share
        return replace(
            start,
            values=_with(start.values, k, np.where(self.neurons > 0, self.values, start.values[k])),
            brightness=_with(
                start.brightness, k, start.brightness[k] + (self.brightness - start.brightness[k]) * share
            ),
            numbers=_with(start.numbers, k, 1.0 if np.all(numbers >= 1) else numbers),
        )


class SendError(LayerAnimation):
    """The error leaves a layer for the one before it, in bands as wide as each synapse's share of the gradient."""

    def __init__(
        self,
        diagram: NetworkDiagram,
        gradients: Gradients,
        layer: int,
        sources: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, layer, **kwargs)
        self.mask = np.outer(_chosen(diagram.sizes[layer], sources), _chosen(diagram.sizes[layer + 1], targets))
        self.shares = scale.error_shares(gradients.weights[layer])

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while it travels."""
        k, share = self.layer, progress(alpha, 0, 1)
        state = self.sent(start, share, self.mask * scale.front_strength(self.shares), "error")
        return replace(
            state,
            signal=less(start.signal, share),
            error_shares=_with(start.error_shares, k, self.shares),
            error_reach=_with(start.error_reach, k, np.maximum(start.error_reach[k], self.mask * share)),
            bands_shown=1.0,
        )


class ShowDeltas(LayerAnimation):
    """Neurons are ringed with their share of the error, and it is written below them in place of the bias."""

    def __init__(
        self,
        diagram: NetworkDiagram,
        gradients: Gradients,
        layer: int,
        neurons: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, layer - 1, **kwargs)
        self.values = tuple(np.array(d[0]) for d in gradients.deltas)
        self.strength = scale.error_strength(self.values[layer - 1])
        self.neurons = _chosen(diagram.sizes[layer], neurons)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while they appear."""
        k, share = self.layer, progress(alpha, 0, 1) * self.neurons
        first, then = np.clip(2 * share, 0, 1), np.clip(2 * share - 1, 0, 1)
        biases, labels = np.asarray(start.bias_labels[k]), np.asarray(start.delta_labels[k])
        return replace(
            start,
            deltas=_with(start.deltas, k, start.deltas[k] + (self.strength - start.deltas[k]) * share),
            delta_values=self.values,
            # The bias is gone before the delta comes: both have one place.
            bias_labels=_with(start.bias_labels, k, biases * (1 - first)),
            delta_labels=_with(start.delta_labels, k, labels + (1 - labels) * then),
        )


class Forget(DiagramAnimation):
    """What was shown of the error fades; answers, weights and their labels stay, and biases come back."""

    carries = False

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while it fades."""
        share = progress(alpha, 0, 1)
        first, then = min(1.0, 2 * share), max(0.0, 2 * share - 1)
        return replace(
            start,
            bands_shown=start.bands_shown * (1 - share),
            error_reach=start.error_reach if share < 1 else less(start.error_reach, 1.0),
            deltas=less(start.deltas, share),
            delta_labels=less(start.delta_labels, first),
            bias_labels=tuple(float(then) for _ in start.bias_labels),
            signal=less(start.signal, share),
            pulses=(-1.0,) * len(start.pulses),
            error_shown=start.error_shown * (1 - share),
            focus=start.focus * (1 - share),
            carrying=start.carrying * (1 - share),
            dimmed=less(start.dimmed, share),
            receded=less(start.receded, share),
        )
