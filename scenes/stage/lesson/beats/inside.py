"""What the neurons of a network see: maps that light one after another, and their sum."""

from __future__ import annotations

from collections.abc import Sequence

from manim import FadeIn, FadeOut

from scenes.config.number_format import formatted
from scenes.stage.drawing.animation import Tween
from scenes.stage.drawing.painted import Painted
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.plane.decision_map import DecisionMap
from scenes.stage.plane.neuron_maps import NeuronMaps

EACH = 0.8  # seconds for a map to light
QUIET = 0.3  # opacity of the curves while they are not spoken of
RECEDED = 0.4  # of the plane, until its parts are weighed
BARE = ("positive", "negative", "width")  # signs of a network: it is not in the picture while its neurons are maps


def look_inside(scene: LessonScene, plane: DecisionMap, panels: Sequence[Painted], name: str = "inside") -> None:
    """Neurons open into maps of what they see: edges first, then what is made of them.

    Its texts are ``inside``, ``inside_edges`` (``_smooth``, ``_silent``, ``_all_silent``), ``combined`` and
    ``weighed`` (``_bias``, ``_kinds``, ``_none``).

    Parameters
    ----------
    plane
        The map of the trained network's answers.
    panels
        What recedes meanwhile, and stays so.
    """
    scene.beat(name)
    maps = edges = _open_layer(scene, plane, 1, "inside", panels)
    activations = scene.diagram.spec.activations
    known = "inside_edges" if activations[1] == "relu" else "inside_smooth"
    key = "inside_all_silent" if edges.silent == edges.count else "inside_silent" if edges.silent else known
    scene.hold(2.0)
    scene.say(key, Tween(maps, lit=float(maps.shown)), run_time=max(2.0, EACH * maps.shown), silent=edges.silent)
    scene.hold(1.2)
    last = len(activations) - 2
    if last > 1 and edges.silent < edges.count:
        maps = _open_layer(scene, plane, last, "combined", opened=edges)
        scene.hold(1.6)
    _weigh(scene, plane, maps)
    scene.play(Tween(maps, opened=0.0), FadeIn(scene.diagram), scene.legend.reveal("width"), run_time=1.4)
    scene.remove(maps)


def _open_layer(
    scene: LessonScene,
    plane: DecisionMap,
    layer: int,
    key: str,
    panels: Sequence[Painted] = (),
    opened: NeuronMaps | None = None,
) -> NeuronMaps:
    """Let the neurons of a layer open into their maps, once those of another have closed; return the maps."""
    network = scene.history.network(scene.history.epochs)
    maps = scene.build(NeuronMaps, "network", scene.diagram, network, plane.window, layer)
    scene.add(maps)
    facts = {"shown": maps.shown, "count": maps.count}
    key = key if maps.shown == maps.count else f"{key}_some"
    # The frames of the last layer's maps are its synapses to the one output.
    signs = scene.legend.reveal("active", ["carries"] if maps.weights else ["carries", *BARE])
    opening = (FadeOut(scene.diagram), Tween(maps, opened=1.0), signs)
    if opened:
        scene.say(key, Tween(opened, opened=0.0), FadeIn(scene.diagram), run_time=1.2, **facts)
        scene.remove(opened)
        scene.play(*opening, run_time=1.6)
    else:
        maps.lit = 0.0  # one after another, when they are told of
        scene.say(key, *opening, *[Tween(panel, opacity=QUIET) for panel in panels], run_time=2.0, **facts)
    return maps


def _weigh(scene: LessonScene, plane: DecisionMap, maps: NeuronMaps) -> None:
    """Let maps light one after another, each with the weight that the output gives it, and then their sum."""
    network = scene.history.network(scene.history.epochs)
    key = "weighed" if network.sizes[-1] == 1 else "weighed_kinds"
    if not plane.lines_at(len(scene.history.snapshots) - 1):
        key = "weighed_none"
    bias = float(network.biases[-1].sum()) if network.biases else 0.0  # of one output; it may have none
    if key == "weighed" and formatted(abs(bias), ".2f") != formatted(0, ".2f"):
        key = "weighed_bias"
    scene.say(key, Tween(maps, lit=0.0), Tween(plane, map_shown=RECEDED, line_shown=0.0), run_time=0.8, bias=bias)
    every, seconds = float(maps.shown), max(1.6, min(6.0, EACH * maps.shown))
    scene.play(Tween(maps, lit=every, weighed=every), run_time=seconds)
    scene.play(Tween(plane, map_shown=1.0, line_shown=1.0), run_time=1.2)
    scene.still("inside")
    scene.hold(1.8)
