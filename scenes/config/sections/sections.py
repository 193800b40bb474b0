"""The manual of a config: its sections, each key with what it means and why it is bounded.

``NETWORK_SECTIONS`` are those of a lesson about a network; a lesson may declare others (``Words.sections``).
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core.core_schema import ValidationInfo, ValidatorFunctionWrapHandler

from nnlib import ACTIVATIONS, DATASETS, GENERATORS, INITIALIZERS, LOSSES, OPTIMIZERS
from scenes.config.fields import Flag, Many, Number, OneOf, Text, Whole

seed_kind = Whole(0, 2**32 - 1, "a seed begins at 0", "NumPy takes seeds up to 4294967295")
_cell = Number(-1e9, 1e9, "numbers go down to -1e9; scale the data", "numbers go up to 1e9; scale the data")


class Section(BaseModel):
    """A group of keys: frozen, and a key it does not know is a mistake.

    ``key`` is the section's name in the file.
    """

    key: ClassVar[str]

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def remember_what_is_right(cls, value: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Keep each right value, so that keys can be compared even where another key is wrong."""
        found = check(value)
        if info.context is not None:
            info.context.setdefault(cls.key, {})[info.field_name] = found
        return found


class Data(Section):
    """What the network learns from: a dataset of nnlib, examples written here, a csv file, a folder of pictures."""

    key = "data"

    dataset: Annotated[str | None, OneOf(DATASETS, "a dataset", optional=True)] = Field(
        None, description="Name of a dataset that nnlib can make."
    )
    examples: Annotated[
        tuple[
            Annotated[
                tuple[Annotated[float, _cell], ...],
                Many(2, 17, "a row has 1 to 16 inputs and then the right answer"),
            ],
            ...,
        ]
        | None,
        Many(1, 64, "1 to 64 rows fit in a config; keep more in a csv file (csv)", optional=True),
    ] = Field(None, description="Rows of numbers; the last number of each row is the right answer.")
    csv: Annotated[str | None, Text(500, optional=True)] = Field(
        None, description="Path of a csv file, relative to this config; its last column is the right answer."
    )
    folder: Annotated[str | None, Text(500, optional=True)] = Field(
        None,
        description="Path of a folder of pictures, relative to this config: in it a folder of PNGs for each class.",
    )
    outputs: Annotated[int, Whole(1, 16, "a row needs a right answer", "more than 16 outputs cannot be drawn")] = (
        Field(1, description="How many numbers at the end of each row of examples or csv are right answers.")
    )
    labels: Annotated[bool, Flag()] = Field(
        False, description="Whether the last column of a csv file names classes even where it holds numbers."
    )
    n: Annotated[
        int | None,
        Whole(
            2,
            100_000,
            "learning needs 2 examples",
            "100000 examples are as many as a film can show",
            optional=True,
        ),
    ] = Field(None, description="How many examples the dataset makes; nothing: as many as it likes.")
    noise: Annotated[
        float | None,
        Number(0, 10, "noise is a spread, 0 or more", "beyond 10 the noise hides every pattern", optional=True),
    ] = Field(None, description="How widely the examples of a dataset scatter; nothing: as it likes; 0: not at all.")
    classes: Annotated[
        int | None,
        Whole(2, 10, "a choice needs 2 classes", "more than 10 classes cannot be told apart", optional=True),
    ] = Field(
        None,
        description="How many classes blobs and spirals (nothing: two) or shapes (nothing: three) have.",
    )
    seed: Annotated[int, seed_kind] = Field(1, description="Start of the random numbers that make the data.")
    standardise: Annotated[bool, Flag()] = Field(
        False, description="Whether each input is moved and scaled to mean 0 and standard deviation 1."
    )
    test_share: Annotated[
        float,
        Number(0, 0.9, "a share is 0 or more", "a share is at most 0.9, or too little is left to learn from"),
    ] = Field(0.0, description="Share of the examples kept back for testing, 0 to 0.9.")
    question: Annotated[
        tuple[Annotated[float, _cell], ...] | None,
        Many(2, 17, "a question has 1 to 16 inputs and then the right answer", optional=True),
    ] = Field(None, description="A case the network never saw: its inputs, then the right answer.")


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
        Many(1, 6, "1 to 6 hidden layers fit in the picture"),
    ] = Field(description="Neurons in each hidden layer: [4] is one layer of four, [8, 4] two layers.")
    activation: Annotated[str, OneOf(ACTIVATIONS, "an activation")] = Field(
        "sigmoid", description="How a hidden neuron answers to what it receives."
    )
    output: Annotated[str, OneOf(ACTIVATIONS, "an activation")] = Field(
        "sigmoid", description="The activation of the output neurons; the loss must fit it."
    )
    bias: Annotated[bool, Flag()] = Field(True, description="Whether each neuron has a bias of its own.")
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


