"""What the tests of rendering share: a short film made by manim in one process, and ``lesson`` as users run it."""

import os
import subprocess
import sys
import time
import wave
from pathlib import Path

import av
import numpy as np
import pytest
import yaml

from scenes import ROOT

TINY = (426, 240, 6)

# A short training and few stops: all beats, in a minute and a half.
QUICK = {
    "extends": str(ROOT / "configs" / "xor.yaml"),
    "network": {"hidden": [4, 3]},  # in which nobody asks why it works: the film is shorter
    "training": {"epochs": 300},
    "pacing": {"shown": [20, 300], "seconds": None, "music": "tune.wav"},
}
SECONDS = 98.3

# The command, with small pictures for quality l, and with many ranges even for few frames.
COMMAND = (
    "import sys; from scenes.output import QUALITY, Dispatcher; "
    f"sys.modules[Dispatcher.__module__].LEAST_SECONDS = 0.3; QUALITY['l'] = {TINY}; "
    "from scenes.commands import main; main()"
)


def write_quick(folder: Path, **changes) -> Path:
    """Write the config of the short film into a folder, with the music that sets its length."""
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / "tune.wav"), "wb") as tune:
        tune.setnchannels(1)
        tune.setsampwidth(2)
        tune.setframerate(22_050)
        times = np.arange(round(SECONDS * 22_050)) / 22_050
        tune.writeframes((8000 * np.sin(2 * np.pi * 330 * times)).astype("<i2").tobytes())
    path = folder / "quick.yaml"
    path.write_text(yaml.safe_dump({**QUICK, **changes}))
    return path


def lesson(*arguments, cwd: Path, **options) -> subprocess.Popen:
    """Start ``lesson`` in a session of its own, as a shell does."""
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=cwd, env=os.environ | options, start_new_session=True, **pipes)


def ended(process: subprocess.Popen, code: int = 0) -> tuple[str, str]:
    """Wait for a command, and return what it has said on stdout and stderr."""
    said, complained = process.communicate(timeout=120)
    assert process.returncode == code, complained
    return said, complained


def film_in(folder: Path) -> Path:
    """Return the one film that has been made somewhere below a folder."""
    (path,) = folder.rglob("Xor.mp4")
    return path


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def sound(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


def same(one: Path, other: Path) -> bool:
    """Whether two films show the same frames to the last bit, and sound the same.

    Their files may differ by a bit: x264 fills up the last byte of a slice with one that means nothing.
    """
    frames, others = pictures(one), pictures(other)
    same_sound = np.array_equal(sound(one), sound(other))
    return len(frames) == len(others) and same_sound and all(map(np.array_equal, frames, others))


def until(condition, seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def filmed(tmp_path_factory) -> Path:
    """The short film, made by ``manim`` in one run."""
    folder = tmp_path_factory.mktemp("manim")
    config = write_quick(folder)
    command = [sys.executable, "-m", "manim", "-r", "426,240", "--fps", "6", "--progress_bar", "none", "-v", "ERROR"]
    command += ["--media_dir", str(folder / "media"), str(ROOT / "scenes" / "xor.py")]
    subprocess.run(command, env=os.environ | {"LESSON_CONFIG": str(config)}, check=True, stdout=subprocess.DEVNULL)
    return film_in(folder)


@pytest.fixture(scope="session")
def trained(tmp_path_factory) -> Path:
    """A media folder in which the training of the short film is kept, and nothing else."""
    from scenes.config import load_config
    from scenes.output import open_lesson

    folder = tmp_path_factory.mktemp("trained")
    with open_lesson(load_config(write_quick(folder)), height=240, media_dir=str(folder / "media")) as scene:
        scene.prepare()
    assert len(list((folder / "media" / "histories").iterdir())) == 1
    return folder / "media"
