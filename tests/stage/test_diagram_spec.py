"""What never changes about a diagram is one value: with a state it is painted, and copies of a diagram share it."""

from dataclasses import FrozenInstanceError, replace

import cairo
import numpy as np
import pytest
from manim import UP, FadeIn

from nnlib import Network
from scenes.film import fingerprint
from scenes.stage import ForwardPass, NetworkDiagram
from scenes.stage.drawing import PAPER, Canvas, Sheets
from scenes.stage.network import Blocks, ChangeMark, DiagramSpec, DiagramState, brightness, paint

BOX = 640, 480
NETWORKS = {
    "few synapses": ([3, 4, 1], {"input_names": ["a", "b", "c"]}),
    "many synapses": ([10, 12, 12, 4], {"layer_names": ()}),
    "shortened": ([784, 30, 10], {"theme": PAPER}),
    "lettered": ([2, 3, 2], {"letters": ["x", "h", "y"], "labelled": 1}),
}


def at_work(network):
    """Return a state in which neurons shine and labels are shown."""
    rest = DiagramState.resting(network)
    layers = len(network.weights)
    return replace(
        rest,
        carried=tuple(np.where(w > np.quantile(w, 0.8), np.abs(w), 0.0) for w in network.weights),
        carried_shown=(1.0,) * layers,
        carrying=0.7,
        marks=(ChangeMark(0, 0, 1, True, 0.5), ChangeMark(1, 1, 0, False, 0.3, 0.4)),
        marking=0.5,
        brightness=tuple(np.linspace(0, 1, size) for size in network.sizes),
        numbers=(1.0,) * (layers + 1),
        pulses=(0.4,) * layers,
        pulse_sizes=tuple(np.full(w.shape, 0.5) for w in network.weights),
        weight_labels=(1.0,) * layers,
        targets=np.ones(network.sizes[-1]),
        targets_shown=1.0,
    )


def pixels(draw):
    """Return what ``draw`` paints on a canvas of the box's size, as bytes."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, *BOX)
    draw(Canvas(cairo.Context(surface), "DejaVu Sans"))
    surface.flush()
    return bytes(surface.get_data())


@pytest.mark.parametrize("name", NETWORKS)
def test_a_spec_and_a_state_are_painted_without_a_diagram(name):
    sizes, more = NETWORKS[name]
    network = Network(sizes, seed=1)
    diagram = NetworkDiagram(network, *BOX, **more)
    spec, surfaces = DiagramSpec.of(network, width=BOX[0], height=BOX[1], **more), Sheets()
    painted = []
    for state in (DiagramState.resting(network), at_work(network)):
        diagram.state = state
        painted.append(pixels(diagram.draw))
        # Twice, because the second time some of it is copied.
        assert [pixels(lambda canvas, now=state: paint(canvas, spec, now, surfaces)) for _ in range(2)] == [
            painted[-1]
        ] * 2
    assert painted[0] != painted[1] and any(painted[0])
    bare = replace(spec, width=400, height=300, layer_names=(), input_names=(), letters=(), room_for_targets=False)
    shown = diagram.bare(400, 300)
    assert pixels(shown.draw) == pixels(lambda canvas: paint(canvas, bare, shown.state, Sheets())) != painted[1]


def test_a_spec_never_changes():
    network = Network([2, 3, 1], seed=1, links=[[[True, False, True], [True, True, False]], None])
    spec = NetworkDiagram(network).spec
    with pytest.raises(FrozenInstanceError):
        spec.width = 10
    with pytest.raises(FrozenInstanceError):
        spec.layout = None
    for array in (*spec.layout.places, *spec.links):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_copies_and_animations_share_the_spec():
    network = Network([3, 4, 1], seed=1)
    diagram = NetworkDiagram(network)
    spec = diagram.spec
    assert diagram.copy().spec is spec and diagram.animate.shift(UP).mobject.spec is spec
    fade = FadeIn(diagram)
    fade.begin()
    assert fade.starting_mobject.spec is spec
    fade.finish()
    forward = ForwardPass(diagram, network.forward([[1, 0, 1]]))
    forward.begin()
    before = diagram.state
    forward.interpolate(0.5)
    assert diagram.spec is spec and diagram.state is not before


def test_the_frame_cache_sees_all_of_a_spec():
    diagram = NetworkDiagram(Network([3, 4, 1], seed=1), letters="xhy")
    assert fingerprint(diagram.copy()) == fingerprint(diagram)
    spec, seen = diagram.spec, {fingerprint(diagram)}
    others = {
        "activations": ("input", "relu", "sigmoid"),
        "has_bias": (False, False, True),
        "links": (np.eye(3, 4, dtype=bool), np.ones((4, 1), bool)),
        "width": 900.0,
        "height": 500.0,
        "theme": PAPER,
        "layer_names": ("in", "between", "out"),
        "input_names": ("a", "b", "c"),
        "with_numbers": False,
        "room_for_targets": False,
        "letters": "abc",
        "labelled": 2,
        "dense_shown": "all",
        "blocks": Blocks(20.0, 0.0, 40.0),
        "upright": True,
    }
    for name, value in others.items():
        diagram.spec = replace(spec, **{name: value})
        seen.add(fingerprint(diagram))
    assert len(seen) == len(others) + 1
    assert {"sizes", "layout", "label_places", *others} == set(vars(spec))


def test_neurons_of_different_layers_are_measured_by_one_scale():
    """A relu of 1.78 is brighter than a tanh of 0.92: the legend says, brighter is more active."""
    sizes = [2, 3, 3, 1]
    mixed = NetworkDiagram(Network(sizes, hidden=["relu", "tanh"])).spec.activations
    assert brightness(1.78, mixed[1]) > brightness(0.92, mixed[2]) > brightness(0.5, mixed[2])
    for alike in (["tanh", "sigmoid"], "tanh", "relu"):  # nothing changes where one scale serves already
        named = (alike, alike) if isinstance(alike, str) else tuple(alike)
        assert NetworkDiagram(Network(sizes, hidden=alike)).spec.activations == ("input", *named, "sigmoid")
