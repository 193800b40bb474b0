"""A film is shared out in ranges: plays that follow one another, so that all ranges last about equally long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def balanced(frames: Mapping[int, int], parts: int) -> list[tuple[int, ...]]:
    """Share plays out among at most ``parts`` ranges, so that the longest is as short as possible.

    Parameters
    ----------
    frames
        How many frames each play has, by its number, in the order of the film.
    parts
        The most ranges there may be.

    Returns
    -------
    list
        The plays of each range, in the order of the film; no range is empty and no play is split.
    """
    if not frames:
        return []
    low, high = max(frames.values()), sum(frames.values())
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_filled(frames, middle)) <= parts else (middle + 1, high)
    return _filled(frames, low)


def _filled(frames: Mapping[int, int], most: int) -> list[tuple[int, ...]]:
    """Fill one range after the other with as many plays as ``most`` frames hold."""
    ranges: list[Sequence[int]] = []
    filled = most
    for play, count in frames.items():
        if filled + count > most:
            ranges.append([])
            filled = 0
        ranges[-1] = [*ranges[-1], play]
        filled += count
    return [tuple(plays) for plays in ranges]
