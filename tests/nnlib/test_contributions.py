"""Contributions against finite differences, and the fewest synapses that carry most of a decision."""

import itertools

import numpy as np
import pytest

from nnlib import ACTIVATIONS, Network, contributions, fewest, share_of

H = 1e-6


def score(network, x, winner, kept):
    """S, written out once more."""
    z = network.forward(x, kept=kept).preactivations[-1][0]
    return z[winner] - np.delete(z, winner).mean() if len(z) > 1 else z[0]


def by_differences(network, x, kept):
    """w · ∂S/∂w by central differences."""
    winner = int(network.forward(x, kept=kept).preactivations[-1][0].argmax())
    found = []
    for layer, weights in enumerate(network.weights):
        slopes = np.zeros(weights.shape)
        for place in np.argwhere(weights != 0):
            ends = []
            for way in (H, -H):
                moved = [w.copy() for w in network.weights]
                moved[layer][tuple(place)] += way
                ends.append(score(network.with_parameters(moved, network.biases), x, winner, kept))
            slopes[tuple(place)] = (ends[0] - ends[1]) / (2 * H)
        found.append(weights * slopes)
    return found


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("outputs", "output"), [(1, "sigmoid"), (3, "softmax"), (2, "identity")])
def test_they_are_what_finite_differences_say(hidden, outputs, output):
    draws = np.random.default_rng(4)
    for sizes, dropped in itertools.product(([3, outputs], [3, 4, outputs], [2, 4, 3, outputs]), (False, True)):
        links = [draws.random((a, b)) < 0.8 for a, b in itertools.pairwise(sizes)]
        network = Network(sizes, hidden, output, seed=2, init="uniform", dropout=0.3 * dropped, links=links)
        network = network.with_parameters(network.weights, [draws.normal(size=b.shape) for b in network.biases])
        x = draws.normal(size=(1, sizes[0]))
        kept = draws.random(sum(sizes[1:-1])) < 0.7 if dropped else None
        found = contributions(network, network.forward(x, kept=kept))
        for ours, reference in zip(found, by_differences(network, x, kept), strict=True):
            assert ours == pytest.approx(reference, abs=1e-7)


def test_one_example_of_many_is_told_of():
    network = Network([3, 5, 4], "tanh", "softmax", seed=1)
    x = np.random.default_rng(1).normal(size=(6, 3))
    together = network.forward(x)
    for row in range(6):
        alone = contributions(network, network.forward(x[row]))
        for one, other in zip(contributions(network, together, row), alone, strict=True):
            assert one == pytest.approx(other)


def test_without_bias_the_layers_of_a_relu_network_each_add_up_to_the_score():
    network = Network([4, 6, 6, 3], "relu", "softmax", bias=False, seed=3)
    x = np.random.default_rng(2).random((1, 4))
    found = contributions(network, network.forward(x))
    z = np.sort(network.forward(x).preactivations[-1][0])
    assert [float(layer.sum()) for layer in found] == pytest.approx([z[-1] - z[:-1].mean()] * 3)


def test_the_fewest_that_make_up_the_share():
    draws = np.random.default_rng(5)
    for _ in range(40):
        layers = [draws.normal(size=(4, 3)) ** 3, draws.normal(size=(3, 5)) ** 3]
        chosen = fewest(layers, 0.8, most=99)
        for layer, mask in zip(layers, chosen, strict=True):
            size, count = np.abs(layer), int(mask.sum())
            largest = np.sort(size, axis=None)[::-1]
            assert size[mask].sum() == pytest.approx(largest[:count].sum())
            assert largest[:count].sum() >= 0.8 * size.sum() > largest[: count - 1].sum()
        assert share_of(layers, chosen) >= 0.8


def test_at_most_so_many_and_no_layer_starves():
    layers = [np.ones((12, 12)), np.ones((12, 12)), np.geomspace(1, 1e-3, 48).reshape(12, 4)]
    chosen = fewest(layers)
    counts = [int(mask.sum()) for mask in chosen]
    assert sum(counts) == 30 and min(counts) >= 1
    shares = [float(layer[mask].sum() / layer.sum()) for layer, mask in zip(layers, chosen, strict=True)]
    assert share_of(layers, chosen) == pytest.approx(np.mean(shares)) and share_of(layers, chosen) < 0.8
    assert shares[0] == pytest.approx(shares[1], abs=0.01)
    assert [mask.tolist() for mask in fewest(layers)] == [mask.tolist() for mask in chosen]


def test_where_nothing_is_carried_nothing_stands_out():
    still = [np.zeros((2, 3)), np.array([[0.0], [2.0], [0.0]])]
    assert [int(mask.sum()) for mask in fewest(still)] == [0, 1]
    assert share_of(still, fewest(still)) == 1.0
    assert share_of([np.zeros((2, 2))], fewest([np.zeros((2, 2))])) == 0.0
