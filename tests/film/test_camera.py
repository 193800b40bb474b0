import manim
import numpy as np
import pytest

from scenes.film import PaintingCamera


@pytest.fixture
def camera(studio):
    return PaintingCamera()


def centre(camera):
    return camera.pixel_array[120, 213].tolist()


def test_what_is_painted_red_is_red_on_the_camera(camera, small_film):
    camera.capture_mobjects([small_film.Disc("#FF0000", alpha=1)])
    assert centre(camera) == [255, 0, 0, 255]


def test_painted_and_ordinary_mobjects_lie_over_each_other_in_order(camera, small_film):
    blue = manim.Square(fill_color="#0000FF", fill_opacity=1)
    red = small_film.Disc("#FF0000", alpha=1)
    for order, top in (([blue, red], [255, 0, 0]), ([red, blue], [0, 0, 255])):
        camera.reset()
        camera.capture_mobjects(order)
        assert centre(camera)[:3] == top


def test_submobjects_are_painted_once_and_by_z_index(camera, small_film):
    below, above = small_film.Disc("#00FF00", alpha=1), small_film.Disc("#FF0000")
    above.set_z_index(1)
    camera.capture_mobjects([manim.Group(above, below), above])
    assert centre(camera)[:3] == pytest.approx([128, 127, 0], abs=1)


def test_pixels(camera):
    corner = [-camera.frame_width / 2, camera.frame_height / 2, 0]
    np.testing.assert_allclose(camera.to_pixels([corner, manim.ORIGIN]), [[0, 0], [213, 120]], atol=1e-9)
    assert camera.to_pixels(manim.ORIGIN).shape == (2,)


def test_a_painter_leaves_no_trace_in_the_context(camera, small_film):
    class Careless(small_film.Disc):
        def paint(self, ctx, camera):
            ctx.scale(3, 3)
            ctx.rectangle(0, 0, 500, 500)
            ctx.clip()
            ctx.rectangle(0, 0, 500, 500)

    camera.capture_mobjects([Careless(), small_film.Disc("#FF0000", alpha=1)])
    assert centre(camera)[:3] == [255, 0, 0]
    assert camera.pixel_array[5, 5, :3].tolist() == [0, 0, 0]


def test_background_digest_follows_the_background(camera):
    before = camera.background_digest
    assert camera.background_digest == before
    camera.background_color = manim.ManimColor("#0E1116")
    assert camera.background_digest != before
