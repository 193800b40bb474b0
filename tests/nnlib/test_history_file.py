"""A history on disk: read back exactly, or refused in one clear sentence."""

import copy
import json
import pickle
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

from nnlib import DATASETS, Dataset, History, HistoryFileError, Network, train

FORMAT_2 = Path(__file__).with_name("history_format_2.npz")  # written by the last version that wrote this format


@pytest.fixture(scope="module")
def history():
    data = DATASETS["blobs"](1, 30, 0.3, classes=3).split(0.2, 1)
    net = Network([2, 4, 3], "tanh", "softmax", dropout=0.1, links=[np.eye(2, 4), None], seed=3)
    settings = {"loss": "cross_entropy", "optimizer": ("adam", {"beta1": 0.8}), "epochs": 12}
    return train(net, data, record=[0, 3, 12], **settings)


@pytest.fixture
def file(history, tmp_path):
    path = tmp_path / "h.npz"
    history.save(path)
    return path


def test_the_round_trip_is_exact(history, file):
    again = History.load(file)
    assert again == history
    assert again.digest == history.digest
    assert again.template == history.template
    assert again.snapshots == history.snapshots
    assert again.recorded == (0, 3, 12)
    assert again.moments == history.moments
    assert [moment.epoch for moment in again.moments] == [1, 4]
    assert dict(again.settings) == dict(history.settings)
    assert again.settings["optimizer_constants"] == {"beta1": 0.8}
    for name, curve in history.metrics.items():
        assert again.metrics[name].tolist() == curve.tolist()
    assert [m is None for m in again.template.links] == [False, True]


@pytest.mark.parametrize("bias", [True, False])
def test_a_plain_network_comes_back_too(bias, tmp_path):
    history = train(Network([2, 3, 1], bias=bias), DATASETS["xor"](), epochs=3)
    history.save(tmp_path / "a")  # the name is taken as it is
    history.save(str(tmp_path / "b"))
    assert History.load(tmp_path / "a") == history
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]  # nothing is left beside them
    assert History.load(tmp_path / "a").template.links is None


def test_layers_of_several_kinds_come_back_each_as_it_was(tmp_path):
    net = Network([2, 4, 3, 1], ["relu", "tanh"], bias=[True, False, True], seed=2)
    history = train(net, DATASETS["xor"](), epochs=3)
    history.save(tmp_path / "h")
    again = History.load(tmp_path / "h")
    assert again == history
    assert (again.template.hidden, again.template.bias) == (("relu", "tanh"), (True, False, True))
    assert [b.shape for b in again.at(3).biases] == [(4,), (0,), (1,)]
    assert again.network(3) == history.network(3)
    with np.load(tmp_path / "h") as arrays:
        layers = json.loads(str(arrays["header"]))["layers"]
    assert layers[1] == {
        "kind": "dense",
        "input_shape": [4],
        "units": 3,
        "activation": "tanh",
        "bias": False,
        "output_shape": [3],
        "parameters": {"weights": [4, 3]},
    }


def test_what_trained_the_run_is_remembered(history, tmp_path):
    assert history.trained_by == "nnlib"
    foreign = History(history.template, history.snapshots, history.metrics, {}, trained_by="another library 2.1")
    foreign.save(tmp_path / "h")
    assert History.load(tmp_path / "h").trained_by == "another library 2.1"
    assert foreign != History(history.template, history.snapshots, history.metrics, {})


def test_format_2_is_read_as_the_same_training_today():
    drawn = DATASETS["blobs"](1, 20, 0.3, classes=3)
    # A split was not yet the same share of each class.
    order = np.random.default_rng(1).permutation(20)
    test, kept = np.sort(order[:4]), np.sort(order[4:])
    data = Dataset(drawn.inputs[kept], drawn.targets[kept], test=(drawn.inputs[test], drawn.targets[test]))
    net = Network([2, 4, 3], "tanh", "softmax", dropout=0.1, links=[np.eye(2, 4), None], seed=3)
    settings = {"loss": "cross_entropy", "optimizer": ("adam", {"beta1": 0.8}), "epochs": 5}
    with np.load(FORMAT_2) as arrays:
        assert json.loads(str(arrays["header"]))["version"] == 2
    old, new = History.load(FORMAT_2), train(net, data, record=[0, 3, 5], **settings)
    assert (old.recorded, old.trained_by) == ((0, 3, 5), "nnlib")
    assert old.template == new.template
    assert dict(old.settings) == dict(new.settings)
    # Another machine may round the last digits of a training otherwise.
    for one, other in zip(old.snapshots, new.snapshots, strict=True):
        np.testing.assert_allclose(one.theta, other.theta, rtol=0, atol=1e-12)
    for name, curve in new.metrics.items():
        np.testing.assert_allclose(old.metrics[name], curve, rtol=0, atol=1e-12)
    assert old.moments == new.moments


