"""A network diagram mirrors a network: a disc for each neuron, a line for each synapse, drawn as they are now.

It holds two frozen values. Its ``spec`` never changes: the structure, the box, the words. Its ``state`` is what it
shows now: the weights, which neurons shine, what travels where. An animation replaces the state; nothing is ever
changed in place, so any frame can be painted on its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nnlib import Network
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import Box, frame_size, is_upright
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.surfaces import Sheets
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.network.blocks import Blocks
from scenes.stage.network.curves import point_at, synapse_curves
from scenes.stage.network.label_places import LabelPlaces
from scenes.stage.network.layout import Layout
from scenes.stage.network.painter import paint
from scenes.stage.network.spec import DiagramSpec
from scenes.stage.network.state import DiagramState


class NetworkDiagram(Painted):
    """A picture of a network that paints itself.

    Parameters
    ----------
    network
        What is shown. Its structure goes into :attr:`spec`, its parameters into :attr:`state`.
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

    letters
        A letter for each layer, or none. With letters every neuron bears its name (``x₁``); its answer stands above
        it, its bias or its delta below, each where it has been switched on.
    labelled
        The neuron of the first hidden layer whose weights are labelled in any case, counted from 0.
    upright
        Whether the frame is clearly higher than wide: then neurons may be larger, and layers stand one below the
        other, the inputs at the top, where that makes them clearly larger. In a box of the frame this is known.
    dense
        What is shown of a network of 60 synapses or more: ``most``, those that matter most, or ``all``.
    blocks
        Where the inputs stand as bands of a picture, or None.

    Examples
    --------
    >>> from nnlib import Network
    >>> diagram = NetworkDiagram(Network([2, 3, 1], seed=4))
    >>> diagram.shift([1, 0, 0]).neuron_at(0, 1).shape
    (3,)
    """

    recedes_as_one = True  # no synapse shows through a neuron

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
        letters: Sequence[str] = (),
        labelled: int = 0,
        upright: bool = False,
        dense: str = "most",
        blocks: Blocks | None = None,
    ) -> None:
        super().__init__(width, height, theme)
        self.spec = DiagramSpec.of(
            network,
            layer_names,
            input_names,
            letters,
            width=width,
            height=height,
            theme=theme,
            with_numbers=numbers,
            room_for_targets=room_for_targets,
            labelled=labelled,
            upright=upright,
            dense_shown=dense,
            blocks=blocks,
        )
        self.structure = network.structure
        self.state = DiagramState.resting(network)
        self._cached_sheets = Sheets()

    @classmethod
    def in_box(cls, box: Box, network: Network, *args: Any, **kwargs: Any) -> Self:
        """Return the diagram of a network in a box of the frame."""
        kwargs.setdefault("upright", is_upright(*frame_size()))
        return cls(network, box.width, box.height, *args, **kwargs).place(box.x, box.y)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many neurons each layer has, inputs first."""
        return self.spec.sizes

    @property
    def layout(self) -> Layout:
        """Where neurons stand in the box."""
        return self.spec.layout

    @property
    def label_places(self) -> LabelPlaces:
        """Where the labels of weights stand in the box."""
        return self.spec.label_places

    def draw(self, canvas: Canvas) -> None:
        """Paint the network as it is now."""
        paint(canvas, self.spec, self.state, self._cached_sheets)

    def look_between(self, one: Painted, other: Painted, alpha: float) -> bool:
        """Let the weights of two networks of the same sizes blend."""
        if not (isinstance(one, NetworkDiagram) and isinstance(other, NetworkDiagram) and one.sizes == other.sizes):
            return False
        start, end = one.state, other.state
        between = {
            name: tuple(a + (b - a) * alpha for a, b in zip(getattr(start, name), getattr(end, name), strict=True))
            for name in ("weights", "biases")
        }
        self.take_look(one)
        self.state = replace(start, **between)
        return True

    def show_network(self, network: Network) -> NetworkDiagram:
        """Show the weights and biases of ``network`` at once; it must have the same sizes.

        Raises
        ------
        ValueError
            If the sizes differ.
        """
        self.check_sizes(network.sizes)
        self.state = replace(self.state, weights=tuple(network.weights), biases=tuple(network.biases))
        return self

    def bare(self, width: float, height: float) -> NetworkDiagram:
        """Return a diagram of the same moment in another box, without all that is written around its neurons."""
        copy = self.copy()
        fresh = Painted(width, height, self.theme)
        copy.design_size, copy.points = fresh.design_size, fresh.points
        bare: dict[str, Any] = {"layer_names": (), "input_names": (), "letters": (), "blocks": None}
        copy.spec = replace(self.spec, width=width, height=height, room_for_targets=False, **bare)
        labels = ("weight_labels", "bias_labels", "delta_labels", "second_labels_shown")
        silent: dict[str, Any] = {name: (0.0,) * len(getattr(self.state, name)) for name in labels}
        copy.state = replace(self.state, error_shown=0.0, targets_shown=0.0, **silent)
        return copy

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
        return self.point_at(*self._place(layer, neuron))

    def above(self, layer: int, neuron: int) -> NDArray[np.float64]:
        """Return where a neuron's answer stands in a lettered diagram, shape (3,); errors as for `neuron_at`."""
        place = self._place(layer, neuron)
        return self.point_at(*(self.layout.answer_at(*place) if self.layout.roomy else place))

    def below(self, layer: int, neuron: int) -> NDArray[np.float64]:
        """Return where a neuron's bias or delta stands in a lettered diagram; errors as for `neuron_at`."""
        place = self._place(layer, neuron)
        return self.point_at(*(self.layout.delta_at(*place) if self.layout.roomy else place))

    def weight_at(self, layer: int, source: int, target: int) -> NDArray[np.float64]:
        """Return where a weight's label stands, or the middle of its synapse; errors as for `second_label_at`."""
        return self._label_at(layer, source, target, -1)

    def second_label_at(self, layer: int, source: int, target: int) -> NDArray[np.float64]:
        """Return where the figure under a weight stands, or the middle of its synapse, shape (3,).

        Raises
        ------
        ValueError
            If one of the neurons is not drawn.
        """
        return self._label_at(layer, source, target, 1)

    def _label_at(self, layer: int, source: int, target: int, line: int) -> NDArray[np.float64]:
        self._place(layer, source), self._place(layer + 1, target)
        drawn = self.layout.shown[layer].index(source), self.layout.shown[layer + 1].index(target)
        for i, j, x, y in self.label_places.layers[layer]:
            if (i, j) == drawn:
                shown = np.broadcast_to(self.state.second_labels_shown[layer], self.state.weights[layer].shape)
                apart = shown[source, target] * self.label_places.pitch / 2
                return self.point_at(x, y + line * apart)
        return self.point_at(*point_at(synapse_curves(self.layout, layer)[drawn], 0.5).tolist())

    def target_at(self, neuron: int) -> NDArray[np.float64]:
        """Return where the right answer of an output stands, shape (3,)."""
        return self.point_at(*self.layout.target_at(*self._place(len(self.sizes) - 1, neuron)))

    def _place(self, layer: int, neuron: int) -> tuple[float, float]:
        shown = self.layout.shown[layer]
        if neuron not in shown:
            raise ValueError(f"neuron {neuron} of layer {layer} is not drawn; drawn are {shown}")
        x, y = self.layout.places[layer][shown.index(neuron)].tolist()
        return x, y