class Training(Section):
    """How the network learns."""

    key = "training"

    loss: Annotated[str, OneOf(LOSSES, "a loss")] = Field(
        "squared_error", description="What counts as an error, and how much."
    )
    optimizer: Annotated[str, OneOf(OPTIMIZERS, "an optimizer")] = Field(
        "sgd", description="The rule by which the weights are changed."
    )
    learning_rate: Annotated[
        float,
        Number(
            0,
            100,
            "a rate must be above 0, or nothing is learned",
            "with a rate above 100 no run settles",
            above=True,
        ),
    ] = Field(description="Size of the steps, above 0 and at most 100; sgd 1.0 or 0.1, adam 0.01.")
    epochs: Annotated[
        int,
        Whole(
            1,
            1_000_000,
            "without a cycle nothing is learned",
            "more than a million cycles take hours to train",
        ),
    ] = Field(description="How many cycles; in one cycle the network sees every example once.")
    batch_size: Annotated[
        int,
        Whole(1, 100_000, "a step needs an example", "there are at most 100000 examples"),
    ] = Field(1, description="After how many examples the weights are changed.")
    shuffle: Annotated[bool, Flag()] = Field(
        False, description="Whether each cycle takes the examples in a new order."
    )
    weight_decay: Annotated[
        float,
        Number(0, 10, "a pull towards zero is 0 or more", "a pull above 10 leaves no weight alive"),
    ] = Field(0.0, description="How strongly the weights are pulled towards zero; 0: not at all.")
    seed: Annotated[int, seed_kind] = Field(1, description="Start of the random numbers for shuffling and dropout.")
    snapshots: Annotated[
        int,
        Whole(
            50,
            5000,
            "with fewer than 50 the learning would jump",
            "more than 5000 fill the memory and show no more",
        ),
    ] = Field(1500, description="How many states of the network the film may choose from.")


class Length(Section):
    """How long the film lasts."""

    key = "pacing"

    seconds: Annotated[
        float | None,
        Number(
            10,
            1800,
            "no lesson fits in less than 10 seconds",
            "half an hour (1800) is the longest film",
            optional=True,
        ),
    ] = Field(None, description="Length of the film in seconds; nothing: as long as its beats naturally take.")
    music: Annotated[str | None, Text(500, optional=True)] = Field(
        None, description="Path of a sound file, relative to this config; the film then lasts as long as it."
    )


class Pacing(Length):
    """Which cycles are shown, and how long the film lasts."""

    cycles: Annotated[str, OneOf(("explicit", "linear", "log", "change"), "a way to choose cycles")] = Field(
        "change",
        description="explicit: those under shown; linear: evenly spaced; log: dense at the start; "
        "change: so that every stretch changes the weights equally.",
    )
    shown: Annotated[
        tuple[
            Annotated[
                int,
                Whole(1, 1_000_000, "the first cycle is 1", "training has at most a million cycles"),
            ],
            ...,
        ]
        | None,
        Many(1, 40, "1 to 40 cycles can be shown before viewers tire", optional=True),
    ] = Field(None, description="The shown cycles for cycles: explicit, from the first to the last.")
    count: Annotated[
        int,
        Whole(2, 40, "a film of learning needs a first and a last cycle", "viewers tire after 40 shown cycles"),
    ] = Field(12, description="How many cycles are shown, for linear, log and change.")


class Look(Section):
    """Colours and type."""

    key = "look"

    theme: Annotated[str, OneOf(("night", "paper", "safe"), "a theme")] = Field(
        "night", description="night: dark; paper: light, for print and slides; safe: sky blue and orange."
    )
    font: Annotated[
        str,
        Text(
            60,
            pattern=r"[A-Za-z0-9 \-]+",
            pattern_says="is not a font name: letters, digits, spaces, hyphens",
        ),
    ] = Field("DejaVu Sans", description="A font installed on this computer.")
    numbers: Annotated[bool, Flag()] = Field(
        True, description="Whether each neuron shows its activation as a number."
    )
    mark_negative: Annotated[bool, Flag()] = Field(
        True, description="Whether a dark core line marks a negative synapse, besides its colour."
    )
    captions: Annotated[bool, Flag()] = Field(
        True, description="Whether the film shows its captions; if not, they only stand in files beside it."
    )


class Format(Section):
    """The shape of the picture."""

    key = "format"

    aspect: Annotated[str, OneOf(("16:9", "9:16", "1:1"), "a format")] = Field(
        "16:9", description="16:9 for screens, 9:16 for phones held upright, 1:1 for feeds."
    )


NETWORK_SECTIONS: dict[str, type[Section]] = {"data": Data, "network": Network, "training": Training}
