"""Which synapses of a dense network carry most of an answer, or of an error, and how much they carry together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import fewest, share_of
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import Layers

Masks = tuple[NDArray[np.bool_], ...]


@dataclass(frozen=True)
class Carriers:
    """The fewest synapses that carry four fifths of their layer, at most thirty in all.

    Attributes
    ----------
    chosen
        Which they are, a mask for each layer; only drawn ones.
    carried
        How much each of them carries, 0 for all others.
    share
        Which share of their layers they carry, the mean over the layers.
    """

    chosen: Masks
    carried: Layers
    share: float

    @classmethod
    def of(cls, spec: DiagramSpec, amounts: Layers) -> Carriers:
        """Choose among what all synapses of a diagram carry, one array a layer; signs do not count."""
        sizes = tuple(np.abs(amount) for amount in amounts)
        chosen = fewest([np.where(_drawn(spec, k, size), size, 0.0) for k, size in enumerate(sizes)])
        carried = tuple(np.where(mask, size, 0.0) for mask, size in zip(chosen, sizes, strict=True))
        return cls(chosen, carried, share_of(sizes, chosen))

    def facts(self, spec: DiagramSpec) -> dict[str, Any]:
        """Return what a caption needs to say of how many they are, and how much they carry."""
        return {"count": sum(int(mask.sum()) for mask in self.chosen), "synapses": spec.synapses, "share": self.share}


def _drawn(spec: DiagramSpec, layer: int, array: NDArray[np.float64]) -> NDArray[np.bool_]:
    mask = np.zeros(array.shape, bool)
    mask[np.ix_(spec.layout.shown[layer], spec.layout.shown[layer + 1])] = True
    return mask
