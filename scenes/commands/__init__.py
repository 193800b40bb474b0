"""The command ``lesson``: everything a teacher does with a lesson besides writing it, one file for each."""

from __future__ import annotations

import importlib
import io
import sys

import click

from scenes.config.one_line import in_one_line

# The command, and the file of this folder that holds it as ``command``.
COMMANDS = {
    "list": "list_lessons",
    "new": "new",
    "check": "check",
    "train": "train",
    "storyboard": "storyboard",
    "watch": "watch",
    "loop": "loop",
    "render": "render",
    "publish": "publish",
}


class Commands(click.Group):
    """A group that loads a command when it is called: asking for help should not wait for manim."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        try:
            command: click.Command = importlib.import_module(f"{__name__}.{COMMANDS[cmd_name]}").command
        except Exception as error:  # somebody is at work on the code
            raise click.ClickException(in_one_line(error)) from error
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Work with the lessons: from an edited config to the folder for the upload.

    A CONFIG is a file such as configs/xor.yaml, or the name of one in configs/, such as xor.
    """
    # On Windows what is read by another program is written in an old encoding, which lacks signs such as ✗.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
