"""A fingerprint tells two things apart by what they hold, not by where in memory they lie.

Two plays may share a cached piece of film only when nothing that is seen differs between them. So all that a
play can show (mobjects, animations, camera, functions) is written out in one fixed order and digested. What
cannot be written out is refused: better to render once too often than to show an old picture.
"""

from __future__ import annotations

import copyreg
import enum
import functools
import hashlib
import struct
import types
import weakref
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

import numpy as np
from manim import Animation, ManimColor, Mobject

from scenes.film.ignored_attributes import KNOWN_BY_NAME, MADE_AGAIN, hidden_attributes, slots_of
from scenes.film.source_digest import is_installed, is_of_this_project


class Unfingerprintable(TypeError):
    """A value whose content cannot be read, such as a generator or an open file."""


def fingerprint(value: Any) -> str:
    """The digest of everything `value` holds, the same in every process.

    - An object with a string attribute ``digest`` (a history, a config) is known by it and not walked
      through; mobjects and animations always are.
    - What can be made again at any time is left out, and nothing else: attributes whose names begin with
      ``_cached``, ``functools.cached_property``, and cairo's own objects.
    - An object met again is written as the number of its first appearance, which ends cycles.

    Raises
    ------
    Unfingerprintable
        Naming the type that cannot be read.
    """
    pen = _Pen({})
    try:
        pen.write(value)
    except RecursionError as error:
        raise Unfingerprintable(f"a {type(value).__name__} is nested too deeply to be read") from error
    return pen.digest()


def _name(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}"


_BOUND = (types.MethodType, types.BuiltinFunctionType, types.MethodWrapperType)


