"""``lesson loop`` cuts a few seconds out of a lesson as a small picture that moves, for a page or a message."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from PIL import Image

from scenes.commands.common import LessonCommand, config_options, fail, load, place_for, refuse, training_shown
from scenes.config.mistakes import shown_path
from scenes.film.media_folder import media_folder
from scenes.film.whole_file import written_whole
from scenes.output.open_scene import open_lesson

HEIGHT, FPS = 450, 15  # pixels of the short side; frames a second
MOST_BYTES = 2_000_000
QUALITIES = (85, 70, 55, 40, 25)  # of WebP, the best first
LAST = 1.2  # seconds for which the last frame stands, before the first comes again


@click.command("loop", cls=LessonCommand)
@click.argument("config")
@config_options
@click.option("--start", type=click.FloatRange(min=0), help="Where it begins, in seconds of the film.")
@click.option("--seconds", type=click.FloatRange(1, 20), default=6.0, show_default=True, help="How long it lasts.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it here (.webp).")
def command(
    config: str,
    changes: tuple[str, ...],
    allow_outside: bool,
    start: float | None,
    seconds: float,
    output: Path | None,
) -> None:
    """Write a few seconds of CONFIG as an animated WebP of at most 2 MB; by default its longest beat begins it.

    \b
    Examples:
      lesson loop xor
      lesson loop boundary --start 50 --seconds 8 -o line.webp
    """
    settings = load(config, changes, allow_outside)
    target = place_for(output, media_folder() / "loops" / f"{settings.film_name}.webp", ".webp")
    with open_lesson(settings, height=HEIGHT, fps=FPS) as scene, training_shown() as training:
        scene.make_ready(training)
        length = scene.timeline.seconds
        if start is None:
            start = max(scene.beats, key=lambda beat: beat.seconds).start
        if start + 1 > length:
            refuse(f"--start {start:g}: the film lasts {length:.1f} seconds; write less")
        count = round(min(seconds, length - start) * FPS)
        frames = scene.frames_at([start + k / FPS for k in range(count)])
    data = animated(frames)
    if data is None:
        most = f"{MOST_BYTES / 1e6:g} MB"
        fail(f"{seconds:g} seconds are more than {most}; write fewer, such as --seconds {seconds / 2:g}")
    try:
        with written_whole(target) as beside:
            beside.write_bytes(data)
    except OSError as error:
        fail(f"{shown_path(target)} cannot be written: {error.strerror or error}; name another place with -o")
    click.echo(f"written: {shown_path(target)}, {count} frames, {len(data) / 1e6:.1f} MB")


def animated(frames: Sequence[Any]) -> bytes | None:
    """Return frames, each (height, width, 3) uint8, as an endless WebP in the best quality that is small enough."""
    first, *others = (Image.fromarray(frame) for frame in frames)
    each = round(1000 / FPS)
    lasts = [each] * len(others) + [round(1000 * LAST)]
    for quality in QUALITIES:
        data = io.BytesIO()
        first.save(
            data, "WEBP", save_all=True, append_images=others, duration=lasts, loop=0, quality=quality, method=4
        )
        if data.tell() <= MOST_BYTES:
            return data.getvalue()
    return None
