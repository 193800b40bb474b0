"""What all tests share."""

import sys
from types import ModuleType
from typing import Any


def home_of(thing: Any) -> ModuleType:
    """Return the module of a class or function, so that a test which changes something there need not name it."""
    return sys.modules[thing.__module__]
