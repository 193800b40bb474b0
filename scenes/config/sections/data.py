"""The section ``data``: the examples the network learns from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nnlib import DATASETS
from scenes.config.fields import Flag, Many, Number, OneOf, Text, Whole
from scenes.config.sections.section import Section, seed_kind

_cell = Number(-1e9, 1e9, "numbers go down to -1e9; scale the data", "numbers go up to 1e9; scale the data")


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
