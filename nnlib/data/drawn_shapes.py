"""Circles, squares and triangles as a hand draws them, and some things that are none of the three.

A drawing is a pen that travels: a path of points with a width of the pen at each. The path is bent by a slow
tremor, its ends do not quite meet, and what the pen touches is inked: a pixel is as dark as the share of it the
stroke covers, told from its distance to the nearest piece of the path.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnlib.arrays import Array, Ints
from nnlib.checks import real_number, whole_number
from nnlib.data.dataset import Dataset, Seed, as_generator
from nnlib.errors import ArgumentError

SIDE = 50  # pixels of a picture, across and down
SHAPES = ("circle", "square", "triangle")
UNKNOWN = ("cross", "spiral", "scribble")
NONE_OF_THEM = "unknown"  # the class of all those
MOST = 10_000  # pictures: 200 MB
POINTS = 72  # of a path
BLOCK = 250  # pictures that are painted at once: bounds the memory, and stays in the cache
LONGEST = 2.5  # pixels: longer pieces of a path are cut


def shapes(rng: Seed = 0, n: int | None = 3000, noise: float = 0.04, classes: int = 3) -> Dataset:
    """Drawings of 50 × 50 pixels, as 2,500 inputs row by row: 0 is paper, 1 is ink.

    They differ in size, place, tilt and pen; the classes take turns along the rows.

    Parameters
    ----------
    rng : int or numpy.random.Generator
    n : int, optional
        How many; at most 10,000.
    noise : float
        How unsteady the hand is: the standard deviation of its tremor, as a share of the shape's radius, 0 to 1.
    classes : int
        3 for circle, square and triangle; 4 for these and a class of what is none of them (`unknown_shapes`).

    Returns
    -------
    Dataset
        With one-hot targets.
    """
    n, noise, rng = _checked("shapes", 3000 if n is None else n, noise, rng)
    if classes not in (3, 4):
        raise ArgumentError("classes", f"shapes: 3 classes, or 4 with the unknown, got {classes!r}")
    label = np.arange(n) % classes
    path = np.empty((n, POINTS, 2))
    known, other = np.flatnonzero(label < len(SHAPES)), np.flatnonzero(label >= len(SHAPES))
    path[known] = _outlines(label[known], rng)
    path[other] = _scrawls(np.arange(len(other)) % len(UNKNOWN), rng)
    return Dataset(_draw(path, noise, rng), np.eye(classes)[label], classes=(*SHAPES, NONE_OF_THEM)[:classes])


def unknown_shapes(rng: Seed = 0, n: int = 300, noise: float = 0.04) -> tuple[Array, Ints]:
    """Drawings that are no circle, square or triangle: crosses, spirals and scribbles take turns.

    Parameters
    ----------
    rng, n, noise
        As for `shapes`.

    Returns
    -------
    pictures : (n, 2500) array
    kinds : (n,) array
        Which of `UNKNOWN` each is.
    """
    n, noise, rng = _checked("unknown shapes", n, noise, rng)
    kind = np.arange(n) % len(UNKNOWN)
    return _draw(_scrawls(kind, rng), noise, rng), kind


def _checked(what: str, n: int, noise: float, rng: Seed) -> tuple[int, float, np.random.Generator]:
    n = whole_number(f"{what}: n", n, least=1)
    if n > MOST:
        raise ArgumentError("n", f"{what}: at most {MOST} pictures fit the memory, got n = {n}")
    noise = real_number(f"{what}: noise", noise, 0.0)
    if noise > 1.0:
        raise ArgumentError("noise", f"{what}: noise is a share of the radius, at most 1, got {noise:g}")
    return n, noise, as_generator(rng)


# -- Paths: (n, POINTS, 2), around the origin, with radius 1 ------------------------------------------


def _outlines(label: Ints, rng: np.random.Generator) -> Array:
    """The outline of each shape, as the pen goes round it."""
    n = len(label)
    # The pen sets down anywhere, and goes a little less than once round, or a little more.
    begin = rng.uniform(0.0, 1.0, (n, 1))
    way = begin + rng.uniform(0.95, 1.04, (n, 1)) * np.linspace(0.0, 1.0, POINTS)
    path = np.empty((n, POINTS, 2))
    for shape, corners in enumerate((0, 4, 3)):
        rows = np.flatnonzero(label == shape)
        if corners == 0:
            angle = 2.0 * np.pi * way[rows]
            path[rows] = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        else:
            path[rows] = _polygon(corners, way[rows], rng)
    # Squares stand on a side and triangles too, or are turned by quarters; then all are tilted a little.
    upright = np.where(label == 1, np.pi / 4.0, -np.pi / 2.0)
    turn = upright + np.pi / 2.0 * rng.integers(0, 4, n) + np.clip(rng.normal(0.0, 0.13, n), -0.35, 0.35)
    # A circle is drawn a little too narrow or too wide; so are the others.
    squeeze = 1.0 + np.clip(rng.normal(0.0, 0.05, (n, 1, 2)), -0.14, 0.14)
    return _rotated(path, turn) * squeeze


def _polygon(corners: int, way: Array, rng: np.random.Generator) -> Array:
    """Go along a polygon whose corners are not quite where they should be; `way` counts the rounds."""
    angle = 2.0 * np.pi * np.arange(corners) / corners
    exact = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    corner = exact + rng.normal(0.0, 0.045, (len(way), corners, 2))
    place = way * corners
    side = np.floor(place).astype(np.int64)
    share = (place - side)[..., None]
    row = np.arange(len(way))[:, None]
    return corner[row, side % corners] * (1.0 - share) + corner[row, (side + 1) % corners] * share


def _scrawls(kind: Ints, rng: np.random.Generator) -> Array:
    """The path of each cross, spiral or scribble; where the pen was lifted there are NaNs."""
    n = len(kind)
    way = np.linspace(0.0, 1.0, POINTS)
    path = np.empty((n, POINTS, 2))
    crosses, spirals, scribbles = (np.flatnonzero(kind == k) for k in range(len(UNKNOWN)))
    # Two lines, the pen lifted between them.
    half = POINTS // 2
    for part, turn in ((slice(0, half), 0.0), (slice(half, POINTS), np.pi / 2.0)):
        along = np.linspace(-1.0, 1.0, half) * rng.uniform(0.8, 1.05, (len(crosses), 1))
        beside = rng.normal(0.0, 0.12, (len(crosses), 1)) + 0.0 * along
        angle = np.pi / 4.0 + turn + rng.normal(0.0, 0.12, len(crosses))
        path[crosses, part] = _rotated(np.stack([along, beside], axis=-1), angle)
    path[crosses, half - 1] = np.nan
    turns = rng.uniform(2.0, 3.2, (len(spirals), 1))
    angle = 2.0 * np.pi * (turns * way * rng.choice([-1.0, 1.0], (len(spirals), 1)))
    radius = 0.08 + 0.92 * way
    path[spirals] = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)
    # A few slow waves across and down, with as much of each as chance gives.
    waves = rng.normal(0.0, 1.0, (len(scribbles), 6, 2)) * np.array([1.0, 1.0, 0.9, 0.8, 0.6, 0.4])[:, None]
    phase = rng.uniform(0.0, 2.0 * np.pi, (len(scribbles), 6, 2))
    turned = np.pi * np.arange(1, 7)[:, None] * way
    scribble = sum(waves[:, k, None, :] * np.sin(turned[k][:, None] + phase[:, k, None, :]) for k in range(6))
    middle = scribble - scribble.mean(axis=1, keepdims=True)
    path[scribbles] = middle / np.maximum(np.abs(middle).max(axis=(1, 2), keepdims=True), 1e-9)
    path[scribbles] *= 1.1
    return _rotated(path, np.where(kind == 0, np.pi / 2 * rng.integers(0, 4, n), rng.uniform(0, 2 * np.pi, n)))


def _rotated(path: Array, angle: Array) -> Array:
    """Paths (n, points, 2), each turned by its angle."""
    c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = path[..., 0], path[..., 1]
    return np.stack([c * x - s * y, s * x + c * y], axis=-1)


# -- The pen ------------------------------------------------------------------------------------------


def _draw(path: Array, noise: float, rng: np.random.Generator) -> Array:
    """Draw the paths (n, POINTS, 2), each with its own size, place, pen and tremor: (n, 2500) of 0 to 1."""
    n = len(path)
    path = path + noise * _tremor(n, 2, rng)
    radius = rng.uniform(14.0, 19.0, (n, 1, 1))
    # As far from the middle as leaves the shape in the picture.
    free = np.minimum(SIDE / 2.0 - 3.0 - radius, 3.0)
    points = SIDE / 2.0 + rng.uniform(-1.0, 1.0, (n, 1, 2)) * free + radius * path
    # The pen is pressed now more, now less.
    pen = rng.uniform(0.8, 1.5, (n, 1)) * np.clip(1.0 + 0.18 * _tremor(n, 1, rng)[..., 0], 0.6, 1.4)
    darkness = rng.uniform(0.85, 1.0, (n, 1))
    # Here and there the pen skips.
    skip = rng.uniform(0.0, 1.0, (n, 1)) + rng.uniform(0.0, 0.05, (n, 1)) * np.array([0.0, 1.0])
    way = np.linspace(0.0, 1.0, POINTS)
    points[(way > skip[:, :1]) & (way < skip[:, 1:])] = np.nan
    pictures = np.empty((n, SIDE * SIDE))
    for start in range(0, n, BLOCK):
        part = slice(start, start + BLOCK)
        pictures[part] = darkness[part] * _inked(points[part].astype(np.float32), pen[part].astype(np.float32))
    return pictures


def _tremor(n: int, dimensions: int, rng: np.random.Generator) -> Array:
    """A slow shake along each path: (n, POINTS, dimensions) with a standard deviation of about 1."""
    waves = np.arange(1, 6)
    angle = 2.0 * np.pi * waves[:, None] * np.linspace(0.0, 1.0, POINTS)
    basis = np.concatenate([np.sin(angle), np.cos(angle)])  # (2 · waves, POINTS)
    # Slow waves are the large ones.
    size = np.tile(1.0 / waves, 2)
    amount = rng.normal(0.0, 1.0, (n, len(basis), dimensions)) * (size / np.sqrt((size**2).sum() / 2.0))[:, None]
    return np.einsum("nwd,wp->npd", amount, basis)


def _inked(points: NDArray[np.float32], pen: NDArray[np.float32]) -> NDArray[np.float32]:
    """How dark each pixel is: (n, 2500) from paths (n, points, 2) in pixels and half the pen's width at each.

    Only the pixels around a piece of the path are looked at; NaN lifts the pen.
    """
    start, stop = points[:, :-1], points[:, 1:]
    width = (pen[:, :-1] + pen[:, 1:]) / 2.0
    lengths = np.nan_to_num(np.hypot(*np.moveaxis(stop - start, -1, 0)))
    cuts = max(1, int(np.ceil(lengths.max() / LONGEST)))
    if cuts > 1:
        share = (np.arange(cuts + 1)[:, None] / cuts).astype(np.float32)
        between = start[:, :, None] + (stop - start)[:, :, None] * share
        start, stop = (part.reshape(len(points), -1, 2) for part in (between[:, :, :-1], between[:, :, 1:]))
        width = np.repeat(width, cuts, axis=1)
    picture, piece = np.nonzero(np.isfinite(start).all(axis=-1) & np.isfinite(stop).all(axis=-1))
    a, way, width = start[picture, piece], (stop - start)[picture, piece], width[picture, piece]
    reach = int(np.ceil(LONGEST / 2.0 + float(width.max(initial=0.0)) + 0.5))
    corner = np.floor(a + way / 2.0).astype(np.int64) - reach
    window = np.arange(2 * reach + 1)
    # Distances from a's neighbours: across (m, window) and down (m, window), then of each pixel to the piece.
    dx = (corner[:, :1] + window + 0.5 - a[:, :1]).astype(np.float32)
    dy = (corner[:, 1:] + window + 0.5 - a[:, 1:]).astype(np.float32)
    length = np.maximum((way**2).sum(axis=1), np.float32(1e-9))
    u, v = way[:, 0, None] / length[:, None], way[:, 1, None] / length[:, None]
    along = (dy * v)[:, :, None] + (dx * u)[:, None, :]
    np.clip(along, 0.0, 1.0, out=along)
    far_x = dx[:, None, :] - along * way[:, 0, None, None]
    far_y = dy[:, :, None] - along * way[:, 1, None, None]
    ink = width[:, None, None] + np.float32(0.5) - np.sqrt(far_x * far_x + far_y * far_y)
    # A rim of the canvas catches what lies outside, and is cut off.
    column, row = np.clip(corner[:, :1] + window, -1, SIDE) + 1, np.clip(corner[:, 1:] + window, -1, SIDE) + 1
    cell = (picture[:, None, None] * (SIDE + 2) + row[:, :, None]) * (SIDE + 2) + column[:, None, :]
    touched = ink > 0.0
    canvas = np.zeros(len(points) * (SIDE + 2) ** 2, dtype=np.float32)
    np.maximum.at(canvas, cell[touched], np.minimum(ink[touched], np.float32(1.0)))
    inside = canvas.reshape(len(points), SIDE + 2, SIDE + 2)[:, 1:-1, 1:-1]
    return inside.reshape(len(points), SIDE * SIDE)
