"""A diagram must mirror its network, stay within its box, and behave like any mobject."""

from dataclasses import replace

import numpy as np
import pytest
from manim import UP, FadeIn, Transform

from nnlib import Network
from scenes.stage import NetworkDiagram, StageScene
from scenes.stage.drawing import NIGHT, text_width
from scenes.stage.network import LABEL_SIZE, THICKEST, THINNEST, number_text, synapse_colours, synapse_width

SIZES = [[3, 4, 1], [2, 2, 1], [3, 8, 4, 1], [10, 12, 12, 12, 4], [1, 1], [784, 30, 10], [2, 64, 64, 64, 3]]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("box", [(1170, 736), (620, 730), (1060, 850), (840, 610)], ids=str)
def test_neurons_stay_within_the_box_and_apart(sizes, box):
    layout = NetworkDiagram(Network(sizes), *box).layout
    r = layout.radius
    for places in layout.places:
        assert (places - r >= 0).all() and (places + r <= box).all()
        assert (np.diff(places[:, 1]) >= 2 * r).all()
    for one, other in zip(layout.places, layout.places[1:], strict=False):
        assert other[0, 0] - one[0, 0] > 2 * r


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize(("box", "upright"), [((800, 600), False), ((1000, 620), True), ((1000, 480), True)])
def test_what_is_written_stays_within_the_box(sizes, box, upright):
    scene = StageScene()
    network = Network(sizes, seed=3)
    names = ["width", "height"][: sizes[0]]
    diagram = NetworkDiagram(network, *box, input_names=names, upright=upright)
    layers = len(sizes) - 1
    diagram.state = replace(
        diagram.state,
        brightness=tuple(np.ones(n) for n in sizes),
        numbers=(1.0,) * len(sizes),
        weight_labels=(1.0,) * layers,
        bias_labels=(1.0,) * layers,
        delta_labels=(1.0,) * layers,
        delta_values=tuple(np.full(n, -0.123) for n in sizes[1:]),
        targets=np.ones(sizes[-1]),
        outputs=np.zeros(sizes[-1]),
        error_shown=1.0,
    )
    placed = []
    context = scene.camera.get_cairo_context(scene.camera.pixel_array)
    context.save()
    context.identity_matrix()
    diagram.paint(context, scene.camera, placed)
    context.restore()
    (left, top), _, (right, bottom), _ = scene.camera.to_pixels(diagram.points)
    for text in placed:
        x0, y0, x1, y1 = text.box
        assert left - 1 <= x0 and x1 <= right + 1 and top - 1 <= y0 and y1 <= bottom + 1, text


def test_layers_with_a_bias_show_theirs_and_the_others_none():
    network = Network([2, 3, 2, 1], ["relu", "tanh"], bias=[True, False, True], seed=3)
    diagram = NetworkDiagram(network.with_parameters(network.weights, [[0.1, 0.2, 0.3], [], [0.4]]), 800, 600)
    diagram.state = replace(diagram.state, bias_labels=(1.0,) * 3)
    placed, scene = [], StageScene()
    context = scene.camera.get_cairo_context(scene.camera.pixel_array)
    context.save()
    context.identity_matrix()
    diagram.paint(context, scene.camera, placed)
    context.restore()
    labels = [text.text for text in placed if text.text.startswith("b ")]
    assert labels == ["b +0.10", "b +0.20", "b +0.30", "b +0.40"]


def test_big_layers_are_shortened_to_their_first_and_last_neurons():
    layout = NetworkDiagram(Network([784, 30, 10])).layout
    assert layout.shown[0] == (0, 1, 2, 3, 4, 779, 780, 781, 782, 783)
    assert layout.shown[1][:5] == (0, 1, 2, 3, 4) and layout.shown[1][-1] == 29
    assert layout.shown[2] == tuple(range(10))


def test_a_neuron_that_is_not_drawn_cannot_be_pointed_at():
    diagram = NetworkDiagram(Network([784, 30, 10]))
    with pytest.raises(ValueError, match="neuron 300 of layer 0 is not drawn"):
        diagram.neuron_at(0, 300)


def test_it_moves_and_scales_like_any_mobject():
    diagram = NetworkDiagram(Network([3, 4, 1]))
    before = diagram.neuron_at(1, 2)
    diagram.shift(UP)
    assert diagram.neuron_at(1, 2) == pytest.approx(before + UP)
    diagram.move_to([1, 2, 0]).scale(0.5)
    assert diagram.get_center() == pytest.approx([1, 2, 0])
    distance = np.linalg.norm(diagram.neuron_at(0, 0) - diagram.neuron_at(2, 0))
    diagram.scale(2)
    assert np.linalg.norm(diagram.neuron_at(0, 0) - diagram.neuron_at(2, 0)) == pytest.approx(2 * distance)


def test_it_fades_in_and_transforms():
    scene = StageScene()
    diagram = NetworkDiagram(Network([3, 4, 1]))
    fade = FadeIn(diagram)
    fade._setup_scene(scene)
    fade.begin()
    fade.interpolate(0.5)
    assert 0.2 < diagram.opacity < 0.8
    fade.interpolate(1)
    assert diagram.opacity == 1
    move = Transform(diagram, diagram.copy().shift(UP))
    move.begin()
    move.interpolate(1)
    assert diagram.get_center()[1] == pytest.approx(1)


def test_another_structure_is_refused():
    with pytest.raises(ValueError, match=r"sizes \[3, 4, 1\], but got one of \[3, 5, 1\]"):
        NetworkDiagram(Network([3, 4, 1])).show_network(Network([3, 5, 1]))


def test_labels_of_weights_do_not_meet():
    for sizes in SIZES:
        diagram = NetworkDiagram(Network(sizes))
        for labels in diagram.label_places.layers:
            boxes = [(x, y) for _, _, x, y in labels]
            width = text_width("+0.00", LABEL_SIZE, NIGHT.font, True)
            for k, (x, y) in enumerate(boxes):
                assert all(abs(x - a) > width * 0.95 or abs(y - b) > LABEL_SIZE for a, b in boxes[:k])


def test_every_weight_of_a_small_network_is_labelled():
    diagram = NetworkDiagram(Network([3, 4, 1], bias=False))
    assert [len(labels) for labels in diagram.label_places.layers] == [12, 4]


def test_a_larger_weight_is_drawn_wider_and_none_beyond_the_widest():
    widths = synapse_width([0, 0.1, -1, 3, -20, 1e6])
    assert (np.diff(widths) > 0).all()
    assert widths[0] == THINNEST and widths[-1] <= THICKEST


def test_a_synapse_passes_through_the_neutral_colour():
    positive, negative, nearly_none = synapse_colours([1.0, -1.0, 1e-9], NIGHT)
    assert tuple(positive) == NIGHT.positive and tuple(negative) == NIGHT.negative
    assert nearly_none == pytest.approx(np.array(NIGHT.neutral), abs=1e-6)


class Ruler:
    """A canvas on which every character is ten wide."""

    def width_of(self, text, size, bold=False):
        return 10 * len(text)


@pytest.mark.parametrize(
    ("value", "room", "text"),
    [
        (0.567, 40, "0.57"),
        (0.567, 30, ".57"),
        (-0.567, 50, "−0.57"),
        (12.345, 40, "12.3"),
        (1.0, 30, "1.0"),
        (-0.001, 40, "0.00"),
    ],
)
def test_numbers_take_the_decimals_that_fit(value, room, text):
    assert number_text(value, room, Ruler(), 30) == text
