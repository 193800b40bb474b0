"""The sections of a lesson about label diffusion: the run itself, and how fast its layers pass."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from scenes.config.fields import Reasons
from scenes.config.sections.pacing import Length
from scenes.config.sections.section import Section, Seed


class Diffusion(Section):
    """The run of label diffusion: its plane, its points and its layers."""

    reasons: ClassVar = {
        "size": Reasons("a plane of fewer than 100 pixels a side shows no regions", "1600 is all a film can show"),
        "spread": Reasons("below 0.01 all points of a group fall together", "above 0.3 no group can be seen"),
        "layers": Reasons("a run has at least one layer", "more than 1000 layers tire viewers"),
        "grow_layers": Reasons("a layer is 0 or more", "a run has at most 1000 layers"),
        "priors": Reasons(
            "a share is 0 or more", "a share is at most 1", length="1 to 4 groups have colours of their own"
        ),
        "observations": Reasons("fewer than 10 say nothing", "more than 1000 would cover the plane"),
        "window": Reasons(
            "a window of fewer than 3 pixels holds no majority", "99 pixels are as wide as a small plane"
        ),
    }

    size: int = Field(800, ge=100, le=1600, description="Pixels on each side of the plane, 100 to 1600.")
    spread: float = Field(
        0.05,
        ge=0.01,
        le=0.3,
        description="How widely each group scatters: the scale of its logistic distribution.",
    )
    layers: int = Field(250, ge=1, le=1000, description="How many layers follow the one that holds the points.")
    grow_layers: int = Field(
        50, ge=0, le=1000, description="Up to this layer only empty pixels copy; after it coloured ones do, too."
    )
    priors: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(
        (0.2, 0.4, 0.3, 0.1),
        min_length=1,
        max_length=4,
        description="Share of the points of each group; together they are 1.",
    )
    seed: Seed = Field(2, description="Start of all random numbers of the run.")
    observations: int = Field(200, ge=10, le=1000, description="How many new points are classified by their pixel.")
    window: int = Field(
        21, ge=3, le=99, description="Side of the window of the majority vote, an odd number of pixels."
    )


class LayerPacing(Length):
    """How fast the layers pass, and how long the film lasts."""

    reasons: ClassVar = {
        "layers_a_second": Reasons("slower than one a second nobody can wait for", "a film has 60 frames a second"),
    }

    layers_a_second: float = Field(
        20.0, ge=1, le=60, description="How many layers are shown in a second, at the film's natural length."
    )
