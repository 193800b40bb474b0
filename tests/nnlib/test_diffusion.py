"""Label diffusion against the same rule written down pixel by pixel, and against what was measured of it."""

import numpy as np
import pytest

from nnlib import (
    Chain,
    LabelDiffusion,
    MajorityVote,
    border_pixels,
    border_share,
    chessboard_share,
    draw_points,
    vote,
)

from ..conftest import home_of

SMALL = {"size": 24, "spread": 0.05, "layers": 14, "grow_layers": 6}

HONEST = [1, 2, 3, 4, 5, 6]  # seeds; what is measured below must hold for their mean


@pytest.fixture(scope="module")
def full_size():
    """The runs of the article, one a seed."""
    return [LabelDiffusion(seed=seed) for seed in HONEST]


def slow_layer(labels, links, t, grow_layers):
    """One layer, neuron by neuron, on lists."""
    size = len(labels)
    after = [row[:] for row in labels]
    for row in range(size):
        for column in range(size):
            active = labels[row][column] == 0 or t > grow_layers
            step_down, step_right = links[0][row][column], links[1][row][column]
            asked = labels[(row + step_down) % size][(column + step_right) % size]
            if active and not (asked == 0 and t >= grow_layers):
                after[row][column] = asked
    return after


@pytest.mark.parametrize("grow_layers", [0, 6, 14])
def test_every_layer_is_what_the_rule_says(grow_layers):
    # All points of a group on four pixels: so there is something left to fill in every layer.
    run = LabelDiffusion(**{**SMALL, "grow_layers": grow_layers, "spread": 1e-9, "seed": 4})
    labels = run.layer(0).tolist()
    assert 0 < sum(label > 0 for row in labels for label in row) <= 16
    for t in range(1, 15):
        labels = slow_layer(labels, [part.tolist() for part in run.links(t)], t, grow_layers)
        assert run.layer(t).tolist() == labels
    assert len(np.unique(labels)) > 2 and run.unlabelled[9] > 0


def test_each_pixel_has_one_link_to_each_neighbour_equally_often_and_anew_in_each_layer():
    run = LabelDiffusion(size=200, layers=3, seed=1)
    first, second = run.links(1), run.links(2)
    assert (np.abs(first[0]) + np.abs(first[1]) == 1).all()
    for step in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        assert ((first[0] == step[0]) & (first[1] == step[1])).mean() == pytest.approx(0.25, abs=0.01)
    assert ((first[0] == second[0]) & (first[1] == second[1])).mean() == pytest.approx(0.25, abs=0.01)


def test_layers_can_be_asked_for_in_any_order(monkeypatch):
    monkeypatch.setattr(home_of(LabelDiffusion), "MOST_KEPT", 24 * 24 * 3)
    run, other = LabelDiffusion(**SMALL, seed=2), LabelDiffusion(**SMALL, seed=2)
    in_order = [run.layer(t).copy() for t in range(15)]
    for t in (14, 3, 8, 7, 0, 9, 14, 1):
        assert (other.layer(t) == in_order[t]).all()
    with pytest.raises(ValueError, match="read-only"):
        run.layer(3)[0, 0] = 1


def test_the_same_seed_makes_the_same_run_and_another_seed_another():
    one, same, other = (LabelDiffusion(**SMALL, seed=seed) for seed in (5, 5, 6))
    assert (one.layer(14) == same.layer(14)).all() and one.digest == same.digest
    assert (one.layer(0) != other.layer(0)).any() and one.digest != other.digest
    assert (one.new_points(9).places == same.new_points(9).places).all()


def test_points_fall_as_the_article_says():
    points = draw_points(np.random.default_rng(0), [[0.25, 0.5], [0.25, 0.5]], 1e-6, [0.3, 0.7])
    # Six columns of 51 nodes lie between -3 and 3, with four points at each.
    assert len(points) == 4 * 6 * 51
    x, y = points.places.T
    assert np.isin(np.round(x, 3), (0.25, 1.25)).all() and np.isin(np.round(y, 3), (0.5, 1.5)).all()
    assert (points.groups == 2).mean() == pytest.approx(0.7, abs=0.05)
    # A logistic distribution has the standard deviation pi / sqrt(3).
    wide = draw_points(np.random.default_rng(0), [[0.5, 0.5]], 0.02, [1.0]).places
    assert np.std(wide % 1, axis=0) == pytest.approx(0.02 * np.pi / 3**0.5, rel=0.1)


def test_a_place_lies_on_its_pixel():
    run = LabelDiffusion(size=800, layers=1)
    rows, columns = run.pixels([[0.0, 2.0], [1.999, 0.001], [1.0, 1.0], [2.0, 0.0]])
    assert rows.tolist() == [0, 799, 400, 799]
    assert columns.tolist() == [0, 799, 400, 799]


