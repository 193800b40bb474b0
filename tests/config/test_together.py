"""Keys that are right by themselves and wrong together."""

from __future__ import annotations

import os

import pytest

PUZZLE = "dataset: puzzle"

WRONG_TOGETHER = [
    (
        [(PUZZLE, "dataset: puzzle\n  examples: [[0, 0, 0, 1]]")],
        "8:13: data.examples: dataset is given as well (line 7); keep one, and write null for the other",
    ),
    (
        [("  dataset: puzzle\n", "")],
        "6:1: data: no examples to learn from; write one of dataset, examples, csv, folder",
    ),
    (
        [(PUZZLE, "examples: [[1, 0, 0, 1], [1, 1]]")],
        "7:13: data.examples: row 2 has 2 numbers, the first row 4; make them equal",
    ),
    (
        [(PUZZLE, "examples: [[1, 0, 0, 1]]\n  noise: 0.1")],
        "8:10: data.noise: only a dataset takes it; delete it or write null",
    ),
    (
        [(PUZZLE, "dataset: moons\n  classes: 3")],
        "8:12: data.classes: moons has its classes; only blobs, spirals and shapes can be asked for more",
    ),
    (
        [(PUZZLE, "examples: [[1, 0, 0, 1]]\n  outputs: 4")],
        "8:12: data.outputs: of 4 numbers in a row 4 cannot be right answers",
    ),
    ([(PUZZLE, "dataset: puzzle\n  n: 5")], "8:6: data.n: puzzle: it has 7 examples, got n = 5; leave n out"),
    (
        [(PUZZLE, "examples: [[1, 0, 0, 1], [1, 1, 0, 1]]")],
        "7:13: data.examples: there is only one class: the right answer is 1 in all 2 examples",
    ),
    (
        [(PUZZLE, "examples: [[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 0, 1]]\n  test_share: 0.4")],
        "8:15: data.test_share: split: the class 1 has only 1 example, and needs one to learn from and one to test",
    ),
    (
        [(PUZZLE, "examples: [[1, 0, 0, 1]]\n  test_share: 0.9")],
        "8:15: data.test_share: split: a test share of 0.9 leaves none of 1 example to learn from",
    ),
    (
        [("[1, 1, 0, 0]", "[1, 1, 0]")],
        "8:13: data.question: has 3 numbers; the data ask for 3 inputs and then the right answer, 4 numbers",
    ),
    (
        [("[1, 1, 0, 0]", "[0, 0, 1, 1]")],
        "8:13: data.question: one of the examples has the same inputs and another answer; give both the same one",
    ),
    (
        [("epochs", "loss: binary_cross_entropy\n  epochs"), ("[4]", "[4]\n  output: relu")],
        "11:11: network.output: the loss binary_cross_entropy needs the output sigmoid or softmax, not relu; "
        "write output: sigmoid, or below training loss: squared_error",
    ),
    (
        [("epochs", "loss: cross_entropy\n  epochs")],
        "13:9: training.loss: cross_entropy does not fit the data: expected the targets of each example to add up "
        "to 1 (one-hot, say), got the sum 0; write squared_error or binary_cross_entropy",
    ),
    (
        [("[4]", "[4, 3]\n  activation: [relu]")],
        "11:15: network.activation: 1 activation for 2 hidden layers (line 10); "
        "write one for each, such as [relu, relu], or one name for all",
    ),
    (
        [("[4]", "[4]\n  activation: [relu, tanh]")],
        "11:15: network.activation: 2 activations for 1 hidden layer (line 10); "
        "write one for each, such as [relu], or one name for all",
    ),
    (
        [("[4]", "[4]\n  bias: [true]")],
        "11:9: network.bias: 1 answer for 1 hidden layer (line 10) and the outputs; "
        "write one for each, such as [true, true], or true or false for all",
    ),
    (
        [("[4]", "[4]\n  bias: [true, false, false]")],
        "11:9: network.bias: 3 answers for 1 hidden layer (line 10) and the outputs; "
        "write one for each, such as [true, false], or true or false for all",
    ),
    (
        [(PUZZLE, "examples: [[1, 0, 0, 5]]"), ("epochs", "loss: binary_cross_entropy\n  epochs")],
        "13:9: training.loss: binary_cross_entropy does not fit the data: expected targets from 0 to 1, got 5; "
        "write squared_error",
    ),
    (
        [("[4]", "[4]\n  output: softmax")],
        "11:11: network.output: softmax shares 1 among the outputs, and here is only one; write sigmoid",
    ),
    (
        [("[4]", "[64, 64, 64, 64, 64, 64]"), ("epochs", "snapshots: 5000\n  epochs")],
        "13:14: training.snapshots: 5000 states of 21121 weights do not fit the memory; write at most 1893",
    ),
    (
        [("  shown: [2, 10, 60000]\n", "")],
        "14:1: pacing.shown: missing; cycles: explicit needs the list, such as shown: [1, 10, 100]",
    ),
    (
        [("[2, 10, 60000]", "[2, 2, 60000]")],
        "16:10: pacing.shown: 2 follows 2; write the cycles in rising order, each once",
    ),
    (
        [("[2, 10, 60000]", "[2, 70000]")],
        "16:10: pacing.shown: cycle 70000 is not trained: training.epochs is 60000 (x.yaml:13:11); change one",
    ),
    (
        [("pacing:", "pacing:\n  music: x.wav\n  seconds: 60")],
        "15:10: pacing.music: pacing.seconds is given as well (line 16); keep one, and write null for the other",
    ),
    (
        [("pacing:", "pacing:\n  music: nope.mp3")],
        "15:10: pacing.music: there is no file 'nope.mp3'; the path is relative to the config",
    ),
    (
        [(PUZZLE, "csv: x.yalm")],
        "7:8: data.csv: there is no file 'x.yalm'; the path is relative to the config",
    ),
    ([(PUZZLE, "csv: .")], "7:8: data.csv: '.' is a folder; name a file"),
    ([(PUZZLE, "csv: pipe")], "7:8: data.csv: 'pipe' is a device or a pipe; name a file"),
    ([(PUZZLE, "csv: bad.csv")], "7:8: data.csv: bad.csv:3: b: expected a number, got 'x'"),
    ([(PUZZLE, "csv: big.csv")], "7:8: data.csv: 'big.csv' has 101 MB; 100 MB are the most"),
]


@pytest.mark.parametrize(("changes", "line"), WRONG_TOGETHER, ids=[line[:50] for _, line in WRONG_TOGETHER])
def test_keys_that_do_not_fit_are_one_line(desk, changes, line):
    if "bad.csv" in line:
        desk.write("a,b,c,d\n1,2,3,1\n1,x,3,0\n", "bad.csv")
    if any("x.wav" in new for _, new in changes):
        desk.write(b"RIFF", "x.wav")
    if "pipe" in line:
        os.mkfifo("pipe")
    if "big.csv" in line:
        desk.write(b"", "big.csv")
        with open("big.csv", "r+b") as file:
            file.truncate(101_000_000)
    assert desk.said_about(*changes) == [f"x.yaml:{line}"]


def test_shown_cycles_beyond_the_training_do_not_matter_where_they_are_not_used(desk):
    desk.edit(("explicit", "log"), ("[2, 10, 60000]", "[2, 70000]"))
    assert desk.load().pacing.cycles == "log"
