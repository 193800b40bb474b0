"""The kinds of value a config may hold; each knows its bounds, and the reason for each bound.

A kind stands in ``Annotated[int, Whole(1, 64, ...)]``. It checks without converting (``"5"`` is no number,
``true`` is no 1), and says in plain English what to write.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import core_schema

from scenes.config.mistakes import Wrong, quoted, suggestion


class Kind:
    """A check of one value. Subclasses give ``check`` and the JSON schema of what they let pass."""

    optional = False

    def check(self, value: Any) -> Any:
        raise NotImplementedError

    def json(self) -> dict[str, Any]:
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        def checked(value: Any) -> Any:
            return None if value is None and self.optional else self.check(value)

        return core_schema.no_info_plain_validator_function(checked)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        found = self.json()
        if not self.optional:
            return found
        values = {"enum": [*found["enum"], None]} if "enum" in found else {}
        return {**found, **values, "type": [found["type"], "null"]}


@dataclass(frozen=True)
class Number(Kind):
    """A number from ``low`` to ``high``; ``too_small`` and ``too_large`` give the reasons of the bounds."""

    low: float
    high: float
    too_small: str
    too_large: str
    above: bool = False  # then low itself is too small
    optional: bool = False

    noun = "number"

    @property
    def example(self) -> str:
        return "0.5" if self.low <= 0.5 <= self.high else f"{2 * self.low:g}"

    def check(self, value: Any) -> Any:
        if value is None:
            raise Wrong(f"the value is missing; write a {self.noun} such as {self.example}")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            meant = str(value).replace("_", "").replace(",", "").replace(" ", "")
            if isinstance(value, str) and _is_number(value):
                raise Wrong(f"{quoted(value)} is a text; write the number without quotes: {value}")
            example = meant if isinstance(value, str) and _is_number(meant) else self.example
            raise Wrong(f"{quoted(value)} is not a {self.noun}; write a number such as {example}")
        if value < self.low or (self.above and value == self.low):
            raise Wrong(f"{_number(value)} is too small: {self.too_small}")
        if not value <= self.high:
            raise Wrong(f"{_number(value)} is too large: {self.too_large}")
        return self.convert(value)

    def convert(self, value: float) -> float:
        return float(value)

    def json(self) -> dict[str, Any]:
        lowest = "exclusiveMinimum" if self.above else "minimum"
        return {"type": "number", lowest: self.low, "maximum": self.high}


@dataclass(frozen=True)
class Whole(Number):
    """A whole number from ``low`` to ``high``; ``6e4`` is taken for the 60000 it means."""

    noun = "whole number"

    @property
    def example(self) -> str:
        return "500" if self.low <= 500 <= self.high else f"{int(self.low + self.high) // 2}"

    def check(self, value: Any) -> Any:
        if isinstance(value, float) and math.isfinite(value) and not value.is_integer():
            raise Wrong(f"{value} is not a whole number; write a number such as {max(int(self.low), int(value))}")
        return super().check(value)

    def convert(self, value: float) -> int:
        return int(value)

    def json(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Flag(Kind):
    """true or false, and nothing else."""

    def check(self, value: Any) -> bool:
        if value is None:
            raise Wrong("the value is missing; write true or false")
        if not isinstance(value, bool):
            raise Wrong(f"{quoted(value)} is neither true nor false; write one of the two")
        return value

    def json(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Text(Kind):
    """A text of one to ``longest`` characters without control characters."""

    longest: int
    lines: bool = False  # may it break into lines?
    pattern: str | None = None
    pattern_says: str = ""
    optional: bool = False

    def check(self, value: Any) -> str:
        if value is None:
            raise Wrong("the text is missing; write one")
        if not isinstance(value, str):
            written = quoted(value)
            hint = f"put it in quotes: '{written}'" if isinstance(value, (bool, int, float)) else "write one"
            raise Wrong(f"{written} is not a text; {hint}")
        if not value.strip():
            raise Wrong("the text is empty; write at least a word")
        if len(value) > self.longest:
            raise Wrong(
                f"{len(value)} characters are too many: more than {self.longest} do not fit; shorten the text"
            )
        for sign in value:
            # Cc are control characters, Cs halves of characters that no font has.
            if unicodedata.category(sign) in ("Cc", "Cs") and not (sign == "\n" and self.lines):
                name = {"\n": "a line break", "\t": "a tab"}.get(sign, f"a control character (code {ord(sign)})")
                raise Wrong(f"{name} in the text; delete it")
        if self.pattern is not None and not re.fullmatch(self.pattern, value):
            raise Wrong(f"{quoted(value)} {self.pattern_says}")
        return value

    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": self.longest}
        return found | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})


@dataclass(frozen=True)
class OneOf(Kind):
    """One of a few known words, such as the names of a registry of nnlib."""

    names: Iterable[str]
    noun: str
    optional: bool = False

    def check(self, value: Any) -> str:
        if value is None:
            raise Wrong(f"the value is missing; {_known(self.names)}")
        if not isinstance(value, str) or value not in list(self.names):
            near = suggestion(value, self.names) if isinstance(value, str) else _known(self.names)
            raise Wrong(f"{quoted(value)} is not {self.noun}; {near}")
        return value

    def json(self) -> dict[str, Any]:
        return {"type": "string", "enum": sorted(self.names)}


@dataclass(frozen=True)
class Many:
    """A list with ``fewest`` to ``most`` entries; the reason tells why no more and no fewer."""

    fewest: int
    most: int
    reason: str
    optional: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        found = handler(schema)
        inner = next((part for part in found.get("anyOf", [found]) if part.get("type") == "array"), found)
        inner = {**inner, "minItems": self.fewest, "maxItems": self.most}
        return inner | ({"type": ["array", "null"]} if self.optional else {})

    def check(self, value: Any) -> Any:
        if value is None and self.optional:
            return None
        if value is None:
            raise Wrong("the list is missing; write its parts in brackets, such as [1, 2]")
        if not isinstance(value, (list, tuple)):
            raise Wrong(f"{quoted(value)} is not a list; write its parts in brackets, such as [{_inside(value)}]")
        if not self.fewest <= len(value) <= self.most:
            size = "too short" if len(value) < self.fewest else "too long"
            raise Wrong(f"the list is {size} with {len(value)} entries: {self.reason}")
        return tuple(value)


@dataclass(frozen=True)
class Named:
    """A group of keys that may be called anything; ``example`` is a line of it."""

    example: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def check(self, value: Any) -> Any:
        if not isinstance(value, dict):
            raise Wrong(f"{quoted(value)} is not a group of keys; write lines below it, such as {self.example}")
        return value


def _inside(value: Any) -> str:
    return f"{value}" if isinstance(value, (int, float)) and not isinstance(value, bool) else "1, 2"


def _known(names: Iterable[str]) -> str:
    return f"known here: {', '.join(names)}"


def _number(value: float) -> str:
    return f"{value:,}".replace(",", "") if isinstance(value, int) else f"{value:g}"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[0-9]{1,20}(\.[0-9]{1,20})?", text) is not None
