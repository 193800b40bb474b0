"""The learning animations: a network thinks, sees its error, sends it back and changes its mind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nnlib import Gradients, Network, Trace
from scenes.stage.drawing.animation import progress
from scenes.stage.learning.animation import DiagramAnimation, mix
from scenes.stage.network import scale
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, FlipRing, Layers, less

SHORTEST_PULSE = 1 / 3
"""Seconds of a pass below which no pulses are drawn: more than three a second would flash."""


MOST_WITH_SIGNS = 60  # synapses of a network in which each has its sign
MOST_MARKED = 8


class ForwardPass(DiagramAnimation):
    """Signals travel through the network: pulses leave each neuron in proportion to what they carry.

    A layer lights up when they arrive. What the diagram showed of an earlier example gives way layer by layer.

    Parameters
    ----------
    trace
        What :meth:`nnlib.Network.forward` returned.
    example
        Which row of the trace is shown.
    """

    LEAD = 0.12  # the share of the time in which the inputs light up

    def __init__(
        self, diagram: NetworkDiagram, trace: Trace, example: int = 0, run_time: float = 2.0, **kwargs: Any
    ) -> None:
        super().__init__(diagram, run_time, **kwargs)
        self.values = tuple(np.array(a[example]) for a in trace.activations)
        diagram.check_sizes([len(v) for v in self.values])
        self.brightness = tuple(
            scale.brightness(v, kind) for v, kind in zip(self.values, diagram.spec.activations, strict=True)
        )

    def carried_from(self, start: DiagramState) -> Layers:
        """Return what each synapse carries; it depends on the weights of the moment the pass begins."""
        return tuple(v[:, None] * w for v, w in zip(self.values, start.weights, strict=False))

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the signals travel."""
        signal = tuple(scale.signal_strength(c) for c in self.carried_from(start))
        layers = len(signal)
        with_pulses = self.run_time >= SHORTEST_PULSE
        lead = self.LEAD
        each = (1 - lead) / layers
        arrive = [progress(alpha, 0.0, lead)]
        travel, pulses = [], []
        for k in range(layers):
            begin = lead + k * each
            travel.append(progress(alpha, begin, begin + 0.8 * each))
            pulses.append(travel[-1] if with_pulses and 0 < travel[-1] < 1 else -1.0)
            arrive.append(progress(alpha, begin + 0.62 * each, begin + each))
        return replace(
            start,
            values=tuple(
                new if u > 0.5 or before <= 0 else old
                for old, new, u, before in zip(start.values, self.values, arrive, start.numbers, strict=True)
            ),
            # A number that changes fades out and in again; one that is new fades in.
            numbers=tuple(
                u if before <= 0 else (1.0 if np.array_equal(old, new) else abs(2 * u - 1))
                for old, new, u, before in zip(start.values, self.values, arrive, start.numbers, strict=True)
            ),
            brightness=mix(start.brightness, self.brightness, arrive),
            signal=mix(start.signal, signal, travel),
            pulses=tuple(pulses),
            pulse_sizes=signal,
            pulse_kind="signal",
            bands_shown=start.bands_shown * (1 - arrive[0]),
            deltas=less(start.deltas, arrive[0]),
            delta_labels=less(start.delta_labels, arrive[0]),
            error_shown=start.error_shown * (1 - arrive[0]),
            focus=start.focus + (1 - start.focus) * arrive[0],
        )


