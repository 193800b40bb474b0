"""What a network is before it knows anything: its layers, how they answer, who is linked to whom."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib.activations import ACTIVATIONS
from nnlib.arrays import Array, frozen, real_array
from nnlib.checks import look_up, real_number, whole_number
from nnlib.layers.dense import Dense
from nnlib.layers.layer import Layer
from nnlib.parameters import Parameters, Shape, Shapes, count_parameters, unroll
from nnlib.value import Value

Mask = NDArray[np.bool_]
T = TypeVar("T")


class Structure(Value):
    """Everything about a `Network` but its parameters: its layers, and what lies between them.

    Parameters
    ----------
    layers : sequence of Layer
        The first hears the inputs, the last gives the outputs.
    dropout, links
        As of `Network`.

    Attributes
    ----------
    shapes : tuple of mapping
        Of the parameters of each layer, by name.
    sizes : tuple of int
        Neurons of each layer, inputs first.

    Raises
    ------
    ValueError
        For layers that do not follow each other, a dropout outside [0, 1) and masks of the wrong shape.
    """

    __slots__ = ("dropout", "layers", "links", "shapes", "sizes")

    layers: tuple[Layer, ...]
    dropout: float
    links: tuple[Mask | None, ...] | None
    shapes: tuple[Mapping[str, Shape], ...]
    sizes: tuple[int, ...]

    def __init__(
        self, layers: Sequence[Layer], dropout: float = 0.0, links: Sequence[ArrayLike | None] | None = None
    ) -> None:
        if not layers:
            raise ValueError("layers: expected at least one, got none")
        for number, (before, layer) in enumerate(pairwise(layers), start=1):
            if layer.input_shape != before.output_shape:
                raise ValueError(
                    f"layers[{number}]: expected the input shape {before.output_shape}, got {layer.input_shape}"
                )
        shapes = tuple(MappingProxyType(layer.parameter_shapes) for layer in layers)
        self._set(
            layers=tuple(layers),
            dropout=real_number("dropout", dropout, 0.0, 1.0),
            links=None if links is None else _masks(links, _learned(shapes)),
            shapes=shapes,
            sizes=(math.prod(layers[0].input_shape), *(layer.neurons for layer in layers)),
        )

    @classmethod
    def dense(
        cls,
        sizes: Sequence[int],
        hidden: str | Sequence[str],
        output: str,
        bias: bool | Sequence[bool],
        dropout: float = 0.0,
        links: Sequence[ArrayLike | None] | None = None,
    ) -> Structure:
        """The structure of dense layers only, in the words of `Network`, which also tell the errors."""
        if isinstance(sizes, str) or not np.iterable(sizes) or len(list(sizes)) < 2:
            raise ValueError(f"sizes: expected at least two layers, such as [3, 4, 1], got {sizes!r}")
        counts = [whole_number(f"sizes[{i}]", size, least=1) for i, size in enumerate(sizes)]
        names = _one_each("hidden", hidden, len(counts) - 2, str, "the name of an activation", "hidden layer")
        for name in [hidden] if isinstance(hidden, str) else names:
            look_up("hidden activation", name, ACTIVATIONS)
        look_up("output activation", output, ACTIVATIONS)
        biases = _one_each("bias", bias, len(counts) - 1, bool | np.bool_, "True or False", "layer after the inputs")
        layers = [
            Dense(input_shape=(n_in,), units=n_out, activation=name, bias=has_bias)
            for (n_in, n_out), name, has_bias in zip(pairwise(counts), [*names, output], biases, strict=True)
        ]
        return cls(layers, dropout, links)

    @property
    def hidden(self) -> str | tuple[str, ...]:
        """The hidden layers' activation: its name, or one a layer where they differ or there is no such layer."""
        return _one_or_each([layer.activation for layer in self.layers[:-1]])

    @property
    def output(self) -> str:
        """Name of the output layer's activation."""
        return self.layers[-1].activation

    @property
    def bias(self) -> bool | tuple[bool, ...]:
        """Whether layers have a bias: one answer, or one a layer where they differ."""
        return _one_or_each(["biases" in shapes for shapes in _learned(self.shapes)])

    @property
    def parameter_count(self) -> int:
        """How many weights and biases there are."""
        return count_parameters(self.shapes)

    def unroll(self, theta: Array) -> Parameters:
        """The arrays of a network of this structure as views into `theta` (parameters,)."""
        return unroll(theta, self.shapes)

    def weights(self, weights: Sequence[ArrayLike]) -> list[Array]:
        """Finite float64 copies of one (n_in, n_out) array for each layer with parameters.

        Raises
        ------
        ValueError
            For another count or shape, values that are not finite, or a weight where there is no link.
        """
        arrays = _arrays("weights", weights, [shapes["weights"] for shapes in _learned(self.shapes)])
        for layer, gone in self.gone():
            if arrays[layer][gone].any():
                raise ValueError(f"weights[{layer}]: expected 0 wherever there is no link")
        return arrays

    def biases(self, biases: Sequence[ArrayLike]) -> list[Array]:
        """Finite float64 copies of one array for each layer with parameters: (n_out,), or (0,) where it has no bias.

        None at all for a network in which no layer has one.
        """
        shapes = [shapes.get("biases", (0,)) for shapes in _learned(self.shapes)]
        return _arrays("biases", biases, shapes if self.bias else [])

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
        """(layer, mask of the missing synapses) for each layer with parameters that has a mask."""
        return [(layer, ~mask) for layer, mask in enumerate(self.links or ()) if mask is not None]

    def _identity(self) -> Hashable:
        links = [None if mask is None else mask.tobytes() for mask in self.links or ()]
        return self.layers, self.dropout, self.links is None, *links