def test_the_plane_fills_as_it_was_measured(full_size):
    points = [(run.layer(0) > 0).sum() for run in full_size]
    assert np.mean(points) == pytest.approx(1220, abs=25)
    unlabelled = np.mean([run.unlabelled[[50, 100]] for run in full_size], axis=0)
    assert unlabelled == pytest.approx([0.47, 0.19], abs=0.06)
    full = [run.first_full_layer or 251 for run in full_size]
    assert 190 < np.mean(full) < 255
    assert all(run.unlabelled[-1] < 0.06 for run in full_size)


def test_wider_groups_fill_the_plane_in_about_a_hundred_layers():
    full = [LabelDiffusion(spread=0.15, layers=180, seed=seed).first_full_layer for seed in (1, 2, 3)]
    assert 85 < np.mean(full) < 125


def test_area_follows_geometry_not_frequency(full_size):
    drawn = np.mean([np.bincount(run.points.groups, minlength=5)[1:] / len(run.points) for run in full_size], axis=0)
    area = np.mean([run.shares[-1] for run in full_size], axis=0)
    assert drawn == pytest.approx([0.2, 0.4, 0.3, 0.1], abs=0.02)
    assert area == pytest.approx([0.23, 0.33, 0.25, 0.2], abs=0.06)
    assert area[3] > 1.5 * drawn[3] and area[1] < 0.85 * drawn[1]


def test_what_is_told_of_a_run_agrees_with_its_layers(full_size):
    run = full_size[0]
    full = run.first_full_layer
    assert (run.layer(full) > 0).all() and (run.layer(full - 1) == 0).any()
    for t in (0, 50, 137, 250):
        labels = run.layer(t)
        assert run.unlabelled[t] == pytest.approx((labels == 0).mean())
        assert run.shares[t] == pytest.approx([(labels == group).mean() for group in (1, 2, 3, 4)])
        assert ((run.labelled_at >= 0) & (run.labelled_at <= t) == (labels > 0)).all()


def test_a_chain_leads_link_by_link_to_a_training_point_of_its_label(full_size):
    run = full_size[1]
    rng = np.random.default_rng(0)
    rows, columns = rng.integers(0, 800, (2, 12))
    chains = run.trace(rows, columns)
    assert [(chain.rows[-1], chain.columns[-1]) for chain in chains] == list(zip(rows, columns, strict=True))
    trained = set(zip(*(part.tolist() for part in run.pixels(run.points.places)), strict=True))
    for chain in chains:
        assert (chain.rows[0], chain.columns[0]) in trained
        for t in range(run.layers + 1):
            assert run.layer(t)[chain.rows[t], chain.columns[t]] == chain.label
    for t in (1, 60, 250):
        down, right = run.links(t)
        for chain in chains:
            place = chain.rows[t], chain.columns[t]
            before = chain.rows[t - 1], chain.columns[t - 1]
            linked = (place[0] + down[place]) % 800, (place[1] + right[place]) % 800
            assert before in (place, linked)
    assert all(0 < chain.copied <= 250 for chain in chains)


def test_a_pixel_without_a_label_has_no_chain_and_no_class():
    run = LabelDiffusion(size=60, spread=0.01, layers=1, seed=1)
    row, column = (int(part[0]) for part in np.nonzero(run.layer(1) == 0))
    with pytest.raises(ValueError, match="has no label in layer 1"):
        run.trace(row, column)
    place = [[(column + 0.5) / 30, 2 - (row + 0.5) / 30]]
    assert run.classify(place).tolist() == [0]
    assert run.first_full_layer is None
    assert run.labelled_at[row, column] == -1


def test_new_observations_are_new_and_mostly_recognised(full_size):
    run = full_size[0]
    fresh = run.new_points(500)
    known = {tuple(place) for place in run.points.places.tolist()}
    assert not known & {tuple(place) for place in fresh.places.tolist()}
    right = (run.classify(fresh.places) == fresh.groups).mean()
    assert 0.8 < right < 1.0


def slow_vote(labels, radius, groups):
    size = len(labels)
    after = [row[:] for row in labels]
    for row in range(size):
        for column in range(size):
            votes = [0] * (groups + 1)
            for down in range(-radius, radius + 1):
                for right in range(-radius, radius + 1):
                    votes[labels[(row + down) % size][(column + right) % size]] += 1
            best = max(votes[1:])
            own = labels[row][column]
            if best and not (own and votes[own] == best):
                after[row][column] = votes.index(best, 1)
    return after


@pytest.mark.parametrize("radius", [1, 3])
def test_votes_are_counted_window_by_window(radius):
    labels = np.random.default_rng(radius).choice(4, size=(17, 17), p=[0.9, 0.04, 0.03, 0.03]).astype(np.uint8)
    for _ in range(3):
        expected = slow_vote(labels.tolist(), radius, 3)
        labels = vote(labels, radius, 3)
        assert labels.tolist() == expected


def test_borders_of_the_vote_are_sharper(full_size):
    run = full_size[1]
    sharp = MajorityVote(run.layer(0), 10, 4, 20)
    assert (sharp.layer(1) == vote(run.layer(0), 10, 4)).all()
    assert border_share(sharp.layer(20)) < 0.3 * border_share(run.layer(250))
    with pytest.raises(ValueError, match="the last one is 20, got 21"):
        sharp.layer(21)


