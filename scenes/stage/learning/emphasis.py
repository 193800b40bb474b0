"""Animations that guide the eye: the network rests, labels and right answers appear, some synapses stand out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import Trace
from scenes.stage.drawing.animation import progress
from scenes.stage.learning.animation import DiagramAnimation, mix
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.network.state import DiagramState, Layers, less


class Rest(DiagramAnimation):
    """The network comes to rest: neurons and signals go dark, labels fade, the synapses stay.

    Parameters
    ----------
    between
        Whether another example follows: then a dense network stays receded meanwhile.
    texture
        Whether a dense network recedes to a texture, because something else is looked at.
    """

    def __init__(self, diagram: NetworkDiagram, between: bool = False, texture: bool = False, **kwargs: Any) -> None:
        super().__init__(diagram, **kwargs)
        self.between = between
        self.texture = texture and diagram.spec.dense
        self.carries = None if between else self.texture

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while everything but the weights fades."""
        share = progress(alpha, 0, 1)
        faded = start.faded(share)
        if self.texture:
            # What stood out for an answer stood out of a texture, too.
            carried_shown = less(start.carried_shown, max(share, 1 - start.carrying))
            return replace(faded, carrying=start.carrying + (1 - start.carrying) * share, carried_shown=carried_shown)
        if not self.between:
            return faded
        return replace(faded, carrying=start.carrying, carried_shown=less(start.carried_shown, share))


class ShowLabels(DiagramAnimation):
    """Labels appear or go: weights on synapses, biases below neurons, deltas above them.

    Parameters
    ----------
    weights, biases, deltas
        How visible the labels of each layer of synapses, or of neurons but the inputs, are in the end: one figure
        (0 to 1) for all layers or one for each; ``None`` leaves them as they are.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        weights: float | tuple[float, ...] | None = None,
        biases: float | tuple[float, ...] | None = None,
        deltas: float | tuple[float, ...] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.ends = {"weight_labels": weights, "bias_labels": biases, "delta_labels": deltas}

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the labels appear or go."""
        share, changes = progress(alpha, 0, 1), {}
        for name, end in self.ends.items():
            if end is not None:
                old = getattr(start, name)
                ends = end if isinstance(end, tuple) else (float(end),) * len(old)
                changes[name] = tuple(a + (b - a) * share for a, b in zip(old, ends, strict=True))
        return replace(start, **changes)


def _at_the_ends(chosen: tuple[Any, ...]) -> tuple[NDArray[np.float64], ...]:
    """Return masks of the neurons, layer by layer, at which chosen synapses begin or end."""
    begin = [np.max(mask, axis=1) for mask in chosen]
    end = [np.max(mask, axis=0) for mask in chosen]
    inner = [np.maximum(one, other) for one, other in zip(end, begin[1:], strict=False)]
    return begin[0], *inner, end[-1]


class Emphasise(DiagramAnimation):
    """Some synapses, and neurons, stand out while the others step back; with none chosen, all come forward again.

    Parameters
    ----------
    chosen
        For each layer of synapses a mask of its weights' shape, or empty for none; a share between 0 and 1 steps back
        less far than the others.
    neurons
        For each layer a mask of its neurons, or empty where all stand out; where they have names, by default those at
        the ends of the chosen synapses.
    dashed
        Whether the chosen ones are drawn dashed: they have changed a lot.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        chosen: tuple[Any, ...] = (),
        dashed: bool = False,
        neurons: tuple[Any, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.dashed = dashed
        neurons = neurons or (_at_the_ends(chosen) if chosen and diagram.spec.lettered else ())
        self.chosen, self.neurons = (
            tuple(np.asarray(mask, dtype=float) for mask in masks) for masks in (chosen, neurons)
        )

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the chosen synapses come forward."""
        share = progress(alpha, 0, 1)
        back, behind = (tuple(1 - mask for mask in masks) for masks in (self.chosen, self.neurons))
        return replace(
            start,
            dimmed=mix(start.dimmed, back, share) if back else less(start.dimmed, share),
            receded=mix(start.receded, behind, share) if behind else less(start.receded, share),
            changed=less(self.chosen, 1 - share) if self.dashed else (),
        )


class ShowSecondLabels(DiagramAnimation):
    """A second figure appears under each weight, or goes.

    Parameters
    ----------
    second_labels
        The figures, one array a layer of synapses; ``None`` lets those go that stand there.
    kind
        ``gradient``, or ``before`` for what the weight was.
    chosen
        For each layer of synapses a mask of those whose figures appear; by default all do.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        second_labels: Layers | None,
        kind: str = "gradient",
        chosen: tuple[Any, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(diagram, **kwargs)
        self.second_labels = None if second_labels is None else tuple(np.array(n) for n in second_labels)
        self.kind, self.chosen = kind, chosen or (1.0,) * len(diagram.state.second_labels_shown)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while they change; figures of another kind go first."""
        shown = start.second_labels_shown
        if self.second_labels is None:
            return replace(start, second_labels_shown=less(shown, progress(alpha, 0, 1)))
        old = max(float(np.max(each)) for each in shown) if start.second_label_kind != self.kind else 0.0
        if old > 0 and alpha < 0.5:
            return replace(start, second_labels_shown=less(shown, progress(alpha, 0, 0.5)))
        share = progress(alpha, 0.5 if old > 0 else 0, 1)
        if share >= 1 and all(np.all(mask) for mask in self.chosen):
            labels = (1.0,) * len(shown)
        else:
            before = less(shown, 1.0) if old > 0 else shown
            labels = tuple(a + (1 - a) * share * mask for a, mask in zip(before, self.chosen, strict=True))
        return replace(
            start, second_labels=self.second_labels, second_label_kind=self.kind, second_labels_shown=labels
        )


class ShowTargets(DiagramAnimation):
    """The right answers appear beside the outputs, before any error is shown."""

    def __init__(self, diagram: NetworkDiagram, targets: ArrayLike, **kwargs: Any) -> None:
        super().__init__(diagram, **kwargs)
        self.targets = np.array(targets, dtype=float)

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while they appear."""
        return replace(start, targets=self.targets, targets_shown=max(start.targets_shown, progress(alpha, 0, 1)))


class ShowError(DiagramAnimation):
    """The right answers appear beside the outputs, with a bridge as thick as the error.

    Parameters
    ----------
    diagram
        A diagram that has just shown the forward pass of ``trace``.
    trace
        What :meth:`nnlib.Network.forward` returned.
    targets
        The right answers, shape (n, n_out).
    example
        Which row of both is shown.
    """

    def __init__(self, diagram: NetworkDiagram, trace: Trace, targets: Any, example: int = 0, **kwargs: Any) -> None:
        super().__init__(diagram, **kwargs)
        self.outputs = np.array(trace.activations[-1][example])
        self.targets = np.atleast_2d(np.asarray(targets, dtype=float))[example]

    def state_at(self, start: DiagramState, alpha: float) -> DiagramState:
        """Return the state while the right answers appear."""
        return replace(start, targets=self.targets, outputs=self.outputs, error_shown=progress(alpha, 0, 1))
