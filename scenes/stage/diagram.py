"""A network diagram mirrors a network: a disc for each neuron, a line for each synapse, drawn as they are now.

What it shows is one frozen value, its ``thought``: the weights, which neurons shine, what travels where. An
animation replaces the thought; nothing is ever changed in place, so any frame can be painted on its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnlib import Network
from scenes.stage import diagram_paint
from scenes.stage.canvas import Canvas, text_width
from scenes.stage.diagram_layout import Layout
from scenes.stage.painted import Painted
from scenes.stage.theme import NIGHT, Theme
from scenes.stage.thought import Thought


class NetworkDiagram(Painted):
    """A picture of a network that paints itself.

    Parameters
    ----------
    network
        What is shown. Only its structure is kept; the parameters go into :attr:`thought`.
    width, height
        The box, in design pixels.
    theme
        Colours and sizes.
    layer_names
        Three words, for the inputs, a hidden layer and the outputs, or one for each layer; empty for none.
    input_names
        Words to the left of the input neurons, or none.
    numbers
        Whether activations may be written on the neurons.
    room_for_targets
        Whether space is kept to the right of the outputs, where :class:`ShowError` puts the right answers.

    Examples
    --------
    >>> from nnlib import Network
    >>> diagram = NetworkDiagram(Network([2, 3, 1], seed=4))
    >>> diagram.shift([1, 0, 0]).neuron_at(0, 1).shape
    (3,)
    """

    def __init__(
        self,
        network: Network,
        width: float = 1180,
        height: float = 860,
        theme: Theme = NIGHT,
        layer_names: Sequence[str] = ("inputs", "hidden", "output"),
        input_names: Sequence[str] = (),
        numbers: bool = True,
        room_for_targets: bool = True,
    ) -> None:
        super().__init__(width, height, theme)
        self.sizes = tuple(network.sizes)
        self.activations = ("input", *[network.hidden] * (len(self.sizes) - 2), network.output)
        self.has_bias = bool(network.bias)
        self.links = _link_masks(network)
        self.layer_names = _names_for(self.sizes, layer_names)
        self.input_names = tuple(input_names)
        self.with_numbers = numbers
        names_width = max((20 + text_width(name, theme.body, theme.font) for name in self.input_names), default=0.0)
        self.layout = Layout.of(self.sizes, width, height, bool(self.layer_names), names_width, room_for_targets)
        self.label_places = diagram_paint.label_places(self.layout, theme, self.has_bias)
        self.thought = Thought.resting(network)

    def draw(self, canvas: Canvas) -> None:
        """Paint the network as it is now."""
        diagram_paint.draw(self, canvas)

    def show_network(self, network: Network) -> NetworkDiagram:
        """Show the weights and biases of ``network`` at once; it must have the same sizes.

        Raises
        ------
        ValueError
            If the sizes differ.
        """
        self.check_sizes(network.sizes)
        self.thought = replace(self.thought, weights=tuple(network.weights), biases=tuple(network.biases))
        return self

    def check_sizes(self, sizes: Sequence[int]) -> None:
        """Make sure that a network of ``sizes`` fits this diagram.

        Raises
        ------
        ValueError
            If it has other layers.
        """
        if tuple(sizes) != self.sizes:
            raise ValueError(
                f"this diagram shows a network of sizes {list(self.sizes)}, but got one of {list(sizes)}"
            )

    def neuron_at(self, layer: int, neuron: int) -> NDArray[np.float64]:
        """Return the centre of a neuron in the scene, shape (3,).

        Raises
        ------
        ValueError
            If the layer is shortened and this neuron is not drawn.
        """
        shown = self.layout.shown[layer]
        if neuron not in shown:
            raise ValueError(f"neuron {neuron} of layer {layer} is not drawn; drawn are {shown}")
        x, y = self.layout.places[layer][shown.index(neuron)]
        return self.point_at(x, y)


def _link_masks(network: Network) -> tuple[NDArray[np.bool_], ...]:
    """Return for each layer of synapses which of them exist; empty where all do."""
    if network.links is None:
        return ()
    return tuple(
        np.ones(w.shape, bool) if mask is None else mask
        for mask, w in zip(network.links, network.weights, strict=True)
    )


def _names_for(sizes: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each layer; three names stand for inputs, every hidden layer, outputs."""
    if len(names) == 3 and len(sizes) != 3:
        return (names[0], *[names[1]] * (len(sizes) - 2), names[2])
    return tuple(names)
