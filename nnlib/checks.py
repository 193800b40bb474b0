"""A good mistake message says what was expected, what came, and what to write instead."""

from __future__ import annotations

import difflib
import math
import numbers
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np

from nnlib.errors import ArgumentError
from nnlib.other_names import OTHER_NAMES

T = TypeVar("T")

LARGEST = 1e9
"""The largest number an example may hold: squares of larger ones drown all others in rounding."""


def nearest_name(name: object, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None where nothing is similar.

    Another library's name for it comes first, in any spelling; then likeness, for which capitals count for nothing.
    """
    by_lower = {word.lower(): word for word in known}
    bare = _bare(str(name)[:100].rpartition(".")[2])  # of nn.MSELoss
    same = [word for word in by_lower.values() if bare and bare == _bare(word)]
    if found := [*same, *(word for word in OTHER_NAMES.get(bare, ()) if word in by_lower)]:
        return found[0]
    close = difflib.get_close_matches(str(name)[:100].lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


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
        raise ArgumentError(_name(what), f"{what}: expected a whole number of at least {least}, got {value!r}")
    return int(value)


def real_number(what: str, value: object, low: float, high: float = math.inf, open_low: bool = False) -> float:
    """`value` as a finite float with low ≤ value < high (low < value where `open_low`)."""
    fits = isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_)
    number = float(value) if fits else math.nan  # type: ignore[arg-type]
    if not (math.isfinite(number) and low <= number < high) or (open_low and number == low):
        bounds = f"{'above' if open_low else 'of at least'} {low:g}" if low > -math.inf else ""
        upper = f"below {high:g}" if high < math.inf else ""
        rule = " and ".join(part for part in (bounds, upper) if part)
        text = f"{what}: expected a finite number {rule}".rstrip() + f", got {value!r}"
        raise ArgumentError(_name(what), text)
    return number


def _name(what: str) -> str:
    """The argument in ``shapes: noise``."""
    return what.rpartition(": ")[2]


def with_constants(kind: str, choice: Any) -> tuple[Any, dict[str, Any]]:
    """Take ``"name"`` or ``("name", {constant: value})`` apart."""
    if isinstance(choice, tuple | list):
        if len(choice) != 2 or not isinstance(choice[1], Mapping):
            raise ValueError(f"{kind}: expected a name or (name, {{constant: value}}), got {choice!r}")
        return choice[0], {str(key): value for key, value in choice[1].items()}
    return choice, {}


def counted(count: int, one: str, other: str | None = None) -> str:
    """Return a count with its noun: ``1 example``, ``4,500 examples``."""
    return f"{count:,} {one if count == 1 else other or f'{one}s'}"
