"""A history on disk is a list of plain tables and one page of text: nothing in it can be executed.

The file is an .npz (a zip of NumPy arrays) that any NumPy can open. Reading trusts nothing: every member
must be stored uncompressed (so that no small file can swell), have exactly the bytes its header promises,
and fit the others.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnlib.errors import HistoryFileError

FORMAT = "nnlib history"
VERSION = 3
KINDS = {
    "header": "U",
    "start": "f",
    "epochs": "i",
    "parameters": "f",
    "metrics": "f",
    "links": "b",
    "moments": "i",
    "kept": "b",  # which neurons, in each moment
}
OTHER_NAMES: dict[int, dict[str, str]] = {2: {"kept": "awake"}, VERSION: {}}  # of the members, in each format read
BYTES = {"f": 8, "i": 8, "b": 1}

T = TypeVar("T")


class Content(NamedTuple):
    """What is in the file: a page of plain values, and the arrays by name."""

    header: dict[str, Any]
    arrays: dict[str, NDArray[Any]]
    version: int = VERSION


def fingerprint(content: Content) -> str:
    """SHA-256 over everything, as hexadecimal digits."""
    seen = hashlib.sha256(json.dumps(content.header, sort_keys=True).encode())
    for name, array in sorted(content.arrays.items()):
        seen.update(f"{name} {array.dtype.str} {array.shape}".encode())
        seen.update(np.ascontiguousarray(array).tobytes())
    return seen.hexdigest()


def write(path: Path, content: Content) -> None:
    """Write beside `path` first, then rename: no reader ever sees half a file."""
    header = json.dumps({"format": FORMAT, "version": VERSION, **content.header}, allow_nan=False)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(beside, "x", zipfile.ZIP_STORED) as archive:
            for name, array in {"header": np.array(header), **content.arrays}.items():
                # A ZipInfo of its own has no time stamp: equal histories make equal files.
                with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, version=(1, 0), allow_pickle=False)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def read(path: Path, make: Callable[[Content], T]) -> T:
    """What `make` builds from the file at `path` (errors as for `History.load`)."""
    try:
        # What a damaged header makes Python warn of is told by the error, if it matters.
        with zipfile.ZipFile(path) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return make(_content(archive))
    except HistoryFileError as mistake:
        raise HistoryFileError(f"{path}: {mistake}") from None
    except FileNotFoundError:
        raise
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error):
        raise HistoryFileError(f"{path}: not a history, or damaged: it cannot be read as .npz") from None
    except Exception as why:  # whatever a foreign file makes NumPy, JSON or the checks stumble over
        raise HistoryFileError(f"{path}: damaged, or not a history: {why}") from None


def _content(archive: zipfile.ZipFile) -> Content:
    """Header and arrays of the archive, once it is sure that they are ours and whole."""
    members = {info.filename: info for info in archive.infolist()}
    if len(members) != len(archive.infolist()) or "header.npy" not in members:
        raise HistoryFileError("not a history of this library")
    text = str(_array(archive, members["header.npy"], "U")[()])
    header = json.loads(text, parse_constant=_no_constant)
    if not isinstance(header, dict) or header.pop("format", None) != FORMAT:
        raise HistoryFileError("not a history of this library")
    version = header.pop("version", None)
    if isinstance(version, int) and version > VERSION:
        raise HistoryFileError(f"written by a newer version (format {version}, this one reads {VERSION}); update it")
    if not isinstance(version, int) or version not in OTHER_NAMES:
        raise HistoryFileError(f"damaged: expected format {' or '.join(map(str, OTHER_NAMES))}, got {version!r}")
    names = {name: OTHER_NAMES[version].get(name, name) for name in KINDS}
    if set(members) != {f"{name}.npy" for name in names.values()}:
        raise HistoryFileError(f"damaged: expected {', '.join(names.values())}, got {sorted(members)}")
    arrays = {name: _array(archive, members[f"{names[name]}.npy"], kind) for name, kind in KINDS.items()}
    del arrays["header"]
    return Content(header, arrays, version)


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: str) -> NDArray[Any]:
    """One member as an array of the expected kind."""
    if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
        raise HistoryFileError(f"{member.filename} is compressed; a history is stored as it is")
    raw = archive.read(member)
    file = io.BytesIO(raw)
    if np.lib.format.read_magic(file) != (1, 0):
        raise HistoryFileError(f"{member.filename} is of an unknown kind")
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    if dtype.kind != kind or dtype.itemsize != BYTES.get(kind, dtype.itemsize):
        raise HistoryFileError(f"{member.filename}: expected numbers of kind {kind!r}, got {dtype}")
    promised = dtype.itemsize
    for length in shape:
        promised *= length
    if min(shape, default=0) < 0 or promised != len(raw) - file.tell():
        raise HistoryFileError(f"{member.filename}: its shape {shape} does not fit its {len(raw)} bytes")
    file.seek(0)
    array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    return array


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")
