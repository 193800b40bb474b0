"""What each synapse has to do with an answer: who speaks for it, who against it, and who hardly matters.

Take the winner's score, its preactivation, minus the mean of the other outputs' scores, S; of one output S is its
score alone. A synapse's contribution is what it carries times what S makes of it, a · w · ∂S/∂z, z being its target's
preactivation. That is w · ∂S/∂w, gradient times input on the level of synapses; where f is relu and nothing has a
bias, the contributions of each layer add up to S.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnlib import passes
from nnlib.arrays import Array, frozen
from nnlib.network import Network
from nnlib.passes import Trace

Masks = tuple[NDArray[np.bool_], ...]


def contributions(network: Network, trace: Trace, example: int = 0) -> tuple[Array, ...]:
    """What each synapse contributes to the decision of one example.

    Parameters
    ----------
    network : Network
    trace : Trace
        From `forward` of this network; neurons that have dropped out in it carry nothing.
    example : int
        Its row.

    Returns
    -------
    tuple of (n_in, n_out) arrays
        a · w · ∂S/∂z, positive where the synapse speaks for the answer.
    """
    one = trace.of(example)
    scores = one.preactivations[-1]
    others = scores.shape[1] - 1
    slope = np.full_like(scores, -1.0 / max(others, 1))
    slope[0, scores.argmax()] = 1.0
    gradient = network.structure.unroll(np.empty_like(network.parameters.theta))
    with np.errstate(all="ignore"):
        passes.back_from(slope, one, network.structure.layers, network.parameters.by_layer, gradient.by_layer)
    return tuple(frozen(w * g) for w, g in zip(network.weights, gradient.weights, strict=True))


def fewest(amounts: Sequence[Array], share: float = 0.8, most: int = 30) -> Masks:
    """The fewest entries that make up a share of their layer, and at most so many in all.

    Where these would be too many, each layer makes do with the same smaller share of its own, as nearly as can be:
    an entry comes before another if less of its layer lies in larger ones.

    Parameters
    ----------
    amounts : sequence of arrays
        One for each layer; their sizes count, not their signs.
    share : float
        Of the sum of a layer.
    most : int
        In all layers together.

    Returns
    -------
    tuple of bool arrays
        Which entries they are; nothing of a layer in which all are 0.
    """
    ranked = []
    for layer, amount in enumerate(amounts):
        size = np.abs(amount).ravel()
        if not (total := float(size.sum())) > 0:
            continue
        order = np.argsort(-size, kind="stable")
        parts = size[order] / total
        larger = np.cumsum(parts) - parts  # what lies in larger ones already
        needed = (larger < share - 1e-12) & (parts > 0)
        ranked += [(float(a), -float(b), layer, int(k)) for a, b, k in zip(larger, parts, order, strict=True)][
            : int(needed.sum())
        ]
    masks = tuple(np.zeros(np.shape(amount), bool) for amount in amounts)
    for _, _, layer, k in sorted(ranked)[:most]:
        masks[layer].flat[k] = True
    return masks


def share_of(amounts: Sequence[Array], chosen: Masks) -> float:
    """The share of |amounts| that the chosen entries make up, the mean over the layers in which there is any."""
    sizes = [np.abs(amount) for amount in amounts]
    shares = [float(size[mask].sum() / size.sum()) for size, mask in zip(sizes, chosen, strict=True) if size.any()]
    return sum(shares) / len(shares) if shares else 0.0
