"""The loss is one number that says how wrong the network is: zero is perfect, and learning makes it small.

Each loss is given for one example: the sum over the output neurons, o = output, t = target. What training
reports is the mean over the examples. Its slope ∂L/∂o stands beside it.

A loss and an output activation can be made for each other: then the slope with respect to the output
neuron's preactivation is simply δ = o − t, and the loss can be taken from z itself, exact even where o has been
rounded to 0 or 1 (C. M. Bishop, Pattern Recognition and Machine Learning, §5.2 and §5.3.1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnlib.arrays import Array
from nnlib.checks import look_up

LEAST_LOG = -100.0  # log(0) is taken for −100, as PyTorch's binary_cross_entropy does
LEAST_SHARE = 1e-12  # and nothing is divided by less than this, again as PyTorch does


@dataclass(frozen=True)
class Loss:
    """A loss and its slope; outputs and targets are (..., neurons), a value is (...)."""

    value: Callable[[Array, Array], Array]  # (o, t) -> loss of each example
    slope: Callable[[Array, Array], Array]  # (o, t) -> ∂L/∂o
    partner: str  # the output activation for which δ = o − t
    value_from_z: Callable[[Array, Array], Array]  # (z, t) -> loss of each example, with that partner
    outputs: tuple[str, ...] | None  # output activations whose range fits; None = every one
    targets: Callable[[Array], str | None]  # what is wrong with the targets, None if nothing

    def measured(self, z: Array, o: Array, t: Array, output: str) -> Array:
        """The loss of each example; taken from z where the output activation is the partner."""
        return self.value_from_z(z, t) if output == self.partner else self.value(o, t)


def squared_error(o: Array, t: Array) -> Array:
    """L = ½ Σ (o − t)²."""
    miss = o - t
    return 0.5 * (miss * miss).sum(axis=-1)


def squared_error_slope(o: Array, t: Array) -> Array:
    """∂L/∂o = o − t."""
    return o - t


def any_target(t: Array) -> str | None:
    """Every finite number can be aimed at."""
    return None


def binary_cross_entropy(o: Array, t: Array) -> Array:
    """L = −Σ [t log o + (1 − t) log(1 − o)]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        yes = np.maximum(np.log(o), LEAST_LOG)
        no = np.maximum(np.log1p(-o), LEAST_LOG)
    return -(t * yes + (1.0 - t) * no).sum(axis=-1)


def binary_cross_entropy_slope(o: Array, t: Array) -> Array:
    """∂L/∂o = (o − t) / (o (1 − o))."""
    return (o - t) / np.maximum(o * (1.0 - o), LEAST_SHARE)


def binary_cross_entropy_from_z(z: Array, t: Array) -> Array:
    """With o = σ(z): L = Σ [max(z, 0) − z t + log(1 + e^−|z|)]."""
    return (np.maximum(z, 0.0) - z * t + np.log1p(np.exp(-np.abs(z)))).sum(axis=-1)


def probability_target(t: Array) -> str | None:
    """Each target is a probability of its own."""
    if ((t < 0.0) | (t > 1.0)).any():
        return f"expected targets from 0 to 1, got {t[(t < 0.0) | (t > 1.0)][0]:g}"
    return None


def cross_entropy(o: Array, t: Array) -> Array:
    """L = −Σ t log o."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return -(t * np.maximum(np.log(o), LEAST_LOG)).sum(axis=-1)


def cross_entropy_slope(o: Array, t: Array) -> Array:
    """∂L/∂o = −t / o."""
    return -t / np.maximum(o, LEAST_SHARE)


def cross_entropy_from_z(z: Array, t: Array) -> Array:
    """With o = softmax(z): L = Σᵢ tᵢ (log Σⱼ e^zⱼ − zᵢ)."""
    lowered = z - z.max(axis=-1, keepdims=True)
    log_sum = np.log(np.exp(lowered).sum(axis=-1, keepdims=True))
    return (t * (log_sum - lowered)).sum(axis=-1)


def distribution_target(t: Array) -> str | None:
    """The targets of one example are shares of one (one-hot, say)."""
    if (wrong := probability_target(t)) is not None:
        return wrong
    sums = t.sum(axis=-1)
    if (np.abs(sums - 1.0) > 1e-6).any():
        worst = sums[np.abs(sums - 1.0) > 1e-6][0]
        return f"expected the targets of each example to add up to 1 (one-hot, say), got the sum {worst:g}"
    return None


LOSSES = {
    "squared_error": Loss(squared_error, squared_error_slope, "identity", squared_error, None, any_target),
    "binary_cross_entropy": Loss(
        binary_cross_entropy,
        binary_cross_entropy_slope,
        "sigmoid",
        binary_cross_entropy_from_z,
        ("sigmoid", "softmax"),
        probability_target,
    ),
    "cross_entropy": Loss(
        cross_entropy, cross_entropy_slope, "softmax", cross_entropy_from_z, ("softmax",), distribution_target
    ),
}


def fitting_loss(name: str, output: str, targets: Array) -> Loss:
    """The loss called `name`, once it is sure that output activation and targets fit it.

    Raises
    ------
    ValueError
        For an unknown name, an output activation whose range does not fit, or targets out of range.
    """
    loss = look_up("loss", name, LOSSES)
    if loss.outputs is not None and output not in loss.outputs:
        raise ValueError(f"loss {name!r}: expected the output activation {' or '.join(loss.outputs)}, got {output!r}")
    wrong = loss.targets(targets)
    if wrong is not None:
        raise ValueError(f"loss {name!r}: {wrong}")
    return loss
