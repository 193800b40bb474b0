"""The lessons, one a file, and in folders what they are made with."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The folder of the project: in it lie ``configs``, ``nnlib`` and ``scenes``."""
