"""A frame sampler says which frames of a film are painted while all the others are passed over, and keeps them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenes.film.timeline import Timeline


class AllSampled(Exception):
    """All frames that were asked for are painted."""


@dataclass
class FrameSampler:
    """The frames that are wanted of a film, by their numbers in it; ``look`` makes a picture of the stage."""

    numbers: Sequence[int]
    look: Callable[[], NDArray[np.uint8]]
    pictures: dict[int, NDArray[np.uint8]] = field(default_factory=dict)
    passed: int = 0

    @classmethod
    def at(cls, times: Sequence[float], timeline: Timeline, look: Callable[[], NDArray[np.uint8]]) -> FrameSampler:
        """Return a sampler of the frames at some times (seconds) of a film; beyond its end stands the last."""
        last = sum(timeline.frames) - 1
        # A time such as 29.4 s is meant to be its own frame, not the one before it for the last digit of a float.
        return cls([min(last, max(0, int(time * timeline.fps + 1e-6))) for time in times], look)

    def in_play(self, frames: int) -> list[tuple[int, int]]:
        """Return which of them lie in the next play, of so many frames: their numbers within it, and in the film."""
        wanted = set(self.numbers)
        if not wanted - self.pictures.keys():
            raise AllSampled
        start, self.passed = self.passed, self.passed + frames
        return [(number - start, number) for number in sorted(wanted) if start <= number < self.passed]

    def sampled(self) -> list[NDArray[np.uint8]]:
        """Return the pictures, in the order in which their frames were asked for."""
        return [self.pictures[number] for number in self.numbers]
