"""Errors of their own kind, to be caught by name: a training that diverged, a file that is no history."""

from __future__ import annotations

from pathlib import Path


class DivergedError(ValueError):
    """Training has left the finite numbers; `epoch` says when."""

    def __init__(self, epoch: int, learning_rate: float) -> None:
        self.epoch = epoch
        self.learning_rate = learning_rate
        super().__init__(
            f"training diverged in epoch {epoch}: the loss or a weight is no longer a finite number; "
            f"try a smaller learning rate than {learning_rate:g} (for example {learning_rate / 10:g})"
        )


class HistoryFileError(ValueError):
    """A file cannot be read as a history; the message names the file and the reason."""


class TableError(ValueError):
    """A CSV file cannot be read as examples.

    Attributes
    ----------
    path, line
        The file, and the number of the line, from 1.
    argument
        The argument of `read_csv` that is wrong: ``path``, ``target``, ``inputs`` or ``names``.
    remedy
        The argument that would help, or nothing.
    """

    def __init__(self, path: Path, line: int, text: str, argument: str = "path", remedy: str = "") -> None:
        self.path, self.line, self.argument, self.remedy = path, line, argument, remedy
        super().__init__(f"{path}:{line}: {text}")


class ArgumentError(ValueError):
    """An argument is out of its bounds; `argument` is its name."""

    def __init__(self, argument: str, text: str) -> None:
        self.argument = argument
        super().__init__(text)
