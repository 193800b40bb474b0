"""What pydantic's own bounds cannot say of a value: why a bound is there, names of a registry, readable texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import core_schema

from scenes.config.mistakes import Wrong, quoted


@dataclass(frozen=True)
class Reasons:
    """Why a key has its bounds: what the message about a value beyond them ends with.

    Parameters
    ----------
    too_small, too_large
        Said of a number, or of the numbers of a list.
    length
        Said of a list with too few or too many entries.
    noun
        What one of a few names is one of, such as ``a theme``.
    pattern
        Said of a text of another form, after the text itself.
    """

    too_small: str = ""
    too_large: str = ""
    length: str = ""
    noun: str = ""
    pattern: str = ""


@dataclass(eq=False)  # compared by identity: a registry has no hash
class OneOf:
    """One of the names of a registry of nnlib; where the names are known beforehand, ``Literal`` says it."""

    names: Iterable[str]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.literal_schema(list(self.names))


@dataclass(frozen=True)
class Text:
    """A text of one to ``longest`` characters without control characters; ``lines``: it may break into lines."""

    longest: int
    lines: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(schema), "minLength": 1, "maxLength": self.longest}

    def check(self, value: Any) -> str:
        """Return the text.

        Raises
        ------
        Wrong
            It is none, is empty or too long, or cannot be shown.
        """
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
        return value


@dataclass(frozen=True)
class FileName(Text):
    """The name of a file or a folder, relative to the config: of this type is every key that names one.

    By it they are found: what leads outside the config's folder is refused, and what is named goes along where a
    config goes.
    """

    longest: int = 500

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {**super().__get_pydantic_json_schema__(schema, handler), "format": "path"}
