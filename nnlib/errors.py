"""Errors of their own kind, to be caught by name: a training that diverged, a file that is no history."""

from __future__ import annotations


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
