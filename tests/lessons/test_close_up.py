"""The camera moves in on what is talked about: in time, eased, and back; and what it then shows is recorded."""

from pathlib import Path

import numpy as np
import pytest

from scenes.config import load_config
from scenes.output import Job, order_for, plan, render_range
from scenes.stage.lesson.beats import crossed_since
from scenes.stage.network import Lens
from scenes.stage.panels import WeightPath

LESSONS = ("xor", "boundary", "backprop", "shapes")
FEWER = {"shapes": {"data": {"n": 400}, "training": {"epochs": 3}}}  # it trains two networks
SHORT = {"training": {"epochs": 300}, "pacing": {"shown": [2, 20, 300], "seconds": None}}
EVERY = 0.1  # seconds


def widths(scene):
    """Return how much of the whole frame's width the camera sees, again and again through the film."""
    times = np.arange(0, scene.timeline.seconds, EVERY)
    seen = scene.frames_at(times, lambda: scene.camera.view[1:2])
    return np.array(seen)[:, 0] / scene.camera.whole[1]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("lesson", LESSONS)
def test_it_moves_in_rests_and_moves_back(lesson, aspect, stage, variant):
    with stage(lesson, variant(lesson, format={"aspect": aspect}, **FEWER.get(lesson, {}))) as scene:
        scene.make_ready()
        seen = widths(scene)
    change = np.sign(np.round(np.diff(seen), 9)).astype(int)
    edges = np.flatnonzero(np.diff(change)) + 1
    stretches = [(int(part[0]), len(part) * EVERY) for part in np.split(change, edges)]
    moves = [(way, seconds) for way, seconds in stretches if way]
    assert [way for way, _ in moves] in ([-1, 1], [-1, 1, -1, 1])
    assert all(0.9 < seconds < 2.1 for _, seconds in moves)
    rests = [stretches[k + 1][1] for k, (way, _) in enumerate(stretches) if way < 0]
    assert min(rests) > 2.8
    # One neuron of backprop is looked at with all that it hears.
    assert seen[0] == seen[-1] == 1 and seen.min() < (0.9 if lesson == "backprop" else 0.7)


@pytest.mark.parametrize("lesson", LESSONS)
def test_without_a_camera_the_same_is_told(lesson, stage, variant):
    told, moved = [], []
    for camera in (True, False):
        with stage(lesson, variant(lesson, look={"camera": camera}, **FEWER.get(lesson, {}))) as scene:
            scene.make_ready()
            told.append([beat.words for beat in scene.beats])
            moved.append(widths(scene).min() < 1)
    assert told[0] == told[1]
    assert moved == [True, False]


def test_the_lens_and_the_path_are_recorded(stage):
    with stage("xor") as scene:
        seen = []

        def look(moment):
            if moment.startswith("flip"):
                seen.append({type(m): m for m in scene.mobjects if isinstance(m, (Lens, WeightPath))})

        beats = scene.rehearse(look)
        history = scene.history
        flip = next(flip for flip in history.flips() if flip.epoch - 1 in history.recorded)
    words = [text for beat in beats for text in beat.words]
    assert len(seen) == 2

    def weight(epoch):
        return float(history.at(epoch).weights[flip.layer][flip.source, flip.target])

    lens, path = (seen[-1][kind] for kind in (Lens, WeightPath))
    ends = [weight(epoch) for epoch in range(flip.epoch + 1)]
    assert path.epochs.tolist() == list(range(flip.epoch + 1)) and path.weights.tolist() == ends
    assert path.marked == (0, 5, 10, 15, 20)
    # Half as wide is half as strong; today's would hardly be seen, and is as thin as a band may be.
    then = np.abs([weight(epoch) for epoch in path.marked])
    np.testing.assert_allclose(lens.bands[:-1] / lens.bands[0], then[:-1] / then[0])
    assert lens.bands[-1] < 0.05 * lens.bands[0] and lens.moments == (0, 0.25, 0.5, 0.75, 1)
    assert path.drawn == lens.come == 1
    # Every seventh update ends a cycle; the others are those of the training.
    np.testing.assert_allclose(path.within[::7, 1], ends, atol=1e-9)
    assert path.within[-1, 0] == flip.epoch == 20
    first_above = next(epoch for epoch, value in enumerate(ends) if value > 0)
    assert any(text.startswith(f"Cycle {first_above} is the first to end above zero") for text in words)
    within = path.within[1:].reshape(20, 7, 2)[:, :, 1].max(axis=1) > 0
    assert f"from cycle {np.flatnonzero(within)[0] + 1} on" in " ".join(words)
    assert np.flatnonzero(within).tolist() == list(range(12, 20))


def test_since_when_a_weight_has_crossed_zero_within_epochs():
    def within(*weights):
        return np.column_stack([np.arange(len(weights)) / 2, weights])

    assert crossed_since(within(-3, -1, -2, 0.5, -1, 0.6, 0.1), True, 3) == 2
    assert crossed_since(within(-3, 1, -2, -0.5, -1, 0.6, 0.1), True, 3) is None  # in the epoch before it had not
    assert crossed_since(within(3, -1, 2, -0.5, 1, -0.6, -0.1), False, 3) == 1
    assert crossed_since(np.zeros((0, 2)), True, 3) is None


def test_a_run_that_does_not_change_its_sign_has_no_lens(stage, variant):
    calm = variant("xor", training={"epochs": 20, "learning_rate": 1e-4}, pacing={"shown": [2, 20], "seconds": None})
    with stage("xor", calm) as scene:
        scene.make_ready()
        assert not scene.history.flips()
        assert widths(scene).min() == 1


def test_a_range_across_a_move_is_filmed_as_in_the_whole_film(histories, stage, variant, tmp_path):
    path = variant("xor", **SHORT)
    with stage("xor", path) as scene:
        scene.make_ready()
        frames = scene.timeline.frames
        middles = (np.cumsum(frames) - np.array(frames) / 2) / scene.camera.frame_rate
        seen = scene.frames_at(middles, lambda: scene.camera.view[1:2])
    near = [play for play, (width,) in enumerate(seen) if width < seen[0][0]]
    found = plan(order_for(load_config(path), (426, 240, 5), histories))
    names = [Path(each or "").stem for each in found.writer.partial_movie_files]
    together = {segment.key: segment.content for segment in render_range(Job(found.film, tuple(near)))}
    for play in (near[0], near[len(near) // 2], near[-1]):
        (alone,) = render_range(Job(found.film, (play,)))
        assert alone.key == names[play] and alone.content == together[alone.key]
