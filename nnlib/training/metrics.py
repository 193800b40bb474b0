"""How well is it going? A few numbers for every epoch.

Every training example is judged as training saw it: by the answer it got just before the update it took
part in. So the numbers cost no extra pass. Held-out examples are judged when the epoch has ended.

loss, error and accuracy are those of `Evaluation`, accuracy being its `share_right`.
"""

from __future__ import annotations

import numpy as np

from nnlib.activations import ACTIVATIONS
from nnlib.arrays import Array, Ints
from nnlib.data.dataset import Dataset
from nnlib.errors import DivergedError
from nnlib.evaluation import error_of, share_right
from nnlib.network import Network
from nnlib.training.settings import Settings

BLOCK = 4096  # cells gathered before they are judged: one NumPy call for many small epochs


class Metrics:
    """Gathers the preactivations of the output neurons, epoch by epoch, and measures them.

    Call `take` once an epoch; the numbers of an epoch are there after `judge`.
    """

    def __init__(self, net: Network, data: Dataset, settings: Settings) -> None:
        self.data = data
        self.settings, self.measure = settings, settings.measure
        self.output = net.output
        self.judged = 0  # epochs
        self._classes = data.kind != "values"
        self._labels, self._test_labels = data.labels, data.test_labels
        names = ["loss", "error"] + ["accuracy"] * self._classes
        if len(data.test_inputs):
            names += [f"test_{name}" for name in names]
        self.curves = {name: np.empty(settings.epochs) for name in names}
        self._block = max(1, BLOCK // data.targets.size)  # epochs
        self._gathered: list[Array | list[float]] = []

    def take(self, z: Array | list[float], order: Ints | None) -> None:
        """The preactivations of the outputs in one epoch, (n, outputs) or end to end, in the order of training."""
        if order is not None:
            sorted_z = np.empty(self.data.targets.shape)
            sorted_z[order] = np.reshape(z, sorted_z.shape)
            z = sorted_z
        self._gathered.append(z)
        if len(self._gathered) == self._block:
            self.judge()

    def judge(self) -> None:
        """Judge the epochs gathered so far.

        Raises
        ------
        DivergedError
            If the loss of one is no finite number.
        """
        if not self._gathered:
            return
        z: Array = np.array(self._gathered).reshape(-1, *self.data.targets.shape)
        span = slice(self.judged, self.judged + len(z))
        self._measure("", z, self.data.targets, self._labels, span)
        self.judged, self._gathered = span.stop, []
        wrong = np.flatnonzero(~np.isfinite(self.curves["loss"][span]))
        if len(wrong):
            raise DivergedError(span.start + int(wrong[0]) + 1, self.settings.learning_rate)

    def test(self, epoch: int, z: Array) -> None:
        """Judge the held-out examples at the end of `epoch` by z (m, outputs)."""
        span = slice(epoch - 1, epoch)
        self._measure("test_", z[None], self.data.test_targets, self._test_labels, span)
        if not np.isfinite(self.curves["test_loss"][epoch - 1]):
            raise DivergedError(epoch, self.settings.learning_rate)

    def so_far(self) -> dict[str, Array]:
        """The curves up to the last judged epoch, as copies."""
        return {name: curve[: self.judged].copy() for name, curve in self.curves.items()}

    def _measure(self, part: str, z: Array, t: Array, labels: Ints, span: slice) -> None:
        """Write the numbers of some epochs: z is (epochs, examples, outputs), t (examples, outputs)."""
        o = ACTIVATIONS[self.output].forward(z)
        self.curves[part + "loss"][span] = self.measure.measured(z, o, t, self.output).mean(axis=-1)
        self.curves[part + "error"][span] = error_of(o, t)
        if self._classes:
            self.curves[part + "accuracy"][span] = share_right(o, labels)
