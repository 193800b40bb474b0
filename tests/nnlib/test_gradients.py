"""The backward pass against central differences of losses written out here a second time."""

import itertools

import numpy as np
import pytest

from nnlib import ACTIVATIONS, Network

N = 3  # examples
H = 1e-5

LOSS_AND_OUTPUT = [
    *(("squared_error", output) for output in ACTIVATIONS),
    ("binary_cross_entropy", "sigmoid"),
    ("binary_cross_entropy", "softmax"),
    ("cross_entropy", "softmax"),
]


def mean_loss(name, o, t):
    if name == "squared_error":
        return 0.5 * ((o - t) ** 2).sum() / len(o)
    if name == "binary_cross_entropy":
        return -(t * np.log(o) + (1 - t) * np.log(1 - o)).sum() / len(o)
    return -(t * np.log(o)).sum() / len(o)


def moved(net, kind, layer, place, by):
    arrays = {"weights": [w.copy() for w in net.weights], "biases": [b.copy() for b in net.biases]}
    arrays[kind][layer][place] += by
    return net.with_parameters(arrays["weights"], arrays["biases"])


def numerical(net, x, t, loss, seed):
    def at(other):
        rng = None if seed is None else np.random.default_rng(seed)  # the same neurons drop out
        return mean_loss(loss, other.forward(x, rng).outputs, t)

    gradients = []
    for kind, arrays in (("weights", net.weights), ("biases", net.biases)):
        for layer, array in enumerate(arrays):
            mask = net.links[layer] if kind == "weights" and net.links else None
            for place in np.ndindex(array.shape):
                if mask is not None and not mask[place]:
                    gradients.append(0.0)
                    continue
                up = at(moved(net, kind, layer, place, H))
                down = at(moved(net, kind, layer, place, -H))
                gradients.append((up - down) / (2 * H))
    return np.array(gradients)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("loss", "output"), LOSS_AND_OUTPUT)
def test_every_combination(hidden, loss, output):
    draws = np.random.default_rng(5)
    for sizes, bias, dropout, linked in itertools.product(
        ([3, 2], [2, 3, 2], [2, 3, 1, 2]), (True, False), (0.0, 0.4), (False, True)
    ):
        links = [draws.random((a, b)) < 0.7 for a, b in itertools.pairwise(sizes)] if linked else None
        net = Network(sizes, hidden, output, bias, "uniform", seed=3, dropout=dropout, links=links)
        agrees(net, loss, draws, (sizes, bias, dropout, linked))


@pytest.mark.parametrize("hidden", list(itertools.permutations(ACTIVATIONS, 2)), ids=" ".join)
@pytest.mark.parametrize("bias", [(True, False, True), (False, True, False), (False, False, True)])
def test_every_two_activations_one_after_the_other(hidden, bias):
    draws = np.random.default_rng(6)
    for loss, output in LOSS_AND_OUTPUT[::3]:
        for dropout in (0.0, 0.3):
            net = Network([2, 3, 3, 2], hidden, output, bias, "uniform", seed=3, dropout=dropout)
            agrees(net, loss, draws, (loss, output, dropout))


def agrees(net, loss, draws, what):
    """The gradients of a network with biases drawn anew are the central differences."""
    net = net.with_parameters(net.weights, [draws.normal(size=b.shape) for b in net.biases])
    x = draws.normal(size=(N, net.sizes[0]))
    outputs = net.sizes[-1]
    t = draws.dirichlet(np.ones(outputs), N) if loss == "cross_entropy" else draws.random((N, outputs))
    seed = 11 if net.dropout else None
    trace = net.forward(x, None if seed is None else np.random.default_rng(seed))
    gradients = net.backward(trace, t, loss)
    ours = np.concatenate([g.ravel() for g in (*gradients.weights, *gradients.biases)])
    reference = numerical(net, x, t, loss, seed)
    scale = max(np.linalg.norm(ours) + np.linalg.norm(reference), 1e-4)
    assert np.linalg.norm(ours - reference) / scale < 1e-6, what
    assert net.loss(trace, t, loss) == pytest.approx(mean_loss(loss, trace.outputs, t), rel=1e-12)


def test_deltas_are_the_slopes_of_each_example_on_its_own():
    net = Network([2, 3, 2], "tanh", "sigmoid", seed=1)
    x, t = np.array([[0.3, -1.0], [1.5, 0.2]]), np.array([[0.0, 1.0], [1.0, 0.5]])
    together = net.backward(net.forward(x), t)
    for row in range(2):
        alone = net.backward(net.forward(x[row]), t[row])
        for layer, delta in enumerate(alone.deltas):
            np.testing.assert_allclose(together.deltas[layer][row], delta[0], rtol=1e-14)
            np.testing.assert_allclose(alone.biases[layer], delta[0], rtol=1e-14)
    for layer, bias in enumerate(together.biases):
        np.testing.assert_allclose(bias, together.deltas[layer].mean(axis=0), rtol=1e-14)


def test_dropout_silences_the_share_it_names_and_keeps_the_sum():
    net = Network([1, 4000, 1], "identity", "identity", init=("uniform", {"low": 1, "high": 1}), dropout=0.25)
    trace = net.forward([2.0], np.random.default_rng(0))
    (mask,) = trace.masks
    assert set(np.unique(mask)) == {0.0, 1 / 0.75}
    assert (mask == 0).mean() == pytest.approx(0.25, abs=0.03)
    assert trace.activations[1].mean() == pytest.approx(2.0, rel=0.05)
    assert net.forward([2.0]).masks == ()  # without a generator nobody drops out
    assert net.predict([2.0])[0, 0] == 8000.0
