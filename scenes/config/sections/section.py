"""A section is a group of keys of a config; this is what all of them have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core.core_schema import ValidationInfo, ValidatorFunctionWrapHandler

from scenes.config.fields import Whole

seed_kind = Whole(0, 2**32 - 1, "a seed begins at 0", "NumPy takes seeds up to 4294967295")


class Section(BaseModel):
    """A group of keys: frozen, and a key it does not know is a mistake.

    ``key`` is the section's name in the file.
    """

    key: ClassVar[str]

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def remember_what_is_right(cls, value: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Keep each right value, so that keys can be compared even where another key is wrong."""
        found = check(value)
        if info.context is not None:
            info.context.setdefault(cls.key, {})[info.field_name] = found
        return found
