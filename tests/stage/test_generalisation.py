"""A film may only call a run good, overfitted, or no better than the majority, if it was."""

import numpy as np
import pytest

from nnlib import DATASETS, Dataset, Network, train
from scenes.stage.plane import LearningCurves, no_better_than_majority, overfitted, verdict

DATA = DATASETS["moons"](1, 100).split(0.4, 1)


def curves(train_loss, test_loss, train_share=0.9, test_share=0.9):
    shares = [np.full(len(train_loss), share) for share in (train_share, test_share)]
    return LearningCurves(np.array(train_loss), np.array(test_loss), *shares)


def test_the_course_is_that_of_the_networks_at_each_epochs_end():
    network = Network([2, 4, 1], hidden="tanh", output="sigmoid", seed=3)
    history = train(network, DATA, loss="binary_cross_entropy", learning_rate=0.5, epochs=12, record="dense")
    found = LearningCurves.of(history, DATA)
    assert len(found.train) == 13
    for epoch in (0, 5, 12):
        outputs = history.network(epoch).predict(DATA.inputs)
        assert found.train[epoch] == ((outputs > 0.5) == (DATA.targets > 0.5)).mean()
    # What the history measures of the held-out examples is measured at the epoch's end, too.
    assert found.test_loss[1:] == pytest.approx(history.metrics["test_loss"])
    assert found.test[1:] == pytest.approx(history.metrics["test_accuracy"])


FALLING = np.linspace(1, 0.1, 50)


def test_a_test_loss_that_rises_for_good_is_overfitting():
    rising = np.concatenate([np.linspace(1, 0.3, 20), np.linspace(0.31, 0.8, 30)])
    found = overfitted(curves(FALLING, rising), DATA)
    assert (found.epoch, found.before, found.after) == (19, pytest.approx(0.3), pytest.approx(0.8))


@pytest.mark.parametrize(
    "test_loss",
    [
        FALLING,
        np.concatenate([np.linspace(1, 0.3, 20), np.full(30, 0.32)]),
        np.concatenate([FALLING[:45], FALLING[:5]]),
    ],
)
def test_a_test_loss_that_falls_or_stays_is_none(test_loss):
    assert overfitted(curves(FALLING, test_loss), DATA) is None


def test_both_losses_rising_is_no_overfitting_but_a_bad_run():
    rising = np.linspace(0.1, 1, 50)
    assert overfitted(curves(rising, rising), DATA) is None


def test_shares_that_part_ways_are_overfitting():
    assert overfitted(curves(FALLING, FALLING, 1.0, 0.8), DATA).epoch is None
    assert overfitted(curves(FALLING, FALLING, 0.9, 0.88), DATA) is None


def test_a_run_no_better_than_naming_the_larger_class_is_useless():
    uneven = Dataset(np.zeros((100, 2)), np.arange(100) < 70)
    assert no_better_than_majority(curves(FALLING, FALLING, 0.72), uneven) == pytest.approx(0.7)
    assert no_better_than_majority(curves(FALLING, FALLING, 0.95), uneven) is None


@pytest.mark.parametrize(("new", "told"), [(19, "few"), (20, "fine")])
def test_few_new_points_judge_no_run(new, told):
    rng = np.random.default_rng(1)
    data = Dataset(rng.normal(size=(100 + new, 2)), np.arange(100 + new) % 2).split(new / (100 + new), 1)
    assert len(data.test_inputs) == new
    assert verdict(curves(FALLING, FALLING, 0.95, 0.95), data)[0] == told


def test_points_that_chance_could_tell_apart_judge_no_run():
    data = Dataset(np.random.default_rng(1).normal(size=(42, 2)), np.arange(42) % 2).split(40 / 42, 1)
    assert len(data) == 2 and len(data.test_inputs) == 40
    assert verdict(curves(FALLING, FALLING, 1.0, 0.9), data)[0] == "few"
