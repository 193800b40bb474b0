"""Training a network, and the record of it: what it learned, epoch by epoch."""
