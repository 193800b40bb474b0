"""The text of a CSV file becomes lines of cells, where it is certain how it is meant.

Nobody says in such a file how its letters are stored, what parts its columns and what its commas mean. Each is read
where only one reading is possible; elsewhere the error says what to do.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from nnlib.errors import TableError

DELIMITERS = (",", ";", "\t", "|")
# What files begin with that say how their letters are stored; the longest first.
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


class Row(NamedTuple):
    """A line of a file: its number, and its cells without blanks around them."""

    line: int
    cells: list[str]


def read_rows(path: Path) -> tuple[list[Row], str]:
    """The lines of a file that are not blank, and the sign between their cells (errors as for `read_csv`)."""
    # Some systems store an umlaut as two letters: two labels that look alike would be two classes.
    text = unicodedata.normalize("NFC", _decoded(path, path.read_bytes()))
    lines = text.splitlines(keepends=True)
    said = re.fullmatch(r"sep=(.)\s*", lines[0]) if lines else None  # as spreadsheets write it
    if said:
        lines[0] = "\n"
    delimiter = said[1] if said else _delimiter(path, lines)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    rows, start = [], 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped) or len(stripped) > 1:
                rows.append(Row(start, stripped))
            start = reader.line_num + 1  # a quoted cell may reach over several lines
    except csv.Error as mistake:
        raise TableError(path, reader.line_num, str(mistake)) from None
    return rows, delimiter


def _decoded(path: Path, raw: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    save = "save it as CSV in UTF-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as mistake:
        line, wrong = raw[: mistake.start].count(b"\n") + 1, raw[mistake.start : mistake.start + 1]
        if encoding == "utf-16":
            raise TableError(path, line, f"the text is cut off or damaged; {save}") from None
        seen = wrong.decode("cp1252", "ignore")
        windows = f" (in Windows-1252 it would be {seen!r})" if seen.isprintable() and seen else ""
        told = f"expected UTF-8 text, got the byte {wrong[0]:#04x}{windows}; {save}"
        raise TableError(path, line, told) from None
    if (zero := text.find("\0")) >= 0:
        told = f"a zero byte: this is no text, or UTF-16 that does not say so; {save}"
        raise TableError(path, text[:zero].count("\n") + 1, told)
    return text


def _delimiter(path: Path, lines: list[str]) -> str:
    """What parts the columns: the sign that occurs equally often, outside quotes, in the first two lines."""
    bare = [(k, _QUOTED.sub("", line)) for k, line in enumerate(lines, start=1) if line.strip()][:2]
    counts = {sign: [line.count(sign) for _, line in bare] for sign in DELIMITERS}
    fitting = [sign for sign, (first, *rest) in counts.items() if first and rest in ([], [first])] if bare else []
    if len(fitting) > 1:
        shown = " or ".join("a tab" if sign == "\t" else sign for sign in fitting)
        told = f"the columns could be parted by {shown}; write sep={fitting[0]} as the first line, or another of them"
        raise TableError(path, bare[0][0], told)
    return fitting[0] if fitting else max(DELIMITERS, key=lambda sign: counts[sign][0] if bare else 0)
