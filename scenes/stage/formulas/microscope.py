"""The config of a lesson that looks at one step of a small network: every number of it is written out."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from scenes.config.config import NetworkConfig
from scenes.config.fields import Reasons
from scenes.config.sections import Length, Section
from scenes.stage.formulas.explained import EXPLAINED
from scenes.training.training import dataset_of

MOST_NEURONS, MOST_HIDDEN, MOST_NUMBER = 5, 2, 1000


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
        largest = max(np.abs(data.inputs).max(), np.abs(data.targets).max())
        explained = list(dict.fromkeys(output for output, _ in EXPLAINED))
        fitting = [loss for output, loss in EXPLAINED if output == network.output]
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
            ("data", largest > MOST_NUMBER, f"numbers beyond {MOST_NUMBER} cannot be read on screen"),
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
            ("network.output", not fitting, f"this lesson explains {', '.join(explained)}; write one of them"),
            (
                "training.loss",
                training.loss not in fitting,
                f"with the output {network.output} this lesson explains {' or '.join(fitting)}; write that",
            ),
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
