"""Editors complete and explain a config while it is written; the schema they read is made from the sections.

``make schema`` writes configs/lesson.schema.json anew.
"""

from __future__ import annotations

import json
from typing import Any

from scenes import ROOT
from scenes.config.config import Config, NetworkConfig
from scenes.config.lessons import config_class_of, lesson_names

SCHEMA = ROOT / "configs" / "lesson.schema.json"


def lesson_schema() -> dict[str, Any]:
    """Return the JSON schema of a config."""
    schema = NetworkConfig.model_json_schema()
    groups = schema["$defs"]
    del groups["Words"], schema["required"]
    required = [name for name in Config.model_fields if name not in Config.sections()]
    for name in lesson_names():
        _add_sections(schema, _class_or_none(name))
    for group in groups.values():
        # A config that extends another may leave out any key; `lesson check` says what is missing in the end.
        group.pop("required", None)
    keys = schema["properties"]
    shared = set(Config.model_fields)
    keys["lesson"] = {**keys["lesson"], "enum": lesson_names()}
    keys["words"] = {"type": "object", "description": keys["words"]["description"]}
    keys["extends"] = {
        "type": "string",
        "description": "A config to start from, relative to this one; write only what differs.",
    }
    texts = {"additionalProperties": {"type": ["string", "object"]}}
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


def _class_or_none(name: str) -> type[Config] | None:
    """Return the class of a lesson's configs, or None where its file has no scene."""
    try:
        return config_class_of(name)
    except LookupError:
        return None


def _add_sections(schema: dict[str, Any], config_class: type[Config] | None) -> None:
    """Add what a lesson's sections look like to the schema, each under its class's name."""
    if config_class is None:
        return
    own = config_class.model_json_schema()
    for name in config_class.own_sections():
        schema["properties"].setdefault(name, own["properties"][name])
    for name, group in own["$defs"].items():
        if name != _words_of(config_class).__name__:
            schema["$defs"].setdefault(name, group)


def _own(name: str, sections: set[str], texts: dict[str, Any]) -> dict[str, Any]:
    """Return what the keys of a lesson are: its words, its own sections, and none of another lesson's."""
    config_class = _class_or_none(name)
    if config_class is None:
        return {"words": texts}
    own = config_class.model_json_schema()["properties"]
    words, usual = _words_of(config_class).model_json_schema(), NetworkConfig.sections()
    return {
        "words": {"properties": words["properties"], "additionalProperties": False},
        **{key: own[key] for key, section in config_class.sections().items() if usual.get(key) is not section},
        **dict.fromkeys(sorted(sections - set(config_class.own_sections())), False),
    }


def _words_of(config_class: type[Config]) -> Any:
    return config_class.model_fields["words"].annotation


def _without_noise(schema: Any, names_keys: bool = False) -> Any:
    """Return the schema without titles that pydantic makes up; what may be null has ``type: [..., null]``."""
    if isinstance(schema, list):
        return [_without_noise(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    one, *others = schema.get("anyOf", [{}])
    if others == [{"type": "null"}]:
        enum = {"enum": [*one["enum"], None]} if "enum" in one else {}
        schema = {**schema, **one, **enum, "type": [one["type"], "null"]}
        del schema["anyOf"]
    # Placeholders and what counts are for Words alone; and a key of a config may well be called title.
    noise = () if names_keys else ("title", "placeholders", "standard", "plural")
    return {
        key: _without_noise(part, key == "properties" and not names_keys)
        for key, part in schema.items()
        if key not in noise
    }
