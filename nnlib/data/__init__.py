"""Examples: what a network learns from, made, drawn, or read from a table."""
