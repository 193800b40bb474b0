"""A test is fair if each class has the same share in it as in the training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnlib.errors import ArgumentError


def of_each_class(
    order: NDArray[np.intp], labels: NDArray[np.int64], share: float, names: Sequence[str] | None = None
) -> NDArray[np.intp]:
    """Choose a share of the examples of each class, the first of them in a given order.

    The counts are rounded by the largest remainder, so that the whole share is kept too: what rounding down leaves
    over goes to the classes that have lost most by it. But no class is left without an example on either side.

    Parameters
    ----------
    order : (n,) array
        All the examples by their numbers, in a drawn order.
    labels : (n,) array
        The class of each example.
    share : float
        How much of each class is chosen, 0 < share < 1.
    names : strings, optional
        Names of the classes, for the error.

    Raises
    ------
    ArgumentError
        If a class has only one example.
    """
    classes, sizes = np.unique(labels, return_counts=True)
    if (lonely := classes[sizes < 2]).size:
        name = repr(names[lonely[0]]) if names else lonely[0]
        text = f"split: the class {name} has only 1 example, and needs one to learn from and one to test"
        raise ArgumentError("test_share", text)
    counts = np.floor(share * sizes).astype(int)
    left_over = round(share * len(labels)) - counts.sum()
    counts[np.argsort(counts - share * sizes, kind="stable")[:left_over]] += 1
    counts = np.clip(counts, 1, sizes - 1)
    return np.concatenate([order[labels[order] == c][:n] for c, n in zip(classes, counts, strict=True)])
