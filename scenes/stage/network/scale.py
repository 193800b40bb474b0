"""One scale for the whole film: how a weight, a signal or a share of the error becomes something to see.

All saturate gently, x / (x + half): half the effect at ``half``, never more than the whole. Nothing is ever
rescaled to what else is on screen, so a line that looks thicker is a larger weight, in every frame and every film.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.stage.drawing.theme import Theme

WEIGHT_HALF = 4.0
SIGNAL_HALF = 0.6
GRADIENT_HALF = 0.04
CONTRIBUTION_HALF = 3.0
WIDEST_BAND = 1.7  # of a neuron's radius
THINNEST, THICKEST = 1.6, 15.0  # widths of a synapse, in design pixels
THINNEST_CARRIER, THICKEST_CARRIER = 2.6, 18.0  # and of one that carries much of an answer
NEUTRAL_WEIGHT = 0.12  # below this a synapse takes on the neutral colour, on its way to the other sign


def saturate(amount: ArrayLike, half: float) -> NDArray[np.float64]:
    """Return |amount| / (|amount| + half), from 0 to 1."""
    size = np.abs(np.asarray(amount, dtype=float))
    return size / (size + half)


def weight_strength(weights: ArrayLike) -> NDArray[np.float64]:
    """Return how strong weights look, from 0 to 1."""
    return saturate(weights, WEIGHT_HALF)


def synapse_width(weights: ArrayLike) -> NDArray[np.float64]:
    """Return how wide synapses of these weights are drawn, in design pixels."""
    return THINNEST + (THICKEST - THINNEST) * weight_strength(weights)


def synapse_colours(weights: ArrayLike, theme: Theme) -> NDArray[np.float64]:
    """Return the colours of synapses, shape (..., 3): their signs', near zero the neutral one they pass through."""
    weights = np.asarray(weights, dtype=float)[..., None]
    own = np.where(weights > 0, theme.positive, theme.negative)
    near = np.minimum(1.0, np.abs(weights) / NEUTRAL_WEIGHT)
    return theme.neutral + (own - theme.neutral) * near


def contribution_strength(contributions: ArrayLike) -> NDArray[np.float64]:
    """Return how much contributions to an answer (activation times weight times slope) look like, from 0 to 1."""
    return saturate(contributions, CONTRIBUTION_HALF)


def contribution_width(contributions: ArrayLike) -> NDArray[np.float64]:
    """Return how wide synapses are drawn whose width means what they carry, in design pixels."""
    return THINNEST_CARRIER + (THICKEST_CARRIER - THINNEST_CARRIER) * contribution_strength(contributions)


def carrier_pulse(contributions: ArrayLike) -> NDArray[np.float64]:
    """Return how large their pulses are, from 0 to 1: none where nothing is carried, else large enough to be seen."""
    return np.where(np.asarray(contributions) == 0, 0.0, 0.3 + 0.7 * contribution_strength(contributions))


def signal_strength(signals: ArrayLike) -> NDArray[np.float64]:
    """Return how bright signals (activation times weight) glow, from 0 to 1."""
    return saturate(signals, SIGNAL_HALF)


def error_strength(gradients: ArrayLike) -> NDArray[np.float64]:
    """Return how bright shares of the error (gradients, deltas) glow, from 0 to 1."""
    return saturate(gradients, GRADIENT_HALF)


def error_shares(gradients: ArrayLike) -> NDArray[np.float64]:
    """Return which share of a layer's gradient each synapse has: |∂C/∂w| by the sum of all, or 0 where all are 0."""
    size = np.abs(np.asarray(gradients, dtype=float))
    total = float(size.sum())
    return size / total if total else size


def band_widths(shares: ArrayLike, radius: float) -> NDArray[np.float64]:
    """Return how wide bands of these shares of a layer are drawn between neurons of a radius.

    Within a layer the width is in proportion to the share. Layers of more synapses have wider bands for one share, by
    the root of their number, since each has a smaller one; no band is wider than ``WIDEST_BAND``.
    """
    each = np.asarray(shares, dtype=float)
    return radius * np.minimum(WIDEST_BAND, 0.5 * WIDEST_BAND * np.sqrt(each.size) * each)


def front_strength(shares: ArrayLike) -> NDArray[np.float64]:
    """Return how bright the fronts of bands of these shares of a layer glow, from 0 to 1."""
    return np.sqrt(band_widths(shares, 1.0) / WIDEST_BAND)


def brightness(activations: ArrayLike, activation: str) -> NDArray[np.float64]:
    """Return how bright neurons of these activations shine, from 0 to 1.

    A bounded activation is its own brightness; one without an upper bound saturates.
    """
    size = np.abs(np.asarray(activations, dtype=float))
    return np.minimum(size, 1.0) if activation in BOUNDED else saturate(size, 1.0)


BOUNDED = {"sigmoid", "tanh", "softmax", "input"}
