"""Of a dense network only what matters most stands out, and what stands out is what the mathematics says."""

from dataclasses import replace
from itertools import pairwise

import cairo
import numpy as np
import pytest
from manim import tempconfig

from nnlib import DATASETS, Network, contributions, train
from scenes.stage import (
    BackwardPass,
    EpochClock,
    ForwardPass,
    Legend,
    NetworkDiagram,
    ReplayTraining,
    Rest,
    StageScene,
    UpdateWeights,
)
from scenes.stage.drawing import Canvas
from scenes.stage.learning import MOST_MARKED, Carriers
from scenes.stage.network import direction_at, point_at, radii, stretch, synapse_curves

SHAPES, BOUNDARY = [10, 12, 12, 12, 4], [2, 5, 9, 5, 1]


def network_of(sizes):
    draws = np.random.default_rng(3)
    network = Network(sizes, "relu", "softmax" if sizes[-1] > 1 else "sigmoid", init="he_normal", seed=1)
    return network.with_parameters(network.weights, [0.3 * draws.random(b.shape) for b in network.biases])


def inputs_of(sizes):
    return np.random.default_rng(2).random((1, sizes[0]))


@pytest.fixture(params=[SHAPES, BOUNDARY], ids=["shapes", "boundary"])
def network(request):
    return network_of(request.param)


def at(animation, alpha):
    animation.begin()
    animation.interpolate(alpha)
    return animation.mobject.state


@pytest.mark.parametrize(
    ("sizes", "links", "dense"),
    [
        ([3, 4, 1], None, False),
        ([5, 10, 1], None, True),
        ([5, 9, 1], None, False),
        ([8, 8, 1], [np.eye(8, dtype=bool), None], False),
        ([784, 30, 10], None, True),
    ],
)
def test_a_network_is_dense_by_the_synapses_it_has(sizes, links, dense):
    network = Network(sizes, links=links)
    assert NetworkDiagram(network).spec.dense is dense
    assert not NetworkDiagram(network, dense="all").spec.dense
    assert NetworkDiagram(network, dense="all").spec.many is dense


@pytest.mark.parametrize("upright", [False, True])
def test_curves_have_level_ends_and_meet_their_neurons(upright):
    layout = NetworkDiagram(Network(BOUNDARY), 500, 900, upright=upright).layout
    along = np.array([0.0, 1.0] if layout.standing else [1.0, 0.0])
    for layer in range(4):
        curves = synapse_curves(layout, layer)
        assert direction_at(curves, 0.0) == pytest.approx(np.broadcast_to(along, (*curves.shape[:2], 2)))
        assert direction_at(curves, 1.0) == pytest.approx(np.broadcast_to(along, (*curves.shape[:2], 2)))
        for share, places, axis in ((0.0, layout.places[layer], 0), (1.0, layout.places[layer + 1], 1)):
            centres = np.broadcast_to(np.expand_dims(places, 1 - axis), (*curves.shape[:2], 2))
            assert (np.linalg.norm(point_at(curves, share) - centres, axis=2) < layout.radius).all()
        part = stretch(curves, 0.25, 0.75)
        for share in (0.0, 0.5, 1.0):
            assert point_at(part, share) == pytest.approx(point_at(curves, 0.25 + 0.5 * share))


def test_a_sparse_network_has_straight_lines():
    layout = NetworkDiagram(Network([3, 4, 1])).layout
    for layer in range(2):
        curves = synapse_curves(layout, layer)
        start, end = curves[:, :, 0], curves[:, :, 3]
        for share in (0.1, 0.5, 0.8):
            assert point_at(curves, share) == pytest.approx(start + share * (end - start))


def test_a_forward_pass_shows_the_fewest_that_carry_most(network):
    diagram, x = NetworkDiagram(network), inputs_of(network.sizes)
    signals = ForwardPass(diagram, network.forward(x))
    state = at(signals, 1.0)
    amounts = [np.abs(c) for c in contributions(network, network.forward(x))]
    assert sum(int((c > 0).sum()) for c in state.carried) <= 30
    for carried, amount in zip(state.carried, amounts, strict=True):
        chosen = carried > 0
        assert carried[chosen] == pytest.approx(amount[chosen])
        assert chosen.any() and amount[chosen].min() >= amount[~chosen].max()
    assert state.carrying == 1 and state.carried_shown == (1.0,) * len(amounts)
    facts = signals.carriers_from(state).facts(diagram.spec)
    assert facts["count"] == sum(int((c > 0).sum()) for c in state.carried)
    assert facts["synapses"] == sum(w.size for w in network.weights)
    by_hand = [c.sum() / a.sum() for c, a in zip(state.carried, amounts, strict=True)]
    assert facts["share"] == pytest.approx(np.mean(by_hand))


