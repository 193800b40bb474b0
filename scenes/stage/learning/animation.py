"""What all animations of a diagram have in common: a function of alpha from the state at the start.

None keeps a clock or adds to what was there before, so every frame can be drawn alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scenes.stage.drawing.animation import StateAnimation
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, Layers


def mix(one: Layers, other: Layers, share: float | Sequence[float]) -> Layers:
    """Return what lies ``share`` of the way from ``one`` to ``other``, or for each layer a share of its own."""
    shares = share if isinstance(share, Sequence) else (share,) * len(one)
    return tuple(
        a if u <= 0 else b if u >= 1 else a + (b - a) * u for a, b, u in zip(one, other, shares, strict=True)
    )


class DiagramAnimation(StateAnimation):
    """An animation of a diagram's state; subclasses override :meth:`state_at`.

    Parameters
    ----------
    diagram
        The network's diagram.
    run_time
        In seconds.

    Attributes
    ----------
    carries
        Whether the width of synapses means what they carry when it has ended, in a dense network; None if it leaves
        that as it is.
    """

    carries: bool | None = None

    def __init__(self, diagram: NetworkDiagram, run_time: float = 1.0, **kwargs: Any) -> None:
        super().__init__(diagram, run_time, **kwargs)
        self.start: DiagramState | None = None

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return what the diagram shows at ``alpha`` (0 to 1) when it showed ``start`` at 0."""
        raise NotImplementedError

    def _setup_scene(self, scene: Any) -> None:
        if scene is not None and not hasattr(scene.camera, "to_pixels"):
            raise TypeError(
                f"{type(scene).__name__} cannot show a NetworkDiagram; let it be a StageScene, not a Scene"
            )
        super()._setup_scene(scene)

    def begin(self) -> None:
        """Remember what the diagram shows now."""
        self.start = self.mobject.state
        super().begin()

    def show(self, alpha: float) -> None:
        """Show the state of this moment."""
        self.mobject.state = self.state_at(self.start, alpha)


class Together(DiagramAnimation):
    """Several animations of one diagram at once; each takes up what the one before it shows.

    manim's own groups would let the last one overwrite the others.
    """

    def __init__(self, *animations: DiagramAnimation, **kwargs: Any) -> None:
        super().__init__(animations[0].mobject, **kwargs)
        self.animations = animations

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return what all of them make of the start."""
        for animation in self.animations:
            animation.run_time = self.run_time
            start = animation.state_at(start, alpha)
        return start
