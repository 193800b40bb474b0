"""Everybody listens to everybody: each neuron of a dense layer adds up all signals that come in, each by its weight.

Here stand the sum and its two derivatives (M. Nielsen, Neural Networks and Deep Learning, chapter 2, BP2 to BP4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnlib.arrays import Array
from nnlib.checks import whole_number
from nnlib.layers.layer import Layer
from nnlib.parameters import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense(Layer):
    """z = x W + b, with W (n_in, n_out) and b (n_out,).

    Parameters
    ----------
    input_shape : (int,)
        n_in signals.
    units : int
        n_out neurons.
    activation, bias
        As of every `Layer`.

    Examples
    --------
    >>> layer = Dense(input_shape=(3,), units=4, activation="tanh", bias=True)
    >>> layer.parameter_shapes
    {'weights': (3, 4), 'biases': (4,)}
    """

    kind: ClassVar[str] = "dense"

    units: int

    def __post_init__(self) -> None:
        Layer.__post_init__(self)
        if len(self.input_shape) != 1:
            raise ValueError(f"input_shape: a dense layer expects signals in a row, got the shape {self.input_shape}")
        object.__setattr__(self, "units", whole_number("units", self.units, least=1))

    @property
    def output_shape(self) -> Shape:
        """(n_out,)."""
        return (self.units,)

    @property
    def parameter_shapes(self) -> dict[str, Shape]:
        """W (n_in, n_out), and b (n_out,) if there is a bias."""
        shapes: dict[str, Shape] = {"weights": (*self.input_shape, self.units)}
        return {**shapes, "biases": (self.units,)} if self.bias else shapes

    def preactivation(self, x: Array, p: Mapping[str, Array]) -> Array:
        """z = x W + b."""
        z = x @ p["weights"]  # (n, n_out)
        if self.bias:
            z += p["biases"]
        return z

    def backward(
        self, x: Array, delta: Array, p: Mapping[str, Array], gradient: Mapping[str, Array], to_inputs: bool = True
    ) -> Array | None:
        """∂L/∂W = xᵀ δ, ∂L/∂b = Σ δ, and g = δ Wᵀ."""
        np.matmul(x.T, delta, out=gradient["weights"])
        if self.bias:
            np.add.reduce(delta, axis=0, out=gradient["biases"])
        return delta @ p["weights"].T if to_inputs else None  # (n, n_in)
