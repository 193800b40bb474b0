"""The section ``look``: colours and type."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scenes.config.fields import Reasons, Text
from scenes.config.sections.section import Section


class Look(Section):
    """Colours and type."""

    reasons: ClassVar = {
        "theme": Reasons(noun="a theme"),
        "font": Reasons(pattern="is not a font name: letters, digits, spaces, hyphens"),
    }

    theme: Literal["night", "paper", "safe"] = Field(
        "night", description="night: dark; paper: light, for print and slides; safe: sky blue and orange."
    )
    font: Annotated[str, Field(pattern=r"^[A-Za-z0-9 \-]+$"), Text(60)] = Field(
        "DejaVu Sans", description="A font installed on this computer."
    )
    numbers: bool = Field(True, description="Whether each neuron shows its activation as a number.")
    mark_negative: bool = Field(
        True, description="Whether a dark core line marks a negative synapse, besides its colour."
    )
    dense: Literal["most", "all"] = Field(
        "most",
        description="What is shown of a network of 60 synapses or more: most, those that matter most; all of them.",
    )
    captions: bool = Field(
        True, description="Whether the film shows its captions; if not, they only stand in files beside it."
    )
    camera: bool = Field(
        True,
        description="Whether the camera moves in on what is talked about; false for viewers whom motion makes ill.",
    )
