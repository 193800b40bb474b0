"""A layer is known by its kind; a stored one is made anew from the plain values that describe it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnlib.checks import look_up
from nnlib.layers.dense import Dense
from nnlib.layers.layer import Layer

LAYERS: dict[str, type[Layer]] = {"dense": Dense}


def layer_from(plain: Mapping[str, Any]) -> Layer:
    """The layer that `Layer.plain` has described.

    Raises
    ------
    ValueError
        For an unknown kind, wrong values, or shapes that do not follow from them.
    """
    made = look_up("layer", plain["kind"], LAYERS)
    told = ("kind", "output_shape", "parameters")  # follow from the rest
    layer = made(**{name: value for name, value in plain.items() if name not in told})
    if layer.plain() != dict(plain):
        raise ValueError(f"a {layer.kind} layer: its shapes contradict each other: {plain}")
    return layer
