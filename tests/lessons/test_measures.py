"""What measures films finds what is wrong: it is shown frames that were broken on purpose, and right ones."""

from dataclasses import replace

import numpy as np
import pytest
from manim import tempconfig

from nnlib import Network
from scenes.stage import NetworkDiagram, Painted, StageScene
from scenes.stage.drawing import NIGHT, Box, blend

from .measures import (
    Sample,
    bare_at_first,
    flashing,
    in_blocks,
    networks,
    outside,
    overlapping,
    pale,
    taken_at_the_end,
    too_small,
)

WIDE = {"pixel_width": 426, "pixel_height": 240, "frame_width": 14.2, "frame_height": 8.0, "dry_run": True}


class Sheet(Painted):
    """Whatever a test paints on a sheet as large as the frame."""

    def __init__(self, *strokes):
        super().__init__(1917, 1080)
        self.strokes = strokes

    def draw(self, canvas):
        for stroke in self.strokes:
            stroke(canvas)


def words(text="some words", x=300.0, y=300.0, size=38.0, colour=NIGHT.ink, alpha=1.0):
    return lambda canvas: canvas.text(text, x, y, size, colour, alpha)


def patch(x, y, width, height, colour):
    return lambda canvas: canvas.box(x, y, width, height, colour)


def frame(*strokes, caption=""):
    with tempconfig(WIDE):
        scene = StageScene()
        scene.add(Sheet(*strokes))
        picture, texts = scene.picture_and_texts()
        return Sample("now", picture, tuple(texts), caption=caption)


def test_texts_laid_over_each_other_are_found():
    assert list(overlapping(frame(words(), words("others", 400, 310)))) == ["now: 'some words' overlaps 'others'"]
    assert not list(overlapping(frame(words(), words("next line", 300, 340))))
    # One gives way to another in its place, or has receded: only one of them is at full strength.
    assert not list(overlapping(frame(words(), words("others", 400, 310, alpha=0.4))))


@pytest.mark.parametrize(
    ("x", "y", "told"),
    [
        (-20, 300, "leaves the frame"),
        (1800, 300, "leaves the frame"),
        (300, 5, "leaves the frame"),
        (300, 1020, "below 95 %"),
        (300, 960, "below 88 %"),
    ],
)
def test_texts_that_leave_their_room_are_found(x, y, told):
    (found,) = outside(frame(words(x=x, y=y)))
    assert told in found


def test_texts_in_their_room_are_no_finding():
    assert not list(outside(frame(words(), words("a caption", y=960), caption="a caption\nof two lines")))
    cut = frame(words(x=-20))
    assert not list(outside(replace(cut, moving=True)))  # a camera that moves cuts what comes into its frame
    assert not list(outside(frame(words(x=-900))))  # what is not in the picture is not seen to leave it


def test_what_leaves_the_frame_is_found():
    sample = frame()
    boxes = {"inside": (0.0, 0.0, 426.0, 240.0), "outside": (-2.0, 0.0, 100.0, 100.0)}
    found = list(outside(Sample("now", sample.picture, (), boxes=tuple(boxes.items()))))
    assert found == ["now: a outside leaves the frame"]


def test_type_that_is_too_small_is_found():
    assert list(too_small(frame(words(size=23)))) == ["now: 'some words' is 23.0 px high"]
    assert not list(too_small(frame(words(size=24))))


def test_numbers_on_neurons_that_are_too_small_are_found():
    with tempconfig(WIDE):
        scene = StageScene()
        diagram = scene.build(NetworkDiagram, Box(300, 200, 1000, 600), Network([2, 3, 1], seed=1))
        scene.add(diagram)
        assert networks(scene) == [diagram]
        x, y = scene.camera.to_pixels(diagram.neuron_at(1, 0)).tolist()
    neurons = ((x, y),)
    sizes = {"0.62": (27.0, True), "0.63": (28.0, False), "h": (25.0, False)}
    for text, (size, wrong) in sizes.items():
        sample = frame(lambda canvas, t=text, s=size: canvas.text(t, x * 4.5, y * 4.5, s, NIGHT.ink, align=0.5))
        found = list(too_small(Sample("now", sample.picture, sample.texts, neurons)))
        assert bool(found) == wrong, text


