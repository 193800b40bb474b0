"""A plot shows what was measured up to the epoch that is shown, and nothing that came later."""

import cairo
import numpy as np
import pytest

from scenes.stage import THEMES, LossSlicePlot, Plot
from scenes.stage.drawing import Canvas
from scenes.stage.panels import Axis, round_above


def painted(curves) -> tuple[np.ndarray, list[str]]:
    """Return the picture (height, width, 4) of curves alone, and the words in it."""
    width, height = (int(length) for length in curves.design_size)
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
    placed = []
    curves.draw(Canvas(cairo.Context(surface), "DejaVu Sans", placed=placed))
    picture = np.frombuffer(surface.get_data(), np.uint8).reshape(height, width, 4)
    return picture, [text.text for text in placed]


def lines(epochs=50):
    way = np.linspace(0.2, 0.9, epochs)
    return {"train": way, "test": way - 0.1}


@pytest.mark.parametrize("log", [False, True])
def test_a_later_epoch_adds_to_the_lines_and_takes_nothing_away(log):
    curves = Plot(420, 260, "Accuracy", lines(), "epoch", log=log)
    inked = [int((painted_at(curves, epoch)[110:215, 70:, 3] > 0).sum()) for epoch in (0, 10, 30, 50)]
    assert inked == sorted(set(inked))


def painted_at(curves, epoch):
    curves.show_epoch(epoch)
    return painted(curves)[0]


def test_the_figures_are_those_of_the_epoch():
    curves = Plot(520, 260, "Accuracy", lines(), "epoch")
    assert {"train", "test"} <= set(painted(curves)[1])  # nothing measured, nothing claimed
    curves.show_epoch(1)
    assert {"train 20%", "test 10%"} <= set(painted(curves)[1])
    curves.show_epoch(50)
    assert {"train 90%", "test 80%"} <= set(painted(curves)[1])


def test_lines_may_begin_before_training():
    curves = Plot(520, 260, "Loss", {"loss": [4.0, 1.5, 0.25]}, "epoch", unit="number", first=0)
    assert curves.last == 2 and curves.y.high == 5.0
    for epoch, figure in enumerate(["loss 4.00", "loss 1.50", "loss 0.25"]):
        curves.show_epoch(epoch)
        assert figure in painted(curves)[1]


@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 400, 100_000])
@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("first", [0, 1])
def test_any_length_of_training_can_be_drawn(epochs, log, first):
    curves = Plot(420, 260, "Accuracy", lines(epochs), "epoch", log=log, first=first)
    curves.show_epoch(curves.last)
    _, words = painted(curves)
    assert "train 90%" in words or epochs == 1
    assert len(words) <= 14


def test_figures_without_room_beside_the_title_stand_below_it():
    wide, narrow = (Plot(width, 260, "Accuracy", lines(), "epoch") for width in (640, 300))
    rows = {}
    for name, curves in (("wide", wide), ("narrow", narrow)):
        placed = []
        context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 640, 260))
        curves.draw(Canvas(context, "DejaVu Sans", placed=placed))
        rows[name] = {text.text: text.box[1] for text in placed}
    assert rows["wide"]["train"] == rows["wide"]["Accuracy"]
    assert rows["narrow"]["train"] > rows["narrow"]["Accuracy"] + 20


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_lines_have_colours_of_their_own(theme):
    colours = Plot(420, 260, "Accuracy", lines(), "epoch", theme).colours
    assert max(abs(a - b) for a, b in zip(*colours, strict=True)) > 0.2


def test_axes_end_at_round_figures():
    assert [round_above(v) for v in (0.3, 1.0, 1.1, 2.2, 7, 12)] == [0.5, 1.0, 2.0, 2.5, 10.0, 20.0]
    assert Plot(400, 200, "Loss", {"a": [1e300]}, "epoch", unit="number").y.high >= 1e300
    huge = Plot(400, 200, "Loss", {"a": [2.5e60, 1.0]}, "epoch", unit="number")
    assert [huge.figure(v) for v in (0.125, 999.0, 2.5e60)] == ["0.12", "999.00", "2·10⁶⁰"]
    assert Plot(400, 200, "Loss", {"a": [0.0]}, "epoch", unit="number").y.high > 0


def test_an_axis_marks_round_numbers_and_says_where_all_stand():
    straight, log, both = Axis(0, 48), Axis(1, 60_000, log=True), Axis(-0.5, 0.5)
    assert [straight.text(mark) for mark in straight.marks()] == ["0", "10", "20", "30", "40"]
    assert [log.text(mark) for mark in log.marks()] == ["1", "10", "100", "1,000", "10,000"]
    assert [both.text(mark) for mark in both.marks()] == ["−0.5", "0", "+0.5"]
    assert Axis(0, 1, percent=True).text(0.5) == "50%"
    assert both.share([-0.5, 0, 0.5]).tolist() == [0, 0.5, 1] and log.share(1) == 0 and log.share(60_000) == 1
    assert straight.share([-3, 99]).tolist() == [0, 1]


def test_a_plot_without_a_title_is_all_curve():
    _, words = painted(Plot(420, 260, "", {"": [0.5] * 41}, "epoch", first=0, top=0.6))
    assert words == ["60%", "30%", "epoch", "0", "10", "20"]  # the word stands where 40 would


@pytest.mark.parametrize("width", [300, 900])
def test_a_slice_of_the_loss_names_a_line_when_it_is_tried(width):
    plot = LossSlicePlot(width, 400, "cost", "moved by", ("one weight", "all twenty"), 0.5, [2, 1, 2], [1, 0.5])
    assert [text for text in painted(plot)[1] if text.startswith(("one", "all"))] == ["one weight 1.00"]
    plot.at = plot.high = 1.0
    plot.way = 0.5
    assert {"one weight 2.00", "all twenty 0.75", "−0.5", "0", "+0.5"} <= set(painted(plot)[1])


def test_a_plot_does_not_cut_off_what_is_no_share():
    with pytest.raises(ValueError, match=r'a share is at most 1, and here is 1\.4; write unit="number"'):
        Plot(420, 260, "Loss", {"": [1.4, 0.1]}, "epoch")
    with pytest.raises(ValueError, match="unit 'numbers' is unknown; write percent"):
        Plot(420, 260, "Loss", {"": [1.4, 0.1]}, "epoch", unit="numbers")
    assert " 1.40" in painted_at_its_end(Plot(420, 260, "Loss", {"": [0.1, 1.4]}, "epoch", unit="number"))


def painted_at_its_end(plot):
    plot.show_epoch(plot.last)
    return painted(plot)[1]
