import os
import sys
import sysconfig
from types import ModuleType

import numpy as np
import pytest

from scenes.film import sources
from scenes.film.sources import code_digest, is_installed, is_of_this_project


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project in place of ours."""
    for room in sources.ROOMS:
        (tmp_path / room).mkdir(parents=True)
        (tmp_path / room / "module.py").write_text("x = 1")
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    return tmp_path


def changed_digest():
    sources._digest_of.cache_clear()
    return code_digest()


@pytest.mark.parametrize("room", sources.ROOMS)
def test_a_change_in_any_room_changes_the_digest(project, room):
    before = changed_digest()
    assert changed_digest() == before
    (project / room / "module.py").write_text("x = 2")
    assert changed_digest() != before


def test_a_new_module_changes_the_digest(project):
    before = changed_digest()
    (project / "scenes/stage/new.py").write_text("")
    assert changed_digest() != before


def test_a_loaded_module_of_the_user_counts_and_another_lesson_does_not(project, monkeypatch):
    before = changed_digest()
    lesson = project / "scenes/other_lesson.py"
    lesson.write_text("x = 1")
    assert changed_digest() == before
    module = ModuleType("other_lesson")
    module.__file__ = str(lesson)
    monkeypatch.setitem(sys.modules, "other_lesson", module)
    assert changed_digest() != before


def test_versions_count(project, monkeypatch):
    before = changed_digest()
    monkeypatch.setattr(np, "__version__", "99")
    assert changed_digest() != before


def test_what_is_installed_and_what_is_ours():
    assert is_installed(np.__file__)
    assert is_installed(os.__file__)
    assert is_installed(os.path.join(sysconfig.get_path("stdlib"), "json", "decoder.py"))
    assert not is_installed(__file__)
    assert is_of_this_project(sources.__file__)
    assert not is_of_this_project(__file__)