def test_pale_texts_are_found_and_figures_may_be_paler():
    def ground(share):
        return blend(NIGHT.ink, NIGHT.ground, share)

    def found(text, colour):
        return list(pale(frame(patch(200, 200, 600, 200, colour), words(text))))

    assert found("some words", NIGHT.ink)
    assert found("0.62", ground(0.3))
    assert found("some words", ground(0.5)) and not found("0.62", ground(0.5))
    assert not found("some words", NIGHT.ground)


def test_the_ground_is_what_is_painted_behind_a_text_and_not_the_themes():
    behind = patch(200, 200, 600, 200, NIGHT.signal)
    assert list(pale(frame(behind, words(colour=NIGHT.answer))))
    assert not list(pale(frame(behind, words(colour=NIGHT.ground))))
    rimmed = frame(behind, lambda canvas: canvas.text("words", 300, 300, 38, NIGHT.answer, rim=NIGHT.ground))
    assert not list(pale(rimmed))


def test_what_covers_a_text_makes_it_recede():
    over = frame(words(), words("others", 400, 310), lambda canvas: canvas.box(0, 0, 1900, 900, NIGHT.ground, 0.6))
    assert not list(overlapping(over))
    assert not over.full and len(over.texts) == 2
    assert len(frame(words(), words("others", 400, 500)).full) == 2
    # Nor does it come back by the letters that are written on what covers it.
    cover = lambda canvas: canvas.box(0, 0, 1900, 900, NIGHT.ground)  # noqa: E731
    assert len(frame(words(), cover, words("some woods", colour=NIGHT.answer)).full) == 1
    # Other letters on it do not.
    assert len(frame(words(), words("other letters", 300, 300)).full) == 2


def blinking(times, seconds=2, part=0.5, high=1.0, fps=15):
    """Return the light of a film in which a part of the frame is lit so many times a second."""
    frames = []
    for k in range(seconds * fps):
        light = np.full((24, 42), 0.05)
        lit = (k * 2 * times / fps) % 2 >= 1
        light[:, : round(42 * part)] = high if lit else 0.05
        frames.append(light)
    return frames


def test_flashes_are_found():
    assert list(flashing(blinking(5), 15))
    assert not list(flashing(blinking(2), 15))
    assert not list(flashing(blinking(5, part=0.2), 15)), "it is too small"
    assert not list(flashing(blinking(5, high=0.12), 15)), "it is too faint"


def test_what_fades_once_is_no_flash():
    fade = [np.full((24, 42), level) for level in np.linspace(0, 1, 30)]
    assert not list(flashing([*fade, *fade[::-1]], 15))


def test_blocks_have_the_light_of_their_pixels():
    picture = np.zeros((48, 96, 3), dtype=np.uint8)
    picture[:, 48:] = 255
    blocks = in_blocks(picture)
    assert blocks.shape == (24, 48)
    assert (blocks[:, :24] == 0).all() and blocks[:, 24:] == pytest.approx(1)


def test_a_bare_beginning_is_found():
    assert list(bare_at_first(frame()))
    assert not list(bare_at_first(frame(patch(100, 100, 400, 300, NIGHT.ink))))


def test_what_the_end_lacks_is_found():
    stays = patch(100, 300, 500, 300, NIGHT.ink)

    def ending(*strokes, network=True):
        sample = frame(*strokes)
        return list(taken_at_the_end([Sample("now", sample.picture, sample.texts, network=network)], True))

    assert not ending(stays)
    assert "no network stays" in " ".join(ending(stays, network=False))
    assert "nothing stays" in " ".join(ending())
    (found,) = ending(stays, patch(1320, 420, 30, 30, NIGHT.ink))
    assert "end screen" in found
