"""What a diagram does: signals forward, the error back, updates, and whole trainings replayed."""

from scenes.stage.learning.large_updates import SHARE, BigChanges

__all__ = [
    "SHARE",
    "BigChanges",
]
