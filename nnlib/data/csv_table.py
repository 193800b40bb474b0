"""Own data comes as a table: a line of names, then one example a line, numbers in every cell.

Inputs are numbers. The target column holds numbers, or the names of classes; its first cell decides which.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nnlib.checks import nearest_name
from nnlib.data.csv_numbers import has_decimal_comma, is_missing, is_number, number
from nnlib.data.csv_text import Row, read_rows
from nnlib.data.dataset import Dataset
from nnlib.errors import TableError

MOST_CLASSES = 100  # more different labels than that are hardly classes, but an identifier


def read_csv(
    path: str | Path,
    target: str | Sequence[str] | None = None,
    outputs: int = 1,
    labels: bool = False,
    inputs: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    drop_missing: bool = False,
) -> Dataset:
    """Read examples from a CSV file.

    The first line names the columns; cells are separated by comma, semicolon, tab or vertical bar, or by what a line
    ``sep=;`` before it says. The file is UTF-8, or UTF-16 with a byte order mark. Where semicolons separate them,
    numbers may have a decimal comma. Blank lines are skipped.

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
    inputs : list of str, optional
        Names of the columns that are the inputs, in this order; all others by default.
    names : list of str, optional
        Names of all columns, for a file without a line of names.
    drop_missing : bool
        Whether examples with a missing value (an empty cell, NA, nan, null, none, ?, -) are left out.

    Returns
    -------
    Dataset
        Named inputs, in the order of the file; `classes` where the target holds class names; `left_out` says how
        many examples were.

    Raises
    ------
    TableError
        ``file:line: column: what is wrong`` for a bad or missing cell, a line of another length, names
        that occur twice or are numbers, an empty file, or one with a header only, no column left for the inputs,
        letters or separators that can be read in several ways. It is a ValueError.
    FileNotFoundError
        If there is no such file.
    """
    path = Path(path)
    rows, delimiter = read_rows(path)
    if not rows:
        raise TableError(path, 1, "expected a line with the names of the columns, got an empty file")
    header = rows[0] if names is None else Row(rows[0].line, list(names))
    columns = _names(path, header, given=names is not None)
    rows = rows if names is not None else rows[1:]
    if not rows:
        raise TableError(path, header.line + 1, "expected at least one example, got only the header")
    for line, cells in rows:
        if len(cells) != len(columns):
            like = "as in the header" if names is None else "one for each name"
            argument = "path" if names is None else "names"
            raise TableError(path, line, f"expected {len(columns)} cells {like}, got {len(cells)}", argument)
    wanted = _columns(path, header.line, columns, columns[-outputs:] if target is None else target, "target")
    rest = [name for name in columns if columns.index(name) not in wanted]
    given = _columns(path, header.line, columns, rest if inputs is None else inputs, "inputs")
    if not wanted or not given or set(wanted) & set(given):
        told = "expected some columns as inputs and other ones as targets"
        raise TableError(path, header.line, f"{told}, got {_and(columns, given)} and {_and(columns, wanted)}")
    kept = [row for row in rows if not any(is_missing(row.cells[c]) for c in (*given, *wanted))]
    if len(kept) < len(rows) and not drop_missing:
        _refuse_missing(path, columns, rows, [*given, *wanted])
    if not kept:
        raise TableError(path, header.line, "no example is left: each has a missing value")
    table = _Table(path, columns, kept, decimal_comma=delimiter == ";")
    x = table.numbers(given, guess=target is None)
    labelled = len(wanted) == 1 and (labels or not table.holds_numbers(wanted[0]))
    t, classes = table.one_hot(wanted[0]) if labelled else (table.numbers(wanted), None)
    targets = classes if classes and t.shape[1] > 1 else [columns[c] for c in wanted]
    left_out = len(rows) - len(kept)
    return Dataset(x, t, [columns[c] for c in given], targets, classes, left_out=left_out)


class _Table:
    """The complete rows of a file, whose columns are read."""

    def __init__(self, path: Path, names: list[str], rows: list[Row], decimal_comma: bool) -> None:
        self.path, self.names, self.rows = path, names, rows
        self.decimal_comma = decimal_comma and has_decimal_comma(cell for row in rows for cell in row.cells)

    def holds_numbers(self, column: int) -> bool:
        """Whether the first cell of a column is a number."""
        cell = self.rows[0].cells[column]
        return is_number(cell) or (self.decimal_comma and has_decimal_comma([cell]))

    def numbers(self, columns: list[int], guess: bool = False) -> np.ndarray:
        """Columns of numbers; with ``guess`` an error says that the target was not named, but guessed."""
        return np.array([[self._number(row, c, guess) for c in columns] for row in self.rows])

    def _number(self, row: Row, column: int, guess: bool) -> float:
        try:
            return number(row.cells[column], self.decimal_comma)
        except ValueError as mistake:
            told = f"{self.names[column]}: {mistake}"
            if guess and row is self.rows[0] and not any(sign.isdigit() for sign in row.cells[column]):
                told += f"; the last column, {self.names[-1]}, was taken for the right answer: name another one"
                raise TableError(self.path, row.line, told, remedy="target") from None
            raise TableError(self.path, row.line, told) from None

    def one_hot(self, column: int) -> tuple[np.ndarray, list[str]]:
        """Targets and class names from labels."""
        cells = [row.cells[column] for row in self.rows]
        classes = sorted(set(cells), key=_in_order)
        if not 2 <= len(classes) <= MOST_CLASSES:
            found = f"there is only one class, {classes[0]!r}" if len(classes) == 1 else f"got {len(classes)}"
            told = f"expected 2 to {MOST_CLASSES} classes down to line {self.rows[-1].line}: {found}"
            raise TableError(self.path, self.rows[0].line, f"{self.names[column]}: {told}")
        labels = np.array([classes.index(cell) for cell in cells])
        if len(classes) == 2:
            return labels[:, None].astype(np.float64), classes
        return np.eye(len(classes))[labels], classes


def _names(path: Path, header: Row, given: bool) -> list[str]:
    """The names of the columns, where all can be told apart and none is a number, as in an example."""
    line, names = header
    argument = "names" if given else "path"
    if len(names) < 2:
        told = f"expected at least two columns, an input and a target, got {', '.join(names)[:40]!r}"
        raise TableError(path, line, told, argument)
    for column, name in enumerate(names):
        if not name:
            raise TableError(path, line, f"column {column + 1} has no name", argument)
        if name in names[:column]:
            raise TableError(path, line, f"the column name {name!r} occurs twice", argument)
        if is_number(name):
            told = f"the column name {name!r} is a number: is there no line of names? write one, or name the columns"
            raise TableError(path, line, told, argument, remedy="" if given else "names")
    return names


def _columns(path: Path, line: int, names: list[str], chosen: str | Sequence[str], argument: str) -> list[int]:
    """The numbers of chosen columns."""
    wanted = [chosen] if isinstance(chosen, str) else list(chosen)
    for name in wanted:
        if name not in names:
            near = nearest_name(name, names)
            hint = f"did you mean {near!r}?" if near else f"there are {', '.join(names)}"
            raise TableError(path, line, f"no column {name!r}: {hint}", argument)
        if wanted.count(name) > 1:
            raise TableError(path, line, f"the column {name!r} is named twice", argument)
    return [names.index(name) for name in wanted]


def _refuse_missing(path: Path, names: list[str], rows: list[Row], columns: list[int]) -> None:
    line, column, cell = next(
        (row.line, c, row.cells[c]) for row in rows for c in columns if is_missing(row.cells[c])
    )
    shown = f" ({cell!r})" if cell else ""
    told = f"{names[column]}: the value is missing{shown}; write it, or leave such lines out"
    raise TableError(path, line, told, remedy="drop_missing")


def _and(names: list[str], columns: list[int]) -> str:
    return ", ".join(names[c] for c in columns) or "none"


def _in_order(label: str) -> tuple[int, float, str]:
    """What labels are sorted by: numbers first and by their value, then words."""
    return (0, float(label), label) if is_number(label) else (1, 0.0, label)
