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


class SendSignals(DiagramAnimation):
    """Signals leave a layer for the next one, in proportion to what they carry.

    Parameters
    ----------
    trace
        What :meth:`nnlib.Network.forward` returned; its first example is shown.
    layer
        The layer they leave; 0 is the inputs.
    targets
        The neurons they go to; by default all.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        trace: Trace,
        layer: int,
        targets: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.layer, self.values = layer, np.array(trace.activations[layer][0])
        self.targets = _chosen(diagram.sizes[layer + 1], targets)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while they travel."""
        k, share = self.layer, progress(alpha, 0, 1)
        carried = scale.signal_strength(self.values[:, None] * start.weights[k]) * self.targets
        pulses = (-1.0,) * len(start.pulses)
        return replace(
            start,
            signal=_with(start.signal, k, np.maximum(start.signal[k], carried * share)),
            pulses=_with(pulses, k, share) if 0 < share < 1 else pulses,
            pulse_sizes=_with(start.pulse_sizes, k, carried),
            pulse_kind="signal",
            focus=max(start.focus, share),
        )


class LightUp(DiagramAnimation):
    """Neurons of a layer answer: they shine, and their answer is written on them.

    Parameters
    ----------
    trace
        What :meth:`nnlib.Network.forward` returned; its first example is shown.
    layer
        Their layer; 0 is the inputs.
    neurons
        Which of them; by default all.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        trace: Trace,
        layer: int,
        neurons: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.layer, self.values = layer, np.array(trace.activations[layer][0])
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


class SendError(DiagramAnimation):
    """The error leaves a layer for the one before it; along each synapse runs its gradient.

    Parameters
    ----------
    gradients
        What :meth:`nnlib.Network.backward` returned.
    layer
        The layer of synapses it runs through; 0 lies behind the inputs.
    sources, targets
        The neurons it goes to, and those it comes from; by default all.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        gradients: Gradients,
        layer: int,
        sources: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        mask = np.outer(_chosen(diagram.sizes[layer], sources), _chosen(diagram.sizes[layer + 1], targets))
        self.layer, self.gradient_glow = layer, scale.error_strength(gradients.weights[layer]) * mask

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while it travels."""
        k, share = self.layer, progress(alpha, 0, 1)
        pulses = (-1.0,) * len(start.pulses)
        return replace(
            start,
            signal=less(start.signal, share),
            gradient_glow=_with(
                start.gradient_glow, k, np.maximum(start.gradient_glow[k], self.gradient_glow * share)
            ),
            pulses=_with(pulses, k, 1 - share) if 0 < share < 1 else pulses,
            pulse_sizes=_with(start.pulse_sizes, k, self.gradient_glow),
            pulse_kind="error",
            focus=max(start.focus, share),
        )


class ShowDeltas(DiagramAnimation):
    """Neurons are ringed with their share of the error, and it is written below them in place of the bias.

    Parameters
    ----------
    gradients
        What :meth:`nnlib.Network.backward` returned; the deltas of its first example are shown.
    layer
        Their layer, counted from the first hidden one as 1.
    neurons
        Which of them; by default all.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        gradients: Gradients,
        layer: int,
        neurons: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.values = tuple(np.array(d[0]) for d in gradients.deltas)
        self.layer, self.strength = layer - 1, scale.error_strength(self.values[layer - 1])
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

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while it fades."""
        share = progress(alpha, 0, 1)
        first, then = min(1.0, 2 * share), max(0.0, 2 * share - 1)
        return replace(
            start,
            gradient_glow=less(start.gradient_glow, share),
            deltas=less(start.deltas, share),
            delta_labels=less(start.delta_labels, first),
            bias_labels=tuple(float(then) for _ in start.bias_labels),
            signal=less(start.signal, share),
            pulses=(-1.0,) * len(start.pulses),
            error_shown=start.error_shown * (1 - share),
            focus=start.focus * (1 - share),
            dimmed=less(start.dimmed, share),
        )
