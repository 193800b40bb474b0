"""Single frames of a lesson are those of the film, also in the middle of a movement."""

import numpy as np
import pytest

SHORT = {"training": {"epochs": 20, "snapshots": 50}, "pacing": {"cycles": "log", "shown": None, "count": 2}}


def filmed(scene, kept):
    """Film a lesson, and return some of its frames as they go to the encoder, with the number of all."""
    frames, count = {}, 0

    def add_frame(frame, num_frames=1):
        nonlocal count
        for number in range(count, count + num_frames):
            if number in kept:
                frames[number] = frame[:, :, :3].copy()
        count += num_frames

    scene.renderer.add_frame = add_frame
    scene.render()
    return frames, count


@pytest.fixture
def short(variant):
    return variant("xor", **SHORT)


def test_they_are_the_frames_of_the_film(stage, short):
    with stage("xor", short) as scene:
        scene.rehearse()
        fps, total = scene.timeline.fps, sum(scene.timeline.frames)
        # One in the middle of a movement, first and last frames of plays, and some wherever they fall.
        plays = np.cumsum((0, *scene.timeline.frames))
        numbers = {0, total - 1, *plays[5:8], *(plays[5:8] - 1), *range(40, total, 97)}
    with stage("xor", short) as scene:
        expected, count = filmed(scene, numbers)
    assert count == total
    with stage("xor", short) as scene:
        order = sorted(numbers, reverse=True)
        pictures = scene.frames_at([number / fps for number in order])
    assert len(pictures) == len(order) > 20
    for number, picture in zip(order, pictures, strict=True):
        assert picture.shape == (240, 426, 3)
        assert np.array_equal(picture, expected[number]), number


def test_times_beyond_the_film_show_its_ends(stage, short):
    with stage("xor", short) as scene:
        before, first, last, after = scene.frames_at([-1.0, 0.0, 10_000.0, scene_length(scene)])
    assert np.array_equal(before, first) and np.array_equal(last, after)
    assert not np.array_equal(first, last)


def scene_length(scene):
    scene.rehearse()
    return scene.timeline.seconds


def test_looking_leaves_the_film_as_it_was(stage, short):
    with stage("xor", short) as scene:
        once, again = scene.frames_at([12.0]), scene.frames_at([12.0])
        assert np.array_equal(once, again)
        expected, _ = filmed(scene, {180})
        assert np.array_equal(once[0], expected[180])
