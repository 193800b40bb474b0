"""The command `lesson`: what it prints, where, and with which exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnlib import History
from scenes import ROOT
from scenes.config import load_config
from scenes.output import open_lesson

CONFIGS = ROOT / "configs"


def rewrite(name: str, old: str, new: str) -> None:
    path = Path("configs/xor.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_config_of_the_project_is_right(path, run):
    result = run("check", str(path))
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "pacing: {seconds: 20}",
            "2:19: pacing.seconds: 20 s is too short to read the words; the least",
        ),
        ("look: {font: No Such Font}", "2:14: look.font: the font No Such Font is not installed here"),
        (
            "pacing: {music: page.mp3, seconds: null}",
            "2:17: pacing.music: configs/page.mp3: this file cannot",
        ),
        ("publish: {moment: nowhere}", "publish.moment: 'nowhere' is no beat of this film"),
        ("publish: {chapters: {nowhere: x}}", "publish.chapters.nowhere: 'nowhere' is no beat of this film"),
    ],
)
def test_a_config_given_by_its_name_is_rehearsed(here, run, text, said):
    Path("configs/page.mp3").write_text("<html>not found</html>" * 90, encoding="utf-8")
    Path("configs/mine.yaml").write_text(f"extends: short.yaml\n{text}\n", encoding="utf-8")
    result = run("check", "mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and len(result.stderr.splitlines()) == 1
    assert not list(Path("media").rglob("*.mp4"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "title: 神经网络",
            "2:8: title: '神' (cjk unified ideograph-795e) is not in the font DejaVu Sans",
        ),
        (
            "words: {puzzle_pause: Was nun 🤔}",
            "words.puzzle_pause: '🤔' (thinking face) is not in the font",
        ),
        (
            "words: {puzzle_pause: רשת}",
            "words.puzzle_pause: 'ר' (hebrew letter resh) is written from right to left",
        ),
        (
            "words: {puzzle_pause: الشبكة}",
            "words.puzzle_pause: 'ا' (arabic letter alef) is written from right",
        ),
        (
            "words: {puzzle_pause: x\u0302\u0304}",
            "words.puzzle_pause: '̂' (combining circumflex accent) is joined",
        ),
    ],
)
def test_letters_that_cannot_be_written_are_named(here, run, text, said):
    Path("configs/mine.yaml").write_text(f"extends: short.yaml\n{text}\n", encoding="utf-8")
    result = run("check", "mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and len(result.stderr.splitlines()) == 1


def test_european_letters_and_signs_are_written(here, run):
    text = "words: {puzzle_pause: 'Größe ñ ł ő Ж λ Ω → ≈ ∂ − ½ „so“ …'}"
    Path("configs/mine.yaml").write_text(f"extends: short.yaml\n{text}\n", encoding="utf-8")
    assert run("check", "mine").exit_code == 0


def test_a_class_whose_name_cannot_be_written_is_named(here, run):
    shutil.copy(ROOT / "configs" / "boundary.yaml", "configs/boundary.yaml")
    rows = "".join(f"{k},{k % 5},{'猫犬'[k % 2]}\n" for k in range(20))
    Path("configs/t.csv").write_text(f"a,b,kind\n{rows}", encoding="utf-8")
    source = "data: {dataset: null, n: null, noise: null, csv: t.csv}\ntraining: {epochs: 10}\n"
    Path("configs/mine.yaml").write_text(f"extends: boundary.yaml\n{source}", encoding="utf-8")
    assert "data.csv: '犬' (cjk unified ideograph-72ac) is not in the font" in run("check", "mine").stderr


def test_without_a_name_all_configs_are_checked(here, run):
    shutil.copy("configs/xor.yaml", "configs/again.yaml")
    result = run("check")
    note = "the films were not rehearsed: lesson check NAME does that as well\n"
    assert (result.exit_code, result.stderr) == (0, note)
    assert result.stdout == "configs/again.yaml: right\nconfigs/short.yaml: right\nconfigs/xor.yaml: right\n"


def test_mistakes_go_to_stderr_and_the_exit_code_is_2(here, run):
    rewrite("configs/a.yaml", "learning_rate:", "learning_rat:")
    result = run("check", "configs/a.yaml", "xor", "configs/aa.yaml")
    assert result.exit_code == 2
    assert result.stdout == "configs/xor.yaml: right\n"
    first, second = result.stderr.splitlines()
    assert first.startswith("configs/a.yaml:")
    assert first.endswith(":3: training.learning_rat: unknown key; did you mean learning_rate?")
    assert second == "configs/aa.yaml:1:1: this file does not exist; did you mean a.yaml?"


def test_a_folder_without_configs_says_so(tmp_path, monkeypatch, run):
    (tmp_path / "configs").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "configs holds no .yaml file; name the configs to check\n"


def facts(text: str) -> dict[str, str]:
    """Return what a table without lines says, by its first words."""
    return {line[:12].strip(): line[12:].strip() for line in text.splitlines() if line.strip()}


def test_train_says_what_came_of_it(here, run):
    result = run("train", "short")
    assert (result.exit_code, result.stderr) == (0, "")
    told = facts(result.stdout)
    assert told["network"] == "3-4-1, 16 weights, seed 1"
    assert told["examples"] == "7"
    assert told["training"] == "20 epochs, sgd, learning rate 1, squared_error"
    assert "snapshots, took " in told["history"]
    assert told["question"].startswith("1 1 0: answers 0.") and told["question"].endswith(", right is 0")
    history = History.load(next(Path("media/histories").glob("*.npz")))
    assert told["error"].split()[:2] == [f"{history.metrics['error'][k]:.1%}" for k in (0, -1)]
    assert told["sign changes"].startswith(str(len(history.flips())))


def test_train_stores_the_history_for_the_next_render(here, run):
    run("train", "short")
    with open_lesson(load_config("configs/short.yaml")) as scene:
        scene.make_ready(lambda *_: pytest.fail("it trains again"))
    assert "was stored already" in facts(run("train", "short").stdout)["history"]
    assert "took" in facts(run("train", "short", "--set", "network.seed=2").stdout)["history"]


def test_train_draws_a_small_picture(here, run):
    told = run("train", "short").stdout
    assert told.endswith("drawn: media/training/short.png\n")
    with Image.open("media/training/short.png") as picture:
        assert picture.size == (1280, 560)
        assert len(np.unique(np.asarray(picture).reshape(-1, 3), axis=0)) > 50
    assert not list(Path("media/training").glob(".*"))


def test_train_stores_the_history_where_it_is_asked_to(here, run):
    result = run("train", "short", "-o", "Über uns.npz")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-2:] == ["stored: Über uns.npz", "drawn: Über uns.png"]
    assert {0, 2, 20} <= set(History.load("Über uns.npz").recorded)


def test_a_history_that_cannot_be_stored_is_a_failure(here, run):
    Path("media").write_text("in the way")
    result = run("train", "short")
    assert result.exit_code == 1
    assert result.stderr == (
        "media/histories cannot be written, so the history is lost; name a place for it with -o h.npz\n"
    )
    assert run("train", "short", "-o", "h.npz").exit_code == 0
    assert {Path("h.npz").exists(), Path("h.png").exists()} == {True}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told_in_one_line(here, run):
    Path().chmod(0o555)
    result = run("train", "short")
    Path().chmod(0o755)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_shows_how_far_the_training_is(here):
    try:
        ours, theirs = os.openpty()
    except OSError:
        pytest.skip("this machine has no terminals to give")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-m", "scenes.commands", "train", "xor"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:
        pass  # the other end is closed
    assert process.wait(60) == 0
    assert b"training" in seen and b"100%" in seen


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["train", "xro"], "xro: there is no configs/xro.yaml; did you mean xor?"),
        (["train", "xor", "-o", "h.png"], "h.png must end in .npz, such as h.npz"),
        (
            ["train", "xor", "--set", "training.epochs"],
            "--set training.epochs: write a key and its value, such as --set training.epochs=500",
        ),
        (
            ["train", "xor", "--set", "training.epochs=0"],
            "--set training.epochs: 0 is too small: without a cycle nothing is learned",
        ),
        (["train", "nope.yaml"], "nope.yaml:1:1: this file does not exist; its folder holds no .yaml file"),
        (
            ["train", "xor", "-o", "no/h.npz"],
            "no/h.npz cannot be written; name a file in a folder that exists, such as h.npz",
        ),
        (
            ["train", "xor", "-o", "configs"],
            "configs must end in .npz, such as configs.npz",
        ),
    ],
)
def test_a_mistake_is_one_line_without_a_traceback(here, run, arguments, said):
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said + "\n")


def test_a_wrong_config_is_not_trained(here, run):
    rewrite("configs/a.yaml", "epochs: 60000", "epochs: many")
    result = run("train", "a", "-o", "h.npz")
    assert result.exit_code == 2
    assert "training.epochs: 'many' is not a whole number; write a number such as 500" in result.stderr
    assert not Path("h.npz").exists()


def test_a_lesson_in_which_nothing_is_trained_says_so(here, run):
    result = run("train", str(CONFIGS / "deep.yaml"))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [f"{CONFIGS / 'deep.yaml'}: in this lesson nothing is trained"]


def test_a_lesson_that_shows_every_step_is_trained_too(here, run):
    result = run("train", str(CONFIGS / "backprop.yaml"), "-o", "h.npz")
    assert result.exit_code == 0
    assert "3-2-3, 17 weights and biases" in result.output
