"""What is missing on other systems is not needed: files cannot be locked there, and old encodings are still in use.

It stands in for a run on Windows, which nobody here has made.
"""

import os
import subprocess
import sys

import av
import pytest

from scenes import ROOT

from .conftest import COMMAND, write_quick


@pytest.fixture
def elsewhere(tmp_path):
    """Run ``lesson`` without fcntl, in it and in its workers, and with an encoding that lacks many signs."""
    missing = tmp_path / "missing"
    missing.mkdir()
    for name in ("fcntl", "resource", "pwd", "grp"):
        (missing / f"{name}.py").write_text("raise ImportError('not on this system')\n")

    def run(*arguments):
        settings = {"PYTHONPATH": os.pathsep.join([str(missing), str(ROOT)]), "PYTHONIOENCODING": "cp1252"}
        command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, env=os.environ | settings, capture_output=True, timeout=240)
        assert b"Traceback" not in done.stderr, done.stderr.decode("cp1252")
        return done.returncode, done.stdout.decode("cp1252"), done.stderr.decode("cp1252")

    return run


def test_a_film_is_rendered_by_spawned_workers(elsewhere, tmp_path):
    write_quick(tmp_path)
    code, said, _ = elsewhere("render", "quick.yaml", "-q", "l", "--beat", "close", "--workers", "2")
    assert code == 0
    film = tmp_path / said.strip().splitlines()[-1].partition(": ")[0]
    with av.open(str(film)) as opened:
        assert opened.streams.video[0].frames > 20


def test_signs_that_an_encoding_lacks_stop_nothing(elsewhere, tmp_path):
    (tmp_path / "configs").mkdir()
    write_quick(tmp_path / "configs")
    (tmp_path / "configs" / "wrong.yaml").write_text("extends: nowhere.yaml\n")
    code, said, _ = elsewhere("list")
    assert code == 0 and "? wrong" in said and "quick" in said
