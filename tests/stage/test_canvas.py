"""Words must break where they fit, keep their width at every resolution, and be noted where they stand."""

import cairo
import numpy as np
import pytest

from scenes.stage.drawing import Canvas, Sheets, shortened, text_width, wrap

FONT = "DejaVu Sans"


def canvas_of(width=200, height=100, scale=1.0, **options):
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
    context = cairo.Context(surface)
    context.scale(scale, scale)
    return surface, Canvas(context, FONT, **options)


def pixels(surface):
    surface.flush()
    return np.frombuffer(surface.get_data(), np.uint8).reshape(surface.get_height(), surface.get_width(), 4)


@pytest.mark.parametrize("width", [160, 300, 700, 2000])
def test_no_line_is_wider_than_its_box(width):
    text = "Every synapse gets its share of the blame, and changes a little."
    lines = wrap(text, width, 30, FONT)
    assert " ".join(lines) == text
    assert all(text_width(line, 30, FONT) <= width for line in lines)


def test_lines_are_of_like_length():
    first, second = wrap("one two three four five six seven eight nine ten", 420, 30, FONT)
    assert 0.6 < text_width(first, 30, FONT) / text_width(second, 30, FONT) < 1.6


def test_a_word_wider_than_the_box_stands_alone():
    assert wrap("a incomprehensibilities b", 100, 30, FONT) == ["a", "incomprehensibilities", "b"]


def test_a_line_break_stays():
    assert wrap("one\ntwo", 500, 30, FONT) == ["one", "two"]


def test_text_widths_grow_with_the_size():
    assert text_width("60,000", 60, FONT) == pytest.approx(2 * text_width("60,000", 30, FONT))


def test_a_colour_comes_out_red_first():
    # manim's frames are red, green, blue, alpha.
    surface, canvas = canvas_of()
    canvas.box(0, 0, 200, 100, (1.0, 0.5, 0.0))
    assert pixels(surface)[50, 100].tolist() == [255, 128, 0, 255]


def test_opacity_multiplies_alpha():
    surface, canvas = canvas_of(opacity=0.5)
    canvas.box(0, 0, 200, 100, (1.0, 1.0, 1.0), 0.5)
    assert abs(int(pixels(surface)[50, 100, 3]) - 64) <= 1


def test_a_glow_is_brightest_in_its_middle_and_gone_at_its_rim():
    surface, canvas = canvas_of()
    canvas.glow(100, 50, 40, (1.0, 1.0, 1.0))
    alpha = pixels(surface)[50, :, 3].astype(int)
    assert alpha[100] > 230 and alpha[140:].max() <= 1 and (np.diff(alpha[100:140]) <= 0).all()


def test_texts_are_noted_where_they_stand():
    placed = []
    _, canvas = canvas_of(scale=0.5, placed=placed)
    width = canvas.text("60,000", 40, 50, 30, (1.0, 1.0, 1.0), align=0.5)
    left, top, right, bottom = placed[0].box
    assert right - left == pytest.approx(width / 2)
    assert (left + right) / 2 == pytest.approx(20)
    assert (top + bottom) / 2 == pytest.approx(25)


def test_an_image_fills_its_box_with_its_own_colours():
    surface, canvas = canvas_of()
    picture = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]]], np.uint8)
    canvas.image(picture, 20, 10, 80, 60, smooth=False)
    # The frame's bytes are red first.
    assert pixels(surface)[12, 22, :3].tolist() == pixels(surface)[38, 58, :3].tolist() == [255, 0, 0]
    assert pixels(surface)[12, 98, :3].tolist() == [0, 255, 0]
    assert pixels(surface)[68, 22, :3].tolist() == [0, 0, 255]
    outside = pixels(surface).copy()
    outside[10:70, 20:100] = 0
    assert not outside.any()


def test_a_smooth_image_passes_from_colour_to_colour_and_a_pale_one_lets_the_ground_through():
    surface, canvas = canvas_of(opacity=0.5)
    canvas.box(0, 0, 200, 100, (1.0, 1.0, 1.0))
    picture = np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8)
    canvas.image(picture, 0, 0, 200, 100)
    row = pixels(surface)[50, :, 0].astype(int)
    assert (np.diff(row) >= 0).all()
    assert len(set(row.tolist())) > 20
    assert row[0] == pytest.approx(64, abs=2)


def test_text_that_is_too_wide_is_cut():
    assert shortened("triangle", 200, 22, FONT) == "triangle"
    cut = shortened("quadrilateral", 90, 22, FONT)
    assert cut.startswith("quad") and cut.endswith("…") and text_width(cut, 22, FONT) <= 90
    assert shortened("wide", 1, 22, FONT) == "…"
    for words in ("I don't know", "triangle", "something else"):
        full = text_width(words, 26, FONT)
        assert shortened(words, 150.0, 26 * 150.0 / full, FONT) == words


def test_what_stands_still_is_painted_once_and_copied_exactly():
    def fresh():
        surface = cairo.ImageSurface(cairo.FORMAT_RGB24, 60, 40)
        context = cairo.Context(surface)
        context.scale(1.5, 1.5)
        return surface, Canvas(context, FONT)

    painted, sheets = [], Sheets()

    def draw(sheet):
        painted.append(sheet)
        sheet.box(5, 5, 10, 10, (1.0, 0.5, 0.0))

    pictures = []
    for version in ("a", "a", "b"):
        surface, canvas = fresh()
        canvas.drawn_once(sheets, "box", (4, 4, 12, 12), draw, version=version)
        pictures.append(bytes(surface.get_data()))
    assert len(painted) == 2, "the second time it is copied, in another version drawn anew"
    direct, canvas = fresh()
    canvas.box(5, 5, 10, 10, (1.0, 0.5, 0.0))
    assert pictures[0] == pictures[1] == pictures[2] == bytes(direct.get_data())
    # Elsewhere it is another picture; and a sheet is no larger than what is copied.
    _, canvas = fresh()
    canvas.context.translate(0.25, 0)
    canvas.drawn_once(sheets, "box", (4, 4, 12, 12), draw, version="b")
    assert len(painted) == 3
    assert sheets["box"][1].get_width() <= 20
