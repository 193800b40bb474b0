"""``lesson train`` trains without filming, says what came of it, and stores the history for the next render."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
import numpy as np
from rich import box
from rich.table import Table

from nnlib import Dataset, History
from scenes.commands.common import (
    LessonCommand,
    config_options,
    fail,
    load,
    place_for,
    refuse,
    show,
    training_shown,
    write_picture,
)
from scenes.config.config import NetworkConfig
from scenes.config.mistakes import shown_path
from scenes.film.media_folder import media_folder
from scenes.output.open_scene import open_lesson
from scenes.stage.lesson.training_sheet import training_picture


@click.command("train", cls=LessonCommand)
@click.argument("config")
@config_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Store the history here as well (.npz), and the picture beside it.",
)
def command(config: str, changes: tuple[str, ...], allow_outside: bool, output: Path | None) -> None:
    """Train CONFIG, print a summary, and draw how the loss fell.

    The history is stored: the next storyboard or render of the same training takes it.

    \b
    Examples:
      lesson train xor
      lesson train xor --set network.seed=7 -o h.npz
    """
    settings = load(config, changes, allow_outside)
    if not isinstance(settings, NetworkConfig):
        refuse(f"{shown_path(settings.path)}: in this lesson nothing is trained")
    target = None if output is None else place_for(output, Path("h.npz"), ".npz")
    store = media_folder() / "histories"
    before = set(store.glob("*.npz"))
    with open_lesson(settings) as scene, training_shown() as training:
        began = time.perf_counter()
        histories = scene.prepare(training)
        seconds = time.perf_counter() - began
        picture = training_picture(scene)
    stored = [store / name for name in histories]
    taken = bool(stored) and before.issuperset(stored)
    show(_facts(settings, scene.data, scene.history, None if taken else seconds))
    show(_metrics(scene.history))
    if target is not None:
        try:
            scene.history.save(target)
        except OSError as error:
            fail(f"{shown_path(target)} cannot be written: {error.strerror}")
        click.echo(f"stored: {shown_path(target)}")
    elif not all(path.exists() for path in stored):
        fail(f"{shown_path(store)} cannot be written, so the history is lost; name a place for it with -o h.npz")
    drawn = target.with_suffix(".png") if target else media_folder() / "training" / f"{settings.film_name}.png"
    write_picture(picture, drawn)
    click.echo(f"drawn: {shown_path(drawn)}")


def _facts(settings: NetworkConfig, data: Dataset, history: History, seconds: float | None) -> Table:
    """Return what was trained and what came of it, one fact a line."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column()
    network, training = history.template, settings.training
    parameters = "weights and biases" if network.bias else "weights"
    sizes = "-".join(str(size) for size in network.sizes)
    begin = f"seed {settings.network.seed}" if settings.network.weights is None else "weights given"
    table.add_row("network", f"{sizes}, {network.parameter_count:,} {parameters}, {begin}")
    test = f", {len(data.test_inputs):,} kept back for the test" if len(data.test_inputs) else ""
    left_out = f"; {data.left_out:,} left out, because a value is missing" if data.left_out else ""
    table.add_row("examples", f"{len(data.inputs):,}{test}{left_out}")
    how = f"{training.optimizer}, learning rate {training.learning_rate:g}, {training.loss}"
    table.add_row("training", f"{history.epochs:,} epoch{'s' * (history.epochs > 1)}, {how}")
    took = "was stored already" if seconds is None else f"took {seconds:.1f} s"
    table.add_row("history", f"{len(history.snapshots):,} snapshots, {took}")
    flips = history.flips()
    first = f", the first by epoch {flips[0].epoch:,}" if flips else ""
    table.add_row("sign changes", f"{len(flips):,}{first}")
    if settings.data.question is not None:
        table.add_row("question", _answer(settings.data.question, settings.data.outputs, data, history))
    return table


def _answer(question: Sequence[float], outputs: int, data: Dataset, history: History) -> str:
    asked, right = np.array(question[:-outputs]), question[-outputs:]
    inputs = asked if data.mean is None or data.scale is None else (asked - data.mean) / data.scale
    answer = history.network(history.epochs).predict(inputs[np.newaxis])[0]
    told = " ".join(f"{value:.4f}" for value in answer)
    return f"{_written(asked)}: answers {told}, right is {_written(right)}"


def _written(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:g}" for number in numbers)


def _metrics(history: History) -> Table:
    """Return what was measured in the first epoch, in the last, and at its best."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for name in ("first epoch", "last epoch", "best"):
        table.add_column(name, justify="right")
    for name, curve in history.metrics.items():
        best = int(np.argmax(curve) if "accuracy" in name else np.argmin(curve))
        # An error is a share where all answers lie between 0 and 1.
        form = ".4g" if "loss" in name or curve.max() > 1 else ".1%"
        at = f"{curve[best]:{form}} (epoch {best + 1:,})"
        table.add_row(name.replace("_", " "), f"{curve[0]:{form}}", f"{curve[-1]:{form}}", at)
    return table
