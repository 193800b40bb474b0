"""What is worked out must be right to the last written digit, and say ≈ where rounding makes it differ."""

import math

import numpy as np
import pytest

from nnlib import Network
from scenes.stage.drawing import NIGHT
from scenes.stage.formulas import backward, forward, numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.41699, "0.417"),
        (-0.8319, "-0.832"),
        (0.0, "0"),
        (-0.00052, "-0.000520"),
        (-2.04e-5, "-2.04 dot 10^(-5)"),
        (12.34567, "12.35"),
        (1234.56, "1234.6"),
        (54321.4, "54321"),
        (5.18e21, "5.18 dot 10^(21)"),
        (-2e6, "-2.00 dot 10^(6)"),
        (math.inf, "infinity"),
    ],
)
def test_numbers_are_written_so_that_they_can_be_read(value, text):
    assert numbers.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.05, "0.05"),
        (1.0, "1"),
        (0.0, "0"),
        (-3.0, "-3"),
        (1 / 3, "0.333"),
        (0.0002, "0.0002"),
        (-2e-5, "-2 dot 10^(-5)"),
        (1e7, "1 dot 10^(7)"),
    ],
)
def test_what_was_given_is_written_as_it_was(value, text):
    assert numbers.given(value) == text


@pytest.mark.parametrize("exponent", [-800.0, -3.0, 0.0, 0.862, 11.0, 12.0, 100.0, 1e4])
def test_powers_of_e_never_overflow(exponent):
    text = numbers.power(exponent)
    digits, _, tens = text.partition(" dot 10^")
    assert math.log(float(digits)) + int(tens.strip("()") or 0) * math.log(10) == pytest.approx(exponent, abs=0.006)


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        (0.375, "0.375", "="),
        (0.25 * 1.5, "0.375", "="),
        (0.3753, "0.375", "approx"),
        (-2e-5, "-2.00 dot 10^(-5)", "="),
        (1.004e9, "1.00 dot 10^(9)", "approx"),
        (math.inf, "1", "approx"),
    ],
)
def test_equal_means_equal_as_written(left, right, sign):
    assert numbers.equals(left, right) == sign


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu", "identity"])
def test_the_slope_of_an_activation_is_that_of_a_small_change(activation):
    for z in (-0.7, 0.4, 2.0):
        net = Network([1, 1, 1], hidden=activation, init=("uniform", {"low": 1, "high": 1.0000001}))
        answer = [float(net.forward([[z + h]]).activations[1][0, 0]) for h in (1e-6, -1e-6, 0)]
        slope = (answer[0] - answer[1]) / 2e-6
        assert backward.slope_of(activation, z, answer[2]) == pytest.approx(slope, abs=1e-5)


def test_weights_have_the_colour_of_their_sign():
    assert numbers.weight_colour(1.0, NIGHT) == pytest.approx(NIGHT.positive)
    assert numbers.weight_colour(-1.0, NIGHT) == pytest.approx(NIGHT.negative)


def test_a_share_that_is_nothing_does_not_break_the_cost():
    _, block = forward.cost([1.0, 0.0], [1.0, 0.0], 0.0, NIGHT)
    assert "{{0 : C}}" in block.source
    _, block = forward.cost([1.0, 0.0], [0.0, 1.0], 100.0, NIGHT)
    assert "100.0" in block.source


def test_softmax_is_worked_out_for_huge_scores():
    net = Network([1, 1, 2], hidden="identity", output="softmax", init=("uniform", {"low": 5, "high": 60}))
    _, powers, shares = forward.softmax(net.forward(np.array([[30.0]])), NIGHT)
    assert "dot 10^" in powers.source and "inf" not in powers.source + shares.source


def test_scores_far_below_nothing_do_not_break_the_shares():
    narrow = ("uniform", {"low": 3, "high": 3.001})
    net = Network([1, 1, 2], hidden="identity", output="softmax", bias=False, init=narrow)
    _, powers, shares = forward.softmax(net.forward(np.array([[-30.0]])), NIGHT)
    assert "dot 10^(-" in powers.source and "approx" in shares.source
