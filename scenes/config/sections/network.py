"""The section ``network``: its layers, and how its weights begin."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Field, SerializerFunctionWrapHandler, Tag, model_serializer

from nnlib import ACTIVATIONS, GENERATORS, INITIALIZERS
from scenes.config.fields import OneOf, Reasons
from scenes.config.sections.section import Section, Seed

MOST_HIDDEN = 6  # layers
DRAWN = ("init", "seed", "generator")  # how weights are drawn that are not given
_Activation = Annotated[str, OneOf(ACTIVATIONS)]
_Given = Annotated[float, Field(ge=-1e6, le=1e6)]


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
        "weights": Reasons("weights go down to -1e6", "weights go up to 1e6"),
        "biases": Reasons("biases go down to -1e6", "biases go up to 1e6"),
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
    weights: tuple[tuple[tuple[_Given, ...], ...], ...] | None = Field(
        None,
        description="The weights at the start, instead of init, seed and generator: a table for each pair of layers; "
        "a row of it for each neuron that sends, in the row a number for each that receives.",
    )
    biases: tuple[tuple[_Given, ...], ...] | None = Field(
        None, description="The biases that go with weights: one list for each layer after the inputs; nothing: all 0."
    )
    dropout: float = Field(
        0.0, ge=0, le=0.9, description="Share of the hidden neurons switched off at random in each step; 0: none."
    )

    @model_serializer(mode="wrap")
    def without_what_is_not_drawn(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out how weights are drawn where they are given: beside them it would be a mistake."""
        values = dump(self)
        return values if self.weights is None else {k: v for k, v in values.items() if k not in DRAWN}
