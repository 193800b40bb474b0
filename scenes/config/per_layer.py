"""What each layer may have of its own is said once for all of them, or in a list, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic_core import core_schema

from scenes.config.fields import Kind, Many


@dataclass(frozen=True)
class PerLayer:
    """One value of a kind, or a list of them; that the list has an entry for each layer, the checks of keys see to.

    Parameters
    ----------
    kind
        Of each value.
    layers
        How long the list may be, and why.
    """

    kind: Kind
    layers: Many

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        # Each entry is checked in its place, so that a mistake is told where the entry stands.
        entries = core_schema.tuple_variable_schema(core_schema.no_info_plain_validator_function(self.kind.check))
        as_it_is = core_schema.plain_serializer_function_ser_schema(lambda value: value)
        return core_schema.no_info_wrap_validator_function(self.check, entries, serialization=as_it_is)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        one = self.kind.json()
        several = {"type": "array", "items": one, "minItems": self.layers.fewest, "maxItems": self.layers.most}
        return {"anyOf": [one, several]}

    def check(self, value: Any, entries: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return entries(self.layers.check(value))
        return self.kind.check(value)
