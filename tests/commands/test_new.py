"""`lesson new`: a config to edit, a scene that runs, and nothing overwritten."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
import yaml
from PIL import Image

from scenes import ROOT
from scenes.config import load_config

CONFIGS = ROOT / "configs"


def comments(text: str) -> list[str]:
    """Return the comments of a config, without those of its first two lines."""
    return [line.partition("#")[2].strip() for line in text.splitlines()[2:] if "#" in line]


def test_it_is_a_copy_with_its_comments(here, run):
    result = run("new", "my_puzzle", "--like", "xor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "written: configs/my_puzzle.yaml",
        "Edit it and see what comes of it:  lesson watch my_puzzle",
    ]
    new, like = (Path(f"configs/{name}.yaml").read_text(encoding="utf-8") for name in ("my_puzzle", "xor"))
    assert comments(new) == comments(like)
    assert "extends" not in new
    assert "Change a value, then look:  lesson storyboard my_puzzle" in new.splitlines()[1]
    one, other = load_config("configs/my_puzzle.yaml"), load_config("configs/xor.yaml")
    assert one.title == "My puzzle"
    assert {**one.dump(), "title": other.title} == other.dump()


@pytest.mark.parametrize(
    "title", ['A "b": c # d', "Übung 1 – können Netze lernen?", "null", "12", "it's", "- a", "\\n{x}"]
)
def test_any_title_is_written_so_that_it_is_read_again(here, run, title):
    assert run("new", "mine", "--title", title).exit_code == 0
    config = load_config("configs/mine.yaml")
    assert config.title == title
    line = next(
        line for line in Path("configs/mine.yaml").read_text(encoding="utf-8").splitlines() if "title:" in line
    )
    assert yaml.safe_load(line)["title"] == title


def test_nothing_is_overwritten(here, run):
    before = Path("configs/short.yaml").read_bytes()
    result = run("new", "short")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "configs/short.yaml is there already, and nothing is overwritten; choose another name\n"
    assert Path("configs/short.yaml").read_bytes() == before
    Path("configs/link.yaml").symlink_to("nowhere.yaml")
    assert run("new", "link").exit_code == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("my-puzzle", "'my-puzzle' is no name for a lesson; write letters, digits and _, such as my_puzzle"),
        ("../evil", "'../evil' is no name for a lesson; write letters, digits and _, such as my_puzzle"),
        ("a b", "'a b' is no name for a lesson; write letters, digits and _, such as my_puzzle"),
        ("_x", "'_x' is no name for a lesson; write letters, digits and _, such as my_puzzle"),
        ("class", "'class' is no name for a lesson; write letters, digits and _, such as my_puzzle"),
        ("a" * 41, f"'{'a' * 38}… is no name for a lesson; write letters, digits and _, such as my_puzzle"),
        ("json", "json is the name of a Python module, which a lesson of that name would hide; choose another"),
        ("numpy", "numpy is the name of a Python module, which a lesson of that name would hide; choose another"),
        ("film", "scenes/film is a folder of the project; choose another name"),
    ],
)
def test_a_name_that_cannot_be_a_lesson(here, run, name, said):
    result = run("new", name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said + "\n")
    assert sorted(os.listdir("configs")) == ["short.yaml", "xor.yaml"]


def test_a_title_that_is_none(here, run):
    result = run("new", "mine", "--title", "x" * 101)
    assert result.exit_code == 2
    assert result.stderr.startswith("--title: 101 characters are too many")


def test_a_config_that_is_wrong_is_not_copied(here, run):
    Path("configs/wrong.yaml").write_text("extends: xor.yaml\ntitle: [1]\n")
    result = run("new", "mine", "--like", "wrong")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "configs/wrong.yaml:2:8: title: a list is not a text; write one\n"
    assert run("new", "mine", "--like", "xro").stderr == "xro: there is no configs/xro.yaml; did you mean xor?\n"


def test_a_config_that_extends_another_is_copied_as_it_is(here, run):
    assert run("new", "mine", "--like", "short").exit_code == 0
    assert "extends: xor.yaml" in Path("configs/mine.yaml").read_text()
    assert load_config("configs/mine.yaml").training.epochs == 20
    assert load_config("configs/mine.yaml").title == "Mine"
    assert run("new", "scene_of_mine", "--like", "short", "--scene").stderr == (
        "configs/short.yaml extends xor.yaml; begin with that: --like xor.yaml\n"
    )


def test_a_copy_in_another_folder_finds_its_files(tmp_path, monkeypatch, run):
    (tmp_path / "configs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine", "--like", "boundary").exit_code == 0  # of the project: there is none here
    first = Path("configs/mine.yaml").read_text().splitlines()[0]
    schema = first.partition("$schema=")[2]
    assert (tmp_path / "configs" / schema).resolve() == CONFIGS / "lesson.schema.json"
    assert load_config("configs/mine.yaml").lesson == "boundary"


def test_a_folder_that_cannot_be_written_is_a_failure(tmp_path, monkeypatch, run):
    monkeypatch.setattr("scenes.commands.new.configs_folder", lambda: tmp_path / "no")
    result = run("new", "mine", "--like", str(CONFIGS / "xor.yaml"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("mine.yaml cannot be written: no such file or directory\n")


@pytest.fixture(scope="module")
def begun(project):
    """Begin a lesson with a scene of its own in a copy of the project."""
    command = [sys.executable, "-m", "scenes.commands", "new", "probe", "--scene", "--title", 'What "is" it?']
    environment = {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=60)


def test_a_scene_of_its_own(begun, project, process):
    assert (begun.returncode, begun.stderr) == (0, "")
    assert begun.stdout.splitlines() == [
        "written: configs/probe.yaml",
        "written: scenes/probe.py",
        "Edit them and see what comes of it:  lesson watch probe",
    ]
    config = (project / "configs" / "probe.yaml").read_text(encoding="utf-8")
    assert "lesson: probe " in config and "scenes/probe.py" in config and "scenes/xor.py" not in config
    checked = process("check", "probe.yaml", cwd=project / "configs")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "probe.yaml: right\n", "")
    again = process("new", "probe", "--scene")
    assert again.returncode == 2 and "is there already, and nothing is overwritten" in again.stderr


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("a", "What is \\xi?"),
        ("b", "\\N{no} \\u12 \\"),
        ("c", 'Three """ of them'),
        ("d", '"So?"'),
        ("rest", "A class of the scene"),
        ("plane", "Words of the scene"),
        ("lesson_scene", "Its base"),
        ("élan", "ñ $name ${b} {c} %s"),
    ],
)
@pytest.mark.parametrize("like", ["boundary", "xor"])
def test_any_name_and_title_make_a_scene_that_python_reads(here, run, monkeypatch, name, title, like):
    for what, value in (("LESSONS", here), ("PROJECT", here / "configs"), ("_check_result", lambda *_: None)):
        monkeypatch.setattr(f"scenes.commands.new.{what}", value)
    assert run("new", name, "--scene", "--like", str(CONFIGS / f"{like}.yaml"), "--title", title).exit_code == 0
    tree = ast.parse((here / f"{name}.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree).startswith(title)
    given = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    used = [alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert len(given) == 3 and not set(given) & set(used)


def test_what_could_not_be_checked_is_taken_back(here, run, monkeypatch):
    def broken(*arguments, **options):
        raise OSError("disk on fire")

    before = set(here.rglob("*"))
    monkeypatch.setattr("scenes.commands.new._check_result", broken)
    result = run("new", "mine")
    assert result.exit_code == 1 and "disk on fire" in result.stderr
    assert set(here.rglob("*")) == before


def test_the_new_scene_can_be_looked_at_at_once(begun, project, process):
    drawn = process("storyboard", "probe")
    assert (drawn.returncode, drawn.stderr) == (0, "drawn: media/storyboards/probe.png\n")
    assert [line.split("  ")[0] for line in drawn.stdout.splitlines() if line[0] != " "] == [
        "question", "network", "learning", "close"
    ]  # fmt: skip
    with Image.open(project / "media" / "storyboards" / "probe.png") as sheet:
        assert sheet.width == 2784
    # A run that has not learned is not said to have.
    told = process("storyboard", "probe", "--set", "training.epochs=1", "--set", "pacing.cycles=log").stdout
    assert "In the last cycle it is off by 0.519 on average, little less than the 0.519 at first." in told


def test_the_new_scene_is_filmed_as_any_other(begun, project):
    command = [
        sys.executable,
        "-m",
        "manim",
        "--progress_bar",
        "none",
        "-v",
        "WARNING",
        "-r",
        "426,240",
        "--fps",
        "5",
    ]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    subprocess.run([*command, "-n", "0,4", "scenes/probe.py"], cwd=project, env=environment, check=True, timeout=120)
    (film,) = (project / "media" / "videos").rglob("Probe.mp4")
    with av.open(film) as container:
        assert container.streams.video[0].frames > 20


@pytest.fixture(scope="module")
def moons(project):
    """Begin a lesson of points in a copy of the project: its name is that of a dataset."""
    command = [sys.executable, "-m", "scenes.commands", "new", "moons", "--like", "boundary", "--scene"]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=60)


def test_a_lesson_of_points_divides_the_plane(moons, project, process):
    assert (moons.returncode, moons.stderr) == (0, "")
    scene = (project / "scenes" / "moons.py").read_text(encoding="utf-8")
    assert len(scene.splitlines()) < 90 and f"```python\n{scene}```" in (ROOT / "README.md").read_text(
        encoding="utf-8"
    )
    data = yaml.safe_load((project / "configs" / "moons.yaml").read_text(encoding="utf-8"))["data"]
    assert (data["dataset"], data["noise"]) == ("moons", None)  # the noise that suits this dataset
    checked = process("check", "moons")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "configs/moons.yaml: right\n", "")


def test_its_film_tells_whether_the_network_has_learned(moons, project, process):
    told = process("storyboard", "moons")
    assert (told.returncode, told.stderr) == (0, "drawn: media/storyboards/moons.png\n")
    assert [line.split("  ")[0] for line in told.stdout.splitlines() if line[0] != " "] == [
        "question", "network", "map", "learning", "new points", "close"
    ]  # fmt: skip
    assert "198 of 200 lie on the right side: 99.0%." in told.stdout
    few = process(
        "storyboard", "moons", "--set", "training.epochs=1", "--set", "pacing.cycles=log",
        "--set", "words.network_size='{neurons} {synapses} {x} {y}'",
    )  # fmt: skip
    assert few.returncode == 0 and "99.0%" not in few.stdout and "23 115 x1 x2" in few.stdout
    # Data without a plane are refused, with the key and what is missing.
    wrong = process("check", "moons", "--set", "data.dataset=puzzle")
    assert wrong.returncode == 2


def test_what_was_published_of_its_model_is_not_said_of_it(moons, project, process):
    """Chapters, description and moment of the model are about another film, and so is the comment on its data."""
    text = (project / "configs" / "moons.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["publish"] == {"language": "en"} and "two clouds" not in text
    done = process("publish", "moons", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_dataset_is_taken_for_the_name_only_where_it_can_be_shown(project, process):
    done = process("new", "circles", "--like", "xor", "--scene")
    assert (done.returncode, done.stderr) == (0, "")
    assert yaml.safe_load((project / "configs" / "circles.yaml").read_text())["data"]["dataset"] == "puzzle"


def test_it_is_rendered_small_on_a_phone_too(moons, project, process):
    done = process(
        "render", "moons", "-q", "l", "--beat", "new points", "--format", "9:16", "--set", "training.epochs=20"
    )
    assert done.returncode == 0, done.stderr
    film = project / done.stdout.splitlines()[-1].partition(": ")[0]
    with av.open(film) as container:
        assert container.streams.video[0].frames > 20
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert len(np.unique(frame.reshape(-1, 3), axis=0)) > 100  # a picture, not an empty ground


def test_new_scenes_have_their_code_in_order(begun, moons, project):
    ruff = [sys.executable, "-m", "ruff"]
    if subprocess.run([*ruff, "--version"], capture_output=True).returncode:
        pytest.skip("ruff is not installed")
    for what in (["check"], ["format", "--check"]):
        files = [str(project / "scenes" / f"{name}.py") for name in ("probe", "moons")]
        command = [*ruff, *what, "--config", str(ROOT / "pyproject.toml"), *files]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
