"""``lesson list`` shows which films there are: the configs, what each is about, and which have mistakes."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from scenes.commands.common import (
    LessonCommand,
    all_configs,
    progress,
    show,
    training_shown,
)
from scenes.config.config import Config, NetworkConfig, load_config
from scenes.config.mistakes import ConfigMistakes, shown_path
from scenes.film.known_lengths import known_length
from scenes.film.media_folder import media_folder
from scenes.output.open_scene import open_lesson, scene_of
from scenes.training.training import dataset_of

NATURAL = "natural"  # as long as the beats take, which nobody has measured yet


@click.command("list", cls=LessonCommand)
@click.option("--measure", is_flag=True, help="Rehearse the films whose length is not known yet; may train.")
def command(measure: bool) -> None:
    """List the configs: title, length, network, data and format; those with mistakes are marked.

    \b
    Example:
      lesson list
    """
    paths = all_configs("begin with: lesson new my_puzzle --like xor")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("config", "title", "length", "network", "data", "format"):
        table.add_column(name, justify="right" if name == "length" else "left")
    unknown = False
    with progress("reading") as done:
        for number, path in enumerate(paths):
            done(number / len(paths))
            try:
                row = _row(load_config(path), measure)
            except ConfigMistakes as mistakes:
                row = _marked(path, mistakes)
            unknown = unknown or row[2] == NATURAL
            table.add_row(*row)
    show(table)
    if unknown:
        click.echo(f"{NATURAL}: as long as its beats take; lesson list --measure finds out", err=True)


def _row(config: Config, measure: bool) -> list[str | Text]:
    name = config.path.stem if config.path.stem == config.lesson else f"{config.path.stem} ({config.lesson})"
    network = data = "–"
    if isinstance(config, NetworkConfig):
        examples = dataset_of(config)
        sizes = (examples.inputs.shape[1], *config.network.hidden, examples.targets.shape[1])
        network = "-".join(str(size) for size in sizes)
        data = f"{_source(config)}, {len(examples.inputs) + len(examples.test_inputs):,}"
    return [name, config.title, _length(config, measure), network, data, config.format.aspect]


def _source(config: NetworkConfig) -> str:
    """Return the name of the dataset, csv file or folder of pictures; or that the config lists them itself."""
    names = (getattr(config.data, key, None) for key in ("dataset", "csv", "folder"))
    return next((Path(name).name for name in names if name), "listed")


def _length(config: Config, measure: bool) -> str:
    seconds = known_length(config, scene_of(config.lesson), media_folder())
    if seconds is None and measure:
        with open_lesson(config, height=240) as scene, training_shown() as training:
            scene.make_ready(training)
            seconds = scene.timeline.seconds
    return NATURAL if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _marked(path: Path, mistakes: ConfigMistakes) -> list[str | Text]:
    count = len(mistakes.mistakes)
    told = f"{count} mistake{'s' if count > 1 else ''}: lesson check {shown_path(path)}"
    return [Text(f"✗ {path.stem}", style="red"), Text(told, style="red"), "", "", "", ""]
