"""The section ``training``: how the network learns."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from nnlib import LOSSES, OPTIMIZERS
from scenes.config.fields import OneOf, Reasons
from scenes.config.sections.section import Section, Seed


class Training(Section):
    """How the network learns."""

    reasons: ClassVar = {
        "loss": Reasons(noun="a loss"),
        "optimizer": Reasons(noun="an optimizer"),
        "learning_rate": Reasons(
            "a rate must be above 0, or nothing is learned", "with a rate above 100 no run settles"
        ),
        "epochs": Reasons("without a cycle nothing is learned", "more than a million cycles take hours to train"),
        "batch_size": Reasons("a step needs an example", "there are at most 100000 examples"),
        "weight_decay": Reasons("a pull towards zero is 0 or more", "a pull above 10 leaves no weight alive"),
        "snapshots": Reasons(
            "with fewer than 50 the learning would jump", "more than 5000 fill the memory and show no more"
        ),
    }

    loss: Annotated[str, OneOf(LOSSES)] = Field("squared_error", description="What counts as an error, and how much.")
    optimizer: Annotated[str, OneOf(OPTIMIZERS)] = Field(
        "sgd", description="The rule by which the weights are changed."
    )
    learning_rate: float = Field(
        gt=0, le=100, description="Size of the steps, above 0 and at most 100; sgd 1.0 or 0.1, adam 0.01."
    )
    epochs: int = Field(
        ge=1, le=1_000_000, description="How many cycles; in one cycle the network sees every example once."
    )
    batch_size: int = Field(1, ge=1, le=100_000, description="After how many examples the weights are changed.")
    shuffle: bool = Field(False, description="Whether each cycle takes the examples in a new order.")
    weight_decay: float = Field(
        0.0, ge=0, le=10, description="How strongly the weights are pulled towards zero; 0: not at all."
    )
    seed: Seed = Field(1, description="Start of the random numbers for shuffling and dropout.")
    snapshots: int = Field(
        1500, ge=50, le=5000, description="How many states of the network the film may choose from."
    )
