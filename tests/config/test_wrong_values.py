"""Each wrong value gets one line: where it stands, what is wrong, what to write."""

from __future__ import annotations

import pytest

from nnlib import DATASETS

EPOCHS = "60000\npacing"
HIDDEN = "hidden: [4]"
PUZZLE = "dataset: puzzle"

WRONG_VALUES = [
    (
        "learning_rate",
        "learning_rat",
        "12:3: training.learning_rat: unknown key; did you mean learning_rate?",
    ),
    ("title", "titel", "2:1: titel: unknown key; did you mean title?"),
    (
        EPOCHS,
        "many\npacing",
        "13:11: training.epochs: 'many' is not a whole number; write a number such as 500",
    ),
    (
        EPOCHS,
        "true\npacing",
        "13:11: training.epochs: true is not a whole number; write a number such as 500",
    ),
    (EPOCHS, "1.5\npacing", "13:11: training.epochs: 1.5 is not a whole number; write a number such as 1"),
    (EPOCHS, "'5'\npacing", "13:11: training.epochs: '5' is a text; write the number without quotes: 5"),
    (
        EPOCHS,
        "60_000\npacing",
        "13:11: training.epochs: '60_000' is not a whole number; write a number such as 60000",
    ),
    (EPOCHS, "\npacing", "13:10: training.epochs: the value is missing; write a whole number such as 500"),
    (
        EPOCHS,
        "[1]\npacing",
        "13:11: training.epochs: a list is not a whole number; write a number such as 500",
    ),
    (EPOCHS, "0\npacing", "13:11: training.epochs: 0 is too small: without a cycle nothing is learned"),
    (
        EPOCHS,
        "2000000\npacing",
        "13:11: training.epochs: 2000000 is too large: more than a million cycles take hours to train",
    ),
    (EPOCHS, "9" * 5000 + "\npacing", "13:11: training.epochs: a number of 5,000 characters; 30 are enough"),
    (
        "1.0",
        "0",
        "12:18: training.learning_rate: 0 is too small: a rate must be above 0, or nothing is learned",
    ),
    (
        "1.0",
        "-0.1",
        "12:18: training.learning_rate: -0.1 is too small: a rate must be above 0, or nothing is learned",
    ),
    ("1.0", "101", "12:18: training.learning_rate: 101 is too large: with a rate above 100 no run settles"),
    ("1.0", ".inf", "12:18: training.learning_rate: .inf is not a finite number; write one such as 0.5"),
    ("1.0", ".nan", "12:18: training.learning_rate: .nan is not a finite number; write one such as 0.5"),
    ("1.0", "1e999", "12:18: training.learning_rate: 1e999 is too large to calculate with"),
    (
        "1.0",
        "{a: 1}",
        "12:18: training.learning_rate: a group of keys is not a number; write a number such as 0.5",
    ),
    (EPOCHS, "1e999\npacing", "13:11: training.epochs: 1e999 is too large to calculate with"),
    (HIDDEN, "hidden: 4", "10:11: network.hidden: 4 is not a list; write its parts in brackets, such as [4]"),
    (
        HIDDEN,
        "hidden: []",
        "10:11: network.hidden: the list is too short with 0 entries: 1 to 6 hidden layers fit in the picture",
    ),
    (
        HIDDEN,
        "hidden: [4, 100]",
        "10:15: network.hidden: 100 is too large: a layer of more than 64 neurons cannot be drawn",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  bias: 1",
        "11:9: network.bias: 1 is neither true nor false; write one of the two",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  activation: sigmoyd",
        "11:15: network.activation: 'sigmoyd' is not an activation; did you mean sigmoid?",
    ),
    (
        HIDDEN,
        "hidden: [4, 3]\n  activation: [relu, tahn]",
        "11:22: network.activation: 'tahn' is not an activation; did you mean tanh?",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  activation: [[relu]]",
        "11:16: network.activation: a list is not an activation; "
        "known here: sigmoid, tanh, relu, leaky_relu, identity, softmax",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  activation: []",
        "11:15: network.activation: the list is too short with 0 entries: one for each hidden layer",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  activation: {first: relu}",
        "11:15: network.activation: a group of keys is not an activation; "
        "known here: sigmoid, tanh, relu, leaky_relu, identity, softmax",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  bias: [true, 1]",
        "11:16: network.bias: 1 is neither true nor false; write one of the two",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  bias: [true, false, true, false, true, false, true, false]",
        "11:9: network.bias: the list is too long with 8 entries: one for each layer after the inputs",
    ),
    (
        HIDDEN,
        "hidden: [4]\n  seed: 4294967296",
        "11:9: network.seed: 4294967296 is too large: NumPy takes seeds up to 4294967295",
    ),
    (PUZZLE, "dataset: puzle", "7:12: data.dataset: 'puzle' is not a dataset; did you mean puzzle?"),
    (
        PUZZLE,
        "dataset: 12",
        f"7:12: data.dataset: 12 is not a dataset; known here: {', '.join(DATASETS)}",
    ),
    ("title: A puzzle", "title: 5", "2:8: title: 5 is not a text; put it in quotes: '5'"),
    ("title: A puzzle", "title: ' '", "2:8: title: the text is empty; write at least a word"),
    (
        "title: A puzzle",
        f"title: {'a' * 101}",
        "2:8: title: 101 characters are too many: more than 100 do not fit; shorten the text",
    ),
    ("title: A puzzle", 'title: "a\\nb"', "2:8: title: a line break in the text; delete it"),
    ("lesson: xor", "lesson: [xor]", "1:9: lesson: a list is not a text; write one"),
    (
        "lesson: xor\n",
        "",
        "1:1: lesson: missing; write lesson: … (the scene that films this config: scenes/NAME.py)",
    ),
    (
        "  hidden: [4]\n",
        "  seed: 1\n",
        "9:1: network.hidden: missing; "
        "write hidden: … (neurons in each hidden layer: [4] is one layer of four, [8, 4] two layers)",
    ),
    (
        "training:\n  learning_rate: 1.0\n  epochs: 60000\n",
        "",
        "1:1: training: missing; write training: … (how the network learns)",
    ),
    (
        "pacing:",
        "look:\npacing:",
        "14:6: look: no keys below it; write them below look:, indented, or delete this line",
    ),
    (
        "pacing:",
        "look: dark\npacing:",
        "14:7: look: 'dark' is not a group of keys; write them below look:, indented",
    ),
    (
        "pacing:",
        "look: {theme: nigth}\npacing:",
        "14:15: look.theme: 'nigth' is not a theme; did you mean night?",
    ),
    (
        "pacing:",
        "look: {font: a<b>}\npacing:",
        "14:14: look.font: 'a<b>' is not a font name: letters, digits, spaces, hyphens",
    ),
    (
        "pacing:",
        "pacing:\n  seconds: 5",
        "15:12: pacing.seconds: 5 is too small: no lesson fits in less than 10 seconds",
    ),
    (
        "pacing:",
        "pacing:\n  pace: growth",
        "15:3: pacing.pace: is no longer a choice: every layer is shown equally long, as with steady; "
        "delete this line",
    ),
    (
        EPOCHS,
        "60000\n  epochs: 5\npacing",
        "14:3: training.epochs: written twice (first in line 13); keep one",
    ),
    ("title", "lesson: xor\ntitle", "2:1: lesson: written twice (first in line 1); keep one"),
    ("title", "1: a\ntitle", "2:1: a key must be a word; put it in quotes or rename it"),
    ("title", "[a, b]: c\ntitle", "2:1: a key must be a word; put it in quotes or rename it"),
    ("title", "~: c\ntitle", "2:1: a key must be a word; put it in quotes or rename it"),
]


