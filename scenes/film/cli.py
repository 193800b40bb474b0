"""The command ``lesson``: ``check`` names every mistake of a config, ``train`` trains without filming."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
import numpy as np

from nnlib import History
from scenes.film.config import Config, load_config
from scenes.film.mistakes import ConfigMistakes, shown_path, suggestion
from scenes.film.pacing import planned_epochs
from scenes.film.run import history_of

WRONG = 2  # the exit code for a mistake of the user


@click.group()
def main() -> None:
    """Work with the lessons' configs."""


@main.command()
@click.argument("files", nargs=-1, metavar="FILE…")
def check(files: tuple[str, ...]) -> None:
    """Check configs; without a FILE, all of configs/."""
    paths = [Path(name) for name in files] or sorted(_configs().glob("*.yaml"))
    if not paths:
        _refuse(f"{shown_path(_configs())} holds no .yaml file; name the configs to check")
    wrong = False
    for path in paths:
        try:
            load_config(path)
        except ConfigMistakes as mistakes:
            wrong = True
            click.echo(str(mistakes), err=True)
        else:
            click.echo(f"{shown_path(path)}: right")
    if wrong:
        sys.exit(WRONG)


@main.command()
@click.argument("lesson")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Store the history here (.npz).")
def train(lesson: str, output: Path | None) -> None:
    """Train LESSON, a config or the name of one in configs/, and print a summary."""
    if output is not None and (output.is_dir() or not output.absolute().parent.is_dir()):
        _refuse(f"{output} cannot be written; name a file in a folder that exists, such as h.npz")
    try:
        config = load_config(_config_path(lesson))
        if not hasattr(config, "training"):
            _refuse(f"{lesson}: in this lesson nothing is trained")
        began = time.perf_counter()
        with _progress() as report:
            history = history_of(config, shown=planned_epochs(config.pacing, config.training.epochs), progress=report)
        seconds = time.perf_counter() - began
    except ConfigMistakes as mistakes:
        _refuse(str(mistakes))
    for line in _summary(config, history, seconds):
        click.echo(line)
    if output is not None:
        try:
            history.save(output)
        except OSError as error:
            _refuse(f"{output} cannot be written: {error.strerror}")
        click.echo(f"{'stored':<14}{output}")


def _configs() -> Path:
    """Return the folder of the configs: the one here, or else the project's."""
    here = Path("configs")
    return here if here.is_dir() else Path(__file__).resolve().parents[2] / "configs"


def _config_path(lesson: str) -> Path:
    path = Path(lesson)
    if path.suffix in (".yaml", ".yml") or path.name != lesson or path.exists():
        return path
    named = _configs() / f"{lesson}.yaml"
    if not named.exists():
        names = sorted(other.stem for other in _configs().glob("*.yaml"))
        _refuse(f"{lesson}: there is no {shown_path(named)}; {suggestion(lesson, names)}")
    return named


@contextmanager
def _progress() -> Any:
    """Yield a function that shows how far training is, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=100, label="training", file=sys.stderr) as bar:

        def report(epoch: int, epochs: int, metrics: Mapping[str, Any]) -> None:
            bar.update(100 * epoch // epochs - bar.pos)

        yield report


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


def _refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(WRONG)


if __name__ == "__main__":
    main()
