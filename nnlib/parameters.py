"""All weights and biases of a network, laid end to end, are one point θ; learning is a walk of that point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from nnlib.arrays import Array

Shape = tuple[int, ...]
Shapes = Sequence[Mapping[str, Shape]]  # of the parameters of each layer by name, in their order in θ


class Parameters(NamedTuple):
    """A point θ and, as views of it, the arrays it is made of: layer after layer its W, then its b.

    A layer that learns nothing has no entry in `weights` and `biases`, and an empty one in `by_layer`.
    """

    theta: Array  # (parameters,)
    weights: tuple[Array, ...]  # (n_in, n_out) each
    biases: tuple[Array, ...]  # (n_out,) each, or (0,) for a layer without bias; an empty tuple where none has one
    by_layer: tuple[Mapping[str, Array], ...]  # the same arrays once more, by the names their layer has for them


def count_parameters(shapes: Shapes) -> int:
    """How many numbers a network with parameters of these shapes learns."""
    return sum(math.prod(shape) for layer in shapes for shape in layer.values())


def unroll(theta: Array, shapes: Shapes) -> Parameters:
    """The arrays of a network as views into `theta` (parameters,)."""
    weights, biases, by_layer = [], [], []
    none, at = theta[:0], 0
    for layer in shapes:
        arrays = {}
        for name, shape in layer.items():
            stop = at + math.prod(shape)
            arrays[name] = theta[at:stop].reshape(shape)
            at = stop
        by_layer.append(MappingProxyType(arrays))
        if arrays:
            weights.append(arrays["weights"])
            biases.append(arrays.get("biases", none))
    has_bias = any("biases" in layer for layer in shapes)
    return Parameters(theta, tuple(weights), tuple(biases) if has_bias else (), tuple(by_layer))


def roll(weights: Sequence[Array], biases: Sequence[Array]) -> Array:
    """One new vector θ from the arrays of a network: the inverse of `unroll`."""
    pieces: list[Array] = []
    for layer, w in enumerate(weights):
        pieces.append(w.ravel())
        if biases:
            pieces.append(biases[layer])
    return np.concatenate(pieces)
