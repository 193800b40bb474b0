"""What the tests of the lessons share: a lesson in a small frame, filmed from any variant of its config."""

import importlib
import itertools
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from manim import tempconfig

from scenes import ROOT
from scenes.stage import PuzzleTable

# Long edges of frames of 240 pixels: 16:9 is rounded to an even number, as the encoder wants it.
SIZE = {"pixel_width": 426, "pixel_height": 240, "frame_rate": 15}


@pytest.fixture(scope="session")
def histories(tmp_path_factory):
    """A folder for all tests' histories: no training is made twice."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def variant(tmp_path):
    """Write a config that differs from a lesson's own: ``variant("xor", look={"theme": "paper"})``."""

    def write(lesson: str, /, **changes) -> Path:
        path = tmp_path / f"{lesson}-variant.yaml"
        path.write_text(yaml.safe_dump({"extends": str(ROOT / "configs" / f"{lesson}.yaml"), **changes}))
        return path

    return write


@pytest.fixture
def stage(histories, monkeypatch):
    """Open a lesson without filming it: ``with stage("xor", config) as scene``."""

    @contextmanager
    def open_stage(lesson: str, config: Path | None = None, **settings):
        module = importlib.import_module(f"scenes.{lesson}")
        (scene_class,) = [
            member
            for member in vars(module).values()
            if isinstance(member, type) and member.__module__ == module.__name__ and hasattr(member, "config_class")
        ]
        if config is None:
            monkeypatch.delenv("LESSON_CONFIG", raising=False)
        else:
            monkeypatch.setenv("LESSON_CONFIG", os.fspath(config))
        options = {**SIZE, "media_dir": str(histories), "dry_run": True, "progress_bar": "none", **settings}
        with tempconfig(options):
            yield scene_class()

    return open_stage


@pytest.fixture(scope="session")
def check_the_stage():
    """Ask whether a scene stands well at a moment: ``check_the_stage(scene, moment)``."""
    return _check_the_stage


def _check_the_stage(scene, moment: str) -> None:
    """Nothing leaves the frame or is too small, no two texts overlap, the player's time stamp has its place."""
    width, height = scene.camera.pixel_width, scene.camera.pixel_height
    # Close up the rest of a thing lies outside: what is asked is where it stands in the whole frame.
    near = scene.camera.frame.points.copy()
    scene.camera.look_at_all()
    # The stage also holds manim's empty mobjects, which pauses leave behind; they have no points.
    for mobject in (m for m in scene.mobjects if m.has_points()):
        corners = mobject.points
        if isinstance(mobject, PuzzleTable):
            # A table that shows no answers yet does not take up their room.
            corners = [mobject.point_at(0, 0), mobject.point_at(mobject.shown_width, mobject.design_size[1])]
        for x, y in scene.camera.to_pixels(corners):
            assert min(x, y, width - x, height - y) >= -0.5, (moment, "outside the frame", mobject)
    scene.camera.frame.points = near
    texts = [text for text in scene.placed_texts() if text.alpha > 0.3 and text.text.strip()]
    for text in texts:
        left, top, right, bottom = text.box
        assert bottom - top >= 22 * min(width, height) / 1080 - 1e-6, (moment, "too small to read", text)
        within = min(left, top, width - right, height - bottom) >= -0.5
        assert within, (moment, "outside the frame", text)
        assert not (right > 0.93 * width and bottom > 0.95 * height), (moment, "on the player's time stamp", text)
    for one, other in itertools.combinations(texts, 2):
        across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
        down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
        # The boxes are as high as the type; letters of neighbouring lines may touch by a hair.
        assert across <= 0.5 or down <= 0.22 * (one.box[3] - one.box[1]), (moment, one, other)
