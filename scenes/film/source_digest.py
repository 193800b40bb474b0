"""The code that draws decides what is seen, so it belongs to the key under which a picture is kept.

Python offers no version of a module that could be trusted; the bytes of its source can.
"""

from __future__ import annotations

import functools
import hashlib
import platform
import sys
import sysconfig
from pathlib import Path

import av
import cairo
import manim
import manimpango  # type: ignore[import-untyped]
import numpy as np

from scenes import ROOT

ROOMS = ("nnlib", "scenes/config", "scenes/training", "scenes/film", "scenes/stage")
"""The folders whose code has a part in every picture. What is made of the pictures afterwards has none."""

OUTPUT = "scenes/output"
"""The folder whose code opens scenes and lets several computers paint one film."""

AFTERWARDS = (OUTPUT, "scenes/commands")
"""The folders whose code has no part in a picture, loaded or not."""


def code_digest(scene: type) -> str:
    """Digest of all the code that can have a part in a picture of a scene.

    That is: this project's rooms and the files of the scene's class and its bases; every module loaded from
    outside Python's installed packages, which is what the scene's author has written for it; and the versions of
    the packages that draw and encode. Another lesson has no part in it.
    """
    loaded = set()
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.endswith(".py") and not is_installed(file):
            loaded.add(Path(file).resolve())
    others = {path for path in loaded if path.parent == ROOT / "scenes"}  # among them lessons
    others |= {path for path in loaded for room in AFTERWARDS if path.is_relative_to(ROOT / room)}
    return _digest(_of_project(scene) | (loaded - others))


def project_digest(scene: type) -> str:
    """Digest of what two computers must have in common to paint the same pictures of a scene.

    That is: this project's rooms and the one in which scenes are opened and films shared out, the files of the
    scene's class and its bases, and the versions of the packages that draw and encode.
    """
    return _digest(_of_project(scene) | set((ROOT / OUTPUT).rglob("*.py")))


def _of_project(scene: type) -> set[Path]:
    rooms = {path for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    files = (getattr(sys.modules.get(kind.__module__), "__file__", None) for kind in scene.__mro__)
    return rooms | {Path(file).resolve() for file in files if isinstance(file, str) and not is_installed(file)}


def _digest(sources: set[Path]) -> str:
    digests = sorted((_name_of(path), _digest_of(path)) for path in sources if path.exists())
    return hashlib.sha256(repr((_versions(), digests)).encode()).hexdigest()


def _name_of(path: Path) -> str:
    """Return where a source lies in the project: the same project in another place makes the same film."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


@functools.cache
def _digest_of(path: Path) -> str:
    # Once a process: Python, too, goes on running what it has read first.
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _versions() -> tuple[str, ...]:
    libraries = repr(sorted(av.library_versions.items()))
    pango = manimpango.__version__, manimpango.pango_version()
    drawing = cairo.version, cairo.cairo_version_string(), *pango
    return platform.python_version(), manim.__version__, np.__version__, av.__version__, libraries, *drawing


@functools.cache
def is_installed(file: str) -> bool:
    """Whether a source file belongs to Python or to an installed package, whose version says enough."""
    inside_packages = "site-packages" in file or "dist-packages" in file
    return inside_packages or file.startswith(("<frozen", *_homes_of_python()))


@functools.cache
def _homes_of_python() -> tuple[str, ...]:
    return sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")


@functools.cache
def is_of_this_project(file: str) -> bool:
    """Whether a source file is one of this project's own."""
    return any(Path(file).resolve().is_relative_to(ROOT / top) for top in ("nnlib", "scenes"))
