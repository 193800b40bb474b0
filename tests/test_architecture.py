"""The house keeps its order: imports point one way, and nothing happens when a module is imported."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from scenes import ROOT


def imports(path: Path) -> set[str]:
    """Return the names of the modules a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found.add(node.module)
    return found


def files(folder: str) -> list[Path]:
    """Return the files of a folder, at every depth."""
    return sorted((ROOT / folder).rglob("*.py"))


FILM = [path for room in ("config", "training", "film", "output", "commands") for path in files(f"scenes/{room}")]
AROUND = tuple(f"scenes.{room}" for room in ("config", "training", "film", "output", "commands"))


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


LESSONS = [path for path in sorted((ROOT / "scenes").glob("*.py")) if path.stem != "__init__"]


@pytest.mark.parametrize("path", files("nnlib"), ids=lambda path: path.stem)
def test_nnlib_knows_only_numpy_and_scipy(path):
    allowed = sys.stdlib_module_names | {"nnlib", "numpy", "scipy"}
    assert {name.split(".")[0] for name in imports(path)} <= allowed


@pytest.mark.parametrize("path", FILM, ids=lambda path: path.stem)
def test_the_film_does_not_know_the_stage_or_a_lesson(path):
    known = {name for name in imports(path) if within(name, "scenes")}
    known -= {name for name in known for room in AROUND if within(name, room)}
    assert known <= {"scenes"}  # where the project lies


@pytest.mark.parametrize("path", files("scenes/stage"), ids=lambda path: path.stem)
def test_the_stage_does_not_know_a_lesson(path):
    lessons = {f"scenes.{lesson.stem}" for lesson in LESSONS}
    assert not imports(path) & lessons


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_does_not_know_another(path):
    others = {f"scenes.{lesson.stem}" for lesson in LESSONS if lesson != path}
    assert not imports(path) & others


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_one_scene_a_config_and_a_name_of_its_own(path):
    scenes = [
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "").endswith("Scene") for base in node.bases)
    ]
    assert len(scenes) == 1
    assert (ROOT / "configs" / f"{path.stem}.yaml").is_file()
    # manim puts scenes/ on the path: a lesson named like a standard module would hide it.
    assert path.stem not in sys.stdlib_module_names


def test_nothing_dangerous_is_called():
    forbidden = {"eval", "exec", "compile", "__import__"}
    for path in [*files("nnlib"), *files("scenes")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in forbidden, f"{path}:{node.lineno}"
        assert not imports(path) & {"pickle", "shelve", "marshal", "subprocess"}, path


def test_importing_the_library_loads_neither_manim_nor_yaml():
    code = "import nnlib, sys; sys.exit(any(name in sys.modules for name in ('manim', 'yaml', 'pydantic')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
