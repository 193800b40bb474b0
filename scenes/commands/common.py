"""What all commands share: they find a config, refuse in one line, and show how far they are.

A mistake of the user ends with code 2, a failure with code 1; each is told in one line (a config's mistakes in one
line each), and a traceback is only printed with ``--debug``.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from PIL import Image
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table

from scenes.config.allowed_paths import PROJECT
from scenes.config.config import Config, load_config
from scenes.config.mistakes import ConfigMistakes, shown_path, suggestion
from scenes.config.one_line import in_one_line
from scenes.film.whole_file import written_whole
from scenes.training.training import Progress

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
            fail(f"{in_one_line(error)} (--debug shows more)")


_DEBUG = "Show the traceback of a failure."


def _remember(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    ctx.meta[_DEBUG] = value


def debugging() -> bool:
    """Whether a failure is to be shown with its traceback."""
    return bool(click.get_current_context().meta.get(_DEBUG))


def configs_folder() -> Path:
    """Return the folder of the configs: the one here, or else the project's."""
    here = Path("configs")
    return here if here.is_dir() else PROJECT


def all_configs(hint: str) -> list[Path]:
    """Return the paths of all configs; where there is none, say so, with a hint."""
    paths = sorted(configs_folder().glob("*.yaml"))
    if not paths:
        refuse(f"{shown_path(configs_folder())} holds no .yaml file; {hint}")
    return paths


def config_path(lesson: str) -> Path:
    """Return the path of a config that is given by its path, or by its name in the configs here or of the project."""
    path = Path(lesson)
    if path.suffix in (".yaml", ".yml") or path.name != lesson or path.exists():
        return path
    named = configs_folder() / f"{lesson}.yaml"
    if not named.exists() and (PROJECT / named.name).exists():
        return PROJECT / named.name
    if not named.exists():
        names = sorted(other.stem for other in configs_folder().glob("*.yaml"))
        refuse(f"{lesson}: there is no {shown_path(named)}; {suggestion(lesson, names)}")
    return named


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take ``--set`` and ``--allow-outside``, the ``changes`` and ``allow_outside`` of `load`."""
    allow = click.option("--allow-outside", is_flag=True, help="Let the config name files outside its own folder.")
    change = click.option(
        "--set",
        "changes",
        multiple=True,
        metavar="KEY=VALUE",
        help="Use this value instead of the config's, such as training.epochs=500; may be repeated.",
    )
    return change(allow(command))


def load(config: str, changes: Iterable[str] = (), allow_outside: bool = False) -> Config:
    """Return the config given by its path or name, with what the options of the command say otherwise."""
    overrides = {}
    for change in changes:
        key, sign, value = change.partition("=")
        if not sign or not key.strip():
            refuse(f"--set {change}: write a key and its value, such as --set training.epochs=500")
        overrides[key.strip()] = value
    return load_config(config_path(config), overrides=overrides, allow_outside=allow_outside)


@contextmanager
def on_signal(number: int, handler: Any) -> Iterator[None]:
    """Let a signal be answered by a handler for a while, then again as before."""
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def interruptible() -> AbstractContextManager[None]:
    """Let an ordinary request to end (SIGTERM) be obeyed as Ctrl-C is: with everything put away."""
    return on_signal(signal.SIGTERM, signal.default_int_handler)


@contextmanager
def progress(label: str = "") -> Iterator[Callable[..., None]]:
    """Yield a function that takes the share that is done, 0 to 1, and what is being done, if not the same all along.

    A bar appears then, if anybody watches.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        bar = bars.add_task(label, total=1.0, visible=False)
        yield lambda share, what=label: bars.update(bar, completed=share, description=what, visible=True)


@contextmanager
def training_shown() -> Iterator[Progress]:
    """Yield what shows how far a training is, for whoever may have to train."""
    with progress("training") as show:
        yield lambda epoch, epochs, metrics: show(epoch / epochs)


def show(table: Table) -> None:
    """Print a table: as wide as the terminal, or as it needs where the output is read by a program."""
    width = None if sys.stdout.isatty() else 160
    Console(width=width, markup=False, emoji=False, highlight=False).print(table)


def place_for(output: Path | None, default: Path, suffix: str) -> Path:
    """Return where a file is to be written, before the work for it begins."""
    if output is None:
        return default
    if output.suffix.lower() != suffix:
        refuse(f"{output} must end in {suffix}, such as {output.with_suffix(suffix).name}")
    if output.is_dir() or not output.absolute().parent.is_dir():
        refuse(f"{output} cannot be written; name a file in a folder that exists, such as {default.name}")
    return output


def write_picture(pixels: Any, path: Path) -> None:
    """Write a picture, (height, width, 3) uint8, as PNG; until it is complete, the last one stays in its place."""
    try:
        with written_whole(path) as beside:
            Image.fromarray(pixels).save(beside, format="PNG")
    except OSError as error:
        fail(f"{shown_path(path)} cannot be written: {error.strerror or error}; name another place with -o")
