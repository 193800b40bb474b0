"""What has changed in a network, told from the weights alone: which synapses thickened, which withered.

A film may only claim what it can point at: each change is a mask of synapses and the figures its words need.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nnlib import Network

Masks = tuple[NDArray[np.bool_], ...]


@dataclass(frozen=True)
class WeightChange:
    """What has become of some synapses.

    Attributes
    ----------
    name
        ``thickened``, ``thickened_all``, ``withered``, ``not_withered`` or ``changed_sign``.
    synapses
        Which they are, a mask for each layer of weights; empty where it is about none.
    facts
        The figures of the claim: ``count`` of synapses; of an input that withered its number (``input``, from 1) and
        its mean |weight| as a share of the strongest input's, ``before`` and now (``share``).
    """

    name: str
    synapses: Masks = ()
    facts: dict[str, float] = field(default_factory=dict)


def weight_changes(before: Network, after: Network) -> list[WeightChange]:
    """Return what may be claimed of the way from one network to another of its structure.

    A synapse has thickened where its |weight| has at least doubled. The input that withered most is one whose mean
    |weight| has shrunk, to less than a quarter of the strongest input's, and whose share of that one's has at least
    halved.
    """
    pairs = list(zip(before.weights, after.weights, strict=True))
    thickened = tuple((np.abs(b) >= 2 * np.abs(a)) & (a != 0) for a, b in pairs)
    turned = tuple(a * b < 0 for a, b in pairs)
    found = [
        _counted("thickened_all" if all(mask.all() for mask in thickened) else "thickened", thickened),
        _withered(before, after) or WeightChange("not_withered"),
        _counted("changed_sign", turned),
    ]
    return [change for change in found if change is not None]


def _counted(name: str, masks: Masks) -> WeightChange | None:
    count = int(sum(mask.sum() for mask in masks))
    return WeightChange(name, masks, {"count": count}) if count else None


def _withered(before: Network, after: Network) -> WeightChange | None:
    old, new = (np.abs(network.weights[0]).mean(axis=1) for network in (before, after))
    weakest = int(np.argmin(new))
    if old.max() == 0 or new.max() == 0 or new[weakest] >= old[weakest]:
        return None
    was, share = float(old[weakest] / old.max()), float(new[weakest] / new.max())
    if share > 0.25 or share > was / 2:
        return None
    masks = tuple(np.zeros(weights.shape, bool) for weights in after.weights)
    masks[0][weakest] = True
    return WeightChange("withered", masks, {"input": weakest + 1, "before": was, "share": share})
