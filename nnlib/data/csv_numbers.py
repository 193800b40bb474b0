"""Numbers as people write them in tables: with a point, in some countries with a comma, or not at all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from nnlib.checks import LARGEST

MISSING = frozenset(("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?", "-", "--", "–", "."))
"""How tables say that a value is not known, in small letters."""

_COMMA = re.compile(r"[-+]?\d*,\d+(?:[eE][-+]?\d+)?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")


def is_missing(cell: str) -> bool:
    """Whether a cell says that its value is not known."""
    return cell.casefold() in MISSING


def is_number(cell: str) -> bool:
    """Whether a cell is a number as Python reads it, infinity among them."""
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell  # Python reads 1_000, a table does not mean it


def has_decimal_comma(cells: Iterable[str]) -> bool:
    """Whether one of these cells is a number with a comma in place of the point."""
    return any(map(_COMMA.fullmatch, cells))


def number(cell: str, decimal_comma: bool = False) -> float:
    """The number in a cell.

    Parameters
    ----------
    cell : str
    decimal_comma : bool
        Whether the numbers of this table have a comma in place of the point.

    Raises
    ------
    ValueError
        If it is none, or is beyond what can be learned from; the text says what to write.
    """
    if decimal_comma and "." in cell and any(sign.isdigit() for sign in cell):
        raise ValueError(f"{cell[:40]!r} has a point, where other numbers of this file have a comma; write a comma")
    written = cell.replace(",", ".") if decimal_comma and _COMMA.fullmatch(cell) else cell
    if not is_number(written):
        raise ValueError(f"expected a number, got {cell[:40]!r}{advice(cell)}")
    value = float(written)
    if not math.isfinite(value):
        raise ValueError(f"expected a finite number, got {cell!r}")
    if abs(value) > LARGEST:
        raise ValueError(f"{value:g} is too large: numbers go up to {LARGEST:g}; scale the column")
    return value


def advice(cell: str) -> str:
    """What to write in place of a cell that is no number, where that can be told."""
    point, bare = cell.replace(",", ".", 1), cell.replace(",", "")
    if _GROUPED.fullmatch(cell):
        other = f", or {point} if it stands for a point" if is_number(point) else ""
        return f"; write {bare} if the comma parts thousands{other}"
    if _COMMA.fullmatch(cell):
        return f"; write {point}, with a point"
    plain = cell.strip("%$€£° ")
    return f"; write {plain} alone" if plain != cell and is_number(plain) else ""
