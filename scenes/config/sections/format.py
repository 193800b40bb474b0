"""The section ``format``: the shape of the picture."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from scenes.config.fields import Reasons
from scenes.config.sections.section import Section


class Format(Section):
    """The shape of the picture."""

    reasons: ClassVar = {"aspect": Reasons(noun="a format")}

    aspect: Literal["16:9", "9:16", "1:1"] = Field(
        "16:9", description="16:9 for screens, 9:16 for phones held upright, 1:1 for feeds."
    )
