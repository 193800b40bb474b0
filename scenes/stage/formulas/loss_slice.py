"""What a network's weights are worth: the cost while one is moved by hand, and while all together move no farther."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import Network
from scenes.config.number_format import number

TRIED = 81  # places of the one weight; all together are tried at half as many


@dataclass(frozen=True)
class LossSlice:
    """The cost of one example while one weight is moved, and while all parameters go downhill together.

    Together they go no farther than the one: the Euclidean length of their way is the same.

    Attributes
    ----------
    start
        The network before anything is moved.
    weight
        Layer of synapses, source and target, from 0.
    distance
        How far the weight is moved up and down.
    one
        The cost for evenly spaced places of the weight, from ``-distance`` to ``distance``, shape (TRIED,).
    every
        The cost for evenly spaced places of all parameters, from 0 to ``distance`` against the gradient.
    end
        The network at the end of their way.
    """

    start: Network
    weight: tuple[int, int, int]
    distance: float
    one: NDArray[np.float64]
    every: NDArray[np.float64]
    end: Network

    @classmethod
    def of(
        cls,
        start: Network,
        example: ArrayLike,
        targets: ArrayLike,
        weight: tuple[int, int, int],
        distance: float,
        loss: str,
    ) -> LossSlice:
        """Try all places, for an example (inputs,) and its targets (outputs,), with this loss as cost."""
        gradients = start.backward(start.forward(example), [targets], loss)
        slopes = [*gradients.weights, *gradients.biases]
        length = float(np.sqrt(sum(float((g * g).sum()) for g in slopes)))
        unit = 1 / length if length > 0 else 0.0

        def downhill(way: float) -> Network:
            weights = [w - way * unit * g for w, g in zip(start.weights, gradients.weights, strict=True)]
            biases = [b - way * unit * g for b, g in zip(start.biases, gradients.biases, strict=True)]
            return start.with_parameters(weights, biases)

        def cost(network: Network) -> float:
            return network.loss(network.forward(example), [targets], loss)

        one = [cost(_moved(start, weight, way)) for way in np.linspace(-distance, distance, TRIED)]
        every = [cost(downhill(way)) for way in np.linspace(0, distance, TRIED // 2 + 1)]
        return cls(start, weight, distance, np.array(one), np.array(every), downhill(distance))

    def moved(self, share: float) -> Network:
        """Return the network whose one weight is moved by a share of the distance, from -1 to 1."""
        return _moved(self.start, self.weight, share * self.distance)

    @property
    def cost(self) -> float:
        """The cost before anything is moved."""
        return float(self.every[0])

    @property
    def gain_one(self) -> float:
        """How far the one weight can bring the cost down; 0 if it cannot."""
        return self.cost - float(self.one.min())

    @property
    def gain_all(self) -> float:
        """How far all together have brought the cost down; below 0 if it has risen."""
        return self.cost - float(self.every[-1])

    @property
    def outcome(self) -> str:
        """What moving all did: ``level`` (nothing), ``overshoot``, ``more`` than the one, or as much (``alone``)."""
        after = float(self.every[-1])
        if number(self.cost) == number(after):
            return "level"
        if after > self.cost:
            return "overshoot"
        return "more" if self.gain_all > 2 * self.gain_one else "alone"

    @property
    def most(self) -> float:
        """The hundredths by which no parameter has moved further, when all moved together."""
        moved = np.abs(self.end.parameters.theta - self.start.parameters.theta).max()
        return float(np.ceil(100 * moved) / 100)


def _moved(network: Network, weight: tuple[int, int, int], way: float) -> Network:
    weights = [np.array(w) for w in network.weights]
    weights[weight[0]][weight[1:]] += way
    return network.with_parameters(weights, network.biases)
