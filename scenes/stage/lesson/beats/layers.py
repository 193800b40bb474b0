"""The beats of a run of label diffusion: what one layer does, how all of them fill the plane, and the sharp rule.

They need what the lesson has gathered: the ``run``, its ``clock``, ``plane``, ``bars`` and ``legend``, ``now`` (the
layer shown) and ``growing`` (the layer up to which only empty pixels copy).
"""

from __future__ import annotations

from manim import FadeIn, FadeOut

from nnlib import MajorityVote, border_share
from scenes.stage.diffusion.label_plane import LabelPlane
from scenes.stage.diffusion.landmarks import Piece, circles_around, first_copy, last_labelled
from scenes.stage.diffusion.layer_clock import FollowLayers, LayerClock, LayerHeading
from scenes.stage.diffusion.share_bars import RECEDED
from scenes.stage.diffusion.zoom import ZoomPlane
from scenes.stage.drawing.animation import Tween
from scenes.stage.lesson.beats.pieces import legend
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.panels.text import TextBlock

PATCH = 13  # pixels a side, where single links are shown
LAST_PATCH = 48  # around the last pixel
LEAD = 4  # layers before the last pixel is filled
SLOW = 0.5  # seconds a layer, where the last pixel is filled
FIRST_LAYERS = 3  # shown pixel by pixel
VOTES, VOTES_A_SECOND = 24, 8.0  # layers of the sharp rule
READ = 3.0  # seconds: so long stands what is said while layers run


def show_layer(scene: LessonScene, layer: int) -> None:
    """Let everything show this layer, as a cut: there is nothing between two layers."""
    for follower in (scene.plane, scene.bars, scene.heading):
        follower.show_layer(layer)
    scene.now = layer


def run_to(scene: LessonScene, layer: int, seconds: float | None = None, silent: bool = False) -> None:
    """Run through the layers up to this one, at the config's pace or in so many seconds; what was said may go."""
    if layer > scene.now:
        follow = [FollowLayers(m, scene.clock, scene.now, layer) for m in (scene.plane, scene.bars, scene.heading)]
        seconds = scene.clock.seconds(scene.now, layer) if seconds is None else seconds
        if silent:
            scene.say(None, *follow, run_time=seconds)
        else:
            scene.play(*follow, run_time=seconds)
        scene.now = layer


def one_layer(scene: LessonScene, name: str = "one layer") -> None:
    """From points to pixels, then one link, one copy, all links, and new ones in every layer."""
    scene.beat(name)
    run, plane, (pixel, around) = scene.run, scene.plane, first_copy(scene.run, PATCH)
    scene.heading = scene.build(LayerHeading, "title", scene.words.heading, scene.text("heading_detail"))
    muted = scene.theme.muted
    scene.note = scene.build(TextBlock, "note", scene.words.note, scene.theme.body, colour=muted, align=0.0)
    scene.say("pixels", FadeOut(scene.title), FadeIn(scene.heading), run_time=0.8)
    scene.hold(1.2)
    scene.play(Tween(plane, dots=0.0, painted=1.0), FadeOut(scene.legend), run_time=1.0)
    labelled = int((run.layer(0) > 0).sum())
    shares = Tween(scene.bars, areas=1.0)
    scene.say("pixels_empty", shares, run_time=1.2, labelled=labelled, share=float(run.unlabelled[0]))
    scene.hold(1.6)
    scene.say(None, ZoomPlane(plane, around), run_time=1.8)
    scene.legend = legend(scene, "link", "weak_link")
    if pixel:
        plane.pixel = pixel
        scene.say("link_one", Tween(plane, pixel_shown=1.0, choices=1.0), run_time=1.2)
        scene.hold(1.0)
        one, sign = Tween(plane, choices=0.0, own_link=1.0), FadeIn(scene.legend.set_named(("link",)))
        scene.play(one, sign, run_time=1.0)
        scene.hold(0.6)
        scene.say("link_copy", Tween(plane, copied=1.0), run_time=1.2)
        scene.hold(1.2)
    signs = scene.legend.reveal() if pixel else FadeIn(scene.legend)
    scene.say("link_all", Tween(plane, links=1.0), signs, run_time=1.0)
    scene.hold(1.0)
    show_layer(scene, 1)
    plane.copied = 0.0
    scene.hold(1.2)
    scene.play(Tween(plane, links=0.0, own_link=0.0, pixel_shown=0.0), run_time=0.5)
    scene.say("untrained", FadeIn(scene.note), run_time=0.6)
    for layer in range(2, min(FIRST_LAYERS, run.layers) + 1):
        plane.link_layer = layer
        scene.play(Tween(plane, links=1.0), run_time=0.5)
        scene.hold(0.3)
        show_layer(scene, layer)
        scene.hold(0.4)
        scene.play(Tween(plane, links=0.0), run_time=0.4)
    scene.say(None, ZoomPlane(plane), FadeOut(scene.legend), run_time=1.8)


