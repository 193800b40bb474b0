"""A config from a stranger, given to the command: nothing of the computer is read that does not lie beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SAYS = (
    "leads outside the config's folder; put it there, or allow it with --allow-outside "
    "(for manim: LESSON_ALLOW_OUTSIDE=1)\n"
)
STRANGE = {
    "extends": ("extends: ../../etc/passwd\n", "configs/strange.yaml:1:10: extends: ../../etc/passwd "),
    "music": (
        "extends: short.yaml\npacing: {music: /dev/zero}\n",
        "configs/strange.yaml:2:17: pacing.music: /dev/zero ",
    ),
    "pipe": (
        "extends: short.yaml\ndata: {dataset: null, csv: ../pipe}\n",
        "configs/strange.yaml:2:28: data.csv: ../pipe ",
    ),
    "symlink": (
        "extends: short.yaml\npacing: {music: tune.mp3}\n",
        "configs/strange.yaml:2:17: pacing.music: tune.mp3 ",
    ),
}


@pytest.mark.parametrize("what", STRANGE)
@pytest.mark.parametrize("command", ["check", "train", "storyboard", "render", "new"])
def test_it_is_refused_in_one_line(here, run, command, what):
    text, said = STRANGE[what]
    os.mkfifo("pipe")
    Path("configs/tune.mp3").symlink_to("/etc/passwd")
    Path("configs/strange.yaml").write_text(text)
    given = ["mine", "--like", "strange"] if command == "new" else ["configs/strange.yaml"]
    result = run(command, *given)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said + SAYS)


def test_the_user_may_allow_it(here, run, monkeypatch):
    Path("own.csv").write_text("a,b,c,answer\n1,0,0,1\n0,1,1,0\n")
    Path("configs/own.yaml").write_text("extends: short.yaml\ndata: {dataset: null, csv: ../own.csv}\n")
    assert run("check", "configs/own.yaml").exit_code == 2
    assert run("check", "--allow-outside", "configs/own.yaml").exit_code == 0
    assert run("train", "own", "--allow-outside").exit_code == 0
    assert run("storyboard", "own", "--allow-outside").exit_code == 0
    monkeypatch.setenv("LESSON_ALLOW_OUTSIDE", "1")
    assert run("train", "own").exit_code == 0


def test_what_is_allowed_must_still_be_a_file(here, run):
    os.mkfifo("pipe")
    Path("configs/strange.yaml").write_text(STRANGE["pipe"][0])
    result = run("train", "strange", "--allow-outside")
    assert result.exit_code == 2
    assert result.stderr == "configs/strange.yaml:2:28: data.csv: 'pipe' is a device or a pipe; name a file\n"
