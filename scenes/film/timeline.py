"""A timeline fits a rehearsed film into the time it may take, and never leaves words too short to be read.

A lesson is rehearsed first: its beats are run through without painting, and what was said and how long each play
would naturally last is written down. Then all plays are stretched or shortened by one factor, save those that
have reached the least time their words, or the viewer's eyes, need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

READING_SPEED = 17.0  # characters a second: what subtitles may ask for at most
LEAST_CAPTION = 1.4  # seconds: the eye has to find the words first


class TooShort(ValueError):
    """A film cannot be as short as it was asked to be; ``least`` are the seconds it needs."""

    def __init__(self, asked: float, least: float) -> None:
        super().__init__(f"{asked:g} s is too short to read the words; the least that fits is {least:.1f} s")
        self.asked, self.least = asked, least


def reading_seconds(words: str) -> float:
    """Return the least time these words must stand."""
    return max(LEAST_CAPTION, 0.4 + len(words) / READING_SPEED) if words.strip() else 0.0


@dataclass
class Span:
    """The plays during which one caption stands: their natural and least seconds, in order."""

    beat: str
    words: str
    natural: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)


@dataclass(frozen=True)
class Beat:
    """A named piece of the finished film: when it starts, how long it lasts (seconds), and what is said in it."""

    name: str
    start: float
    seconds: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Caption:
    """Words that stand in the finished film: in which beat, from when, and how long (seconds)."""

    beat: str
    words: str
    start: float
    seconds: float


class Rehearsal:
    """Writes down what happens while a lesson is run through."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.stills: list[tuple[str, int]] = []

    def beat(self, name: str) -> None:
        """A beat begins; no caption stands yet."""
        self.spans.append(Span(name, ""))

    def say(self, words: str) -> None:
        """Another caption stands from now on."""
        beat = self.spans[-1].beat if self.spans else ""
        if self.spans and not self.spans[-1].natural and not self.spans[-1].words:
            self.spans[-1].words = words
        else:
            self.spans.append(Span(beat, words))

    def play(self, seconds: float, least: float = 0.0, fixed: bool = False) -> None:
        """A play naturally lasts ``seconds``, never less than ``least``; a ``fixed`` one always lasts that long."""
        if not self.spans:
            self.beat("")
        span = self.spans[-1]
        span.natural.append(seconds)
        span.least.append(seconds if fixed else least)
        span.fixed.append(fixed)

    def still(self, name: str) -> None:
        """The picture that stands after the plays so far is kept beside the film."""
        self.stills.append((name, sum(len(span.natural) for span in self.spans)))

    def fit(self, seconds: float | None, fps: float) -> Timeline:
        """Return the timeline of a film of ``seconds`` (``None``: its natural length) at ``fps`` frames a second.

        Raises
        ------
        TooShort
            If the words cannot be read in that time.
        """
        spans = [span for span in self.spans if span.natural]
        least = [_least(span) for span in spans]
        natural = [sum(span.natural) for span in spans]
        movable = [0.0 if all(span.fixed) else n for span, n in zip(spans, natural, strict=True)]
        if seconds is None:
            lengths = [max(n, low) for n, low in zip(natural, least, strict=True)]
        elif seconds < sum(least) - 1e-9:
            raise TooShort(seconds, sum(least))
        else:
            lengths = share_out(seconds, movable, least)
        plays: list[float] = []
        for span, length in zip(spans, lengths, strict=True):
            free = [0.0 if fixed else n for n, fixed in zip(span.natural, span.fixed, strict=True)]
            plays += share_out(length, free, span.least)
        return Timeline(tuple(whole_frames(plays, fps)), fps, tuple(spans), tuple(self.stills))


def _least(span: Span) -> float:
    fixed = sum(n for n, is_fixed in zip(span.natural, span.fixed, strict=True) if is_fixed)
    return max(reading_seconds(span.words), sum(span.least), fixed)


def share_out(total: float, natural: Sequence[float], least: Sequence[float]) -> list[float]:
    """Share ``total`` among parts in proportion to ``natural``, none getting less than its ``least``.

    A part whose natural length is 0 gets its least. If nothing can grow, the last part takes what is left.
    """

    def lengths(factor: float) -> list[float]:
        return [max(low, factor * n) for n, low in zip(natural, least, strict=True)]

    if sum(natural) <= 0:
        *first, last = least
        return [*first, max(last, total - sum(first))]
    low, high = 0.0, 1.0
    while sum(lengths(high)) < total:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(lengths(middle)) < total else (low, middle)
    return lengths(high)


def whole_frames(seconds: Sequence[float], fps: float) -> list[int]:
    """Round lengths to whole frames, at least one each, so that their sums never drift from the true times."""
    frames, time, at = [], 0.0, 0
    for length in seconds:
        time += length
        count = max(1, round(time * fps) - at)
        frames.append(count)
        at += count
    return frames


@dataclass(frozen=True)
class Timeline:
    """How many frames each play lasts, in order; and the stills beside the film, each with the plays before it."""

    frames: tuple[int, ...]
    fps: float
    spans: tuple[Span, ...]
    stills: tuple[tuple[str, int], ...] = ()

    @property
    def seconds(self) -> float:
        """The length of the film."""
        return sum(self.frames) / self.fps

    def times_of_stills(self) -> dict[str, float]:
        """Return when each still is seen in the film: in the first frame after the plays before it."""
        return {name: sum(self.frames[:plays]) / self.fps for name, plays in self.stills}

    def captions(self) -> tuple[Caption, ...]:
        """Return what is said and when; where nothing is said, the words are empty."""
        found: list[Caption] = []
        at = play = 0
        for span in self.spans:
            count = sum(self.frames[play : play + len(span.natural)])
            found.append(Caption(span.beat, span.words, at / self.fps, count / self.fps))
            play += len(span.natural)
            at += count
        return tuple(found)

    def beats(self) -> tuple[Beat, ...]:
        """Return the beats with their times and words."""
        found: list[Beat] = []
        for caption in self.captions():
            words = (caption.words,) if caption.words else ()
            if found and found[-1].name == caption.beat:
                last = found.pop()
                found.append(Beat(last.name, last.start, last.seconds + caption.seconds, last.words + words))
            else:
                found.append(Beat(caption.beat, caption.start, caption.seconds, words))
        return tuple(found)


def storyboard_text(beats: Sequence[Beat]) -> str:
    """Return the storyboard as a text: each beat's name, start and length, and its words below."""
    lines = []
    for beat in beats:
        lines.append(f"{beat.name}  {beat.start:.1f} s + {beat.seconds:.1f} s")
        lines += [f"    {' / '.join(words.split(chr(10)))}" for words in beat.words]
    return "\n".join(lines) + "\n"
