"""A project that may only be read, as on a course's server: what is made goes elsewhere, or fails in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

MOUNT = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
UNSHARE = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]


@pytest.fixture(scope="module")
def read_only(tmp_path_factory, project):
    """Run the command in a project that is mounted read-only for that process alone."""
    folder = tmp_path_factory.mktemp("nur zum Lesen")
    shutil.copytree(project / "configs", folder / "configs")
    short = (
        "extends: xor.yaml\ntraining: {epochs: 20, snapshots: 50}\npacing: {cycles: log, count: 2, seconds: null}\n"
    )
    (folder / "configs" / "short.yaml").write_text(short)
    environment = {**os.environ, "PYTHONPATH": str(project)}

    def call(*arguments: str):
        command = [*UNSHARE, "sh", "-c", MOUNT, str(folder), sys.executable, "-m", "scenes.commands", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    try:
        works = call("--help").returncode == 0
    except OSError:
        works = False
    if not works:
        pytest.skip("this system does not let a test mount a folder read-only")
    return call


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["train", "short"],
            "media/histories cannot be written, so the history is lost; name a place for it with -o h.npz\n",
        ),
        (["new", "mine"], "configs/mine.yaml cannot be written: read-only file system\n"),
    ],
)
def test_it_is_a_failure_in_one_line(read_only, arguments, said):
    done = read_only(*arguments)
    assert (done.returncode, done.stderr) == (1, said)


def test_what_is_made_may_go_elsewhere(read_only, tmp_path):
    assert read_only("storyboard", "short", "-o", str(tmp_path / "Blatt.png")).returncode == 0
    assert os.listdir(tmp_path) == ["Blatt.png"]
