"""The command `lesson`: what it prints, where, and with which exit code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from nnlib import History
from scenes.film.commands import main

CONFIGS = Path(__file__).resolve().parents[2] / "configs"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with the config of the first lesson in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "configs").mkdir()
    shutil.copy(CONFIGS / "xor.yaml", tmp_path / "configs")
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(main, arguments)


def rewrite(name: str, old: str, new: str) -> None:
    path = Path("configs/xor.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_config_of_the_project_is_right(path):
    result = run("check", str(path))
    assert (result.exit_code, result.stderr) == (0, "")


def test_without_a_name_all_configs_are_checked(here):
    shutil.copy("configs/xor.yaml", "configs/again.yaml")
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "configs/again.yaml: right\nconfigs/xor.yaml: right\n"


def test_mistakes_go_to_stderr_and_the_exit_code_is_2(here):
    rewrite("configs/a.yaml", "learning_rate:", "learning_rat:")
    result = run("check", "configs/a.yaml", "configs/xor.yaml", "configs/aa.yaml")
    assert result.exit_code == 2
    assert result.stdout == "configs/xor.yaml: right\n"
    first, second = result.stderr.splitlines()
    assert first.startswith("configs/a.yaml:")
    assert first.endswith(":3: training.learning_rat: unknown key; did you mean learning_rate?")
    assert second == "configs/aa.yaml:1:1: this file does not exist; did you mean a.yaml?"


def test_a_folder_without_configs_says_so(tmp_path, monkeypatch):
    (tmp_path / "configs").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "configs holds no .yaml file; name the configs to check\n"


def test_train_stores_the_history_and_prints_a_summary(here):
    Path("configs/short.yaml").write_text(
        "extends: xor.yaml\ntraining: {epochs: 100}\npacing: {shown: [2, 20, 100]}\n", encoding="utf-8"
    )
    result = run("train", "short", "-o", "h.npz")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "network       3-4-1, 16 weights"
    assert lines[1].startswith("trained       100 epochs in ")
    assert lines[-2].startswith("question      1 1 0: answers 0.")
    assert lines[-1] == "stored        h.npz"
    assert {0, 2, 20, 100} <= set(History.load("h.npz").recorded)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["train", "xro"], "xro: there is no configs/xro.yaml; did you mean xor?"),
        (["train", "nope.yaml"], "nope.yaml:1:1: this file does not exist; its folder holds no .yaml file"),
        (
            ["train", "xor", "-o", "no/h.npz"],
            "no/h.npz cannot be written; name a file in a folder that exists, such as h.npz",
        ),
        (
            ["train", "xor", "-o", "configs"],
            "configs cannot be written; name a file in a folder that exists, such as h.npz",
        ),
    ],
)
def test_a_mistake_is_one_line_without_a_traceback(here, arguments, said):
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said + "\n")


def test_a_wrong_config_is_not_trained(here):
    rewrite("configs/a.yaml", "epochs: 60000", "epochs: many")
    result = run("train", "a", "-o", "h.npz")
    assert result.exit_code == 2
    assert "training.epochs: 'many' is not a whole number; write a number such as 500" in result.stderr
    assert not Path("h.npz").exists()


def test_a_lesson_in_which_nothing_is_trained_says_so():
    result = run("train", str(CONFIGS / "deep.yaml"))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [f"{CONFIGS / 'deep.yaml'}: in this lesson nothing is trained"]


def test_a_lesson_that_shows_every_step_is_trained_too(tmp_path):
    result = run("train", str(CONFIGS / "backprop.yaml"), "-o", str(tmp_path / "h.npz"))
    assert result.exit_code == 0
    assert "3-2-3, 17 weights and biases" in result.output
