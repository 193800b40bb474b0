"""Marks of an axis at round numbers, in the units of the data as they came."""

from __future__ import annotations

import numpy as np

from nnlib import Dataset
from scenes.config.number_format import formatted, power_of_ten
from scenes.stage.plane.window import Window

SMALL, LARGE = 0.005, 1e5  # what is written on an axis without a power of ten


def ticks_of(data: Dataset, axis: int, window: Window) -> tuple[tuple[tuple[float, str], ...], str]:
    """Return marks at round numbers in the units of the data as they came, and the power of ten they are written in.

    A mark has its place, 0 to 1, and its words; the power is empty where numbers are neither very small nor large.
    """
    low, high = (window.left, window.right) if axis == 0 else (window.bottom, window.top)
    mean = 0.0 if data.mean is None else float(data.mean[axis])
    scale = 1.0 if data.scale is None else float(data.scale[axis])
    first, last = mean + scale * low, mean + scale * high
    rough = (last - first) / 4
    power = 10.0 ** np.floor(np.log10(rough))
    step = power * next(s for s in (1, 2, 5, 10) if s * power >= rough)
    marks = np.arange(np.ceil(first / step), np.floor(last / step) + 1) * step
    largest = float(np.abs(marks).max(initial=step))
    exponent = int(np.floor(np.log10(largest))) if not SMALL <= largest < LARGE else 0
    digits = max(0, exponent - int(np.floor(np.log10(step))))
    shares = (marks - first) / (last - first)
    words = [formatted(mark / 10.0**exponent, f",.{digits}f") for mark in marks]
    power = power_of_ten(10.0**exponent) if exponent else ""
    return tuple(zip((shares if axis == 0 else 1 - shares).tolist(), words, strict=True)), power
