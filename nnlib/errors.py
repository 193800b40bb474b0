"""A good mistake message says what was expected, what came, and what to write instead."""

from __future__ import annotations

import difflib
import math
import numbers
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

T = TypeVar("T")
Array = NDArray[np.float64]
Ints = NDArray[np.int64]


class DivergedError(ValueError):
    """Training has left the finite numbers; `epoch` says when."""

    def __init__(self, epoch: int, learning_rate: float) -> None:
        self.epoch = epoch
        self.learning_rate = learning_rate
        super().__init__(
            f"training diverged in epoch {epoch}: the loss or a weight is no longer a finite number; "
            f"try a smaller learning rate than {learning_rate:g} (for example {learning_rate / 10:g})"
        )


class HistoryFileError(ValueError):
    """A file cannot be read as a history; the message names the file and the reason."""


def nearest_name(name: object, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`, or None where nothing is similar."""
    close = difflib.get_close_matches(str(name).lower(), list(known), n=1, cutoff=0.5)
    return close[0] if close else None


def look_up(kind: str, name: object, registry: Mapping[str, T]) -> T:
    """The entry of `registry` called `name`; the error for an unknown one suggests the nearest."""
    if isinstance(name, str) and name in registry:
        return registry[name]
    nearest = nearest_name(name, registry)
    hint = f"did you mean {nearest!r}?" if nearest else f"known are {', '.join(registry)}"
    raise ValueError(f"unknown {kind} {name!r}: {hint}")


def whole_number(what: str, value: object, least: int = 0) -> int:
    """`value` as an int that is at least `least` (a bool is not a number here)."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Integral) or value < least:
        raise ValueError(f"{what}: expected a whole number of at least {least}, got {value!r}")
    return int(value)


def real_number(what: str, value: object, low: float, high: float = math.inf, open_low: bool = False) -> float:
    """`value` as a finite float with low ≤ value < high (low < value where `open_low`)."""
    fits = isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_)
    number = float(value) if fits else math.nan  # type: ignore[arg-type]
    if not (math.isfinite(number) and low <= number < high) or (open_low and number == low):
        bounds = f"{'above' if open_low else 'of at least'} {low:g}" if low > -math.inf else ""
        upper = f"below {high:g}" if high < math.inf else ""
        rule = " and ".join(part for part in (bounds, upper) if part)
        raise ValueError(f"{what}: expected a finite number {rule}".rstrip() + f", got {value!r}")
    return number


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
