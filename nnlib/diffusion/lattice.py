"""Groups on a lattice: clouds of points around every node, folded into one square so that they overlap.

The data of Vincent Granville's deep network without training (see ``diffusion``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arrays import Array, Ints, frozen, matrix

REACH = 25  # lattice nodes on each side of zero
DRAWS = 4  # points at each node


@dataclass(frozen=True)
class Points:
    """Observations on the plane: ``places`` (n, 2), x to the right and y upwards, both in (0, 2); ``groups`` (n,),
    numbers from 1."""

    places: Array
    groups: Ints

    def __len__(self) -> int:
        return len(self.groups)


def draw_points(rng: np.random.Generator, centres: ArrayLike, spread: float, priors: Sequence[float]) -> Points:
    """Draw overlapping groups on a lattice, folded into the square (0, 2)².

    At each node (h, k), h and k from −25 to 25, four points: its group by ``priors``, then
    x = a + h + spread · logit(u) and y = b + k + spread · logit(v), with (a, b) the group's centre and u, v uniform.
    Kept are those with −3 < x < 3; what is kept of x and y is 1 + their fractional part, which has their sign.

    Parameters
    ----------
    rng
        The generator of all random numbers.
    centres
        (groups, 2), the shift of each group.
    spread
        Scale of the logistic distribution around a node; its standard deviation is 1.81 times as large.
    priors
        The probability of each group.
    """
    shifts = matrix("centres", centres, columns=2)
    nodes = np.arange(-REACH, REACH + 1)
    h, k = (np.repeat(axis.ravel(), DRAWS) for axis in np.meshgrid(nodes, nodes, indexing="ij"))
    groups = rng.choice(len(shifts), size=len(h), p=checked_priors(priors, len(shifts)))
    x, y = (
        shifts[groups, axis] + node + spread * rng.logistic(size=len(h))  # logit of a uniform number is logistic
        for axis, node in ((0, h), (1, k))
    )
    kept = (x > -3) & (x < 3)
    places = np.column_stack([1 + x - np.trunc(x), 1 + y - np.trunc(y)])
    return Points(frozen(places[kept]), frozen(groups[kept] + 1))


def checked_priors(priors: Sequence[float], groups: int) -> Array:
    """Return ``priors`` as an array (groups,) that adds up to 1.

    Raises
    ------
    ValueError
        They are not one share of 0 or more for each group, or do not add up to 1.
    """
    given = np.atleast_1d(np.asarray(priors, dtype=float))
    if given.shape != (groups,) or not 1 <= groups <= 255:
        raise ValueError(f"priors: expected one number for each of 1 to 255 groups, got {list(priors)!r}")
    if not np.isfinite(given).all() or (given < 0).any() or abs(given.sum() - 1) > 1e-6:
        raise ValueError(f"priors: expected shares of 0 or more that add up to 1, got {list(priors)!r}")
    return given / given.sum()
