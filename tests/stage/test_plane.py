"""The map is what the network answers: at every cell, at every moment, in every colour."""

from itertools import pairwise

import cairo
import numpy as np
import pytest

from nnlib import DATASETS, Dataset, Network, train
from scenes.stage import DecisionMap, EpochClock, FollowTraining
from scenes.stage.drawing import NIGHT, Canvas
from scenes.stage.plane import (
    COLUMNS,
    ROWS,
    Answers,
    Window,
    certainty,
    leads,
    neuron_views,
    sharpest_bend,
)


def trained(classes=2, **how):
    name = "moons" if classes == 2 else "blobs"
    options = {} if classes == 2 else {"classes": classes}
    data = DATASETS[name](1, 60, **options).split(0.3, 1)
    outputs = 1 if classes == 2 else classes
    network = Network([2, 5, outputs], hidden="tanh", output="sigmoid" if outputs == 1 else "softmax", seed=1)
    loss = "binary_cross_entropy" if outputs == 1 else "cross_entropy"
    how = {"epochs": 20, "learning_rate": 0.3, **how}
    return data, train(network, data, loss=loss, batch_size=8, record="dense", seed=1, **how)


def painted(plane):
    width, height = (int(length) for length in plane.design_size)
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
    placed = []
    plane.draw(Canvas(cairo.Context(surface), "DejaVu Sans", placed=placed))
    return np.frombuffer(surface.get_data(), np.uint8).reshape(height, width, 4)[:, :, :3].copy(), placed


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_every_cell_is_coloured_by_the_networks_answer(classes):
    data, history = trained(classes)
    window = Window.around(data)
    answers = Answers(history, window)
    outputs = history.network(20).predict(window.cells())
    winner, sure = certainty(answers.of_snapshot(20))
    if classes == 2:
        named, share = (outputs[:, 0] > 0.5), np.maximum(outputs[:, 0], 1 - outputs[:, 0])
    else:
        named, share = outputs.argmax(axis=1), outputs.max(axis=1)
    assert (winner.ravel() == named).mean() > 0.999  # single precision may turn a cell on the line itself
    assert sure.ravel() == pytest.approx((share - 1 / classes) / (1 - 1 / classes), abs=1e-4)


def test_the_window_holds_all_points_and_its_cells_are_read_from_the_top():
    data = Dataset([[0, 0], [4, 2]], [0, 1], test=([[-1, 5]], [1]))
    window = Window.around(data)
    shares = window.shares(np.concatenate([data.inputs, data.test_inputs]))
    assert ((shares > 0) & (shares < 1)).all()
    cells = window.cells().reshape(ROWS, COLUMNS, 2)
    assert cells[0, 0, 1] > cells[-1, 0, 1]
    assert cells[0, 0, 0] < cells[0, -1, 0]
    assert window.shares(cells[30, 50][None])[0] == pytest.approx([50.5 / COLUMNS, 30.5 / ROWS])


def test_points_on_a_line_or_a_single_one_have_a_window():
    window = Window.around(Dataset([[1, 2], [1, 3]], [0, 1]))
    assert window.right > window.left
    assert np.isfinite(window.cells()).all()


def test_between_two_snapshots_the_map_flows():
    data, history = trained()
    answers = Answers(history, Window.around(data))
    one, other = answers.at(3.0), answers.at(4.0)
    assert answers.at(3.25) == pytest.approx(one + 0.25 * (other - one), abs=1e-5)
    assert answers.at(20.0) == pytest.approx(answers.of_snapshot(20))


@pytest.mark.parametrize("classes", [2, 3])
def test_on_the_line_two_classes_are_equally_likely(classes):
    data, history = trained(classes, epochs=40)
    plane = DecisionMap(600, 400, data, history)
    lines = plane.lines_at(40)
    assert lines
    window = plane.window
    for line in lines:
        x = window.left + line[:, 0] * (window.right - window.left)
        y = window.top - line[:, 1] * (window.top - window.bottom)
        outputs = history.network(40).predict(np.column_stack([x, y]))
        best = np.sort(np.column_stack([outputs, 1 - outputs]) if classes == 2 else outputs, axis=1)
        assert (best[:, -1] - best[:, -2]).max() < 0.05


