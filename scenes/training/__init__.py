"""From a config to the recorded training, and what is chosen and told of it."""

from scenes.training.facts import measured, settings_of
from scenes.training.pacing import planned_epochs, shown_epochs, travelled
from scenes.training.training import (
    dataset_of,
    first_steps_of,
    history_of,
    network_of,
    noted_histories,
    opening_steps_of,
    watched_trainings,
)

__all__ = [
    "dataset_of",
    "first_steps_of",
    "history_of",
    "measured",
    "network_of",
    "noted_histories",
    "opening_steps_of",
    "planned_epochs",
    "settings_of",
    "shown_epochs",
    "travelled",
    "watched_trainings",
]
