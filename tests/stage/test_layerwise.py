"""Signals and errors go where they are sent, one layer at a time, and show what the network computed."""

import math

import numpy as np
import pytest

from nnlib import Dataset, Network, train
from scenes.stage import (
    AcceleratingClock,
    Forget,
    LightUp,
    LiveReplay,
    LiveUpdate,
    LossSlice,
    NetworkDiagram,
    SendError,
    SendSignals,
    ShowDeltas,
    ShowLabels,
    ShowSecondLabels,
    ShowTargets,
    Together,
)

X, T = np.array([[0.05, 0.9, 0.3]]), np.array([[0.0, 1.0, 0.0]])


@pytest.fixture
def network():
    return Network([3, 2, 3], output="softmax", init="uniform", seed=9)


@pytest.fixture
def diagram(network):
    return NetworkDiagram(network, letters=("x", "a", "y"))


def at(animation, alpha):
    animation.begin()
    animation.interpolate(alpha)
    return animation.mobject.state


def test_signals_go_only_to_the_neurons_they_are_sent_to(diagram, network):
    trace = network.forward(X)
    half = at(SendSignals(diagram, trace, 0, [1]), 0.5)
    assert half.pulses[0] == pytest.approx(0.5) and half.pulses[1] < 0
    assert (half.signal[0][:, 0] == 0).all() and (half.signal[0][:, 1] > 0).all()
    assert (at(SendSignals(diagram, trace, 0), 1.0).signal[0] > 0).all()


def test_neurons_light_up_one_by_one_with_their_answers(diagram, network):
    trace = network.forward(X)
    first = at(LightUp(diagram, trace, 1, [0]), 1.0)
    assert np.asarray(first.numbers[1]).tolist() == [1, 0]
    assert first.values[1][0] == trace.activations[1][0, 0] and first.brightness[1][1] == 0
    both = at(LightUp(diagram, trace, 1), 1.0)
    assert both.numbers[1] == 1.0
    assert both.values[1] == pytest.approx(trace.activations[1][0])


def test_errors_run_back_along_the_chosen_synapses(diagram, network):
    gradients = network.backward(network.forward(X), T, "cross_entropy")
    state = at(SendError(diagram, gradients, 0, [1], [0]), 1.0)
    assert np.argwhere(state.error_reach[0] > 0).tolist() == [[1, 0]]
    assert state.error_shares[0] == pytest.approx(np.abs(gradients.weights[0]) / np.abs(gradients.weights[0]).sum())
    assert at(SendError(diagram, gradients, 1), 0.25).pulses[1] > 0.5  # on its way from the target to the source


def test_a_delta_takes_the_place_of_its_bias(diagram, network):
    gradients = network.backward(network.forward(X), T, "cross_entropy")
    at(ShowLabels(diagram, biases=1.0), 1.0)
    for alpha in np.linspace(0, 1, 21):
        state = at(ShowDeltas(diagram, gradients, 2, [1]), alpha)
        bias, delta = (np.broadcast_to(a, 3) for a in (state.bias_labels[1], state.delta_labels[1]))
        assert min(bias[1], delta[1]) == 0 and bias[0] == 1
        diagram.state = at(ShowLabels(diagram, biases=1.0, deltas=0.0), 1.0)
    state = at(ShowDeltas(diagram, gradients, 2), 1.0)
    assert state.delta_values[1] == pytest.approx(gradients.deltas[1][0])


def test_figures_of_one_kind_go_before_those_of_another_come(diagram, network):
    gradients = network.backward(network.forward(X), T, "cross_entropy")
    assert at(ShowSecondLabels(diagram, gradients.weights), 1.0).second_labels_shown == (1.0, 1.0)
    change = ShowSecondLabels(diagram, network.weights, "before")
    change.begin()
    change.interpolate(0.45)
    assert diagram.state.second_label_kind == "gradient" and diagram.state.second_labels_shown[0] < 0.2
    change.interpolate(1.0)
    assert diagram.state.second_label_kind == "before" and diagram.state.second_labels_shown == (1.0, 1.0)
    assert at(ShowSecondLabels(diagram, None), 1.0).second_labels_shown == (0.0, 0.0)


