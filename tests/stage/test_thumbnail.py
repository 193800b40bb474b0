"""A thumbnail shows few words and the network, large, and leaves the player's corner free."""

import numpy as np
import pytest
from manim import tempconfig

from nnlib import Network
from scenes.stage import THEMES, CaptionLine, Card, NetworkDiagram, Painted, StageScene, TextBlock
from scenes.stage.lesson import LARGE, WORDS, thumbnail_of


@pytest.fixture
def scene(tmp_path):
    size = {"pixel_width": 1280, "pixel_height": 720, "frame_width": 128 / 9, "frame_height": 8}
    with tempconfig({**size, "dry_run": True, "media_dir": str(tmp_path)}):
        yield StageScene()


def drawn(scene, mobjects):
    """Where a picture of these mobjects differs from its ground."""
    scene.clear()
    scene.add(*mobjects)
    picture = scene.renderer.picture(scene)[:, :, :3].astype(int)
    return np.abs(picture - picture[-1, -1]).max(axis=2) > 30


def inside(mask, box):
    rows, columns = np.nonzero(mask)
    scale = 720 / 1080
    left, top = box.x * scale, box.y * scale
    right, bottom = left + box.width * scale, top + box.height * scale
    edges = columns.min() - left, right - columns.max(), rows.min() - top, bottom - rows.max()
    return min(edges) >= -1  # a pixel may be covered in part


@pytest.mark.parametrize("sizes", [[3, 4, 1], [1, 1], [2, 5, 10, 5, 1], [30, 12, 12, 12, 4], [2, 2, 2, 2, 2, 2, 2]])
def test_any_network_is_large_and_inside_its_box(scene, sizes):
    diagram = NetworkDiagram(Network(sizes, seed=1), width=300, height=200, input_names=["a long name"] * sizes[0])
    (thumbnail,) = thumbnail_of([diagram], None)
    (with_words, _) = thumbnail_of([diagram], "Two words")
    assert inside(drawn(scene, [with_words]), LARGE)
    alone, smaller = drawn(scene, [thumbnail]), drawn(scene, [diagram])
    assert np.ptp(np.nonzero(alone)[1]) > 2.5 * np.ptp(np.nonzero(smaller)[1])
    assert diagram.design_size == (300, 200) and diagram.spec.layer_names, "the one on the stage is left alone"


@pytest.mark.parametrize(
    "words", ["Why?", "Can she find the rule?", "Eins\nzwei drei", "Donaudampfschifffahrtsgesellschaft"]
)
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_words_fit_and_are_as_large_as_they_can_be(scene, words, theme):
    (block,) = thumbnail_of([], words, THEMES[theme])
    scene.camera.background_color = "#808080"
    mask = drawn(scene, [block])
    assert inside(mask, WORDS)
    rows, columns = np.nonzero(mask)
    assert max(np.ptp(columns) / (WORDS.width / 1.5), np.ptp(rows) / (WORDS.height / 1.5)) > 0.8 or block.size > 200


def test_of_several_networks_the_largest_is_taken():
    small, large = (NetworkDiagram(Network([2, n, 1], seed=1), width=100 * n) for n in (3, 5))
    assert thumbnail_of([small, large], None)[0].sizes == (2, 5, 1)
    large.set_opacity(0.2)
    assert thumbnail_of([small, large], None)[0].sizes == (2, 3, 1)


def test_without_a_network_the_largest_thing_that_is_no_text_is_taken(scene):
    caption, card = CaptionLine(900, 100), Card(800, 900)
    assert thumbnail_of([caption, card, TextBlock(900, 900, "words")], None) == []
    chart = Chart(400, 100)
    (shown, _) = thumbnail_of([caption, card, chart], "Two words")
    assert isinstance(shown, Chart) and inside(drawn(scene, [shown]), LARGE)
    assert np.ptp(np.nonzero(drawn(scene, [shown]))[1]) > 600, "as large as it fits"


class Chart(Painted):
    """Something to look at that is no network."""

    def draw(self, canvas):
        canvas.box(0, 0, *self.design_size, self.theme.positive)
