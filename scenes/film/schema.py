"""Editors complete and explain a config while it is written; the schema they read is made from the sections.

``python -m scenes.film.schema`` writes configs/lesson.schema.json anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scenes.film.config import Config
from scenes.film.lessons import lesson_names, words_of
from scenes.film.words import Words

PATH = Path(__file__).resolve().parents[2] / "configs" / "lesson.schema.json"


def lesson_schema() -> dict[str, Any]:
    """Return the JSON schema of a config."""
    schema = Config[Words].model_json_schema()
    groups = schema["$defs"]
    del groups["Words"]
    required = schema.pop("required")
    for group in groups.values():
        # A config that extends another may leave out any key; `lesson check` says what is missing in the end.
        group.pop("required", None)
    keys = schema["properties"]
    keys["lesson"] = {**keys["lesson"], "enum": lesson_names()}
    keys["words"] = {"type": "object", "description": keys["words"]["description"]}
    keys["extends"] = {
        "type": "string",
        "description": "A config to start from, relative to this one; write only what differs.",
    }
    texts = {"additionalProperties": {"type": "string"}}
    schema["allOf"] = [
        {"anyOf": [{"required": ["extends"]}, {"required": required}]},
        *(
            {"if": _says_lesson(name), "then": {"properties": {"words": _words(name) or texts}}}
            for name in lesson_names()
        ),
    ]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **_without_noise(schema),
        "title": "A lesson's config",
        "description": "What is filmed, with which words, data, network, training, pacing and look.",
    }


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(lesson_schema(), indent=2, ensure_ascii=False) + "\n"


def _says_lesson(name: str) -> dict[str, Any]:
    return {"properties": {"lesson": {"const": name}}, "required": ["lesson"]}


def _words(name: str) -> dict[str, Any] | None:
    """Return the schema of a lesson's words, or None where it declares none."""
    try:
        words = words_of(name)
    except LookupError:
        return None
    return {"properties": words.model_json_schema()["properties"], "additionalProperties": False}


def _without_noise(schema: Any, names_keys: bool = False) -> Any:
    """Return the schema without the titles pydantic makes up, and without notes that only ``Words`` reads."""
    if isinstance(schema, list):
        return [_without_noise(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    noise = () if names_keys else ("title", "placeholders")  # a key of a config may well be called title
    return {
        key: _without_noise(part, key == "properties" and not names_keys)
        for key, part in schema.items()
        if key not in noise
    }


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {PATH.name}")
