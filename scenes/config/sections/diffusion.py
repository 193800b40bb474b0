"""The sections of a lesson about label diffusion: the run itself, and how fast its layers pass."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from scenes.config.fields import Many, Number, OneOf, Whole
from scenes.config.sections.pacing import Length
from scenes.config.sections.section import Section, seed_kind


class Diffusion(Section):
    """The run of label diffusion: its plane, its points and its layers."""

    key: ClassVar[str] = "diffusion"

    size: Annotated[
        int,
        Whole(100, 1600, "a plane of fewer than 100 pixels a side shows no regions", "1600 is all a film can show"),
    ] = Field(800, description="Pixels on each side of the plane, 100 to 1600.")
    spread: Annotated[
        float,
        Number(0.01, 0.3, "below 0.01 all points of a group fall together", "above 0.3 no group can be seen"),
    ] = Field(0.05, description="How widely each group scatters: the scale of its logistic distribution.")
    layers: Annotated[int, Whole(1, 1000, "a run has at least one layer", "more than 1000 layers tire viewers")] = (
        Field(250, description="How many layers follow the one that holds the points.")
    )
    grow_layers: Annotated[int, Whole(0, 1000, "a layer is 0 or more", "a run has at most 1000 layers")] = Field(
        50, description="Up to this layer only empty pixels copy; after it coloured ones do, too."
    )
    priors: Annotated[
        tuple[Annotated[float, Number(0, 1, "a share is 0 or more", "a share is at most 1")], ...],
        Many(1, 4, "1 to 4 groups have colours of their own"),
    ] = Field((0.2, 0.4, 0.3, 0.1), description="Share of the points of each group; together they are 1.")
    seed: Annotated[int, seed_kind] = Field(2, description="Start of all random numbers of the run.")
    observations: Annotated[
        int, Whole(10, 1000, "fewer than 10 say nothing", "more than 1000 would cover the plane")
    ] = Field(200, description="How many new points are classified by their pixel.")
    window: Annotated[
        int,
        Whole(3, 99, "a window of fewer than 3 pixels holds no majority", "99 pixels are as wide as a small plane"),
    ] = Field(21, description="Side of the window of the majority vote, an odd number of pixels.")


class LayerPacing(Length):
    """How fast the layers pass, and how long the film lasts."""

    layers_a_second: Annotated[
        float, Number(1, 60, "slower than one a second nobody can wait for", "a film has 60 frames a second")
    ] = Field(20.0, description="How many layers are shown in a second, at the film's natural length.")
    pace: Annotated[str, OneOf(("steady", "growth"), "a pace")] = Field(
        "steady",
        description="steady: every layer stands equally long; growth: slow where the plane fills, faster where only "
        "borders change, as long in all.",
    )
