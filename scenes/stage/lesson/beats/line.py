"""The line between the classes, close up where it bends."""

from __future__ import annotations

from scenes.stage.drawing.animation import Tween
from scenes.stage.lesson.beats.close_up import close_up, early, late
from scenes.stage.lesson.beats.pieces import plane_key
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.panels.legend import Legend
from scenes.stage.plane.decision_map import DecisionMap

LEAST_TURN = 10.0  # degrees: below it a line hardly bends
STRAIGHT = {"relu", "leaky_relu", "identity"}  # activations whose lines are made of straight pieces


def bend_of_the_line(scene: LessonScene, plane: DecisionMap, key: Legend) -> None:
    """Where the trained line bends most (``line_bends``, ``line_curves``, ``line_straight``), if there is one.

    Parameters
    ----------
    key
        The legend of the plane, which steps aside meanwhile.
    """
    bend = plane.bend_at(len(scene.history.snapshots) - 1)
    if bend is None:
        return
    pieces = set(scene.diagram.spec.activations[1:-1]) <= STRAIGHT
    text = "line_straight" if bend.degrees < LEAST_TURN else "line_bends" if pieces else "line_curves"
    # What is written on the plane would grow with it.
    writing = [Tween(plane, rate_func=early, written=0.0)] if scene.settings.look.camera else []
    written = [Tween(plane, rate_func=late, written=1.0)] if scene.settings.look.camera else []
    plane.turn = bend
    signs = plane_key(scene, "legend")
    signs.set_named(signs.up_to("line"))
    with close_up(
        scene,
        text,
        plane,
        at=plane.point_at(bend.x, bend.y),
        zoom=max(2.4, 1.25 * scene.boxes.width / plane.area[2]),  # it fills the frame
        beside=[signs],
        gone=[key, scene.legend],
        along=[Tween(plane, train_shown=0.3, line_above=1.0), *writing],
        back=[Tween(plane, train_shown=1.0, line_above=0.0), Tween(plane, rate_func=early, turn_shown=0.0), *written],
        degrees=bend.degrees,
    ):
        scene.play(Tween(plane, turn_shown=1.0), run_time=1.4)
        scene.hold(2.4)
