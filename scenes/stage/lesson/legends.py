"""A legend that says what the width of a synapse means follows what the diagrams beside it do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import Animation, Mobject

from scenes.stage.drawing.animation import Tween
from scenes.stage.learning.animation import DiagramAnimation
from scenes.stage.panels.legend import Legend

SECONDS = 0.5


def legends_that_follow(stage: Iterable[Mobject], animations: Sequence[Animation]) -> list[Animation]:
    """Return the animations of the legends on a stage that say what widths mean, where these animations change it."""
    passes = [a for a in animations if isinstance(a, DiagramAnimation) and a.mobject.spec.dense]
    meanings = [float(a.carries) for a in passes if a.carries is not None]
    busy = [a.mobject for a in animations if isinstance(a, Tween) and "carried" in a.ends]
    legends = [mobject for mobject in stage if isinstance(mobject, Legend) and mobject not in busy]
    if not meanings:
        return []
    seconds = min(SECONDS, *(a.run_time for a in passes))
    return [Tween(legend, seconds, carried=meanings[-1]) for legend in legends if legend.carried != meanings[-1]]
