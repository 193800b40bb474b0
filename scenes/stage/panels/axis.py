"""An axis says where numbers stand along a side of a plot, which of them are marked, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.config.number_format import formatted, tick

NICE = (1, 2, 2.5, 5)  # an axis ends at one of these, times a power of ten


@dataclass(frozen=True)
class Axis:
    """The numbers from ``low`` to ``high``.

    Parameters
    ----------
    log
        Whether equal steps are equal factors, which shows early changes and late ones alike; from 1 on.
    percent
        Whether numbers are shares of 1, and written as per cent.
    """

    low: float
    high: float
    log: bool = False
    percent: bool = False

    def share(self, values: ArrayLike) -> NDArray:
        """Return where values stand: 0 is the beginning of the axis, 1 its end, and none lies outside."""
        numbers = np.clip(np.asarray(values, dtype=float), self.low, self.high)
        if self.log:
            shares: NDArray = np.log(numbers / self.low) / np.log(self.high / self.low)
            return shares
        return (numbers - self.low) / (self.high - self.low)

    def marks(self) -> list[float]:
        """Return the numbers to mark: powers of ten; the ends and the middle around 0; or round ones from 0 on."""
        if self.log:
            return [10.0**k for k in range(len(f"{self.high:.0f}"))]
        if self.low < 0:
            return [self.low, 0.0, self.high]
        pitch = max(1, int(round_above(self.high / 5)))
        return [float(mark) for mark in range(0, int(self.high) + 1, pitch)]

    def text(self, mark: float) -> str:
        """Return a mark as it is written: with its sign where the axis has both."""
        if self.percent:
            return formatted(mark, ".0%")
        return f"+{tick(mark)}" if self.low < 0 < mark else tick(mark)


def round_above(value: float) -> float:
    """Return the next round figure at or above ``value``: 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(max(value, 1e-6)))
    return float(next((n * power for n in NICE if n * power >= value * (1 - 1e-9)), 10 * power))


def share_below(lines: Iterable[ArrayLike]) -> float:
    """Return the multiple of 20 % below all these shares; a hair below a multiple counts as that."""
    lowest = min((float(np.min(line)) for line in lines), default=0.0)
    return max(0.0, 0.2 * min(4, int(np.floor(5 * lowest + 1e-9))))
