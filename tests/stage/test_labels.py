"""A plane of labels shows each pixel in its group's colour; zooms go where they are sent, chains through pixels."""

import numpy as np
import pytest
from manim import tempconfig

from nnlib import LabelDiffusion, MajorityVote
from scenes.stage import THEMES, StageScene, Tween
from scenes.stage.diffusion import (
    ChainPaths,
    LabelPlane,
    LayerClock,
    LayerStack,
    Piece,
    Slant,
    ZoomPlane,
    busiest_border,
    colours_of,
    family,
    first_copy,
    hardest,
    last_labelled,
    piece_of,
    plane_of_labels,
)
from scenes.stage.drawing import NIGHT, Kept

SQUARE = {"pixel_width": 400, "pixel_height": 400, "frame_width": 8, "frame_height": 8, "dry_run": True}


@pytest.fixture(scope="module")
def run():
    return LabelDiffusion(size=120, layers=80, grow_layers=20, seed=3)


def picture(*mobjects):
    """Paint mobjects into a square frame of 400 pixels; return (400, 400, 3)."""
    with tempconfig(SQUARE):
        scene = StageScene()
        scene.add(*mobjects)
        return scene.renderer.picture(scene)[:, :, :3].astype(int)


def filling(source, **more):
    """Return a plane that fills the frame."""
    with tempconfig(SQUARE):
        return LabelPlane(1080, 1080, source, **more)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_pixel_has_the_colour_of_its_label(run, theme):
    plane = filling(run, theme=theme)
    plane.left, plane.top, plane.span, plane.layer = 30, 50, 40.0, 25
    shown = picture(plane)[5::10, 5::10]  # the middle of each of 40 x 40 pixels
    expected = np.array(colours_of(theme))[run.layer(25)[50:90, 30:70]] * 255
    assert len(np.unique(run.layer(25)[50:90, 30:70])) > 2
    assert np.abs(shown - expected).max() <= 2


def test_a_layer_is_a_cut_and_not_a_mixture(run):
    plane = filling(run)
    plane.left, plane.top, plane.span = 0, 0, 40.0
    colours = {tuple(np.round(255 * np.array(colour)).astype(int)) for colour in colours_of(NIGHT)}
    for layer in (0, 7, 80):
        plane.show_layer(layer)
        assert {tuple(pixel) for pixel in picture(plane)[5::10, 5::10].reshape(-1, 3).tolist()} <= colours


def test_the_plane_shows_points_only_as_far_as_they_have_come(run):
    plane = filling(run, points=run.points)
    plane.painted, plane.dots, plane.appeared = 0.0, 1.0, 0.0
    empty = picture(plane)
    plane.appeared = 1.0
    assert (picture(plane) != empty).any(axis=2).mean() > 0.02
    assert (empty[10:-10, 10:-10] == np.round(255 * np.array(NIGHT.ground))).all()


def test_a_zoom_ends_where_it_is_sent_and_never_leaves_the_plane(run):
    plane = filling(run)
    zoom = ZoomPlane(plane, Piece(100, -8, 30))
    zoom.begin()
    spans = []
    for alpha in np.linspace(0, 1, 21):
        zoom.interpolate(alpha)
        spans.append(plane.span)
        assert min(plane.left, plane.top) >= 0
        assert max(plane.left, plane.top) + plane.span <= 120 + 1e-9
    assert (plane.left, plane.top, plane.span) == pytest.approx((90, 0, 30))
    assert spans == sorted(spans, reverse=True)
    out = ZoomPlane(plane)
    out.begin()
    out.interpolate(1)
    assert (plane.left, plane.top, plane.span) == pytest.approx((0, 0, 120))


def test_a_copied_label_comes_from_where_the_link_leads(run):
    pixel, piece = first_copy(run, 13)
    assert 0 <= pixel[0] - piece.top < 13 and 0 <= pixel[1] - piece.left < 13
    plane = filling(run)
    plane.left, plane.top, plane.span = float(pixel[1]), float(pixel[0]), 1.0
    plane.pixel, label = pixel, run.layer(1)[pixel]
    assert run.layer(0)[pixel] == 0 and label > 0
    plane.copied = 1.0
    assert picture(plane)[200, 200].tolist() == pytest.approx(255 * np.array(NIGHT.classes[label - 1]), abs=2)


def test_links_are_those_of_a_run_of_random_links(run):
    plane = filling(MajorityVote(run.layer(0), 2, 4, 5))
    plane.span, plane.links = 10.0, 1.0
    with pytest.raises(TypeError, match="a MajorityVote has no links to show"):
        picture(plane)


def test_what_is_pointed_at_is_there(run):
    layer, pixels = last_labelled(run)
    assert all(run.layer(layer)[pixel] and not run.layer(layer - 1)[pixel] for pixel in pixels)
    assert set(pixels) == set(map(tuple, np.argwhere(run.labelled_at == run.labelled_at.max()).tolist()))
    busy = busiest_border(run, 30)
    last = run.layer(80)

    def edges(top, left):
        part = last[top : top + 30, left : left + 30]
        return ((part[1:, 1:] != part[:-1, 1:]) | (part[1:, 1:] != part[1:, :-1])).sum()

    assert edges(busy.top, busy.left) == max(edges(top, left) for top in range(91) for left in range(91))


