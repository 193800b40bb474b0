"""A layer takes signals in and passes answers on; it is a rule and holds no numbers of its own.

What it has learned lies in the one vector θ of the network, and is handed in by name each time the layer is
asked. This file says what every kind of layer is asked for; the passes do the rest.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np

from nnlib.activations import ACTIVATIONS
from nnlib.arrays import Array
from nnlib.checks import look_up, whole_number
from nnlib.parameters import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(ABC):
    """A rule from signals x to preactivations z, answered by a = f(z), and the way back.

    Parameters
    ----------
    input_shape : tuple of int
        Of what one example brings to the layer.
    activation : str
        Name of f in `ACTIVATIONS`.
    bias : bool
        Whether something is added that does not depend on x.

    Raises
    ------
    ValueError
        For sizes below 1, an unknown activation, or a bias that is neither True nor False.
    """

    kind: ClassVar[str]  # its name in `LAYERS`

    input_shape: Shape
    activation: str
    bias: bool

    def __post_init__(self) -> None:
        shape = tuple(whole_number(f"input_shape[{i}]", size, least=1) for i, size in enumerate(self.input_shape))
        object.__setattr__(self, "input_shape", shape)
        look_up("activation", self.activation, ACTIVATIONS)
        if not isinstance(self.bias, bool | np.bool_):
            raise ValueError(f"bias: expected True or False, got {self.bias!r}")
        object.__setattr__(self, "bias", bool(self.bias))

    @property
    @abstractmethod
    def output_shape(self) -> Shape:
        """The shape of what the layer passes on for one example."""

    @property
    @abstractmethod
    def parameter_shapes(self) -> dict[str, Shape]:
        """The shapes of its parameters by name, in their order in θ: `weights`, then `biases` if it has a bias.

        Empty for a layer that learns nothing.
        """

    @abstractmethod
    def preactivation(self, x: Array, p: Mapping[str, Array]) -> Array:
        """z (n, *output_shape), a new array, from the signals x (n, *input_shape) and the parameters p."""

    @abstractmethod
    def backward(
        self, x: Array, delta: Array, p: Mapping[str, Array], gradient: Mapping[str, Array], to_inputs: bool = True
    ) -> Array | None:
        """Fill `gradient` and send the error on to the signals.

        Parameters
        ----------
        x : (n, *input_shape) array
            The signals as they came in.
        delta : (n, *output_shape) array
            δ = ∂L/∂z of each example.
        p, gradient : mapping of str to array
            The parameters, and where ∂L/∂p goes: the *sum* over the examples.
        to_inputs : bool
            Whether anybody asks for g; nobody does before the first layer.

        Returns
        -------
        (n, *input_shape) array or None
            g = ∂L/∂x.
        """

    @property
    def neurons(self) -> int:
        """How many answers one example gets."""
        return math.prod(self.output_shape)

    def plain(self) -> dict[str, Any]:
        """What it is as plain values, its kind and all shapes among them: what `layer_from` takes."""
        fields = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        shapes = {name: list(shape) for name, shape in self.parameter_shapes.items()}
        return {"kind": self.kind, **fields, "output_shape": list(self.output_shape), "parameters": shapes}
