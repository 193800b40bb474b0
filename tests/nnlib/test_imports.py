"""nnlib stands alone: NumPy and SciPy, nothing that draws or configures, nothing that executes text."""

import ast
import subprocess
import sys
from pathlib import Path

import nnlib

SOURCES = sorted(Path(nnlib.__file__).parent.rglob("*.py"))


def test_it_imports_numpy_and_scipy_only():
    allowed = {*sys.stdlib_module_names, "numpy", "scipy", "nnlib"} - {"pickle", "marshal", "shelve"}
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, source.name


def test_it_executes_no_text():
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"}, source.name


def test_importing_it_brings_in_neither_manim_nor_yaml():
    check = "import sys, nnlib; print([m for m in ('manim', 'yaml', 'sklearn', 'torch') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_every_file_opens_with_a_sentence():
    for name in nnlib.__all__:
        assert hasattr(nnlib, name)
    for source in SOURCES:
        opening = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8")))
        assert opening and len(opening.split()) > 8, source.name
