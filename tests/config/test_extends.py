"""A config that starts from another writes only what differs."""

from __future__ import annotations

import pytest
import yaml

from scenes import ROOT
from scenes.config import ConfigMistakes, load_config


def test_only_what_differs_changes(desk):
    desk.edit()
    desk.write("extends: x.yaml\nnetwork:\n  seed: 7\npacing:\n  shown: [1, 5]\n", "y.yaml")
    config, base = desk.load("y.yaml"), desk.load("x.yaml")
    assert config.network.seed == 7
    assert config.network.hidden == base.network.hidden == (4,)
    assert config.pacing.shown == (1, 5)
    assert config.words == base.words
    assert config.training == base.training
    assert str(config.path) == "y.yaml"
    assert config.digest != base.digest


def test_nothing_different_is_the_same_config(desk):
    desk.edit()
    desk.write("extends: x.yaml\n", "y.yaml")
    assert desk.load("y.yaml").digest == desk.load("x.yaml").digest


def test_one_text_takes_the_place_of_plural_forms(tmp_path):
    for said in ("At least twice as strong: {count}.", {"other": "At least twice as strong: {count}."}):
        path = tmp_path / "mine.yaml"
        path.write_text(yaml.safe_dump({"extends": str(ROOT / "configs" / "xor.yaml"), "words": {"thickened": said}}))
        words = load_config(path, allow_outside=True).words
        assert words.say("thickened", count=3, synapses=16) == "At least twice as strong: 3."
    path.write_text(yaml.safe_dump({"extends": str(ROOT / "configs" / "xor.yaml"), "words": None}))
    with pytest.raises(ConfigMistakes, match="words: no keys below it"):
        load_config(path, allow_outside=True)


def test_a_chain_of_configs(desk):
    desk.edit()
    desk.write("extends: x.yaml\nnetwork: {hidden: [2]}\ntitle: One\n", "one.yaml")
    desk.write("extends: ../one.yaml\ntitle: Two\n", "below/two.yaml")
    config = desk.load("below/two.yaml", allow_outside=True)
    assert (config.title, config.network.hidden) == ("Two", (2,))


def test_a_mistake_is_shown_where_the_value_stands(desk):
    desk.edit(("[4]", "[0]"), ("learning_rate", "learning_rat"))
    desk.write("extends: x.yaml\ntraining:\n  epochs: 10\n  loss: square\n", "y.yaml")
    assert desk.lines("y.yaml") == [
        "x.yaml:10:12: network.hidden: 0 is too small: a layer has at least one neuron",
        "x.yaml:12:3: training.learning_rat: unknown key; did you mean learning_rate?",
        "x.yaml:16:10: pacing.shown: cycle 60000 is not trained: training.epochs is 10 (y.yaml:3:11); change one",
        "y.yaml:4:9: training.loss: 'square' is not a loss; did you mean squared_error?",
    ]


def test_a_missing_key_is_shown_in_the_outermost_file(desk):
    desk.edit(("  epochs: 60000\n", ""), ("title: A puzzle\n", ""))
    desk.write("extends: x.yaml\ntraining:\n  seed: 2\n", "y.yaml")
    assert [line.split(": missing")[0] for line in desk.lines("y.yaml")] == [
        "y.yaml:1:1: title",
        "y.yaml:2:1: training.epochs",
    ]


def test_an_inherited_key_is_given_up_with_null(desk):
    desk.edit()
    desk.write("extends: x.yaml\ndata:\n  examples: [[0, 0, 1, 1]]\n", "y.yaml")
    assert desk.lines("y.yaml") == [
        "y.yaml:3:13: data.examples: dataset is given as well (line 7 of x.yaml); "
        "keep one, and write null for the other"
    ]
    desk.write("extends: x.yaml\ndata:\n  examples: [[0, 0, 1, 1]]\n  dataset: null\n", "y.yaml")
    assert desk.load("y.yaml").data.dataset is None


def test_inherited_paths_are_relative_to_the_file_they_stand_in(desk):
    desk.write("a,b,c,answer\n1,0,1,1\n", "base/points.csv")
    desk.write(b"RIFF", "base/tune.wav")
    desk.edit(("dataset: puzzle", "csv: points.csv"), ("pacing:", "pacing:\n  music: tune.wav"), name="base/x.yaml")
    desk.write("extends: ../base/x.yaml\n", "other/y.yaml")
    config = desk.load("other/y.yaml", allow_outside=True)
    assert config.beside(config.pacing.music).read_bytes() == b"RIFF"
    assert config.beside(config.data.csv).exists()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("nope.yaml", "y.yaml:2:10: extends: nope.yaml does not exist; its folder holds x.yaml, y.yaml"),
        ("xx.yaml", "y.yaml:2:10: extends: xx.yaml does not exist; did you mean x.yaml?"),
        (".", "y.yaml:2:10: extends: . is a folder; name a config in it, such as ./xor.yaml"),
        ("y.yaml", "y.yaml:2:10: extends: y.yaml extends this file in turn; one of them must stand alone"),
        (
            "[x.yaml]",
            "y.yaml:2:10: extends: a list is not a file; write one such as xor.yaml, or delete this line",
        ),
        ("5", "y.yaml:2:10: extends: 5 is not a file; write one such as xor.yaml, or delete this line"),
        (
            '"a\\0b"',
            r"y.yaml:2:10: extends: 'a\x00b' is not a file; write one such as xor.yaml, or delete this line",
        ),
    ],
)
def test_a_base_that_is_none(desk, written, said):
    desk.edit()
    desk.write(f"title: Two\nextends: {written}\n", "y.yaml")
    assert desk.lines("y.yaml") == [said]


def test_a_base_that_is_no_yaml(desk):
    desk.write("title: [\n")
    desk.write("extends: x.yaml\n", "y.yaml")
    assert desk.lines("y.yaml") == ["x.yaml:1:8: this [ is not closed: put commas between its parts and ] behind"]


def test_a_circle_has_no_end(desk):
    desk.write("extends: b.yaml\n", "a.yaml")
    desk.write("extends: c.yaml\n", "b.yaml")
    desk.write("extends: ./a.yaml\n", "c.yaml")
    assert desk.lines("a.yaml") == [
        "c.yaml:1:10: extends: a.yaml extends this file in turn; one of them must stand alone"
    ]


def test_a_chain_of_ten_is_read_and_a_longer_one_refused(desk):
    desk.edit(name="0.yaml")
    for number in range(1, 12):
        desk.write(f"extends: {number - 1}.yaml\n", f"{number}.yaml")
    assert desk.load("10.yaml").title == "A puzzle"
    assert desk.lines("11.yaml") == [
        "1.yaml:1:10: extends: more than 10 configs extend one another; start from one further down"
    ]
