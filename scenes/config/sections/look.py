"""The section ``look``: colours and type."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenes.config.fields import Flag, OneOf, Text
from scenes.config.sections.section import Section


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
