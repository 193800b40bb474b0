"""What the README shows must run as it stands."""

import re
import subprocess
import sys
from textwrap import dedent

import av

from scenes import ROOT
from scenes.stage import beats
from scenes.stage.lesson import LAYOUTS

README = (ROOT / "README.md").read_text()


def example(language: str, number: int = 0) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.M | re.S)[number]


def indented(name: str) -> str:
    """Return the example of a config in a list."""
    found = re.findall(r"^  ```yaml\n(.*?)^  ```", README, flags=re.M | re.S)
    return dedent(next(text for text in found if f"# configs/{name}.yaml" in text))


def test_the_lesson_of_ones_own_runs(tmp_path):
    (tmp_path / "mine.py").write_text(example("python"))
    command = [sys.executable, "-m", "manim", "-r", "426,240", "--fps", "5", "--progress_bar", "none", "mine.py"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (film,) = (tmp_path / "media" / "videos" / "mine").glob("*/Mine.mp4")
    with av.open(str(film)) as container:
        assert container.duration / av.time_base > 10


def test_every_part_of_a_lesson_can_be_built_as_shown(tmp_path):
    (tmp_path / "parts.py").write_text(example("python", 1))
    command = [sys.executable, "-m", "manim", "-r", "426,240", "--fps", "5", "--progress_bar", "none", "parts.py"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert list((tmp_path / "media" / "videos" / "parts").glob("*/Parts.mp4"))


def test_the_config_of_ones_own_is_right(tmp_path):
    text = example("yaml").replace("extends: xor.yaml", f"extends: {ROOT / 'configs' / 'xor.yaml'}")
    (tmp_path / "my.yaml").write_text(text)
    from scenes.config import load_config

    config = load_config(tmp_path / "my.yaml", lesson="xor")
    assert config.network.hidden == (8, 4) and config.format.aspect == "9:16"


def test_the_config_with_a_german_legend_is_right(tmp_path):
    text = indented("deutsch").replace("extends: boundary.yaml", f"extends: {ROOT / 'configs' / 'boundary.yaml'}")
    (tmp_path / "deutsch.yaml").write_text(text)
    from scenes.config import load_config

    words = load_config(tmp_path / "deutsch.yaml", lesson="boundary").words
    assert (words.line, words.excites) == ("Grenze", "erregt")


def test_the_known_example_of_backpropagation_has_its_known_numbers(tmp_path):
    text = indented("mazur").replace("extends: backprop.yaml", f"extends: {ROOT / 'configs' / 'backprop.yaml'}")
    (tmp_path / "mazur.yaml").write_text(text)
    from scenes.config import load_config
    from scenes.training import dataset_of, first_steps_of, network_of

    config = load_config(tmp_path / "mazur.yaml", lesson="backprop")
    data = dataset_of(config)
    (step,) = first_steps_of(config, network_of(config, data), data)
    assert round(step.loss, 9) == 0.298371109
    assert step.after.weights[1].round(8)[0, 0] == 0.35891648


def test_every_lesson_is_listed():
    for path in (ROOT / "scenes").glob("*.py"):
        assert path.stem == "__init__" or f"scenes/{path.name}" in README


def test_every_picture_is_there():
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / picture).is_file()


def test_every_layout_is_listed_with_boxes_that_it_has():
    rows = dict(re.findall(r"^\| `([a-z ]+)` \| (`.*`) \|$", README, flags=re.M))
    assert set(rows) >= set(LAYOUTS)
    for layout, rule in LAYOUTS.items():
        boxes = {
            "title",
            "legend",
            "network",
            "caption",
            "body",
            "answer",
            "reason",
            *re.findall(r"`(\w+)`", rows[layout]),
        }
        for size in ((1920, 1080), (1080, 1080), (1080, 1920)):
            assert boxes <= set(rule(*size).boxes)


def test_every_standard_beat_shown_is_one():
    shown = set(re.findall(r"`beats\.(\w+)\(self", README))
    assert len(shown) > 5 and all(callable(getattr(beats, name)) for name in shown)
