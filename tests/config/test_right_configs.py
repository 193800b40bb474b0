"""What a right config says is taken as it is meant."""

from __future__ import annotations

from typing import ClassVar

import pydantic
import pytest
from pydantic import Field

from scenes.config import Config, Reasons, Words, says
from scenes.config.sections import Section
from scenes.training import dataset_of


def test_a_right_config_has_its_values_and_the_defaults(desk):
    desk.edit()
    config = desk.load()
    assert config.lesson == "xor"
    assert config.data.question == (1.0, 1.0, 0.0, 0.0)
    assert config.network.hidden == (4,)
    assert config.training.snapshots == 1500
    assert config.pacing.shown == (2, 10, 60000)
    assert config.look.font == "DejaVu Sans"
    assert config.format.aspect == "16:9"
    assert str(config.path) == "x.yaml"


@pytest.mark.parametrize(
    ("written", "meant"), [("1e-3", 0.001), ("1E+1", 10.0), (".5", 0.5), ("2", 2.0), ("+0.25", 0.25)]
)
def test_a_number_is_taken_for_what_it_means(desk, written, meant):
    desk.edit(("1.0", written))
    assert desk.load().training.learning_rate == meant


@pytest.mark.parametrize(("written", "meant"), [("6e4", 60000), ("0xEA60", 60000), ("60000.0", 60000)])
def test_a_whole_number_may_be_written_in_other_ways(desk, written, meant):
    desk.edit(("60000\npacing", f"{written}\npacing"))
    epochs = desk.load().training.epochs
    assert epochs == meant
    assert isinstance(epochs, int)


@pytest.mark.parametrize("text", ["on", "yes", "NO", "16:9", "1:30", "12:30:45", "0b1", "1_000", "=", "2001-01-01"])
def test_plain_words_of_yaml_1_1_are_texts(desk, text):
    desk.edit(("title: A puzzle", f"title: {text}"))
    assert desk.load().title == text


def test_an_aspect_needs_no_quotes(desk):
    desk.edit(("pacing:", "format:\n  aspect: 9:16\npacing:"))
    assert desk.load().format.aspect == "9:16"


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: "---\n" + t])
def test_marks_of_other_editors_do_no_harm(desk, change):
    desk.edit()
    desk.write(change((desk.folder / "x.yaml").read_text()))
    assert desk.load().title == "A puzzle"


def test_examples_can_stand_in_the_config(desk):
    desk.edit(("dataset: puzzle", "examples: [[0, 1, 0.5, 1], [1, 0, 2, 0]]"))
    assert desk.load().data.examples == ((0.0, 1.0, 0.5, 1.0), (1.0, 0.0, 2.0, 0.0))


def test_csv_and_music_are_looked_for_beside_the_config(desk):
    desk.write("a,b,c,answer\n1,0,1,1\n0,0,1,0\n", "below/points.csv")
    desk.write(b"RIFF", "below/tune.wav")
    desk.edit(("dataset: puzzle", "csv: points.csv"), ("pacing:", "pacing:\n  music: tune.wav"), name="below/x.yaml")
    config = desk.load("below/x.yaml")
    assert config.beside(config.pacing.music).read_bytes() == b"RIFF"


def test_equal_configs_have_equal_digests(desk):
    desk.edit()
    first = desk.load().digest
    desk.edit(("title", "# a comment changes nothing\ntitle"), ("1.0", "1"))
    assert desk.load().digest == first
    desk.edit(("A puzzle", "A riddle"))
    assert desk.load().digest != first


def test_a_dump_names_every_value(desk):
    desk.edit()
    plain = desk.load().dump()
    assert plain["words"]["question"] == "What about {example}?"
    assert plain["training"]["weight_decay"] == 0.0
    assert plain["pacing"]["music"] is None


def test_a_config_cannot_be_changed(desk):
    desk.edit()
    config = desk.load()
    with pytest.raises(pydantic.ValidationError):
        config.training.epochs = 3


def test_a_later_mistake_is_shown_at_its_key(desk):
    desk.edit()
    config = desk.load()
    assert str(config.mistake("training.learning_rate", "no")) == "x.yaml:12:18: training.learning_rate: no"
    assert str(config.mistake("training.seed", "no")) == "x.yaml:11:1: training.seed: no"
    assert str(config.mistake("look.font", "no")) == "x.yaml:1:1: look.font: no"


