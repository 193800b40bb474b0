"""One step of a small network under the microscope: what is looked at, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nnlib import Network, Step
from scenes.config.config import NetworkConfig
from scenes.config.fields import Reasons
from scenes.config.sections import Length, Section
from scenes.stage.formulas.backward import HiddenDelta, slope_of
from scenes.stage.formulas.forward import LETTERS, Neuron
from scenes.training.training import dataset_of

A_LITTLE = 0.5  # a weight that changes by less has changed a little
MOST_NEURONS, MOST_HIDDEN, MOST_INPUT = 5, 2, 1000


class Microscope(Section):
    """What is shown in full, and what is changed by hand."""

    reasons: ClassVar = {
        "neuron": Reasons("the first neuron is 1", f"a layer has at most {MOST_NEURONS} neurons"),
        "met": Reasons("no network comes closer than 0.001", "half a whole is no longer near the target"),
        "weight": Reasons(
            "all three are counted from 1",
            f"{MOST_NEURONS} is the most",
            length="write a layer of synapses, a source and a target: [1, 2, 1]",
        ),
        "nudge": Reasons("nobody sees less than 0.01", "beyond 10 every answer is all or nothing"),
    }

    neuron: int = Field(
        1,
        ge=1,
        le=MOST_NEURONS,
        description="The neuron of the first hidden layer that is shown in full, counted from 1.",
    )
    met: float = Field(
        0.05, ge=0.001, le=0.5, description="The targets are met when every output is within this of its own."
    )
    weight: tuple[Annotated[int, Field(ge=1, le=MOST_NEURONS)], ...] = Field(
        (1, 2, 1),
        min_length=3,
        max_length=3,
        description="The weight that is changed by hand: layer of synapses, source, target.",
    )
    nudge: float = Field(1.0, ge=0.01, le=10, description="How far it is changed, up and down.")


class MicroscopeConfig(NetworkConfig):
    """A config whose network is small enough to write every number out, of one example at a time."""

    pacing: Length
    microscope: Microscope

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return why this lesson cannot show it: it writes every number out, of one example at a time."""
        data, network, training, scope = dataset_of(self), self.network, self.training, self.microscope
        sizes = [data.inputs.shape[1], *network.hidden, data.targets.shape[1]]
        activations = {network.activation} if isinstance(network.activation, str) else set(network.activation)
        room = f"write at most {training.snapshots - 1}, or more training.snapshots (up to 5000)"
        small = f"this lesson writes every number out, for at most {MOST_NEURONS} neurons a layer"
        found = [
            (
                "network.hidden",
                len(network.hidden) > MOST_HIDDEN,
                "this lesson has room for one or two hidden layers",
            ),
            ("network.hidden", max(network.hidden) > MOST_NEURONS, small),
            (
                "data",
                max(sizes[0], sizes[-1]) > MOST_NEURONS,
                f"{small}: not {sizes[0]} inputs and {sizes[-1]} outputs",
            ),
            ("data", np.abs(data.inputs).max() > MOST_INPUT, f"inputs beyond {MOST_INPUT} cannot be read on screen"),
            (
                "network.activation",
                len(activations) > 1,
                "this lesson writes one formula for all hidden neurons; write one name, such as sigmoid",
            ),
            ("network.activation", "softmax" in activations, "softmax looks at a whole layer; write sigmoid"),
            (
                "network.bias",
                isinstance(network.bias, tuple) and len(set(network.bias)) > 1,
                "this lesson writes one formula for all neurons; write true or false",
            ),
            ("network.output", network.output != "softmax", "this lesson explains softmax; write output: softmax"),
            ("training.loss", training.loss != "cross_entropy", "this lesson explains cross_entropy; write that"),
            ("network.dropout", network.dropout > 0, "in this lesson no neuron drops out; write dropout: 0"),
            ("training.optimizer", training.optimizer != "sgd", "this lesson shows plain steps; write sgd"),
            ("training.batch_size", training.batch_size > 1, "this lesson follows one example at a time; write 1"),
            ("training.weight_decay", training.weight_decay > 0, "a step here is the gradient's alone; write 0"),
            ("training.epochs", training.epochs >= training.snapshots, f"every step is kept; {room}"),
            ("look.numbers", not self.look.numbers, "this lesson is about the numbers; write true"),
            (
                "microscope.neuron",
                scope.neuron > network.hidden[0],
                f"the first hidden layer has {network.hidden[0]}",
            ),
        ]
        layer, source, target = scope.weight
        missing = layer > len(sizes) - 1 or source > sizes[layer - 1] or target > sizes[layer]
        shape = "-".join(map(str, sizes))
        place = f"layer {layer} of a network {shape} has no synapse from {source} to {target}"
        return [(key, text) for key, wrong, text in [*found, ("microscope.weight", missing, place)] if wrong][:1]


@dataclass(frozen=True)
class Examined:
    """The first update of a training, and in it one neuron of the first hidden layer and one of its weights.

    Attributes
    ----------
    step
        The update.
    inputs, targets
        Its example, (inputs,) and (outputs,).
    letters
        How the neurons of each layer are called.
    index
        The neuron's number in its layer, from 0.
    neuron, delta
        What it receives and answers, and how the cost answers to it.
    source
        The input that says most: its weight is the one whose gradient is worked out.
    """

    step: Step
    inputs: NDArray[np.float64]
    targets: NDArray[np.float64]
    letters: tuple[str, ...]
    index: int
    neuron: Neuron
    delta: HiddenDelta
    source: int

    @classmethod
    def of(cls, step: Step, inputs: NDArray[np.float64], targets: NDArray[np.float64], index: int) -> Examined:
        """Look at neuron ``index`` in an update made by the first of these examples and targets."""
        start, trace, deltas, j = step.before, step.trace, step.gradients.deltas, index
        row = int(step.rows[0])
        letters = LETTERS[len(start.sizes)]
        bias = float(start.biases[0][j]) if start.bias else None
        z, a = float(trace.preactivations[0][0, j]), float(trace.activations[1][0, j])
        neuron = Neuron(j, inputs[row], start.weights[0][:, j], bias, z, a, start.hidden)
        delta = HiddenDelta(
            neuron=neuron,
            letter=letters[2],
            weights=start.weights[1][j],
            deltas=deltas[1][0],
            through=float(start.weights[1][j] @ deltas[1][0]),
            slope=slope_of(start.hidden, z, a),
            delta=float(deltas[0][0, j]),
        )
        return cls(step, inputs[row], targets[row], letters, j, neuron, delta, int(np.argmax(np.abs(inputs[row]))))

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