def test_pulses_run_only_where_something_is_carried(network):
    diagram = NetworkDiagram(network)
    state = at(ForwardPass(diagram, network.forward(inputs_of(network.sizes))), 0.5)
    for size, carried in zip(state.pulse_sizes, state.carried, strict=True):
        assert ((size > 0) == (carried > 0)).all() and (size[carried > 0] >= 0.3).all()


def test_only_drawn_synapses_stand_out_and_their_share_is_that_of_all():
    diagram = NetworkDiagram(Network([784, 30, 10]))
    amounts = (np.ones((784, 30)), np.ones((30, 10)))
    found = Carriers.of(diagram.spec, amounts)
    for layer, mask in enumerate(found.chosen):
        rows, columns = diagram.layout.shown[layer : layer + 2]
        assert mask.sum() == mask[np.ix_(rows, columns)].sum()
    assert found.share == pytest.approx(np.mean([m.sum() / m.size for m in found.chosen]))


def test_an_earlier_answer_goes_before_the_next_comes(network):
    diagram = NetworkDiagram(network)
    first, second = (network.forward(x) for x in (inputs_of(network.sizes), 1 - inputs_of(network.sizes)))
    at(ForwardPass(diagram, first), 1.0)
    before = diagram.state
    animation = ForwardPass(diagram, second)
    animation.begin()
    for alpha in np.linspace(0, 1, 41):
        animation.interpolate(alpha)
        assert sum(int((c > 0).sum()) for c in diagram.state.carried) <= 30
        assert diagram.state.carrying == 1
    animation.interpolate(0.05)
    assert diagram.state.carried is before.carried and max(diagram.state.carried_shown) < 1


def test_silent_neurons_shrink_and_others_do_not(network):
    diagram = NetworkDiagram(network)
    state = at(ForwardPass(diagram, network.forward(inputs_of(network.sizes))), 1.0)
    full = diagram.layout.radius
    for layer, brightness in enumerate(state.brightness):
        hidden = 0 < layer < len(network.sizes) - 1
        for radius, bright in zip(radii(diagram.spec, state, layer), brightness, strict=True):
            assert (radius < 0.7 * full) == (hidden and bright < 0.01)
    assert radii(diagram.spec, at(Rest(diagram), 1.0), 1) == [full] * network.sizes[1]


def test_at_rest_widths_are_weights_again_unless_another_example_follows(network):
    diagram = NetworkDiagram(network)
    at(ForwardPass(diagram, network.forward(inputs_of(network.sizes))), 1.0)
    told = diagram.state
    between = at(Rest(diagram, between=True), 1.0)
    assert between.carrying == 1 and max(between.carried_shown) == 0
    diagram.state = told
    assert at(Rest(diagram), 1.0).carrying == 0
    diagram.state = told
    assert at(UpdateWeights(diagram, network), 0.5).carrying == 0


def test_an_error_has_fronts_only_on_the_bands_that_stand_out(network):
    diagram = NetworkDiagram(network)
    trace = network.forward(inputs_of(network.sizes))
    gradients = network.backward(trace, np.eye(network.sizes[-1])[:1])
    state = at(BackwardPass(diagram, gradients), 0.5)
    assert sum(int(mask.sum()) for mask in state.strong_bands) <= 30
    for front, strong, gradient in zip(state.pulse_sizes, state.strong_bands, gradients.weights, strict=True):
        assert ((front > 0) == strong).all()
        size = np.abs(gradient)
        assert not strong.any() or size[strong].min() >= size[~strong].max()


def test_of_many_weights_those_that_change_most_have_a_sign(network):
    after = network.with_parameters([w + 0.01 * np.sin(40 * w) for w in network.weights], network.biases)
    diagram = NetworkDiagram(network)
    trace = network.forward(inputs_of(network.sizes))
    gradients = network.backward(trace, np.eye(network.sizes[-1])[:1])
    marks = at(BackwardPass(diagram, gradients, after=after), 1.0).marks
    check_marks(marks, network.weights, after.weights)
    assert all(mark.alpha == 1 for mark in marks)


def check_marks(marks, before, after):
    steps = [b - a for a, b in zip(before, after, strict=True)]
    largest = np.sort(np.abs(np.concatenate([step.ravel() for step in steps])))[::-1][:MOST_MARKED]
    marked = [steps[mark.layer][mark.source, mark.target] for mark in marks]
    assert len(marks) == MOST_MARKED == 8
    assert np.sort(np.abs(marked))[::-1] == pytest.approx(largest)
    assert [mark.rises for mark in marks] == [step > 0 for step in marked]


@pytest.fixture(scope="module")
def learned():
    data = DATASETS["moons"](1, 60, noise=0.1)
    network = Network(BOUNDARY, "relu", "sigmoid", init="he_uniform", seed=1)
    how = {"loss": "binary_cross_entropy", "optimizer": "adam", "learning_rate": 0.01, "batch_size": 20}
    return train(network, data, epochs=12, record="dense", **how)