def test_format_2_is_written_again_as_format_3(tmp_path):
    old = History.load(FORMAT_2)
    old.save(tmp_path / "h")
    assert History.load(tmp_path / "h") == old
    with np.load(tmp_path / "h") as arrays:
        assert json.loads(str(arrays["header"]))["version"] == 3
        assert "kept" in arrays and "awake" not in arrays


def test_saving_replaces_an_old_file_or_leaves_it_alone(history, file, monkeypatch):
    before = file.read_bytes()
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        history.save(file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_numpy_alone_can_open_it(history, file):
    with np.load(file, allow_pickle=False) as arrays:
        assert json.loads(str(arrays["header"]))["version"] == 3
        assert arrays["parameters"].shape == (3, history.template.parameter_count)


def test_a_history_is_a_value(history):
    assert copy.deepcopy(history) is history
    assert copy.copy(history.snapshots[0]) is history.snapshots[0]
    assert not hasattr(history, "__dict__")
    assert not hasattr(history.template, "__dict__")
    for thing in (history, history.snapshots[0], history.template):
        with pytest.raises(AttributeError, match="value"):
            thing.epoch = 3
    with pytest.raises(TypeError):
        history.metrics["loss"] = None
    for array in (history.metrics["loss"], *history.snapshots[0].weights, *history.snapshots[0].biases):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def refused(path, words="damaged|history"):
    with pytest.raises(HistoryFileError, match=words) as caught:
        History.load(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    assert isinstance(caught.value, ValueError)
    return message


def test_a_truncated_file(file):
    whole = file.read_bytes()
    for length in {*range(0, len(whole), max(len(whole) // 60, 1)), 1, 4, len(whole) - 1}:
        file.write_bytes(whole[:length])
        refused(file)


SCRAPS = [
    b"(",
    b")",
    b"'",
    b'"',
    b"\\",
    b"\\e",
    b"\n",
    b"\0",
    b"{",
    b",",
    b"9" * 40,
    b"-1",
    b"1e999",
    b"|V8",
    b"O",
    b"#",
]


def test_whatever_stands_in_the_members_it_is_read_or_a_history_file_error(file, recwarn):
    """tokenize.TokenError and SystemError came through: NumPy lets Python's parser read the headers of arrays."""
    with zipfile.ZipFile(file) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    draws = random.Random(5)
    refusals = 0
    for _ in range(1500):
        name = draws.choice(list(members))
        content = members[name]
        at = draws.randrange(min(len(content), 128))
        changed = content[:at] + draws.choice(SCRAPS) + content[at + draws.randint(0, 3) :]
        if draws.random() < 0.5:
            changed = changed.ljust(len(content))[: len(content)]
        with zipfile.ZipFile(file, "w") as archive:
            for other, whole in members.items():
                archive.writestr(other, changed if other == name else whole)
        try:
            History.load(file)
        except HistoryFileError as error:
            refusals += 1
            assert str(error).startswith(str(file)) and "\n" not in str(error)
    assert refusals > 1300
    assert not recwarn.list


def test_flipped_bytes_are_noticed_or_without_effect(history, file):
    whole = file.read_bytes()
    draws = np.random.default_rng(0)
    refusals = 0
    for place in draws.choice(len(whole), 400, replace=False):
        changed = bytearray(whole)
        changed[place] ^= 1 << draws.integers(8)
        file.write_bytes(bytes(changed))
        try:
            assert History.load(file) == history
        except HistoryFileError:
            refusals += 1
    assert refusals > 300


def test_foreign_files(tmp_path):
    for name, content in {"text": b"epoch,loss\n1,2\n", "empty": b"", "pickle": pickle.dumps([1, 2])}.items():
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name, "not a history")
    np.savez(tmp_path / "other.npz", a=np.ones(3))
    refused(tmp_path / "other.npz", "not a history of this library")
    np.savez(tmp_path / "alike.npz", header=np.array("{}"))
    refused(tmp_path / "alike.npz", "not a history of this library")
    np.savez(tmp_path / "list.npz", header=np.array("[1, 2]"))
    refused(tmp_path / "list.npz", "not a history of this library")
    with pytest.raises(FileNotFoundError):
        History.load(tmp_path / "none.npz")


def rewritten(file, compressed=False, **changes):
    """The file with some arrays, or some entries of its header, replaced."""
    with np.load(file) as stored:
        arrays = dict(stored)
    header = json.loads(str(arrays["header"]))
    for name, value in changes.items():
        if name in arrays:
            arrays[name] = value
        else:
            header[name] = value
    if "header" not in changes:
        arrays["header"] = np.array(json.dumps(header))
    arrays = {name: array for name, array in arrays.items() if array is not None}
    (np.savez_compressed if compressed else np.savez)(file, **arrays)


def test_the_rewriting_of_these_tests_is_faithful(history, file):
    rewritten(file)
    assert History.load(file) == history


HIDDEN = {
    "kind": "dense",
    "input_shape": [2],
    "units": 4,
    "activation": "tanh",
    "bias": True,
    "output_shape": [4],
    "parameters": {"weights": [2, 4], "biases": [4]},
}
OUTPUT = {
    "kind": "dense",
    "input_shape": [4],
    "units": 3,
    "activation": "softmax",
    "bias": True,
    "output_shape": [3],
    "parameters": {"weights": [4, 3], "biases": [3]},
}
P = 2 * 4 + 4 + 4 * 3 + 3


def layers(hidden=None, output=None):
    return {"layers": [{**HIDDEN, **(hidden or {})}, {**OUTPUT, **(output or {})}]}


def wide(n_in, n_out):
    shapes = {"weights": [n_in, n_out], "biases": [n_out]}
    return {"input_shape": [n_in], "units": n_out, "output_shape": [n_out], "parameters": shapes}


def nan_in_one():
    parameters = np.zeros((3, P))
    parameters[1, 2] = np.nan
    return parameters


MANIPULATIONS = {
    "a newer version": ({"version": 4}, "newer version"),
    "the version before": ({"version": 2}, "damaged"),
    "no version": ({"version": None}, "damaged"),
    "an old version": ({"version": 0}, "damaged"),
    "a missing array": ({"epochs": None}, "damaged"),
    "an array too many": ({"header": None}, "not a history"),
    "objects": ({"parameters": np.array([{"a": 1}, None], dtype=object)}, "parameters.npy"),
    "objects as header": ({"header": np.array([{"a": 1}], dtype=object)}, "header.npy"),
    "strings for numbers": ({"epochs": np.array(["0", "3", "12"])}, "epochs.npy"),
    "narrow numbers": ({"parameters": np.zeros((3, P), dtype=np.float32)}, "parameters.npy"),
    "numbers for a header": ({"header": np.ones(3)}, "header.npy"),
    "a header that is no JSON": ({"header": np.array("{'a': 1}")}, "damaged"),
    "a header without end": ({"header": np.array("[" * 100_000)}, "damaged"),
    "too few parameters": ({"parameters": np.zeros((3, P - 1))}, "parameters"),
    "too few snapshots": ({"parameters": np.zeros((2, P))}, "parameters"),
    "a wrong start": ({"start": np.zeros(P + 1)}, "parameters"),
    "NaN as a weight": ({"parameters": nan_in_one()}, "finite"),
    "infinity at the start": ({"start": np.full(P, np.inf)}, "finite"),
    "weights where there is no link": ({"parameters": np.ones((3, P))}, "no link"),
    "epochs out of order": ({"epochs": np.array([3, 0, 12])}, "ascending"),
    "an epoch twice": ({"epochs": np.array([0, 3, 3])}, "ascending"),
    "an epoch after the end": ({"epochs": np.array([0, 3, 13])}, "ascending"),
    "an epoch before the start": ({"epochs": np.array([-1, 3, 12])}, "ascending"),
    "epochs as a table": ({"epochs": np.zeros((3, 1), dtype=np.int64)}, "damaged"),
    "NaN in a curve": ({"metrics": np.full((6, 12), np.nan)}, "finite"),
    "too few curves": ({"metrics": np.zeros((2, 12))}, "damaged"),
    "curves without a length": ({"metrics": np.zeros(6)}, "damaged"),
    "other sizes": (layers(wide(2, 5), wide(5, 3)), "parameters"),
    "huge sizes": (layers(wide(2, 10**12), wide(10**12, 3)), "parameters"),
    "negative sizes": (layers(wide(2, -4), wide(-4, 3)), "damaged"),
    "layers that do not follow each other": (layers(wide(2, 5)), "input shape"),
    "shapes that do not follow": (layers({"parameters": {"weights": [4, 2], "biases": [4]}}), "contradict"),
    "another shape of the outputs": (layers(None, {"output_shape": [2]}), "contradict"),
    "signals that are a picture": (layers({"input_shape": [1, 2]}), "in a row"),
    "words for sizes": (layers({"input_shape": "2"}), "damaged"),
    "a number for a bias": (layers({"bias": 1}), "bias"),
    "no layers": ({"layers": []}, "layers"),
    "layers by name": ({"layers": {"hidden": HIDDEN}}, "damaged"),
    "a layer without properties": ({"layers": [{}, OUTPUT]}, "damaged"),
    "an unknown kind of layer": (layers({"kind": "dance"}), "known are dense"),
    "an unknown activation": (layers({"activation": "tanhh"}), "did you mean 'tanh'"),
    "an unknown property": (layers({"colour": 1}), "damaged"),
    "a dropout of everybody": ({"dropout": 1.0}, "dropout"),
    "nobody who trained it": ({"trained_by": ""}, "trained_by"),
    "missing links": ({"links": np.zeros(3, dtype=bool)}, "damaged"),
    "a moment before which nothing was recorded": ({"moments": np.array([[1, 0], [5, 0]])}, "follow a snapshot"),
    "a moment of no example": ({"moments": np.array([[1, 0], [4, -1]])}, "a row"),
    "moments as a row": ({"moments": np.array([1, 4])}, "damaged"),
    "too few neurons kept": ({"kept": np.ones((2, 3), dtype=bool)}, "4 hidden neurons"),
    "moments without neurons": ({"kept": np.ones((1, 4), dtype=bool)}, "damaged"),
    "settings that are none": ({"settings": 3}, "damaged"),
}


@pytest.mark.parametrize("what", MANIPULATIONS)
def test_manipulated_files(what, file):
    changes, words = MANIPULATIONS[what]
    rewritten(file, **changes)
    refused(file, words)


FORMAT_2_MANIPULATIONS = {
    "huge sizes": ({"structure": {"sizes": [10**12, 10**12]}}, "parameters"),
    "words for sizes": ({"structure": {"sizes": "2-4-3"}}, "damaged"),
    "an unknown activation": ({"structure": {"hidden": "tanhh"}}, "did you mean 'tanh'"),
    "an unknown property": ({"structure": {"colour": 1}}, "damaged"),
    "the version after": ({"version": 3}, "damaged"),
    "too few neurons kept": ({"awake": np.ones((2, 3), dtype=bool)}, "4 hidden neurons"),
}


@pytest.mark.parametrize("what", FORMAT_2_MANIPULATIONS)
def test_manipulated_files_of_format_2(what, tmp_path):
    changes, words = FORMAT_2_MANIPULATIONS[what]
    structure = {"sizes": [2, 4, 3], "hidden": "tanh", "output": "softmax", "bias": True, "dropout": 0.1}
    if "structure" in changes:
        changes = {"structure": {**structure, **changes["structure"]}}
    file = tmp_path / "h.npz"
    file.write_bytes(FORMAT_2.read_bytes())
    rewritten(file)
    assert History.load(file) == History.load(FORMAT_2)
    rewritten(file, **changes)
    refused(file, words)


def test_a_bomb_is_not_unpacked(file):
    rewritten(file, compressed=True, parameters=np.zeros((3, 1_000_000)))
    assert file.stat().st_size < 100_000
    refused(file, "compressed")


def test_a_header_that_promises_too_much(file):
    with zipfile.ZipFile(file) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    members["parameters.npy"] = members["parameters.npy"].replace(b"(3, 27)", b"(9, 27)")
    with zipfile.ZipFile(file, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    refused(file, "does not fit")


def test_a_member_twice(file):
    with zipfile.ZipFile(file) as archive:
        raw = archive.read("epochs.npy")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("epochs.npy", raw)
    refused(file)
