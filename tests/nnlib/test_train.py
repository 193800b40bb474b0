"""What training promises: a true record, the same every time, and nobody else's network changed."""

import itertools

import numpy as np
import pytest

from nnlib import DATASETS, LOSSES, Dataset, DivergedError, Network, steps, train
from nnlib.training import is_faster


def moons(test=0.25):
    return DATASETS["moons"](3, 60, 0.1).split(test, 3) if test else DATASETS["moons"](3, 60, 0.1)


NET = Network([2, 6, 1], "tanh", seed=2)
WAYS = {
    "online": {"batch_size": 1, "optimizer": "sgd", "learning_rate": 0.1},
    "mini-batch": {"batch_size": 8, "optimizer": "adam", "learning_rate": 0.02},
    "full batch": {"batch_size": None, "optimizer": "nesterov", "learning_rate": 0.1, "weight_decay": 0.01},
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_seed_gives_the_same_history_bit_for_bit(way):
    one, same, other = (train(NET, moons(), epochs=12, seed=seed, **WAYS[way]) for seed in (5, 5, 6))
    assert one.digest == same.digest
    assert one == same
    assert one.recorded[-1] == 12
    if way != "full batch":
        assert not np.array_equal(one.at(12).theta, other.at(12).theta)


def test_the_network_and_the_data_are_left_as_they_were():
    net = Network([2, 6, 1], "tanh", seed=2, dropout=0.2)
    data = moons()
    before, digest = [w.copy() for w in net.weights], data.digest
    train(net, data, epochs=5)
    assert all(np.array_equal(w, b) for w, b in zip(net.weights, before, strict=True))
    assert data.digest == digest
    for array in (*net.weights, *net.biases, data.inputs, data.targets):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


COMBINATIONS = [
    ("sigmoid", "sigmoid", "squared_error"),
    ("tanh", "sigmoid", "binary_cross_entropy"),
    ("relu", "identity", "squared_error"),
    ("leaky_relu", "tanh", "squared_error"),
    ("identity", "leaky_relu", "squared_error"),
    ("relu", "softmax", "cross_entropy"),
]


@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("sizes", [[2, 3, 2], [2, 4, 3, 2], [2, 2]])
@pytest.mark.parametrize("shuffle", [True, False])
def test_online_training_agrees_with_the_steps(hidden, output, loss, bias, sizes, shuffle):
    draws = np.random.default_rng(1)
    data = Dataset(draws.normal(size=(9, 2)) * [1, 0], np.eye(2)[np.arange(9) % 2])  # with silent inputs
    net = Network(sizes, hidden, output, bias, seed=4)
    settings = {"loss": loss, "learning_rate": 0.2, "epochs": 4, "batch_size": 1, "shuffle": shuffle, "seed": 3}
    agrees(net, data, settings)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov", "rmsprop", "adam"])
def test_batches_agree_with_the_steps(optimizer):
    links = [np.array([[1, 1, 0, 1, 1], [1, 0, 1, 1, 1]]), None]
    net = Network([2, 5, 1], "relu", seed=4, dropout=0.3, links=links)
    settings = {"loss": "binary_cross_entropy", "optimizer": optimizer, "learning_rate": 0.02, "epochs": 4}
    history = agrees(net, moons(0), {**settings, "batch_size": 7, "weight_decay": 0.01, "seed": 9})
    for snapshot in history.snapshots:
        assert not snapshot.weights[0][links[0] == 0].any()  # what is not there does not learn


@pytest.mark.parametrize("batch_size", [1, 7, None])
def test_layers_that_differ_agree_with_the_steps(batch_size):
    net = Network([2, 5, 4, 1], ["relu", "tanh"], bias=[True, False, True], seed=4)
    agrees(net, moons(0), {"learning_rate": 0.05, "epochs": 3, "batch_size": batch_size, "seed": 9})


@pytest.mark.parametrize("batch_size", [1, 8])
def test_layers_that_differ_learn_as_one_would_write_it_down(batch_size):
    """Plain descent of ½ Σ (o − t)² through relu and tanh, the second layer without bias."""
    data = moons(0)
    net = Network([2, 5, 4, 1], ["relu", "tanh"], "identity", bias=[True, False, True], seed=4)
    settings = {"learning_rate": 0.05, "epochs": 4, "batch_size": batch_size, "shuffle": False}
    end = train(net, data, record=[4], **settings).at(4)
    (u, v, w), (b, _, c) = [[array.copy() for array in arrays] for arrays in (net.weights, net.biases)]
    for _ in range(4):
        for start in range(0, len(data), batch_size):
            x, t = data.inputs[start : start + batch_size], data.targets[start : start + batch_size]
            one = np.maximum(x @ u + b, 0)
            two = np.tanh(one @ v)
            third = two @ w + c - t
            second = third @ w.T * (1 - two**2)
            first = second @ v.T * (one > 0)
            rate = 0.05 / len(x)
            w, c = w - rate * two.T @ third, c - rate * third.sum(axis=0)
            v = v - rate * one.T @ second
            u, b = u - rate * x.T @ first, b - rate * first.sum(axis=0)
    for ours, theirs in zip((*end.weights, *end.biases), (u, v, w, b, [], c), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)


def agrees(net, data, settings):
    history = train(net, data, record=range(settings["epochs"] + 1), **settings)
    walked = list(steps(net, data, **settings))
    assert [step.number for step in walked] == list(range(1, len(walked) + 1))
    assert history.at(0).weights[0].tolist() == walked[0].before.weights[0].tolist()
    for epoch, group in itertools.groupby(walked, key=lambda step: step.epoch):
        group = list(group)
        assert sorted(np.concatenate([step.rows for step in group])) == list(range(len(data)))
        end = group[-1].after.parameters.theta
        np.testing.assert_allclose(history.at(epoch).theta, end, rtol=0, atol=1e-12)
        for name in ("loss", "error"):
            mean = np.average([getattr(s, name) for s in group], weights=[len(s.rows) for s in group])
            assert history.metrics[name][epoch - 1] == pytest.approx(mean, rel=1e-9)
    for one, following in itertools.pairwise(walked):
        assert following.before is one.after
    return history


def test_small_online_networks_take_the_plain_road():
    def road(net, **changes):
        return is_faster(net, _checked(net, **changes))

    assert road(NET)
    assert not road(NET, batch_size=2)
    assert not road(NET, optimizer="adam")
    assert not road(NET, weight_decay=0.1)
    assert not road(Network([2, 6, 1], dropout=0.1))
    assert not road(Network([2, 100, 1]))
    assert road(Network([2, 3, 3, 1], ["tanh", "tanh"], bias=[False] * 3))
    assert not road(Network([2, 3, 3, 1], ["relu", "tanh"]))
    assert not road(Network([2, 3, 3, 1], bias=[True, False, True]))


def _checked(net, **changes):
    from nnlib.training import check

    plain = {"loss": "squared_error", "optimizer": "sgd", "learning_rate": 0.1, "epochs": 1, "batch_size": 1}
    return check(net, moons(0), **{**plain, "shuffle": False, "weight_decay": 0.0, "seed": 0, **changes})


@pytest.mark.parametrize("way", WAYS)
def test_metrics_are_what_training_saw(way):
    history = train(NET, moons(), loss="binary_cross_entropy", epochs=1, record=[0, 1], **WAYS[way])
    assert list(history.metrics) == ["loss", "error", "accuracy", "test_loss", "test_error", "test_accuracy"]
    end, data = history.network(1), moons()
    answers = end.predict(data.test_inputs)
    value = LOSSES["binary_cross_entropy"].value(answers, data.test_targets).mean()
    assert history.metrics["test_loss"][0] == pytest.approx(value)
    assert history.metrics["test_error"][0] == pytest.approx(np.abs(answers - data.test_targets).mean())
    assert history.metrics["test_accuracy"][0] == ((answers > 0.5) == data.test_targets).mean()
    if way == "full batch":  # one update: training saw only the untrained network
        answers = NET.predict(data.inputs)
        assert history.metrics["accuracy"][0] == ((answers > 0.5) == data.targets).mean()
        assert history.metrics["error"][0] == pytest.approx(np.abs(answers - data.targets).mean())


def test_accuracy_of_one_hot_targets_and_none_for_values():
    blobs = DATASETS["blobs"](1, 30, 0.1, classes=3)
    net = Network([2, 8, 3], "tanh", "softmax", seed=1)
    history = train(net, blobs, loss="cross_entropy", optimizer="adam", learning_rate=0.05, epochs=60)
    assert history.metrics["accuracy"][-1] == 1.0
    values = Dataset([[0.0], [1.0]], [[0.3], [0.7]])
    assert list(train(Network([1, 2, 1]), values, epochs=2).metrics) == ["loss", "error"]


@pytest.mark.parametrize("epochs", [1, 7, 99, 250, 1001])
@pytest.mark.parametrize("batch_size", [1, None])
def test_progress_is_called_about_a_hundred_times(epochs, batch_size):
    calls = []
    train(
        Network([2, 2, 1]),
        DATASETS["xor"](),
        epochs=epochs,
        batch_size=batch_size,
        progress=lambda epoch, of, metrics: calls.append((epoch, of, len(metrics["loss"]))),
    )
    assert calls[-1] == (epochs, epochs, epochs)
    assert all(epoch == judged for epoch, _, judged in calls)
    assert min(epochs, 50) <= len(calls) <= 101


@pytest.mark.parametrize("way", WAYS)
def test_divergence_names_the_epoch_and_a_way_out(way):
    net = Network([2, 6, 1], "relu", "identity", seed=1)
    settings = {**WAYS[way], "learning_rate": 1e200, "optimizer": "sgd"}
    with pytest.raises(DivergedError, match=r"in epoch \d+: .* try a smaller learning rate than 1e\+200") as caught:
        train(net, moons(), epochs=50, **settings)
    assert 1 <= caught.value.epoch <= 50
    with pytest.raises(DivergedError, match="epoch"):
        list(steps(net, moons(), epochs=50, **settings))


def test_a_divergence_that_builds_up_names_its_own_epoch():
    """θ ← −9 θ on ½ θ²: the loss passes 1e308 at a known epoch."""
    net = Network([1, 1], output="identity", bias=False).with_parameters([[[1.0]]])
    with pytest.raises(DivergedError) as caught:
        train(net, Dataset([[1.0]], [[0.0]]), learning_rate=10.0, epochs=1000, batch_size=1)
    # Before epoch e the weight is 9^(e−1) in size; its square is beyond the floats from here on.
    assert caught.value.epoch == 1 + int(np.ceil(0.5 * np.log(np.finfo(float).max) / np.log(9)))


def test_unknown_and_unfit_settings():
    data = moons()
    for words, changes in [
        ("unknown loss 'squared_eror': did you mean 'squared_error'", {"loss": "squared_eror"}),
        ("expected the output activation softmax, got 'sigmoid'", {"loss": "cross_entropy"}),
        ("epochs: expected a whole number of at least 1, got 0", {"epochs": 0}),
        ("epochs: expected a whole number of at least 1, got 2.5", {"epochs": 2.5}),
        ("batch_size: expected a whole number of at least 1, got 0", {"batch_size": 0}),
        ("shuffle: expected True or False, got 'no'", {"shuffle": "no"}),
        ("weight_decay: expected a finite number of at least 0, got -1", {"weight_decay": -1}),
        ("seed: expected a whole number of at least 0, got -1", {"seed": -1}),
        ("record: expected a list of epochs or 'dense', got 'all'", {"record": "all"}),
        ("record: expected epochs from 0 to 10, got 11", {"record": [0, 11]}),
        ("record_also: expected epochs from 0 to 10, got 12", {"record_also": [12]}),
        ("record_limit: expected room for the 4 epochs asked for, got 3", {"record_limit": 3, "record_also": [4, 5]}),
        ("record: expected at least one epoch", {"record": []}),
    ]:
        with pytest.raises(ValueError, match=words):
            train(NET, data, **{"epochs": 10, **changes})


def test_data_that_does_not_fit_the_network():
    with pytest.raises(ValueError, match=r"data: expected 2 inputs for the layers \[2, 6, 1\], got 3"):
        train(NET, DATASETS["puzzle"]())
    with pytest.raises(ValueError, match=r"data: expected 1 targets .* got 3"):
        train(NET, DATASETS["blobs"](0, 10, 0.1, classes=3))
    with pytest.raises(ValueError, match="expected a Network and a Dataset"):
        train(NET, [[0, 1]])
    above = Dataset([[0.0, 1.0]], [[1.5]])
    with pytest.raises(ValueError, match=r"expected targets from 0 to 1, got 1\.5"):
        train(NET, above, loss="binary_cross_entropy")
    with pytest.raises(ValueError, match="add up to 1"):
        train(Network([2, 2], output="softmax"), Dataset([[0, 1]], [[1, 1]]), loss="cross_entropy")
