"""On a phone layers stand one below the other where that makes a network clearly larger, and all follows them."""

from dataclasses import replace

import numpy as np
import pytest

from nnlib import Network
from scenes.stage import NetworkDiagram
from scenes.stage.drawing import is_upright
from scenes.stage.network import DiagramSpec
from scenes.stage.pictures import network_and_pictures
from scenes.stage.plane import network_and_plane

BOUNDARY, SHAPES, XOR = [2, 5, 9, 5, 1], [10, 12, 12, 12, 4], [3, 4, 1]
LOW = 1000, 560


def laid_out(sizes, box=LOW, upright=True, **more):
    more = {"room_for_targets": False, **more}
    return DiagramSpec.of(Network(sizes), width=box[0], height=box[1], upright=upright, **more).layout


@pytest.mark.parametrize("sizes", [BOUNDARY, SHAPES, [784, 30, 10]], ids=str)
def test_it_stands_where_its_neurons_are_clearly_larger(sizes):
    standing, beside = laid_out(sizes), laid_out(sizes, upright=False)
    assert standing.standing and not beside.standing
    assert standing.radius >= 1.3 * beside.radius
    for one, other in zip(standing.places, standing.places[1:], strict=False):
        assert (other[:, 1].min() - one[:, 1].max()) > 2 * standing.radius
        assert np.ptp(one[:, 1]) == 0


@pytest.mark.parametrize(
    ("sizes", "rule", "name"),
    [
        (BOUNDARY, network_and_plane, "network"),
        (BOUNDARY, network_and_plane, "opening"),
        (SHAPES, network_and_pictures, "network"),
        (SHAPES, network_and_pictures, "opening"),
        (SHAPES, network_and_pictures, "closing"),
    ],
)
def test_large_networks_stand_in_every_box_of_a_phone(sizes, rule, name):
    box = rule(1080, 1920)[name]
    names = ("inputs", "hidden", "output") if name == "network" else ()
    asked = {"layer_names": names, "input_names": ("x1", "x2") if sizes == BOUNDARY and name != "opening" else ()}
    standing = laid_out(sizes, (box.width, box.height), **asked)
    assert standing.standing
    assert standing.radius >= 1.3 * laid_out(sizes, (box.width, box.height), upright=False, **asked).radius
    for size in [(1920, 1080), (1080, 1080)]:
        assert not is_upright(*size)


@pytest.mark.parametrize("box", [(1060, 850), (1000, 1200)], ids=str)
def test_it_lies_where_standing_gains_little(box):
    layout = laid_out(XOR, box)
    assert not layout.standing
    assert layout.radius > laid_out(XOR, box, upright=False).radius, "but on a phone its neurons are larger"


def test_in_a_wide_frame_it_never_stands():
    assert not laid_out(BOUNDARY, (850, 640), upright=False).standing


def diagram(sizes, **more):
    return NetworkDiagram(Network(sizes, seed=1), *LOW, upright=True, **more)


def test_right_answers_stand_below_the_outputs():
    shown = diagram(SHAPES)
    assert shown.layout.standing
    for neuron in range(4):
        output, target = shown.neuron_at(4, neuron), shown.target_at(neuron)
        assert target[0] == pytest.approx(output[0]) and target[1] < output[1]
    assert (shown.layout.target_at(*shown.layout.places[-1][0]) <= np.array(LOW)).all()


def test_labels_of_weights_meet_neither_each_other_nor_neurons():
    shown = diagram([4, 3, 4, 3, 2, 1, 5], layer_names=())
    spec = replace(shown.spec, height=1400)
    for standing in (shown.spec, spec):
        places, r = standing.label_places, standing.layout.radius
        for layer, labels in enumerate(places.layers):
            centres = np.array([(x, y) for _, _, x, y in labels]).reshape(-1, 2)
            for neurons in standing.layout.places[layer : layer + 2]:
                apart = np.abs(centres[:, None] - neurons[None])
                assert ((apart[..., 0] > r) | (apart[..., 1] > r)).all()


def test_figures_of_a_lettered_network_stand_beside_its_neurons():
    shown = diagram([2, 4, 2], letters="xhy", room_for_targets=True)
    layout = shown.layout
    assert layout.standing and layout.roomy, "lying, it has no room for figures"
    neuron, above, below = shown.neuron_at(1, 2), shown.above(1, 2), shown.below(1, 2)
    assert above[0] == below[0] > neuron[0] and above[1] > neuron[1] > below[1]
    assert shown.above(1, 3)[0] < shown.point_at(LOW[0], 0)[0]
    assert shown.above(1, 2)[0] < shown.neuron_at(1, 3)[0]


def test_names_of_layers_stand_beside_them_where_there_is_room():
    shown = diagram(BOUNDARY, input_names=["x1", "x2"], room_for_targets=False)
    names, places = shown.layout.names, shown.layout.places
    assert names[2] is None, "the widest layer takes all the width"
    for k in (0, 1, 3, 4):
        x, y, align = names[k]
        assert (x, align) == (0.0, 0.0) and y == places[k][0, 1]
    wide = diagram(SHAPES).layout
    assert wide.names[0][1] < wide.places[0][0, 1] - wide.radius
    assert wide.names[1] is None
