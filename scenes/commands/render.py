"""``lesson render`` renders films: several at once, each by several processes, or by a cluster."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from scenes.commands.common import (
    FAILED,
    WRONG,
    LessonCommand,
    all_configs,
    config_options,
    debugging,
    fail,
    interruptible,
    load,
    progress,
    refuse,
)
from scenes.config.config import Config
from scenes.config.mistakes import ConfigMistakes, shown_path
from scenes.config.one_line import in_one_line
from scenes.config.sections.format import Format
from scenes.config.sections.look import Look
from scenes.film.media_folder import media_folder
from scenes.output.video.dask_cluster import NoCluster
from scenes.output.video.dispatcher import Rendered, RenderFailed
from scenes.output.video.film_plan import NoSuchBeat, Order
from scenes.output.video.render import QUALITY, order_for, render_all, workers_for

ASPECTS, THEMES = (
    tuple(section.model_json_schema()["properties"][key]["enum"])
    for section, key in ((Format, "aspect"), (Look, "theme"))
)


FILM_OPTIONS = (
    click.option(
        "-q",
        "--quality",
        type=click.Choice(tuple(QUALITY)),
        default="h",
        show_default=True,
        help="As manim has it: l 480p15, m 720p30, h 1080p60, p 1440p60, k 2160p60 (4K).",
    ),
    click.option(
        "-f",
        "--format",
        "formats",
        multiple=True,
        type=click.Choice(sorted(ASPECTS)),
        help="A format instead of the config's; may be given several times.",
    ),
    click.option("--theme", type=click.Choice(sorted(THEMES)), help="A theme instead of the config's."),
    click.option("--workers", type=click.IntRange(1, 256), help="How many processes; by default one a processor."),
    click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder for what is made, and for what the next render need not do again; by default media.",
    ),
)


def film_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how films are rendered: quality, format, theme, workers, folder."""
    for option in reversed(FILM_OPTIONS):
        command = option(command)
    return command


def in_formats(
    config: str, changes: Iterable[str], formats: Iterable[str], theme: str | None, allow_outside: bool
) -> list[Config]:
    """Return a config once in each of the formats, no format twice; in its own, where none is named."""
    themed = [f"look.theme={theme}"] if theme else []
    shapes = [[f"format.aspect={aspect}"] for aspect in dict.fromkeys(formats)] or [[]]
    return [load(config, [*changes, *themed, *shape], allow_outside) for shape in shapes]


@click.command("render", cls=LessonCommand)
@click.argument("configs", nargs=-1, metavar="[CONFIG]...")
@click.option("--all", "everything", is_flag=True, help="Render all configs of configs/.")
@film_options
@config_options
@click.option("--beat", metavar="NAME", help="Render only this beat.")
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of a Dask cluster render: tcp://host:8786.")
def command(
    configs: tuple[str, ...],
    everything: bool,
    quality: str,
    formats: tuple[str, ...],
    theme: str | None,
    changes: tuple[str, ...],
    beat: str | None,
    workers: int | None,
    output: Path | None,
    scheduler: str | None,
    allow_outside: bool,
) -> None:
    """Render the films of CONFIGs and print where they are.

    What is rendered is kept: another time only what has changed is rendered again.

    The workers of a cluster need the same version of this project. They trust one another: whoever reaches their
    scheduler can run any program on all of them.

    \b
    Examples:
      lesson render xor
      lesson render xor boundary --format 16:9 --format 9:16
      lesson render xor --quality l --beat learning --set training.epochs=500
      lesson render --all --quality k --scheduler tcp://host:8786
    """
    if scheduler is not None and workers is not None:
        refuse("--workers counts processes of this computer; a cluster has as many as it has: leave one out")
    chosen = _chosen(configs, everything)
    read = [found for path in chosen for found in in_formats(path, changes, formats, theme, allow_outside)]
    suffix = f"-{theme}" if theme else ""
    orders = [order_for(config, quality, output or media_folder(), beat, suffix=suffix) for config in read]
    _render(_without_doubles(orders), workers, scheduler)


def _chosen(configs: tuple[str, ...], everything: bool) -> list[str]:
    if everything == bool(configs):
        refuse("name the configs to render, such as xor, or write --all")
    return list(configs) or [str(path) for path in all_configs("name the configs to render")]


def _without_doubles(orders: list[Order]) -> list[Order]:
    """Return the orders, each film once; refuse two that would take each other's place."""
    by_folder: dict[str, Order] = {}
    for order in orders:
        other = by_folder.setdefault(order.folder, order)
        if other.config.path.resolve() != order.config.path.resolve():
            here, there = shown_path(order.config.path), shown_path(other.config.path)
            refuse(f"the films of {there} and {here} would bear the same name; render them with another --output")
    return list(by_folder.values())


def _render(orders: list[Order], workers: int | None, scheduler: str | None) -> None:
    codes = set()
    began = time.perf_counter()
    try:
        with interruptible(), closing(workers_for(workers, scheduler)) as hired, progress() as report:
            for film in render_all(orders, hired, report):
                codes.add(_tell(film, time.perf_counter() - began))
    except (RenderFailed, NoCluster) as error:
        fail(str(error))
    sys.exit(FAILED if FAILED in codes else WRONG if WRONG in codes else 0)


def _tell(film: Rendered, seconds: float) -> int:
    """Say what has become of a film; return the exit code it stands for."""
    config: Config = film.order.config
    if film.path is not None:
        cached = film.frames - film.painted
        kept = f", {cached:,} of them kept from before" if cached else ""
        length = film.frames / film.order.fps
        click.echo(f"{shown_path(film.path)}: {length:.1f} s, {film.frames:,} frames{kept}; after {seconds:.0f} s")
        return 0
    if isinstance(film.error, (ConfigMistakes, NoSuchBeat)):
        about = "" if isinstance(film.error, ConfigMistakes) else f"{shown_path(config.path)}: "
        click.echo(f"{about}{film.error}", err=True)
        return WRONG
    assert film.error is not None
    if debugging():
        raise film.error
    about = str(film.error) if isinstance(film.error, RenderFailed) else in_one_line(film.error)
    click.echo(f"{shown_path(config.path)}: {about}", err=True)
    return FAILED
