"""One epoch in mini-batches: forward, backward, step; forward, backward, step.

This is the algorithm of `steps`, with everything that stays the same taken out of the loop: parameters
and gradients are two vectors that live as long as the training.
"""

from __future__ import annotations

import numpy as np

from nnlib import passes
from nnlib.arrays import Array, Ints
from nnlib.data.dataset import Dataset
from nnlib.network import Network
from nnlib.training.settings import Settings


class BatchLearner:
    """A copy of a network's parameters that learns."""

    def __init__(self, net: Network, data: Dataset, settings: Settings, dropout: np.random.Generator) -> None:
        self.data = data
        self.settings, self.loss = settings, settings.measure
        self.layers, self.dropout = net.structure.layers, net.dropout
        self.parameters = net.structure.unroll(net.parameters.theta.copy())
        self.gradient = net.structure.unroll(np.empty_like(self.parameters.theta))
        self.rule = settings.rule(len(self.parameters.theta))
        self.rng = dropout if net.dropout > 0.0 else None
        self.gone = net.structure.gone()
        self.kept = np.ones(sum(net.sizes[1:-1]), dtype=bool)  # hidden neurons, for an epoch's first example

    def epoch(self, order: Ints | None) -> Array:
        """Learn from every example once, in this order; returns the preactivations of the outputs, (n, outputs)."""
        x, t, size = self.data.inputs, self.data.targets, self.settings.batch_size
        if order is not None:
            x, t = x[order], t[order]
        preactivations = np.empty_like(t)
        for start in range(0, len(x), size):
            batch = slice(start, start + size)
            preactivations[batch] = self.learn(x[batch], t[batch])
            if start == 0 and self.masks:
                self.kept = np.concatenate([mask[0] > 0.0 for mask in self.masks])
        return preactivations

    def learn(self, x: Array, t: Array) -> Array:
        """One update from the examples x (n, n_in), t (n, n_out); returns the outputs' preactivations before it."""
        theta, g, layers, p = self.parameters.theta, self.gradient.theta, self.layers, self.parameters.by_layer
        trace = passes.forward(x, layers, p, self.dropout, self.rng)
        self.masks = trace.masks
        passes.backward(trace, t, layers, p, self.gradient.by_layer, self.loss)
        g /= len(x)
        for layer, gone in self.gone:
            self.gradient.weights[layer][gone] = 0.0
        if self.settings.weight_decay:
            g += self.settings.weight_decay * theta
        self.rule.step(theta, g)
        return trace.preactivations[-1]

    def point(self) -> Array:
        """All parameters end to end (the vector itself: copy what you keep)."""
        return self.parameters.theta