def test_what_was_shown_of_the_error_is_forgotten(diagram, network):
    gradients = network.backward(network.forward(X), T, "cross_entropy")
    at(Together(ShowDeltas(diagram, gradients, 1), SendError(diagram, gradients, 1)), 1.0)
    state = at(Forget(diagram), 1.0)
    assert all((b == 0).all() for b in (*state.error_reach, *state.deltas)) and state.bands_shown == 0
    assert state.bias_labels == (1.0, 1.0)


def test_together_none_overwrites_the_other(diagram, network):
    both = at(Together(LightUp(diagram, network.forward(X), 0), ShowTargets(diagram, T[0])), 1.0)
    assert both.numbers[0] == 1.0 and both.targets_shown == 1.0


def test_a_live_network_answers_with_the_weights_it_shows(diagram, network):
    other = Network([3, 2, 3], output="softmax", init="uniform", seed=2)
    for alpha in (0.0, 0.3, 1.0):
        state = at(LiveUpdate(diagram, other, X[0]), alpha)
        now = network.with_parameters(state.weights, state.biases)
        assert state.values[-1] == pytest.approx(now.predict(X)[0])
        diagram.show_network(network)


def test_a_replay_runs_ever_faster_and_answers_all_the_time(diagram, network):
    data = Dataset(X, T)
    how = {"loss": "cross_entropy", "learning_rate": 0.2, "batch_size": 1, "shuffle": False}
    history = train(network, data, epochs=200, record=range(201), **how)
    clock = AcceleratingClock(history, 4, 200)
    epochs = [clock.epoch(alpha) for alpha in np.linspace(0, 1, 9)]
    assert epochs[0] == 4 and epochs[-1] == 200
    assert (np.diff(epochs, 2) >= 0).all() and np.diff(epochs)[-1] > 5 * np.diff(epochs)[0]
    state = at(LiveReplay(diagram, history, clock, X[0]), 1.0)
    assert state.values[-1] == pytest.approx(history.network(200).predict(X)[0])


def test_all_weights_together_go_as_far_as_the_one(network):
    loss_slice = LossSlice.of(network, X[0], T[0], (0, 1, 0), 0.7, "cross_entropy")
    way = loss_slice.end.parameters.theta - network.parameters.theta
    assert np.linalg.norm(way) == pytest.approx(0.7)
    gradients = network.backward(network.forward(X), T, "cross_entropy")
    slopes = [*gradients.weights, *gradients.biases]
    length = math.sqrt(sum(float((g * g).sum()) for g in slopes))
    # Straight downhill.
    for now, then, g in zip(loss_slice.end.weights, network.weights, gradients.weights, strict=True):
        assert now - then == pytest.approx(-0.7 * g / length)
    assert loss_slice.moved(-1.0).weights[0][1, 0] == pytest.approx(network.weights[0][1, 0] - 0.7)
    assert loss_slice.one[40] == pytest.approx(loss_slice.cost) and len(loss_slice.one) == 81


def test_without_a_gradient_nothing_moves():
    network = Network([2, 2, 2], output="softmax", init="zeros")
    loss_slice = LossSlice.of(network, [0.1, 0.2], [0.5, 0.5], (0, 0, 0), 1.0, "cross_entropy")
    assert loss_slice.end == network and loss_slice.gain_all == 0


def test_labels_stand_in_straight_columns_where_they_fit(network):
    diagram = NetworkDiagram(network, 1000, 640, letters=("x", "a", "y"))
    for labels in diagram.label_places.layers:
        assert len(labels) == 6
        assert len({round(x, 6) for _, _, x, _ in labels}) == 1
        heights = sorted(y for *_, y in labels)
        assert np.diff(heights).min() >= 2 * diagram.label_places.size


def test_what_stands_around_a_neuron_is_found(diagram):
    x, y, _ = diagram.neuron_at(1, 0)
    assert diagram.above(1, 0)[1] > y > diagram.below(1, 0)[1]
    assert diagram.target_at(0)[0] > diagram.neuron_at(2, 0)[0]
    assert diagram.neuron_at(0, 1)[0] < diagram.weight_at(0, 1, 0)[0] < x
    with pytest.raises(ValueError, match="is not drawn"):
        diagram.weight_at(0, 7, 0)
