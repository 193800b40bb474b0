"""What all tests share."""

import sys
from types import ModuleType
from typing import Any

import pytest

# Files, and folders, that make something once for many tests, such as a film: one worker does all of each.
TOGETHER = (
    "tests/commands/test_new.py",
    "tests/commands/test_publish.py",
    "tests/commands/test_read_only.py",
    "tests/film/test_film_writer.py",
    "tests/lessons/test_film.py",
    "tests/nnlib/test_diffusion.py",
    "tests/nnlib/test_seed_lesson.py",
    "tests/render",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each worker one test after another, and a file of those above as a whole, these first."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((name for name in TOGETHER if nodeid.startswith(name)), nodeid)

    return Together(config, log)


def home_of(thing: Any) -> ModuleType:
    """Return the module of a class or function, so that a test which changes something there need not name it."""
    return sys.modules[thing.__module__]
