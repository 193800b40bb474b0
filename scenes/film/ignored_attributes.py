"""Much of what an object holds is never seen: buffers, caches, addresses, the tools it works with.

Here stands what has no part in a fingerprint, and why. All else has.
"""

from __future__ import annotations

import dis
import functools
import logging
import types
from collections.abc import Callable
from typing import Any

import cairo
from manim import Camera, Mobject, Scene
from manim._config.utils import ManimConfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter


def _attributes_set_by(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(step.argval for step in dis.get_instructions(function) if step.opname == "STORE_ATTR")


# Large, and made anew from the camera's other attributes; PaintingCamera keeps a digest of its background.
_BUFFERS = frozenset({"pixel_array", "background", "pixel_array_to_cairo_context", "canvas"})
_HELPERS = frozenset({"display_funcs", "background_colored_vmobject_displayer"})

# What manim keeps in these objects for itself. Of a scene only what a lesson has added to it is left.
_MACHINERY: tuple[tuple[type, frozenset[str]], ...] = (
    (Scene, _attributes_set_by(Scene.__init__)),
    (Camera, _BUFFERS | _HELPERS),
    (Mobject, frozenset({"original_id"})),  # an address in memory
)
KNOWN_BY_NAME = (types.ModuleType, logging.Logger, CairoRenderer, SceneFileWriter, ManimConfig)
MADE_AGAIN = (
    cairo.Surface,
    cairo.Context,
    cairo.Pattern,
    cairo.FontFace,
    cairo.ScaledFont,
    cairo.FontOptions,
)


@functools.cache
def hidden_attributes(owner: Any) -> frozenset[str]:
    """The attributes of an `owner` that are no part of what it shows."""
    machinery = (names for kind, names in _MACHINERY if issubclass(owner, kind))
    members = {name: value for base in reversed(owner.__mro__) for name, value in vars(base).items()}
    made_again = (name for name, value in members.items() if isinstance(value, functools.cached_property))
    return frozenset(made_again).union(*machinery)


@functools.cache
def slots_of(owner: Any) -> list[str]:
    """The names under which an `owner` keeps what its classes declare in ``__slots__``."""
    names = []
    for base in owner.__mro__:
        slots = vars(base).get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else slots:
            private = slot.startswith("__") and not slot.endswith("__")
            names.append(f"_{base.__name__.lstrip('_')}{slot}" if private else slot)
    return [name for name in names if name not in ("__dict__", "__weakref__")]
