"""How to learn is a handful of choices; they are checked once, before the first step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlib.checks import real_number, whole_number, with_constants
from nnlib.data.dataset import Dataset
from nnlib.losses import LOSSES, Loss, fitting_loss
from nnlib.network import Network
from nnlib.optimizers import Optimizer, make_optimizer
from nnlib.training.recorder import Recorder

DENSE = "dense"


@dataclass(frozen=True)
class Settings:
    """The checked choices of one training, plain values in the order in which a history keeps them."""

    loss: str
    optimizer: str
    optimizer_constants: dict[str, Any]  # without its learning rate
    learning_rate: float
    epochs: int
    batch_size: int
    shuffle: bool
    weight_decay: float
    record: str | tuple[int, ...]
    record_limit: int
    record_also: tuple[int, ...]
    seed: int

    @property
    def measure(self) -> Loss:
        """The loss itself."""
        return LOSSES[self.loss]

    @property
    def recorder(self) -> Recorder:
        """What keeps the weights, at its start."""
        if self.record == DENSE:
            always = {0, self.epochs, *self.record_also}
            return Recorder(always, self.record_limit - len(always))
        return Recorder([*self.record, *self.record_also], room=0)

    def rule(self, size: int) -> Optimizer:
        """The optimizer at its start, for `size` parameters."""
        return make_optimizer((self.optimizer, self.optimizer_constants), self.learning_rate, size)

    def generators(self) -> tuple[np.random.Generator, np.random.Generator]:
        """Two independent streams: the order of the examples, and the neurons that drop out."""
        order, dropout = np.random.SeedSequence(self.seed).spawn(2)
        return np.random.default_rng(order), np.random.default_rng(dropout)


def check(
    net: Network,
    data: Dataset,
    *,
    loss: str = "squared_error",
    optimizer: Any = "sgd",
    learning_rate: float | None = None,
    epochs: int = 100,
    batch_size: int | None = 32,
    shuffle: bool = True,
    weight_decay: float = 0.0,
    record: str | Iterable[int] = DENSE,
    record_limit: int = 1000,
    record_also: Iterable[int] = (),
    seed: int = 0,
) -> Settings:
    """The choices of `train` as `Settings`, once it is sure that they fit the network, the data and each other."""
    data_fits_network(net, data)
    both = np.concatenate([data.targets, data.test_targets])
    fitting_loss(loss, net.output, both)
    name, constants = with_constants("optimizer", optimizer)
    rule = make_optimizer(optimizer, learning_rate, size=1)
    epochs = whole_number("epochs", epochs, least=1)
    if batch_size is not None:
        batch_size = whole_number("batch_size", batch_size, least=1)
    if not isinstance(shuffle, bool | np.bool_):
        raise ValueError(f"shuffle: expected True or False, got {shuffle!r}")
    also = _epochs("record_also", record_also, epochs)
    if isinstance(record, str) and record != DENSE:
        raise ValueError(f"record: expected a list of epochs or {DENSE!r}, got {record!r}")
    chosen = record if isinstance(record, str) else _epochs("record", record, epochs)
    if not chosen and not also:
        raise ValueError(f"record: expected at least one epoch, or {DENSE!r}, got an empty list")
    limit = whole_number("record_limit", record_limit, least=2)
    must = {0, epochs, *also}
    if chosen == DENSE and len(must) > limit:
        raise ValueError(f"record_limit: expected room for the {len(must)} epochs asked for, got {limit}")
    return Settings(
        loss=loss,
        optimizer=name,
        optimizer_constants=constants,
        learning_rate=float(rule.learning_rate),
        epochs=epochs,
        batch_size=len(data) if batch_size is None else min(batch_size, len(data)),
        shuffle=bool(shuffle),
        weight_decay=real_number("weight_decay", weight_decay, 0.0),
        record=chosen,
        record_limit=limit,
        record_also=also,
        seed=whole_number("seed", seed),
    )


def data_fits_network(net: Network, data: Dataset) -> None:
    """Inputs and targets have as many columns as the network has inputs and outputs."""
    if not isinstance(net, Network) or not isinstance(data, Dataset):
        raise ValueError(f"expected a Network and a Dataset, got a {type(net).__name__} and a {type(data).__name__}")
    for what, got, layer in (("inputs", data.inputs, 0), ("targets", data.targets, -1)):
        if got.shape[1] != net.sizes[layer]:
            raise ValueError(
                f"data: expected {net.sizes[layer]} {what} for the layers {list(net.sizes)}, got {got.shape[1]}"
            )


def _epochs(what: str, chosen: Iterable[int], epochs: int) -> tuple[int, ...]:
    """Ascending epochs, each once."""
    if isinstance(chosen, str) or not np.iterable(chosen):
        raise ValueError(f"{what}: expected a list of epochs, got {chosen!r}")
    numbers = sorted({whole_number(what, epoch) for epoch in chosen})
    if numbers and numbers[-1] > epochs:
        raise ValueError(f"{what}: expected epochs from 0 to {epochs}, got {numbers[-1]}")
    return tuple(numbers)
