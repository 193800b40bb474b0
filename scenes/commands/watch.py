"""``lesson watch`` draws a lesson again whenever something it is made of changes."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import NoReturn

import click

from nnlib.checks import counted
from scenes import ROOT
from scenes.commands import fresh_process
from scenes.commands.common import LessonCommand, config_options, config_path, interruptible, on_signal
from scenes.config.allowed_paths import allowed_by_environment
from scenes.config.files_of import files_of
from scenes.config.lessons import lesson_names
from scenes.config.mistakes import shown_path
from scenes.film.source_digest import OUTPUT, ROOMS

BETWEEN_LOOKS = 0.25  # seconds
SETTLED = 0.1  # seconds without a further change: an editor may write a file in several steps
MOST_PICTURES = 5000  # of a folder that is watched

Seen = dict[Path, tuple[int, int] | None]  # of each file its time and size; None where it is not there


@click.command("watch", cls=LessonCommand)
@click.argument("config")
@config_options
@click.option("--beat", metavar="NAME", help="Film this beat as a small clip (480p) instead of the storyboard.")
def command(config: str, changes: tuple[str, ...], allow_outside: bool, beat: str | None) -> None:
    """Draw the storyboard of CONFIG, and again whenever its YAML, what that names, or the lesson's code changes.

    A mistake is shown, and the last good picture stays. Ctrl-C ends it.

    \b
    Examples:
      lesson watch xor
      lesson watch xor --beat learning
    """
    path = config_path(config)
    allow_outside = allow_outside or allowed_by_environment()
    kind = ["storyboard", str(path)] if beat is None else ["render", str(path), "--quality", "l", "--beat", beat]
    options = [part for change in changes for part in ("--set", change)]
    arguments = [*kind, *options, *(["--allow-outside"] if allow_outside else [])]
    try:
        with interruptible():
            _watch(lambda: _look(path, allow_outside), arguments, silently=beat is None)
    except KeyboardInterrupt:
        click.echo("\nended")


def _watch(look: Callable[[], Seen], arguments: list[str], silently: bool) -> NoReturn:
    seen = _settled(look)
    click.echo(f"watching {counted(len(seen), 'file')}; Ctrl-C ends it")
    while True:
        began = time.perf_counter()
        code = _drawn(arguments, silently, look, seen)
        if code == 0:
            click.echo(f"ready after {time.perf_counter() - began:.1f} s")
        elif code is not None:
            click.echo("the last good picture is kept")
        while (now := look()) == seen:
            time.sleep(BETWEEN_LOOKS)
        different = sorted(file for file in seen.keys() | now.keys() if seen.get(file) != now.get(file))
        names = ", ".join(shown_path(file) for file in different[:3])
        click.echo(f"{time.strftime('%H:%M:%S')} changed: {names}")
        seen = _settled(look)


def _drawn(arguments: list[str], silently: bool, look: Callable[[], Seen], seen: Seen) -> int | None:
    """Draw in a fresh process and return its exit code; None where something changed before it was ready."""
    process = multiprocessing.get_context("spawn").Process(target=fresh_process.run, args=(arguments, silently))
    try:
        # Ctrl-C reaches all processes of a terminal; only this one is to answer.
        with on_signal(signal.SIGINT, signal.SIG_IGN):
            process.start()
        while process.is_alive():
            process.join(BETWEEN_LOOKS)
            if process.is_alive() and look() != seen:
                return None
        return process.exitcode
    finally:
        if process.pid is not None:
            process.terminate()
            process.join()


def _settled(look: Callable[[], Seen]) -> Seen:
    """Return what is seen of the files once they are no longer being written."""
    seen = look()
    while True:
        time.sleep(SETTLED)
        again = look()
        if again == seen:
            return seen
        seen = again


def _look(path: Path, allow_outside: bool) -> Seen:
    """Return the times and sizes of all files a lesson is made of."""
    named, lesson = files_of(path, allow_outside)
    files = {
        file for room in (*ROOMS, OUTPUT) for file in (ROOT / room).rglob("*") if file.suffix in (".py", ".yaml")
    }
    if lesson in lesson_names():
        files.add(ROOT / "scenes" / f"{lesson}.py")
    for file in named:
        inside = islice(file.rglob("*"), MOST_PICTURES) if file.is_dir() else ()
        files.update((file, *inside))
    return {file: _state(file) for file in files}


def _state(file: Path) -> tuple[int, int] | None:
    try:
        about = file.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size
