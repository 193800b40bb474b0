"""How well a network does on examples it is asked about, all numbers from one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlib.arrays import Array, Ints, frozen
from nnlib.data.labels import kind_of, labels_of


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What came of asking a network.

    Attributes
    ----------
    loss
        The mean loss over the examples.
    error
        The mean over examples and outputs of |target − output|.
    share_right
        The share of examples whose output names the right class; None where the targets are no classes.
    labels : (n,) int array, read-only
        The class that each output names: the greatest output, or a single output above ½.
    """

    loss: float
    error: float
    share_right: float | None
    labels: Ints

    @classmethod
    def of(cls, outputs: Array, targets: Array, loss: float) -> Evaluation:
        """Judge outputs by targets, both (n, k); the loss is measured already."""
        right = None if kind_of(targets) == "values" else float(share_right(outputs, labels_of(targets)))
        return cls(loss, float(error_of(outputs, targets)), right, frozen(labels_of(outputs)))


def error_of(outputs: Array, targets: Array) -> Any:
    """The mean |target − output| of outputs (..., n, k), one number for each of the leading places."""
    return np.abs(targets - outputs).mean(axis=(-2, -1))


def share_right(outputs: Array, labels: Ints) -> Any:
    """The share of outputs (..., n, k) that name the class in `labels` (n,), likewise."""
    return (labels_of(outputs) == labels).mean(axis=-1)
