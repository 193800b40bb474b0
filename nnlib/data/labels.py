"""Right answers may be classes: written as 0 and 1, one column a class or a single one for two."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib.arrays import Array


def kind_of(targets: Array) -> str:
    """What targets (n, k) are: "binary", "one-hot" or "values"."""
    if not np.isin(targets, (0.0, 1.0)).all():
        return "values"
    if targets.shape[1] == 1:
        return "binary"
    return "one-hot" if (targets.sum(axis=1) == 1.0).all() else "values"


def labels_of(targets: NDArray[np.floating[Any]], border: float = 0.5) -> NDArray[np.int64]:
    """Class numbers (...) of targets or outputs (..., k): the greatest of several, or whether one is above `border`.

    Of preactivations they are the same, with the border 0 (of a sigmoid).
    """
    if targets.shape[-1] == 1:
        return (targets[..., 0] > border).astype(np.int64)
    return targets.argmax(axis=-1).astype(np.int64)
