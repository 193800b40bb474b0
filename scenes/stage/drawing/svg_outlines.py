"""The outlines in a picture that Typst has made: its SVG knows few elements, and is read in no time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_TOKENS = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "z": 0}  # numbers after each letter of a path
_CALLS = re.compile(r"(\w+)\(([^)]*)\)")
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True)
class Glyph:
    """A letter, or a line, as Typst has set it.

    Attributes
    ----------
    colour
        As in the SVG: ``#rrggbb``.
    paths
        Bézier curves, (1 + 3 n, 2) each: where a path begins, and three points for each of its curves; in points,
        y downwards.
    filled
        Whether they are outlines of something filled; else lines are drawn along them.
    """

    colour: str
    paths: tuple[Points, ...]
    filled: bool


def glyphs_of(svg: str) -> list[Glyph]:
    """Return what stands in an SVG of Typst's, in its order."""
    root = ElementTree.fromstring(svg)
    symbols = {found.get("id"): found for found in root.iter() if _tag(found) == "symbol"}
    return list(_glyphs(root, np.eye(3), symbols, None))


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _glyphs(
    parent: ElementTree.Element,
    outer: NDArray[np.float64],
    symbols: dict[str | None, ElementTree.Element],
    used_in: str | None,
) -> Iterator[Glyph]:
    for element in parent:
        tag, matrix = _tag(element), outer @ _matrix(element.get("transform", ""))
        if tag == "g":
            yield from _glyphs(element, matrix, symbols, used_in)
        elif tag == "use":
            at = _translation(float(element.get("x", 0)), float(element.get("y", 0)))
            symbol = symbols[element.get(_HREF, "").lstrip("#")]
            yield from _glyphs(symbol, matrix @ at, symbols, element.get("fill"))
        elif tag == "path":
            filled = element.get("fill") != "none"
            colour = used_in or element.get("fill" if filled else "stroke", "#000000")
            paths = [path @ matrix[:2, :2].T + matrix[:2, 2] for path in _paths(element.get("d", ""))]
            if paths:
                yield Glyph(colour, tuple(paths), filled)


def _translation(x: float, y: float) -> NDArray[np.float64]:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], dtype=float)


def _matrix(transform: str) -> NDArray[np.float64]:
    """Return what a ``transform`` does to (x, y, 1)."""
    matrix = np.eye(3)
    for name, text in _CALLS.findall(transform):
        numbers = [float(number) for number in re.split(r"[\s,]+", text.strip())]
        if name == "matrix":
            a, b, c, d, e, f = numbers
            matrix = matrix @ np.array([[a, c, e], [b, d, f], [0, 0, 1]])
        elif name == "translate":
            matrix = matrix @ _translation(numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
        elif name == "scale":
            matrix = matrix @ np.diag([numbers[0], numbers[-1], 1.0])
        else:
            raise ValueError(f"Typst writes no such transform: {name}")
    return matrix


@lru_cache(maxsize=4096)
def _paths(d: str) -> tuple[Points, ...]:
    """Return the parts of a path that belong together, each as Bézier curves; letters come again and again."""
    return tuple(_parts(d))


def _parts(d: str) -> Iterator[Points]:
    tokens = _TOKENS.findall(d)
    here, points, place, letter = np.zeros(2), [np.zeros(2)], 0, "M"
    while place < len(tokens):
        if tokens[place].isalpha():
            letter, place = tokens[place], place + 1
        count = _COUNTS[letter.lower()]
        numbers = np.array(tokens[place : place + count], dtype=float)
        place += count
        before = here if letter.islower() else np.zeros(2)
        match letter.lower():
            case "m":
                if len(points) > 1:
                    yield np.array(points)
                here = before + numbers
                points = [here]
                letter = "l" if letter == "m" else "L"
                continue
            case "z":
                if not np.allclose(points[0], here):
                    points += _line(here, points[0])
                if len(points) > 1:
                    yield np.array(points)
                here, points = points[0], [points[0]]
                continue
            case "h":
                curve = _line(here, np.array([before[0] + numbers[0], here[1]]))
            case "v":
                curve = _line(here, np.array([here[0], before[1] + numbers[0]]))
            case "l":
                curve = _line(here, before + numbers)
            case "q":
                middle, end = before + numbers.reshape(2, 2)
                curve = [here + 2 / 3 * (middle - here), end + 2 / 3 * (middle - end), end]
            case _:
                curve = list(before + numbers.reshape(3, 2))
        points += curve
        here = curve[-1]
    if len(points) > 1:
        yield np.array(points)


def _line(start: Points, end: Points) -> list[Points]:
    return [start + (end - start) / 3, start + 2 / 3 * (end - start), end]
