"""Standard words may be left out of a config, and are then said in its language."""

from __future__ import annotations

import re

import pytest
import yaml

from scenes import ROOT
from scenes.config import (
    DiagramWords,
    NetworkConfig,
    Words,
    config_class_of,
    languages,
    lesson_names,
    lesson_schema,
    load_config,
    says,
    standard_texts,
)

CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
WORDS = {name: config_class_of(name).model_fields["words"].annotation for name in lesson_names()}
# Which words are standard, and what they may hold, in all lessons together.
STANDARD = {word: kind.facts(word) for kind in WORDS.values() for word in kind.standard()}
LANGUAGE = ("training:\n", "publish:\n  language: {}\ntraining:\n")


class LayerWords(DiagramWords):
    """A small lesson's words: some standard, two of its own, and one that means something else here."""

    question: str = says(example=str, doc="The question.")
    close: str = says(answer=float, epoch=int, doc="The answer.")
    axis: str = says(count=int, doc="What this lesson counts.")


class LayerConfig(NetworkConfig):
    """The config of that lesson."""

    words: LayerWords


def in_language(code: str) -> tuple[str, str]:
    return LANGUAGE[0], LANGUAGE[1].format(code)


def with_words(*lines: str) -> tuple[str, str]:
    return "words:\n", "words:\n" + "".join(f"  {line}\n" for line in lines)


def loaded(desk, *changes):
    desk.edit(*changes)
    return desk.load(config_class=LayerConfig).words


def complained(desk, *changes):
    desk.edit(*changes)
    return desk.lines(config_class=LayerConfig)


AXIS = 'axis: "{count} steps"'


def test_what_is_left_out_is_said_in_the_language_of_the_config(desk):
    assert loaded(desk, with_words(AXIS)).excites == "excites"
    assert loaded(desk, with_words(AXIS), in_language("en-GB")).excites == "excites"
    assert loaded(desk, with_words(AXIS), in_language("de")).excites == "erregt"
    assert loaded(desk, with_words(AXIS), in_language("de-AT")).hidden == "verborgen"


def test_a_config_has_the_last_word(desk):
    words = loaded(desk, with_words(AXIS, "excites: weckt"), in_language("de"))
    assert (words.excites, words.inhibits) == ("weckt", "hemmt")
    desk.edit(with_words(AXIS))
    options = {"words.excites": "wakes", "publish.language": "de"}
    words = desk.load(config_class=LayerConfig, overrides=options).words
    assert (words.excites, words.inhibits) == ("wakes", "hemmt")


def test_a_config_that_extends_another_may_be_in_another_language(desk):
    desk.edit(with_words(AXIS, "excites: wakes"), name="base.yaml")
    desk.write("extends: base.yaml\npublish:\n  language: de\n")
    words = desk.load(config_class=LayerConfig).words
    assert (words.excites, words.inhibits) == ("wakes", "hemmt")


@pytest.mark.parametrize("said", [None, "en", "de"])
def test_words_are_inherited_in_the_language_of_the_config_that_is_extended(desk, said):
    """A config in a language without standard words stood on those of the one it extends, and still does."""
    desk.edit(with_words(AXIS), *([in_language(said)] if said else []), name="base.yaml")
    desk.write("extends: base.yaml\npublish:\n  language: he\n")
    assert desk.load(config_class=LayerConfig).words.excites == ("erregt" if said == "de" else "excites")


def test_a_language_without_a_file_needs_every_word(desk):
    given = [f"{word}: oui" for word in DiagramWords.standard() if word not in ("axis", "excites")]
    assert complained(desk, with_words(AXIS, *given), in_language("fr")) == [
        "x.yaml:3:1: words.excites: missing; write excites: … (legend: a positive weight); "
        "languages with standard words: de, en"
    ]
    assert loaded(desk, with_words(AXIS, *given, "excites: excite"), in_language("fr")).excites == "excite"


def test_a_language_that_is_none_is_one_mistake(desk):
    for wrong in ("Deutsch", "7"):
        (line,) = complained(desk, with_words(AXIS), in_language(wrong))
        assert "publish.language: " in line


def test_a_word_that_a_lesson_means_otherwise_is_no_standard_word(desk):
    assert complained(desk) == [
        "x.yaml:3:1: words.axis: missing; write axis: … (what this lesson counts. May hold {count} (a whole number))"
    ]


def test_a_standard_word_that_the_lesson_never_shows_is_unknown(desk):
    (line,) = complained(desk, with_words(AXIS, "gradient: slope"))
    assert line.startswith("x.yaml:5:3: words.gradient: unknown key")


def test_a_standard_word_is_checked_like_any_other(desk):
    assert complained(desk, with_words(AXIS, 'excites: "{epoch}"')) == [
        "x.yaml:5:12: words.excites: the placeholder {epoch} is unknown; this text has none"
    ]
    assert complained(desk, with_words(AXIS, "excites: ~")) == [
        "x.yaml:5:12: words.excites: the text is missing; write one"
    ]


@pytest.mark.parametrize("language", languages())
def test_each_language_has_exactly_the_standard_words_with_their_placeholders(language):
    texts = standard_texts(language)
    assert set(texts) == set(STANDARD)
    assert all(STANDARD[word] == kind.facts(word) for kind in WORDS.values() for word in kind.standard())
    for name, kind in WORDS.items():
        mine = {word: texts[word] for word in kind.standard()}
        own = {word: kind.model_fields[word].annotation for word in set(kind.model_fields) - set(mine)}
        others = {word: ["own"] if type_ == tuple[str, ...] else "own" for word, type_ in own.items()}
        assert isinstance(kind.model_validate(mine | others), Words), name
    for word, text in texts.items():
        told = "".join(text.values() if isinstance(text, dict) else text)
        assert set(re.findall(r"{(\w+)", told)) <= set(STANDARD[word]), word
        assert set(re.findall(r"{(\w+)", told)) == set(re.findall(r"{(\w+)", str(standard_texts("en")[word]))), word


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_a_config_shows_as_comments_which_standard_words_it_leaves_out(path):
    text = path.read_text(encoding="utf-8")
    said = yaml.safe_load(text)["words"]
    shown = dict(re.findall(r"^  # (\w+): (.+)$", text, re.MULTILINE))
    left_out = set(WORDS[path.stem].standard()) - set(said)
    assert {word: yaml.safe_load(shown[word]) for word in shown} == {
        word: standard_texts("en")[word] for word in left_out
    }


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_a_config_that_says_every_word_means_the_same_as_one_that_leaves_them_out(path, tmp_path):
    config = load_config(path)
    # As configs were before there were standard words: each of them written out.
    full = re.sub(r"^  # (\w+: .+)$", r"  \1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(yaml.safe_load(full)["words"]) == set(WORDS[path.stem].model_fields)
    written = tmp_path / path.name
    written.write_text(full, encoding="utf-8")
    assert load_config(written, allow_outside=True).digest == config.digest


def test_editors_know_that_a_standard_word_may_be_left_out():
    for branch in lesson_schema()["allOf"][1:]:
        kind = WORDS[branch["if"]["properties"]["lesson"]["const"]]
        words = branch["then"]["properties"]["words"]
        assert "required" not in words
        told = {word for word, about in words["properties"].items() if "may be left out" in about["description"]}
        assert told == set(kind.standard())
