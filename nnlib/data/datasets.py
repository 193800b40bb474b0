"""Small worlds to learn: each has a shape that is easy to see and not quite as easy to answer.

Every world is one function `(rng, n, noise) -> Dataset`; `rng` is a seed or a NumPy Generator, `n` the
number of examples, `noise` the standard deviation of a normal error added to each coordinate, unless it says
otherwise. Classes take turns along the rows, so that every class has the same share (± 1). Two classes give
one 0/1 target.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nnlib.arrays import Array
from nnlib.checks import real_number, whole_number
from nnlib.data.dataset import Dataset, Seed, as_generator
from nnlib.data.drawn_shapes import shapes
from nnlib.errors import ArgumentError

PUZZLE = (  # three bits and the answer: the exclusive or of the first two; the third does not matter
    (0, 0, 1, 0),
    (0, 1, 1, 1),
    (1, 0, 1, 1),
    (0, 1, 0, 1),
    (1, 0, 0, 1),
    (1, 1, 1, 0),
    (0, 0, 0, 0),
)


def puzzle(rng: Seed = 0, n: int | None = None, noise: float = 0.0) -> Dataset:
    """Seven examples of three bits (Milo Spencer-Harper's puzzle); 1 1 0 is left for the viewer.

    It is a fixed table: `rng` and `noise` do not touch it, and `n` can only be 7 or None.
    """
    if n is not None and n != len(PUZZLE):
        raise ArgumentError("n", f"puzzle: it has {len(PUZZLE)} examples, got n = {n!r}; leave n out")
    table = np.array(PUZZLE, dtype=np.float64)
    return Dataset(table[:, :3], table[:, 3:], target_names=("answer",), classes=("0", "1"))


def xor(rng: Seed = 0, n: int | None = 4, noise: float = 0.0) -> Dataset:
    """The corners 00, 01, 10, 11 of the unit square, taking turns; the answer is 1 where the bits differ."""
    n, rng = _count("xor", n, 4), as_generator(rng)
    corner = np.arange(n) % 4
    bits = np.column_stack([corner // 2, corner % 2]).astype(np.float64)
    return _plane(bits, (bits[:, 0] != bits[:, 1]).astype(np.int64), 2, rng, noise)


def moons(rng: Seed = 0, n: int | None = 200, noise: float = 0.1) -> Dataset:
    """Two half circles that reach into each other."""
    n, rng = _count("moons", n, 200), as_generator(rng)
    label = np.arange(n) % 2
    angle = rng.uniform(0.0, np.pi, n)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1.0 - np.cos(angle), 0.5 - np.sin(angle)])
    return _plane(np.where(label[:, None] == 0, upper, lower), label, 2, rng, noise)


def circles(rng: Seed = 0, n: int | None = 200, noise: float = 0.05) -> Dataset:
    """A circle of radius 1 (class 0) and one of radius ½ inside it (class 1)."""
    n, rng = _count("circles", n, 200), as_generator(rng)
    label = np.arange(n) % 2
    angle = rng.uniform(0.0, 2.0 * np.pi, n)
    radius = np.where(label == 0, 1.0, 0.5)
    return _plane(np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), label, 2, rng, noise)


def blobs(rng: Seed = 0, n: int | None = 200, noise: float = 0.3, classes: int = 2) -> Dataset:
    """One cloud for each class, the centres evenly on the unit circle."""
    classes = whole_number("classes", classes, least=2)
    n, rng = _count("blobs", n, 200), as_generator(rng)
    label = np.arange(n) % classes
    angle = 2.0 * np.pi * label / classes
    return _plane(np.column_stack([np.cos(angle), np.sin(angle)]), label, classes, rng, noise)


def spirals(rng: Seed = 0, n: int | None = 200, noise: float = 0.03, classes: int = 2) -> Dataset:
    """Arms that wind around each other once and a half, one for each class, from the centre to radius 1."""
    classes = whole_number("classes", classes, least=2)
    n, rng = _count("spirals", n, 200), as_generator(rng)
    label = np.arange(n) % classes
    radius = np.sqrt(rng.uniform(0.01, 1.0, n))  # the root spreads the points evenly along the arm
    angle = 3.0 * np.pi * radius + 2.0 * np.pi * label / classes
    points = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return _plane(points, label, classes, rng, noise)


def linear(rng: Seed = 0, n: int | None = 200, noise: float = 0.1) -> Dataset:
    """Two sides of a straight line with a random direction; the noise blurs the border."""
    n, rng = _count("linear", n, 200), as_generator(rng)
    angle = rng.uniform(0.0, 2.0 * np.pi)
    across = np.array([np.cos(angle), np.sin(angle)])
    along = np.array([-across[1], across[0]])
    label = np.arange(n) % 2
    distance = rng.uniform(0.0, 1.0, n) * np.where(label == 0, -1.0, 1.0)
    points = distance[:, None] * across + rng.uniform(-1.0, 1.0, n)[:, None] * along
    return _plane(points, label, 2, rng, noise)


def noisy(rng: Seed = 0, n: int | None = 500, noise: float = 3.0) -> Dataset:
    """Two stretched clouds around opposite corners of a square, blurred until they overlap.

    Each cloud is normal, turned and stretched by a random matrix, as in `make_classification` of scikit-learn with
    two informative features and one cluster a class. Here `noise` is the width of an even error added to each
    coordinate, which no network can see through.
    """
    n, rng = _count("noisy", n, 500), as_generator(rng)
    noise = real_number("noise", noise, 0.0)
    label = np.arange(n) % 2
    points = rng.standard_normal((n, 2))
    for k, corner in enumerate(((-1.0, 1.0), (1.0, -1.0))):
        stretch = rng.uniform(-1.0, 1.0, (2, 2))
        points[label == k] = points[label == k] @ stretch + corner
    points += noise * rng.uniform(0.0, 1.0, (n, 2))
    return _plane(points, label, 2, rng, 0.0)


DATASETS: dict[str, Callable[..., Dataset]] = {
    "puzzle": puzzle,
    "xor": xor,
    "moons": moons,
    "circles": circles,
    "blobs": blobs,
    "spirals": spirals,
    "linear": linear,
    "noisy": noisy,
    "shapes": shapes,
}


def _count(name: str, n: int | None, default: int) -> int:
    return default if n is None else whole_number(f"{name}: n", n, least=1)


def _plane(points: Array, label: NDArray[np.int64], classes: int, rng: np.random.Generator, noise: float) -> Dataset:
    """Points (n, 2), blurred by `noise`, and their classes as a Dataset."""
    noise = real_number("noise", noise, 0.0)
    blurred = points + noise * rng.standard_normal(points.shape)
    targets = label[:, None].astype(np.float64) if classes == 2 else np.eye(classes)[label]
    return Dataset(blurred, targets, classes=[str(c) for c in range(classes)])
