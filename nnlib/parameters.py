"""All weights and biases of a network, laid end to end, are one point θ; learning is a walk of that point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from nnlib.arrays import Array


class Parameters(NamedTuple):
    """A point θ and, as views of it, the arrays it is made of: layer after layer its W, then its b."""

    theta: Array  # (parameters,)
    weights: tuple[Array, ...]  # (n_in, n_out) each
    biases: tuple[Array, ...]  # (n_out,) each; an empty tuple for a network without biases


def count_parameters(sizes: Sequence[int], bias: bool) -> int:
    """How many numbers a network of these layer sizes learns."""
    return sum((n_in + bias) * n_out for n_in, n_out in pairwise(sizes))


def unroll(theta: Array, sizes: Sequence[int], bias: bool) -> Parameters:
    """The arrays of a network as views into `theta` (parameters,)."""
    weights, biases, at = [], [], 0
    for n_in, n_out in pairwise(sizes):
        weights.append(theta[at : at + n_in * n_out].reshape(n_in, n_out))
        at += n_in * n_out
        if bias:
            biases.append(theta[at : at + n_out])
            at += n_out
    return Parameters(theta, tuple(weights), tuple(biases))


def roll(weights: Sequence[Array], biases: Sequence[Array]) -> Array:
    """One new vector θ from the arrays of a network: the inverse of `unroll`."""
    pieces: list[Array] = []
    for layer, w in enumerate(weights):
        pieces.append(w.ravel())
        if biases:
            pieces.append(biases[layer])
    return np.concatenate(pieces)
