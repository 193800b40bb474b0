"""What of a history goes to its file: a page of text that says what it is, and its numbers in a few long arrays.

Format 3 describes the network layer by layer, by kind and with all shapes, and says what trained it. So a kind of
layer that is new, or a run from another library, needs no other format: whoever does not know a kind can say so.
Format 2 knew one activation for all hidden layers and one rule of bias; it is read as the network it meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnlib.arrays import Array
from nnlib.layers.kinds import layer_from
from nnlib.network import Network
from nnlib.structure import Structure
from nnlib.training.history_file import Content
from nnlib.training.snapshot import Moment, Snapshot


class Parts(NamedTuple):
    """What a `History` is made of."""

    template: Network
    snapshots: Sequence[Snapshot]
    metrics: Mapping[str, Array]
    settings: Mapping[str, Any]
    moments: Sequence[Moment]
    trained_by: str


def packed(parts: Parts) -> Content:
    """The parts of a history as format 3 stores them."""
    structure, moments = parts.template.structure, parts.moments
    links = structure.links
    cells = [mask.ravel() for mask in links or () if mask is not None]
    return Content(
        header={
            "layers": [layer.plain() for layer in structure.layers],
            "dropout": structure.dropout,
            "links": None if links is None else [mask is not None for mask in links],
            "trained_by": parts.trained_by,
            "settings": dict(parts.settings),
            "metrics": list(parts.metrics),
        },
        arrays={
            "start": parts.template.parameters.theta,
            "epochs": np.array([snapshot.epoch for snapshot in parts.snapshots], dtype=np.int64),
            "parameters": np.array([snapshot.theta for snapshot in parts.snapshots]),
            "metrics": np.array(list(parts.metrics.values())),
            "links": np.concatenate([np.zeros(0, dtype=bool), *cells]),
            "moments": np.array([(m.epoch, m.row) for m in moments], dtype=np.int64).reshape(-1, 2),
            "kept": np.array([m.kept for m in moments], dtype=bool).reshape(len(moments), sum(structure.sizes[1:-1])),
        },
    )


def unpacked(content: Content) -> Parts:
    """The parts of the history that `packed` has stored, or an earlier format.

    Raises
    ------
    ValueError, TypeError, LookupError
        If they do not fit each other.
    """
    header, arrays = content.header, content.arrays
    if content.version == 2:  # written when all layers were dense and nnlib alone trained
        bare, trained_by = Structure.dense(**header["structure"]), "nnlib"
    else:
        bare = Structure([layer_from(plain) for plain in header["layers"]], header["dropout"])
        trained_by = header["trained_by"]
    epochs, count = arrays["epochs"], bare.parameter_count
    # Before anything large is built: the structure promises no more than the file really holds.
    if arrays["start"].shape != (count,) or arrays["parameters"].shape != (len(epochs), count):
        raise ValueError(f"expected snapshots of {count} parameters, got {arrays['parameters'].shape}")
    structure = Structure(bare.layers, bare.dropout, _links(header["links"], arrays["links"], bare))
    start = structure.unroll(arrays["start"])
    return Parts(
        template=Network.of(structure, start.weights, start.biases),
        snapshots=[Snapshot(int(e), theta, structure) for e, theta in zip(epochs, arrays["parameters"], strict=True)],
        metrics=dict(zip(header["metrics"], arrays["metrics"], strict=True)),
        settings=header["settings"],
        moments=[Moment(e, row, kept) for (e, row), kept in zip(arrays["moments"], arrays["kept"], strict=True)],
        trained_by=trained_by,
    )


def _links(present: list[bool] | None, cells: NDArray[np.bool_], bare: Structure) -> list[Any] | None:
    """The masks of the links, cut out of one row of cells."""
    shapes = [layer["weights"] for layer in bare.shapes if layer]
    masks: list[Any] = []
    at = 0
    for has, (n_in, n_out) in zip(present or [], shapes, strict=present is not None):
        size = n_in * n_out if has else 0
        masks.append(cells[at : at + size].reshape(n_in, n_out) if has else None)
        at += size
    if at != len(cells):
        raise ValueError(f"expected {at} cells of links, got {len(cells)}")
    return None if present is None else masks
