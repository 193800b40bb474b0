"""The state of a diagram is what it shows at one moment, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from nnlib import Network

T = TypeVar("T", float, NDArray[np.float64])
Layers = tuple[NDArray[np.float64], ...]

RING = 18.0  # design pixels: the radius of the ring "changes its sign"


def less(layers: tuple[T, ...], share: float) -> tuple[T, ...]:
    """Return arrays or figures with ``share`` (0 to 1) of each taken away."""
    return tuple(layer * (1 - share) for layer in layers)


@dataclass(frozen=True)
class FlipRing:
    """A ring on its way along a synapse that has just changed its sign; ``progress`` goes from 0 to 1."""

    layer: int
    source: int
    target: int
    progress: float


@dataclass(frozen=True)
class ChangeMark:
    """The sign of a synapse that changes most just now.

    Attributes
    ----------
    layer, source, target
        Which synapse it is.
    rises
        Whether its weight rises, or falls.
    at
        Where on its way the sign stands, 0 to 1.
    alpha
        How visible it is, 0 to 1.
    """

    layer: int
    source: int
    target: int
    rises: bool
    at: float
    alpha: float = 1.0


@dataclass(frozen=True)
class DiagramState:
    """What a diagram shows at one moment. Arrays follow the network: one a layer, or one a layer of synapses.

    Attributes
    ----------
    weights, biases
        As in the network.
    values
        Activations written on the neurons, one array a layer, inputs first.
    numbers
        How visible those numbers are, 0 to 1: one figure a layer, or an array of one a neuron.
    brightness
        How bright each neuron shines, 0 to 1.
    signal
        How bright each synapse glows with what it carries forward, 0 to 1.
    error_shares
        Each synapse's share of its layer's gradient, 0 to 1: how wide the band is in which the error flows back.
    error_reach
        How far each band has come from its target, 0 to 1.
    bands_shown
        How visible all of them are, 0 to 1.
    strong_bands
        In a dense network which of them make up most of their layer, a mask each; the others recede. Empty where all
        stand out.
    coming
        The step that each weight will take, for the sign that says so; 0 where none is, empty where nothing is known.
    deltas
        How strongly each neuron but the inputs is ringed with its delta, 0 to 1.
    delta_values
        The deltas themselves, for their labels; empty where none were computed.
    pulses
        For each layer of synapses where its pulses are, 0 at the source to 1 at the target; negative: there are none.
    pulse_sizes, pulse_kind
        How large each pulse is, 0 to 1; ``signal`` or ``error``.
    targets, outputs, error_shown
        The right answers beside the output neurons, the answers given, and how visible both are (0 to 1).
    targets_shown
        How visible the right answers are before any error is shown.
    focus
        How far the synapses that carry nothing step back, 0 to 1.
    carried, carried_shown
        In a dense network, of the synapses that carry most of an answer how much each does, 0 of all others; and how
        visible those of each layer are, 0 to 1.
    carrying
        How far a dense network is but a texture on which these stand out, 0 to 1; otherwise widths are weights.
    weight_labels, bias_labels, delta_labels
        How visible the labels are: one figure for each layer of synapses, of neurons but the inputs, and again; those
        of neurons may be arrays of one figure a neuron.
    running
        Whether weights change just now: then all figures have the same decimals, so that their form stays.
    second_labels, second_labels_shown, second_label_kind
        A second figure under each weight, how visible those of each layer are (one figure or an array of one each),
        and what they are: the ``gradient`` of the weight, or what it was ``before``.
    dimmed
        How far each synapse steps back so that others stand out, 0 to 1.
    changed
        How clearly each synapse is dashed because it changed a lot, 0 to 1; empty where none is.
    marks
        The signs of those synapses of a dense network that change most.
    marking
        How far all others step back meanwhile, 0 to 1.
    rings
        Rings running along synapses that have changed sign.
    receded
        How far each neuron steps back so that others stand out, 0 to 1.
    dropped
        How far each neuron is crossed out, and what leads to it and from it dimmed: dropout has switched it off.
    """

    weights: Layers
    biases: Layers
    values: Layers
    numbers: tuple[float, ...]
    brightness: Layers
    signal: Layers
    error_shares: Layers
    error_reach: Layers
    bands_shown: float
    strong_bands: tuple[NDArray[np.bool_], ...]
    coming: Layers
    deltas: Layers
    delta_values: Layers
    pulses: tuple[float, ...]
    pulse_sizes: Layers
    pulse_kind: str
    targets: NDArray[np.float64] | None
    outputs: NDArray[np.float64] | None
    error_shown: float
    targets_shown: float
    focus: float
    carried: Layers
    carried_shown: tuple[float, ...]
    carrying: float
    weight_labels: tuple[float, ...]
    bias_labels: tuple[float, ...]
    delta_labels: tuple[float, ...]
    running: bool
    second_labels: Layers
    second_labels_shown: tuple[float, ...]
    second_label_kind: str
    dimmed: Layers
    changed: Layers
    marks: tuple[ChangeMark, ...]
    marking: float
    rings: tuple[FlipRing, ...]
    receded: Layers
    dropped: Layers

    @classmethod
    def resting(cls, network: Network) -> DiagramState:
        """Return the state of a network at rest: synapses only, every neuron dark."""
        neurons = tuple(np.zeros(size) for size in network.sizes)
        synapses = tuple(np.zeros(w.shape) for w in network.weights)
        return cls(
            weights=tuple(network.weights),
            biases=tuple(network.biases),
            values=neurons,
            numbers=(0.0,) * len(neurons),
            brightness=neurons,
            signal=synapses,
            error_shares=synapses,
            error_reach=synapses,
            bands_shown=0.0,
            strong_bands=(),
            coming=(),
            deltas=neurons[1:],
            delta_values=(),
            pulses=(-1.0,) * len(synapses),
            pulse_sizes=synapses,
            pulse_kind="signal",
            targets=None,
            outputs=None,
            error_shown=0.0,
            targets_shown=0.0,
            focus=0.0,
            carried=synapses,
            carried_shown=(0.0,) * len(synapses),
            carrying=0.0,
            weight_labels=(0.0,) * len(synapses),
            bias_labels=(0.0,) * len(synapses),
            delta_labels=(0.0,) * len(synapses),
            running=False,
            second_labels=synapses,
            second_labels_shown=(0.0,) * len(synapses),
            second_label_kind="gradient",
            dimmed=synapses,
            changed=(),
            marks=(),
            marking=0.0,
            rings=(),
            receded=neurons,
            dropped=neurons,
        )

    def faded(self, share: float) -> DiagramState:
        """Return the state with everything but weights, biases and emphasis faded by ``share`` (0 to 1)."""
        return replace(
            self,
            numbers=less(self.numbers, share),
            brightness=less(self.brightness, share),
            signal=less(self.signal, share),
            bands_shown=self.bands_shown * (1 - share),
            deltas=less(self.deltas, share),
            pulses=(-1.0,) * len(self.pulses),
            error_shown=self.error_shown * (1 - share),
            focus=self.focus * (1 - share),
            carrying=self.carrying * (1 - share),
            marks=tuple(replace(mark, alpha=mark.alpha * (1 - share)) for mark in self.marks) if share < 1 else (),
            marking=self.marking * (1 - share),
            weight_labels=less(self.weight_labels, share),
            bias_labels=less(self.bias_labels, share),
            delta_labels=less(self.delta_labels, share),
            second_labels_shown=less(self.second_labels_shown, share),
            dropped=less(self.dropped, share),
        )
