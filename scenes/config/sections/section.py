"""A section is a group of keys of a config; this is what all of them have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core.core_schema import ValidationInfo, ValidatorFunctionWrapHandler

from scenes.config.fields import Reasons

Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]


class Section(BaseModel):
    """A group of keys: frozen, and a key it does not know is a mistake.

    Bounds are pydantic's own; ``reasons`` tells for each key why they are there, from which the messages are made.
    """

    reasons: ClassVar[Mapping[str, Reasons]] = {
        "seed": Reasons("a seed begins at 0", "NumPy takes seeds up to 4294967295")
    }

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_default=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def remember_what_is_right(cls, value: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Keep each right value, so that keys can be compared even where another key is wrong."""
        found = check(_as_meant(value))
        if info.context is not None:
            info.context.setdefault(cls, {})[info.field_name] = found
        return found

    @classmethod
    def why(cls, key: str, depth: int) -> Reasons:
        """Return the reasons of the bounds of a key, or of what stands so deep in its list.

        ``key[]`` in a table is an entry of the list, where that has reasons of its own. Those of a base class count.
        """
        tables = [vars(base).get("reasons", {}) for base in cls.__mro__]
        names = [key + "[]" * inner for inner in range(depth, -1, -1)]
        return next((table[name] for name in names for table in tables if name in table), Reasons())


def _as_meant(value: Any) -> Any:
    """Return a list as a tuple, which cannot be changed, and ``6e4`` as the whole number it means."""
    if isinstance(value, (list, tuple)):
        return tuple(_as_meant(part) for part in value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
