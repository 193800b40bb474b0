"""The section ``pacing``: which cycles are shown, and how long the film lasts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenes.config.fields import Many, Number, OneOf, Text, Whole
from scenes.config.sections.section import Section


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
