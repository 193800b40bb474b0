"""A storyboard is the whole film on one sheet: of each beat three frames, its times, and what is said in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cairo
import numpy as np
from numpy.typing import NDArray

from nnlib.checks import counted
from scenes.film.timeline import Beat, Caption
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.text_metrics import wrap
from scenes.stage.drawing.theme import Theme
from scenes.stage.lesson.lesson_scene import LessonScene

Picture = NDArray[np.uint8]

LOOK_IN = 0.9  # seconds after the first words of a beat begin: they stand, but little has happened yet
LOOK_AROUND = 2.2  # seconds after the start of a beat in which nothing is said
LABELS = ("start", "middle", "end")

# Pixels of the sheet.
MARGIN, WORDS, GAP, BETWEEN = 64, 640, 48, 24
TITLE, NAME, TEXT, SMALL = 60.0, 38.0, 29.0, 25.0
LINE = 1.36  # of the size of the type


@dataclass(frozen=True)
class Row:
    """One beat on the sheet: its captions, broken into lines, and its frames with their times."""

    number: int
    beat: Beat
    said: tuple[tuple[float, tuple[str, ...]], ...]
    times: tuple[float, ...]
    frames: tuple[Picture, ...]

    @property
    def height(self) -> int:
        """How high the higher of its sides is: words or frames."""
        lines = sum(len(text) for _, text in self.said)
        words = NAME * LINE + SMALL * LINE + 18 + lines * TEXT * LINE + 10 * len(self.said)
        # Whole pixels: no frame is blurred on the sheet.
        return math.ceil(max(words, self.frames[0].shape[0] + 14 + SMALL * LINE))


def storyboard_picture(scene: LessonScene) -> Picture:
    """Return the whole film of a lesson on one sheet, (height, width, 3); rehearse it before, if nobody has."""
    if scene.timeline is None:
        scene.make_ready()
    timeline, config = scene.timeline, scene.settings
    beats, captions = timeline.beats(), timeline.captions()
    times = [times_to_look(beat, captions, timeline.fps) for beat in beats]
    frames = scene.frames_at([time for three in times for time in three])
    facts = (clock(timeline.seconds), counted(len(beats), "beat"), config.format.aspect, config.path.name)
    return storyboard_sheet(config.title, "  ·  ".join(facts), beats, captions, times, frames, scene.theme)


def times_to_look(beat: Beat, captions: Sequence[Caption], fps: float) -> tuple[float, float, float]:
    """Return the times of the three frames of a beat: when its first words stand, its middle, its last frame."""
    said = _captions_of(beat, captions)
    look = said[0].start + LOOK_IN if said else beat.start + LOOK_AROUND
    start = min(look, beat.start + beat.seconds * 0.4)
    return start, beat.start + beat.seconds / 2, beat.start + max(0.0, beat.seconds - 1 / fps)


def storyboard_sheet(
    title: str,
    detail: str,
    beats: Sequence[Beat],
    captions: Sequence[Caption],
    times: Sequence[tuple[float, ...]],
    frames: Sequence[Picture],
    theme: Theme,
) -> Picture:
    """Paint the storyboard of a film.

    Parameters
    ----------
    title, detail
        The film's title, and a line about it.
    beats, captions
        What happens, and what is said when.
    times
        When the frames of each beat are shown.
    frames
        All of them in one row, (height, width, 3) each.
    theme
        The film's own: the sheet looks like it.

    Returns
    -------
    (height, width, 3) uint8
        RGB.
    """
    each = len(times[0])
    rows = [
        Row(k + 1, beat, _said(beat, captions, theme.font), times[k], tuple(frames[k * each : (k + 1) * each]))
        for k, beat in enumerate(beats)
    ]
    wide = frames[0].shape[1]
    width = 2 * MARGIN + WORDS + GAP + each * wide + (each - 1) * BETWEEN
    head = math.ceil(MARGIN + TITLE * LINE + TEXT * LINE + 84)
    height = head + sum(row.height + 2 * BETWEEN for row in rows) + MARGIN // 2
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    canvas = Canvas(cairo.Context(surface), theme.font)
    canvas.box(0, 0, width, height, theme.ground)
    _draw_head(canvas, title, detail, beats, width, theme)
    y = head
    for row in rows:
        canvas.line((MARGIN, y), (width - MARGIN, y), 2, theme.highlight)
        _draw_row(canvas, row, y + BETWEEN, theme)
        y += row.height + 2 * BETWEEN
    surface.flush()
    pixels = np.frombuffer(surface.get_data(), np.uint8).reshape(height, surface.get_stride() // 4, 4)
    return pixels[:, :width, :3].copy()


def clock(seconds: float, digits: int = 0) -> str:
    """Return a time of the film as its player shows it: 1:58."""
    step = 10**digits
    # Cut off, as players do; 58.3 s must not become 58.2 for the last digit of a float.
    minutes, rest = divmod(math.floor(seconds * step + 1e-6) / step, 60)
    return f"{minutes:.0f}:{rest:0{3 + digits if digits else 2}.{digits}f}"


def _said(beat: Beat, captions: Sequence[Caption], font: str) -> tuple[tuple[float, tuple[str, ...]], ...]:
    stands = _captions_of(beat, captions)
    return tuple((c.start, tuple(wrap(c.words, WORDS - _time_room(), TEXT, font))) for c in stands)


def _captions_of(beat: Beat, captions: Sequence[Caption]) -> list[Caption]:
    end = beat.start + beat.seconds
    return [c for c in captions if c.beat == beat.name and c.words and beat.start - 1e-6 <= c.start < end]


def _time_room() -> float:
    return 4 * SMALL


def _draw_head(canvas: Canvas, title: str, detail: str, beats: Sequence[Beat], width: float, theme: Theme) -> None:
    """Write the title, and draw how the beats share the time."""
    y = MARGIN + TITLE / 2
    canvas.text(
        title,
        MARGIN,
        y,
        min(TITLE, TITLE * (width - 2 * MARGIN) / canvas.width_of(title, TITLE, True)),
        theme.ink,
        bold=True,
    )
    y += TITLE * LINE / 2 + TEXT * LINE / 2 + 10
    canvas.text(detail, MARGIN, y, TEXT, theme.muted)
    top = y + TEXT * LINE / 2 + 18
    total = beats[-1].start + beats[-1].seconds
    across = (width - 2 * MARGIN) / total
    for number, beat in enumerate(beats, start=1):
        left, long = MARGIN + beat.start * across, beat.seconds * across
        canvas.box(left + 1.5, top, long - 3, 12, theme.outline, radius=6)
        canvas.text(str(number), left + long / 2, top + 12 + SMALL * 0.75, SMALL * 0.9, theme.muted, align=0.5)


def _draw_row(canvas: Canvas, row: Row, top: float, theme: Theme) -> None:
    y = top + NAME / 2
    number = canvas.text(f"{row.number}", MARGIN, y, NAME, theme.muted, bold=True)
    canvas.text(row.beat.name, MARGIN + number + 18, y, NAME, theme.ink, bold=True)
    y += NAME * LINE / 2 + SMALL * LINE / 2 + 6
    end = row.beat.start + row.beat.seconds
    canvas.text(f"{clock(row.beat.start)} – {clock(end)}", MARGIN, y, SMALL, theme.answer)
    canvas.text(f"{row.beat.seconds:.1f} s", MARGIN + 8 * SMALL, y, SMALL, theme.muted)
    y += SMALL * LINE / 2 + 12 + TEXT * LINE / 2
    for time, lines in row.said:
        canvas.text(clock(time), MARGIN, y, SMALL, theme.muted)
        for line in lines:
            canvas.text(line, MARGIN + _time_room(), y, TEXT, theme.ink)
            y += TEXT * LINE
        y += 10
    left = MARGIN + WORDS + GAP
    for time, frame, label in zip(row.times, row.frames, LABELS, strict=True):
        high, wide, _ = frame.shape
        canvas.box(left - 1.5, top - 1.5, wide + 3, high + 3, theme.outline)
        canvas.image(frame, left, top, wide, high, smooth=False)
        y = top + high + 10 + SMALL * LINE / 2
        stamp = canvas.text(clock(time, 1), left, y, SMALL, theme.ink)
        canvas.text(label, left + stamp + 14, y, SMALL, theme.muted)
        left += wide + BETWEEN
