"""A frame sampler paints a few frames of a film, while all the others are passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


class AllSampled(Exception):
    """All frames that were asked for are painted."""


@dataclass
class FrameSampler:
    """The frames of a film that are looked at while the rest is passed over.

    ``look`` makes a picture of the stage as it stands.
    """

    numbers: set[int]
    look: Callable[[], NDArray[np.uint8]]
    pictures: dict[int, NDArray[np.uint8]] = field(default_factory=dict)
    passed: int = 0

    def in_play(self, frames: int) -> list[tuple[int, int]]:
        """Return which of them lie in the next play, of so many frames: their numbers within it, and in the film."""
        if not self.numbers - self.pictures.keys():
            raise AllSampled
        start, self.passed = self.passed, self.passed + frames
        return [(number - start, number) for number in sorted(self.numbers) if start <= number < self.passed]
