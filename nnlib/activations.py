"""A neuron adds up what reaches it, its preactivation z, and answers with a = f(z): f is its activation.

Every activation stands beside its way back. Going back we are given g = ∂L/∂a, how much the loss would
change with the neuron's answer, and we return δ = ∂L/∂z, how much it would change with its
preactivation. For an activation that looks at one neuron at a time that is δ = g · f′(z).

Arrays are (..., neurons); softmax looks along the last axis. Where f has a corner (relu and leaky_relu
at 0) the slope from the left is taken, as PyTorch does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from nnlib.arrays import Array

LEAK = 0.01  # slope of leaky_relu below zero (the default of PyTorch and Keras)


@dataclass(frozen=True)
class Activation:
    """A function and its way back: `forward(z) -> a`, `backward(g, z, a) -> δ`."""

    forward: Callable[[Array], Array]
    backward: Callable[[Array, Array, Array], Array]


def sigmoid(z: Array) -> Array:
    """σ(z) = 1 / (1 + e^−z), exact and silent for any finite z."""
    return expit(z)


def sigmoid_back(g: Array, z: Array, a: Array) -> Array:
    """δ = g · a(1 − a)."""
    return g * a * (1.0 - a)


def tanh(z: Array) -> Array:
    """tanh(z) = (e^z − e^−z) / (e^z + e^−z)."""
    return np.tanh(z)


def tanh_back(g: Array, z: Array, a: Array) -> Array:
    """δ = g · (1 − a²)."""
    return g * (1.0 - a * a)


def relu(z: Array) -> Array:
    """relu(z) = max(0, z)."""
    return np.maximum(z, 0.0)


def relu_back(g: Array, z: Array, a: Array) -> Array:
    """δ = g where z > 0, otherwise 0."""
    return g * (z > 0.0)


def leaky_relu(z: Array) -> Array:
    """leaky_relu(z) = z where z > 0, otherwise 0.01 z."""
    return np.maximum(z, LEAK * z)


def leaky_relu_back(g: Array, z: Array, a: Array) -> Array:
    """δ = g where z > 0, otherwise 0.01 g."""
    return g * np.where(z > 0.0, 1.0, LEAK)


def identity(z: Array) -> Array:
    """The neuron passes its preactivation on: f(z) = z."""
    return z.copy()


def identity_back(g: Array, z: Array, a: Array) -> Array:
    """δ = g."""
    return g


def softmax(z: Array) -> Array:
    """softmax(z)ᵢ = e^zᵢ / Σⱼ e^zⱼ: the layer's answers are shares of one.

    The greatest z is taken away first: the shares stay the same and no power can overflow.
    """
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


def softmax_back(g: Array, z: Array, a: Array) -> Array:
    """δᵢ = aᵢ (gᵢ − Σⱼ gⱼ aⱼ), from ∂aⱼ/∂zᵢ = aⱼ ([i = j] − aᵢ)."""
    return a * (g - (g * a).sum(axis=-1, keepdims=True))


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_back),
    "tanh": Activation(tanh, tanh_back),
    "relu": Activation(relu, relu_back),
    "leaky_relu": Activation(leaky_relu, leaky_relu_back),
    "identity": Activation(identity, identity_back),
    "softmax": Activation(softmax, softmax_back),
}
