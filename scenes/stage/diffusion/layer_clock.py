"""Layer after layer: which one belongs to which moment, and the animation that shows them on the stage."""

from __future__ import annotations

from typing import Any

from nnlib import LabelDiffusion
from scenes.stage.drawing.animation import StateAnimation
from scenes.stage.drawing.theme import NIGHT, Theme
from scenes.stage.panels.text import Heading


class LayerClock:
    """Tells the layer of each moment; one layer at a time, none between two, each as long as the others.

    Parameters
    ----------
    run
        Whose layers they are.
    rate
        Layers a second.
    """

    def __init__(self, run: LabelDiffusion, rate: float) -> None:
        self.layers, self.rate = run.layers, rate

    def seconds(self, start: int, stop: int) -> float:
        """Return how long it takes from layer ``start`` to layer ``stop``."""
        return (stop - start) / self.rate

    def layer(self, start: int, stop: int, alpha: float) -> int:
        """Return the layer at ``alpha`` (0 to 1) on the way from ``start`` to ``stop``; at 1 it is ``stop``."""
        # A hair more, so that rounding does not hold a layer back for a frame.
        return min(stop, start + int(alpha * (stop - start) + 1e-9 * self.rate))


class FollowLayers(StateAnimation):
    """What shows a layer, by its method ``show_layer(layer)``, runs through the layers of a run.

    Parameters
    ----------
    mobject
        A plane, the bars beside it, a heading.
    clock
        When each layer comes.
    start, stop
        The first and the last layer.
    """

    def __init__(self, mobject: Any, clock: LayerClock, start: int, stop: int) -> None:
        super().__init__(mobject)
        self.clock, self.first, self.last = clock, start, stop

    def show(self, alpha: float) -> None:
        """Show the layer of this moment."""
        self.mobject.show_layer(self.clock.layer(self.first, self.last, alpha))


class LayerHeading(Heading):
    """A title line that follows the layers.

    Parameters
    ----------
    template
        The words, with ``{layer}`` where its number is to stand; any format of whole numbers may follow a colon.
    """

    def __init__(self, width: float, height: float, template: str, detail: str = "", theme: Theme = NIGHT) -> None:
        super().__init__(width, height, "", detail, theme)
        self.template = template
        self.show_layer(0)

    def show_layer(self, layer: int) -> None:
        """Name ``layer``."""
        self.text = self.template.format(layer=layer)
