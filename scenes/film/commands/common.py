"""What all commands share: they find a config, refuse in one line, and show how far they are.

A mistake of the user ends with code 2, a failure with code 1; each is told in one line (a config's mistakes in one
line each), and a traceback is only printed with ``--debug``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from scenes.film.mistakes import ConfigMistakes, shown_path, suggestion

WRONG, FAILED = 2, 1


class Failed(click.ClickException):
    """Ends a command with a text on stderr, and nothing around it."""

    exit_code = FAILED

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


class Refused(Failed):
    """Ends a command with what the user has to mend."""

    exit_code = WRONG


def refuse(text: str) -> NoReturn:
    """End with a mistake of the user, told in one line."""
    raise Refused(text)


def fail(text: str) -> NoReturn:
    """End with a failure that is nobody's mistake, such as a full disk, told in one line."""
    raise Failed(text)


class LessonCommand(click.Command):
    """A command that never ends in a traceback, unless ``--debug`` asks for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        option = click.Option(["--debug"], is_flag=True, expose_value=False, callback=_remember, help=_DEBUG)
        self.params.append(option)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ConfigMistakes as mistakes:
            refuse(str(mistakes))
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.meta.get(_DEBUG):
                raise
            about = " ".join(str(error).split()) or "no more is known"
            fail(f"{type(error).__name__}: {about} (--debug shows where)")


_DEBUG = "Show the traceback of a failure."


def _remember(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    ctx.meta[_DEBUG] = value


def configs_folder() -> Path:
    """Return the folder of the configs: the one here, or else the project's."""
    here = Path("configs")
    return here if here.is_dir() else Path(__file__).resolve().parents[3] / "configs"


def config_path(lesson: str) -> Path:
    """Return the path of a config that is given by its path, or by its name in the folder of the configs."""
    path = Path(lesson)
    if path.suffix in (".yaml", ".yml") or path.name != lesson or path.exists():
        return path
    named = configs_folder() / f"{lesson}.yaml"
    if not named.exists():
        names = sorted(other.stem for other in configs_folder().glob("*.yaml"))
        refuse(f"{lesson}: there is no {shown_path(named)}; {suggestion(lesson, names)}")
    return named


@contextmanager
def progress(label: str) -> Iterator[Callable[[float], None] | None]:
    """Yield a function that takes the share that is done, 0 to 1; or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(label, total=1.0)
        yield lambda share: bars.update(bar, completed=share)
