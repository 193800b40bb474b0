"""What the tests of the lessons share: a lesson in a small frame, filmed from any variant of its config."""

import importlib
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from manim import tempconfig

from scenes import ROOT

from .measures import sample_of, standing_badly

# Long edges of frames of 240 pixels: 16:9 is rounded to an even number, as the encoder wants it.
SIZE = {"pixel_width": 426, "pixel_height": 240, "frame_rate": 15}


@pytest.fixture(scope="session")
def histories(tmp_path_factory):
    """A folder for all tests' histories, whichever worker runs them: no training is made twice."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "lessons"
    folder.mkdir(exist_ok=True)
    return folder


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
    """Nothing leaves the frame or is too small, no two texts overlap, captions have their room for themselves."""
    assert standing_badly(sample_of(scene, moment)) == []
