"""Extreme numbers give the right finite values, silently."""

import numpy as np
import pytest

from nnlib import ACTIVATIONS, LOSSES, Network
from nnlib.training import RULES

EXTREME = np.array([[-1000.0, -709.0, -30.0, 0.0, 30.0, 709.0, 1000.0]])


def test_sigmoid_at_the_ends():
    assert ACTIVATIONS["sigmoid"].forward(EXTREME)[0].tolist() == pytest.approx(
        [0, 1.2e-308, 9.4e-14, 0.5, 1 - 9.4e-14, 1, 1], rel=0.05
    )
    assert ACTIVATIONS["sigmoid"].forward(np.array([-1000.0, 1000.0])).tolist() == [0.0, 1.0]


def test_softmax_at_the_ends():
    assert ACTIVATIONS["softmax"].forward(np.array([[1000.0, -1000.0]])).tolist() == [[1.0, 0.0]]
    assert ACTIVATIONS["softmax"].forward(np.array([[1000.0, 1000.0]])).tolist() == [[0.5, 0.5]]
    assert ACTIVATIONS["softmax"].forward(np.array([[-1000.0, -1000.0, -1000.0]])).sum() == pytest.approx(1.0)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_and_its_way_back_stay_finite(name):
    rule = ACTIVATIONS[name]
    a = rule.forward(EXTREME)
    assert np.isfinite(a).all()
    assert np.isfinite(rule.backward(np.ones_like(a), EXTREME, a)).all()


@pytest.mark.parametrize("name", RULES)
def test_the_plain_python_activations_are_the_same_functions(name):
    f, slope = RULES[name]
    for z in [*EXTREME[0], -1.3, 0.7]:
        column = np.array([[z]])
        a = ACTIVATIONS[name].forward(column)
        assert f(z) == pytest.approx(a[0, 0], rel=1e-14, abs=1e-300)
        assert slope(f(z)) == pytest.approx(ACTIVATIONS[name].backward(np.ones((1, 1)), column, a)[0, 0], abs=1e-15)
    assert np.isnan(f(np.nan))


def test_cross_entropies_at_probability_zero_and_one():
    sure, wrong = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    for name in ("binary_cross_entropy", "cross_entropy"):
        loss = LOSSES[name]
        assert loss.value(sure, sure)[0] == 0.0
        assert loss.value(wrong, sure)[0] == (200.0 if name == "binary_cross_entropy" else 100.0)
        for o in (sure, wrong):
            assert np.isfinite(loss.slope(o, sure)).all()


def saturated(output, z):
    return Network([1, len(z)], output=output, bias=False).with_parameters([[z]])


def test_losses_from_what_of_the_preactivations_are_exact():
    net = saturated("sigmoid", [1000.0])
    assert net.loss(net.forward([1.0]), [0.0], "binary_cross_entropy") == 1000.0
    assert net.loss(net.forward([1.0]), [1.0], "binary_cross_entropy") == 0.0
    net = saturated("softmax", [1000.0, -1000.0])
    assert net.loss(net.forward([1.0]), [0.0, 1.0], "cross_entropy") == 2000.0
    assert net.loss(net.forward([1.0]), [1.0, 0.0], "cross_entropy") == 0.0
    gradients = net.backward(net.forward([1.0]), [0.0, 1.0], "cross_entropy")
    assert gradients.weights[0].tolist() == [[1.0, -1.0]]


def test_a_saturated_pair_that_is_not_made_for_each_other_stays_finite():
    net = saturated("softmax", [1000.0, -1000.0])
    gradients = net.backward(net.forward([1.0]), [0.0, 1.0], "binary_cross_entropy")
    assert np.isfinite(gradients.weights[0]).all()
