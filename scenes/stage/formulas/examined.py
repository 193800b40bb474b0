"""One update of a small network, and in it one hidden neuron and one of its weights: what the formulas are about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlib import Network, Step, Trace
from scenes.stage.formulas.explained import EXPLAINED, Explained

A_LITTLE = 0.5  # a weight that changes by less has changed a little
LETTERS = {3: ("x", "a", "y"), 4: ("x", "a", "c", "y")}
"""How the neurons of each layer are called, by the number of layers."""


@dataclass(frozen=True)
class Examined:
    """The first update of a training, and in it one neuron of the first hidden layer and one of its weights.

    Attributes
    ----------
    step
        The update.
    inputs, targets
        Its example, (inputs,) and (outputs,).
    index
        The neuron's number in its layer, from 0.
    loss
        What the cost is: a name in nnlib's ``LOSSES``.
    """

    step: Step
    inputs: NDArray[np.float64]
    targets: NDArray[np.float64]
    index: int
    loss: str

    @classmethod
    def of(
        cls, step: Step, inputs: NDArray[np.float64], targets: NDArray[np.float64], index: int, loss: str
    ) -> Examined:
        """Look at neuron ``index`` in an update made by the first of these examples and targets."""
        row = int(step.rows[0])
        return cls(step, inputs[row], targets[row], index, loss)

    @property
    def explained(self) -> Explained:
        """What is said of its outputs and their cost."""
        return EXPLAINED[self.start.output, self.loss]

    @property
    def sums(self) -> list[float]:
        """What the outputs add up, before their activation."""
        return self.trace.preactivations[-1][0].tolist()

    @property
    def answers(self) -> list[float]:
        """What the outputs answer."""
        return self.trace.outputs[0].tolist()

    @property
    def trace(self) -> Trace:
        """The forward pass of the example."""
        return self.step.trace

    @property
    def letters(self) -> tuple[str, ...]:
        """How the neurons of each layer are called."""
        return LETTERS[len(self.start.sizes)]

    @property
    def source(self) -> int:
        """The input that says most, from 0: its weight is the one whose gradient is worked out."""
        return int(np.argmax(np.abs(self.inputs)))

    @property
    def weights(self) -> list[float]:
        """The weights of the neuron's synapses from the inputs."""
        return self.start.weights[0][:, self.index].tolist()

    @property
    def bias(self) -> float | None:
        """The neuron's bias, or none."""
        return float(self.start.biases[0][self.index]) if self.start.bias else None

    @property
    def z(self) -> float:
        """The neuron's sum."""
        return float(self.trace.preactivations[0][0, self.index])

    @property
    def a(self) -> float:
        """The neuron's answer."""
        return float(self.trace.activations[1][0, self.index])

    @property
    def next_weights(self) -> NDArray[np.float64]:
        """The weights of its synapses to the layer after it."""
        return self.start.weights[1][self.index]

    @property
    def through(self) -> float:
        """How the cost answers to the neuron's answer, ∂C/∂a: a sum over the neurons of the layer after it."""
        return float(self.next_weights @ self.step.gradients.deltas[1][0])

    @property
    def gradient(self) -> float:
        """How the cost answers to the weight from the ``source``."""
        return float(self.step.gradients.weights[0][self.source, self.index])

    @property
    def start(self) -> Network:
        """The network before the update."""
        return self.step.before

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.start.sizes) - 1

    @property
    def others(self) -> int:
        """How many hidden neurons there are besides the one in full."""
        return sum(self.start.sizes[1:-1]) - 1

    @property
    def steps(self) -> NDArray[np.float64]:
        """How far each parameter has moved in the update, (parameters,)."""
        return np.abs(self.step.after.parameters.theta - self.step.before.parameters.theta)

    @property
    def changed(self) -> str:
        """What the update has done to the parameters: ``nothing``, ``little`` to each, or to some of them ``far``."""
        most = float(self.steps.max())
        return "nothing" if most == 0 else "little" if most < A_LITTLE else "far"

    def only(self, *synapses: tuple[int, int | slice, int | slice]) -> tuple[NDArray[np.bool_], ...]:
        """Return masks of these synapses alone: layer, source and target, from 0."""
        masks = tuple(np.zeros(weights.shape, bool) for weights in self.start.weights)
        for layer, source, target in synapses:
            masks[layer][source, target] = True
        return masks
