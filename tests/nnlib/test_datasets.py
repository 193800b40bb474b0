"""The small worlds, and what a dataset promises."""

import numpy as np
import pytest

from nnlib import DATASETS, Dataset


@pytest.mark.parametrize("name", DATASETS)
def test_every_world_is_finite_read_only_and_repeatable(name):
    make = DATASETS[name]
    n = 7 if name == "puzzle" else 41
    data = make(3, n, 0.05)
    assert len(data) == n
    assert np.isfinite(data.inputs).all()
    assert data == make(3, n, 0.05) == make(np.random.default_rng(3), n, 0.05)
    assert name == "puzzle" or data != make(4, n, 0.05)
    assert data.kind == ("one-hot" if name == "shapes" else "binary")
    assert data.classes == (("circle", "square", "triangle") if name == "shapes" else ("0", "1"))
    assert len(data.names) == data.inputs.shape[1]
    assert name == "puzzle" or np.ptp(np.bincount(data.labels)) <= 1
    with pytest.raises(ValueError, match="read-only"):
        data.inputs[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        data.targets[0] = 0
    assert len(make()) >= 4


def test_the_puzzle_in_its_order():
    data = DATASETS["puzzle"](0, None, 0.5)
    assert data.inputs.tolist() == [[0, 0, 1], [0, 1, 1], [1, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0]]
    assert data.targets[:, 0].tolist() == [0, 1, 1, 1, 1, 0, 0]
    with pytest.raises(ValueError, match="7 examples, got n = 8"):
        DATASETS["puzzle"](0, 8)


def test_xor_without_noise_is_the_truth_table():
    data = DATASETS["xor"](0, 4, 0)
    assert data.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data.targets[:, 0].tolist() == [0, 1, 1, 0]
    many = DATASETS["xor"](0, 10, 0.1)
    assert np.abs(many.inputs[4:8] - data.inputs).max() < 0.5


def test_shapes_of_the_worlds():
    circles = DATASETS["circles"](1, 100, 0)
    radius = np.hypot(*circles.inputs.T)
    assert radius[circles.labels == 0] == pytest.approx(1.0)
    assert radius[circles.labels == 1] == pytest.approx(0.5)
    moons = DATASETS["moons"](1, 100, 0)
    assert (moons.inputs[moons.labels == 0, 1] >= 0).all()
    assert (moons.inputs[moons.labels == 1, 1] <= 0.5).all()
    spirals = DATASETS["spirals"](1, 100, 0)
    assert np.hypot(*spirals.inputs.T).max() <= 1.0
    linear = DATASETS["linear"](1, 100, 0)
    design = np.column_stack([linear.inputs, np.ones(100)])
    signs = np.where(linear.labels == 1, 1.0, -1.0)
    fit = np.linalg.lstsq(design, signs, rcond=None)[0]
    assert ((design @ fit > 0) == (signs > 0)).all()
    blobs = DATASETS["blobs"](1, 30, 0.0, classes=3)
    assert blobs.targets.shape == (30, 3)
    assert blobs.kind == "one-hot"
    assert len(np.unique(blobs.inputs.round(9), axis=0)) == 3


def test_noise_is_the_standard_deviation():
    clear, blurred = (DATASETS["circles"](1, 4000, noise) for noise in (0.0, 0.2))
    assert (blurred.inputs - clear.inputs).std() == pytest.approx(0.2, rel=0.05)


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("n: expected a whole number of at least 1, got 0", {"n": 0}),
        ("noise: expected a finite number of at least 0, got -1", {"noise": -1}),
        ("rng: expected a seed", {"rng": "one"}),
        ("rng: expected a seed", {"rng": -1}),
        ("classes: expected a whole number of at least 2, got 1", {"classes": 1}),
    ],
)
def test_wrong_arguments(words, arguments):
    with pytest.raises(ValueError, match=words):
        DATASETS["blobs"](**{"rng": 0, "n": 10, "noise": 0.1, **arguments})


def test_splitting():
    data = DATASETS["moons"](1, 50, 0.1).split(0.4, 7)
    assert data.inputs.shape == (30, 2)
    assert data.test_inputs.shape == (20, 2)
    assert data.test_labels.shape == (20,)
    together = np.vstack([data.inputs, data.test_inputs])
    assert sorted(map(tuple, together)) == sorted(map(tuple, DATASETS["moons"](1, 50, 0.1).inputs))
    assert data == DATASETS["moons"](1, 50, 0.1).split(0.4, 7)
    assert data != DATASETS["moons"](1, 50, 0.1).split(0.4, 8)
    with pytest.raises(ValueError, match="held out already"):
        data.split(0.5, 1)
    with pytest.raises(ValueError, match="leaves none of 4 examples"):
        DATASETS["xor"]().split(0.99, 1)
    with pytest.raises(ValueError, match="test_share: expected a finite number of at least 0 and below 1, got 1"):
        DATASETS["xor"]().split(1.0, 1)
    assert len(DATASETS["xor"]().split(0.0, 1).test_inputs) == 0


