"""The schema that editors read says the same as the sections."""

from __future__ import annotations

from scenes.config import SCHEMA, lesson_names, lesson_schema, scene_of, schema_text
from scenes.config.sections import Data, Format, Look, Network, Pacing, Training

CONFIGS = sorted(SCHEMA.parent.glob("*.yaml"))


def test_the_schema_in_configs_is_that_of_the_sections():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "write it anew: make schema"


def test_every_config_points_editors_to_the_schema():
    assert CONFIGS
    for path in CONFIGS:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=lesson.schema.json", path.name


def test_every_key_is_documented():
    for section in (Data, Network, Training, Pacing, Look, Format):
        assert section.__doc__
        for name, field in section.model_fields.items():
            assert field.description, f"{section.__name__}.{name}"


def test_the_schema_knows_each_lesson_and_its_words():
    schema = lesson_schema()
    assert schema["properties"]["lesson"]["enum"] == lesson_names()
    branches = {branch["if"]["properties"]["lesson"]["const"]: branch["then"] for branch in schema["allOf"][1:]}
    assert set(branches) == set(lesson_names())
    for name, branch in branches.items():
        assert set(branch["properties"]["words"]["properties"]) == set(
            scene_of(name).config_class.model_fields["words"].annotation.model_fields
        )


def test_bounds_and_names_are_in_the_schema():
    groups = lesson_schema()["$defs"]
    assert groups["Training"]["properties"]["learning_rate"]["exclusiveMinimum"] == 0
    assert groups["Network"]["properties"]["hidden"]["maxItems"] == 6
    assert groups["Network"]["properties"]["hidden"]["items"]["maximum"] == 64
    assert groups["Data"]["properties"]["dataset"]["type"] == ["string", "null"]
    assert "puzzle" in groups["Data"]["properties"]["dataset"]["enum"]
    assert all(group["additionalProperties"] is False for group in groups.values())