def _arrays(what: str, arrays: Sequence[ArrayLike], shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    if len(arrays) != len(shapes):
        raise ValueError(f"{what}: expected {len(shapes)} arrays, one for each layer, got {len(arrays)}")
    checked = [real_array(f"{what}[{layer}]", array) for layer, array in enumerate(arrays)]
    for layer, (array, shape) in enumerate(zip(checked, shapes, strict=True)):
        if array.shape != shape:
            raise ValueError(f"{what}[{layer}]: expected the shape {shape}, got {array.shape}")
    return checked


def _masks(links: Any, shapes: Sequence[Mapping[str, Shape]]) -> tuple[Mask | None, ...]:
    if isinstance(links, str) or not np.iterable(links) or len(list(links)) != len(shapes):
        raise ValueError(f"links: expected {len(shapes)} masks, one for each pair of layers")
    masks: list[Mask | None] = []
    for layer, (mask, shape) in enumerate(zip(links, (s["weights"] for s in shapes), strict=True)):
        table = None if mask is None else real_array(f"links[{layer}]", mask)
        if table is not None and (table.shape != shape or not np.isin(table, (0.0, 1.0)).all()):
            raise ValueError(
                f"links[{layer}]: expected True or False in the shape {shape}, got the shape {table.shape}"
            )
        masks.append(None if table is None else frozen(table.astype(bool)))
    return tuple(masks)


def _learned(shapes: Shapes) -> list[Mapping[str, Shape]]:
    """The shapes of the layers that have parameters."""
    return [layer for layer in shapes if layer]


def _one_each(what: str, given: Any, count: int, kind: Any, words: str, whose: str) -> list[Any]:
    """`given` for each of `count` layers: one value of `kind` for all of them, or a list with one for each."""
    if isinstance(given, str) or not np.iterable(given):
        if not isinstance(given, kind):
            raise ValueError(f"{what}: expected {words}, got {given!r}")
        return [given] * count
    each = list(given)
    if len(each) != count:
        raise ValueError(f"{what}: expected one for all, or a list of {count}, one for each {whose}, got {each!r}")
    for layer, value in enumerate(each):
        if not isinstance(value, kind):
            raise ValueError(f"{what}[{layer}]: expected {words}, got {value!r}")
    return each


def _one_or_each(values: list[T]) -> T | tuple[T, ...]:
    """The value that all share, or all of them."""
    return values[0] if len(set(values)) == 1 else tuple(values)
