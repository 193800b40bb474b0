"""`lesson storyboard`: the whole film on one picture, and the same as text."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scenes import ROOT
from scenes.config import load_config
from scenes.film import Beat, Caption, storyboard_text
from scenes.output import open_lesson
from scenes.stage.drawing import NIGHT, PAPER
from scenes.stage.lesson import clock, times_to_look


def pixels(path: str | Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture)


def ground(picture: np.ndarray) -> tuple[int, ...]:
    return tuple(picture[2, 2].tolist())


def test_it_is_one_picture_and_the_same_as_text(here, run):
    result = run("storyboard", "short")
    assert result.exit_code == 0
    assert result.stderr == "drawn: media/storyboards/short.png\n"
    config = load_config("configs/short.yaml")
    with open_lesson(config, height=360, fps=30) as scene:
        assert result.stdout == storyboard_text(scene.rehearse())
        three = [time for beat in scene.beats for time in times_to_look(beat, scene.timeline.captions(), 30)]
        frames = scene.frames_at(three)
    sheet = pixels("media/storyboards/short.png")
    assert len(frames) == 3 * len(scene.beats)
    # Every frame stands on the sheet as the film shows it, three in a row, each row below the last.
    lefts, tops = sheet.shape[1] - 64 - 3 * 640 - 2 * 24, []
    for row in range(len(scene.beats)):
        beside = frames[3 * row]
        found = [
            top
            for top in range((tops or [0])[-1], sheet.shape[0] - 360)
            if np.array_equal(sheet[top : top + 360, lefts : lefts + 640], beside)
        ]
        assert found, f"the first frame of beat {row} is missing"
        tops.append(found[0] + 360)
        for column in (1, 2):
            left = lefts + column * (640 + 24)
            assert np.array_equal(sheet[found[0] : found[0] + 360, left : left + 640], frames[3 * row + column])
    assert not list(Path("media/storyboards").glob(".*"))


@pytest.mark.parametrize(("aspect", "shape"), [("9:16", (640, 360)), ("1:1", (440, 440))])
def test_other_formats_and_themes(here, run, aspect, shape):
    result = run(
        "storyboard", "short", "-o", "Blatt.png", "--set", f"format.aspect={aspect}", "--set", "look.theme=paper"
    )
    assert (result.exit_code, result.stderr) == (0, "drawn: Blatt.png\n")
    sheet = pixels("Blatt.png")
    assert sheet.shape[1] == 2 * 64 + 640 + 48 + 3 * shape[1] + 2 * 24
    assert ground(sheet) == tuple(round(255 * part) for part in PAPER.ground)


def test_a_mistake_keeps_the_last_picture(here, run):
    run("storyboard", "short")
    before = Path("media/storyboards/short.png").read_bytes()
    result = run("storyboard", "short", "--set", "pacing.seconds=11")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--set pacing.seconds: 11 s is too short to read the words; the least that fits is" in result.stderr
    assert result.stderr.count("\n") == 1
    assert Path("media/storyboards/short.png").read_bytes() == before


def test_a_picture_that_cannot_be_written_is_a_failure(here, run):
    Path("media").write_text("in the way")
    result = run("storyboard", "short")
    assert result.exit_code == 1
    assert result.stderr.startswith("media/storyboards/short.png cannot be written: ")
    assert result.stderr.endswith("; name another place with -o\n")
    assert run("storyboard", "short", "-o", "sheet.png").exit_code == 0


def test_a_full_disk_keeps_the_last_picture(here, run, monkeypatch):
    run("storyboard", "short")
    before = Path("media/storyboards/short.png").read_bytes()

    def save(self, place, **options):
        Path(place).write_bytes(b"half a pict")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Image.Image, "save", save)
    result = run("storyboard", "short", "--set", "look.theme=paper")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "media/storyboards/short.png cannot be written: No space left on device; name another place with -o\n"
    )
    assert Path("media/storyboards/short.png").read_bytes() == before
    assert os.listdir("media/storyboards") == ["short.png"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["xro"], "xro: there is no configs/xro.yaml; did you mean xor?"),
        (["short", "-o", "a.jpg"], "a.jpg must end in .png, such as a.png"),
        (
            ["short", "-o", "no/a.png"],
            "no/a.png cannot be written; name a file in a folder that exists, such as short.png",
        ),
        (["short", "--set", "=5"], "--set =5: write a key and its value, such as --set training.epochs=500"),
    ],
)
def test_a_mistake_of_the_user_is_one_line(here, run, arguments, said):
    result = run("storyboard", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said + "\n")


def test_a_failure_of_the_code_names_its_line(here, run, monkeypatch):
    from scenes.xor import Xor

    def construct(self):
        return {}["no such beat"]

    monkeypatch.setattr(Xor, "construct", construct)
    result = run("storyboard", "short")
    assert result.exit_code == 1
    place = os.path.relpath(__file__, ROOT)
    assert result.stderr.startswith(f"{place}:") and result.stderr.count("\n") == 1
    assert result.stderr.endswith(": KeyError: 'no such beat' (--debug shows more)\n")


def test_debug_shows_the_traceback(here, monkeypatch):
    from click.testing import CliRunner

    from scenes.commands import main
    from scenes.xor import Xor

    monkeypatch.setattr(Xor, "construct", lambda self: {}["no such beat"])
    result = CliRunner().invoke(main, ["storyboard", "short", "--debug"])
    assert isinstance(result.exception, KeyError)


def test_the_three_looks_at_a_beat():
    beat = Beat("learning", 10.0, 20.0, ("A", "B"))
    said = [
        Caption("learning", "", 10.0, 2.0),
        Caption("learning", "A", 12.0, 9.0),
        Caption("learning", "B", 21.0, 9.0),
    ]
    assert times_to_look(beat, said, 10) == pytest.approx((12.9, 20.0, 29.9))
    assert times_to_look(beat, [], 10) == pytest.approx((12.2, 20.0, 29.9))
    # A short beat is not looked at behind its middle.
    assert times_to_look(Beat("close", 0.0, 1.0, ()), [], 10) == pytest.approx((0.4, 0.5, 0.9))


@pytest.mark.parametrize(
    ("seconds", "digits", "shown"),
    [(0, 0, "0:00"), (59.99, 0, "0:59"), (118.0, 0, "1:58"), (61.3, 1, "1:01.3"), (58.2999999, 1, "0:58.3")],
)
def test_times_are_shown_as_a_player_does(seconds, digits, shown):
    assert clock(seconds, digits) == shown


def test_the_sheet_has_the_colours_of_the_film(here, run):
    run("storyboard", "short")
    assert ground(pixels("media/storyboards/short.png")) == tuple(round(255 * part) for part in NIGHT.ground)


def test_pictures_of_two_configs_of_one_name_stand_apart(here, run):
    for folder in ("one", "other"):
        shutil.copytree("configs", folder)
        os.rename(Path(folder, "short.yaml"), Path(folder, "mine.yaml"))
        assert run("storyboard", f"{folder}/mine.yaml").exit_code == 0
        assert run("train", f"{folder}/mine.yaml").exit_code == 0
    for made in ("storyboards", "training"):
        names = sorted(os.listdir(Path("media", made)))
        assert len(names) == 2 and all(re.fullmatch(r"mine-[0-9a-f]{6}\.png", name) for name in names)
