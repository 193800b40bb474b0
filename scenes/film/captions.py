"""Captions beside the film are read by those who do not hear it, by translators and by search engines.

They say what the caption line of the film says, cut so that it can be read: at most two lines of 42 characters, one
to seven seconds each, never two at once, at most 17 characters a second.
"""

from __future__ import annotations

import glob
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.film.timeline import READING_SPEED, Caption, share_out
from scenes.film.whole_file import written_whole

LINE = 42  # characters
SHORTEST, LONGEST = 1.0, 7.0  # seconds


class TooFast(ValueError):
    """Words cannot be read in the time they have; ``caption`` is what is said there."""

    def __init__(self, caption: Caption, least: float) -> None:
        super().__init__(
            f"{_shortened(caption.words)!r} stands for {caption.seconds:.1f} s at {stamp(caption.start, '.')} in the "
            f"beat {caption.beat!r} and needs {least:.1f} s to be read; shorten the words or lengthen the film"
        )
        self.caption, self.least = caption, least


@dataclass(frozen=True)
class CaptionFile:
    """What a film says, as SubRip text, to be written beside it.

    Where the picture shows it as well the file stands in a folder ``captions``, in which no player looks by itself:
    nobody is to read it twice. ``plays`` is how many the film has that it belongs to.
    """

    text: str
    language: str
    in_picture: bool
    plays: int

    def write_beside(self, film: Path) -> Path:
        """Write it, whole, and take away what an earlier film of this name has left; return its path."""
        apart, beside = film.parent / "captions" / f"{film.stem}.{self.language}.srt", film.with_suffix(".srt")
        target = apart if self.in_picture else beside
        with written_whole(target) as path:
            path.write_text(self.text, encoding="utf-8")
        remove_captions(film, target)
        return target


def remove_captions(film: Path, but: Path | None = None) -> None:
    """Remove the captions that stand beside a film, but for one file."""
    for path in (film.with_suffix(".srt"), *(film.parent / "captions").glob(f"{glob.escape(film.stem)}.*.srt")):
        if path != but:
            path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Cue:
    """One caption: from when to when (seconds), and its one or two lines."""

    start: float
    end: float
    lines: tuple[str, ...]


def cues_of(captions: Sequence[Caption]) -> list[Cue]:
    """Return the captions of a film, in order.

    What is too long for two lines is split where a sentence or a clause ends, and its parts share the time in
    proportion to their length; so is what stands for longer than seven seconds, where a sentence ends in it. Else it
    disappears after seven seconds.

    Raises
    ------
    TooFast
        Words cannot be read in the time they stand.
    """
    found = []
    for caption in captions:
        words = " ".join(caption.words.split())
        if not words:
            continue
        parts = _parts(words, caption.seconds)
        least = [max(SHORTEST, len(part) / READING_SPEED) for part in parts]
        if sum(least) > caption.seconds + 1e-3:
            raise TooFast(caption, sum(least))
        at = caption.start
        for part, seconds in zip(parts, share_out(caption.seconds, [len(p) for p in parts], least), strict=True):
            found.append(Cue(at, at + min(seconds, LONGEST), _lines(part)))
            at += seconds
    return found


def srt(cues: Sequence[Cue]) -> str:
    """Return captions as SubRip text."""
    blocks = []
    for number, cue in enumerate(cues, start=1):
        words = "\n".join(cue.lines).replace("-->", "→")
        blocks.append(f"{number}\n{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{words}\n")
    return "\n".join(blocks)


def vtt(cues: Sequence[Cue]) -> str:
    """Return captions as WebVTT, which browsers show."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        words = "\n".join(cue.lines).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{stamp(cue.start, '.')} --> {stamp(cue.end, '.')}\n{words}\n")
    return "\n".join(blocks)


def stamp(seconds: float, point: str) -> str:
    """Return a time as ``00:01:02,345``, with this sign before the thousandths."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def _parts(words: str, seconds: float) -> list[str]:
    """Return the words in as few parts as fit two lines each and are worth their time."""
    fits = len(textwrap.wrap(words, LINE)) <= 2
    if fits and seconds <= LONGEST:
        return [words]
    breaks = _breaks(words)
    sentences = [at for at, cost in breaks if cost == 0]
    if fits and not sentences:
        return [words]
    middle = len(words) / 2
    if fits:
        at = min(sentences, key=lambda place: abs(place - middle))
    elif breaks:
        at = min(breaks, key=lambda place: abs(place[0] - middle) + place[1] * len(words))[0]
    else:
        at = 2 * LINE  # one endless word
    first, second = words[:at].strip(), words[at:].strip()
    share = seconds * len(first) / len(words)
    return _parts(first, share) + _parts(second, seconds - share)


def _breaks(words: str) -> list[tuple[int, float]]:
    """Return where words can be parted, each with its price: nothing after a sentence, some after a comma."""
    prices = {**dict.fromkeys(".?!…", 0.0), **dict.fromkeys(",;:", 0.1)}
    return [(at, prices.get(words[at - 1], 0.25)) for at, sign in enumerate(words) if sign == " "]


def _lines(words: str) -> tuple[str, ...]:
    """Return the words in one line, or in two that are as equally long as words allow."""
    if len(words) <= LINE:
        return (words,)
    for width in range(-(-len(words) // 2), LINE + 1):
        if len(lines := textwrap.wrap(words, width)) <= 2:
            return tuple(lines)
    return tuple(textwrap.wrap(words, LINE))


def _shortened(words: str) -> str:
    return textwrap.shorten(words, 60, placeholder="…")
