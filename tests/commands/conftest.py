"""What the tests of the command share: a folder with a short lesson, and the command in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scenes import ROOT
from scenes.commands import main

CONFIGS = ROOT / "configs"
SHORT = "extends: xor.yaml\ntraining: {epochs: 20, snapshots: 50}\npacing: {cycles: log, count: 2, seconds: null}\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with the config of the first lesson, and a short one, in it; its name has whatever a name may have."""
    folder = tmp_path / "Übung {für} alle, 100% 'neu' #1"
    (folder / "configs").mkdir(parents=True)
    shutil.copy(CONFIGS / "xor.yaml", folder / "configs")
    (folder / "configs" / "short.yaml").write_text(SHORT, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run():
    """Run the command: ``run("check", "xor")``; nothing it does may end in a traceback."""

    def invoke(*arguments: str):
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return invoke


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A copy of the project, into which a test may write lessons."""
    folder = tmp_path_factory.mktemp("Projekt {mit} Umläuten")
    nothing = shutil.ignore_patterns("__pycache__")
    for room in ("scenes", "nnlib", "configs"):
        shutil.copytree(ROOT / room, folder / room, ignore=nothing)
    return folder


@pytest.fixture
def process(project):
    """Run a command of the copied project in a process of its own."""

    def call(*arguments: str, cwd: Path = project, **settings):
        command = [sys.executable, "-m", "scenes.commands", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(project)}
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, **settings
        )

    return call
