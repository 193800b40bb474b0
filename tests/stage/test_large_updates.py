"""Dashes mark what changes a lot, measured against the whole run, and never flicker."""

import numpy as np
import pytest

from scenes.stage import NetworkDiagram, ReplayTraining
from scenes.stage.learning import SHARE, LargeUpdates
from scenes.training import travelled


def test_few_changes_are_large_as_long_as_they_are_seen(history):
    changes = LargeUpdates(history)
    epochs = np.diff(history.recorded)
    theta = np.array([snapshot.theta for snapshot in history.snapshots])
    large = np.abs(np.diff(theta, axis=0)) / epochs[:, None] > changes.threshold
    seen = np.diff(travelled(history))
    assert float((large.mean(axis=1) * seen).sum() / seen.sum()) == pytest.approx(SHARE, abs=0.01)


def test_between_two_snapshots_only_their_step_counts(history):
    changes = LargeUpdates(history)
    one, other = history.snapshots[7], history.snapshots[8]
    found = changes.between(7, 8)
    for layer, a, b in zip(found, one.weights, other.weights, strict=True):
        expected = np.abs(b - a) / (other.epoch - one.epoch) > changes.threshold
        assert layer == pytest.approx(expected.astype(float))
    assert all((layer == 0).all() for layer in changes.between(5, 5))


def test_biases_are_no_synapses():
    from nnlib import DATASETS, Network, train

    network = Network([2, 3, 1], hidden="tanh", output="sigmoid", bias=True, seed=2)
    data = DATASETS["xor"](1, 4, 0.0)
    history = train(network, data, learning_rate=0.5, epochs=50, record="dense")
    layers = LargeUpdates(history).between(0, 50)
    assert [layer.shape for layer in layers] == [(2, 3), (3, 1)]


def test_a_training_that_changes_nothing_has_no_large_changes(history):
    from nnlib import DATASETS, Network, train

    network = Network([2, 2, 1], hidden="relu", output="sigmoid", init="zeros", bias=False)
    still = train(network, DATASETS["xor"](1, 4, 0.0), learning_rate=0.1, epochs=5, record="dense")
    changes = LargeUpdates(still)
    assert changes.threshold == 0
    assert all((layer == 0).all() for layer in changes.between(0, 5))


def test_dashes_come_and_go_gently_in_a_replay(history, network):
    diagram = NetworkDiagram(network)
    replay = ReplayTraining(diagram, history, start=0, stop=200, run_time=4.0, changes=LargeUpdates(history))
    replay.begin()
    shown = []
    for alpha in np.linspace(0, 1, 241):
        replay.interpolate(alpha)
        shown.append(np.concatenate([layer.ravel() for layer in diagram.state.changed]))
    shown = np.array(shown)
    assert shown.max() > 0.5
    assert shown[0].max() == shown[-1].max() == 0
    assert np.abs(np.diff(shown, axis=0)).max() < 0.25  # of full, in a sixtieth of a second
