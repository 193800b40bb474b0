"""The sound of a film: music, brought to its length and loudness."""
