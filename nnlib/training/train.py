"""Learning is: let an example pass, send the error back, step downhill a little; then the next one.

`steps` is that sentence as code, one update at a time, to be read and to be shown in slow motion. `train`
does the same work as fast as it can and returns the record of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import passes
from nnlib.arrays import Array, frozen
from nnlib.data.dataset import Dataset
from nnlib.errors import DivergedError
from nnlib.evaluation import error_of
from nnlib.network import Network
from nnlib.parameters import roll
from nnlib.passes import Gradients, Trace
from nnlib.training import online_learner, settings
from nnlib.training.batch_learner import BatchLearner
from nnlib.training.history import History
from nnlib.training.metrics import Metrics
from nnlib.training.snapshot import Moment, Snapshot

Progress = Callable[[int, int, Mapping[str, Array]], None]
REPORTS = 100  # how often `progress` is called


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One update: the batch, its forward pass and gradients, and what it became."""

    epoch: int  # from 1
    number: int  # of the update, from 1, counted through all epochs
    rows: NDArray[np.int64]  # the examples of the batch, as row numbers of the data
    before: Network
    trace: Trace = field(repr=False)
    gradients: Gradients = field(repr=False)
    after: Network
    loss: float  # mean over the batch, before the update
    error: float  # mean |target − output| over the batch, before the update

    @property
    def changed(self) -> int:
        """How many weights the update has changed."""
        return sum(int((a != b).sum()) for a, b in zip(self.before.weights, self.after.weights, strict=True))


def steps(
    net: Network,
    data: Dataset,
    **how: Any,
) -> Iterator[Step]:
    """The updates of `train` with the same settings, one after another from the start.

    Nothing is computed before it is asked for: ``next(steps(...))`` is the first update alone. The settings in
    `how` and the errors are those of `train`; its weights agree with these to rounding.
    """
    return _steps(net, data, settings.check(net, data, **how))


def _steps(net: Network, data: Dataset, chosen: settings.Settings) -> Iterator[Step]:
    order_rng, dropout_rng = chosen.generators()
    theta = net.parameters.theta.copy()
    rule = chosen.rule(len(theta))
    number = 0
    for epoch in range(1, chosen.epochs + 1):
        order = order_rng.permutation(len(data)) if chosen.shuffle else np.arange(len(data))
        for start in range(0, len(data), chosen.batch_size):
            rows = order[start : start + chosen.batch_size]
            number += 1
            trace = net.forward(data.inputs[rows], dropout_rng)
            gradients = net.backward(trace, data.targets[rows], chosen.loss)
            with np.errstate(all="ignore"):
                rule.step(theta, roll(gradients.weights, gradients.biases) + chosen.weight_decay * theta)
            mean_loss = net.loss(trace, data.targets[rows], chosen.loss)
            if not (np.isfinite(theta).all() and np.isfinite(mean_loss)):
                raise DivergedError(epoch, chosen.learning_rate)
            after = net.structure.unroll(theta)
            learned = net.with_parameters(after.weights, after.biases)
            error = float(error_of(trace.outputs, data.targets[rows]))
            yield Step(epoch, number, frozen(rows), net, trace, gradients, learned, mean_loss, error)
            net = learned


def train(
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
    record: str | Iterable[int] = settings.DENSE,
    record_limit: int = 1000,
    record_also: Iterable[int] = (),
    seed: int = 0,
    progress: Progress | None = None,
) -> History:
    """Let a copy of `net` learn from `data`; the network itself is left as it was.

    Parameters
    ----------
    loss : str
        Name in `LOSSES`; minimised is its mean over the batch.
    optimizer : str or (str, dict)
        Name in `OPTIMIZERS`, alone or with its constants: ``("adam", {"beta1": 0.8})``.
    learning_rate : float, optional
        Step size above 0; by default PyTorch's for the optimizer.
    epochs : int
        How many times every example is seen.
    batch_size : int or None
        Examples for one update; None takes all of them.
    shuffle : bool
        Whether each epoch draws a new order (from `seed`), or keeps that of the data.
    weight_decay : float
        λ of PyTorch's coupled L2: λθ is added to the gradient, of weights and biases alike.
    record : "dense" or list of int
        The epochs whose weights are kept; or a choice of moments between which the weights have moved
        about equally far, from epoch 0 (before training) to the last.
    record_limit : int
        With "dense", the most snapshots to keep.
    record_also : list of int
        Epochs that are kept in any case.
    seed : int
        Of the order and of dropout.
    progress : function (epoch, epochs, metrics so far), optional
        Called about a hundred times.

    Returns
    -------
    History
        Repeatable bit for bit for the same arguments on the same machine.

    Raises
    ------
    ValueError
        For data, loss or settings that do not fit; `DivergedError` if loss or weights leave the finite
        numbers, with the epoch.
    """
    chosen = settings.check(
        net,
        data,
        loss=loss,
        optimizer=optimizer,
        learning_rate=learning_rate,
        epochs=epochs,
        batch_size=batch_size,
        shuffle=shuffle,
        weight_decay=weight_decay,
        record=record,
        record_limit=record_limit,
        record_also=record_also,
        seed=seed,
    )
    # Numbers may overflow on the way to a divergence; that is noticed below, not printed as warnings.
    with np.errstate(all="ignore"):
        return _train(net, data, chosen, progress)


def _train(net: Network, data: Dataset, chosen: settings.Settings, progress: Progress | None) -> History:
    order_rng, dropout_rng = chosen.generators()
    learner: online_learner.OnlineLearner | BatchLearner
    if online_learner.is_faster(net, chosen):
        learner = online_learner.OnlineLearner(net, data, chosen)
    else:
        learner = BatchLearner(net, data, chosen, dropout_rng)
    metrics = Metrics(net, data, chosen)
    recorder = chosen.recorder
    moments: dict[int, Moment] = {}
    if recorder.wants(0):
        recorder.see(0, learner.point())
    report_every = -(-chosen.epochs // REPORTS)
    for epoch in range(1, chosen.epochs + 1):
        order = order_rng.permutation(len(data)) if chosen.shuffle else None
        metrics.take(learner.epoch(order), order)
        if recorder.kept and recorder.kept[-1][0] == epoch - 1:
            moments[epoch] = Moment(epoch, 0 if order is None else order[0], learner.kept)
        if recorder.wants(epoch):
            recorder.see(epoch, learner.point())
        if len(data.test_inputs):
            metrics.judge()
            metrics.test(epoch, _preactivations(net, learner.point(), data.test_inputs))
        if progress is not None and (epoch % report_every == 0 or epoch == chosen.epochs):
            metrics.judge()
            progress(epoch, chosen.epochs, metrics.so_far())
    metrics.judge()
    if not np.isfinite(learner.point()).all():
        raise DivergedError(chosen.epochs, chosen.learning_rate)
    snapshots = [Snapshot(epoch, theta, net.structure) for epoch, theta in recorder.kept]
    # A snapshot that was thrown away again leaves none behind.
    seen = [moments[s.epoch + 1] for s in snapshots if s.epoch + 1 in moments]
    return History(net, snapshots, metrics.curves, asdict(chosen), seen)


def _preactivations(net: Network, point: Any, x: Array) -> Array:
    """The preactivations of the output neurons when the examples x (n, n_in) pass at these parameters."""
    now = net.structure.unroll(np.asarray(point))
    return passes.forward(x, net.structure.layers, now.by_layer).preactivations[-1]
