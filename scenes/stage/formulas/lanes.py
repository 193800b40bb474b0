"""Lanes: ways through the frame on which a number flies and meets no text.

All lengths are design pixels of the frame, from its upper left corner, y downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Point: TypeAlias = tuple[float, float]
Points: TypeAlias = NDArray[np.float64]

CELL = 8.0  # of the grid on which a way is looked for
MARGIN = 3.0  # between what flies and a text
MOST_BENDS = 6
DOT = (6.0, 6.0)  # of a dotted line
ROUNDINGS = (70.0, 30.0, 0.0)  # of a bend, the first that is free
GROWS_FROM = 0.6  # of the way: what flies has the size of its start until then


def size_at(share: NDArray[np.float64] | float, small: Point, large: Point) -> Points:
    """Return how large something is at some shares of its way, (n, 2): of the size ``small`` at its start."""
    grown = np.clip((np.atleast_1d(share) - GROWS_FROM) / (1 - GROWS_FROM), 0, 1)
    return np.array(small) + (np.array(large) - np.array(small)) * (grown * grown * (3 - 2 * grown))[:, None]


def find_lane(
    start: Point, end: Point, sizes: tuple[Point, Point], texts: Sequence[Rect], arena: Rect
) -> Points | None:
    """Return points (n, 2) of a way of few pieces from one point to another, evenly spaced, or None.

    Parameters
    ----------
    sizes
        Width and height of what flies, at its start and at its end.
    texts
        What it must not meet.
    arena
        What it must not leave.
    """
    boxes = np.array(texts, dtype=float).reshape(-1, 4)
    largest = np.max(sizes, axis=0).tolist()
    straight = evenly([start, end])
    if is_free(straight, sizes, boxes, arena):
        return straight
    for width, height in (sizes[0], largest):
        bends = _bends(start, end, (width / 2 + MARGIN, height / 2 + MARGIN), boxes, arena)
        for rounding in ROUNDINGS if bends is not None else ():
            way = evenly(_rounded(bends, rounding))
            if is_free(way, sizes, boxes, arena):
                return way
    return None


def dotted(one: Rect, other: Rect, texts: Sequence[Rect], arena: Rect) -> list[Points]:
    """Return the pieces of a line that joins two boxes around texts: straight with gaps where there is no way."""
    start, end = (((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in (one, other))
    ends = [(left - 9, top - 9, right + 9, bottom + 9) for left, top, right, bottom in (one, other)]
    boxes = [rect for rect in texts if not any(_inside(np.array([p]), [rect], 1)[0] for p in (start, end))]
    way = find_lane(start, end, (DOT, DOT), boxes, arena)
    points = evenly([start, end]) if way is None else way
    shown = ~_inside(points, ends, 0) & ~_inside(points, boxes, 4 if way is None else -1)
    begins = np.flatnonzero(np.diff(shown.astype(int))) + 1
    return [
        piece
        for piece, seen in zip(np.split(points, begins), np.split(shown, begins), strict=True)
        if seen[0] and len(piece) > 1
    ]


def _inside(points: Points, boxes: Sequence[Rect], reach: float) -> NDArray[np.bool_]:
    """Return which points (n, 2) lie in one of these boxes or as near to it."""
    rects = np.array(boxes, dtype=float).reshape(-1, 4)
    at = points[:, None]
    inside: NDArray[np.bool_] = ((at > rects[:, :2] - reach) & (at < rects[:, 2:] + reach)).all(axis=2).any(axis=1)
    return inside


def is_free(way: Points, sizes: tuple[Point, Point], boxes: Points, arena: Rect) -> bool:
    """Return whether what flies on a way meets none of the boxes (n, 4) and stays in the arena."""
    half = size_at(np.linspace(0, 1, len(way)), *sizes) / 2
    low, high = way - half, way + half
    if (low < arena[:2]).any() or (high > arena[2:]).any():
        return False
    meets = (low[:, None] < boxes[None, :, 2:] + MARGIN - 0.5) & (high[:, None] > boxes[None, :, :2] - MARGIN + 0.5)
    return not meets.all(axis=2).any()


def evenly(points: Sequence[Point] | Points, step: float = 8.0) -> Points:
    """Return points about ``step`` apart along a line through these."""
    corners = np.asarray(points, dtype=float)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.linspace(0, along[-1], max(2, round(along[-1] / step) + 1))
    return np.column_stack([np.interp(at, along, corners[:, k]) for k in (0, 1)])


def swept(way: Points, sizes: tuple[Point, Point]) -> list[Rect]:
    """Return the boxes that what flies on a way passes through: for others no text may be more in the way."""
    half = size_at(np.linspace(0, 1, len(way)), *sizes) / 2
    boxes = np.concatenate([way - half, way + half], axis=1)
    return [tuple(box) for box in boxes[:: max(1, len(boxes) // 80)].tolist()] + [tuple(boxes[-1].tolist())]


def _rounded(corners: list[Point], rounding: float) -> Points:
    """Return a line through these corners, each rounded."""
    points = [np.array(corners[0])]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        one, at, other = (np.array(p, dtype=float) for p in (before, corner, after))
        into, out = one - at, other - at
        reach = min(rounding, np.hypot(*into) / 2, np.hypot(*out) / 2)
        if reach < 1:
            points.append(at)
            continue
        first, last = at + into / np.hypot(*into) * reach, at + out / np.hypot(*out) * reach
        t = np.linspace(0, 1, 12)[:, None]
        points += list((1 - t) ** 2 * first + 2 * t * (1 - t) * at + t**2 * last)
    return np.array([*points, np.array(corners[-1])])


def _bends(start: Point, end: Point, half: Point, boxes: Points, arena: Rect) -> list[Point] | None:
    """Return the corners of a way of level and upright pieces, as few as can be, or None."""
    (left, top, right, bottom), (wide, high) = arena, half
    xs = np.unique([*np.arange(left + wide, right - wide, CELL), start[0], end[0]])
    ys = np.unique([*np.arange(top + high, bottom - high, CELL), start[1], end[1]])
    free = np.ones((len(ys), len(xs)), bool)
    for x0, y0, x1, y1 in boxes.tolist():
        i, j = np.searchsorted(ys, (y0 - high, y1 + high)), np.searchsorted(xs, (x0 - wide, x1 + wide))
        free[i[0] : i[1], j[0] : j[1]] = False
    cells = [(int(np.searchsorted(ys, p[1])), int(np.searchsorted(xs, p[0]))) for p in (start, end)]
    if not all(free[cell] for cell in cells):
        return None
    # A run is a stretch of free cells in a row or a column; at a bend the way changes from one run to another.
    runs = _runs(free), _runs(free.T).T
    # Of all cells in which a way may bend the one with the shortest detour is tried first.
    detour = np.abs(xs - start[0]) + np.abs(xs - end[0])
    order = np.argsort(
        (detour[None, :] + (np.abs(ys - start[1]) + np.abs(ys - end[1]))[:, None]).ravel(), kind="stable"
    )
    came: tuple[dict[int, tuple[int, int]], ...] = ({}, {})  # for each run reached, the cell in which it was entered
    fresh = [{int(runs[k][cells[0]])} for k in (0, 1)]
    for k in (0, 1):
        came[k][int(runs[k][cells[0]])] = cells[0]
    for _ in range(MOST_BENDS):
        for k in (0, 1):
            if int(runs[k][cells[1]]) in came[k]:
                return _way_back(cells, k, runs, came, xs, ys)
        entered: list[set[int]] = [set(), set()]
        for k in (0, 1):
            inside = (np.isin(runs[k], list(fresh[k])) & free).ravel()[order]
            crossing, first = np.unique(runs[1 - k].ravel()[order][inside], return_index=True)
            where = order[inside][first]
            for run, cell in zip(crossing.tolist(), where.tolist(), strict=True):
                if run not in came[1 - k]:
                    came[1 - k][run] = divmod(cell, len(xs))
                    entered[1 - k].add(run)
        fresh = entered
    return None


def _runs(free: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Return a number for each stretch of free cells in a row, and other numbers for what lies between them."""
    begins = np.ones(free.shape, bool)
    begins[:, 1:] = free[:, 1:] != free[:, :-1]
    return np.cumsum(begins).reshape(free.shape)


def _way_back(
    cells: list[tuple[int, int]],
    k: int,
    runs: tuple[NDArray[np.int_], NDArray[np.int_]],
    came: tuple[dict[int, tuple[int, int]], ...],
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
) -> list[Point]:
    """Return the corners from the start to the end, whose run in direction ``k`` has been reached."""
    corners = [cells[1]]
    while corners[-1] != cells[0]:
        corners.append(came[k][int(runs[k][corners[-1]])])
        k = 1 - k
    return [(float(xs[j]), float(ys[i])) for i, j in reversed(list(dict.fromkeys(corners)))]
