"""What a diagram does: signals forward, the error back, updates, and whole trainings replayed."""

from scenes.stage.learning.carriers import Carriers
from scenes.stage.learning.change_marks import MOST_MARKED, largest_changes
from scenes.stage.learning.error_news import ErrorNews
