"""The camera moves in on what is talked about, and back: ``self.camera.frame``, as manim has it."""

from pathlib import Path

import numpy as np
import pytest
from manim import ORIGIN, Dot, tempconfig
from manim import config as manim_config

from nnlib import Network
from scenes import ROOT
from scenes.config import load_config, scene_of
from scenes.stage import Heading, NetworkDiagram, StageScene

NET = Network([3, 4, 1], seed=2)


class CloseUp(StageScene):
    """A network, looked at close up and from afar."""

    def construct(self):
        self.diagram = self.build(NetworkDiagram, "network", NET)
        self.title = self.build(Heading, "title", "A title that stands still")
        self.add(self.diagram, self.title, Dot(self.diagram.neuron_at(1, 0), radius=0.3, color="#FF0000"))
        self.wait(0.2)
        self.play(self.camera.frame.animate.set(width=4).move_to(self.diagram.neuron_at(1, 0)), run_time=0.4)
        self.wait(0.2)
        self.play(self.camera.frame.animate.set(width=manim_config.frame_width).move_to(ORIGIN), run_time=0.4)
        self.wait(0.2)


def filmed(plays=None):
    scene = CloseUp()
    scene.renderer.plays = plays
    scene.render()
    return scene


def middle_of_red(frame):
    rows, columns = np.nonzero((frame[:, :, 0] > 150) & (frame[:, :, 1] < 60) & (frame[:, :, 2] < 60))
    return columns.mean(), rows.mean(), len(rows)


def test_it_moves_in_rests_and_moves_back_while_the_title_stands_still(studio, watch):
    scene = filmed()
    frames = [frame.astype(int) for frame in watch(scene.renderer.file_writer.movie_file_path).frames]
    far, near, back = frames[0], frames[len(frames) // 2], frames[-1]
    x, y, pixels = middle_of_red(near)
    assert (x, y) == (pytest.approx(212.5, abs=1), pytest.approx(119.5, abs=1))
    enlarged = manim_config.frame_width / 4
    assert pixels == pytest.approx(middle_of_red(far)[2] * enlarged**2, rel=0.1)
    assert np.abs(far - back).max() < 25  # an encoder keeps no pixel exactly
    sizes = [middle_of_red(frame)[2] for frame in frames]
    half = len(sizes) // 2
    assert (np.diff(sizes[:half]) > -20).all() and (np.diff(sizes[half:]) < 20).all()  # never back and forth
    title = slice(0, 24)
    words = far[title].max(axis=2) > 150
    assert words.sum() > 100
    for frame in frames:
        assert np.abs(frame[title] - far[title])[words].max() < 30


def test_what_is_close_is_drawn_not_enlarged(studio):
    """A network under the camera is the picture of one that is as large and stands there."""
    with tempconfig({"dry_run": True}):
        scene, other = StageScene(), StageScene()
    diagram = NetworkDiagram(NET)
    place = diagram.neuron_at(1, 0)
    scene.add(diagram)
    scene.camera.frame.scale(0.25).move_to(place)
    large = NetworkDiagram(NET).scale(4, about_point=place).shift(-place)
    other.add(large)
    near, drawn = scene.picture_now().astype(int), other.picture_now().astype(int)
    assert near.std() > 10
    assert np.abs(near - drawn).max() <= 2


def test_close_up_a_dense_network_is_copied_from_a_sheet_that_is_as_sharp(studio):
    """Its synapses are drawn in a few sizes only; nobody sees the difference to what is drawn for each frame."""
    with tempconfig({"dry_run": True}):
        scene, other = StageScene(), StageScene()
    dense = Network([10, 12, 12, 12, 4], seed=3)
    diagram = NetworkDiagram(dense)
    place = diagram.neuron_at(1, 5)
    scene.add(diagram)
    drawn = []
    for zoom in (1.5, 1.55, 1.6):
        scene.camera.look_at_all()
        scene.camera.frame.scale(1 / zoom).move_to(place)
        near = scene.picture_now().astype(int)
        sheets = [surface for _, surface in diagram._cached_sheets.values()]
        drawn.append(sheets)
        large = NetworkDiagram(dense).scale(zoom, about_point=place).shift(-place)
        other.clear().add(large)
        exact = other.picture_now().astype(int)
        assert np.abs(near - exact).mean() < 5 and np.corrcoef(near.ravel(), exact.ravel())[0, 1] > 0.95
    assert all(one is two and two is three for one, two, three in zip(*drawn, strict=True))


def test_plays_that_are_filmed_alone_look_as_in_the_whole_film(studio):
    """The camera is where the plays that are passed over have left it."""
    whole = filmed()
    paths = [Path(path) for path in whole.renderer.file_writer.partial_movie_files]
    expected = [path.read_bytes() for path in paths]
    assert len(set(expected)) == len(expected) == 5 or expected[0] == expected[-1]
    for path in set(paths):
        path.unlink()
    part = filmed(frozenset([2, 3]))
    again = [Path(path) for path in part.renderer.file_writer.partial_movie_files if path]
    assert again == paths[2:4]
    assert [path.read_bytes() for path in again] == expected[2:4]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_a_lesson_begins_with_the_whole_frame_each_time_it_is_performed(tmp_path, aspect):
    xor, seen = scene_of("xor"), []

    class Near(xor):
        def construct(self):
            self.beat("near")
            seen.append(self.camera.view[1])
            diagram = self.build(NetworkDiagram, "network", self.history.network(0))
            self.play(self.camera.frame.animate.set(width=3).move_to(diagram.neuron_at(0, 1)), run_time=1)
            self.add(diagram)
            self.hold(1)
            seen.append(self.camera.view[1])

    options = {"pixel_width": 426, "pixel_height": 240, "frame_rate": 10, "dry_run": True, "media_dir": str(tmp_path)}
    with tempconfig({**options, "progress_bar": "none"}):
        changes = {"format.aspect": aspect, "pacing.seconds": "null", "training.epochs": "20", "pacing.cycles": "log"}
        scene = Near(settings=load_config(ROOT / "configs" / "xor.yaml", overrides=changes))
        width, height, pixels = manim_config.frame_width, manim_config.frame_height, scene.camera.pixel_width
        assert scene.camera.view[1:] == (width, height)
        scene.make_ready()
        first, last = scene.frames_at([0.0, scene.timeline.seconds])
    assert seen == pytest.approx([width, 3, width, 3])
    assert width / height == pytest.approx(pixels / scene.camera.pixel_height)
    assert np.abs(first.astype(int) - last).sum() > 0
