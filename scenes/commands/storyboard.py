"""``lesson storyboard`` shows a whole lesson on one picture, seconds after an edit."""

from __future__ import annotations

from pathlib import Path

import click

from scenes.commands.common import (
    LessonCommand,
    config_options,
    load,
    place_for,
    training_shown,
    write_picture,
)
from scenes.config.mistakes import shown_path
from scenes.film.media_folder import media_folder
from scenes.film.timeline import storyboard_text
from scenes.output.open_scene import open_lesson
from scenes.stage.lesson.storyboard import storyboard_picture

HEIGHTS = {"16:9": 360, "1:1": 440, "9:16": 360}  # of a frame's short side: captions can just be read
FPS = 30  # the times on the sheet are those of a film with so many frames a second, to a thirtieth of one


@click.command("storyboard", cls=LessonCommand)
@click.argument("config")
@config_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the picture here (.png).")
def command(config: str, changes: tuple[str, ...], allow_outside: bool, output: Path | None) -> None:
    """Draw CONFIG as one picture: three frames of each beat, with time and words; print the same as text.

    \b
    Examples:
      lesson storyboard xor
      lesson storyboard xor --set look.theme=paper -o paper.png
    """
    settings = load(config, changes, allow_outside)
    target = place_for(output, media_folder() / "storyboards" / f"{settings.film_name}.png", ".png")
    height = HEIGHTS[settings.format.aspect]
    with open_lesson(settings, height=height, fps=FPS) as scene, training_shown() as training:
        scene.make_ready(training)
        write_picture(storyboard_picture(scene), target)
        text = storyboard_text(scene.beats)
    click.echo(text, nl=False)
    click.echo(f"drawn: {shown_path(target)}", err=True)
