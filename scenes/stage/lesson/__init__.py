"""A lesson as a scene: config, beats, rehearsal; and what is drawn of it without filming."""
