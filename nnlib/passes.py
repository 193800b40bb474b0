"""Signals travel forward, the error travels back: the two passes, and nothing else.

These are the formulas that `Network` guards with checks and `train` repeats many thousand times. With a⁰
the examples, layer l receives zˡ = aˡ⁻¹ Wˡ + bˡ and answers aˡ = f(zˡ). Going back, δˡ = ∂L/∂zˡ starts at the
output and travels as gˡ⁻¹ = δˡ Wˡᵀ; every weight's share is ∂L/∂Wˡ = aˡ⁻¹ᵀ δˡ, averaged over the examples
(M. Nielsen, Neural Networks and Deep Learning, chapter 2, BP1 to BP4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlib.activations import ACTIVATIONS, Activation
from nnlib.arrays import Array
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


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """How the mean loss of a batch answers to every parameter.

    Attributes
    ----------
    weights : tuple of (n_in, n_out) arrays
        ∂L/∂W, the mean over the batch; 0 where there is no link.
    biases : tuple of (n_out,) arrays
        ∂L/∂b, the mean over the batch; an empty tuple for a network without biases.
    deltas : tuple of (n, size of layer l + 1) arrays
        δ = ∂L/∂z of each neuron, for each example on its own (not averaged), first hidden layer first.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    deltas: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """How the layers of a network answer."""

    hidden: Activation
    output: Activation
    paired: bool  # output activation and loss are made for each other: δ = o − t
    loss: Loss | None
    dropout: float


def rules(hidden: str, output: str, dropout: float = 0.0, loss: Loss | None = None) -> Rules:
    """The rules by their names."""
    paired = loss is not None and loss.partner == output
    return Rules(ACTIVATIONS[hidden], ACTIVATIONS[output], paired, loss, dropout)


def forward(
    x: Array,
    weights: Sequence[Array],
    biases: Sequence[Array],
    rule: Rules,
    rng: np.random.Generator | None = None,
    kept: Sequence[NDArray[np.bool_]] = (),
) -> Trace:
    """Let the examples x (n, n_in) pass through; neurons drop out only where `rng` draws them, or as `kept` says."""
    zs, activations, masks = [], [x], []
    last = len(weights) - 1
    for layer, w in enumerate(weights):
        z = activations[-1] @ w
        if biases:
            z += biases[layer]
        a = (rule.output if layer == last else rule.hidden).forward(z)
        if (rng is not None or kept) and rule.dropout > 0.0 and layer < last:
            stays = kept[layer] if rng is None else rng.random(a.shape) >= rule.dropout
            # What stays is made louder, so that the next layer receives as much as without dropout.
            mask = stays / (1.0 - rule.dropout)
            a *= mask
            masks.append(mask)
        zs.append(z)
        activations.append(a)
    return Trace(tuple(zs), tuple(activations), tuple(masks))


def backward(
    trace: Trace,
    targets: Array,
    weights: Sequence[Array],
    rule: Rules,
    weight_gradients: Sequence[Array],
    bias_gradients: Sequence[Array],
) -> tuple[Array, ...]:
    """Send the error of `targets` (n, n_out) back; fill the gradients with the *sum* over the examples.

    Returns the deltas, (n, size of layer l + 1) each, example by example.
    """
    assert rule.loss is not None
    outputs = trace.outputs
    if rule.paired:
        delta = outputs - targets
    else:
        slope = rule.loss.slope(outputs, targets)
        delta = rule.output.backward(slope, trace.preactivations[-1], outputs)
    deltas = [delta]
    for layer in range(len(weights) - 1, -1, -1):
        a = trace.activations[layer]
        np.matmul(a.T, delta, out=weight_gradients[layer])
        if bias_gradients:
            np.add.reduce(delta, axis=0, out=bias_gradients[layer])
        if layer > 0:
            g = delta @ weights[layer].T
            z = trace.preactivations[layer - 1]
            if trace.masks:
                g *= trace.masks[layer - 1]
                a = rule.hidden.forward(z)  # the answer before it was dropped or made louder
            delta = rule.hidden.backward(g, z, a)
            deltas.append(delta)
    return tuple(reversed(deltas))