class ShowError(DiagramAnimation):
    """The right answers appear beside the outputs, with a bridge as thick as the error.

    Parameters
    ----------
    diagram
        A diagram that has just shown the forward pass of ``trace``.
    trace
        What :meth:`nnlib.Network.forward` returned.
    targets
        The right answers, shape (n, n_out).
    example
        Which row of both is shown.
    """

    def __init__(self, diagram: NetworkDiagram, trace: Trace, targets: Any, example: int = 0, **kwargs: Any) -> None:
        super().__init__(diagram, **kwargs)
        self.outputs = np.array(trace.activations[-1][example])
        self.targets = np.atleast_2d(np.asarray(targets, dtype=float))[example]

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the right answers appear."""
        return replace(start, targets=self.targets, outputs=self.outputs, error_shown=progress(alpha, 0, 1))


class BackwardPass(DiagramAnimation):
    """The error flows back from the outputs in bands that divide at every neuron.

    The width of a band is its synapse's share of its layer's gradient: the delta of its target times the activation
    of its source, and where the gradients are those of a batch, the mean of that over the batch.

    Parameters
    ----------
    diagram
        A diagram that has just shown a forward pass.
    gradients
        What :meth:`nnlib.Network.backward` returned.
    example
        Which row of the deltas is shown.
    after
        The network after the update, where signs shall say which weights will rise and which will fall: all of a
        small network, the ``MOST_MARKED`` that change most of a large one.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        gradients: Gradients,
        example: int = 0,
        run_time: float = 2.0,
        after: Network | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, run_time, **kwargs)
        diagram.check_sizes([gradients.weights[0].shape[0], *(w.shape[1] for w in gradients.weights)])
        if after is not None:
            diagram.check_sizes(after.sizes)
        self.after = None if after is None else tuple(after.weights)
        self.shares = tuple(scale.error_shares(g) for g in gradients.weights)
        self.delta_values = tuple(np.array(d[example]) for d in gradients.deltas)
        self.deltas = tuple(scale.error_strength(d) for d in self.delta_values)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the error travels back."""
        layers = len(self.shares)
        lead = 0.12
        each = (1 - lead) / layers
        fade = progress(alpha, 0, lead)
        travel, pulses, ringed = [0.0] * layers, [-1.0] * layers, [0.0] * layers
        ringed[-1] = fade
        for step, k in enumerate(reversed(range(layers))):
            begin = lead + step * each
            travel[k] = progress(alpha, begin, begin + 0.8 * each)
            pulses[k] = 1 - travel[k] if self.run_time >= SHORTEST_PULSE and 0 < travel[k] < 1 else -1.0
            if k:
                ringed[k - 1] = progress(alpha, begin + 0.62 * each, begin + each)
        return replace(
            start,
            signal=less(start.signal, fade),
            error_shares=self.shares,
            error_reach=tuple(np.full(share.shape, far) for share, far in zip(self.shares, travel, strict=True)),
            bands_shown=1.0,
            coming=() if self.after is None else marked_steps(start.weights, self.after),
            deltas=mix(start.deltas, self.deltas, ringed),
            delta_values=self.delta_values,
            pulses=tuple(pulses),
            pulse_sizes=tuple(scale.front_strength(share) for share in self.shares),
            pulse_kind="error",
            focus=start.focus + (1 - start.focus) * fade,
        )


def marked_steps(before: Layers, after: Layers) -> Layers:
    """Return the steps that weights will take, of a network of many only those of the ``MOST_MARKED`` largest."""
    steps = tuple(new - old for old, new in zip(before, after, strict=True))
    sizes = np.concatenate([np.abs(step).ravel() for step in steps])
    if len(sizes) <= MOST_WITH_SIGNS:
        return steps
    least = np.partition(sizes, -MOST_MARKED)[-MOST_MARKED]
    return tuple(np.where(np.abs(step) >= least, step, 0.0) for step in steps)


class UpdateWeights(DiagramAnimation):
    """Every synapse takes its new weight, and the error fades.

    Parameters
    ----------
    network
        The network after the update; the diagram passes from the weights it shows to these.
    rings
        Whether a ring runs along each synapse that changes its sign.
    """

    def __init__(self, diagram: NetworkDiagram, network: Network, rings: bool = True, **kwargs: Any) -> None:
        super().__init__(diagram, **kwargs)
        self.with_rings = rings
        diagram.check_sizes(network.sizes)
        self.weights, self.biases = tuple(network.weights), tuple(network.biases)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the weights change."""
        change, faded = progress(alpha, 0.1, 0.75), start.faded(progress(alpha, 0.55, 1))
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
