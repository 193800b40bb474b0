"""A dense recording: bounded, complete at the ends, and even in how far the weights have moved."""

import itertools

import numpy as np
import pytest

from nnlib import DATASETS, Dataset, History, Moment, Network, Snapshot, steps, train

WAYS = {
    "online": (Network([2, 3, 1], seed=3), {"batch_size": 1, "learning_rate": 0.5}),
    "batches": (Network([2, 3, 1], seed=3), {"batch_size": None, "learning_rate": 2.0}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("limit", [3, 20, 100])
def test_at_most_as_many_as_allowed_and_evenly_spread(way, limit):
    net, settings = WAYS[way]
    data = DATASETS["xor"]()
    history = train(net, data, epochs=2000, shuffle=False, record="dense", record_limit=limit, **settings)
    assert len(history.snapshots) <= limit
    assert history.recorded[0] == 0
    assert history.recorded[-1] == 2000
    assert history.at(0).theta.tolist() == net.parameters.theta.tolist()
    if limit < 100:
        return
    assert len(history.snapshots) >= limit / 3
    moved = [np.linalg.norm(b.theta - a.theta) for a, b in itertools.pairwise(history.snapshots)]
    # Evenly in movement, though not in epochs; only the step to the forced last one may be shorter.
    assert max(moved) / min(moved[:-1]) < 2.5
    waits = np.diff(history.recorded)
    assert waits.max() > 4 * waits.min()


@pytest.mark.parametrize("way", WAYS)
def test_the_kept_weights_are_those_of_their_epoch(way):
    net, settings = WAYS[way]
    data = DATASETS["xor"]()
    dense = train(net, data, epochs=300, record_limit=30, record_also=[7, 8, 9, 250], seed=2, **settings)
    exact = train(net, data, epochs=300, record=dense.recorded, seed=2, **settings)
    assert {0, 7, 8, 9, 250, 300} <= set(dense.recorded)
    assert len(dense.recorded) <= 30
    assert dense.snapshots == exact.snapshots
    assert {name: m.tolist() for name, m in dense.metrics.items()} == {
        name: m.tolist() for name, m in exact.metrics.items()
    }


def test_everything_is_kept_while_there_is_room():
    net, settings = WAYS["online"]
    history = train(net, DATASETS["xor"](), epochs=50, record_limit=51, **settings)
    assert history.recorded == tuple(range(51))


def test_weights_that_stand_still_are_kept_twice_only():
    net = Network([2, 2, 1], output="identity", bias=False, init="zeros")
    already_right = Dataset([[0.0, 1.0], [1.0, 1.0]], [[0.0], [0.0]])
    history = train(net, already_right, epochs=40, batch_size=1, learning_rate=0.1)
    assert history.recorded == (0, 40)


def test_a_list_of_epochs_is_taken_at_its_word():
    net, settings = WAYS["batches"]
    history = train(net, DATASETS["xor"](), epochs=10, record=[5, 2, 5], record_also=[7], **settings)
    assert history.recorded == (2, 5, 7)
    with pytest.raises(ValueError, match="epoch 4 was not recorded; the nearest recorded: 2 and 5"):
        history.at(4)
    with pytest.raises(ValueError, match="epoch 9 was not recorded; the nearest recorded: 7"):
        history.at(9)
    assert [history.nearest(epoch).epoch for epoch in (2, 4, 5, 6, 10)] == [2, 2, 5, 5, 7]
    for outside in (1, 11):
        with pytest.raises(ValueError, match=f"from 2 to 10, got {outside}"):
            history.nearest(outside)
    assert history.network(5).weights[0].tolist() == history.at(5).weights[0].tolist()


def hand_made(*first_weights):
    net = Network([1, 2], bias=False)
    snapshots = [Snapshot(epoch, np.array([w, 1.0]), net.structure) for epoch, w in first_weights]
    return History(net, snapshots, {"loss": np.zeros(9)}, {})


def test_snapshots_of_other_layers_are_others():
    one, other = (Network([1, 1, 1], bias=bias) for bias in ([True, False], [False, True]))
    assert one.parameter_count == other.parameter_count == 3
    assert Snapshot(0, np.ones(3), one.structure) == Snapshot(0, np.ones(3), one.structure)
    assert Snapshot(0, np.ones(3), one.structure) != Snapshot(0, np.ones(3), other.structure)


def test_flips_are_changes_of_sign_and_zero_has_none():
    assert hand_made((0, -1.0), (3, -0.1), (4, 0.2), (9, 5.0)).flips() == ((4, 0, 0, 0),)
    assert hand_made((0, -1.0), (3, 0.0), (4, 0.2), (9, -5.0)).flips() == ((4, 0, 0, 0), (9, 0, 0, 0))
    assert hand_made((0, -1.0), (3, 0.0), (4, -0.2)).flips() == ()
    assert hand_made((0, 0.0), (3, 1.0), (4, 0.0), (5, 1.0)).flips() == ()
    flip = hand_made((0, -1.0), (3, 1.0)).flips()[0]
    assert (flip.epoch, flip.layer, flip.source, flip.target) == (3, 0, 0, 0)


def test_a_history_refuses_parts_that_do_not_fit():
    net = Network([1, 2], bias=False)
    good = Snapshot(0, np.ones(2), net.structure)
    for words, snapshots, metrics in [
        ("ascending epochs", [], {"loss": [1.0]}),
        ("ascending epochs", [good, good], {"loss": [1.0]}),
        ("ascending epochs from 0 to 1", [Snapshot(2, np.ones(2), net.structure)], {"loss": [1.0]}),
        ("metrics", [good], {}),
        ("metrics", [good], {"loss": [1.0], "error": [1.0, 2.0]}),
        ("finite", [good], {"loss": [np.nan]}),
        ("finite", [Snapshot(0, np.array([1.0, np.inf]), net.structure)], {"loss": [1.0]}),
        ("shape", [Snapshot(0, np.ones(3), Network([1, 3], bias=False).structure)], {"loss": [1.0]}),
    ]:
        with pytest.raises(ValueError, match=words):
            History(net, snapshots, metrics, {})
    for words, moments in [
        ("ascending epochs that follow a snapshot", [Moment(2, 0, [])]),
        ("ascending epochs that follow a snapshot", [Moment(1, 0, []), Moment(1, 0, [])]),
        ("0 hidden neurons", [Moment(1, 0, [True])]),
    ]:
        with pytest.raises(ValueError, match=words):
            History(net, [good], {"loss": [1.0]}, {}, moments)
    for nobody in ("", None):
        with pytest.raises(ValueError, match="trained_by: expected the name"):
            History(net, [good], {"loss": [1.0]}, {}, trained_by=nobody)


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("batch_size", [4, None])
def test_a_moment_is_what_happened_in_the_first_step_of_an_epoch(shuffle, batch_size):
    data = DATASETS["blobs"](1, 22, 0.3, classes=3)
    net = Network([2, 6, 5, 3], "relu", "softmax", dropout=0.4, seed=3)
    how = {"loss": "cross_entropy", "optimizer": "adam", "epochs": 6, "batch_size": batch_size, "seed": 4}
    history = train(net, data, record=[0, 2, 3, 6], shuffle=shuffle, **how)
    assert [moment.epoch for moment in history.moments] == [1, 3, 4]
    with pytest.raises(ValueError, match="the start of epoch 2 was not kept: record epoch 1"):
        history.moment(2)
    made = list(steps(net, data, shuffle=shuffle, **how))
    for moment in history.moments:
        step = next(step for step in made if step.epoch == moment.epoch)
        assert moment.row == step.rows[0]
        assert moment.kept.tolist() == np.concatenate([mask[0] > 0 for mask in step.trace.masks]).tolist()
        # From the weights recorded before it, its signals travel again as they did then.
        again = history.network(moment.epoch - 1).forward(data.inputs[moment.row], kept=moment.kept)
        for one, other in zip(again.activations, step.trace.activations, strict=True):
            np.testing.assert_allclose(one[0], other[0], atol=1e-12)
    assert not all(moment.kept.all() for moment in history.moments)
    assert len({moment.kept.tobytes() for moment in history.moments}) == 3


@pytest.mark.parametrize("way", WAYS)
def test_moments_follow_the_snapshots_that_are_kept(way):
    net, settings = WAYS[way]
    history = train(net, DATASETS["xor"](), epochs=300, record_limit=20, **settings)
    assert [moment.epoch for moment in history.moments] == [epoch + 1 for epoch in history.recorded[:-1]]
    assert all(moment.kept.all() and len(moment.kept) == 3 for moment in history.moments)


def test_who_is_kept_must_fit_the_network():
    net = Network([2, 3, 4, 1], dropout=0.5)
    assert (net.forward([1, 1], kept=[True] * 7).masks[1] == 2.0).all()
    silent = net.forward([[1, 1], [0, 1]], kept=[False] * 7)
    assert [(a == 0).all() for a in silent.activations] == [False, True, True, False]
    with pytest.raises(ValueError, match="kept: expected one entry for each of 7 hidden neurons"):
        net.forward([1, 1], kept=[True] * 6)
