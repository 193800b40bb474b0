"""``lesson check`` names every mistake of a config, with its place in the file."""

from __future__ import annotations

import sys

import click

from scenes.commands.common import WRONG, LessonCommand, all_configs, config_path, training_shown
from scenes.config.config import load_config
from scenes.config.mistakes import ConfigMistakes, shown_path
from scenes.film.media_folder import media_folder
from scenes.output.upload.publication import upload_of
from scenes.output.video.render import QUALITY


@click.command("check", cls=LessonCommand)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--allow-outside", is_flag=True, help="Let the configs name files outside their own folders.")
def command(files: tuple[str, ...], allow_outside: bool) -> None:
    """Check configs, given by their files or names; without a FILE, all of configs/.

    The film of a FILE is rehearsed as well, with its training if none is stored: what shows only then, such as words
    that cannot be read in their time, a font that is missing or music that is none, is found too.

    \b
    Examples:
      lesson check
      lesson check xor my_lessons/talk.yaml
    """
    paths = [config_path(name) for name in files] or all_configs("name the configs to check")
    wrong = False
    for path in paths:
        try:
            config = load_config(path, allow_outside=allow_outside)
            if files:
                with training_shown() as training:
                    upload_of([config], QUALITY["h"][2], media_folder().absolute(), training)
        except ConfigMistakes as mistakes:
            wrong = True
            click.echo(str(mistakes), err=True)
        else:
            click.echo(f"{shown_path(path)}: right")
    if not files:
        click.echo("the films were not rehearsed: lesson check NAME does that as well", err=True)
    if wrong:
        sys.exit(WRONG)
