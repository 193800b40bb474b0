"""Own data comes as a table: a line of names, then one example a line, numbers in every cell.

Inputs are numbers. The target column holds numbers, or the names of classes; its first cell decides which.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nnlib.checks import nearest_name
from nnlib.data.dataset import Dataset

MOST_CLASSES = 100  # more different labels than that are hardly classes, but an identifier
DELIMITERS = (",", ";", "\t")


def read_csv(
    path: str | Path, target: str | Sequence[str] | None = None, outputs: int = 1, labels: bool = False
) -> Dataset:
    """Read examples from a CSV file.

    The first line names the columns; cells are separated by comma, semicolon or tab (the one that occurs
    most in the first line). The file is UTF-8, with or without a byte order mark. Blank lines are skipped.

    Parameters
    ----------
    path : str or Path
    target : str or list of str, optional
        Name of the column to be answered, the last one by default; or several columns of numbers.
        Two class names become one target of 0 and 1 (in alphabetical order), more become one-hot.
    outputs : int
        Without `target`, how many columns at the end are to be answered.
    labels : bool
        Whether a single target column names classes even where its cells are numbers.

    Returns
    -------
    Dataset
        Named inputs, in the order of the file; `classes` where the target holds class names.

    Raises
    ------
    ValueError
        ``file:line: column: what is wrong`` for a bad or missing cell, a line of another length, names
        that occur twice, an empty file, or one with a header only, no column left for the inputs.
    FileNotFoundError
        If there is no such file.
    """
    path = Path(path)
    lines = _lines(path)
    if not lines:
        raise ValueError(f"{path}:1: expected a line with the names of the columns, got an empty file")
    (header_line, header), rows = lines[0], lines[1:]
    names = _header(path, header_line, header)
    if not rows:
        raise ValueError(f"{path}:{header_line + 1}: expected at least one example, got only the header")
    for line, cells in rows:
        if len(cells) != len(names):
            raise ValueError(f"{path}:{line}: expected {len(names)} cells as in the header, got {len(cells)}")
    wanted = _targets(path, header_line, names, names[-outputs:] if target is None else target)
    inputs = [column for column in range(len(names)) if column not in wanted]
    x = [[_number(path, line, names[c], cells[c]) for c in inputs] for line, cells in rows]
    labelled = len(wanted) == 1 and (labels or not _is_number(rows[0][1][wanted[0]]))
    if labelled:
        t, classes = _one_hot(path, names[wanted[0]], [(line, cells[wanted[0]]) for line, cells in rows])
    else:
        t = np.array([[_number(path, line, names[c], cells[c]) for c in wanted] for line, cells in rows])
        classes = None
    targets = classes if labelled and t.shape[1] > 1 else [names[c] for c in wanted]
    return Dataset(x, t, names=[names[c] for c in inputs], target_names=targets, classes=classes)


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The lines that are not blank, as (line number, cells without surrounding blanks)."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        line = raw[: mistake.start].count(b"\n") + 1
        raise ValueError(f"{path}:{line}: expected UTF-8 text, got the byte {raw[mistake.start]:#04x}") from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True, skipinitialspace=True)
    lines, start = [], 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped) or len(stripped) > 1:
                lines.append((start, stripped))
            start = reader.line_num + 1  # a quoted cell may reach over several lines
    except csv.Error as mistake:
        raise ValueError(f"{path}:{reader.line_num}: {mistake}") from None
    return lines


def _header(path: Path, line: int, names: list[str]) -> list[str]:
    if len(names) < 2:
        raise ValueError(f"{path}:{line}: expected at least two columns, an input and a target, got {names}")
    for column, name in enumerate(names):
        if not name:
            raise ValueError(f"{path}:{line}: column {column + 1} has no name")
        if name in names[:column]:
            raise ValueError(f"{path}:{line}: the column name {name!r} occurs twice")
    if all(_is_number(name) for name in names):
        raise ValueError(f"{path}:{line}: expected the names of the columns, got the numbers {', '.join(names)}")
    return names


def _targets(path: Path, line: int, names: list[str], target: str | Sequence[str]) -> list[int]:
    """The numbers of the target columns."""
    wanted = [target] if isinstance(target, str) else list(target)
    for name in wanted:
        if name not in names:
            near = nearest_name(name, names)
            hint = f"did you mean {near!r}?" if near else f"there are {', '.join(names)}"
            raise ValueError(f"{path}:{line}: no column {name!r}: {hint}")
    if not 0 < len(set(wanted)) == len(wanted) < len(names):
        raise ValueError(f"{path}:{line}: expected some columns as inputs and some as targets, got {wanted}")
    return [names.index(name) for name in wanted]


def _number(path: Path, line: int, name: str, cell: str) -> float:
    if not cell:
        raise ValueError(f"{path}:{line}: {name}: the value is missing")
    if not _is_number(cell):
        hint = "; write a point, not a comma" if _is_number(cell.replace(",", ".")) else ""
        raise ValueError(f"{path}:{line}: {name}: expected a number, got {cell[:40]!r}{hint}")
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError(f"{path}:{line}: {name}: expected a finite number, got {cell!r}")
    return value


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell  # Python reads 1_000, a table does not mean it


def _in_order(label: str) -> tuple[int, float, str]:
    """What labels are sorted by: numbers first and by their value, then words."""
    return (0, float(label), label) if _is_number(label) else (1, 0.0, label)


def _one_hot(path: Path, name: str, cells: list[tuple[int, str]]) -> tuple[np.ndarray, list[str]]:
    """Targets and class names from labels."""
    for line, cell in cells:
        if not cell:
            raise ValueError(f"{path}:{line}: {name}: the value is missing")
    classes = sorted({cell for _, cell in cells}, key=_in_order)
    first, last = cells[0][0], cells[-1][0]
    if not 2 <= len(classes) <= MOST_CLASSES:
        raise ValueError(
            f"{path}:{first}: {name}: expected 2 to {MOST_CLASSES} classes down to line {last}, got {len(classes)}"
        )
    labels = np.array([classes.index(cell) for _, cell in cells])
    if len(classes) == 2:
        return labels[:, None].astype(np.float64), classes
    return np.eye(len(classes))[labels], classes
