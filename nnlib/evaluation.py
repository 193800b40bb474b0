"""How well a network does on examples it is asked about, all numbers from one pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnlib.arrays import Array, Ints, frozen
from nnlib.data.dataset import kind_of, labels_of


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
        labels = labels_of(outputs)
        right = None if kind_of(targets) == "values" else float((labels == labels_of(targets)).mean())
        return cls(loss, float(np.abs(targets - outputs).mean()), right, frozen(labels))
