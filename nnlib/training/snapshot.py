"""A snapshot is what the network knew at one moment; between two of them a synapse may have changed sign."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib.arrays import Array, frozen
from nnlib.structure import Structure
from nnlib.value import Value


class Snapshot(Value):
    """The weights of a network at the end of an epoch (epoch 0: before training); read-only.

    Attributes
    ----------
    epoch : int
    weights : tuple of (n_in, n_out) arrays
    biases : tuple of (n_out,) arrays; (0,) for a layer without bias, an empty tuple where no layer has one
    theta : (parameters,) array
        The same numbers end to end, layer after layer its weights and then its biases.
    """

    __slots__ = ("biases", "epoch", "theta", "weights")

    epoch: int
    theta: Array
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]

    def __init__(self, epoch: int, theta: Array, structure: Structure) -> None:
        copy = frozen(np.array(theta, dtype=np.float64))
        parameters = structure.unroll(copy)
        self._set(epoch=epoch, theta=copy, weights=parameters.weights, biases=parameters.biases)

    def _identity(self) -> Hashable:
        shapes = (array.shape for array in (*self.weights, *self.biases))
        return self.epoch, *shapes, *self.theta.tolist()

    def __repr__(self) -> str:
        return f"<Snapshot of epoch {self.epoch}>"


class Moment(Value):
    """The first example of an epoch, and which hidden neurons dropout kept while the network learned from it.

    Its signals travelled through the weights of the snapshot of the epoch before.

    Attributes
    ----------
    epoch : int
        From 1.
    row : int
        The example, as a row number of the training data.
    kept : (hidden neurons,) bool array
        Layer after layer; without dropout all are.
    """

    __slots__ = ("epoch", "kept", "row")

    epoch: int
    row: int
    kept: NDArray[np.bool_]

    def __init__(self, epoch: int, row: int, kept: ArrayLike) -> None:
        self._set(epoch=int(epoch), row=int(row), kept=frozen(np.array(kept, dtype=bool)))

    def _identity(self) -> Hashable:
        return self.epoch, self.row, self.kept.tobytes()

    def __repr__(self) -> str:
        return f"<Moment at the start of epoch {self.epoch}: example {self.row}, {self.kept.sum()} neurons kept>"


class Flip(NamedTuple):
    """A synapse has changed its sign: from neuron `source` to neuron `target` of the next layer.

    `layer` counts the pairs of layers from 0 (inputs to first hidden layer); `epoch` is the recorded
    epoch at which the new sign is first seen.
    """

    epoch: int
    layer: int
    source: int
    target: int


def sign_changes(snapshots: Sequence[Snapshot]) -> tuple[Flip, ...]:
    """Every change of a synapse's sign from snapshot to snapshot, in order.

    A weight of exactly 0 takes no sign: it keeps the one it had.
    """
    found: list[Flip] = []
    sign = [np.sign(w) for w in snapshots[0].weights]
    for snapshot in snapshots[1:]:
        for layer, w in enumerate(snapshot.weights):
            now = np.sign(w)
            for source, target in np.argwhere(now * sign[layer] < 0):
                found.append(Flip(snapshot.epoch, layer, int(source), int(target)))
            sign[layer] = np.where(now == 0.0, sign[layer], now)
    return tuple(found)
