"""Numbers that fly to a formula and from it, every tenth of a second: they meet no text, and no third one flies."""

import itertools

import numpy as np
import pytest

from scenes.stage import Formula
from scenes.stage.drawing import frame_size
from scenes.stage.formulas import typeset

FULL = 0.9  # alpha from which on something is at full strength


def on_frame(point):
    """Return where a point of the scene lies in the frame, in design pixels."""
    width, height = frame_size()
    return width / 2 + point[0] * 1080 / 8, height / 2 - point[1] * 1080 / 8


def box_of(formula, index, mark):
    """Return left, top, right and bottom of a part as it is drawn, in design pixels of the frame."""
    left, top, right, bottom = (formula.size * x for x in typeset(formula.source).pieces[index][1].box)
    x, y = (left + right) / 2 + mark.x, (top + bottom) / 2 + mark.y
    half, low = mark.scale * (right - left) / 2, mark.scale * (bottom - top) / 2
    (left, top), (right, bottom) = (on_frame(formula.point_at(x + side * half, y + side * low)) for side in (-1, 1))
    return left, top, right, bottom


def flying(formula):
    """Return the boxes of what is in the air, each with its part."""
    found = [(k, mark) for k, mark in enumerate(formula.marks) if (mark.x, mark.y) != (0, 0)]
    found += [(k, mark) for k, mark in formula.copies if (mark.x, mark.y) != (0, 0)]
    return [(k, box_of(formula, k, mark)) for k, mark in found if mark.alpha >= FULL]


def overlap(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down)


def texts_of(scene, formulas, air):
    """Return the boxes of all texts at full strength: those that flights have dimmed are not."""
    unit = min(scene.camera.pixel_width, scene.camera.pixel_height) / 1080
    veils = []
    for formula in formulas:
        for veil in formula.veils:
            x, y = on_frame(formula.middle_of(formula.names[veil.index]))
            left, top, right, bottom = veil.box
            veils.append((x + left, y + top, x + right, y + bottom))
    others = [m for m in scene.mobjects if m not in formulas and m.has_points() and hasattr(m, "design_size")]
    boxes = [
        (text.text, tuple(x / unit for x in text.box))
        for text in scene.placed_texts(*others)
        if text.alpha >= FULL and text.text.strip()
    ]
    for formula in formulas:
        up = [k for k, _ in air.get(formula, [])]
        boxes += [
            (formula.names[k], box_of(formula, k, mark))
            for k, mark in enumerate(formula.marks)
            if mark.alpha >= FULL and mark.x == mark.y == 0 and k not in up
        ]
    return [(text, box) for text, box in boxes if not any(overlap(box, veil) > 4 for veil in veils)]


@pytest.mark.parametrize("aspect", ["16:9", "1:1", "9:16"])
def test_flights_take_lanes_where_nothing_is_written(aspect, stage, variant):
    seen, before = [], {}

    def look():
        formulas = [m for m in scene.mobjects if isinstance(m, Formula)]
        air = {formula: flying(formula) for formula in formulas}
        up = [box for each in air.values() for _, box in each]
        if up:
            now = {(formula, k): box for formula, each in air.items() for k, box in each}
            moving = [key for key, box in now.items() if np.abs(np.subtract(box, before.get(key, box))).max() > 1]
            seen.append(len(moving))
            assert len(moving) <= 2
            for one, other in itertools.combinations(up, 2):
                assert overlap(one, other) <= 0, "two flights meet"
            before.update(now)
            width, height = frame_size()
            for text, box in texts_of(scene, formulas, air):
                for one in up:
                    assert overlap(one, box) <= 0.5, (scene.caption.text, text)
            for left, top, right, bottom in up:
                assert left >= 0 and top >= 0 and right <= width and bottom <= height
        return np.zeros((1, 1, 3), np.uint8)

    with stage("backprop", variant("backprop", format={"aspect": aspect})) as scene:
        scene.make_ready()
        scene.frames_at(np.arange(0, scene.timeline.seconds, 0.1).tolist(), look)
    assert len(seen) > 60


def test_a_number_lands_exactly_on_its_glyphs(stage):
    """When a flight is over, the picture is that of the formula itself, to the pixel."""
    compared = []

    def look():
        for formula in [m for m in scene.mobjects if isinstance(m, Formula)]:
            if formula.veils or formula.copies or formula.ties or any(m.alpha not in (0, 1) for m in formula.marks):
                return np.zeros((1, 1, 3), np.uint8)
            fresh = formula.copy()
            fresh.marks = tuple(type(mark)(alpha=mark.alpha) for mark in formula.marks)
            before = scene.picture_now()
            scene.add(fresh).remove(formula)
            compared.append(bool((scene.picture_now() == before).all()))
            scene.add(formula).remove(fresh)
        return np.zeros((1, 1, 3), np.uint8)

    with stage("backprop") as scene:
        scene.make_ready()
        scene.frames_at(np.arange(14, 28, 0.5).tolist(), look)
    assert len(compared) > 10 and all(compared)
