"""Chapters let viewers jump to a part of a film; a site makes them of a list of times in the description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scenes.film.timeline import Beat

SHORTEST = 10  # seconds
FEWEST = 3


class Chapter(NamedTuple):
    """A chapter: the whole second it begins at, and its title."""

    start: int
    title: str


def chapters_of(beats: Sequence[Beat], titles: Mapping[str, str]) -> list[Chapter]:
    """Return the chapters of a film: its beats, short ones merged with their neighbours.

    Each is at least ten seconds long by the whole seconds that are written. A short beat belongs to the chapter
    before it, unless it makes one together with the short ones that follow. A chapter bears the title of its first
    beat, or of one that is more than twice as long.

    Parameters
    ----------
    beats
        The beats of the film, the first of which begins at 0.
    titles
        Titles by the names of beats; a beat without one gets its name with a capital.

    Returns
    -------
    list of Chapter
        None where the film is too short for three: fewer are no chapters to a site.
    """
    starts = [int(beat.start) for beat in beats]
    ends = [*starts[1:], int(beats[-1].start + beats[-1].seconds)] if beats else []
    short = [beat.seconds < SHORTEST for beat in beats]
    groups: list[list[int]] = []
    for k, start in enumerate(starts):
        reach = k
        while short[k] and reach + 1 < len(beats) and short[reach + 1]:
            reach += 1
        enough = ends[reach] - start >= SHORTEST
        if not groups or (enough and start - starts[groups[-1][0]] >= SHORTEST):
            groups.append([k])
        else:
            groups[-1].append(k)
    if len(groups) < FEWEST:
        return []
    return [Chapter(starts[group[0]], _title([beats[k] for k in group], titles)) for group in groups]


def _title(group: Sequence[Beat], titles: Mapping[str, str]) -> str:
    first, longest = group[0], max(group, key=lambda beat: beat.seconds)
    name = (longest if longest.seconds > 2 * first.seconds else first).name
    return titles.get(name) or name[:1].upper() + name[1:]


def clock(seconds: int) -> str:
    """Return a time as viewers read it: ``1:05``, or ``1:00:05`` after an hour."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
