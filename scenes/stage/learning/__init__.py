"""What a diagram does: signals forward, the error back, updates, and whole trainings replayed."""
