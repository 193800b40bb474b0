"""One example at a time through a handful of neurons: here plain Python is faster than NumPy.

A NumPy call costs about a microsecond whether it multiplies four numbers or four hundred. A small network
that learns from every single example lives on calls with four numbers, so this file does the arithmetic of
`passes` on plain floats. A layer is a list of neurons, a neuron the list of its incoming weights; its bias
is one weight more, at the end of the list, and listens to a signal that is always 1.

An input of 0 adds nothing to any sum and changes no weight, so it is left out: an example is the list of
its other inputs, as pairs (number of the input, signal).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from math import exp
from operator import mul

import numpy as np

from nnlib.activations import LEAK
from nnlib.arrays import Ints
from nnlib.data.dataset import Dataset
from nnlib.network import Network
from nnlib.training.settings import Settings

Example = tuple[list[tuple[int, float]], list[float]]  # inputs that are not 0, targets
MOST_PARAMETERS = 150  # beyond this NumPy wins


def sigmoid(z: float) -> float:
    """σ(z) = 1 / (1 + e^−z)."""
    try:
        return 1.0 / (1.0 + exp(-z))
    except OverflowError:  # e^−z is beyond the floats
        return 0.0


# f(z), and f′ told from a. Asked whether z ≤ 0, not whether z > 0, NaN stays NaN.
RULES: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "sigmoid": (sigmoid, lambda a: a * (1.0 - a)),
    "tanh": (math.tanh, lambda a: 1.0 - a * a),
    "relu": (lambda z: 0.0 if z <= 0.0 else z, lambda a: 1.0 if a > 0.0 else 0.0),
    "leaky_relu": (lambda z: LEAK * z if z <= 0.0 else z, lambda a: 1.0 if a > 0.0 else LEAK),
    "identity": (lambda z: z, lambda a: 1.0),
}


def is_faster(net: Network, settings: Settings) -> bool:
    """Whether this file can do the training, and sooner than NumPy."""
    return (
        settings.batch_size == 1
        and settings.optimizer == "sgd"
        and settings.weight_decay == 0.0
        and (settings.loss == "squared_error" or settings.measure.partner == net.output)
        and net.hidden in RULES  # one activation for all hidden layers
        and net.output in RULES
        and isinstance(net.bias, bool)  # and one rule of bias for all
        and net.dropout == 0.0
        and net.links is None
        and len(net.sizes) > 2  # there is a hidden layer
        and net.parameter_count <= MOST_PARAMETERS
    )


class OnlineLearner:
    """A copy of a small network's parameters that learns from one example at a time."""

    def __init__(self, net: Network, data: Dataset, settings: Settings) -> None:
        # Asked for once: an epoch of a few examples takes some millionths of a second.
        self.hidden, self.output, self.bias = net.structure.layers[0].activation, net.output, net.bias
        self.rate = settings.learning_rate
        self.paired = settings.measure.partner == net.output  # then δ = o − t
        self.layers: list[list[list[float]]] = [w.T.tolist() for w in net.weights]
        for neurons, biases in zip(self.layers, net.biases, strict=False):
            for neuron, b in zip(neurons, biases.tolist(), strict=True):
                neuron.append(b)
        self.kept = np.ones(sum(net.sizes[1:-1]), dtype=bool)  # nobody drops out here
        always = [(net.sizes[0], 1.0)] if self.bias else []
        self.examples: list[Example] = [
            ([(i, s) for i, s in enumerate(x) if s != 0.0] + always, t)
            for x, t in zip(data.inputs.tolist(), data.targets.tolist(), strict=True)
        ]

    def epoch(self, order: Ints | None) -> list[float]:
        """Learn from every example once, in this order; returns the preactivations of the outputs, end to end."""
        if order is None:
            return self._learn(self.examples)
        return self._learn([self.examples[i] for i in order.tolist()])

    def point(self) -> list[float]:
        """All parameters end to end, as `parameters.roll` lays them out."""
        return [w for neurons in self.layers for signal in zip(*neurons, strict=True) for w in signal]

    def _learn(self, examples: Sequence[Example]) -> list[float]:
        """One update for each example; returns the preactivations of the outputs, end to end.

        This loop runs hundreds of thousands of times. Hence the long body, the local names, and the sigmoid
        written out where it is used: a call would cost as much as its arithmetic.
        """
        rate, bias, paired = self.rate, self.bias, self.paired
        f, slope = RULES[self.hidden]
        f_out, slope_out = RULES[self.output]
        sigmoid_hidden = self.hidden == "sigmoid"
        first, later = self.layers[0], self.layers[1:]
        back, last = later[::-1], later[-1]
        preactivations: list[float] = []
        for inputs, targets in examples:
            # Forward: every neuron adds up its signals and answers.
            signals = []
            for neuron in first:
                z = 0.0
                for i, s in inputs:
                    z += neuron[i] * s
                try:
                    signals.append(1.0 / (1.0 + exp(-z)) if sigmoid_hidden else f(z))
                except OverflowError:
                    signals.append(0.0)
            passed = []
            for neurons in later:
                if bias:
                    signals.append(1.0)
                passed.append(signals)
                zs = []
                for neuron in neurons:
                    zs.append(sum(map(mul, neuron, signals)))
                if neurons is not last:
                    signals = [f(z) for z in zs]
            preactivations += zs
            # At the output the miss becomes δ = ∂L/∂z.
            deltas = []
            for z, t in zip(zs, targets):  # noqa: B905 - here and below: `strict` is not free
                o = f_out(z)
                deltas.append(o - t if paired else (o - t) * slope_out(o))
            # Backward: each layer hands down its share of the error by the weights as they were, then steps.
            for neurons in back:
                signals = passed.pop()
                gs = [0.0] * len(signals)
                for neuron, delta in zip(neurons, deltas):  # noqa: B905
                    pull = rate * delta
                    for i, s in enumerate(signals):
                        gs[i] += delta * neuron[i]
                        neuron[i] -= pull * s
                if passed:
                    deltas = [g * slope(a) for g, a in zip(gs, signals)]  # noqa: B905
            for neuron, g, a in zip(first, gs, signals):  # noqa: B905
                pull = rate * g * (a * (1.0 - a) if sigmoid_hidden else slope(a))
                for i, s in inputs:
                    neuron[i] -= pull * s
        return preactivations
