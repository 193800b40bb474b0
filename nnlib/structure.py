"""What a network is before it knows anything: how many neurons, how they answer, who is linked to whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib.activations import ACTIVATIONS
from nnlib.arrays import Array, frozen, real_array
from nnlib.checks import look_up, real_number, whole_number
from nnlib.parameters import count_parameters
from nnlib.value import Value

Mask = NDArray[np.bool_]


class Structure(Value):
    """Everything about a `Network` but its parameters; see there for what the words mean.

    Raises
    ------
    ValueError
        For sizes below 1, unknown names, a dropout outside [0, 1) and masks of the wrong shape.
    """

    __slots__ = ("bias", "dropout", "hidden", "links", "output", "sizes")

    sizes: tuple[int, ...]
    hidden: str
    output: str
    bias: bool
    dropout: float
    links: tuple[Mask | None, ...] | None

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str,
        output: str,
        bias: bool,
        dropout: float,
        links: Sequence[ArrayLike | None] | None = None,
    ) -> None:
        if isinstance(sizes, str) or not np.iterable(sizes) or len(list(sizes)) < 2:
            raise ValueError(f"sizes: expected at least two layers, such as [3, 4, 1], got {sizes!r}")
        if not isinstance(bias, bool | np.bool_):
            raise ValueError(f"bias: expected True or False, got {bias!r}")
        look_up("hidden activation", hidden, ACTIVATIONS)
        look_up("output activation", output, ACTIVATIONS)
        layers = tuple(whole_number(f"sizes[{i}]", size, least=1) for i, size in enumerate(sizes))
        self._set(
            sizes=layers,
            hidden=hidden,
            output=output,
            bias=bool(bias),
            dropout=real_number("dropout", dropout, 0.0, 1.0),
            links=None if links is None else _masks(links, layers),
        )

    @property
    def parameter_count(self) -> int:
        """How many weights and biases there are."""
        return count_parameters(self.sizes, self.bias)

    def plain(self) -> dict[str, Any]:
        """Everything but the links, as plain values: the arguments of `Structure`."""
        return {
            "sizes": list(self.sizes),
            "hidden": self.hidden,
            "output": self.output,
            "bias": self.bias,
            "dropout": self.dropout,
        }

    def weights(self, weights: Sequence[ArrayLike]) -> list[Array]:
        """Finite float64 copies of one (n_in, n_out) array for each pair of layers.

        Raises
        ------
        ValueError
            For another count or shape, values that are not finite, or a weight where there is no link.
        """
        arrays = _arrays("weights", weights, list(pairwise(self.sizes)))
        for layer, gone in self.gone():
            if arrays[layer][gone].any():
                raise ValueError(f"weights[{layer}]: expected 0 wherever there is no link")
        return arrays

    def biases(self, biases: Sequence[ArrayLike]) -> list[Array]:
        """Finite float64 copies of one (n_out,) array for each layer; none for a network without biases."""
        return _arrays("biases", biases, [(n_out,) for n_out in self.sizes[1:]] if self.bias else [])

    def kept_by_layer(self, kept: ArrayLike, examples: int) -> list[Mask]:
        """Cut what says of all hidden neurons which are kept into one (examples, size) array a layer.

        Raises
        ------
        ValueError
            For another number of neurons.
        """
        flat, hidden = np.asarray(kept, dtype=bool), self.sizes[1:-1]
        if flat.shape != (sum(hidden),):
            raise ValueError(f"kept: expected one entry for each of {sum(hidden)} hidden neurons, got {flat.shape}")
        return [np.tile(part, (examples, 1)) for part in np.split(flat, np.cumsum(hidden)[:-1])]

    def gone(self) -> list[tuple[int, Mask]]:
        """(layer, mask of the missing synapses) for each pair of layers that has a mask."""
        return [(layer, ~mask) for layer, mask in enumerate(self.links or ()) if mask is not None]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Structure):
            return NotImplemented
        mine, its = self.links or (), other.links or ()
        return (
            self.plain() == other.plain()
            and (self.links is None) == (other.links is None)
            and all(_same(a, b) for a, b in zip(mine, its, strict=True))
        )

    def __hash__(self) -> int:
        return hash(repr(self.plain()))


def _arrays(what: str, arrays: Sequence[ArrayLike], shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    if len(arrays) != len(shapes):
        raise ValueError(f"{what}: expected {len(shapes)} arrays, one for each layer, got {len(arrays)}")
    checked = [real_array(f"{what}[{layer}]", array) for layer, array in enumerate(arrays)]
    for layer, (array, shape) in enumerate(zip(checked, shapes, strict=True)):
        if array.shape != shape:
            raise ValueError(f"{what}[{layer}]: expected the shape {shape}, got {array.shape}")
    return checked


def _masks(links: Any, sizes: tuple[int, ...]) -> tuple[Mask | None, ...]:
    if isinstance(links, str) or not np.iterable(links) or len(list(links)) != len(sizes) - 1:
        raise ValueError(f"links: expected {len(sizes) - 1} masks, one for each pair of layers")
    masks: list[Mask | None] = []
    for layer, (mask, shape) in enumerate(zip(links, pairwise(sizes), strict=True)):
        table = None if mask is None else real_array(f"links[{layer}]", mask)
        if table is not None and (table.shape != shape or not np.isin(table, (0.0, 1.0)).all()):
            raise ValueError(
                f"links[{layer}]: expected True or False in the shape {shape}, got the shape {table.shape}"
            )
        masks.append(None if table is None else frozen(table.astype(bool)))
    return tuple(masks)


def _same(one: Mask | None, other: Mask | None) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)
