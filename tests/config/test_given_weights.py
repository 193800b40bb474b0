"""Weights and biases that a config gives: each table must fit the network, and nothing beside it is passed over."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.config import load_config
from scenes.training import dataset_of, named_history_of, network_of

from .conftest import SmallConfig

EXAMPLES = ("dataset: puzzle\n  question: [1, 1, 0, 0]", "examples: [[0.05, 0.10, 0.01, 0.99]]\n  outputs: 2")
FIRST, SECOND = [[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]
RIGHT = "[[[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]]"


def network(weights: str | None, biases: str | None = None, more: str = "") -> tuple[str, str]:
    lines = [f"weights: {weights}"] * (weights is not None) + [f"biases: {biases}"] * (biases is not None)
    return "hidden: [4]", "\n  ".join(["hidden: [2]", *lines, *[more] * bool(more)])


def test_the_network_begins_with_the_weights_that_are_given(desk):
    desk.edit(EXAMPLES, network(RIGHT, "[[0.35, 0.36], [0.60, 0.61]]"))
    config = desk.load()
    start = network_of(config, dataset_of(config))
    assert [w.tolist() for w in start.weights] == [FIRST, SECOND]
    assert [b.tolist() for b in start.biases] == [[0.35, 0.36], [0.60, 0.61]]


def test_without_given_biases_they_begin_at_0_and_without_any_there_are_none(desk):
    desk.edit(EXAMPLES, network(RIGHT))
    config = desk.load()
    assert [b.tolist() for b in network_of(config, dataset_of(config)).biases] == [[0, 0], [0, 0]]
    desk.edit(EXAMPLES, network(RIGHT, more="bias: false"))
    config = desk.load()
    assert network_of(config, dataset_of(config)).biases == ()
    desk.edit(EXAMPLES, network(RIGHT, "[[], [1, 2]]", "bias: [false, true]"))
    config = desk.load()
    assert [b.tolist() for b in network_of(config, dataset_of(config)).biases] == [[], [1, 2]]


def test_a_training_is_another_one_with_other_weights_or_biases(desk):
    names = set()
    for weights, biases in (
        (None, None),
        (RIGHT, None),
        (RIGHT, "[[0, 0], [0, 1]]"),
        (RIGHT.replace("5", "6"), None),
    ):
        desk.edit(EXAMPLES, network(weights, biases), ("60000", "11"))
        names.add(named_history_of(desk.load())[0])
    assert len(names) == 4


def test_another_override_leaves_the_given_weights_alone(desk):
    desk.edit(EXAMPLES, network(RIGHT))
    given = desk.load().network.weights
    assert given is not None
    assert desk.load(overrides={"training.learning_rate": "0.7"}).network.weights == given


def test_what_is_written_of_it_is_read_as_the_same(desk):
    desk.edit(EXAMPLES, network(RIGHT, "[[0.35, 0.36], [0.60, 0.61]]"))
    config = desk.load()
    desk.write(config.to_yaml(), "again.yaml")
    again = load_config(desk.folder / "again.yaml", config_class=SmallConfig)
    assert again.digest == config.digest
    assert again.network.weights == config.network.weights


# Line 11 holds network.weights; the sizes are 2-2-2.
WRONG = [
    (
        network("[[[1, 2], [3, 4]]]"),
        "11:12: network.weights: 1 table; a network 2-2-2 needs 2, one for each layer after the inputs; write 2",
    ),
    (
        network("[]"),
        "11:12: network.weights: 0 tables; a network 2-2-2 needs 2, one for each layer after the inputs; write 2",
    ),
    (
        network("[[[1, 2]], [[1, 2], [3, 4]]]"),
        "11:12: network.weights: table 1 has 1 row; in a network 2-2-2 it has 2 x 2 weights: "
        "write 2 rows of 2 numbers",
    ),
    (
        network("[[[1, 2], [3, 4]], [[1, 2], [3]]]"),
        "11:12: network.weights: row 2 of table 2 has 1 number; in a network 2-2-2 it has 2 x 2 weights: "
        "write 2 rows of 2 numbers",
    ),
    (
        network("[[[1, 2], [3, 4]], [[], []]]"),
        "11:12: network.weights: row 1 of table 2 has 0 numbers; in a network 2-2-2 it has 2 x 2 weights: "
        "write 2 rows of 2 numbers",
    ),
    (
        network("[[[1, 2], [3, x]], [[1, 2], [3, 4]]]"),
        "11:26: network.weights: 'x' is not a number; write a number such as 0.5",
    ),
    (
        network("[[[1, 2], [3, '4']], [[1, 2], [3, 4]]]"),
        "11:26: network.weights: '4' is a text; write the number without quotes: 4",
    ),
    (
        network("[[[1, 2], [3, .nan]], [[1, 2], [3, 4]]]"),
        "11:26: network.weights: .nan is not a finite number; write one such as 0.5",
    ),
    (
        network("[[[1, 2], [3, -.inf]], [[1, 2], [3, 4]]]"),
        "11:26: network.weights: -.inf is not a finite number; write one such as 0.5",
    ),
    (
        network("[[[1, 2], [3, 1e7]], [[1, 2], [3, 4]]]"),
        "11:26: network.weights: 1e+07 is too large: weights go up to 1e6",
    ),
    (
        network("[[[1, 2], [3, -1e7]], [[1, 2], [3, 4]]]"),
        "11:26: network.weights: -1e+07 is too small: weights go down to -1e6",
    ),
    (network("0.5"), "11:12: network.weights: 0.5 is not a list; write its parts in brackets, such as [0.5]"),
    (
        network(RIGHT, "[[1, 2]]"),
        "12:11: network.biases: 1 list; a network 2-2-2 needs 2, one for each layer after the inputs; write 2",
    ),
    (
        network(RIGHT, "[[1, 2], [3]]"),
        "12:11: network.biases: list 2 has 1 number, and layer 2 after the inputs has 2 neurons; write 2",
    ),
    (network(RIGHT, "[[1, 2], [3, no]]"), "12:24: network.biases: 'no' is not a number; write a number such as 0.5"),
    (
        network(RIGHT, "[[1, 2], [3, 4]]", "bias: false"),
        "12:11: network.biases: network.bias is false (line 13); write biases: null",
    ),
    (
        network(RIGHT, "[[1, 2], [3, 4]]", "bias: [true, false]"),
        "12:11: network.biases: list 2 has 2 numbers, and layer 2 after the inputs has no biases; write []",
    ),
    (
        network(None, "[[1, 2], [3, 4]]"),
        "11:11: network.biases: no weights are given that they go with; write weights as well, or biases: null",
    ),
    (
        network(RIGHT, more="seed: 3"),
        "12:9: network.seed: the weights are given (line 11), none is drawn; delete it, or write weights: null",
    ),
    (
        network(RIGHT, more="init: zeros"),
        "12:9: network.init: the weights are given (line 11), none is drawn; delete it, or write weights: null",
    ),
    (
        network(RIGHT, more="generator: legacy"),
        "12:14: network.generator: the weights are given (line 11), none is drawn; delete it, or write weights: null",
    ),
]


@pytest.mark.parametrize(("change", "line"), WRONG, ids=[line[:60] for _, line in WRONG])
def test_weights_that_do_not_fit_are_one_line(desk, change, line):
    assert desk.said_about(EXAMPLES, change) == [f"x.yaml:{line}"]


def inner(desk, more: str = "init: zeros\n  seed: 3") -> None:
    desk.edit(EXAMPLES, ("hidden: [4]", f"hidden: [2]\n  {more}"), name="inner.yaml")


def outer(desk, network: str) -> None:
    desk.write(f"extends: inner.yaml\nnetwork: {network}\n")


def test_given_weights_stand_for_the_seed_of_a_config_that_is_extended(desk):
    inner(desk)
    outer(desk, f"{{weights: {RIGHT}}}")
    assert np.array(desk.load().network.weights).tolist() == [FIRST, SECOND]
    outer(desk, "{weights: null}")
    assert desk.load().network.seed == 3


def test_a_seed_over_given_weights_is_not_passed_over_in_silence(desk):
    inner(desk, f"weights: {RIGHT}")
    outer(desk, "{seed: 3}")
    line = "the weights are given (line 11 of inner.yaml), none is drawn; delete it, or write weights: null"
    assert desk.lines() == [f"x.yaml:2:17: network.seed: {line}"]
    outer(desk, "{seed: 3, weights: null}")
    assert desk.load().network.seed == 3


def test_weights_can_be_given_on_the_command_line(desk):
    inner(desk)
    given = {"network.weights": RIGHT, "network.biases": "[[1, 2], [3, 4]]"}
    path = desk.folder / "inner.yaml"
    config = load_config(path, config_class=SmallConfig, overrides=given)
    assert network_of(config, dataset_of(config)).biases[1].tolist() == [3, 4]
    for overrides in ({**given, "network.seed": "4"}, {"network.seed": "4", **given}):
        with pytest.raises(Exception, match=r"--set network\.seed: the weights are given"):
            load_config(path, config_class=SmallConfig, overrides=overrides)
