"""Editors complete and explain a config while it is written; the schema they read is made from the sections.

``make schema`` writes configs/lesson.schema.json anew.
"""

from __future__ import annotations

import json
from typing import Any

from scenes import ROOT
from scenes.config.config import Config, model_of
from scenes.config.lessons import lesson_names, words_of
from scenes.config.words import NETWORK_SECTIONS, Words

SCHEMA = ROOT / "configs" / "lesson.schema.json"


def lesson_schema() -> dict[str, Any]:
    """Return the JSON schema of a config."""
    schema = Config[Words].model_json_schema()
    groups = schema["$defs"]
    del groups["Words"]
    required = schema.pop("required")
    for name in lesson_names():
        _add_sections(schema, _words_or_none(name))
    for group in groups.values():
        # A config that extends another may leave out any key; `lesson check` says what is missing in the end.
        group.pop("required", None)
    keys = schema["properties"]
    shared = set(Config[Words].model_fields)
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
            {"if": _says_lesson(name), "then": {"properties": _own(name, set(keys) - shared - {"extends"}, texts)}}
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


def write_schema() -> None:
    """Write the schema to its file."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {SCHEMA.name}")


def _says_lesson(name: str) -> dict[str, Any]:
    return {"properties": {"lesson": {"const": name}}, "required": ["lesson"]}


def _words_or_none(name: str) -> type[Words] | None:
    """Return the class of a lesson's words, or None where it declares none."""
    try:
        return words_of(name)
    except LookupError:
        return None


def _add_sections(schema: dict[str, Any], words: type[Words] | None) -> None:
    """Add what a lesson's sections look like to the schema, each under its class's name."""
    if words is None:
        return
    own = model_of(words).model_json_schema()
    for name in words.sections:
        reference = own["properties"][name]
        schema["properties"].setdefault(name, reference)
    for name, group in own["$defs"].items():
        if name != words.__name__:
            schema["$defs"].setdefault(name, group)


def _own(name: str, sections: set[str], texts: dict[str, Any]) -> dict[str, Any]:
    """Return what the keys of a lesson are: its words, its own sections, and none of another lesson's."""
    words = _words_or_none(name)
    if words is None:
        return {"words": texts}
    own = model_of(words).model_json_schema()["properties"]
    return {
        "words": {"properties": words.model_json_schema()["properties"], "additionalProperties": False},
        **{section: own[section] for section in words.sections if section not in NETWORK_SECTIONS},
        **dict.fromkeys(sorted(sections - set(words.sections)), False),
    }


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
