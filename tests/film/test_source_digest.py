import os
import shutil
import sys
import sysconfig
from types import ModuleType

import numpy as np
import pytest

from scenes.film import ROOMS, code_digest, is_installed, is_of_this_project, project_digest

from ..conftest import home_of

SOURCES = home_of(code_digest)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project in place of ours."""
    for room in ROOMS:
        (tmp_path / room).mkdir(parents=True)
        (tmp_path / room / "module.py").write_text("x = 1")
    monkeypatch.setattr(SOURCES, "ROOT", tmp_path)
    return tmp_path


class Somebodys:
    """Stands for a scene."""


def changed_digest(digest=code_digest, scene=Somebodys):
    SOURCES._digest_of.cache_clear()
    return digest(scene)


@pytest.mark.parametrize("room", ROOMS)
def test_a_change_in_any_room_changes_the_digest(project, room):
    before = changed_digest()
    assert changed_digest() == before
    (project / room / "module.py").write_text("x = 2")
    assert changed_digest() != before


def test_a_new_module_changes_the_digest(project):
    before = changed_digest()
    (project / "scenes/stage/new.py").write_text("")
    assert changed_digest() != before


@pytest.mark.parametrize("room", ROOMS)
def test_modules_of_one_name_in_different_folders_are_told_apart(project, room):
    for folder, text in (("here", "x = 1"), ("there", "x = 2")):
        (project / room / folder).mkdir()
        (project / room / folder / "layout.py").write_text(text)
    before = changed_digest()
    (project / room / "here" / "layout.py").write_text("x = 2")
    assert changed_digest() != before
    (project / room / "there" / "layout.py").write_text("x = 1")  # as at the start, but each in the other's place
    assert changed_digest() != before


def test_the_same_project_in_another_place_has_the_same_digest(project, tmp_path_factory, monkeypatch):
    before = changed_digest()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(project, elsewhere)
    monkeypatch.setattr(SOURCES, "ROOT", elsewhere)
    assert changed_digest() == before


def test_a_folder_of_ones_own_beside_the_lessons_counts(project, monkeypatch):
    before = changed_digest()
    load(project / "scenes" / "mine" / "helper.py", monkeypatch)
    assert changed_digest() != before


def test_what_becomes_of_the_pictures_has_no_part_in_them(project, monkeypatch):
    """An edited command draws no film anew, however the film was asked for; workers must agree on how to share it."""
    before, between_computers = changed_digest(), changed_digest(project_digest)
    load(project / "scenes" / "commands" / "render.py", monkeypatch)
    load(project / "scenes" / "output" / "open_scene.py", monkeypatch)
    assert changed_digest() == before
    assert changed_digest(project_digest) != between_computers


def load(path, monkeypatch):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x = 1")
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    monkeypatch.setitem(sys.modules, path.stem, module)
    return type("Scene", (), {"__module__": path.stem})


def test_a_loaded_module_of_the_user_counts(project, monkeypatch):
    before, alone = changed_digest(), changed_digest(project_digest)
    load(project / "mine" / "shapes_of_mine.py", monkeypatch)
    assert changed_digest() != before
    assert changed_digest(project_digest) == alone  # another computer may have other things loaded


@pytest.mark.parametrize("digest", [code_digest, project_digest])
def test_the_lesson_itself_counts_and_another_one_does_not(project, monkeypatch, digest):
    lesson = load(project / "scenes" / "this_lesson.py", monkeypatch)
    before = changed_digest(digest, lesson)
    load(project / "scenes" / "other_lesson.py", monkeypatch)
    assert changed_digest(digest, lesson) == before
    (project / "scenes" / "this_lesson.py").write_text("x = 2")
    assert changed_digest(digest, lesson) != before


def test_versions_count(project, monkeypatch):
    before = changed_digest()
    monkeypatch.setattr(np, "__version__", "99")
    assert changed_digest() != before


def test_what_is_installed_and_what_is_ours():
    assert is_installed(np.__file__)
    assert is_installed(os.__file__)
    assert is_installed(os.path.join(sysconfig.get_path("stdlib"), "json", "decoder.py"))
    assert not is_installed(__file__)
    assert is_of_this_project(SOURCES.__file__)
    assert not is_of_this_project(__file__)
