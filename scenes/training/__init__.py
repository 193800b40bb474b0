"""From a config to the recorded training, and what is chosen and told of it."""

from scenes.training.facts import common_facts, measured, settings_of
from scenes.training.pacing import planned_epochs, shown_epochs, travelled
from scenes.training.training import (
    Progress,
    dataset_of,
    first_steps_of,
    named_history_of,
    network_of,
    opening_steps_of,
)
