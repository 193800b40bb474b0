"""The section ``pacing``: which cycles are shown, and how long the film lasts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scenes.config.fields import FileName, Reasons
from scenes.config.sections.section import Section


class Length(Section):
    """How long the film lasts."""

    reasons: ClassVar = {
        "seconds": Reasons("no lesson fits in less than 10 seconds", "half an hour (1800) is the longest film")
    }

    seconds: float | None = Field(
        None,
        ge=10,
        le=1800,
        description="Length of the film in seconds; nothing: as long as its beats naturally take.",
    )
    music: Annotated[str, FileName()] | None = Field(
        None, description="Path of a sound file, relative to this config; the film then lasts as long as it."
    )


class Pacing(Length):
    """Which cycles are shown, and how long the film lasts."""

    reasons: ClassVar = {
        "cycles": Reasons(noun="a way to choose cycles"),
        "shown": Reasons(
            "the first cycle is 1",
            "training has at most a million cycles",
            length="1 to 40 cycles can be shown before viewers tire",
        ),
        "count": Reasons("a film of learning needs a first and a last cycle", "viewers tire after 40 shown cycles"),
    }

    cycles: Literal["explicit", "linear", "log", "change"] = Field(
        "change",
        description="explicit: those under shown; linear: evenly spaced; log: dense at the start; "
        "change: so that every stretch changes the weights equally.",
    )
    shown: (
        Annotated[tuple[Annotated[int, Field(ge=1, le=1_000_000)], ...], Field(min_length=1, max_length=40)] | None
    ) = Field(None, description="The shown cycles for cycles: explicit, from the first to the last.")
    count: int = Field(12, ge=2, le=40, description="How many cycles are shown, for linear, log and change.")
