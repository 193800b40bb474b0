"""An evaluation on pictures the network has never seen: what it predicts, and which of them are worth a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from nnlib import Network
from nnlib.data import labels_of

DONT_KNOW = -1  # what a network says where it names no class

Pictures = NDArray[np.float64]
Said = NDArray[np.int64]


@dataclass(frozen=True)
class TestSet:
    """The pictures a network is evaluated on.

    Attributes
    ----------
    inputs, labels
        Pictures of the known classes, shape (n, pixels), and which class each is.
    unknown
        Pictures of something else, shape (m, pixels); there may be none.
    known
        The numbers of the known classes among the network's outputs.
    threshold
        How sure the network must be to name a class, 0 to 1.
    """

    __test__: ClassVar[bool] = False  # for pytest, which takes classes of such a name for tests

    inputs: Pictures
    labels: Said
    unknown: Pictures
    known: tuple[int, ...]
    threshold: float

    def answers(self, network: Network, inputs: Pictures) -> tuple[Said, NDArray[np.float64]]:
        """Return what a network says of pictures, a class or ``DONT_KNOW``, and how sure its surest output is."""
        if not len(inputs):
            return np.zeros(0, np.int64), np.zeros(0)
        outputs = network.predict(inputs)
        return np.array([self.says(row) for row in outputs]), outputs.max(axis=1)

    def says(self, outputs: NDArray[np.float64]) -> int:
        """Return what is said with these outputs: the surest class if it is known and sure enough."""
        first = int(labels_of(outputs))
        return first if first in self.known and outputs[first] >= self.threshold else DONT_KNOW

    def evaluate(self, network: Network) -> Evaluation:
        """Return what a network says of all pictures."""
        return Evaluation(self, *self.answers(network, self.inputs), *self.answers(network, self.unknown))


@dataclass(frozen=True)
class Prediction:
    """One picture of a test set, and what the network predicts.

    Attributes
    ----------
    inputs
        The picture, shape (pixels,).
    truth, said
        What it is, and what the network says: a class or ``DONT_KNOW``.
    share
        How sure the network's surest output is.
    outcome
        ``right``; ``mistake``: another class; and of something else ``unknown``: its own output wins; ``doubt``: no
        output is sure enough; ``named``: the network names a class all the same.
    """

    inputs: Pictures
    truth: int
    said: int
    share: float
    outcome: str


@dataclass(frozen=True)
class Evaluation:
    """What a network predicts for a test set: of the known classes' pictures, and of something else."""

    test_set: TestSet
    said: Said
    shares: NDArray[np.float64]
    said_unknown: Said
    shares_unknown: NDArray[np.float64]

    @property
    def right(self) -> float:
        """The share of the known classes' pictures that were named rightly."""
        return float((self.said == self.test_set.labels).mean())

    @property
    def named(self) -> int:
        """How many pictures of something else were given the name of a class."""
        return int((self.said_unknown != DONT_KNOW).sum())

    def confusion(self) -> NDArray[np.int64]:
        """Return the counts of a confusion matrix.

        A row for each known class, and one for something else if there is any; a column for each known class, and one
        for ``DONT_KNOW``.
        """
        rows = [self.said[self.test_set.labels == k] for k in self.test_set.known]
        if len(self.said_unknown):
            rows.append(self.said_unknown)
        return np.array(
            [[int((row == column).sum()) for column in (*self.test_set.known, DONT_KNOW)] for row in rows]
        )

    def predictions(self) -> list[Prediction]:
        """Choose pictures: a right one of each class (three at most), the two surest mistakes, each other outcome."""
        return [*self._right_ones(), *self._mistakes(), *self._unknown_ones()]

    def _right_ones(self) -> list[Prediction]:
        predictions = []
        for k in self.test_set.known[:3]:
            rows = np.flatnonzero((self.test_set.labels == k) & (self.said == k))
            if len(rows):
                # Neither the easiest nor the hardest: the one in the middle.
                row = rows[np.argsort(self.shares[rows], kind="stable")[len(rows) // 2]]
                predictions.append(Prediction(self.test_set.inputs[row], k, k, float(self.shares[row]), "right"))
        return predictions

    def _mistakes(self) -> list[Prediction]:
        labels, said = self.test_set.labels, self.said
        wrong = np.flatnonzero((said != labels) & (said != DONT_KNOW))
        surest = wrong[np.argsort(-self.shares[wrong], kind="stable")[:2]]
        return [
            Prediction(
                self.test_set.inputs[row], int(labels[row]), int(said[row]), float(self.shares[row]), "mistake"
            )
            for row in surest
        ]

    def _unknown_ones(self) -> list[Prediction]:
        said, shares = self.said_unknown, self.shares_unknown
        silent, sure = said == DONT_KNOW, shares >= self.test_set.threshold
        predictions = []
        for outcome, chosen in (("unknown", silent & sure), ("doubt", silent & ~sure), ("named", ~silent)):
            rows = np.flatnonzero(chosen)
            if len(rows):
                by_share = rows[np.argsort(shares[rows], kind="stable")]
                # A usual one, the most doubtful one, and the worst one.
                row = {"unknown": by_share[len(rows) // 2], "doubt": by_share[0], "named": by_share[-1]}[outcome]
                predictions.append(
                    Prediction(self.test_set.unknown[row], DONT_KNOW, int(said[row]), float(shares[row]), outcome)
                )
        return predictions
