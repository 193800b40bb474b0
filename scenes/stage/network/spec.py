"""A diagram is drawn from two values, and this one never changes: the spec says what is drawn, how large and where.

It holds the structure of a network, its box, its words and its theme, and from these it works out the places of all
neurons and labels. What is shown at a moment is the other value, the ``DiagramState``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import Network
from nnlib.arrays import frozen
from nnlib.value import Value
from scenes.stage.drawing.text_metrics import shortened, text_width
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.network.blocks import Blocks
from scenes.stage.network.label_places import LabelPlaces, label_places, lettered_places
from scenes.stage.network.laid_out import NAME_GAP, layout_of
from scenes.stage.network.layout import Layout
from scenes.stage.network.scale import BOUNDED

NAME_ROOM = 180.0  # design pixels for the name of an input
DENSE = 60  # synapses from which on a network is dense


@dataclass(frozen=True, eq=False)  # arrays cannot be asked whether they are equal
class DiagramSpec(Value):
    """What never changes about a diagram; with a state it is all that painting needs. A copy of it is itself.

    ``dataclasses.replace`` makes another one, and its layout and label places follow.

    Attributes
    ----------
    sizes
        How many neurons each layer has, inputs first.
    activations
        The activation of each layer by which its brightness is measured; that of the first is ``input``. Where hidden
        layers with and without an upper bound stand side by side, all are measured as those without: then of two
        neurons the brighter one is the more active one, as the legend says.
    has_bias
        Whether the neurons of each layer have biases, which may be labelled; False for the inputs.
    links
        For each layer of synapses which of them exist, shape (sources, targets); empty where all do.
    width, height
        The box, in design pixels.
    theme
        Colours and sizes.
    layer_names
        A word below each layer, or beside it, or none.
    input_names
        Words to the left of the input neurons, or above them, or none.
    with_numbers
        Whether activations may be written on the neurons.
    room_for_targets
        Whether space is kept to the right of the outputs, for the right answers.
    letters
        A letter for each layer, or none. With letters every neuron bears its name.
    labelled
        The neuron of the first hidden layer whose weights are labelled in any case, counted from 0.
    upright
        Whether the frame is clearly higher than wide: then layers may stand one below the other.
    dense_shown
        What is shown of a network of many synapses: ``most``, those that matter most at the moment, or ``all``.
    blocks
        Where the inputs stand as bands of a picture, or None.
    layout
        Where neurons stand; follows from the attributes above.
    label_places
        Where the labels of weights stand; follows, too.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from nnlib import Network
    >>> spec = DiagramSpec.of(Network([2, 3, 1], seed=4), width=800, height=600)
    >>> spec.sizes, spec.layer_names
    ((2, 3, 1), ('inputs', 'hidden', 'output'))
    >>> replace(spec, width=400, layer_names=()).layout.width
    400
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    has_bias: tuple[bool, ...]
    links: tuple[NDArray[np.bool_], ...] = ()
    width: float = 1180
    height: float = 860
    theme: Theme = NIGHT
    layer_names: tuple[str, ...] = ()
    input_names: tuple[str, ...] = ()
    with_numbers: bool = True
    room_for_targets: bool = True
    letters: tuple[str, ...] = ()
    labelled: int = 0
    upright: bool = False
    dense_shown: str = "most"
    blocks: Blocks | None = None
    layout: Layout = field(init=False)
    label_places: LabelPlaces = field(init=False)

    def __post_init__(self) -> None:
        """Work out where everything stands."""
        theme = self.theme
        names = tuple(shortened(name, NAME_ROOM, theme.body, theme.font) for name in self.input_names)
        self._set(input_names=names)
        names_width = max((20 + text_width(name, theme.body, theme.font) for name in self.input_names), default=0.0)
        widths = [text_width(name, theme.body, theme.font) for name in self.layer_names]
        if widths and self.blocks and self.blocks.below:
            widths[0] = 0.0  # it has room beside the blocks
        box, more = (self.width, self.height), (self.room_for_targets, self.lettered, self.upright)
        layout = layout_of(self.sizes, *box, widths, names_width, *more)
        if layout.standing:
            room = min(NAME_ROOM, layout.pitches[0] - NAME_GAP)
            self._set(input_names=tuple(shortened(name, room, theme.body, theme.font) for name in names))
        layout = replace(layout, dense=self.dense)
        if self.blocks and self.blocks.below != layout.standing:
            self._set(blocks=None)  # the picture is not where the inputs are
        layout = self.blocks.move_inputs(layout) if self.blocks else layout
        places = (
            lettered_places(layout, theme, self.labelled)
            if self.lettered
            else label_places(layout, theme, self.has_bias)
        )
        self._set(layout=layout, label_places=places)

    @classmethod
    def of(
        cls,
        network: Network,
        layer_names: Sequence[str] = ("inputs", "hidden", "output"),
        input_names: Sequence[str] = (),
        letters: Sequence[str] = (),
        **more: Any,
    ) -> DiagramSpec:
        """Return the spec of a network's diagram; its parameters are no part of it.

        Parameters
        ----------
        network
            Whose structure is drawn.
        layer_names
            Three words, for the inputs, a hidden layer and the outputs, or one for each layer; empty for none.
        input_names, letters
            As in the class.
        **more
            Any other attribute that does not follow from the network: ``width=800``.
        """
        sizes, layers = tuple(network.sizes), network.structure.layers
        *hidden, output = (layer.activation for layer in layers)
        if len({name in BOUNDED for name in hidden}) > 1:
            hidden = ["identity" if name in BOUNDED else name for name in hidden]
        return cls(
            sizes,
            activations=("input", *hidden, output),
            has_bias=(False, *(layer.bias for layer in layers)),
            links=_link_masks(network),
            layer_names=_names_for(sizes, layer_names),
            input_names=tuple(input_names),
            letters=tuple(letters),
            **more,
        )

    @property
    def lettered(self) -> bool:
        """Whether neurons bear names."""
        return bool(self.letters)

    def answer_sign(self, layer: int) -> str:
        """Return what stands before an answer in a lettered diagram: σ of a sigmoid, else the layer's letter."""
        return "σ" if self.activations[layer] == "sigmoid" else self.letters[layer]

    @property
    def answer_signs(self) -> tuple[str, ...]:
        """What stands before the answers of all layers but the inputs, each sign once."""
        return tuple(dict.fromkeys(self.answer_sign(layer) for layer in range(1, len(self.letters))))

    @property
    def synapses(self) -> int:
        """How many synapses there are, drawn or not."""
        if self.links:
            return sum(int(mask.sum()) for mask in self.links)
        return sum(a * b for a, b in pairwise(self.sizes))

    @property
    def many(self) -> bool:
        """Whether the network has so many synapses that no eye follows them all."""
        return self.synapses >= DENSE

    @property
    def dense(self) -> bool:
        """Whether only what matters most of the many synapses stands out."""
        return self.many and self.dense_shown == "most"


def _link_masks(network: Network) -> tuple[NDArray[np.bool_], ...]:
    """Return for each layer of synapses which of them exist; empty where all do."""
    if network.links is None:
        return ()
    return tuple(
        frozen(np.ones(w.shape, bool)) if mask is None else mask
        for mask, w in zip(network.links, network.weights, strict=True)
    )


def _names_for(sizes: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each layer; three names stand for inputs, every hidden layer, outputs."""
    if len(names) == 3 and len(sizes) != 3:
        return (names[0], *[names[1]] * (len(sizes) - 2), names[2])
    return tuple(names)
