"""What a right config says is taken as it is meant."""

from __future__ import annotations

import pydantic
import pytest


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
    assert desk.lines(words=None) == [
        "x.yaml:1:9: lesson: 'xro' is not a lesson; did you mean xor?",
        "x.yaml:12:18: training.learning_rate: 0 is too small: a rate must be above 0, or nothing is learned",
    ]


@pytest.mark.parametrize("name", ["os", "film", "stage", "__init__", "../xor", "film.cli", "/etc/passwd"])
def test_a_config_cannot_have_another_module_imported(desk, name):
    desk.edit(("lesson: xor", f"lesson: {name}"))
    assert len(desk.lines(words=None)) == 1