def growth(scene: LessonScene, name: str = "growth") -> None:
    """Layer after layer: the regions grow, the borders dissolve, the last pixel is filled."""
    scene.beat(name)
    run, full, events = scene.run, scene.run.first_full_layer, []
    if scene.growing > scene.now:
        scene.say("grow", run_time=0.6, layer=scene.growing)
        events.append((scene.growing, _pause_where_growth_ends))
    elif run.layers > scene.now:
        scene.say("dissolve_from_start", run_time=0.6)
    scene.hold(0.6)
    if full is not None and full > scene.now:
        # Where growth ends within the last few layers before that, it is told first.
        begin = max(scene.now, full - LEAD, scene.growing if scene.growing < full else 0)
        events.append((begin, _fill_the_last_pixel))
    for layer, tell in sorted(events, key=lambda event: event[0]):
        _run_on(scene, layer)
        tell(scene)
    _run_on(scene, run.layers)
    if full is None:
        scene.say("not_full", run_time=0.6, share=float(run.unlabelled[-1]))
    scene.hold(0.8)
    scene.still("layers")


def majority(scene: LessonScene, name: str = "majority") -> None:
    """The sharp rule beside the random one, from the same points."""
    scene.beat(name)
    run, words = scene.run, scene.words
    sharp = MajorityVote(run.layer(0), scene.settings.diffusion.window // 2, run.groups, VOTES)
    one = scene.build(LabelPlane, "first", run, run.points)
    other = scene.build(LabelPlane, "second", sharp, run.points)
    titles = [
        scene.build(LayerHeading, "first_title", words.rule_links),
        scene.build(LayerHeading, "second_title", words.rule_vote),
    ]
    for follower in (one, titles[0]):
        follower.show_layer(run.layers)
    other.dots = 1.0
    # The planes come while all else goes, so that the stage is never bare; the words over them come after.
    appear = [*scene.change_to(*titles), *[FadeIn(m, rate_func=_at_once) for m in (one, other)]]
    scene.say("vote", *appear, run_time=1.4)
    scene.hold(0.8)
    scene.play(Tween(other, dots=0.0), run_time=0.5)
    clock = LayerClock(sharp, VOTES_A_SECOND)
    follow = [FollowLayers(m, clock, 0, VOTES) for m in (other, titles[1])]
    scene.play(*follow, run_time=clock.seconds(0, VOTES))
    crisp, fuzzy = border_share(sharp.layer(VOTES)), border_share(run.layer(run.layers))
    borders = [Tween(m, borders=1.0) for m in (one, other)]
    scene.say("vote_sharp" if crisp < fuzzy else "vote_not", *borders, run_time=1.4, sharp=crisp, fuzzy=fuzzy)
    scene.hold(1.8)
    scene.still("rules")


def _at_once(share: float) -> float:
    """Return how far that is which comes while something else goes."""
    return min(1.0, 2.5 * share)


def _run_on(scene: LessonScene, layer: int) -> None:
    """Run to a layer; what is said goes when it has been read."""
    rate = scene.clock.rate
    run_to(scene, min(layer, scene.now + round(READ * rate)))
    run_to(scene, min(layer, scene.now + max(1, round(0.5 * rate))), silent=True)
    run_to(scene, layer)


def _pause_where_growth_ends(scene: LessonScene) -> None:
    """Tell what is empty when coloured pixels begin to copy."""
    share = float(scene.run.unlabelled[scene.now])
    if share > 0:
        scene.say("grow_stop", run_time=0.6, layer=scene.now, share=share)
        scene.hold(1.6)
    if scene.now < scene.run.layers:
        scene.say("dissolve", run_time=0.6)
        scene.hold(0.6)


def _fill_the_last_pixel(scene: LessonScene) -> None:
    """Ring the last empty pixels, go near, and watch them being filled."""
    size = scene.run.size
    layer, pixels = last_labelled(scene.run)
    _ring_what_is_empty(scene)
    scene.hold(1.0)
    near = ZoomPlane(scene.plane, Piece.around(pixels[0], LAST_PATCH, size))
    scene.play(near, Tween(scene.bars, opacity=RECEDED), run_time=1.4)
    if scene.now < layer - 1:
        run_to(scene, layer - 1, SLOW * (layer - 1 - scene.now), silent=True)
        _ring_what_is_empty(scene)
        scene.hold(0.6)
    run_to(scene, layer, SLOW)
    scene.say("last_filled" if len(pixels) == 1 else "last_filled_many", run_time=0.6, layer=layer)
    scene.hold(1.4)
    scene.play(ZoomPlane(scene.plane), Tween(scene.plane, ringed=0.0), run_time=1.2)
    if layer < scene.growing:
        scene.say("resting", run_time=0.6, layer=scene.growing)
        scene.hold(0.6)


def _ring_what_is_empty(scene: LessonScene) -> None:
    """Say how many pixels are still empty, with a ring around them."""
    empty = scene.run.layer(scene.now) == 0
    scene.plane.rings, count = circles_around(empty), int(empty.sum())
    key = "last_one" if count == 1 else "last_many"
    scene.say(key, Tween(scene.plane, ringed=1.0), run_time=0.8, layer=scene.now, count=count)
