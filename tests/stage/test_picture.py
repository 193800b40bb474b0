"""Pictures, scores and matrices show what they are given, where it belongs."""

import cairo
import numpy as np
import pytest

from nnlib import Network
from scenes.stage import THEMES
from scenes.stage.drawing import Box, Canvas
from scenes.stage.panels import Confusion
from scenes.stage.pictures import (
    DONT_KNOW,
    ClassScores,
    Evaluation,
    Gallery,
    Picture,
    PixelFlow,
    Prediction,
    TestSet,
    Tile,
    in_bands,
    on_paper,
    shades_of,
    signed,
)

INK = shades_of(np.eye(50).ravel())


def painted(mobject):
    """Return the picture (height, width, 3), red first, of a mobject alone, and the texts in it."""
    width, height = (int(np.ceil(length)) for length in mobject.design_size)
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    placed = []
    mobject.draw(Canvas(cairo.Context(surface), "DejaVu Sans", placed=placed))
    return np.frombuffer(surface.get_data(), np.uint8).reshape(height, width, 4)[:, :, :3].astype(int), placed


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_ink_and_paper_have_the_themes_colours(theme):
    colours = on_paper(INK, theme)
    assert np.abs(colours[0, 0] / 255 - theme.ink).max() < 0.01
    assert np.abs(colours[0, 1] / 255 - theme.panel).max() < 0.01
    shown, _ = painted(Picture(200, 200, INK, theme))
    # Large pixels: each is a square of four by four, with a sharp rim.
    assert np.abs(shown[40:44, 40:44] - colours[10, 10]).max() <= 1
    assert np.abs(shown[40:44, 48:52] - colours[10, 12]).max() <= 1


def test_a_picture_gives_way_to_the_next():
    picture = Picture(200, 200, INK)
    other = shades_of(np.ones(2500))
    picture.show(other)
    before, _ = painted(picture)
    picture.turned = 1.0
    after, _ = painted(picture)
    assert np.array_equal(before, painted(Picture(200, 200, INK))[0])
    assert np.array_equal(after, painted(Picture(200, 200, other))[0])


def test_weights_have_the_colour_of_their_sign_on_one_scale():
    theme = THEMES["night"]
    colours = signed([[0.5, -0.5, 0.0, 5.0, 0.25]], 0.5, theme)[0] / 255
    assert np.abs(colours[0] - theme.positive).max() < 0.01
    assert np.abs(colours[1] - theme.negative).max() < 0.01
    assert np.abs(colours[2] - theme.panel).max() < 0.01
    assert np.array_equal(colours[3], colours[0])
    half = (np.array(theme.positive) + theme.panel) / 2
    assert np.abs(colours[4] - half).max() < 0.01