def test_a_network_with_one_answer_for_all_draws_no_line():
    data, _ = trained()
    constant = Network([2, 5, 1], hidden="tanh", output="sigmoid", init="zeros")
    biased = constant.with_parameters(constant.weights, [np.zeros(5), np.ones(1)])
    preactivations = (
        biased.forward(Window.around(data).cells()).preactivations[-1].astype(np.float32).reshape(ROWS, COLUMNS, 1)
    )
    (lead,) = leads(preactivations)
    assert (lead > 0).all()


def test_the_picture_shows_class_colours_points_and_crosses():
    data, history = trained(epochs=60)
    plane = DecisionMap(700, 460, data, history)
    empty, _ = painted(plane)
    plane.map_shown, plane.moment = 1.0, 60.0
    coloured, _ = painted(plane)
    assert (coloured != empty).any(axis=2).mean() > 0.7
    left, top, width, height = plane.area
    winner, sure = certainty(plane._cached_answers.of_snapshot(60))
    for label in (0, 1):
        row, column = np.unravel_index(np.where(winner == label, sure, 0).argmax(), sure.shape)
        pixel = coloured[int(top + (row + 0.5) * height / ROWS), int(left + (column + 0.5) * width / COLUMNS)] / 255
        other = NIGHT.classes[1 - label]
        assert np.abs(pixel - NIGHT.classes[label]).sum() < np.abs(pixel - other).sum()
    for name in ("train_shown", "test_shown", "line_shown", "marked_shown"):
        before, _ = painted(plane)
        setattr(plane, name, 1.0)
        after, _ = painted(plane)
        assert (before != after).any(), name


def test_wrong_answers_are_those_of_the_final_network():
    data, history = trained(epochs=2)
    plane = DecisionMap(700, 460, data, history)
    answered = history.network(2).predict(data.test_inputs)[:, 0] > 0.5
    assert plane.wrong.tolist() == (answered != (data.test_targets[:, 0] > 0.5)).tolist()


def test_axes_are_marked_in_the_units_of_the_data():
    points = np.array([[100.0, 0.1], [220.0, 0.3], [160.0, 0.2], [130.0, 0.25]])
    data = Dataset(points, [0, 1, 0, 1], names=("height", "share")).split(0.25, 1).standardised()
    network = Network([2, 3, 1], output="sigmoid", seed=1)
    history = train(network, data, loss="binary_cross_entropy", learning_rate=0.1, epochs=2)
    plane = DecisionMap(700, 460, data, history)
    assert [words for _, words in plane.ticks[0]] == ["100", "150", "200"]
    for share, words in plane.ticks[0]:
        (at,) = plane.window.shares((np.array([[float(words), 0.2]]) - data.mean) / data.scale)
        assert share == pytest.approx(at[0])
    texts = [text.text for text in painted(plane)[1]]
    assert "height →" in texts
    assert "↑ share" in texts


def test_the_map_keeps_up_with_its_clock():
    data, history = trained()
    plane = DecisionMap(600, 400, data, history)
    animation = FollowTraining(plane, EpochClock(history, 2, 9))
    animation.begin()
    animation.interpolate(0)
    assert plane.moment == pytest.approx(2)
    animation.interpolate(1)
    assert plane.moment == pytest.approx(9)
    assert plane.changed_between(3, 3) == 0
    assert 0 < plane.changed_between(0, 20) <= 1


def test_a_neurons_view_is_its_activation():
    data, history = trained()
    window, network = Window.around(data), history.network(5)
    views = neuron_views(network, window, 1, 10, 6)
    assert views.shape == (5, 6, 10)
    trace = network.forward(window.cells(10, 6)[[23]])
    assert views[:, 2, 3] == pytest.approx(trace.activations[1][0])


