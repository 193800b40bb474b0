"""A value from the command line stands over that of the file, and is checked as strictly."""

from __future__ import annotations

import pytest


def test_values_are_typed_as_in_the_file(desk):
    desk.edit()
    config = desk.load(
        overrides={
            "training.epochs": "70000",
            "network.hidden": "[3, 2]",
            "network.bias": "false",
            "pacing.seconds": "1.2e2",
            "look.theme": "paper",
            "title": "Übung 1",
            "words.question": '"{example}: why?"',
        }
    )
    assert (config.training.epochs, config.network.hidden, config.network.bias) == (70000, (3, 2), False)
    assert (config.pacing.seconds, config.look.theme, config.title) == (120.0, "paper", "Übung 1")
    assert config.words.say("question", example="110") == "110: why?"


def test_it_is_the_same_config_as_one_that_says_so(desk):
    desk.edit()
    desk.write("extends: x.yaml\nnetwork: {seed: 7}\n", "y.yaml")
    assert desk.load(overrides={"network.seed": "7"}).digest == desk.load("y.yaml").digest
    assert desk.load(overrides={"network.seed": "7"}).digest != desk.load().digest


def test_null_gives_up_what_the_file_says(desk):
    desk.edit()
    config = desk.load(overrides={"data.dataset": "null", "data.examples": "[[0, 0, 1, 1]]"})
    assert (config.data.dataset, config.data.examples) == (None, ((0, 0, 1, 1),))


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("training.epochs", "many", "'many' is not a whole number; write a number such as 500"),
        ("training.epochs", "'500'", "'500' is a text; write the number without quotes: 500"),
        ("training.epochs", "", "the value is missing; write a whole number such as 500"),
        ("training.epochs", "1e400", "1e400 is too large to calculate with"),
        ("training.epoch", "5", "unknown key; did you mean epochs?"),
        ("trainin.epochs", "5", "unknown key; did you mean training?"),
        ("network.hidden", "[3", "this [ is not closed: put commas between its parts and ] behind"),
        ("network.hidden", "[0]", "0 is too small: a layer has at least one neuron"),
        ("network", "{hidden: [2], seed: -1}", "-1 is too small: a seed begins at 0"),
        ("network", "5", "5 is not a group of keys; write them below network:, indented"),
        ("title", "A: b", "a colon where none is expected; put a text that holds one in quotes"),
        ("title", "- a", "a dash where none is expected; put a text that holds one in quotes"),
        ("title", "a\n---\nb", "a second document begins here; delete this --- and the rest"),
        ("title", "!!python/object:os.system a", "tags (!name) are not read; nothing in a config is executed; "),
        ("title", "&a b", "anchors (&name) and aliases (*name) are not read; write the value out"),
        ("title.first", "5", "a group of keys is not a text; write one"),
        ("words.question", "Say {exampel}", "the placeholder {exampel} is unknown; did you mean example?"),
        ("training.", "5", "is not a key; write one such as training.epochs"),
        ("lesson", "boundary", "a config is made for one lesson; name a config of the other one"),
        ("extends", "x.yaml", "unknown key; known here: "),
    ],
)
def test_a_mistake_names_the_option(desk, key, text, said):
    desk.edit()
    lines = desk.lines(overrides={key: text})
    assert len(lines) == 1
    assert lines[0].startswith("--set ")
    assert said in lines[0]


def test_several_mistakes_are_told_at_once(desk):
    desk.edit(("[4]", "[0]"))
    assert desk.lines(overrides={"training.epochs": "many", "look.them": "night"}) == [
        "--set training.epochs: 'many' is not a whole number; write a number such as 500",
        "--set look.them: unknown key; did you mean theme?",
        "x.yaml:10:12: network.hidden: 0 is too small: a layer has at least one neuron",
    ]


def test_where_keys_do_not_fit_both_places_are_named(desk):
    desk.edit()
    assert desk.lines(overrides={"training.epochs": "500"}) == [
        "x.yaml:16:10: pacing.shown: cycle 60000 is not trained: training.epochs is 500 (--set); change one"
    ]
    assert desk.lines(overrides={"data.examples": "[[1, 2]]"})[0] == (
        "--set data.examples: dataset is given as well (line 7 of x.yaml); keep one, and write null for the other"
    )