def test_every_pixel_travels_to_the_neuron_of_its_band():
    ends = [(300.0, 20.0 + 30 * k) for k in range(10)]
    flow = PixelFlow(340, 320, Box(0, 0, 250, 250), ends).show(INK)
    assert len(flow.sources) == 50
    assert flow.bands.tolist() == [k // 5 for k in range(50)]
    assert flow.sources[7] == pytest.approx([37.5, 37.5])
    flow.travelled = 0.5
    shown, _ = painted(flow)
    _, columns = np.nonzero(shown.any(axis=2))
    assert columns.min() > 0 and columns.max() <= 303
    for still in (0.0, 1.0):
        flow.travelled = still
        assert not painted(flow)[0].any()
    flow.show(shades_of(np.zeros(2500)))
    flow.travelled = 0.5
    assert not painted(flow)[0].any()


def test_below_the_picture_bands_are_its_columns():
    ends = [(12.0 + 25 * k, 300.0) for k in range(10)]
    flow = PixelFlow(320, 340, Box(0, 0, 250, 250), ends, columns=True).show(INK)
    assert flow.bands.tolist() == [k // 5 for k in range(50)]
    flow.travelled = 0.5
    rows, _ = np.nonzero(painted(flow)[0].any(axis=2))
    assert rows.min() > 0 and rows.max() <= 303
    values = np.arange(2500.0)[:, None]
    rows, columns = in_bands(values)[..., 0], in_bands(values, columns=True)[..., 0]
    assert (rows // 250 == np.arange(10)[:, None]).all()
    assert (columns % 50 // 5 == np.arange(10)[:, None]).all()
    assert sorted(columns.ravel()) == sorted(rows.ravel()) == values.ravel().tolist()
    picture = Picture(250, 250, INK, columns=True)
    picture.bands = 1.0
    lines = painted(picture)[0][100]
    assert (lines[25] != lines[12]).any(), "a line parts the first column from the second"


def test_class_scores_below_their_outputs():
    places = [(100.0 + 180 * k, -40.0) for k in range(3)]
    scores = ClassScores(560, 150, places, ("circle", "square", "I don't know"), 0.6, 180.0, below=True)
    scores.set_scores((0.1, 0.7, 0.2), "square", "right", 1)
    scores.visible = 1.0
    texts = painted(scores)[1]
    assert [text.text for text in texts] == ["circle", "10%", "square", "70%", "I don't know", "20%", "square"]
    for (x, _), name, figure in zip(places, texts[::2], texts[1::2], strict=False):
        for text in (name, figure):
            assert (text.box[0] + text.box[2]) / 2 == pytest.approx(x, abs=2)
        assert name.box[3] <= figure.box[1] + 1
    for one, other in zip(texts[::2], texts[2:6:2], strict=False):
        assert one.box[2] < other.box[0]


def test_many_pixels_are_thinned_out():
    flow = PixelFlow(340, 320, Box(0, 0, 250, 250), [(300.0, 20.0)] * 10).show(shades_of(np.ones(2500)))
    assert len(flow.sources) == flow.MOST


def test_a_gallery_shows_as_many_pictures_as_have_appeared():
    tiles = [Tile(INK, f"one {k}", "100%") for k in range(5)]
    gallery = Gallery(600, 500, tiles)
    words = [text.text for text in painted(gallery)[1]]
    assert words == [word for k in range(5) for word in (f"one {k}", "100%")]
    gallery.shown = 2.0
    assert [text.text for text in painted(gallery)[1]] == ["one 0", "100%", "one 1", "100%"]
    for k in range(5):
        x, y = gallery.place_of(k)
        assert x >= 0 and x + gallery.side <= 600 and y >= 0 and y + gallery.side + gallery.room_for_words <= 501


def test_words_wider_than_their_picture_are_broken():
    gallery = Gallery(300, 200, [Tile(INK, "I don't know", "5%")] * 3, "tally")
    assert [text.text for text in painted(gallery)[1]][:3] == ["I don't", "know", "5%"]


def test_class_scores_show_shares_answer_and_threshold():
    places = [(-40.0, y) for y in (100.0, 150.0, 200.0)]
    class_scores = ClassScores(270, 400, places, ("circle", "square", "triangle"), 0.6, 50.0)
    assert [text.text for text in painted(class_scores)[1]] == ["circle", "square", "triangle"]
    class_scores.set_scores((0.1, 0.7, 0.2), "square", "right", 1)
    assert class_scores.visible == 0.0
    class_scores.visible = 1.0
    shown, texts = painted(class_scores)
    assert [text.text for text in texts] == ["circle", "10%", "square", "70%", "triangle", "20%", "square"]
    # The bars are as long as the shares.
    theme = class_scores.theme
    bar = np.abs(shown / 255 - theme.answer).max(axis=2) < 0.05
    lengths = [int(bar[int(y + 13)].sum()) for y in (100, 150, 200)]
    assert lengths[1] > 3 * lengths[2] > 3 * lengths[0] > 0


def test_a_matrix_shows_every_count_once():
    counts = [[5, 1, 0], [0, 7, 2]]
    matrix = Confusion(500, 300, counts, ["star", "moon"], ["star", "moon", "I don't know"], ("it is", "she says"))
    _, texts = painted(matrix)
    words = [text.text for text in texts]
    assert sorted(word for word in words if word.isdigit()) == ["0", "0", "1", "2", "5", "7"]
    assert {"star", "moon", "it is", "she says"} <= set(words)
    matrix.shown = 1.0
    assert sorted(text.text for text in painted(matrix)[1] if text.text.isdigit()) == ["0", "1", "5"]


@pytest.fixture
def evaluation():
    truths = [0, 0, 1, 1, 2, 2, *[DONT_KNOW] * 4]
    said = [0, 1, 1, DONT_KNOW, 2, 0, DONT_KNOW, DONT_KNOW, 1, 2]
    shares = [0.9, 0.99, 0.8, 0.5, 0.7, 0.95, 0.9, 0.4, 0.7, 0.8]
    rows = zip(truths, said, shares, strict=True)
    return Evaluation((0, 1, 2), tuple(Prediction(np.eye(6)[0], *row, sure=row[2] >= 0.6) for row in rows))


def test_a_result_counts_what_was_said(evaluation):
    assert evaluation.right == 0.5
    assert evaluation.named == 2
    assert evaluation.confusion().tolist() == [[1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 1, 2]]


def test_the_cases_are_the_surest_mistakes_and_each_outcome(evaluation):
    predictions = evaluation.chosen()
    assert [prediction.outcome for prediction in predictions] == ["right"] * 3 + ["mistake"] * 2 + [
        "unknown",
        "doubt",
        "named",
    ]
    assert [(prediction.truth, prediction.said, prediction.share) for prediction in predictions[3:5]] == [
        (0, 1, 0.99),
        (2, 0, 0.95),
    ]
    assert [prediction.share for prediction in predictions[5:]] == [0.9, 0.4, 0.8]


def test_a_class_is_named_from_the_threshold_on():
    test_set = TestSet(np.eye(3), np.array([0, 1, 0]), np.zeros((0, 3)), (0, 1), 0.6)
    assert test_set.says(np.array([0.6, 0.3, 0.1])) == 0
    assert test_set.says(np.array([0.59, 0.31, 0.1])) == DONT_KNOW
    assert test_set.says(np.array([0.1, 0.1, 0.8])) == DONT_KNOW  # the output for something else
    evaluation = test_set.evaluate(Network([3, 4, 3], "relu", "softmax", seed=1))
    assert len(evaluation.predictions) == 3 and evaluation.confusion().shape == (2, 3)