def names_on(plane, moment):
    plane.moment = moment
    return [text for text in painted(plane)[1] if text.text in plane.class_names]


@pytest.mark.parametrize("classes", [2, 3])
def test_names_stand_on_their_own_land_and_on_few_points(classes):
    data, history = trained(classes, epochs=60)
    plane = DecisionMap(900, 600, data, history, ["one", "two", "three"][:classes], stops=[0, 5, 30, 60])
    left, top, width, height = plane.area
    assert not names_on(plane, 60)  # without the map there is no land
    plane.map_shown = 1.0
    found = names_on(plane, 60)
    assert [text.text for text in found] == ["one", "two", "three"][:classes]
    winner = certainty(plane._cached_answers.of_snapshot(60))[0]
    for text in found:
        x0, y0, x1, y1 = text.box
        assert left < x0 < x1 < left + width and top < y0 < y1 < top + height
        rows, columns = np.mgrid[y0:y1:9j, x0:x1:9j]
        land = winner[((rows - top) / height * ROWS).astype(int), ((columns - left) / width * COLUMNS).astype(int)]
        assert (land == plane.class_names.index(text.text)).all()
        x, y = (plane.train_places * (width, height) + (left, top)).T
        assert ((x > x0) & (x < x1) & (y > y0) & (y < y1)).sum() <= 5


def test_names_fade_and_never_move_on():
    data, history = trained(epochs=60)
    plane = DecisionMap(900, 600, data, history, ["one", "two"], stops=[0, 5, 30, 60])
    plane.map_shown = 1.0
    seen = {}
    for moment in np.linspace(0, 60, 181):
        for text in names_on(plane, moment):
            seen.setdefault((text.text, text.box), []).append((moment, text.alpha))
    assert len(seen) <= 8  # at most one place a name and stop
    for shown in seen.values():
        for (before, one), (after, other) in pairwise(shown):
            assert after - before > 0.4 or abs(other - one) < 0.6


def test_a_class_without_land_has_no_name_on_the_map():
    data, _ = trained()
    biased = Network([2, 5, 1], output="sigmoid", init="zeros").with_parameters(
        [np.zeros((2, 5)), np.zeros((5, 1))], [np.zeros(5), np.ones(1)]
    )
    history = train(biased, data, loss="binary_cross_entropy", learning_rate=1e-6, epochs=1)
    plane = DecisionMap(900, 600, data, history, ["no", "yes"])
    plane.map_shown = 1.0
    assert [text.text for text in names_on(plane, 1)] == ["yes"]


def test_a_line_turns_by_one_angle_in_a_plane_of_any_shape():
    data, history = trained(3, epochs=40)
    planes = [DecisionMap(width, height, data, history) for width, height in ((900, 600), (500, 900), (700, 300))]
    bends = [plane.bend_at(40) for plane in planes]
    assert bends[0].degrees > 1
    assert [bend.degrees for bend in bends] == pytest.approx([bends[0].degrees] * 3)
    shares = []
    for plane, bend in zip(planes, bends, strict=True):
        left, top, width, height = plane.area
        shares.append(((bend.x - left) / width, (bend.y - top) / height))
    assert np.ptp(shares, axis=0) == pytest.approx([0, 0])


def test_a_corner_turns_by_its_angle_and_is_marked_as_drawn():
    corner = np.array([[0.0, 5.0], [5.0, 5.0], [10.0, 10.0]])
    bend = sharpest_bend([corner], 1.0, 10.0, 10.0)
    assert (bend.x, bend.y, bend.degrees) == pytest.approx((5, 5, 45), abs=0.2)
    assert np.degrees(bend.stretched(1, 3).after) == pytest.approx(np.degrees(np.arctan(3)))
    assert bend.stretched(1, 3).degrees == bend.degrees
