"""``lesson train`` trains without filming, says what came of it, and stores the history."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
import numpy as np

from nnlib import History
from scenes.film.commands.common import LessonCommand, config_options, load, progress, refuse
from scenes.film.config import Config
from scenes.film.pacing import planned_epochs
from scenes.film.run import history_of


@click.command("train", cls=LessonCommand)
@click.argument("config")
@config_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Store the history here as well (.npz).")
def command(config: str, changes: tuple[str, ...], allow_outside: bool, output: Path | None) -> None:
    """Train CONFIG and print a summary.

    \b
    Example:
      lesson train xor -o h.npz
    """
    if output is not None and (output.is_dir() or not output.absolute().parent.is_dir()):
        refuse(f"{output} cannot be written; name a file in a folder that exists, such as h.npz")
    settings = load(config, changes, allow_outside)
    began = time.perf_counter()
    planned = planned_epochs(settings.pacing, settings.training.epochs)
    with progress("training") as show:
        history = history_of(settings, shown=planned, progress=_reporting(show))
    seconds = time.perf_counter() - began
    for line in _summary(settings, history, seconds):
        click.echo(line)
    if output is not None:
        try:
            history.save(output)
        except OSError as error:
            refuse(f"{output} cannot be written: {error.strerror}")
        click.echo(f"{'stored':<14}{output}")


def _reporting(show: Callable[[float], None] | None) -> Any:
    if show is None:
        return None

    def report(epoch: int, epochs: int, metrics: Mapping[str, Any]) -> None:
        show(epoch / epochs)

    return report


def _summary(config: Config[Any], history: History, seconds: float) -> list[str]:
    """Return what happened in the training, one fact a line."""
    sizes = "-".join(str(size) for size in history.template.sizes)
    parameters = "weights and biases" if history.template.bias else "weights"
    lines = [
        f"{'network':<14}{sizes}, {history.template.parameter_count} {parameters}",
        f"{'trained':<14}{history.epochs:,} epochs in {seconds:.1f} s, {len(history.snapshots):,} snapshots",
    ]
    for name, curve in history.metrics.items():
        lines.append(f"{name.replace('_', ' '):<14}{curve[0]:.4g} in the first epoch, {curve[-1]:.4g} in the last")
    flips = history.flips()
    first = f", the first by epoch {flips[0].epoch:,}" if flips else ""
    lines.append(f"{'sign changes':<14}{len(flips):,}{first}")
    question = config.data.question
    if question is not None:
        *inputs, right = question
        answer = history.network(history.epochs).predict(np.array([inputs]))[0]
        said = " ".join(f"{value:.4f}" for value in answer)
        asked = " ".join(f"{value:g}" for value in inputs)
        lines.append(f"{'question':<14}{asked}: answers {said}, right is {right:g}")
    return lines
