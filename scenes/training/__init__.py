"""From a config to the recorded training, and what is chosen and told of it."""
