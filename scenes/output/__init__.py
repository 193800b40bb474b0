"""What becomes of a lesson: films, and all that is published with them."""
