"""Arrays of numbers as everything here takes them: checked when they come in, read-only when they go out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


def matrix(what: str, values: ArrayLike, columns: int | None = None, row: bool = False) -> Array:
    """`values` as a new, finite (n, columns) float64 array with n ≥ 1.

    A 1-D argument is one column, or one row where `row` is set.
    """
    array = real_array(what, values)
    if array.ndim == 1:
        array = array[None, :] if row else array[:, None]
    if array.ndim != 2:
        raise ValueError(f"{what}: expected a table (examples, columns), got the shape {array.shape}")
    if array.shape[0] == 0 or array.shape[1] == 0:
        raise ValueError(f"{what}: expected at least one example and one column, got the shape {array.shape}")
    if columns is not None and array.shape[1] != columns:
        raise ValueError(f"{what}: expected {columns} columns, got {array.shape[1]} (shape {array.shape})")
    return array


def real_array(what: str, values: ArrayLike) -> Array:
    """`values` as a new float64 array without NaN or infinity."""
    try:
        raw: Any = np.asarray(values)
        if raw.dtype.kind not in "fiub":
            raise TypeError
        array = np.array(raw, dtype=np.float64, order="C")
    except (TypeError, ValueError):
        raise ValueError(f"{what}: expected numbers in rows of equal length, got {_short(values)}") from None
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{what}: expected finite numbers, got {array[place]} at {place}")
    return array


def frozen(array: NDArray[Any]) -> Any:
    """The same array, read-only from now on."""
    array.setflags(write=False)
    return array


def _short(values: object) -> str:
    text = repr(values)
    return text if len(text) <= 60 else text[:57] + "..."
