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


@dataclass(frozen=True)
class Prediction:
    """One picture, and what the network predicts.

    Attributes
    ----------
    inputs
        The picture, shape (pixels,).
    truth, said
        What it is, and what the network says: a class or ``DONT_KNOW``.
    share
        How sure the network's surest output is, 0 to 1.
    sure
        Whether that is sure enough to name a class.
    """

    inputs: Pictures
    truth: int
    said: int
    share: float
    sure: bool

    @property
    def mark(self) -> str:
        """``right``, ``wrong``, or ``unsure`` where no class is named though there is one."""
        return "right" if self.said == self.truth else "unsure" if self.said == DONT_KNOW else "wrong"

    @property
    def outcome(self) -> str:
        """``right``, ``mistake`` (another class) or ``unsure``; and of something else how that was answered.

        That is ``unknown``: its own output wins; ``doubt``: no output is sure enough; or ``named``: the network names
        a class all the same.
        """
        if self.truth != DONT_KNOW:
            return "mistake" if self.mark == "wrong" else self.mark
        return "named" if self.said != DONT_KNOW else "unknown" if self.sure else "doubt"


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
    labels: NDArray[np.int64]
    unknown: Pictures
    known: tuple[int, ...]
    threshold: float

    def says(self, outputs: NDArray[np.float64]) -> int:
        """Return what is said with these outputs: the surest class if it is known and sure enough."""
        first = int(labels_of(outputs))
        return first if first in self.known and outputs[first] >= self.threshold else DONT_KNOW

    def predict(self, inputs: Pictures, outputs: NDArray[np.float64], truth: int) -> Prediction:
        """Return what these outputs predict of a picture whose label is ``truth``."""
        share = float(outputs.max())
        known = truth if truth in self.known else DONT_KNOW
        return Prediction(inputs, known, self.says(outputs), share, share >= self.threshold)

    def evaluate(self, network: Network) -> Evaluation:
        """Return what a network says of all pictures, those of the known classes first."""
        inputs = np.concatenate([self.inputs, self.unknown])
        truths = [*self.labels.tolist(), *[DONT_KNOW] * len(self.unknown)]
        rows = zip(inputs, network.predict(inputs), truths, strict=True)
        return Evaluation(self.known, tuple(self.predict(*row) for row in rows))


@dataclass(frozen=True)
class Evaluation:
    """What a network predicts for the pictures of a test set.

    Attributes
    ----------
    known
        The numbers of the known classes.
    predictions
        One for each picture.
    """

    known: tuple[int, ...]
    predictions: tuple[Prediction, ...]

    @property
    def right(self) -> float:
        """The share of the known classes' pictures that were named rightly."""
        return float(np.mean([p.said == p.truth for p in self.predictions if p.truth != DONT_KNOW]))

    @property
    def named(self) -> int:
        """How many pictures of something else were given the name of a class."""
        return len(self._of("named"))

    def confusion(self) -> NDArray[np.int64]:
        """Return the counts of a confusion matrix.

        A row for each known class, and one for something else if there is any; a column for each known class, and one
        for ``DONT_KNOW``.
        """
        said = [*self.known, DONT_KNOW]
        counts = np.zeros((len(said), len(said)), dtype=np.int64)
        for prediction in self.predictions:
            counts[said.index(prediction.truth), said.index(prediction.said)] += 1
        return counts if counts[-1].any() else counts[:-1]

    def _of(self, outcome: str) -> list[Prediction]:
        """Return the predictions of an outcome, from the least sure to the surest."""
        return sorted((p for p in self.predictions if p.outcome == outcome), key=lambda p: p.share)

    def chosen(self) -> list[Prediction]:
        """Choose pictures: a right one of each class (three at most), the two surest mistakes, each other outcome."""
        right = [[p for p in self._of("right") if p.truth == k] for k in self.known[:3]]
        chosen = [prediction for of_class in right for prediction in _middle(of_class)]
        chosen += sorted(self._of("mistake"), key=lambda p: -p.share)[:2]
        # A usual one, the most doubtful one, and the worst one.
        return [*chosen, *_middle(self._of("unknown")), *self._of("doubt")[:1], *self._of("named")[-1:]]


def _middle(predictions: list[Prediction]) -> list[Prediction]:
    """Return the one in the middle, neither the easiest nor the hardest, if there is one."""
    return predictions[len(predictions) // 2 :][:1]
