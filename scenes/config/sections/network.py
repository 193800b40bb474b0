"""The section ``network``: its layers, and how its weights begin."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nnlib import ACTIVATIONS, GENERATORS, INITIALIZERS
from scenes.config.fields import Flag, Many, Number, OneOf, Whole
from scenes.config.per_layer import PerLayer
from scenes.config.sections.section import Section, seed_kind

MOST_HIDDEN = 6  # layers


class Network(Section):
    """The network: its layers and how its weights begin."""

    key = "network"

    hidden: Annotated[
        tuple[
            Annotated[
                int,
                Whole(
                    1,
                    64,
                    "a layer has at least one neuron",
                    "a layer of more than 64 neurons cannot be drawn",
                ),
            ],
            ...,
        ],
        Many(1, MOST_HIDDEN, f"1 to {MOST_HIDDEN} hidden layers fit in the picture"),
    ] = Field(description="Neurons in each hidden layer: [4] is one layer of four, [8, 4] two layers.")
    activation: Annotated[
        str | tuple[str, ...],
        PerLayer(OneOf(ACTIVATIONS, "an activation"), Many(1, MOST_HIDDEN, "one for each hidden layer")),
    ] = Field(
        "sigmoid",
        description="How a hidden neuron answers to what it receives; one for each hidden layer: [relu, tanh].",
    )
    output: Annotated[str, OneOf(ACTIVATIONS, "an activation")] = Field(
        "sigmoid", description="The activation of the output neurons; the loss must fit it."
    )
    bias: Annotated[
        bool | tuple[bool, ...], PerLayer(Flag(), Many(1, MOST_HIDDEN + 1, "one for each layer after the inputs"))
    ] = Field(
        True,
        description="Whether each neuron has a bias of its own; one for each layer after the inputs: [true, false].",
    )
    init: Annotated[str, OneOf(INITIALIZERS, "an initializer")] = Field(
        "uniform", description="How the weights are drawn at the start."
    )
    seed: Annotated[int, seed_kind] = Field(1, description="Start of the random numbers of the weights.")
    generator: Annotated[str, OneOf(GENERATORS, "a generator")] = Field(
        "modern",
        description="legacy: NumPy's RandomState, drawn neuron by neuron; modern: NumPy's Generator.",
    )
    dropout: Annotated[
        float,
        Number(
            0,
            0.9,
            "a share is 0 or more",
            "with more than 0.9 switched off, hardly a neuron is left to learn",
        ),
    ] = Field(0.0, description="Share of the hidden neurons switched off at random in each step; 0: none.")
