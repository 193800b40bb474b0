"""The shown cycles are those of the config, or chosen by it."""

from itertools import pairwise

import pytest

from scenes.config.sections import Pacing
from scenes.training import planned_epochs, shown_epochs, travelled


def test_explicit_cycles_are_shown_as_they_stand():
    assert planned_epochs(Pacing(cycles="explicit", shown=(2, 10, 20)), 100) == (2, 10, 20)


def test_linear_cycles_are_evenly_spaced():
    assert planned_epochs(Pacing(cycles="linear", count=4), 100) == (25, 50, 75, 100)


def test_log_cycles_are_dense_at_the_start():
    epochs = planned_epochs(Pacing(cycles="log", count=5), 20_000)
    assert epochs == (2, 20, 200, 2000, 20_000)


@pytest.mark.parametrize("cycles", ["linear", "log"])
def test_few_epochs_give_few_cycles(cycles):
    epochs = planned_epochs(Pacing(cycles=cycles, count=40), 3)
    assert epochs == tuple(sorted(set(epochs))) and set(epochs) <= {1, 2, 3} and epochs[-1] == 3


def test_by_change_every_stretch_changes_the_weights_alike(history):
    epochs = shown_epochs(Pacing(cycles="change", count=5), history)
    assert len(epochs) == 5 and epochs[-1] == history.epochs
    way = dict(zip(history.recorded, travelled(history), strict=True))
    steps = [way[b] - way[a] for a, b in pairwise((0, *epochs))]
    assert max(steps) < 1.25 * min(steps)
    # Evenly spaced epochs would not do: the weights move unevenly.
    evenly = [way[b] - way[a] for a, b in pairwise((0, 40, 80, 120, 160, 200))]
    assert max(evenly) > 1.5 * min(evenly)
