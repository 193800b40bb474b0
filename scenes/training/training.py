"""From a config to what happened: its examples, its network before training, the history of its training."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

import nnlib
from nnlib import Dataset, DivergedError, History, HistoryFileError, Network, Step, steps
from scenes.config.config import NetworkConfig
from scenes.config.examples.examples import make_dataset
from scenes.config.mistakes import ConfigMistakes

Progress = Callable[[int, int, Mapping[str, Any]], None]
"""Takes the epoch, the number of epochs, and the metrics so far."""


def dataset_of(config: NetworkConfig) -> Dataset:
    """Return the examples the config describes.

    Raises
    ------
    ConfigMistakes
        They can no longer be made: the csv file has changed since the config was read, say.
    """
    try:
        return make_dataset(config.data.model_dump(), config.path.parent)
    except ValueError as error:
        raise ConfigMistakes([config.mistake("data.csv", str(error))]) from error


def network_of(config: NetworkConfig, dataset: Dataset) -> Network:
    """Return the network before training: as many inputs and outputs as the examples have, with the given weights."""
    like = config.network
    drawn = Network(
        [dataset.inputs.shape[1], *like.hidden, dataset.targets.shape[1]],
        hidden=like.activation,
        output=like.output,
        bias=like.bias,
        init=like.init,
        seed=like.seed,
        generator=like.generator,
        dropout=like.dropout,
    )
    return drawn if like.weights is None else drawn.with_parameters(like.weights, like.biases or drawn.biases)


def named_history_of(
    config: NetworkConfig,
    *,
    shown: Iterable[int] = (),
    cache_dir: str | Path | None = None,
    progress: Progress | None = None,
) -> tuple[str, History]:
    """Train as the config says, or take the stored history of the same training; say under which name it is kept.

    Whoever renders elsewhere gives the history along under that name, so that nothing is trained twice.

    Parameters
    ----------
    config
        A lesson's config.
    shown
        Epochs whose weights must be kept, besides 0 (before training), 1 and the last.
    cache_dir
        Where histories are kept, each under the digest of all that determines it; none: train always.
    progress
        Called about a hundred times with the epoch, the number of epochs and the metrics so far.

    Returns
    -------
    (str, History)
        The name of its file in a ``cache_dir``, and the history.

    Raises
    ------
    ConfigMistakes
        Training left the finite numbers, or cannot begin with these settings.
    """
    data = dataset_of(config)
    network = network_of(config, data)
    kept = sorted({0, 1, *shown, config.training.epochs})
    name = f"{training_digest(config, data, kept)}.npz"
    stored = None if cache_dir is None else Path(cache_dir) / name
    found = None if stored is None else _stored(stored, kept)
    history = found or _train(config, network, data, kept, progress)
    if stored is not None and found is None:
        # A full disk or a folder that may not be written costs the next run its time, not this one its film.
        with suppress(OSError):
            stored.parent.mkdir(parents=True, exist_ok=True)
            history.save(stored)
    return name, history


def first_steps_of(config: NetworkConfig, network: Network, dataset: Dataset, epochs: int = 1) -> list[Step]:
    """Return the updates of the first epochs one by one, as the training itself made them.

    Parameters
    ----------
    network
        The network before training, which the history has as epoch 0.
    dataset
        The examples, of which ``dataset_of`` makes always the same.
    """
    return list(steps(network, dataset, **{**_how(config), "epochs": epochs}))


def opening_steps_of(config: NetworkConfig, network: Network, dataset: Dataset, count: int) -> list[Step]:
    """Return the first ``count`` updates, or all there are, without making the others (as ``first_steps_of``)."""
    return list(islice(steps(network, dataset, **_how(config)), count))


def _how(config: NetworkConfig) -> dict[str, Any]:
    """Return the training section as nnlib's ``train`` and ``steps`` take it."""
    names = ("loss", "optimizer", "learning_rate", "epochs", "batch_size", "shuffle", "weight_decay", "seed")
    return {name: getattr(config.training, name) for name in names}


def training_digest(config: NetworkConfig, data: Dataset, kept: Iterable[int]) -> str:
    """Return a fingerprint of all that determines a history: examples, network, training, nnlib itself."""
    seen = hashlib.sha256()
    plain = config.dump()
    said = [plain["network"], plain["training"], list(kept), np.__version__, data.digest]
    seen.update(json.dumps(said, sort_keys=True).encode())
    home = Path(nnlib.__file__).parent
    for source in sorted(home.rglob("*.py")):
        seen.update(source.relative_to(home).as_posix().encode() + source.read_bytes())
    return seen.hexdigest()


def _stored(path: Path, kept: list[int]) -> History | None:
    """Return the history stored at a path, or None where there is none or the file is damaged."""
    try:
        history = History.load(path)
    except (OSError, HistoryFileError):
        return None
    return history if set(kept) <= set(history.recorded) and history.epochs == kept[-1] else None


def _train(
    config: NetworkConfig,
    network: Network,
    data: Dataset,
    kept: list[int],
    progress: Progress | None,
) -> History:
    try:
        return nnlib.train(
            network,
            data,
            **_how(config),
            record="dense",
            record_limit=config.training.snapshots,
            record_also=kept,
            progress=progress,
        )
    except DivergedError as error:
        raise ConfigMistakes([config.mistake("training.learning_rate", str(error))]) from error
    except ValueError as error:
        raise ConfigMistakes([config.mistake("training", str(error))]) from error
