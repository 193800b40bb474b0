"""What may be said in a config, and how it is read."""
