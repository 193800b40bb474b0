"""The plane that two inputs span: a window on it, and what a network answers at every place in the window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import Dataset, History, Network
from nnlib.data import labels_of

COLUMNS, ROWS = 200, 120
"""Cells of a map: enough for a smooth line, few enough for a pass over all of them in each frame."""


@dataclass(frozen=True)
class Window:
    """The part of the plane that is seen, in the units the network is given.

    Attributes
    ----------
    left, right, bottom, top
        Its sides.
    """

    left: float
    right: float
    bottom: float
    top: float

    @classmethod
    def around(cls, data: Dataset, margin: float = 0.08) -> Window:
        """Return the window that holds all points of a dataset of two inputs, and a margin around them."""
        points = np.concatenate([data.inputs, data.test_inputs])
        low, high = points.min(axis=0), points.max(axis=0)
        room = np.where(high > low, high - low, 1.0) * margin
        (left, bottom), (right, top) = low - room, high + room
        return cls(float(left), float(right), float(bottom), float(top))

    def cells(self, columns: int = COLUMNS, rows: int = ROWS) -> NDArray[np.float64]:
        """Return the centres of the cells, row by row from the top, shape (rows * columns, 2)."""
        x = self.left + (self.right - self.left) * (np.arange(columns) + 0.5) / columns
        y = self.top - (self.top - self.bottom) * (np.arange(rows) + 0.5) / rows
        return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)

    def shares(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far right and how far down points (n, 2) lie in the window, 0 to 1."""
        right = (points[:, 0] - self.left) / (self.right - self.left)
        down = (self.top - points[:, 1]) / (self.top - self.bottom)
        return np.column_stack([right, down])


class Answers:
    """What the networks of a training answer at every cell of a window.

    One batched forward pass for each snapshot; between two snapshots their answers are blended.

    Parameters
    ----------
    history
        The recorded training of a network with two inputs.
    window
        The part of the plane.
    """

    def __init__(self, history: History, window: Window) -> None:
        self.history, self.window = history, window
        self._known: dict[tuple[int, int], NDArray[np.float32]] = {}

    def __deepcopy__(self, memo: Any) -> Answers:
        return self  # copies of a mobject ask the same network

    @cached_property
    def _cells(self) -> NDArray[np.float64]:
        return self.window.cells()

    def of_snapshot(self, index: int, fine: int = 1) -> NDArray[np.float32]:
        """Return the preactivations of the outputs at each cell in a snapshot, shape (ROWS, COLUMNS, outputs).

        These are the output neurons' preactivations: for a sigmoid the log-odds, 0 where it is undecided. ``fine``
        times as many rows and columns are asked for.
        """
        if (index, fine) not in self._known:
            while len(self._known) > 2:
                del self._known[next(iter(self._known))]
            snapshot = self.history.snapshots[index]
            network = self.history.template.with_parameters(snapshot.weights, snapshot.biases)
            cells = self._cells if fine == 1 else self.window.cells(fine * COLUMNS, fine * ROWS)
            preactivations = network.forward(cells).preactivations[-1]
            shape = fine * ROWS, fine * COLUMNS, -1
            self._known[index, fine] = preactivations.astype(np.float32).reshape(shape)
        return self._known[index, fine]

    def at(self, place: float, fine: int = 1) -> NDArray[np.float32]:
        """Return the same for a place between two snapshots, a number of snapshots from the first one."""
        index = min(int(place + 1e-9), len(self.history.snapshots) - 1)
        share, preactivations = place - index, self.of_snapshot(index, fine)
        if share <= 1e-9 or index + 1 >= len(self.history.snapshots):
            return preactivations
        return preactivations + (self.of_snapshot(index + 1, fine) - preactivations) * np.float32(share)


def certainty(preactivations: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return which class wins at each cell and how surely, from the preactivations of the outputs.

    Parameters
    ----------
    preactivations
        Shape (rows, columns, 1) for a sigmoid, or one number a class for a softmax.

    Returns
    -------
    winner, certainty
        Both (rows, columns); the certainty is 0 where all classes are equally likely and 1 for a certain answer.
    """
    winner = labels_of(preactivations, border=0.0)
    if preactivations.shape[-1] == 1:
        return winner, np.abs(np.tanh(preactivations[..., 0] / 2))  # |2p - 1| for p = 1 / (1 + exp(-z))
    shares = np.exp(preactivations - preactivations.max(axis=-1, keepdims=True))
    likely = 1 / shares.sum(axis=-1)  # the winner's share: its own exponential is 1
    least = 1 / preactivations.shape[-1]
    return winner, (likely - least) / (1 - least)


def leads(preactivations: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return by how much each class leads the best other one at each cell; their zeros are the lines drawn."""
    if preactivations.shape[-1] == 1:
        return [preactivations[..., 0]]
    classes = range(preactivations.shape[-1])
    return [preactivations[..., k] - np.delete(preactivations, k, axis=-1).max(axis=-1) for k in classes]


def typical_point(data: Dataset) -> int:
    """Return the number of the point nearest to the middle of its class, of those of the first point's class."""
    of_first = data.labels == data.labels[0]
    away = np.linalg.norm(data.inputs - data.inputs[of_first].mean(axis=0), axis=1)
    return int(np.where(of_first, away, np.inf).argmin())


def neuron_views(network: Network, window: Window, layer: int, columns: int, rows: int) -> NDArray[np.float64]:
    """Return the activation of each neuron of a layer at every cell, shape (neurons, rows, columns)."""
    activations = network.forward(window.cells(columns, rows)).activations[layer]
    return activations.T.reshape(-1, rows, columns)