class _Pen:
    """Writes values to a hash, each with its kind and length in front, so that no two texts coincide."""

    def __init__(self, seen: dict[int, tuple[int, Any]]) -> None:
        self._hash = hashlib.sha256()
        # Keeps the objects, too: the address of one that is gone could be given to another.
        self._seen = seen

    def digest(self) -> str:
        return self._hash.hexdigest()

    def token(self, kind: str, content: bytes | str = b"") -> None:
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        self._hash.update(b"%s:%d:" % (kind.encode(), len(data)) + data)

    def write(self, value: Any) -> None:
        """Write any value; those without identity here, all others in `thing`."""
        kind = type(value)
        if kind is float:
            self.token("float", struct.pack("<d", value))
        elif kind is str:
            self.token("str", value)
        elif value is None or isinstance(value, MADE_AGAIN):
            self.token("none")
        elif kind in (bool, int, complex) or value is Ellipsis or value is NotImplemented:
            self.token(kind.__name__, repr(value))
        elif kind in (bytes, bytearray):
            self.token("bytes", bytes(value))
        elif kind is tuple:
            self.sequence("tuple", value)
        elif isinstance(value, (np.ndarray, np.generic)):
            self.array(np.asarray(value))
        elif isinstance(value, ManimColor):
            self.array(np.asarray(value.to_rgba()))
        elif isinstance(value, enum.Enum):
            self.token("enum", f"{_name(kind)}.{value.name}")
        elif isinstance(value, PurePath):
            self.token("path", value.as_posix())
        elif isinstance(value, type):
            self.token("class", _name(value))
        elif isinstance(value, KNOWN_BY_NAME):
            self.token("named", str(getattr(value, "__name__", _name(kind))))
        elif isinstance(value, (set, frozenset)):
            self.unordered(value)
        else:
            self.thing(value)

    def sequence(self, kind: str, values: Iterable[Any]) -> None:
        items = list(values)
        self.token(kind, str(len(items)))
        for item in items:
            self.write(item)

    def array(self, array: np.ndarray) -> None:
        self.token("array", f"{array.dtype.descr}{array.shape}")
        if array.dtype.hasobject:
            self.sequence("objects", array.ravel().tolist())
        else:
            self.token("data", array.tobytes())

    def unordered(self, values: Iterable[Any]) -> None:
        # Each by itself, then sorted: the order of a set differs from process to process.
        digests = []
        for value in values:
            alone = _Pen(dict(self._seen))
            alone.write(value)
            digests.append(alone.digest())
        self.sequence("set", sorted(digests))

    def thing(self, value: Any) -> None:
        """Write an object that may be met again."""
        if id(value) in self._seen:
            self.token("again", str(self._seen[id(value)][0]))
            return
        self._seen[id(value)] = (len(self._seen), value)
        self.token("object", _name(type(value)))
        if isinstance(value, types.FunctionType):
            self.function(value)
        elif isinstance(value, types.CodeType):
            self.token("code", value.co_code)
            self.sequence("names", (value.co_names, value.co_varnames, value.co_freevars, value.co_consts))
        elif isinstance(value, _BOUND):
            self.token("method", value.__qualname__)
            self.sequence("bound", (getattr(value, "__func__", None), value.__self__))
        elif isinstance(value, types.CellType):
            self.sequence("cell", [value.cell_contents] if value != types.CellType() else [])
        elif isinstance(value, functools.partial):
            self.sequence("partial", (value.func, value.args, value.keywords, vars(value)))
        elif isinstance(value, weakref.ref):
            self.write(value())
        elif isinstance(value, types.MappingProxyType):
            self.write(dict(value))
        else:
            self.instance(value)

    def function(self, function: types.FunctionType) -> None:
        self.token("function", _name(function))
        given = (function.__defaults__, function.__kwdefaults__, function.__closure__)
        self.sequence("function", (function.__code__, *given))
        self.attributes({name: value for name, value in vars(function).items() if name != "__wrapped__"})
        file = function.__code__.co_filename
        if not is_installed(file) and not is_of_this_project(file):
            # What somebody's own function reads from its module may have changed since that was loaded.
            names = _names_read(function.__code__) & function.__globals__.keys()
            self.attributes({name: function.__globals__[name] for name in names})

    def instance(self, value: Any) -> None:
        digest = None if isinstance(value, (Mobject, Animation)) else getattr(value, "digest", None)
        if isinstance(digest, str):
            self.token("digest", digest)
            return
        readable = True
        if isinstance(value, dict):
            self.sequence("dict", (part for item in value.items() for part in item))
        elif isinstance(value, (list, tuple)):
            self.sequence("list", value)
        elif isinstance(value, (str, int, float, bytes)):
            self.token("value", repr(value))
        else:
            readable = hasattr(value, "__dict__") or any("__slots__" in vars(c) for c in type(value).__mro__)
        if readable:
            owner: Any = type(value)
            slots = {name: getattr(value, name) for name in slots_of(owner) if hasattr(value, name)}
            self.attributes({**getattr(value, "__dict__", {}), **slots}, owner)
        else:
            self.foreign(value)

    def attributes(self, state: dict[str, Any], owner: type = object) -> None:
        hidden = hidden_attributes(owner)
        for name in sorted(state, key=str):
            if not (name in hidden or name.startswith("_cached")):
                self.token("attribute", name)
                self.write(state[name])
        self.token("end")

    def foreign(self, value: Any) -> None:
        """Write an object made in C: known by what it would be pickled as, or not at all."""
        try:
            reduce = copyreg.dispatch_table.get(type(value))
            made_from: Any = reduce(value) if reduce else value.__reduce_ex__(4)
        except TypeError as error:
            raise Unfingerprintable(f"the content of a {_name(type(value))} cannot be read") from error
        parts = (made_from,) if isinstance(made_from, str) else made_from
        self.sequence("made from", (list(part) if hasattr(part, "__next__") else part for part in parts))


def _names_read(code: types.CodeType) -> set[str]:
    inner = (_names_read(constant) for constant in code.co_consts if isinstance(constant, types.CodeType))
    return set(code.co_names).union(*inner)
