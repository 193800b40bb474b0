"""What has changed in a network, told from the weights alone: which synapses thickened, which withered.

A film may only claim what it can point at. Each change is a mask of synapses and the figures its words need.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlib import Network

Masks = tuple[NDArray[np.bool_], ...]


@dataclass(frozen=True)
class Thickened:
    """Synapses whose |weight| has at least doubled."""

    synapses: Masks
    count: int


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
    masks = tuple((np.abs(b) >= 2 * np.abs(a)) & (b != 0) for a, b in zip(before.weights, after.weights, strict=True))
    return Thickened(masks, _count(masks))


def withered(before: Network, after: Network) -> Withered | None:
    """Return the input that withered most, or None.

    Its mean |weight| must have shrunk, to less than a quarter of the strongest input's, and its share of that one's
    must have at least halved.
    """
    old, new = _input_means(before), _input_means(after)
    weakest = int(np.argmin(new))
    if old.max() == 0 or new.max() == 0 or new[weakest] >= old[weakest]:
        return None
    before_share, after_share = float(old[weakest] / old.max()), float(new[weakest] / new.max())
    if after_share > 0.25 or after_share > before_share / 2:
        return None
    masks = tuple(np.zeros(w.shape, bool) for w in after.weights)
    masks[0][weakest] = True
    return Withered(masks, weakest, before_share, after_share)


def changed_sign(before: Network, after: Network) -> ChangedSign:
    """Return the synapses whose sign differs."""
    masks = tuple(a * b < 0 for a, b in zip(before.weights, after.weights, strict=True))
    return ChangedSign(masks, _count(masks))


def _input_means(network: Network) -> NDArray[np.float64]:
    """Return the mean |weight| of each input's synapses."""
    return np.abs(network.weights[0]).mean(axis=1)


def _count(masks: Masks) -> int:
    return int(sum(mask.sum() for mask in masks))
