"""``lesson check`` names every mistake of a config, with its place in the file."""

from __future__ import annotations

import sys

import click

from scenes.commands.common import WRONG, LessonCommand, all_configs, config_path
from scenes.config.config import load_config
from scenes.config.mistakes import ConfigMistakes, shown_path


@click.command("check", cls=LessonCommand)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--allow-outside", is_flag=True, help="Let the configs name files outside their own folders.")
def command(files: tuple[str, ...], allow_outside: bool) -> None:
    """Check configs, given by their files or names; without a FILE, all of configs/.

    \b
    Examples:
      lesson check
      lesson check xor my_lessons/talk.yaml
    """
    paths = [config_path(name) for name in files] or all_configs("name the configs to check")
    wrong = False
    for path in paths:
        try:
            load_config(path, allow_outside=allow_outside)
        except ConfigMistakes as mistakes:
            wrong = True
            click.echo(str(mistakes), err=True)
        else:
            click.echo(f"{shown_path(path)}: right")
    if wrong:
        sys.exit(WRONG)
