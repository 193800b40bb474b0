"""How did a training that tells classes apart go, and how did it end? Told from the run alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlib import Dataset, History

LEAST_GAP = 0.03  # between the shares of right answers for train and test
FEWEST = 20  # new points by which a run may be judged
LEAST_RISE = 1.15  # of the test loss above its least value


@dataclass(frozen=True)
class LearningCurves:
    """Losses and shares of right answers of a training, one figure an epoch, index 0 before the first.

    Unlike the metrics of a history, which judge each example before its own update, all are those of the network at
    the epoch's end, the one whose answers are drawn. Between recorded epochs they are interpolated.
    """

    train_loss: NDArray[np.float64]
    test_loss: NDArray[np.float64]
    train: NDArray[np.float64]
    test: NDArray[np.float64]

    @classmethod
    def of(cls, history: History, data: Dataset) -> LearningCurves:
        """Judge every recorded network of a training on the examples it learned from and on those held out."""
        loss = str(history.settings["loss"])
        figures = []
        for epoch in history.recorded:
            network = history.network(epoch)
            train = network.evaluate(data.inputs, data.targets, loss)
            test = network.evaluate(data.test_inputs, data.test_targets, loss)
            figures.append([train.loss, test.loss, train.share_right, test.share_right])
        epochs = np.arange(history.epochs + 1)
        return cls(*(np.interp(epochs, history.recorded, curve) for curve in np.array(figures).T))


@dataclass(frozen=True)
class Overfit:
    """Train and test have parted ways.

    ``epoch`` is the one whose test loss was least, ``before`` and ``after`` the test loss there and at the end; the
    epoch is None where only the shares of right answers differ.
    """

    epoch: int | None
    before: float
    after: float


def no_better_than_majority(curves: LearningCurves, data: Dataset) -> float | None:
    """Return the share of the largest class where a network ends no better than to name it always, or None.

    No better means: within two standard errors, on the examples it learned from.
    """
    larger = float(np.bincount(data.labels).max() / len(data))
    return larger if curves.train[-1] < _beyond_chance(data) else None


def _beyond_chance(data: Dataset) -> float:
    """Return the share of right answers that naming the largest class reaches by chance only: two standard errors."""
    larger = float(np.bincount(data.labels).max() / len(data))
    return larger + 2 * float(np.sqrt(larger * (1 - larger) / len(data)))


def overfitted(curves: LearningCurves, data: Dataset) -> Overfit | None:
    """Return how train and test have parted ways in a training, or None where they have not.

    Either the test loss was clearly less before, while the loss of the training examples went on falling; or the
    final shares of right answers differ by more than two standard errors and three per cent.
    """
    best = int(np.argmin(curves.test_loss))
    least, last = float(curves.test_loss[best]), float(curves.test_loss[-1])
    rose = best < 0.7 * len(curves.test_loss) and last >= LEAST_RISE * least
    if rose and curves.train_loss[-1] < curves.train_loss[best]:
        return Overfit(best, least, last)
    train, test = float(curves.train[-1]), float(curves.test[-1])
    spread = train * (1 - train) / len(data) + test * (1 - test) / len(data.test_inputs)
    if train - test > max(LEAST_GAP, 2 * float(np.sqrt(spread))):
        return Overfit(None, last, last)
    return None


def verdict(curves: LearningCurves, data: Dataset) -> tuple[str, dict[str, float]]:
    """Return what a run has come to, and the figures for it.

    It is ``few`` where there are too few points to judge by, ``useless`` (no better than the majority), ``fine``,
    ``overfit``, or ``overfit_loss`` where the epoch can be named at which the test loss was least.
    """
    if len(data.test_inputs) < FEWEST or _beyond_chance(data) > 1:
        return "few", {"count": len(data.test_inputs)}
    train, test = float(curves.train[-1]), float(curves.test[-1])
    if (larger := no_better_than_majority(curves, data)) is not None:
        return "useless", {"train": train, "larger": larger}
    overfit = overfitted(curves, data)
    if overfit is None or overfit.epoch is None:
        return "overfit" if overfit else "fine", {"train": train, "test": test}
    return "overfit_loss", {"epoch": overfit.epoch, "before": overfit.before, "after": overfit.after}
