"""`lesson watch`: drawn again in a fresh process when anything changes; the last good picture is kept."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scenes.config import files_of

SHORT = "extends: xor.yaml\ntraining: {epochs: 20, snapshots: 50}\npacing: {cycles: log, count: 2, seconds: null}\n"


class Watched:
    """A running `lesson watch` in the copied project, and what it says, line by line."""

    def __init__(self, project: Path, *arguments: str) -> None:
        command = [sys.executable, "-u", "-m", "scenes.commands", "watch", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(project)}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen(command, cwd=project, env=environment, text=True, **streams)
        self.lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, part: str, seconds: float = 90) -> list[str]:
        """Wait until it says something, and return all lines since the last call."""
        told, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                told.append(self.lines.get(timeout=0.5))
            except queue.Empty:
                assert self.process.poll() is None, (told, "it has ended")
                continue
            if part in told[-1]:
                return told
        raise AssertionError((part, "was not said", told))

    def end(self, sign: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.process.wait(30)


@pytest.fixture
def watched(project):
    """Watch something; all that still watches at the end is ended."""
    begun: list[Watched] = []

    def watch(*arguments: str) -> Watched:
        begun.append(Watched(project, *arguments))
        return begun[-1]

    yield watch
    for each in begun:
        each.process.kill()
        each.process.wait()


def put(path: Path, text: str) -> None:
    """Write a file as editors do: complete under another name, and then renamed."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def test_the_storyboard_follows_every_change(watched, project):
    config, scene = project / "configs" / "watched.yaml", project / "scenes" / "xor.py"
    picture = project / "media" / "storyboards" / "watched.png"
    put(config, SHORT)
    watching = watched("watched")
    assert "drawn: media/storyboards/watched.png" in watching.until("ready")
    first = picture.read_bytes()

    # A mistake is shown, and the last good picture stays.
    put(config, SHORT.replace("20", "many"))
    told = watching.until("the last good picture is kept")
    said = "configs/watched.yaml:2:20: training.epochs: 'many' is not a whole number; write a number such as 500"
    assert said in told
    assert picture.read_bytes() == first

    put(config, SHORT + "title: Another title\n")
    assert any(line.endswith("changed: configs/watched.yaml") for line in watching.until("ready"))
    second = picture.read_bytes()
    assert second != first

    # The code counts as well: a fresh process runs it as it is now.
    code = scene.read_text(encoding="utf-8")
    try:
        assert 'name="puzzle"' in code
        put(scene, code.replace('name="puzzle"', 'name="riddle"'))
        assert any(line.endswith("changed: scenes/xor.py") for line in watching.until("ready"))
        third = picture.read_bytes()
        assert third != second
        put(scene, code.replace("class Xor(", "class Xor"))
        told = watching.until("the last good picture is kept")
        assert any("scene is broken: scenes/xor.py:" in line and "SyntaxError" in line for line in told)
        assert not any("Traceback" in line for line in told)
        assert picture.read_bytes() == third
    finally:
        put(scene, code)
    assert watching.end() == 0
    assert not list(picture.parent.glob(".*"))


def test_it_ends_at_once_while_it_draws(watched, project):
    (project / "configs" / "long.yaml").write_text("extends: xor.yaml\ntraining: {epochs: 1000000}\n")
    watching = watched("long", "--set", "pacing.cycles=log")
    watching.until("Ctrl-C ends it")
    time.sleep(0.5)
    began = time.monotonic()
    assert watching.end() == 0
    assert time.monotonic() - began < 5
    assert not list((project / "media").rglob("long.png"))


def test_one_beat_is_filmed_small(watched, project):
    (project / "configs" / "beat.yaml").write_text(SHORT, encoding="utf-8")
    watching = watched("beat", "--beat", "close")
    watching.until("ready")
    (film,) = (project / "media" / "videos" / "beat" / "480p15").glob("*close*.mp4")
    assert film.stat().st_size > 1000
    assert watching.end(signal.SIGTERM) == 0


def test_a_config_that_is_not_there_is_refused_at_once(here, run):
    result = run("watch", "xro")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "xro: there is no configs/xro.yaml; did you mean xor?\n"


def test_the_files_of_a_config(here):
    Path("configs/x.yaml").write_text(
        "extends: short.yaml\ndata: {csv: points.csv}\npacing: {music: ../tune.mp3}\n", encoding="utf-8"
    )
    files, lesson = files_of(Path("configs/x.yaml"))
    assert lesson == "xor"
    # What leads outside is not looked at; what is not there yet is waited for.
    assert {str(file) for file in files} == {
        "configs/x.yaml", "configs/short.yaml", "configs/xor.yaml", "configs/points.csv"
    }  # fmt: skip
    files, _ = files_of(Path("configs/x.yaml"), allow_outside=True)
    assert Path("configs/../tune.mp3") in files


@pytest.mark.parametrize(
    "text", ["", "[", "extends: y.yaml", "extends: [1]", "extends: ../../../etc/passwd", "lesson: [1]"]
)
def test_the_files_of_a_config_that_is_wrong(here, text):
    Path("configs/y.yaml").write_text(text)
    files, lesson = files_of(Path("configs/y.yaml"))
    assert set(files) == {Path("configs/y.yaml")} and lesson is None
