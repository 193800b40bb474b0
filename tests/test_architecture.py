"""The house keeps its order: rooms of a size, imports that point one way, and nothing that happens on import."""

import ast
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from pathlib import Path

import pytest

from scenes import ROOT

LESSONS = tuple(sorted(f"scenes.{path.stem}" for path in (ROOT / "scenes").glob("*.py") if path.stem != "__init__"))

# From the ground up. A room imports the rooms of the levels below its own, and none beside it; where a level names
# several rooms, each is a tuple of the modules or folders that make it up.
HOUSE = (
    (("nnlib",),),
    (("scenes.config",),),
    (("scenes.training",), ("scenes.film",)),
    (("scenes.stage",),),
    tuple((lesson,) for lesson in LESSONS),
    (("scenes.output",),),
    (("scenes.commands",),),
)
STAGE = (
    (("scenes.stage.drawing",),),
    (("scenes.stage.network",),),
    (("scenes.stage.learning",), ("scenes.stage.panels",), ("scenes.stage.formulas",)),
    (("scenes.stage.plane",), ("scenes.stage.pictures",), ("scenes.stage.diffusion",)),
    (("scenes.stage.lesson",),),
)
NNLIB = (
    (("nnlib.value", "nnlib.arrays", "nnlib.checks", "nnlib.errors", "nnlib.other_names"),),
    (
        ("nnlib.activations", "nnlib.losses", "nnlib.initializers", "nnlib.optimizers", "nnlib.parameters"),
        ("nnlib.data",),
        ("nnlib.diffusion",),
    ),
    (("nnlib.layers",),),
    (("nnlib.structure", "nnlib.passes", "nnlib.evaluation", "nnlib.network", "nnlib.contributions"),),
    (("nnlib.training",),),
    (("nnlib.adapters",),),
)
ALONE = ("nnlib.diffusion", "nnlib.adapters")  # no other room of nnlib stands on them

MOST_MODULES, MOST_LINES = 18, 250

# Who may import what only a name tells, and why.
BY_NAME = {
    "scenes.config.lessons": "a config names its lesson",
    "scenes.commands": "a command is loaded when it is called",
    "scenes.commands.fresh_process": "it loads the code as it stands in the files now",
    "scenes.commands.new": "it asks whether a name is that of a module, and loads none",
    "scenes.output.upload.description": "it asks for the version of the project, and loads nothing",
}


def files(*tops: str) -> list[Path]:
    """Return the files of folders, at every depth."""
    return [path for top in tops for path in sorted((ROOT / top).rglob("*.py"))]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in files("nnlib", "scenes")}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Return what a file imports, wherever in it: for type checkers only, in a function, or by a written name."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            each = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in each}
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            found |= {word.value for word in node.args if isinstance(word, ast.Constant)}
    return frozenset(found)


def exported(package: str) -> set[str]:
    """Return the names a package shows: those that its face imports."""
    face = MODULES.get(package)
    nodes = tree(face).body if face and face.stem == "__init__" else ()
    return {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def place(name: str, levels: tuple) -> tuple[int, int] | None:
    """Return the level of a module, and the number of its room there."""
    for level, rooms in enumerate(levels):
        for room, parts in enumerate(rooms):
            if any(within(name, part) for part in parts):
                return level, room
    return None


def points_wrongly(importer: str, imported: str) -> bool:
    """Whether an import leads to a room that is not below the importer's own."""
    for levels in (HOUSE, STAGE, NNLIB):
        here, there = place(importer, levels), place(imported, levels)
        if here and there and here != there and there[0] >= here[0]:
            return True
    inside = within(importer, "nnlib") and importer != "nnlib"
    return inside and any(within(imported, room) and not within(importer, room) for room in ALONE)


def test_every_file_is_looked_at_and_has_its_room():
    walked = {
        Path(folder, file)
        for top in ("nnlib", "scenes")
        for folder, _, names in os.walk(ROOT / top)
        for file in names
        if file.endswith(".py")
    }
    assert set(MODULES.values()) == walked and len(walked) > 170
    roomless = [name for name in MODULES if name != "scenes" and place(name, HOUSE) is None]
    assert roomless == []
    # Only faces stand outside the levels within the stage and within nnlib.
    assert [name for name in MODULES if within(name, "scenes.stage") and not place(name, STAGE)] == ["scenes.stage"]
    assert [name for name in MODULES if within(name, "nnlib") and not place(name, NNLIB)] == ["nnlib"]
    assert sum(len(imports(path)) for path in walked) > 1000


def test_every_folder_has_a_face_and_every_file_opens_with_a_sentence():
    folders = {path.parent for path in MODULES.values()}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
    assert [folder for folder in folders if len(list(folder.glob("*"))) < 2] == []  # a face with nothing behind it
    assert [name for name, path in MODULES.items() if len((ast.get_docstring(tree(path)) or "").split()) < 4] == []


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name):
    assert [other for other in imports(MODULES[name]) if points_wrongly(name, other)] == []


