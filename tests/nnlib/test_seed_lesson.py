"""The run every film of the XOR lesson shows, to the published numbers."""

import numpy as np
import pytest

from nnlib import DATASETS, Network, steps, train

SETTINGS = {"learning_rate": 1.0, "epochs": 60_000, "batch_size": 1, "shuffle": False}


@pytest.fixture(scope="module")
def net():
    return Network([3, 4, 1], bias=False, init="uniform", seed=1, generator="legacy")


@pytest.fixture(scope="module")
def history(net):
    return train(net, DATASETS["puzzle"](), record=[0, 1, 2, 5, 10, 15, 20, 60_000], **SETTINGS)


def test_the_weights_are_drawn_neuron_by_neuron(net):
    u = np.random.RandomState(1)
    for j in range(4):
        assert net.weights[0][:, j].tolist() == [2 * u.random_sample() - 1 for _ in range(3)]
    assert net.weights[1][:, 0].tolist() == [2 * u.random_sample() - 1 for _ in range(4)]
    assert net.biases == ()


def test_the_answer_to_the_new_situation(history):
    answer = history.network(60_000).predict([1, 1, 0])[0, 0]
    assert f"{answer:.4f}" == "0.0133"


def test_the_average_error_at_the_end(history):
    assert f"{100 * history.metrics['error'][-1]:.2f} %" == "0.47 %"
    end = history.network(60_000)
    data = DATASETS["puzzle"]()
    assert np.abs(end.predict(data.inputs) - data.targets).mean() == pytest.approx(0.0047, abs=5e-5)
    assert history.metrics["accuracy"][-1] == 1.0


def test_the_first_output_synapse_turns_positive_by_cycle_20(history):
    first = {epoch: history.at(epoch).weights[1][0, 0] for epoch in history.recorded}
    assert [first[epoch] < 0 for epoch in (0, 1, 2, 5, 10, 15)] == [True] * 6
    assert first[20] > 0
    assert history.flips()[0] == (20, 1, 0, 0)


def test_a_dense_recording_sees_the_same_flip(net):
    dense = train(net, DATASETS["puzzle"](), record="dense", record_also=[20, 2500], **{**SETTINGS, "epochs": 3000})
    assert dense.flips()[0] == (20, 1, 0, 0)
    assert {0, 20, 2500, 3000} <= set(dense.recorded)


def test_it_is_the_rule_of_the_article(net):
    """error · o(1 − o), every weight changed by its signal · delta, deltas from the weights before."""
    data = DATASETS["puzzle"]()
    inner, outer = net.weights[0].copy(), net.weights[1].copy()
    for _ in range(3):
        for x, t in zip(data.inputs, data.targets, strict=True):
            h = 1 / (1 + np.exp(-x @ inner))
            o = 1 / (1 + np.exp(-h @ outer))
            delta = (t - o) * o * (1 - o)
            below = (outer @ delta) * h * (1 - h)
            outer += np.outer(h, delta)
            inner += np.outer(x, below)
    settings = {**SETTINGS, "epochs": 3}
    trained = train(net, data, record=[3], **settings).at(3)
    walked = list(steps(net, data, **settings))[-1].after
    for weights in (trained.weights, walked.weights):
        np.testing.assert_allclose(weights[0], inner, rtol=0, atol=1e-13)
        np.testing.assert_allclose(weights[1], outer, rtol=0, atol=1e-13)
