"""The section ``network``: its layers, and how its weights begin."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Field, Tag

from nnlib import ACTIVATIONS, GENERATORS, INITIALIZERS
from scenes.config.fields import OneOf, Reasons
from scenes.config.sections.section import Section, Seed

MOST_HIDDEN = 6  # layers
_Activation = Annotated[str, OneOf(ACTIVATIONS)]


@Discriminator
def _one_or_each(value: Any) -> str:
    """Whether a value is said once for all layers, or in a list, layer by layer."""
    return "each" if isinstance(value, (list, tuple)) else "one"


class Network(Section):
    """The network: its layers and how its weights begin."""

    reasons: ClassVar = {
        "hidden": Reasons(
            "a layer has at least one neuron",
            "a layer of more than 64 neurons cannot be drawn",
            length=f"1 to {MOST_HIDDEN} hidden layers fit in the picture",
        ),
        "activation": Reasons(noun="an activation", length="one for each hidden layer"),
        "output": Reasons(noun="an activation"),
        "bias": Reasons(length="one for each layer after the inputs"),
        "init": Reasons(noun="an initializer"),
        "generator": Reasons(noun="a generator"),
        "dropout": Reasons(
            "a share is 0 or more", "with more than 0.9 switched off, hardly a neuron is left to learn"
        ),
    }

    hidden: tuple[Annotated[int, Field(ge=1, le=64)], ...] = Field(
        min_length=1,
        max_length=MOST_HIDDEN,
        description="Neurons in each hidden layer: [4] is one layer of four, [8, 4] two layers.",
    )
    activation: Annotated[
        Annotated[_Activation, Tag("one")]
        | Annotated[tuple[_Activation, ...], Field(min_length=1, max_length=MOST_HIDDEN), Tag("each")],
        _one_or_each,
    ] = Field(
        "sigmoid",
        description="How a hidden neuron answers to what it receives; one for each hidden layer: [relu, tanh].",
    )
    output: _Activation = Field("sigmoid", description="The activation of the output neurons; the loss must fit it.")
    bias: Annotated[
        Annotated[bool, Tag("one")]
        | Annotated[tuple[bool, ...], Field(min_length=1, max_length=MOST_HIDDEN + 1), Tag("each")],
        _one_or_each,
    ] = Field(
        True,
        description="Whether each neuron has a bias of its own; one for each layer after the inputs: [true, false].",
    )
    init: Annotated[str, OneOf(INITIALIZERS)] = Field(
        "uniform", description="How the weights are drawn at the start."
    )
    seed: Seed = Field(1, description="Start of the random numbers of the weights.")
    generator: Annotated[str, OneOf(GENERATORS)] = Field(
        "modern", description="legacy: NumPy's RandomState, drawn neuron by neuron; modern: NumPy's Generator."
    )
    dropout: float = Field(
        0.0, ge=0, le=0.9, description="Share of the hidden neurons switched off at random in each step; 0: none."
    )
