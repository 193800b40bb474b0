"""What can be pointed at in a run of label diffusion: the last pixel, the busiest border, the chain that leads back.

A film may only claim what it can show; each landmark is a place on the plane and the figures its words need.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, find_objects, label

from nnlib import Chain, LabelDiffusion, Points

Pixel: TypeAlias = tuple[int, int]
"""The row and the column of a pixel of the plane."""


@dataclass(frozen=True)
class Piece:
    """A square piece of the plane, in pixels; it may reach over the rim, where the plane wraps round."""

    left: int
    top: int
    span: int

    @classmethod
    def around(cls, pixel: tuple[float, float], span: int, size: int) -> Piece:
        """Return the piece of this span with a pixel (row, column) in its middle, moved inwards at the rim."""
        span = min(span, size)
        top, left = (min(max(0, round(at - span / 2)), size - span) for at in pixel)
        return cls(left, top, span)


def first_copy(run: LabelDiffusion, span: int) -> tuple[Pixel | None, Piece]:
    """Return a pixel that gets its label in layer 1, among as many groups and points as can be, and what is around.

    Where no pixel gets one it is None and the middle of the plane.
    """
    born = np.argwhere(run.labelled_at == 1)
    if not len(born):
        return None, Piece.around((run.size / 2, run.size / 2), span, run.size)
    start = run.layer(0)
    points = np.argwhere(start > 0)
    labels = start[points[:, 0], points[:, 1]]
    near = [labels[np.abs(points - pixel).max(axis=1) < span / 2] for pixel in born]
    groups, count = (np.array([look(part) for part in near]) for look in (lambda part: len(set(part.tolist())), len))
    inside = np.minimum(born, run.size - 1 - born).min(axis=1) >= span // 2
    row, column = born[np.lexsort((-count, -groups, ~inside))[0]].tolist()
    return (row, column), Piece.around((row, column), span, run.size)


def last_labelled(run: LabelDiffusion) -> tuple[int, tuple[Pixel, ...]]:
    """Return the last layer in which a pixel got its first label, and the pixels that did."""
    last = int(run.labelled_at.max())
    return last, tuple((int(row), int(column)) for row, column in np.argwhere(run.labelled_at == last))


def circles_around(pixels: NDArray[np.bool_], gap: int = 6) -> tuple[tuple[float, float, float], ...]:
    """Return circles (row, column, radius) around all pixels that are set; those close to each other share one."""
    near = np.ones((3, 3), dtype=bool)
    groups, _ = label(binary_dilation(pixels, near, iterations=gap // 2), near)
    circles = []
    for k, part in enumerate(find_objects(groups)):
        places = np.argwhere(pixels[part] & (groups[part] == k + 1)) + [each.start for each in part]
        row, column = middle = (places.min(axis=0) + places.max(axis=0)) / 2
        circles.append((float(row), float(column), 1 + float(np.hypot(*(places - middle).T).max())))
    return tuple(circles)


def busiest_border(run: LabelDiffusion, span: int) -> Piece:
    """Return the piece of the last layer in which most neighbouring pixels belong to different groups."""
    labels = run.layer(run.layers)
    differs = (labels[1:, 1:] != labels[:-1, 1:]) | (labels[1:, 1:] != labels[1:, :-1])
    span = min(span, run.size)
    sums = np.pad(np.cumsum(np.cumsum(differs, axis=0), axis=1), ((1, 0), (1, 0)))
    inner = span - 1
    counts = sums[inner:, inner:] - sums[:-inner, inner:] - sums[inner:, :-inner] + sums[:-inner, :-inner]
    top, left = np.unravel_index(counts.argmax(), counts.shape)
    return Piece(int(left), int(top), span)


def hardest(run: LabelDiffusion, fresh: Points) -> int:
    """Return which observation lies among training points of the most different groups, away from the rim."""
    places, known = fresh.places, run.points
    distance = np.hypot(*(places[:, None] - known.places).transpose(2, 0, 1))
    around = known.groups[np.argsort(distance, axis=1)[:, :20]]
    most = np.stack([(around == group).sum(axis=1) for group in range(1, run.groups + 1)]).max(axis=0)
    rim = (np.minimum(places, 2 - places).min(axis=1) < 0.25).astype(int)
    return int(np.lexsort((most, rim))[0])


def most_unequal(run: LabelDiffusion) -> tuple[int, float, float]:
    """Return the group whose share of the labelled plane differs most from its share of the points, and both shares.

    The share of the points comes first.
    """
    areas, priors = run.shares[-1] / run.shares[-1].sum(), run.point_shares
    group = int(np.abs(areas - priors).argmax())
    return group + 1, float(priors[group]), float(areas[group])


@dataclass(frozen=True)
class Family:
    """Chains of neighbouring pixels of the last layer, and the piece of the plane in which all of them run.

    ``ways`` has each chain's (column, row), shape (layers + 1, 2), as shares of the piece, 0 to 1, unwrapped: a chain
    that crosses the rim goes on. ``origins`` counts the training points they come from.
    """

    chains: tuple[Chain, ...]
    ways: tuple[NDArray[np.float64], ...]
    piece: Piece
    origins: int


def family(run: LabelDiffusion, pixel: Pixel) -> Family:
    """Trace a pixel of the last layer and its neighbourhood, up to nine pixels on a small grid, the pixel first."""
    (row, column), step = pixel, max(2, run.size // 50)
    grid = [(0, 0), *((down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right)]
    places = [((row + step * down) % run.size, (column + step * right) % run.size) for down, right in grid]
    last = run.layer(run.layers)
    kept = list(dict.fromkeys(place for place in places if last[place]))
    chains = run.trace(*zip(*kept, strict=True))
    ways = [_unwrapped(chain, row, column, run.size) for chain in chains]
    low, high = (pick([pick(way, axis=0) for way in ways], axis=0) for pick in (np.min, np.max))
    span = int(np.ceil(max(np.max(high - low) * 1.16, 12)))
    left, top = (int(np.floor(middle - span / 2)) for middle in (low + high) / 2)
    if min(low) >= 0 and max(high) < run.size and span <= run.size:
        left, top = (min(max(0, at), run.size - span) for at in (left, top))  # no further than the rim
    shares = tuple((way + 0.5 - (left, top)) / span for way in ways)
    origins = len({(int(chain.rows[0]), int(chain.columns[0])) for chain in chains})
    return Family(tuple(chains), shares, Piece(left, top, span), origins)


def _unwrapped(chain: Chain, row: int, column: int, size: int) -> NDArray[np.float64]:
    """Return (column, row) of a chain in each layer, (layers + 1, 2); it ends as near (row, column) as can be."""
    ways = []
    for places, near in ((chain.columns, column), (chain.rows, row)):
        steps = np.diff(places)
        steps = (steps + size // 2) % size - size // 2
        end = near + (int(places[-1]) - near + size // 2) % size - size // 2
        ways.append(end - np.concatenate([np.cumsum(steps[::-1])[::-1], [0]]))
    return np.column_stack(ways).astype(float)


def piece_of(labels: NDArray[np.uint8], piece: Piece) -> NDArray[np.uint8]:
    """Return the labels in a piece of the plane, (span, span); over the rim the plane wraps round."""
    rows, columns = (np.arange(piece.span) + start for start in (piece.top, piece.left))
    return np.take(np.take(labels, rows, axis=0, mode="wrap"), columns, axis=1, mode="wrap")
