"""YAML files: read with the place of every value, explained where they are wrong, and written."""
