"""The rules against PyTorch's documented formulas, written out for one number at a time."""

import math

import numpy as np
import pytest

from nnlib import OPTIMIZERS, Dataset, Network, train
from nnlib.optimizers import make_optimizer


def documented(name, gradients, start, lr):
    """torch.optim's algorithm boxes for a single parameter."""
    theta, buffer, m, v = start, None, 0.0, 0.0
    for t, g in enumerate(gradients, start=1):
        if name == "sgd":
            theta -= lr * g
        elif name in ("momentum", "nesterov"):
            buffer = g if buffer is None else 0.9 * buffer + g
            theta -= lr * (g + 0.9 * buffer if name == "nesterov" else buffer)
        elif name == "rmsprop":
            v = 0.99 * v + 0.01 * g**2
            theta -= lr * g / (math.sqrt(v) + 1e-8)
        else:
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g**2
            theta -= lr * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return theta


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_two_hundred_steps_follow_the_documented_formula(name):
    draws = np.random.default_rng(2)
    start, gradients = draws.normal(size=5), draws.normal(size=(200, 5))
    rule, theta = make_optimizer(name, 0.05, 5), start.copy()
    for g in gradients:
        rule.step(theta, g.copy())
    expected = [documented(name, gradients[:, i], start[i], 0.05) for i in range(5)]
    np.testing.assert_allclose(theta, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "rate"), [("sgd", 1e-3), ("momentum", 1e-3), ("nesterov", 1e-3), ("rmsprop", 1e-2), ("adam", 1e-3)]
)
def test_default_learning_rates(name, rate):
    assert make_optimizer(name, None, 1).learning_rate == rate


@pytest.mark.parametrize("key", ["beta1", "beta2"])
def test_adams_memory_is_a_share_below_one(key):
    make_optimizer(("adam", {key: 0.0}), 0.1, 1).step(np.zeros(1), np.ones(1))
    with pytest.raises(ValueError, match=f"{key}: "):
        make_optimizer(("adam", {key: 1.0}), 0.1, 1)


def test_weight_decay_is_added_to_the_gradient_of_every_parameter():
    net = Network([1, 1], output="identity").with_parameters([[[2.0]]], [[4.0]])
    data = Dataset([[0.0]], [[4.0]])  # already right: the loss alone would change nothing
    history = train(net, data, learning_rate=0.5, epochs=1, weight_decay=0.1, record=[1])
    assert history.at(1).weights[0][0, 0] == pytest.approx(2.0 - 0.5 * 0.1 * 2.0)
    assert history.at(1).biases[0][0] == pytest.approx(4.0 - 0.5 * 0.1 * 4.0)


@pytest.mark.parametrize(
    ("choice", "rate", "words"),
    [
        ("adamm", 0.1, "did you mean 'adam'"),
        (("adam", {"beta3": 1}), 0.1, "beta3"),
        (("adam", {"beta1": 1.0}), 0.1, "beta1: expected a finite number of at least 0 and below 1, got 1.0"),
        (("sgd", {"learning_rate": 1.0}), 0.1, "learning_rate"),
        (("sgd",), 0.1, "expected a name or"),
        ("sgd", 0.0, "learning_rate: expected a finite number above 0, got 0.0"),
        ("sgd", math.nan, "learning_rate"),
        ("sgd", "fast", "learning_rate"),
    ],
)
def test_wrong_choices(choice, rate, words):
    with pytest.raises(ValueError, match=words):
        make_optimizer(choice, rate, 1)
