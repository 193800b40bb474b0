"""Before it has learned anything a network knows nothing: its weights are drawn by lot.

Every initializer draws neuron by neuron: first all incoming weights of the layer's first neuron, then
those of the second, and so on. That order is what makes a seed reproduce a known run. Biases start at 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from nnlib.arrays import Array
from nnlib.checks import look_up, real_number, whole_number, with_constants

Draws = np.random.Generator | np.random.RandomState


def uniform(draws: Draws, n_in: int, n_out: int, low: float = -1.0, high: float = 1.0) -> Array:
    """w = low + (high − low) u with u uniform in [0, 1); by default 2u − 1."""
    low, high = real_number("init low", low, -math.inf), real_number("init high", high, -math.inf)
    if low > high:
        raise ValueError(f"init uniform: expected low ≤ high, got low {low:g} and high {high:g}")
    return (low + (high - low) * draws.random((n_out, n_in))).T


def glorot_uniform(draws: Draws, n_in: int, n_out: int) -> Array:
    """Uniform in ±√(6 / (n_in + n_out)) (Glorot & Bengio 2010, equation 16)."""
    bound = math.sqrt(6.0 / (n_in + n_out))
    return uniform(draws, n_in, n_out, -bound, bound)


def glorot_normal(draws: Draws, n_in: int, n_out: int) -> Array:
    """Normal with variance 2 / (n_in + n_out) (Glorot & Bengio 2010, equation 12)."""
    return math.sqrt(2.0 / (n_in + n_out)) * draws.standard_normal((n_out, n_in)).T


def he_uniform(draws: Draws, n_in: int, n_out: int) -> Array:
    """Uniform in ±√(6 / n_in), whose variance is that of `he_normal`."""
    bound = math.sqrt(6.0 / n_in)
    return uniform(draws, n_in, n_out, -bound, bound)


def he_normal(draws: Draws, n_in: int, n_out: int) -> Array:
    """Normal with variance 2 / n_in, made for relu (He et al. 2015, equation 10)."""
    return math.sqrt(2.0 / n_in) * draws.standard_normal((n_out, n_in)).T


def zeros(draws: Draws, n_in: int, n_out: int) -> Array:
    """No lot at all: every neuron of a layer starts, and stays, like its neighbours."""
    return np.zeros((n_in, n_out))


INITIALIZERS: dict[str, Callable[..., Array]] = {
    "uniform": uniform,
    "glorot_uniform": glorot_uniform,
    "glorot_normal": glorot_normal,
    "he_uniform": he_uniform,
    "he_normal": he_normal,
    "zeros": zeros,
}

GENERATORS: dict[str, Callable[[int], Draws]] = {
    "modern": np.random.default_rng,
    "legacy": np.random.RandomState,  # the stream older programs drew from
}


def draw_weights(sizes: tuple[int, ...], init: Any, seed: int, generator: str) -> list[Array]:
    """One (n_in, n_out) array for each layer, from the first to the last; the arguments are those of `Network`."""
    make = look_up("generator", generator, GENERATORS)
    seed = whole_number("seed", seed)
    if generator == "legacy" and seed >= 2**32:
        raise ValueError(f"seed: the legacy generator takes less than 2**32, got {seed}")
    name, constants = with_constants("init", init)
    fill = look_up("init", name, INITIALIZERS)
    draws = make(seed)
    try:
        return [fill(draws, n_in, n_out, **constants) for n_in, n_out in pairwise(sizes)]
    except TypeError:
        raise ValueError(f"init {name!r}: it has no constants like {sorted(constants)}") from None