def test_a_border_is_where_two_groups_touch():
    labels = np.zeros((6, 6), np.uint8)
    assert border_share(labels) == 0
    labels[1, 1:5] = 1
    assert border_share(labels) == 0
    labels[2, 1:3] = 2
    assert border_share(labels) == pytest.approx(4 / 6)


def test_one_group_and_a_group_that_never_comes():
    assert LabelDiffusion(size=50, layers=60, priors=[1.0]).shares[-1] == pytest.approx([1.0])
    run = LabelDiffusion(size=50, layers=60, priors=[0.5, 0, 0.5])
    assert run.shares.shape == (61, 3) and (run.shares[:, 1] == 0).all()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"size": 1}, "size: expected a whole number of at least 2, got 1"),
        ({"spread": 0}, "spread: expected a finite number above 0, got 0"),
        ({"layers": 0}, "layers: expected a whole number of at least 1"),
        ({"grow_layers": -1}, "grow_layers: expected a whole number"),
        ({"priors": [0.5, 0.6]}, "priors: expected shares of 0 or more that add up to 1"),
        ({"priors": [1.5, -0.5]}, "priors: expected shares of 0 or more"),
        ({"priors": []}, "priors: expected one number for each of 1 to 255 groups"),
        ({"seed": 0.5}, "seed: expected a whole number"),
    ],
)
def test_wrong_arguments_are_refused(wrong, told):
    with pytest.raises(ValueError, match=told):
        LabelDiffusion(**{**SMALL, **wrong})


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda run: run.layer(15), "the last one of this run is 14, got 15"),
        (lambda run: run.layer(-1), "layer: expected a whole number"),
        (lambda run: run.links(0), "layer: expected a whole number of at least 1"),
        (lambda run: run.trace(24, 0), "rows and columns from 0 to 23"),
        (lambda run: run.classify([[2.5, 0]]), "expected x and y from 0 to 2"),
        (lambda run: run.new_points(1001), "expected at most 1000 new points"),
        (lambda run: run.new_points(0), "count: expected a whole number of at least 1"),
        (lambda run: vote(run.layer(0), 12, 4), "a window of 25 pixels is wider than the plane"),
    ],
)
def test_what_cannot_be_answered_is_refused(ask, told):
    with pytest.raises(ValueError, match=told):
        ask(LabelDiffusion(**SMALL))


def test_as_many_new_points_are_drawn_as_may_be_asked_for():
    run = LabelDiffusion(**SMALL)
    assert [len(run.new_points(count)) for count in (1, 1000)] == [1, 1000]


def test_copied_counts_the_links_that_lead_elsewhere():
    assert Chain(np.array([3, 3, 4, 4]), np.array([1, 1, 1, 0]), 2).copied == 2


@pytest.mark.parametrize(
    ("rows", "columns", "copied"),
    [
        ([3, 3, 3], [5, 5, 5], 0),
        ([3, 4, 4], [5, 5, 5], 1),
        ([3, 3, 4, 4], [5, 6, 5, 5], 2),
        ([1, 2, 3], [1, 1, 2], 2),
    ],
)
def test_links_to_a_neighbour_are_counted_and_those_to_itself_are_not(rows, columns, copied):
    assert Chain(np.array(rows), np.array(columns), 1).copied == copied


def copied(labels, links):
    """Return the next layer, where every pixel copies along its link if there is anything to copy."""
    rows, columns = (place + step for place, step in zip(np.indices(labels.shape), links, strict=True))
    asked = labels[rows % len(labels), columns % len(labels)]
    return np.where(asked > 0, asked, labels)


def test_links_that_never_lead_to_the_pixel_itself_make_chessboards():
    run = LabelDiffusion(size=200, layers=120, grow_layers=20, seed=3)
    assert chessboard_share(run.layer(120)) > 0.02 > chessboard_share(run.layer(20))
    # The same run, but now and then a pixel keeps its label: no chessboard.
    labels, rng = run.layer(20), np.random.default_rng(0)
    for t in range(21, 121):
        after = copied(labels, run.links(t))
        labels = np.where((rng.random(labels.shape) < 0.2) & (labels > 0), labels, after)
    assert chessboard_share(labels) < 0.005
    # Why: of four layers earlier, a pixel sees only those of its own colour on the board.
    size = np.arange(200)
    board = np.add.outer(size, size) % 2
    seen = np.where(board == 1, 9, run.layer(116)).astype(np.uint8)
    for t in range(117, 121):
        seen = copied(seen, run.links(t))
    full = run.layer(116) > 0
    assert full.all() and ((seen == 9) == (board == 1)).all()


def test_pixels_at_a_border_are_those_that_its_share_counts():
    run = LabelDiffusion(size=100, layers=40, seed=1)
    labels = run.layer(40)
    assert border_pixels(labels).sum() / (labels > 0).sum() == pytest.approx(border_share(labels))
