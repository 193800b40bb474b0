"""The two passes: a network thinks, sees its error, and sends it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import Gradients, Network, Trace, contributions
from scenes.stage.drawing.animation import progress
from scenes.stage.learning.animation import DiagramAnimation, mix
from scenes.stage.learning.carriers import Carriers
from scenes.stage.learning.change_marks import largest_changes
from scenes.stage.network import scale
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import ChangeMark, DiagramState, Layers, less

SHORTEST_PULSE = 1 / 3
"""Seconds of a pass below which no pulses are drawn: more than three a second would flash."""


class ForwardPass(DiagramAnimation):
    """Signals travel through the network: pulses leave each neuron in proportion to what they carry.

    A layer lights up when they arrive. What the diagram showed of an earlier example gives way layer by layer. Of a
    dense network only those synapses stand out that carry most of the answer (:class:`Carriers`).

    Parameters
    ----------
    trace
        What :meth:`nnlib.Network.forward` returned.
    example
        Which row of the trace is shown.
    """

    carries = True

    LEAD = 0.12  # the share of the time in which the inputs light up

    def __init__(
        self, diagram: NetworkDiagram, trace: Trace, example: int = 0, run_time: float = 2.0, **kwargs: Any
    ) -> None:
        super().__init__(diagram, run_time, **kwargs)
        self.trace = trace.of(example)
        self._cached_carriers: tuple[Layers, Carriers] | None = None
        self.values = tuple(np.array(a[example]) for a in trace.activations)
        diagram.check_sizes([len(v) for v in self.values])
        self.brightness = tuple(
            scale.brightness(v, kind) for v, kind in zip(self.values, diagram.spec.activations, strict=True)
        )

    def first_wave(self, share: float) -> float:
        """Return how far the pass is while its first signals are on their way: from midway to where they arrive."""
        each = (1 - self.LEAD) / (len(self.values) - 1)
        return self.LEAD + each * (0.35 + 0.65 * share)

    def carried_from(self, start: DiagramState) -> Layers:
        """Return what each synapse carries; it depends on the weights of the moment the pass begins."""
        return tuple(v[:, None] * w for v, w in zip(self.values, start.weights, strict=False))

    def contributions_from(self, start: DiagramState) -> Layers:
        """Return what each synapse contributes to the answer, by the weights of the moment the pass begins."""
        network = Network.of(self.mobject.structure, start.weights, start.biases)
        return contributions(network, self.trace)

    def carriers_from(self, start: DiagramState) -> Carriers:
        """Return which synapses of a dense network stand out, by the weights of the moment the pass begins."""
        known = self._cached_carriers
        if known is None or known[0] is not start.weights:
            known = start.weights, Carriers.of(self.mobject.spec, self.contributions_from(start))
            self._cached_carriers = known
        return known[1]

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the signals travel."""
        layers = len(start.weights)
        with_pulses = self.run_time >= SHORTEST_PULSE
        each = (1 - self.LEAD) / layers
        arrive = [progress(alpha, 0.0, self.LEAD)]
        travel, pulses = [], []
        for k in range(layers):
            begin = self.LEAD + k * each
            travel.append(progress(alpha, begin, begin + 0.8 * each))
            pulses.append(travel[-1] if with_pulses and 0 < travel[-1] < 1 else -1.0)
            arrive.append(progress(alpha, begin + 0.62 * each, begin + each))
        state = replace(
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
            pulses=tuple(pulses),
            pulse_kind="signal",
            bands_shown=start.bands_shown * (1 - arrive[0]),
            deltas=less(start.deltas, arrive[0]),
            delta_labels=less(start.delta_labels, arrive[0]),
            error_shown=start.error_shown * (1 - arrive[0]),
        )
        if self.mobject.spec.dense:
            return self._with_carriers(start, state, alpha, arrive, travel)
        signal = tuple(scale.signal_strength(c) for c in self.carried_from(start))
        return replace(
            state,
            signal=mix(start.signal, signal, travel),
            pulse_sizes=signal,
            focus=start.focus + (1 - start.focus) * arrive[0],
        )

    def _with_carriers(
        self, start: DiagramState, state: DiagramState, alpha: float, arrive: list[float], travel: list[float]
    ) -> DiagramState:
        """Return the state in which only what carries most of the answer stands out from a texture."""
        found, lit = self.carriers_from(start), arrive[0]
        # What stands out of an earlier answer goes before this comes.
        old = alpha < self.LEAD
        return replace(
            state,
            brightness=mix(less(start.brightness, lit), self.brightness, arrive),
            carried=start.carried if old else found.carried,
            carried_shown=less(start.carried_shown, lit) if old else tuple(travel),
            carrying=start.carrying + (1 - start.carrying) * lit,
            pulse_sizes=tuple(scale.carrier_pulse(c) for c in found.carried),
            marks=start.faded(lit).marks,
            marking=start.marking * (1 - lit),
        )


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
        network, or where there are many those that change most.
    """

    carries = True

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
        self.fronts = tuple(scale.front_strength(share) for share in self.shares)
        self._cached_marks: tuple[Layers, tuple[ChangeMark, ...]] | None = None
        self.strong: tuple[NDArray[np.bool_], ...] = ()
        if diagram.spec.dense:
            self.strong = Carriers.of(diagram.spec, self.shares).chosen
            self.fronts = tuple(
                np.where(mask, front, 0.0) for mask, front in zip(self.strong, self.fronts, strict=True)
            )

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the error travels back."""
        spec, layers = self.mobject.spec, len(self.shares)
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
        state = replace(
            start,
            error_shares=self.shares,
            error_reach=tuple(np.full(share.shape, far) for share, far in zip(self.shares, travel, strict=True)),
            bands_shown=1.0,
            strong_bands=self.strong,
            deltas=mix(start.deltas, self.deltas, ringed),
            delta_values=self.delta_values,
            pulses=tuple(pulses),
            pulse_sizes=self.fronts,
            pulse_kind="error",
        )
        if spec.many:
            arrived = [min(1.0, max(0.0, 4 * far - 3)) for far in travel]
            marks = tuple(replace(mark, alpha=arrived[mark.layer]) for mark in self._marks_from(start))
            state = replace(state, marks=marks, marking=start.marking * (1 - fade))
        elif self.after is not None:
            state = replace(state, coming=tuple(b - a for a, b in zip(start.weights, self.after, strict=True)))
        if spec.dense:
            return replace(
                state,
                carried_shown=less(start.carried_shown, fade),
                carrying=start.carrying + (1 - start.carrying) * fade,
            )
        return replace(state, signal=less(start.signal, fade), focus=start.focus + (1 - start.focus) * fade)

    def _marks_from(self, start: DiagramState) -> tuple[ChangeMark, ...]:
        """Return the marks of the weights that change most, on their way from the moment the pass begins."""
        if self.after is None:
            return ()
        known = self._cached_marks
        if known is None or known[0] is not start.weights:
            known = start.weights, largest_changes(start.weights, self.after, self.mobject.layout)
            self._cached_marks = known
        return known[1]
