"""Drawn shapes look like what they are called, differ like drawings, and never leave their numbers."""

import numpy as np
import pytest

from nnlib import DATASETS, unknown_shapes
from nnlib.data import SIDE


def pictures(data) -> np.ndarray:
    return np.asarray(data.inputs).reshape(-1, SIDE, SIDE)


def middle_and_reach(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the ink's middle lies (row, column), and how far each inked pixel lies from it."""
    inked = np.argwhere(picture > 0.5)
    middle = (inked.min(axis=0) + inked.max(axis=0)) / 2
    return middle, np.linalg.norm(inked - middle, axis=1)


def test_pictures_are_ink_on_paper():
    data = DATASETS["shapes"](1, 300)
    assert data.inputs.shape == (300, 2500)
    assert data.inputs.min() == 0.0
    assert 0.9 < data.inputs.max() <= 1.0
    # A thin line on white paper, with grey rims.
    ink = data.inputs.mean(axis=1)
    assert ink.min() > 0.02 and ink.max() < 0.3
    assert ((data.inputs > 0.05) & (data.inputs < 0.8)).any(axis=1).all()


def test_an_outline_is_what_it_is_called():
    data = DATASETS["shapes"](2, 300, 0.0)
    spread = np.array([reach.std() / reach.mean() for _, reach in map(middle_and_reach, pictures(data))])
    circles, squares, triangles = (spread[data.labels == k] for k in range(3))
    # All of a circle is about as far from its middle; corners of a square are 1.4 times as far as its sides.
    assert np.median(circles) < 0.08 < np.median(squares) < np.median(triangles)
    # Inside them there is no ink.
    for picture in pictures(data)[:60]:
        row, column = np.round(np.argwhere(picture > 0.5).mean(axis=0)).astype(int)
        assert picture[row - 2 : row + 3, column - 2 : column + 3].max() < 0.5


def test_they_differ_in_place_size_and_pen():
    middles, sizes, inks = [], [], []
    data = DATASETS["shapes"](3, 240)
    for picture in pictures(data)[data.labels == 0]:
        middle, reach = middle_and_reach(picture)
        middles.append(middle)
        sizes.append(reach.mean())
        inks.append(picture.sum() / reach.mean())
    assert np.ptp(middles, axis=0).min() > 3
    assert max(sizes) / min(sizes) > 1.25
    assert max(inks) / min(inks) > 1.4


def test_noise_makes_the_hand_unsteady():
    spreads = []
    for noise in (0.0, 0.05, 0.15):
        data = DATASETS["shapes"](4, 90, noise)
        circles = pictures(data)[data.labels == 0]
        spreads.append(np.median([reach.std() / reach.mean() for _, reach in map(middle_and_reach, circles)]))
    assert spreads == sorted(spreads) and spreads[2] > 2 * spreads[0]
    wild = DATASETS["shapes"](4, 30, 1.0)
    assert wild.inputs.min() >= 0 and wild.inputs.max() <= 1


def test_unknown_drawings_are_of_three_kinds_and_none_of_the_classes():
    drawn, kinds = unknown_shapes(5, 31)
    assert drawn.shape == (31, 2500)
    assert np.bincount(kinds).tolist() == [11, 10, 10]
    again, _ = unknown_shapes(np.random.default_rng(5), 31)
    assert np.array_equal(drawn, again)
    # A cross has ink in its middle, where an outline has none.
    for picture in drawn[kinds == 0].reshape(-1, SIDE, SIDE):
        row, column = np.round(np.argwhere(picture > 0.5).mean(axis=0)).astype(int)
        assert picture[row - 3 : row + 4, column - 3 : column + 4].max() > 0.5


def test_a_fourth_class_holds_the_unknown():
    data = DATASETS["shapes"](6, 40, classes=4)
    assert data.classes == ("circle", "square", "triangle", "unknown")
    assert np.bincount(data.labels).tolist() == [10, 10, 10, 10]
    assert data.kind == "one-hot"


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("shapes: n: expected a whole number of at least 1, got 0", {"n": 0}),
        ("shapes: at most 10000 pictures fit the memory, got n = 10001", {"n": 10001}),
        ("shapes: noise is a share of the radius, at most 1, got 3", {"noise": 3}),
        ("shapes: noise: expected a finite number", {"noise": -1}),
        ("shapes: 3 classes, or 4 with the unknown, got 2", {"classes": 2}),
    ],
)
def test_wrong_arguments(words, arguments):
    with pytest.raises(ValueError, match=words):
        DATASETS["shapes"](**{"rng": 0, "n": 10, "noise": 0.1, **arguments})
