"""A painted mobject is a manim mobject to its user: manim's animations show what they mean, or say what to do."""

import manim
import numpy as np
import pytest
from manim import RED, RIGHT, tempconfig

from nnlib import Network
from scenes.stage import Heading, NetworkDiagram, NotForPainted, StageScene

SIZE = {"pixel_width": 426, "pixel_height": 240, "frame_rate": 15, "dry_run": True, "verbosity": "ERROR"}


def small(seed=4):
    return NetworkDiagram(Network([2, 4, 1], seed=seed))


def large():
    return NetworkDiagram(Network([2, 8, 1], seed=1))


@pytest.fixture
def stage():
    with tempconfig({**SIZE, "progress_bar": "none"}):
        yield StageScene()


def picture(*mobjects):
    scene = StageScene()
    scene.add(*mobjects)
    return scene.picture_now().astype(int)


def at(scene, animation, alpha):
    """Return the picture this far within an animation."""
    scene.add_mobjects_from_animations([animation])
    animation._setup_scene(scene)
    animation.begin()
    animation.interpolate(alpha)
    return scene.picture_now().astype(int)


def same(one, other):
    return np.abs(one - other).max() <= 2


NOTHING = [
    (manim.GrowFromCenter, 0.0),
    (manim.SpinInFromNothing, 0.0),
    (manim.GrowFromEdge, 0.0),
    (manim.ShrinkToCenter, 1.0),
]


@pytest.mark.parametrize(("kind", "alpha"), NOTHING)
def test_what_has_no_size_paints_nothing(stage, kind, alpha):
    options = {"edge": RIGHT} if kind is manim.GrowFromEdge else {}
    empty, diagram = stage.picture_now().astype(int), small()
    animation = kind(diagram, rate_func=manim.linear, **options)
    assert same(at(stage, animation, alpha), empty)
    animation.interpolate(0.5)
    assert not same(stage.picture_now(), empty)


def test_it_can_be_flipped_and_is_a_line_on_the_way(stage):
    diagram = small()
    before = picture(diagram)
    assert not same(before, picture(small().flip()))
    animation = diagram.animate.flip().build()
    for alpha in (0.0, 0.5, 1.0):
        at(stage, animation, alpha)


@pytest.mark.parametrize("kind", [manim.Transform, manim.ReplacementTransform, manim.TransformFromCopy])
def test_networks_of_the_same_sizes_blend_their_weights(stage, kind):
    one, other = small(4), small(5)
    if kind is not manim.TransformFromCopy:
        stage.add(one)
    animation = kind(one, other, rate_func=manim.linear)
    half = at(stage, animation, 0.5)
    between = small(4)
    first, last = small(4).state, small(5).state
    weights = [(a + b) / 2 for a, b in zip(first.weights, last.weights, strict=True)]
    if kind is manim.TransformFromCopy:
        stage.remove(one)
        half = stage.picture_now()
    between.show_network(Network([2, 4, 1], seed=4).with_parameters(weights, first.biases))
    assert same(half, picture(between))
    animation.finish()
    animation.clean_up_from_scene(stage)
    assert same(stage.picture_now(), picture(small(5))) or kind is manim.TransformFromCopy


@pytest.mark.parametrize("kind", [manim.Transform, manim.ReplacementTransform, manim.FadeTransform])
def test_networks_of_other_sizes_are_cross_faded(stage, kind):
    one, other = small(), large()
    stage.add(one)
    first, last = picture(small()), picture(large())
    animation = kind(one, other, rate_func=manim.linear)
    half = at(stage, animation, 0.5)
    assert not same(half, first) and not same(half, last)
    ink = [np.abs(frame - first[0, 0]).sum() for frame in (first, half, last)]
    assert 0.3 * min(ink) < ink[1] < 1.2 * max(ink)
    animation.finish()
    animation.clean_up_from_scene(stage)
    assert same(stage.picture_now(), last)


def test_become_takes_all(stage):
    one = small().shift(RIGHT)
    one.become(large())
    assert same(picture(one), picture(large())) and one.sizes == (2, 8, 1)
    title = Heading(800, 90, "One").become(Heading(800, 90, "Another"))
    assert same(picture(title), picture(Heading(800, 90, "Another")))
    with pytest.raises(NotForPainted, match="a Heading cannot become a NetworkDiagram; let one fade out"):
        title.become(small())


def test_what_only_moves_keeps_what_others_change_meanwhile(stage):
    """A Tween beside a movement: the movement must not bring the old look back."""
    title = Heading(800, 90, "One")
    animation = title.animate.shift(RIGHT).build()
    at(stage, animation, 0.2)
    title.text = "Two"
    animation.interpolate(0.8)
    assert title.text == "Two" and title.blend is None


@pytest.mark.parametrize(
    "way", ["set_color", "set_fill", "set_stroke", "set_style", "fade_to", "set_color_by_gradient"]
)
def test_colours_come_by_the_theme(way):
    with pytest.raises(NotForPainted, match=r"a NetworkDiagram has the colours of its theme; write NetworkDiagram\("):
        getattr(small(), way)(RED)
    with pytest.raises(NotForPainted, match="colours of its theme"):
        getattr(small().animate, way)(RED)


VECTORS_ONLY = [manim.Create, manim.Uncreate, manim.Write, manim.Unwrite, manim.DrawBorderThenFill, manim.VGroup]


@pytest.mark.parametrize("kind", VECTORS_ONLY)
def test_what_only_vectors_can_do_says_what_to_use(kind):
    class Wrong(StageScene):
        def construct(self):
            kind(small())

    with (
        tempconfig({**SIZE, "progress_bar": "none"}),
        pytest.raises(NotForPainted, match="they come by FadeIn and go by FadeOut, and stand together in a Group"),
    ):
        Wrong().render()


def test_other_mistakes_stay_what_they_are():
    class Wrong(StageScene):
        def construct(self):
            len(3)

    with tempconfig({**SIZE, "progress_bar": "none"}), pytest.raises(TypeError, match="has no len"):
        Wrong().render()


def test_it_is_flat():
    class Tilt(StageScene, manim.ThreeDScene):
        pass

    with tempconfig(SIZE):
        with pytest.raises(NotForPainted, match="a StageScene is flat and cannot be tilted; leave ThreeDScene out"):
            Tilt()
        opengl = tempconfig({"renderer": "opengl"})
        with opengl, pytest.raises(NotForPainted, match="leave --renderer=opengl out"):
            StageScene()
