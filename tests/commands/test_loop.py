"""`lesson loop`: a few seconds of a film as a small picture that moves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scenes.config import load_config
from scenes.output import open_lesson


def test_it_shows_the_film_and_is_small(here, run):
    result = run("loop", "short", "--start", "5", "--seconds", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("written: media/loops/short.webp, 15 frames, ")
    path = Path("media/loops/short.webp")
    assert path.stat().st_size <= 2_000_000
    with open_lesson(load_config("configs/short.yaml"), height=450, fps=15) as scene:
        film = scene.frames_at([5.0, 5.0 + 14 / 15])
    with Image.open(path) as picture:
        assert (picture.n_frames, picture.info["loop"], picture.size) == (15, 0, (800, 450))
        for number, frame in zip((0, 14), film, strict=True):
            picture.seek(number)
            shown = np.asarray(picture.convert("RGB")).astype(int)
            assert np.abs(shown - frame).mean() < 3
    assert not list(Path("media/loops").glob(".*"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--start", "9000"), "--start 9000: the film lasts "),
        (("-o", "loop.gif"), "loop.gif must end in .webp, such as loop.webp"),
        (("--seconds", "0"), "--seconds"),
    ],
)
def test_what_cannot_be_is_told(here, run, arguments, told):
    result = run("loop", "short", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_what_is_large_is_drawn_more_coarsely_and_too_much_is_told(here, run, monkeypatch):
    path = Path("media/loops/short.webp")
    assert run("loop", "short", "--seconds", "1").exit_code == 0
    fine = path.stat().st_size
    monkeypatch.setattr("scenes.commands.loop.MOST_BYTES", fine - 1)
    assert run("loop", "short", "--seconds", "1").exit_code == 0
    assert (coarse := path.stat().st_size) < fine
    monkeypatch.setattr("scenes.commands.loop.MOST_BYTES", 100)
    result = run("loop", "short", "--seconds", "1")
    assert result.exit_code == 1
    assert result.stderr.endswith("write fewer, such as --seconds 0.5\n")
    assert path.stat().st_size == coarse  # the last good one stays
