"""The sections of a config, one a file: each key with what it means and why it is bounded."""