def test_a_replay_marks_what_changes_most_within_the_epoch(learned):
    diagram = NetworkDiagram(learned.template)
    clock = EpochClock(learned, 0, 12)
    replay = ReplayTraining(diagram, learned, clock=clock, run_time=60.0, rings=False)
    replay.begin()
    seen = []
    for alpha in np.linspace(0.03, 0.97, 48):
        replay.interpolate(alpha)
        shown = tuple(mark for mark in diagram.state.marks if mark.alpha == 1)
        if len(shown) == MOST_MARKED and len(diagram.state.marks) == MOST_MARKED:
            k = int(clock.place(alpha) + 1e-9)
            check_marks(shown, learned.snapshots[k].weights, learned.snapshots[k + 1].weights)
            seen.append(k)
        assert len(diagram.state.marks) <= 2 * MOST_MARKED and diagram.state.marking == 1
    assert len(set(seen)) >= 10
    replay.finish()
    assert diagram.state.marking == 0, "nothing changes any more"


def test_marks_stand_so_long_that_they_can_be_seen(learned):
    diagram = NetworkDiagram(learned.template)
    replay = ReplayTraining(diagram, learned, start=0, stop=10, run_time=4.0, rings=False)
    replay.begin()
    alphas = []
    for alpha in np.linspace(0, 1, 241):
        replay.interpolate(alpha)
        alphas.append({replace(mark, alpha=1.0): mark.alpha for mark in diagram.state.marks})
    steps = [abs(b.get(m, 0.0) - a.get(m, 0.0)) for a, b in pairwise(alphas) for m in {**a, **b}]
    assert max(steps) < 0.2  # of full, in a sixtieth of a second
    assert len(set().union(*alphas)) <= 3 * MOST_MARKED
    replay.finish()
    assert diagram.state.marking == 1 and len(diagram.state.marks) == MOST_MARKED, "training goes on in the next play"
    assert at(Rest(diagram), 1.0).marks == ()


def test_signs_do_not_cover_each_other(learned):
    diagram = NetworkDiagram(learned.template, 700, 700)
    state = at(ReplayTraining(diagram, learned, 0, 12, run_time=60.0), 0.5)
    places = np.array(
        [point_at(synapse_curves(diagram.layout, m.layer)[m.source, m.target], m.at) for m in state.marks]
    )
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)[np.triu_indices(len(places), 1)]
    assert apart.min() >= 34


def test_where_all_are_shown_nothing_is_as_in_a_dense_network(learned):
    network = learned.template
    diagram = NetworkDiagram(network, dense="all")
    state = at(ForwardPass(diagram, network.forward([[0.3, 0.4]])), 1.0)
    assert state.carrying == 0 and max(float(s.max()) for s in state.signal) > 0
    assert at(ReplayTraining(diagram, learned, 0, 12), 0.5).marks == ()
    assert not diagram.layout.dense


def pixels(diagram, size=(640, 480)):
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, *size)
    diagram.draw(Canvas(cairo.Context(surface), "DejaVu Sans"))
    surface.flush()
    return bytes(surface.get_data())


@pytest.mark.parametrize("alpha", [0.06, 0.5, 1.0])
def test_painting_twice_agrees_with_painting_once(network, alpha):
    drawn = [NetworkDiagram(network, 640, 480) for _ in range(2)]
    trace = network.forward(inputs_of(network.sizes))
    gradients = network.backward(trace, np.eye(network.sizes[-1])[:1])
    for diagram, first in zip(drawn, (True, False), strict=True):
        if first:
            pixels(diagram)
        for animation in (
            ForwardPass(diagram, trace),
            BackwardPass(diagram, gradients, after=network_of(network.sizes)),
        ):
            animation.begin()
            if first:
                animation.interpolate(0.3)
                pixels(diagram)
            animation.interpolate(alpha)
            if first:
                pixels(diagram)
    assert pixels(drawn[0]) == pixels(drawn[1])


def test_the_legend_says_what_width_means_while_it_does(network):
    with tempconfig({"pixel_width": 426, "pixel_height": 240, "frame_rate": 15, "dry_run": True}):
        scene = StageScene()
        diagram = NetworkDiagram(network)
        legend = scene.build(Legend, "legend", [("carries", "carries more"), ("width", "stronger")])
        scene.add(diagram, legend)
        shown = []
        for animation in (
            ForwardPass(diagram, network.forward(inputs_of(network.sizes))),
            Rest(diagram, between=True),
            UpdateWeights(diagram, network),
        ):
            scene.play(animation, run_time=0.4)
            shown.append([text.text for text in scene.placed_texts() if text.text in ("carries more", "stronger")])
    assert shown == [["carries more"], ["carries more"], ["stronger"]]
    places = legend.places(("carries", "width"), 26)
    assert places["carries"] == places["width"]