@pytest.mark.parametrize(("old", "new", "line"), WRONG_VALUES, ids=[line[:60] for *_, line in WRONG_VALUES])
def test_a_wrong_value_is_one_line(desk, old, new, line):
    assert desk.said_about((old, new)) == [f"x.yaml:{line}"]


def test_all_mistakes_are_told_at_once_and_in_the_order_of_the_file(desk):
    lines = desk.said_about(
        ("lesson: xor\n", ""),
        ("learning_rate: 1.0", "learning_rat: 0\n  loss: foo"),
        ("{answer:.2f}", "{x}"),
        ("[4]", "[0]"),
        ("puzzle\n  q", "puzle\n  q"),
        ("[2, 10, 60000]", "[10, 2, 60001]"),
    )
    assert lines == [
        "x.yaml:1:1: lesson: missing; write lesson: … (the scene that films this config: scenes/NAME.py)",
        "x.yaml:4:10: words.close: the placeholder {x} is unknown; known here: answer, epoch",
        "x.yaml:6:12: data.dataset: 'puzle' is not a dataset; did you mean puzzle?",
        "x.yaml:9:12: network.hidden: 0 is too small: a layer has at least one neuron",
        "x.yaml:11:3: training.learning_rat: unknown key; did you mean learning_rate?",
        "x.yaml:12:9: training.loss: 'foo' is not a loss; "
        "known here: squared_error, binary_cross_entropy, cross_entropy",
        "x.yaml:16:10: pacing.shown: 2 follows 10; write the cycles in rising order, each once",
        "x.yaml:16:10: pacing.shown: cycle 60001 is not trained: training.epochs is 60000 (x.yaml:13:11); change one",
    ]


def test_a_mistake_stays_one_line_whatever_the_key(desk):
    lines = desk.said_about(("title: A puzzle", 'title: A puzzle\n"a\\nb\\e[31m": 1'))
    assert len(lines) == 1
    assert lines[0].startswith("x.yaml:3:1: a�b�[31m: unknown key; known here: lesson, title")


def test_thousands_of_mistakes_are_not_all_printed(desk):
    desk.write("".join(f"k{i}: 1\n" for i in range(5000)))
    lines = desk.lines()
    assert len(lines) == 101
    assert lines[-1] == "and 4,905 more mistakes"
