"""What a diagram does: signals forward, the error back, updates, and whole trainings replayed."""

from scenes.stage.learning.error_news import ErrorNews
from scenes.stage.learning.large_updates import SHARE, LargeUpdates
from scenes.stage.learning.passes import marked_steps
