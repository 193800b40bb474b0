"""From a config to a history: trained once, then taken from the disk while nothing that matters changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import nnlib
from scenes.config import ConfigMistakes
from scenes.training import dataset_of, named_history_of, network_of, settings_of

FEW = ("60000\npacing", "200\npacing")
SHOWN = ("[2, 10, 60000]", "[2, 10, 200]")


def history_of(*args, **kwargs):
    return named_history_of(*args, **kwargs)[1]


@pytest.fixture
def trained(monkeypatch):
    """Count how often nnlib is asked to train."""
    calls = []
    real = nnlib.train
    monkeypatch.setattr(nnlib, "train", lambda *args, **kwargs: calls.append(1) or real(*args, **kwargs))
    return calls


def stored() -> list[Path]:
    return sorted(Path("cache").glob("*.npz"))


def test_the_network_is_the_one_of_the_config(desk):
    desk.edit(
        (
            "hidden: [4]",
            "hidden: [8, 4]\n  activation: relu\n  bias: false\n  generator: legacy\n  dropout: 0.1",
        )
    )
    config = desk.load()
    network = network_of(config, dataset_of(config))
    assert network.sizes == (3, 8, 4, 1)
    assert (network.hidden, network.output, network.bias, network.dropout) == ("relu", "sigmoid", False, 0.1)
    expected = 2 * np.random.RandomState(1).random_sample((8, 3)).T - 1
    np.testing.assert_array_equal(network.weights[0], expected)


def test_each_layer_may_have_an_activation_and_a_bias_of_its_own(desk):
    desk.edit(FEW, SHOWN, ("hidden: [4]", "hidden: [8, 4]\n  activation: [relu, tanh]\n  bias: [true, false, true]"))
    config = desk.load()
    assert config.network.activation == ("relu", "tanh")
    assert config.network.bias == (True, False, True)
    network = network_of(config, dataset_of(config))
    assert (network.hidden, network.bias) == (("relu", "tanh"), (True, False, True))
    history = history_of(config)
    assert history.template == network
    assert [b.shape for b in history.at(200).biases] == [(8,), (0,), (1,)]
    said = settings_of(config)[1]
    assert "activation relu tanh; " in said and "bias yes no yes; " in said
    changed = desk.load(overrides={"network.activation": "[tanh, relu]", "network.bias": "false"})
    assert (changed.network.activation, changed.network.bias) == (("tanh", "relu"), False)


def test_a_list_of_one_is_what_its_entry_is(desk):
    desk.edit(("hidden: [4]", "hidden: [4]\n  activation: [tanh]\n  bias: [true, true]"))
    in_a_list = desk.load()
    desk.edit(("hidden: [4]", "hidden: [4]\n  activation: tanh"))
    config = desk.load()
    assert network_of(in_a_list, dataset_of(in_a_list)) == network_of(config, dataset_of(config))


def test_a_history_keeps_the_shown_epochs(desk):
    desk.edit(FEW, SHOWN)
    history = history_of(desk.load(), shown=[2, 10, 177])
    assert history.epochs == 200
    assert {0, 2, 10, 177, 200} <= set(history.recorded)


def test_the_settings_of_training_are_those_of_the_config(desk):
    desk.edit(
        FEW,
        SHOWN,
        (
            "learning_rate: 1.0",
            "learning_rate: 0.01\n  optimizer: adam\n  batch_size: 3\n  shuffle: true\n  seed: 5",
        ),
    )
    settings = history_of(desk.load()).settings
    assert settings["optimizer"] == "adam"
    assert settings["learning_rate"] == 0.01
    assert (settings["batch_size"], settings["shuffle"], settings["seed"]) == (3, True, 5)


def test_examples_and_csv_become_the_same_data(desk):
    desk.edit(("dataset: puzzle", "examples: [[0, 0, 1, 0], [0, 1, 1, 1]]"))
    written = dataset_of(desk.load())
    desk.write("a,b,c,answer\n0,0,1,0\n0,1,1,1\n", "rows.csv")
    desk.edit(("dataset: puzzle", "csv: rows.csv"))
    read = dataset_of(desk.load())
    np.testing.assert_array_equal(written.inputs, read.inputs)
    np.testing.assert_array_equal(written.targets, read.targets)
    assert read.names == ("a", "b", "c")


def test_a_share_is_kept_back(desk):
    desk.edit(("dataset: puzzle\n  question: [1, 1, 0, 0]", "dataset: moons\n  n: 50\n  test_share: 0.4"))
    data = dataset_of(desk.load())
    assert (len(data.inputs), len(data.test_inputs)) == (30, 20)


def test_a_second_run_does_not_train_again(desk, trained):
    desk.edit(FEW, SHOWN)
    first = history_of(desk.load(), shown=[2], cache_dir="cache")
    desk.edit(FEW, SHOWN, ("A puzzle", "Another title"), ("pacing:", "look: {theme: paper}\npacing:"))
    second = history_of(desk.load(), shown=[2], cache_dir="cache")
    assert len(trained) == 1
    assert second == first


def test_a_history_has_the_name_under_which_it_is_kept(desk, trained):
    desk.edit(FEW, SHOWN)
    for _ in range(2):  # trained, and taken from the cache
        name, history = named_history_of(desk.load(), shown=[2], cache_dir="cache")
        assert [path.name for path in stored()] == [name]
        assert nnlib.History.load(stored()[0]) == history
    assert named_history_of(desk.load(), shown=[2])[0] == name  # where nothing is kept it has the same


@pytest.mark.parametrize(
    "change",
    [
        ("1.0", "0.5"),
        ("[4]", "[5]"),
        ("[4]", "[4]\n  seed: 2"),
        ("dataset: puzzle", "examples: [[0, 0, 1, 0], [0, 1, 1, 1]]"),
        ("[2, 10, 200]", "[3, 10, 200]"),
    ],
)
def test_what_matters_is_trained_anew(desk, trained, change):
    desk.edit(FEW, SHOWN)
    config = desk.load()
    history_of(config, shown=config.pacing.shown, cache_dir="cache")
    text = (desk.folder / "x.yaml").read_text().replace(*change)
    desk.write(text)
    config = desk.load()
    history_of(config, shown=config.pacing.shown, cache_dir="cache")
    assert len(trained) == 2


@pytest.mark.parametrize("changed", ["network.py", "layers/dense.py"])
def test_after_a_change_in_nnlib_is_trained_anew(desk, trained, monkeypatch, changed):
    """At every level: a file in a folder of the library counts like one beside ``__init__``."""
    library = desk.folder / "nnlib"
    (library / "layers").mkdir(parents=True)
    for name in ("__init__.py", "network.py", "layers/dense.py", "layers/layer.py"):
        (library / name).write_text("x = 1\n")
    monkeypatch.setattr(nnlib, "__file__", str(library / "__init__.py"))
    desk.edit(FEW, SHOWN)
    history_of(desk.load(), cache_dir="cache")
    history_of(desk.load(), cache_dir="cache")
    assert len(trained) == 1
    (library / changed).write_text("x = 2\n")
    history_of(desk.load(), cache_dir="cache")
    assert len(trained) == 2


def test_a_changed_csv_is_trained_anew(desk, trained):
    desk.write("a,b,c,answer\n0,0,1,0\n0,1,1,1\n", "rows.csv")
    desk.edit(FEW, SHOWN, ("dataset: puzzle", "csv: rows.csv"))
    history_of(desk.load(), cache_dir="cache")
    desk.write("a,b,c,answer\n0,0,1,1\n0,1,1,0\n", "rows.csv")
    history_of(desk.load(), cache_dir="cache")
    assert len(trained) == 2


@pytest.mark.parametrize("damage", [b"", b"no zip", None])
def test_a_damaged_history_is_trained_anew_in_silence(desk, trained, capsys, damage):
    desk.edit(FEW, SHOWN)
    first = history_of(desk.load(), cache_dir="cache")
    (path,) = stored()
    path.write_bytes(path.read_bytes()[:-100] if damage is None else damage)
    assert history_of(desk.load(), cache_dir="cache") == first
    assert history_of(desk.load(), cache_dir="cache") == first  # and stored again
    assert len(trained) == 2
    assert capsys.readouterr() == ("", "")


def test_a_cache_that_cannot_be_written_does_no_harm(desk):
    desk.edit(FEW, SHOWN)
    Path("cache").write_text("in the way")
    assert history_of(desk.load(), cache_dir="cache").epochs == 200
    assert Path("cache").read_text() == "in the way"


def test_a_run_that_diverges_points_at_the_rate(desk):
    desk.edit(
        FEW,
        SHOWN,
        ("1.0", "100"),
        ("[4]", "[4]\n  activation: identity\n  output: identity"),
    )
    with pytest.raises(ConfigMistakes) as caught:
        history_of(desk.load())
    line = str(caught.value)
    assert line.startswith("x.yaml:14:18: training.learning_rate: training diverged in epoch ")
    assert "try a smaller learning rate than 100" in line
    assert "\n" not in line
