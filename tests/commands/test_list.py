"""`lesson list`: which films there are, and what is true of them."""

from __future__ import annotations

from pathlib import Path

import pytest


def rows(text: str) -> dict[str, list[str]]:
    """Return the cells of a table, by those of its first column."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and "─" not in line]
    cells = [[cell for cell in line.split("  ") if cell] for line in lines]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in cells}


def test_it_names_title_length_network_data_and_format(here, run):
    result = run("list")
    assert result.exit_code == 0
    table = rows(result.stdout)
    assert table["config"] == ["title", "length", "network", "data", "format"]
    assert table["xor"] == ["A network learns a puzzle", "2:29", "3-4-1", "puzzle, 7", "16:9"]
    assert table["short (xor)"] == ["A network learns a puzzle", "natural", "3-4-1", "puzzle, 7", "16:9"]
    assert result.stderr == "natural: as long as its beats take; lesson list --measure finds out\n"


def test_a_length_is_known_once_somebody_has_rehearsed_the_film(here, run):
    said = run("storyboard", "short").stdout
    last = said.splitlines()[-1].rpartition("  ")[2].split()
    seconds = float(last[0]) + float(last[3])
    shown = f"{int(seconds) // 60}:{int(seconds) % 60:02}"
    table = rows(run("list").stdout)
    assert table["short (xor)"][1] == shown
    # It is forgotten as soon as anything that decides it changes.
    with open("configs/short.yaml", "a") as file:
        file.write("network: {seed: 2}\n")
    assert rows(run("list").stdout)["short (xor)"][1] == "natural"
    measured = run("list", "--measure")
    assert measured.stderr == "" and ":" in rows(measured.stdout)["short (xor)"][1]
    assert rows(run("list").stdout)["short (xor)"][1] == rows(measured.stdout)["short (xor)"][1]


def test_a_table_of_ones_own(here, run):
    Path("configs/points.csv").write_text("a,b,answer\n1,0,1\n0,1,0\n1,1,1\n")
    Path("configs/mine.yaml").write_text(
        "extends: xor.yaml\ntitle: '[red]Rot[/red] :bug:'\n"
        "data: {dataset: null, csv: points.csv, question: [0, 0, 0]}\n"
        "format: {aspect: '9:16'}\nnetwork: {hidden: [3, 2]}\n"
    )
    assert rows(run("list").stdout)["mine (xor)"] == [
        "[red]Rot[/red] :bug:", "2:29", "2-3-2-1", "points.csv, 3", "9:16"
    ]  # fmt: skip


def test_configs_with_mistakes_are_marked(here, run):
    Path("configs/wrong.yaml").write_text("extends: xor.yaml\ntraining: {epochs: many, los: x}\n")
    result = run("list")
    assert result.exit_code == 0
    assert rows(result.stdout)["✗ wrong"] == ["2 mistakes: lesson check configs/wrong.yaml"]
    assert rows(result.stdout)["xor"][1] == "2:29"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("class (\n", "scenes/broken.py:1: SyntaxError: invalid syntax"),
        ("import notthere\n", "scenes/broken.py:1: ModuleNotFoundError: No module named 'notthere'"),
        ("x = 1\nraise SystemExit(3)\n", "scenes/broken.py:2: SystemExit: 3"),
        (
            "\nclass A:\n    x = 1 / 0\n",
            "scenes/broken.py:3: ZeroDivisionError: division by zero",
        ),
        ("\0", "SyntaxError: source code string cannot contain null bytes"),
    ],
)
def test_a_broken_scene_is_one_row_and_the_others_go_on(project, process, code, told):
    scene, config = project / "scenes" / "broken.py", project / "configs" / "its.yaml"
    try:
        scene.write_text(code, encoding="utf-8")
        config.write_text("extends: xor.yaml\nlesson: broken\n", encoding="utf-8")
        listed, checked = process("list"), process("check")
    finally:
        scene.unlink()
        config.unlink()
    assert (listed.returncode, checked.returncode) == (0, 2)
    assert rows(listed.stdout)["✗ its"] == ["1 mistake: lesson check configs/its.yaml"]
    assert rows(listed.stdout)["xor"][0] == "A network learns a puzzle"
    assert checked.stdout.count(": right") == len(list((project / "configs").glob("*.yaml")))
    line, note = checked.stderr.splitlines()
    assert note == "the films were not rehearsed: lesson check NAME does that as well"
    assert line.startswith("configs/its.yaml:2:9: lesson: the scene is broken: ") and told in line


def test_what_shows_only_in_the_rehearsal_is_marked_too(here, run):
    Path("configs/wrong.yaml").write_text("extends: short.yaml\nlook: {font: No Such Font}\n", encoding="utf-8")
    assert rows(run("list", "--measure").stdout)["✗ wrong"] == ["1 mistake: lesson check configs/wrong.yaml"]


def test_an_empty_folder_says_how_to_begin(tmp_path, monkeypatch, run):
    (tmp_path / "configs").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run("list")
    assert result.exit_code == 2
    assert result.stderr == "configs holds no .yaml file; begin with: lesson new my_puzzle --like xor\n"


@pytest.mark.parametrize("command", ["list", "new", "check", "train", "storyboard", "watch"])
def test_every_command_explains_itself_with_an_example(run, command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout and f"  lesson {command}" in result.stdout
    assert "--debug" in result.stdout


def test_the_commands_are_listed(run):
    told = run("--help").stdout
    assert [line.split()[0] for line in told.partition("Commands:")[2].splitlines() if line.strip()][:6] == [
        "list", "new", "check", "train", "storyboard", "watch"
    ]  # fmt: skip


def test_an_unknown_command_is_a_mistake(run):
    result = run("storybord")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such command 'storybord'" in result.stderr