def test_the_question_lies_where_groups_overlap(run):
    fresh = run.new_points(80)
    asked = fresh.places[hardest(run, fresh)]
    near = np.argsort(np.hypot(*(run.points.places - asked).T))[:20]
    assert np.bincount(run.points.groups[near]).max() <= 14


def test_a_piece_wraps_round_the_rim(run):
    labels = run.layer(80)
    part = piece_of(labels, Piece(-5, 110, 30))
    assert part.shape == (30, 30)
    assert (part[:10, 5:] == labels[110:, :25]).all() and (part[10:, :5] == labels[:20, 115:]).all()


def test_chains_run_through_the_pixels_they_were_copied_through(run):
    row, column = last_labelled(run)[1][0]
    relatives = family(run, (row, column))
    assert relatives.chains[0].rows[-1] == row and relatives.chains[0].columns[-1] == column
    for chain, way in zip(relatives.chains, relatives.ways, strict=True):
        assert way.min() >= 0 and way.max() <= 1
        corner = np.array([relatives.piece.left, relatives.piece.top])
        at = np.floor(way * relatives.piece.span).astype(int) + corner
        assert (at % run.size == np.column_stack([chain.columns, chain.rows])).all()
        for t in (0, 40, 80):
            piece = piece_of(run.layer(t), relatives.piece)
            x, y = np.floor(way[t] * relatives.piece.span).astype(int)
            assert piece[y, x] == chain.label
    assert relatives.origins == len({(chain.rows[0], chain.columns[0]) for chain in relatives.chains})


@pytest.mark.parametrize(("width", "height"), [(1760, 790), (1000, 800), (940, 1400)])
def test_layers_stand_in_their_box_and_clear_of_each_other(width, height):
    slant = Slant.of(width, height)
    for deep in (0.0, 1.0):
        corners = slant.place(np.array([0.0, 1, 1, 0]), np.array([0.0, 0, 1, 1]), deep)
        assert corners.min() >= -1e-6
        assert (corners <= (width + 1e-6, height + 1e-6)).all()
    apart = np.array(slant.deep) / 5
    reach = np.abs(slant.across) + np.abs(slant.down)
    assert (np.abs(apart) > reach * 0.95).any()


def test_a_chain_is_drawn_as_far_as_it_has_been_followed(run):
    relatives = family(run, last_labelled(run)[1][0])
    with tempconfig(SQUARE):
        stack = LayerStack(1080, 1080, run, relatives, "{layer}", (0.0, 0.0, 800.0))
        paths = ChainPaths(1080, 1080, relatives)
    bare = picture(stack)
    assert (picture(stack, paths) == bare).all()
    painted = []
    for share in (0.3, 0.7, 1.0):
        paths.first = share
        painted.append((picture(stack, paths) != bare).any(axis=2).sum())
    assert 0 < painted[0] < painted[1] < painted[2]


def test_a_copy_of_a_plane_shares_the_run_and_keeps_no_pictures(run):
    plane = filling(run)
    picture(plane)
    copy = plane.copy()
    assert copy.source is run and len(copy._cached_layer) == 0
    assert isinstance(copy._cached_layer, Kept)


def test_a_clock_shows_every_layer_in_turn(run):
    clock = LayerClock(run, 10.0)
    assert clock.seconds(0, 80) == pytest.approx(8)
    assert [clock.layer(0, 80, k / 80) for k in range(81)] == list(range(81))
    assert [clock.layer(20, 25, k / 10) for k in range(11)] == [20, 20, 21, 21, 22, 22, 23, 23, 24, 24, 25]


def test_bars_step_back_where_one_is_marked(run):
    from scenes.stage.diffusion import ShareBars

    with tempconfig(SQUARE):
        bars = ShareBars(1080, 1080, run, "ABCD", "empty", "plane", "points")
        bars.show_layer(80)
        before = picture(bars)
        tween = Tween(bars, mark=1.0, marked=1)
        tween.begin()
        tween.interpolate(1)
        after = picture(bars)
    # The first row stands and gets the figure of its tick, the second has gone back.
    name, share = (slice(40), slice(60)), (slice(40), slice(-60, None))
    assert all((before[part] == after[part]).all() for part in (name, share))
    assert (before[:40] != after[:40]).any() and (before[48:85] != after[48:85]).any()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1080), (1080, 1920)])
def test_no_box_reaches_into_another(width, height):
    layout = plane_of_labels(width, height)
    boxes = [layout[name] for name in ("plane", "title", "note", "legend", "card")]
    for k, one in enumerate(boxes):
        assert one.x >= 0 and one.y >= 0 and one.x + one.width <= width and one.y + one.height <= 0.9 * height
        for other in boxes[:k]:
            apart = (
                one.x >= other.x + other.width
                or other.x >= one.x + one.width
                or one.y >= other.y + other.height
                or other.y >= one.y + one.height
            )
            assert apart, (one, other)
    one, other = layout["first"], layout["second"]
    assert one.width == one.height == other.width
    assert one.x + one.width <= other.x or one.y + one.height + 60 <= other.y
