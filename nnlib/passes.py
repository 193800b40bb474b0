"""Signals travel forward, the error travels back: the two passes, and nothing else.

These are the loops that `Network` guards with checks and `train` repeats many thousand times. With a⁰ the
examples, layer l makes zˡ of aˡ⁻¹ and answers aˡ = f(zˡ), f being its own. Going back, δˡ = ∂L/∂zˡ starts at the
output; each layer makes of it the slopes of its parameters and gˡ⁻¹ = ∂L/∂aˡ⁻¹, and δˡ⁻¹ is gˡ⁻¹ taken back
through f (M. Nielsen, Neural Networks and Deep Learning, chapter 2, BP1 to BP4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlib.activations import ACTIVATIONS
from nnlib.arrays import Array
from nnlib.layers.layer import Layer
from nnlib.losses import Loss


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What a forward pass has computed, layer by layer.

    Attributes
    ----------
    preactivations : tuple of (n, size of layer l + 1) arrays
        z, one array a layer; without the input layer.
    activations : tuple of (n, size of layer l) arrays
        a, what each neuron passed on; the inputs first, the outputs last.
    masks : tuple of (n, size of hidden layer) arrays
        With dropout what each hidden answer was multiplied by: 0, or 1 / (1 − dropout). Else empty.
    """

    preactivations: tuple[Array, ...]
    activations: tuple[Array, ...]
    masks: tuple[Array, ...] = ()

    @property
    def outputs(self) -> Array:
        """The answers of the output layer, (n, outputs)."""
        return self.activations[-1]

    def of(self, example: int) -> Trace:
        """The trace of one example, of which all arrays then have one row."""
        row = slice(example, example + 1)
        kinds = self.preactivations, self.activations, self.masks
        return Trace(*(tuple(array[row] for array in kind) for kind in kinds))


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """How the mean loss of a batch answers to every parameter.

    Attributes
    ----------
    weights : tuple of (n_in, n_out) arrays
        ∂L/∂W, the mean over the batch; 0 where there is no link.
    biases : tuple of (n_out,) arrays
        ∂L/∂b, the mean over the batch; (0,) for a layer without bias, an empty tuple where none has one.
    deltas : tuple of (n, size of layer l + 1) arrays
        δ = ∂L/∂z of each neuron, for each example on its own (not averaged), first hidden layer first.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    deltas: tuple[Array, ...]


def forward(
    x: Array,
    layers: Sequence[Layer],
    parameters: Sequence[Mapping[str, Array]],
    dropout: float = 0.0,
    rng: np.random.Generator | None = None,
    kept: Sequence[NDArray[np.bool_]] = (),
) -> Trace:
    """Let the examples x (n, n_in) pass through; neurons drop out only where `rng` draws them, or as `kept` says."""
    a = x
    zs, activations, masks = [], [x], []
    drops = dropout > 0.0 and (rng is not None or len(kept) > 0)
    last = len(layers) - 1
    for number, layer in enumerate(layers):
        z = layer.preactivation(a, parameters[number])
        a = ACTIVATIONS[layer.activation].forward(z)
        if drops and number < last:
            stays = kept[number] if rng is None else rng.random(a.shape) >= dropout
            # What stays is made louder, so that the next layer receives as much as without dropout.
            mask = stays / (1.0 - dropout)
            a *= mask
            masks.append(mask)
        zs.append(z)
        activations.append(a)
    return Trace(tuple(zs), tuple(activations), tuple(masks))


def backward(
    trace: Trace,
    targets: Array,
    layers: Sequence[Layer],
    parameters: Sequence[Mapping[str, Array]],
    gradients: Sequence[Mapping[str, Array]],
    loss: Loss,
) -> tuple[Array, ...]:
    """Send the error of `targets` (n, n_out) back; fill the gradients with the *sum* over the examples.

    Returns the deltas, (n, size of layer l + 1) each, example by example.
    """
    outputs, answered = trace.outputs, layers[-1].activation
    if loss.partner == answered:
        delta = outputs - targets
    else:
        slope = loss.slope(outputs, targets)
        delta = ACTIVATIONS[answered].backward(slope, trace.preactivations[-1], outputs)
    return back_from(delta, trace, layers, parameters, gradients)


def back_from(
    delta: Array,
    trace: Trace,
    layers: Sequence[Layer],
    parameters: Sequence[Mapping[str, Array]],
    gradients: Sequence[Mapping[str, Array]],
) -> tuple[Array, ...]:
    """Send the slopes `delta` (n, n_out) of anything with respect to the outputs' z back; as `backward` does."""
    deltas = [delta]
    for number in range(len(layers) - 1, -1, -1):
        a = trace.activations[number]
        g = layers[number].backward(a, delta, parameters[number], gradients[number], to_inputs=number > 0)
        if g is not None:
            f, z = ACTIVATIONS[layers[number - 1].activation], trace.preactivations[number - 1]
            if trace.masks:
                g = g * trace.masks[number - 1]
                a = f.forward(z)  # the answer before it was dropped or made louder
            delta = f.backward(g, z, a)
            deltas.append(delta)
    return tuple(reversed(deltas))
