"""The section ``data``: the examples the network learns from."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from nnlib import DATASETS
from nnlib.checks import LARGEST
from scenes.config.fields import FileName, OneOf, Reasons, Text
from scenes.config.sections.section import Section, Seed

_Cell = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
_Row = Annotated[tuple[_Cell, ...], Field(min_length=2, max_length=17)]
_SMALL, _LARGE = "numbers go down to -1e9; scale the data", "numbers go up to 1e9; scale the data"


class Data(Section):
    """What the network learns from: a dataset of nnlib, examples written here, a csv file, a folder of pictures."""

    reasons: ClassVar = {
        "dataset": Reasons(noun="a dataset"),
        "examples": Reasons(length="1 to 64 rows fit in a config; keep more in a csv file (csv)"),
        "examples[]": Reasons(_SMALL, _LARGE, length="a row has 1 to 16 inputs and then the right answer"),
        "outputs": Reasons("a row needs a right answer", "more than 16 outputs cannot be drawn"),
        "inputs": Reasons(length="1 to 16 inputs can be drawn"),
        "names": Reasons(length="a file has 2 to 64 columns"),
        "missing": Reasons(noun="a way to treat missing values"),
        "n": Reasons("learning needs 2 examples", "100000 examples are as many as a film can show"),
        "noise": Reasons("noise is a spread, 0 or more", "beyond 10 the noise hides every pattern"),
        "classes": Reasons("a choice needs 2 classes", "more than 10 classes cannot be told apart"),
        "test_share": Reasons("a share is 0 or more", "a share is at most 0.9, or too little is left to learn from"),
        "question": Reasons(_SMALL, _LARGE, length="a question has 1 to 16 inputs and then the right answer"),
    }

    dataset: Annotated[str, OneOf(DATASETS)] | None = Field(
        None, description="Name of a dataset that nnlib can make."
    )
    examples: Annotated[tuple[_Row, ...], Field(min_length=1, max_length=64)] | None = Field(
        None, description="Rows of numbers; the last number of each row is the right answer."
    )
    csv: Annotated[str, FileName()] | None = Field(
        None, description="Path of a csv file, relative to this config; its last column is the right answer."
    )
    folder: Annotated[str, FileName()] | None = Field(
        None,
        description="Path of a folder of pictures, relative to this config: in it a folder of PNGs for each class.",
    )
    answer: Annotated[str, Text(100)] | None = Field(
        None, description="Name of the column of a csv file that is the right answer; nothing: the last one."
    )
    inputs: Annotated[tuple[Annotated[str, Text(100)], ...], Field(min_length=1, max_length=16)] | None = Field(
        None, description="Names of the columns of a csv file that are the inputs; nothing: all others."
    )
    names: Annotated[tuple[Annotated[str, Text(100)], ...], Field(min_length=2, max_length=64)] | None = Field(
        None, description="Names of all columns of a csv file that has no line of names."
    )
    missing: Literal["refuse", "drop"] | None = Field(
        None,
        description="Rows of a csv file in which a value is missing: refused, as by nothing, or left out (drop).",
    )
    outputs: int = Field(
        1, ge=1, le=16, description="How many numbers at the end of each row of examples or csv are right answers."
    )
    labels: bool = Field(
        False, description="Whether the last column of a csv file names classes even where it holds numbers."
    )
    n: int | None = Field(
        None, ge=2, le=100_000, description="How many examples the dataset makes; nothing: as many as it likes."
    )
    noise: float | None = Field(
        None,
        ge=0,
        le=10,
        description="How widely the examples of a dataset scatter; nothing: as it likes; 0: not at all.",
    )
    classes: int | None = Field(
        None,
        ge=2,
        le=10,
        description="How many classes blobs and spirals (nothing: two) or shapes (nothing: three) have.",
    )
    seed: Seed = Field(1, description="Start of the random numbers that make the data.")
    standardise: bool = Field(
        False, description="Whether each input is moved and scaled to mean 0 and standard deviation 1."
    )
    test_share: float = Field(0.0, ge=0, le=0.9, description="Share of the examples kept back for testing, 0 to 0.9.")
    question: _Row | None = Field(
        None, description="A case the network never saw: its inputs, then the right answer."
    )