@pytest.mark.parametrize("wrong", [
    ("nnlib.network", "scenes.config"),
    ("nnlib.data.dataset", "nnlib.network"),
    ("nnlib.data.dataset", "nnlib.losses"),
    ("nnlib.training.train", "nnlib.diffusion.lattice"),
    ("scenes.config.config", "scenes.xor"),
    ("scenes.film.timeline", "scenes.training.pacing"),
    ("scenes.training.training", "scenes.film.timeline"),
    ("scenes.film.camera", "scenes.stage.drawing.canvas"),
    ("scenes.stage.drawing.canvas", "scenes.stage.network.state"),
    ("scenes.stage.panels.plot", "scenes.stage.learning.replay"),
    ("scenes.stage.plane.window", "scenes.stage.pictures.picture"),
    ("scenes.stage.lesson.lesson_scene", "scenes.xor"),
    ("scenes.stage", "scenes.output"),
    ("scenes.xor", "scenes.boundary"),
    ("scenes.xor", "scenes.output"),
    ("scenes.output.open_scene", "scenes.commands.common"),
], ids=" -> ".join)  # fmt: skip
def test_wrong_imports_are_seen(wrong):
    assert points_wrongly(*wrong)


def test_no_file_stands_in_a_circle():
    below = {
        name: {other for other in imports(path) if other in MODULES and other != name}
        for name, path in MODULES.items()
    }
    try:
        assert len(tuple(TopologicalSorter(below).static_order())) == len(MODULES)
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", MODULES)
def test_only_a_few_import_by_name(name):
    uses = any(within(other, "importlib") for other in imports(MODULES[name]))
    calls = any(called(node) == "__import__" for node in ast.walk(tree(MODULES[name])) if isinstance(node, ast.Call))
    assert not calls
    assert uses == (name in BY_NAME)


def test_a_room_is_not_crowded():
    inside = [
        path for top in ("nnlib", "scenes") for ending in ("py", "js") for path in (ROOT / top).rglob(f"*.{ending}")
    ]
    count = Counter(path.parent for path in inside if path.stem not in ("__init__", "__main__"))
    assert len(count) > 20
    assert {folder: modules for folder, modules in count.items() if modules > MOST_MODULES} == {}


def test_a_file_is_not_long():
    """Of a lesson the class of its words does not count: it is as long as the lesson has texts."""
    lines = {path: len(path.read_text().splitlines()) for path in MODULES.values()}
    for lesson in LESSONS:
        (words,) = (n for n in tree(MODULES[lesson]).body if isinstance(n, ast.ClassDef) and n.name.endswith("Words"))
        lines[MODULES[lesson]] -= words.end_lineno - words.lineno + 1
    assert {path for path, count in lines.items() if count > MOST_LINES} == set()


@pytest.mark.parametrize("path", [MODULES[lesson] for lesson in LESSONS], ids=lambda path: path.stem)
def test_construct_is_a_table_of_contents(path):
    (construct,) = (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef) and n.name == "construct")
    _, *calls = construct.body
    assert 4 <= len(calls) <= 12
    assert all(isinstance(call, ast.Expr) and isinstance(call.value, ast.Call) for call in calls)


def test_what_lies_in_scenes_hides_no_other_module():
    """manim puts scenes/ first on the path: a lesson or a room named like another module would hide it."""
    own = {path.stem for path in (ROOT / "scenes").iterdir() if path.name[0] not in "._"}
    assert len(own) > 10
    installed = set(metadata.packages_distributions()) - {"nnlib", "scenes"}
    assert own & (sys.stdlib_module_names | installed) == set()


@pytest.mark.parametrize("path", [MODULES[lesson] for lesson in LESSONS], ids=lambda path: path.stem)
def test_a_lesson_has_one_scene_and_a_config(path):
    scenes = [
        node.name
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "").endswith("Scene") for base in node.bases)
    ]
    assert len(scenes) == 1
    assert (ROOT / "configs" / f"{path.stem}.yaml").is_file()


@pytest.mark.parametrize("path", files("tests"), ids=lambda path: path.relative_to(ROOT / "tests").as_posix())
def test_tests_know_faces_only(path):
    """They import from folders, so that a file can move within its folder; lessons and chapters of nnlib stay."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            inside = {alias.name for alias in node.names} - exported(node.module)
            found |= {node.module, *(f"{node.module}.{name}" for name in inside)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    behind = {name for name in found & set(MODULES) if MODULES[name].stem != "__init__"} - set(LESSONS)
    assert {name for name in behind if not (within(name, "nnlib") and name.count(".") == 1)} == set()


@pytest.mark.parametrize("path", files("nnlib"), ids=lambda path: path.stem)
def test_nnlib_knows_only_numpy_and_scipy(path):
    allowed = sys.stdlib_module_names | {"nnlib", "numpy", "scipy"}
    assert {name.split(".")[0] for name in imports(path)} <= allowed


def test_nothing_dangerous_is_called():
    forbidden = {"eval", "exec", "compile", "__import__"}
    for path in MODULES.values():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in forbidden, f"{path}:{node.lineno}"
        assert not imports(path) & {"pickle", "shelve", "marshal", "subprocess"}, path


def test_importing_the_library_loads_neither_manim_nor_yaml():
    code = "import nnlib, sys; sys.exit(any(name in sys.modules for name in ('manim', 'yaml', 'pydantic')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
