"""The section ``training``: how the network learns."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nnlib import LOSSES, OPTIMIZERS
from scenes.config.fields import Flag, Number, OneOf, Whole
from scenes.config.sections.section import Section, seed_kind


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