def test_a_config_for_another_lesson_is_refused_in_one_line(desk):
    desk.edit(("lesson: xor", "lesson: boundary"), ("1.0", "0"))
    assert desk.lines(lesson="xor") == [
        "x.yaml:1:9: lesson: this config is for the lesson boundary, not xor: "
        "run scenes/boundary.py, or write lesson: xor"
    ]


def test_an_unknown_lesson_is_a_mistake_like_any_other(desk):
    desk.edit(("lesson: xor", "lesson: xro"), ("1.0", "0"))
    assert desk.lines(config_class=None) == [
        "x.yaml:1:9: lesson: 'xro' is not a lesson; did you mean xor?",
        "x.yaml:12:18: training.learning_rate: 0 is too small: a rate must be above 0, or nothing is learned",
    ]


@pytest.mark.parametrize("name", ["os", "film", "stage", "__init__", "../xor", "film.cli", "/etc/passwd"])
def test_a_config_cannot_have_another_module_imported(desk, name):
    desk.edit(("lesson: xor", f"lesson: {name}"))
    assert len(desk.lines(config_class=None)) == 1


def test_a_row_may_end_in_several_right_answers(desk):
    rows = "examples: [[0, 1, 1, 0], [1, 0, 0, 1]]\n  outputs: 2"
    desk.edit(("dataset: puzzle", rows), ("  question: [1, 1, 0, 0]\n", ""))
    data = dataset_of(desk.load())
    assert data.inputs.tolist() == [[0, 1], [1, 0]]
    assert data.targets.tolist() == [[1, 0], [0, 1]]


def test_numbers_in_a_csv_file_may_name_classes(desk):
    desk.write("a,b,kind\n1,2,10\n3,4,2\n5,6,3\n", "own.csv")
    desk.edit(("dataset: puzzle", "csv: own.csv\n  labels: true"), ("  question: [1, 1, 0, 0]\n", ""))
    data = dataset_of(desk.load())
    assert data.classes == ("2", "3", "10")
    assert data.labels.tolist() == [2, 0, 1]


def test_blobs_have_as_many_classes_as_asked_and_inputs_of_one_size(desk):
    asked = "dataset: blobs\n  classes: 4\n  standardise: true"
    desk.edit(("dataset: puzzle", asked), ("  question: [1, 1, 0, 0]\n", ""))
    data = dataset_of(desk.load())
    assert data.targets.shape[1] == 4
    assert data.inputs.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert data.inputs.std(axis=0) == pytest.approx([1, 1])


class Weather(Section):
    """What the sky does."""

    reasons: ClassVar = {"rain": Reasons("rain is 0 or more", "10 is a flood")}

    rain: int = Field(1, ge=0, le=10, description="How much.")


class WeatherWords(Words):
    """The words of a lesson without a network."""

    question: str = says(doc="The question.")


class WeatherConfig(Config):
    """The config of a lesson without a network."""

    words: WeatherWords
    weather: Weather


OWN = "lesson: xor\ntitle: Sky\nwords:\n  question: Why?\n"


def test_a_lesson_may_have_sections_of_its_own(desk):
    desk.write(OWN)
    assert desk.load(config_class=WeatherConfig).weather.rain == 1
    desk.write(OWN + "weather:\n  rain: 3\npacing:\n  seconds: 60\n")
    config = desk.load(config_class=WeatherConfig)
    assert (config.weather.rain, config.pacing.seconds) == (3, 60)
    assert config.dump()["weather"] == {"rain": 3}


def test_sections_and_keys_a_lesson_does_not_have_are_mistakes(desk):
    desk.write(OWN + "network:\n  hidden: [4]\nweather:\n  rain: 11\npacing:\n  shown: [1]\n")
    said = desk.lines(config_class=WeatherConfig)
    assert "x.yaml:8:9: weather.rain: 11 is too large: 10 is a flood" in said
    assert "x.yaml:10:3: pacing.shown: unknown key; known here: seconds, music" in said
    assert any(line.startswith("x.yaml:5:1: network: unknown key") for line in said)
