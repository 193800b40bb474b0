"""How a painted mobject looks, apart from where it stands: what manim's own animations know nothing of."""

from __future__ import annotations

from typing import Any

from manim import Mobject

from scenes.film.fingerprint import fingerprint

# Place, name, updaters, copies …: those are manim's to change.
_MANIMS = frozenset(vars(Mobject())) | {"opacity", "blend", "target", "saved_state", "original_id"}

COLOURING = (
    "set_color",
    "set_color_by_gradient",
    "set_colors_by_radial_gradient",
    "set_submobject_colors_by_gradient",
    "set_submobject_colors_by_radial_gradient",
    "set_fill",
    "set_stroke",
    "set_style",
    "fade_to",
)
"""What manim's mobjects are coloured by."""


class NotForPainted(TypeError):
    """Something that a painted mobject cannot do; the text says what to do instead."""


def look_of(mobject: Mobject) -> dict[str, Any]:
    """Return the attributes that decide how a mobject looks, wherever it stands."""
    return {name: value for name, value in vars(mobject).items() if name not in _MANIMS and name[:7] != "_cached"}


def look_alike(one: Mobject, other: Mobject) -> bool:
    """Whether two mobjects look the same, apart from where they stand; found out once for each pair."""
    known: Any = vars(other).get("_cached_alike")
    if known is None or known[0] is not one:
        known = one, type(one) is type(other) and fingerprint(look_of(one)) == fingerprint(look_of(other))
        vars(other)["_cached_alike"] = known
    return bool(known[1])


def refuse_colours(cls: type) -> type:
    """Let every way of colouring a mobject of this class end in one line that says what to do."""

    def refuse(self: Any, *arguments: Any, **named: Any) -> Any:
        name = type(self).__name__
        raise NotForPainted(f"a {name} has the colours of its theme; write {name}(…, theme=…), such as PAPER or SAFE")

    for name in COLOURING:
        setattr(cls, name, refuse)
    return cls
