"""What has changed in a network, told from the weights alone: which synapses thickened, which withered.

A film may only claim what it can point at. Each finding is a mask of synapses and the figures its words need.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlib import Network

Masks = tuple[NDArray[np.bool_], ...]


@dataclass(frozen=True)
class Thickened:
    """Synapses that have at least doubled and are stronger than 1; ``strongest`` is the largest |weight|."""

    synapses: Masks
    count: int
    strongest: float


@dataclass(frozen=True)
class Withered:
    """An input whose synapses have nearly vanished beside the others'.

    ``before`` and ``after`` are its mean |weight| as a share of the strongest input's mean |weight|.
    """

    synapses: Masks
    input: int
    before: float
    after: float


@dataclass(frozen=True)
class ChangedSign:
    """Synapses whose weight has another sign than at the start."""

    synapses: Masks
    count: int


def thickened(before: Network, after: Network) -> Thickened:
    """Return the synapses that thickened from one network to the other."""
    masks = tuple(
        (np.abs(b) >= 2 * np.abs(a)) & (np.abs(b) > 1) for a, b in zip(before.weights, after.weights, strict=True)
    )
    strongest = max(float(np.abs(w).max()) for w in after.weights)
    return Thickened(masks, _count(masks), strongest)


def withered(before: Network, after: Network) -> Withered | None:
    """Return the input that withered most, or None: its share must have halved and be below a quarter."""
    old, new = _input_shares(before), _input_shares(after)
    weakest = int(np.argmin(new))
    if len(new) < 2 or new[weakest] > 0.25 or new[weakest] > old[weakest] / 2:
        return None
    masks = tuple(np.zeros(w.shape, bool) for w in after.weights)
    masks[0][weakest] = True
    return Withered(masks, weakest, float(old[weakest]), float(new[weakest]))


def changed_sign(before: Network, after: Network) -> ChangedSign:
    """Return the synapses whose sign differs."""
    masks = tuple(a * b < 0 for a, b in zip(before.weights, after.weights, strict=True))
    return ChangedSign(masks, _count(masks))


def _input_shares(network: Network) -> NDArray[np.float64]:
    """Return each input's mean |weight| as a share of the strongest input's."""
    means = np.abs(network.weights[0]).mean(axis=1)
    return means / means.max()


def _count(masks: Masks) -> int:
    return int(sum(mask.sum() for mask in masks))
