"""The camera moves in on what is talked about, rests while it is, and moves back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from manim import Animation
from numpy.typing import NDArray

from scenes.stage.drawing.animation import MoveCamera, Tween, framed
from scenes.stage.drawing.frame_layout import Box, frame_size
from scenes.stage.drawing.painted import Painted, frame_point
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.panels.veil import SOFT, Veil

SECONDS = 1.5  # of a move


def early(share: float) -> float:
    """Return how far that is which happens before the camera is on its way."""
    return min(1.0, 5 * share)


def late(share: float) -> float:
    """Return how far that is which happens when the camera has nearly arrived."""
    return max(0.0, 5 * share - 4)


@contextmanager
def close_up(
    scene: LessonScene,
    key: str,
    *shown: Painted,
    at: NDArray[Any],
    zoom: float = 2.0,
    box: str | Box = "body",
    beside: Iterable[Painted] = (),
    gone: Iterable[Painted] = (),
    along: Iterable[Animation] = (),
    back: Iterable[Animation] = (),
    **facts: Any,
) -> Iterator[None]:
    """Look at something close up while the lesson tells of it, and then at the whole again.

    Titles, captions and legends stand still, and beneath them the picture fades out. With ``look.camera: false``
    nothing moves; the same is told.

    Parameters
    ----------
    key, facts
        What is said while the camera moves in.
    shown
        What is looked at; everything else that would move with it steps aside.
    at
        The point of the scene that the camera looks at.
    zoom
        How much larger it is seen.
    box
        The box in whose middle the point is seen, by name one of the scene's.
    beside
        What stands still beside it meanwhile: panels, a legend.
    gone
        What stands still otherwise, and steps aside meanwhile.
    along, back
        What else runs while the camera moves in, and while it moves back.

    Examples
    --------
    ::

        with beats.close_up(self, "look_at", self.diagram, at=self.diagram.neuron_at(1, 0), neuron=1):
            self.hold(3.0)
    """
    moves, frame, beside = scene.settings.look.camera, scene.camera.frame, list(beside)
    still = [m for m in scene.mobjects if isinstance(m, Painted) and m.fixed_in_frame]
    moving = [m for m in scene.mobjects if isinstance(m, Painted) and m not in (*still, *shown)]
    # Where nothing moves, nothing is in the way but of what comes.
    aside = [(m, m.opacity) for m in (*(moving if moves or beside else ()), *gone)]
    for mobject in beside:
        mobject.set_opacity(0.0)
    there = [Tween(m, rate_func=early, opacity=0.0) for m, _ in aside]
    there += [Tween(m, rate_func=late, opacity=1.0) for m in beside]
    home = [Tween(m, rate_func=late, opacity=before) for m, before in aside]
    home += [Tween(m, rate_func=early, opacity=0.0) for m in beside]
    veil = []
    if moves:
        clear, (width, height) = _clear_part(scene, scene.boxes[box] if isinstance(box, str) else box), frame_size()
        off = frame_point(clear.x + clear.width / 2, clear.y + clear.height / 2) - frame_point(width / 2, height / 2)
        # The veil comes from beyond the frame, and goes there: it never dims a picture that stands whole.
        veil = [Veil(width, height, 0.0, height, theme=scene.theme)]
        there += [MoveCamera(frame, framed(frame, at - off / zoom, zoom))]
        # It is there before anything has moved among the words, and as long as anything is.
        there += [Tween(*veil, rate_func=early, top=clear.y, bottom=clear.bottom)]
        home += [MoveCamera(frame, frame.points), Tween(*veil, rate_func=late, top=0.0, bottom=height)]
    scene.add(*veil, *still, *beside)
    scene.say(key, *there, *along, run_time=SECONDS, fixed=True, **facts)
    yield
    if home := [*home, *back]:
        scene.play(*home, run_time=SECONDS, fixed=True)
    scene.remove(*veil, *beside)


def _clear_part(scene: LessonScene, box: Box) -> Box:
    """Return the part of a box that lies clear of the words above it and of the caption."""
    top = max(box.y, scene.boxes["legend"].bottom + SOFT / 2)
    bottom = min(box.bottom, scene.boxes["caption"].y - SOFT)
    return Box(box.x, top, box.width, bottom - top)