@pytest.mark.parametrize("share", [0.05, 0.2, 1 / 3, 0.5, 0.9])
@pytest.mark.parametrize("sizes", [(2, 40), (3, 3, 3), (7, 50, 2, 20), (100, 101)])
def test_each_class_has_its_share_in_the_test(sizes, share):
    labels = np.random.default_rng(5).permutation(np.repeat(np.arange(len(sizes)), sizes))
    targets = np.eye(len(sizes))[labels] if len(sizes) > 2 else labels.astype(float)
    data = Dataset(np.arange(len(labels))[:, None], targets).split(share, 1)
    held = np.bincount(data.test_labels, minlength=len(sizes))
    assert (held + np.bincount(data.labels) == sizes).all()
    assert ((held >= 1) & (held < sizes)).all()
    assert (np.abs(held - share * np.array(sizes)) < 1).all()
    if (share * np.array(sizes) >= 1).all() and ((1 - share) * np.array(sizes) >= 1).all():
        assert held.sum() == round(share * len(labels))


def test_counts_agree_with_an_independent_stratified_split():
    model_selection = pytest.importorskip("sklearn.model_selection")
    labels = np.repeat([0, 1, 2], [13, 40, 47])
    data = Dataset(np.arange(100)[:, None], np.eye(3)[labels]).split(0.3, 1)
    _, theirs = model_selection.train_test_split(labels, test_size=0.3, stratify=labels, random_state=1)
    assert np.bincount(data.test_labels).tolist() == np.bincount(theirs).tolist()


def test_a_class_of_one_example_cannot_be_tested():
    data = Dataset([[0], [1], [2]], [[1, 0], [1, 0], [0, 1]], classes=("cat", "dog"))
    with pytest.raises(ValueError, match="split: the class 'dog' has only 1 example, and needs one to learn from"):
        data.split(0.4, 1)
    assert len(data.split(0.0, 1)) == 3
    assert len(Dataset([[0], [1], [2]], [0.5, 1, 2]).split(0.4, 1)) == 2  # numbers have no classes


def test_standardising_learns_from_the_training_part_only():
    draws = np.random.default_rng(0)
    x = np.column_stack([draws.normal(5, 3, 40), np.full(40, 0.1), draws.normal(-2, 0.01, 40)])
    raw = Dataset(x, draws.random(40)).split(0.25, 1)
    data = raw.standardised()
    assert data.inputs.mean(axis=0) == pytest.approx([0, 0, 0], abs=1e-9)
    assert data.inputs.std(axis=0) == pytest.approx([1, 0, 1])  # the constant column became 0
    np.testing.assert_allclose(data.test_inputs * data.scale + data.mean, raw.test_inputs)
    assert raw.mean is None
    assert data.scale[1] == 1.0
    twice = data.standardised()
    np.testing.assert_allclose(twice.inputs * twice.scale + twice.mean, raw.inputs)


def test_names_and_classes():
    data = Dataset([[1, 2]], [[1, 0, 0]], names=["a", "b"], classes=["x", "y", "z"])
    assert data.names == ("a", "b")
    assert data.target_names == ("x", "y", "z")
    assert data.labels.tolist() == [0]
    plain = Dataset([[1, 2]], [3.5])
    assert (plain.names, plain.target_names, plain.classes) == (("x1", "x2"), ("y1",), None)
    assert plain.targets.shape == (1, 1)
    assert plain.kind == "values"


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("inputs: expected at least one example", {"inputs": np.zeros((0, 2)), "targets": []}),
        ("targets: expected one row for each of 2 examples, got 1", {"targets": [[1]]}),
        ("inputs: expected finite numbers, got nan", {"inputs": [[np.nan, 1], [1, 1]]}),
        ("inputs: expected numbers in rows of equal length", {"inputs": [[1, 2], [3]]}),
        ("names: expected 2 names", {"names": ["a"]}),
        ("names: expected 2 names", {"names": "ab"}),
        ("classes: expected 2 names, got 3", {"classes": ["a", "b", "c"]}),
        ("test inputs: expected 2 columns, got 1", {"test": ([[1]], [[1]])}),
        ("test targets: expected one row for each of 1", {"test": ([[1, 2]], [[1], [0]])}),
    ],
)
def test_what_does_not_fit(words, arguments):
    with pytest.raises(ValueError, match=words):
        Dataset(**{"inputs": [[0, 1], [1, 1]], "targets": [[0], [1]], **arguments})


def test_the_callers_arrays_are_copied():
    x = np.ones((2, 2))
    data = Dataset(x, [0, 1])
    x[:] = 5
    assert data.inputs.tolist() == [[1, 1], [1, 1]]


def test_noisy_clouds_overlap_only_through_their_noise():
    clean, blurred = DATASETS["noisy"](5, None, 0.0), DATASETS["noisy"](5)
    assert len(clean) == 500
    moved = blurred.inputs - clean.inputs
    assert moved.min() >= 0
    assert moved.max() <= 3
    assert moved.mean() == pytest.approx(1.5, abs=0.1)
